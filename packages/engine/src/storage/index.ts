export * from "./storage.ts"
export { isKept, isListed } from "@cabas/core/ledger"
export * from "./positions.ts"
