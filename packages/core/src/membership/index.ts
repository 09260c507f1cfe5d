export * from "./membership.ts"
export type * from "./membership.schema.ts"
