import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { inProject } from "./paths.mjs"

const folders = inProject("packages")

/**
 * @typedef {string | null | Record<string, string>} Target
 * @typedef {{ name: string, exports: Record<string, Target>, dependencies?: Record<string, string>,
 *   devDependencies?: Record<string, string>, peerDependencies?: Record<string, string> }} Manifest
 * @typedef {{ folder: string, manifest: Manifest }} Package
 */

/** The packages of the project. @returns {Array<Package>} */
export const readPackages = () =>
  readdirSync(folders)
    .map((name) => ({ folder: join(folders, name), file: join(folders, name, "package.json") }))
    .filter(({ file }) => existsSync(file))
    .map(({ folder, file }) => ({ folder, manifest: JSON.parse(readFileSync(file, "utf8")) }))

/**
 * Packages after the ones whose declarations theirs speak of.
 * @param {ReadonlyArray<Package>} all
 * @returns {ReadonlyArray<Package>}
 */
export const inOrder = (all) => {
  /** @type {Set<Package>} */
  const ordered = new Set()
  /** @type {Set<Package>} */
  const begun = new Set()
  const place = (/** @type {Package} */ each) => {
    begun.add(each)
    const { dependencies, devDependencies, peerDependencies } = each.manifest
    const needed = Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies })
    const before = all.filter(({ manifest }) => needed.includes(manifest.name) && manifest.name !== "@cabas/testkit")
    for (const other of before) if (!begun.has(other)) place(other)
    ordered.add(each)
  }
  for (const each of all) if (!begun.has(each)) place(each)
  return [...ordered]
}

/** The paths that a package exports and that are not there. @param {Package} each @returns {Array<string>} */
export const missingFrom = ({ folder, manifest }) =>
  Object.values(manifest.exports)
    .flatMap((target) => (typeof target === "string" ? [target] : Object.values(target ?? {})))
    .filter((path) => !existsSync(join(folder, path)))
    .map((path) => `${manifest.name}: ${path}`)
