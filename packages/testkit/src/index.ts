export * from "./arbitraries/index.ts"
export * from "./conformance/index.ts"
export * from "./laws/index.ts"
export * from "./scenario/index.ts"
