import { isRelative, packageNamed, placeOf } from "./place.ts"
import { codeOf, dependenciesOf } from "./syntax.ts"
import { findingAt } from "./tree.ts"
import type { Check, TreeFile } from "./tree.ts"

type Target = string | null | Readonly<Record<string, string>>

/** What the checks read of a package.json. */
type Manifest = {
  readonly type?: string
  readonly license?: string
  readonly sideEffects?: boolean | ReadonlyArray<string>
  readonly files?: ReadonlyArray<string>
  readonly exports?: Readonly<Record<string, Target>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

const mostDependencies = 3
const installScripts = ["preinstall", "install", "postinstall", "prepare"]

const manifestsIn = (files: ReadonlyArray<TreeFile>) =>
  files
    .filter(({ path }) => /^packages\/[^/]+\/package\.json$/.test(path))
    .map((file) => ({
      file,
      folder: file.path.replace(/package\.json$/, ""),
      manifest: JSON.parse(file.text) as Manifest,
    }))

const shape = ({ type, license, sideEffects, files, scripts, dependencies = {} }: Manifest): ReadonlyArray<string> => {
  const foreign = Object.keys(dependencies).filter((name) => !name.startsWith("@cabas/"))
  return [
    type === "module" ? "" : `"type" is not "module"`,
    license === "MIT" ? "" : `"license" is not "MIT"`,
    sideEffects === undefined ? `"sideEffects" is not said` : "",
    files === undefined ? `"files" does not say what is published` : "",
    ...installScripts.map((name) => (scripts?.[name] === undefined ? "" : `has an install script: ${name}`)),
    foreign.length > mostDependencies ? `depends on ${foreign.length} packages: at most ${mostDependencies}` : "",
    dependencies["effect"] === undefined ? "" : "effect is a peer: an application has one copy of it",
  ].filter((says) => says !== "")
}

const exported = (folder: string, { exports = {} }: Manifest, paths: ReadonlySet<string>): ReadonlyArray<string> =>
  Object.entries(exports).flatMap(([subpath, target]) => {
    if (target === null) return []
    if (typeof target === "string") {
      return paths.has(folder + target.slice(2)) ? [] : [`exports ${subpath}, but ${target} does not exist`]
    }
    const { source = "", types, default: main } = target
    const built = source.replace(/^\.\/src\/(.*)\.ts$/, "./dist/$1")
    return [
      paths.has(folder + source.slice(2)) ? "" : `exports ${subpath}, but ${source || "its source"} does not exist`,
      types === `${built}.d.ts` && main === `${built}.js`
        ? ""
        : `exports ${subpath} as something else than ${built}.js`,
    ].filter((says) => says !== "")
  })

/** Each published package says what it is, runs nothing when installed, and exports files that exist. */
export const manifestsAreSound: Check = (files) => {
  const paths = new Set(files.map(({ path }) => path))
  return manifestsIn(files).flatMap(({ file, folder, manifest }) =>
    [...shape(manifest), ...exported(folder, manifest, paths)].map((says) => findingAt(file, 0, says)),
  )
}

/** A package that defines elements must say which files do, or bundlers drop them. */
export const definingFilesAreKept: Check = (files) =>
  manifestsIn(files)
    .filter(({ folder, manifest }) => {
      const defines = files.some(({ path }) => path.startsWith(folder) && path.endsWith(".element.ts"))
      return defines && (manifest.sideEffects === false || manifest.sideEffects === undefined)
    })
    .map(({ file }) => findingAt(file, 0, `"sideEffects" must list the files that define elements`))

type Lock = { readonly packages: Readonly<Record<string, Manifest>> }

const kinds = ["dependencies", "peerDependencies", "devDependencies"] as const

/** A list of dependencies as text, whatever the order. */
const listed = (dependencies: Readonly<Record<string, string>> = {}) =>
  JSON.stringify(Object.entries(dependencies).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** package-lock.json knows what every package asks for, or a fresh clone cannot install; and it names no registry. */
export const lockIsInStep: Check = (files) => {
  const lock = files.find(({ path }) => path === "package-lock.json")
  if (lock === undefined) return [{ path: "package-lock.json", line: 1, says: "does not exist" }]
  const { packages } = JSON.parse(lock.text) as Lock
  const behind = files
    .filter(({ path }) => /^((packages|examples)\/[^/]+\/)?package\.json$/.test(path))
    .filter(({ path, text }) => {
      const asked = JSON.parse(text) as Manifest
      const known = packages[path.replace(/\/?package\.json$/, "")]
      return known === undefined || kinds.some((kind) => listed(asked[kind]) !== listed(known[kind]))
    })
    .map((file) => findingAt(file, 0, "package-lock.json is not in step: run `npm install`"))
  const named = [...lock.text.matchAll(/"resolved": "https?:/g)].map(({ index }) =>
    findingAt(lock, index, "names a registry: .npmrc leaves them out"),
  )
  return [...behind, ...named]
}

/** What published code imports is declared: to run, as a dependency or a peer; in types alone, it may be for development. */
export const importsAreDeclared: Check = (files) => {
  const manifests = new Map(manifestsIn(files).map(({ folder, manifest }) => [folder, manifest]))
  return codeOf(files).flatMap((file) => {
    const place = placeOf(file.path)
    const manifest = manifests.get(`packages/${place.package}/`)
    if (!place.isPublished || manifest === undefined) return []
    const atRunTime = { ...manifest.dependencies, ...manifest.peerDependencies }
    return dependenciesOf(file)
      .filter(({ specifier }) => !isRelative(specifier) && !specifier.startsWith("node:"))
      .filter(({ specifier, typesOnly }) => {
        const name = packageNamed(specifier)
        return atRunTime[name] === undefined && !(typesOnly && manifest.devDependencies?.[name] !== undefined)
      })
      .map(({ specifier, start }) =>
        findingAt(file, start, `imports ${specifier}, which packages/${place.package}/package.json does not declare`),
      )
  })
}
