export * from "./postgres.ts"
export { moveSpace } from "./move.ts"
export type { Move, Step } from "./move.ts"
export { hasMoved } from "./moved.ts"
