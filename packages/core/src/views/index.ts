export * from "./priced-basket.ts"
export * from "./recap.ts"
export * from "./statement.ts"
export * from "./shop.ts"
