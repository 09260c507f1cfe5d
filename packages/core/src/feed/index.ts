export * from "./feed.ts"
export type * from "./feed.schema.ts"
