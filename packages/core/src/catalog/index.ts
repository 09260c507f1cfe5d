export * from "./catalog.ts"
export type * from "./catalog.schema.ts"
