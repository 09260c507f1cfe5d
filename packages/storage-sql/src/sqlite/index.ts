export * from "./sqlite.ts"
