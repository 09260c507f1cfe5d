// `npm start [-- --fresh]`: the example association, on whatever machine has Node and npm.
import process from "node:process"
import { inProject } from "./paths.mjs"
import { fromSources, runProcess } from "./run-process.mjs"
import { main } from "./say.mjs"
import { setUp } from "./setup.mjs"
import { buildWidgets } from "./widgets.mjs"

await main(async () => {
  const node = setUp()
  await buildWidgets(node)
  const program = inProject("examples", "association", "start.ts")
  return runProcess(node, [program, ...process.argv.slice(2)], { env: fromSources })
})
