export * from "./basket.ts"
export type * from "./basket.schema.ts"
