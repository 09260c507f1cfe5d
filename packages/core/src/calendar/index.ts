export * from "./calendar.ts"
export type * from "./calendar.schema.ts"
