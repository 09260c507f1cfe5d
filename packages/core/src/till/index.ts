export * from "./till.ts"
export type * from "./till.schema.ts"
