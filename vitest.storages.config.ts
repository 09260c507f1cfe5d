export { storages as default } from "./vitest.workspace.ts"
