// Runs a TypeScript program of the project from its sources with Node 24: `node scripts/run.mjs [--widgets] FILE ARGS…`.
import process from "node:process"
import { resolve } from "node:path"
import { fromSources, runProcess } from "./run-process.mjs"
import { root } from "./paths.mjs"
import { main } from "./say.mjs"
import { setUp } from "./setup.mjs"
import { buildWidgets } from "./widgets.mjs"

await main(async () => {
  const given = process.argv.slice(2)
  const needsWidgets = given[0] === "--widgets"
  const [file = "", ...args] = needsWidgets ? given.slice(1) : given
  const node = setUp()
  if (needsWidgets) await buildWidgets(node)
  return runProcess(node, [resolve(root, file), ...args], { env: fromSources })
})
