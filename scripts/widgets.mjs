import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { inProject } from "./paths.mjs"
import { runProcess } from "./run-process.mjs"
import { say, Stop } from "./say.mjs"

const output = inProject("packages", "widgets", "cdn")
const stampFile = join(output, ".sources")
const sources = [
  ...["core", "client", "widgets"].flatMap((name) => [`packages/${name}/src`, `packages/${name}/package.json`]),
  "rollup.config.mjs",
  "package-lock.json",
]

/** The files at or under a path of the project, tests left out. @param {string} path @returns {Array<string>} */
const filesAt = (path) => {
  const found = statSync(inProject(path), { throwIfNoEntry: false })
  if (found === undefined || path.endsWith(".test.ts")) return []
  if (found.isFile()) return [path]
  return readdirSync(inProject(path)).flatMap((name) => filesAt(`${path}/${name}`))
}

/** What the widgets are made of, in one digest of names and contents. */
const digestOfSources = () => {
  const digest = createHash("sha256")
  for (const file of sources.flatMap(filesAt).sort()) {
    digest
      .update(file)
      .update("\0")
      .update(readFileSync(inProject(file)))
      .update("\0")
  }
  return digest.digest("hex")
}

/**
 * Builds the widgets for pages into packages/widgets/cdn, unless nothing they are made of changed.
 * @param {string} node the path of Node 24
 */
export const buildWidgets = async (node) => {
  const digest = digestOfSources()
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === digest) return
  say("Building the widgets…")
  rmSync(output, { recursive: true, force: true })
  const rollup = inProject("node_modules", "rollup", "dist", "bin", "rollup")
  const code = await runProcess(node, [rollup, "--config", "--configPages", "--silent"])
  if (code !== 0) throw new Stop("The widgets could not be built, see above.")
  writeFileSync(stampFile, digest)
}
