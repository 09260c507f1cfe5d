export * from "./postgres.ts"
