export * from "./group.ts"
export type * from "./group.schema.ts"
