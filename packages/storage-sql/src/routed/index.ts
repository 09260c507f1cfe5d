export * from "./routed.ts"
