// `npm start [-- --fresh]`: the example association, on whatever machine has Node and npm.
import { join } from "node:path"
import process from "node:process"
import { cache, inProject } from "./paths.mjs"
import { fromSources, runProcess } from "./run-process.mjs"
import { main } from "./say.mjs"
import { setUp } from "./setup.mjs"
import { buildWidgets } from "./widgets.mjs"

await main(async () => {
  const node = setUp()
  await buildWidgets(node)
  const program = inProject("examples", "association", "start.ts")
  // What Node made of the sources is kept: it starts sooner the next time, and holds a fifth less memory.
  const env = { ...fromSources, NODE_COMPILE_CACHE: join(cache, "compiled") }
  return runProcess(node, [program, ...process.argv.slice(2)], { env })
})
