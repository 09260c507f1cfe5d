export * from "./distribution.ts"
export type * from "./distribution.schema.ts"
