export * from "./catalog.ts"
export * from "./packages.ts"
export type * from "./catalog.schema.ts"
