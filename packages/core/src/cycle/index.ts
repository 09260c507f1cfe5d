export * from "./cycle.ts"
export type * from "./cycle.schema.ts"
