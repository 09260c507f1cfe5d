// What each thing that a page loads weighs, brotli, against its budget: `npm run size [-- --json FILE]`.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { brotliCompressSync } from "node:zlib"
import nodeResolve from "@rollup/plugin-node-resolve"
import terser from "@rollup/plugin-terser"
import { transform } from "esbuild"
import { rollup } from "rollup"
import type { Plugin } from "rollup"

const root = fileURLToPath(new URL("..", import.meta.url))
const cdn = join(root, "packages", "widgets", "cdn")

/** One thing that is weighed. */
interface Weighed {
  readonly name: string
  readonly brotliBytes: number
  readonly budgetBytes: number
}

/** A file of the build, and the modules in it. */
interface Chunk {
  readonly file: string
  readonly imports: ReadonlyArray<string>
  readonly dynamicImports: ReadonlyArray<string>
  readonly modules: ReadonlyArray<string>
}

const packed = (text: string | Uint8Array): number => brotliCompressSync(text).length

const weigh = (file: string): number => packed(readFileSync(join(cdn, file)))

/** What the build said of its files. */
const accountOf = (entry: string): ReadonlyArray<Chunk> => JSON.parse(readFileSync(join(cdn, `.${entry}.json`), "utf8"))

/** A whole page's worth: the file, and the French words that it then asks for. */
const withFrench = (entry: string): number => {
  const chunk = accountOf(entry).find(({ file }) => file === entry)
  const words = chunk?.dynamicImports.filter((file) => /fr-/.test(file)) ?? []
  return [entry, ...words].reduce((sum, file) => sum + weigh(file), 0)
}

/** An element alone: its own file and what nobody else of the flow shares with it. */
const ownOf = (name: string): number => {
  const chunks = accountOf("elements")
  const mine = chunks.filter(({ modules }) => modules.some((module) => module.endsWith(`/${name}.element.ts`)))
  return [...new Set([`elements/${name}.js`, ...mine.map(({ file }) => file)])]
    .filter((file) => !file.includes("shared-"))
    .reduce((sum, file) => sum + weigh(file), 0)
}

const shared = (): number => {
  const found = accountOf("elements").find(({ file }) => file.includes("shared-"))
  if (found === undefined) throw new Error("the build has no shared chunk")
  return weigh(found.file)
}

const eraseTypes: Plugin = {
  name: "erase-types",
  transform: async (code, id) =>
    id.endsWith(".ts") ? { code: (await transform(code, { loader: "ts", target: "es2022" })).code, map: null } : null,
}

/** What a program weighs, bundled with all that it imports. */
const bundled = async (program: string): Promise<number> => {
  const entry = join(root, "packages", "widgets", "src", "\u0000entry.ts")
  const virtual: Plugin = {
    name: "entry",
    resolveId: (id) => (id === entry ? id : null),
    load: (id) => (id === entry ? program : null),
  }
  const resolve = nodeResolve({ extensions: [".ts", ".mjs", ".js"], exportConditions: ["source"], rootDir: root })
  const bundle = await rollup({ input: entry, plugins: [virtual, resolve, eraseTypes, terser({ ecma: 2020, module: true })] })
  const { output } = await bundle.generate({ format: "es" })
  const schema = output.flatMap((one) => (one.type === "chunk" ? one.moduleIds : [])).filter((id) => /Schema/.test(id))
  if (schema.length > 0) throw new Error(`a schema reaches the browser: ${schema.join(", ")}`)
  return output.reduce((sum, one) => sum + (one.type === "chunk" ? packed(one.code) : 0), 0)
}

const rules = `
  export { evolve } from "@cabas/core/basket"
  export { pricedBasket } from "@cabas/core/views"
  export { confirmBasket } from "@cabas/core/plans"
`

const kB = (count: number): number => Math.round(count * 1000)

const all: ReadonlyArray<Weighed> = [
  { name: "ordering", brotliBytes: withFrench("ordering.js"), budgetBytes: kB(20) },
  { name: "core-rules", brotliBytes: await bundled(rules), budgetBytes: kB(8) },
  { name: "kit", brotliBytes: weigh("cabas.js"), budgetBytes: kB(40) },
  { name: "client", brotliBytes: await bundled(`export { createClient } from "@cabas/client"`), budgetBytes: kB(2) },
  { name: "loader", brotliBytes: weigh("loader.js"), budgetBytes: kB(2) },
  { name: "shared", brotliBytes: shared(), budgetBytes: kB(12) },
  ...[
    { name: "catalog", budgetBytes: kB(5) },
    { name: "basket", budgetBytes: kB(4) },
    { name: "ordering-element", budgetBytes: kB(4) },
    { name: "quantity", budgetBytes: kB(2.5) },
    { name: "money", budgetBytes: kB(1) },
    { name: "countdown", budgetBytes: kB(1) },
  ].map(({ name, budgetBytes }) => ({ name, brotliBytes: ownOf(name.replace("-element", "")), budgetBytes })),
]

for (const { name, brotliBytes, budgetBytes } of all) {
  const over = brotliBytes > budgetBytes ? `  over by ${brotliBytes - budgetBytes}` : ""
  process.stdout.write(`${name.padEnd(18)} ${String(brotliBytes).padStart(6)} of ${String(budgetBytes).padStart(6)} bytes${over}\n`)
}
const { values } = parseArgs({ options: { json: { type: "string" } } })
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(all, null, 2)}\n`)
process.exitCode = all.some(({ brotliBytes, budgetBytes }) => brotliBytes > budgetBytes) ? 1 : 0
