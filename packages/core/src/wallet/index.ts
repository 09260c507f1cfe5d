export * from "./wallet.ts"
export type * from "./wallet.schema.ts"
