import process from "node:process"
import { pathToFileURL } from "node:url"
import { chromiumForTests } from "./browser.mjs"
import { installDependencies, node24 } from "./dependencies.mjs"
import { main, say } from "./say.mjs"

/**
 * Makes a fresh clone ready with whatever Node is there (18 or later) and gives the path of Node 24. Done again, it
 * only looks.
 */
export const setUp = () => {
  installDependencies()
  return node24()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(async () => {
    say(`Node 24: ${setUp()}`)
    if (process.argv.includes("--browser")) say(`Chromium: ${chromiumForTests()}`)
  })
}
