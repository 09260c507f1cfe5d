import { readdirSync } from "node:fs"
import { basename, join } from "node:path"
import { nodeResolve } from "@rollup/plugin-node-resolve"
import terser from "@rollup/plugin-terser"
import { transform } from "esbuild"

const folder = join(import.meta.dirname, "packages", "widgets")
const source = join(folder, "src")

/** Every file under a folder, with its path. */
const filesIn = (directory) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

const files = filesIn(source)
const modules = files.filter((file) => file.endsWith(".ts") && !/\.(test|d)\.ts$/.test(file))

/** `src/catalog/catalog.element.ts` defines `<cabas-catalog>` and becomes `elements/catalog.js`. */
const elements = Object.fromEntries(
  modules.filter((file) => file.endsWith(".element.ts")).map((file) => [basename(file, ".element.ts"), file]),
)

/**
 * Types are erased, nothing else is done: browsers of the last three years run the rest. A file that defines an element
 * is kept wherever it is imported, though it may export nothing that is used.
 */
const eraseTypes = {
  name: "erase-types",
  transform: async (code, id) => {
    if (!id.endsWith(".ts")) return null
    const erased = await transform(code, {
      loader: "ts",
      target: "es2022",
      sourcefile: id,
      sourcemap: true,
      tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, verbatimModuleSyntax: true } },
    })
    return { code: erased.code, map: erased.map, moduleSideEffects: id.endsWith(".element.ts") || null }
  },
}

/** A warning is a defect: an unresolved import or a circular one would only show in somebody's page. */
const onwarn = (warning) => {
  throw new Error(`${warning.code}: ${warning.message}`)
}

const shrink = terser({ ecma: 2020, module: true, compress: { passes: 2, unsafe_arrows: true }, mangle: true })

/** Bundled with what they import, from the sources of the other packages. */
const forPages = [
  nodeResolve({ browser: true, extensions: [".ts", ".mjs", ".js"], exportConditions: ["source", "production"] }),
  eraseTypes,
  shrink,
]

/** One module per element and what they share: for a site that uses some of them. */
const perElement = {
  input: elements,
  plugins: forPages,
  onwarn,
  output: {
    dir: join(folder, "cdn"),
    format: "es",
    entryFileNames: "elements/[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    sourcemap: true,
  },
}

/** Everything in one file: one address, one integrity hash. */
const kit = {
  input: join(source, "index.ts"),
  plugins: forPages,
  onwarn,
  output: { file: join(folder, "cdn", "kit.js"), format: "es", inlineDynamicImports: true, sourcemap: true },
}

/** One module per source file and bare imports: for bundlers. */
const forBundlers = {
  input: modules,
  external: /^[^./]/,
  plugins: [nodeResolve({ extensions: [".ts"] }), eraseTypes],
  onwarn,
  output: {
    dir: join(folder, "dist"),
    format: "es",
    preserveModules: true,
    preserveModulesRoot: source,
    sourcemap: true,
  },
}

/** `--configPages` leaves out what only a published package needs. */
export default ({ configPages }) => (configPages ? [perElement, kit] : [perElement, kit, forBundlers])
