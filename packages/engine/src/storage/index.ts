export * from "./storage.ts"
export { isKept, isListed } from "@cabas/core/ledger"
