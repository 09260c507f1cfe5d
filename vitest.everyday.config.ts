export { everyday as default } from "./vitest.workspace.ts"
