export type * from "./refusals.schema.ts"
