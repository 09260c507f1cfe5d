import { createHash } from "node:crypto"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join, relative } from "node:path"
import { nodeResolve } from "@rollup/plugin-node-resolve"
import * as terserPlugin from "@rollup/plugin-terser"
import { transform } from "esbuild"

const folder = join(import.meta.dirname, "packages", "widgets")
const source = join(folder, "src")
const cdn = join(folder, "cdn")

/** Every file under a folder, with its path. @param {string} directory */
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
 @type {import("rollup").Plugin} */
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

/**
 * Every node of a syntax tree.
 * @param {any} node @returns {Generator<any, void, undefined>}
 */
function* nodesOf(node) {
  if (node === null || typeof node !== "object") return
  if (Array.isArray(node)) for (const each of node) yield* nodesOf(each)
  else {
    if (typeof node.type === "string") yield node
    for (const [field, child] of Object.entries(node)) if (field !== "loc") yield* nodesOf(child)
  }
}

/**
 * Code with some places written anew.
 * @param {string} code @param {ReadonlyArray<{ start: number, end: number, text: string }>} edits
 */
const edited = (code, edits) =>
  edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((all, { start, end, text }) => all.slice(0, start) + text + all.slice(end), code)

/**
 * White space that only the layout of the source needs: around a line break between tags, within them, and where what
 * an element holds begins or ends.
 * @param {string} markup
 */
const shortMarkup = (markup) =>
  markup
    .replaceAll(/>\s*\n\s*(?=<)/g, ">")
    .replace(/(<[a-z][^<>]*|^[^<>]*)(?<![/=])>\s*\n\s*$/, "$1>")
    .replace(/^\s*\n\s*(?=<\/)/, "")
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll(/\s+(\/?>)/g, "$1")

/** @param {string} styles */
const shortStyles = async (styles) =>
  (await transform(styles, { loader: "css", minify: true, charset: "utf8", target: "es2022" })).code.trim()

/** The private tokens of the style sheets, each with a letter: pages set `--cabas-*` and never see these. */
const tokens = new Map(
  [
    ...new Set(
      modules
        .filter((file) => file.endsWith(".styles.ts"))
        .sort()
        .flatMap((file) => readFileSync(file, "utf8").match(/--_[a-z-]+/g) ?? []),
    ),
  ].map((token, index) => [token, `--_${String.fromCodePoint(97 + index)}`]),
)

/** @param {string} text */
const shortTokens = (text) => text.replaceAll(/--_[a-z-]+/g, (token) => tokens.get(token) ?? token)

/** Shortens the templates of HTML and the style sheets written in the code. @type {import("rollup").Plugin} */
const shortenTemplates = {
  name: "shorten-templates",
  async transform(code, id) {
    if (!id.startsWith(source)) return null
    const edits = []
    for (const { type, tag, quasi } of nodesOf(this.parse(code))) {
      if (type !== "TaggedTemplateExpression" || !/^(html|svg|css)$/.test(tag.name ?? "")) continue
      for (const { start, end } of quasi.quasis) {
        const text = code.slice(start, end)
        edits.push({ start, end, text: shortTokens(tag.name === "css" ? await shortStyles(text) : shortMarkup(text)) })
      }
    }
    return { code: edited(code, edits), map: null }
  },
}

/**
 * What is only a convention of the source: that nothing is assigned to a `const` again, which the compiler saw to, and
 * that private names differ from one class to the next. One word and few names compress better.
 * @type {import("rollup").Plugin}
 */
const alikeWords = {
  name: "alike-words",
  renderChunk(code) {
    const edits = []
    let inClass = 0
    for (const node of nodesOf(this.parse(code))) {
      if (node.type === "VariableDeclaration" && node.kind === "const") {
        edits.push({ start: node.start, end: node.start + "const".length, text: "let" })
      }
      if (node.type !== "ClassBody" || node.start < inClass) continue
      inClass = node.end
      edits.push(...privateNames(node))
    }
    return { code: edited(code, edits), map: null }
  },
}

/** The private names of a class, those used most first: `#p0`, `#p1`. @param {any} body */
const privateNames = (body) => {
  const found = [...nodesOf(body)].filter(({ type }) => type === "PrivateIdentifier")
  const uses = (/** @type {string} */ name) => found.filter((one) => one.name === name).length
  const names = [...new Set(found.map(({ name }) => name))].sort((a, b) => uses(b) - uses(a))
  return found.map(({ start, end, name }) => ({ start, end, text: `#p${names.indexOf(name)}` }))
}

/** A warning is a defect: an unresolved import or a circular one would only show in somebody's page. @param {import("rollup").RollupLog} warning */
const onwarn = (warning) => {
  throw new Error(`${warning.code}: ${warning.message}`)
}

/** Its types say that a module is what it exports. @type {typeof import("@rollup/plugin-terser").default} */
const terser = /** @type {any} */ (terserPlugin).default

/** What is written alike stays alike, which compresses better: functions are not inlined, comparisons not turned round. */
const shrink = terser({
  ecma: 2022,
  module: true,
  compress: {
    passes: 3,
    unsafe_arrows: true,
    pure_getters: true,
    keep_fargs: false,
    inline: 1,
    lhs_constants: false,
  },
  mangle: true,
})

/** Bundled with what they import, from the sources of the other packages. */
export const forPages = [
  nodeResolve({
    browser: true,
    extensions: [".ts", ".mjs", ".js"],
    exportConditions: ["source", "production"],
  }),
  eraseTypes,
  shortenTemplates,
  alikeWords,
  shrink,
]

/** Says which file each module went to, for what measures and proves the bundles, and hashes what is served. @type {import("rollup").Plugin} */
const account = {
  name: "account",
  writeBundle(_, bundle) {
    const chunks = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? [file] : []))
    const name =
      ["ordering.js", "contract.js", "desk.js", "loader.js", "cabas.js"].find((file) => file in bundle) ?? "elements"
    const told = chunks.map(({ fileName, imports, dynamicImports, modules: rendered }) => ({
      file: fileName,
      imports,
      dynamicImports,
      // A module of which nothing is left is not in the file.
      modules: Object.entries(rendered)
        .filter(([, { renderedLength }]) => renderedLength > 0)
        .map(([id]) => relative(import.meta.dirname, id).replaceAll("\\", "/")),
    }))
    writeFileSync(join(cdn, `.${name}.json`), JSON.stringify(told, undefined, 1))
    const served = filesIn(cdn).filter((file) => file.endsWith(".js"))
    const hashes = served.sort().map((file) => {
      const hash = createHash("sha384").update(readFileSync(file)).digest("base64")
      return [relative(cdn, file).replaceAll("\\", "/"), `sha384-${hash}`]
    })
    writeFileSync(join(cdn, "integrity.json"), `${JSON.stringify(Object.fromEntries(hashes), undefined, 2)}\n`)
  },
}

const ofElements =
  /^(catalog|basket|ordering|quantity|money|countdown|season|contract|absences|deliveries|planner|contracts-admin|desk|paper|recap|sheet|table|wallet|checkout|qr|books|payments|memberships)\/|\/(fflate|uqr|effect)\/|^connection\/(?!connection|state)|^base\/connected|core\/src\/(?!values)|core\/src\/values\/civil|(^|[./])(fr|en)\.ts$/

/** What several elements share is one file, so that a page that uses two of them asks for it once. @param {string} id */
const sharedBy = (id) => (ofElements.test(relative(source, id).replaceAll("\\", "/")) ? undefined : "shared")

/** One module per element and what they share: for a site that uses some of them. */
const perElement = {
  input: elements,
  plugins: [...forPages, account],
  onwarn,
  output: {
    dir: cdn,
    format: "es",
    entryFileNames: "elements/[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    manualChunks: sharedBy,
  },
}

/** A file that is not there: what it would hold is written below. @param {string} name */
const entryOf = (name) => join(source, `${name}.flow.js`)

/**
 * A flow's modules by what they look like, styles first: brotli packs like with like, which is worth 1 %. Modules run
 * when what they import has run, so that their order is free.
 * @param {string} flow @param {ReadonlyArray<string>} rooms whose styles it has @param {ReadonlyArray<string>} models
 * @param {string | undefined} whole what it exports
 * @returns {import("rollup").Plugin}
 */
const likeWithLike = (flow, rooms, models, whole = undefined) => ({
  name: "like-with-like",
  resolveId: (id) => (id === entryOf(flow) ? id : null),
  load: (id) => {
    if (id !== entryOf(flow)) return null
    const styles = rooms.map((room) => join(source, room, `${room}.styles.ts`))
    const first = ["lit", ...styles, "@cabas/core/values", ...models.map((name) => join(source, `${name}.ts`))]
    const last = flow === "ordering" ? [join(source, "loader", "beside.ts")] : []
    const imports = first.map((name) => `import ${JSON.stringify(name)}`)
    const own = `${whole === undefined ? "import" : "export * from"} ${JSON.stringify(whole ?? elements[flow])}`
    return [...imports, own, ...last.map((name) => `import ${JSON.stringify(name)}`)].join("\n")
  },
})

/**
 * Whoever asks for one of some modules gets a file of all of them.
 * @param {ReadonlyArray<string>} names
 * @returns {import("rollup").Plugin}
 */
const together = (names) => ({
  name: "together",
  resolveDynamicImport: (asked) =>
    typeof asked === "string" && names.some((name) => asked.endsWith(`/${basename(name)}.ts`))
      ? entryOf("later")
      : null,
  load: (id) =>
    id === entryOf("later")
      ? names.map((name) => `export * from ${JSON.stringify(join(source, `${name}.ts`))}`).join("\n")
      : null,
})

/**
 * A whole flow in one file, as small as it gets; only the language is a file of its own, and what few need of it, which
 * is one file too, as small pieces compress badly.
 * @param {string} name @param {ReadonlyArray<string>} rooms @param {ReadonlyArray<string>} models
 * @param {ReadonlyArray<string>} later
 */
const flowOf = (name, rooms, models, later = []) => ({
  input: { [name]: entryOf(name) },
  plugins: [likeWithLike(name, rooms, models), together(later), ...forPages, account],
  onwarn,
  output: { dir: cdn, format: "es", chunkFileNames: `chunks/${name}-[name]-[hash].js` },
})

const flows = [
  flowOf(
    "ordering",
    ["base", "basket", "catalog", "ordering", "quantity"],
    ["connection/connection", "connection/store", "catalog/marks", "basket/basket.model"],
  ),
  flowOf(
    "contract",
    ["absences", "base", "contract", "quantity", "season"],
    ["base/element", "season/season.store"],
    ["contract/running", "contract/sharing", "absences/choices"],
  ),
  flowOf("desk", ["base", "desk"], ["desk/desk.store", "desk/desk.model"]),
]

/** Loads what a page uses. It is told where the others are by where it is itself. */
const loader = {
  input: join(source, "loader", "loader.ts"),
  plugins: [...forPages, account],
  onwarn,
  output: { file: join(cdn, "loader.js"), format: "es" },
}

/** Everything in one file: one address, one integrity hash. */
const kit = {
  input: { cabas: entryOf("cabas") },
  plugins: [
    likeWithLike(
      "cabas",
      ["absences", "base", "basket", "catalog", "contract", "deliveries", "ordering", "quantity", "season"],
      [
        "languages/fr",
        "season/season.fr",
        "languages/en",
        "season/season.en",
        "connection/connection",
        "connection/store",
        "season/season.store",
        "catalog/marks",
        "basket/basket.model",
      ],
      join(source, "index.ts"),
    ),
    ...forPages,
    account,
  ],
  onwarn,
  output: { dir: cdn, format: "es", entryFileNames: "cabas.js", inlineDynamicImports: true, freeze: false },
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

/** `--configPages` leaves out what only a published package needs. @param {{ configPages?: boolean }} args */
export default ({ configPages }) =>
  configPages ? [perElement, ...flows, loader, kit] : [perElement, ...flows, loader, kit, forBundlers]
