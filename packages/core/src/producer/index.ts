export * from "./producer.ts"
export type * from "./producer.schema.ts"
