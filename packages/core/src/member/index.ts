export * from "./member.ts"
export type * from "./member.schema.ts"
