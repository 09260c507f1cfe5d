export * from "./subscription.ts"
export type * from "./subscription.schema.ts"
