export * from "./wallet.ts"
