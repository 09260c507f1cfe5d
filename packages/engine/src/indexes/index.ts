export { withIndexes } from "./indexed.ts"
export type { IndexKeeping } from "./indexed.ts"
