// `npm run build`: what is published. JavaScript by tsup (rollup for the widgets), declarations by TypeScript 7.
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { inOrder, missingFrom, readPackages } from "./packages.mjs"
import { cache, inProject } from "./paths.mjs"
import { runProcess } from "./run-process.mjs"
import { main, say, Stop } from "./say.mjs"
import { setUp } from "./setup.mjs"

/** @typedef {import("./packages.mjs").Package} Package */

/** Writes the declarations of a package. @param {string} node @param {Package} each */
const declare = async (node, { folder, manifest }) => {
  const config = join(cache, `tsconfig.${manifest.name.replace("@cabas/", "")}.json`)
  const world = /client|widgets/.test(manifest.name) ? "browser" : manifest.name === "@cabas/core" ? "pure" : "node"
  mkdirSync(cache, { recursive: true })
  const here = (/** @type {string} */ path) => relative(cache, path).replaceAll("\\", "/")
  writeFileSync(
    config,
    JSON.stringify({
      extends: here(inProject(`tsconfig.${world}.json`)),
      compilerOptions: {
        noEmit: false,
        emitDeclarationOnly: true,
        declarationMap: true,
        customConditions: [],
        rootDir: here(join(folder, "src")),
        outDir: here(join(folder, "dist")),
      },
      include: [here(join(folder, "src"))],
      exclude: ["**/*.test.ts"].map((pattern) => here(join(folder, "src", pattern))),
    }),
  )
  const compiler = inProject("node_modules", "typescript-7", "bin", "tsc")
  if ((await runProcess(node, [compiler, "--project", config])) !== 0) {
    throw new Stop(`The declarations of ${manifest.name} could not be written, see above.`)
  }
}

const build = async () => {
  const node = setUp()
  const all = inOrder(readPackages())
  for (const { folder } of all) rmSync(join(folder, "dist"), { recursive: true, force: true })
  say("Building for Node with tsup…")
  const tsup = inProject("node_modules", "tsup", "dist", "cli-default.js")
  if ((await runProcess(node, [tsup])) !== 0) throw new Stop("tsup failed, see above.")
  say("Building the widgets with rollup…")
  const rollup = inProject("node_modules", "rollup", "dist", "bin", "rollup")
  if ((await runProcess(node, [rollup, "--config", "--silent"])) !== 0) throw new Stop("rollup failed, see above.")
  say("Writing declarations with TypeScript 7…")
  for (const each of all) await declare(node, each)
  const absent = all.flatMap(missingFrom)
  if (absent.length > 0) throw new Stop(`Exported, but not built:\n  ${absent.join("\n  ")}`)
  say(`Built ${all.map(({ manifest }) => manifest.name).join(", ")}.`)
}

await main(build)
