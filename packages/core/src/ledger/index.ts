export * from "./ledger.ts"
export type * from "./ledger.schema.ts"
