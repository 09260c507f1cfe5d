export { endToEnd as default } from "./vitest.workspace.ts"
