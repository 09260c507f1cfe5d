export { createClient, newKey } from "./client.ts"
export type { Client, ClientOptions, GetToken, Problem, Reply, RunOptions } from "./client.ts"
export type { AnswerOf, CommandName, InputOf, OperationName, QueryName } from "./operations.ts"
