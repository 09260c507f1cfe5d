import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** A text file of the project: its path from the root with `/`, and what it says. */
export type TreeFile = { readonly path: string; readonly text: string }

/** What a check found, and where. */
export type Finding = { readonly path: string; readonly line: number; readonly says: string }

/** A rule of style: what it finds in the files of the project, nothing when all is well. */
export type Check = (files: ReadonlyArray<TreeFile>) => ReadonlyArray<Finding>

const madeByTools = new Set(["node_modules", "dist", "cdn", "coverage", ".git", ".data"])
const readable = /\.(ts|mts|mjs|js|json|md|html|css|svg|yml|yaml|sh)$|^\.ci\/run$/

const pathsUnder = (root: string, folder: string): ReadonlyArray<string> =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (madeByTools.has(entry.name)) return []
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return pathsUnder(root, path)
    return entry.isFile() && readable.test(path) ? [path] : []
  })

/** Every text file of the project, what tools make left out. */
export const readTree = (): ReadonlyArray<TreeFile> => {
  const root = fileURLToPath(new URL("..", import.meta.url))
  return pathsUnder(root, "").map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
}

/** A tree written in a test: paths and texts. */
export const treeOf = (files: Readonly<Record<string, string>>): ReadonlyArray<TreeFile> =>
  Object.entries(files).map(([path, text]) => ({ path, text }))

/** A finding at an offset of a file's text. */
export const findingAt = (file: TreeFile, offset: number, says: string): Finding => ({
  path: file.path,
  line: file.text.slice(0, offset).split("\n").length,
  says,
})

/** Findings as lines that a terminal makes clickable. */
export const written = (findings: ReadonlyArray<Finding>): ReadonlyArray<string> =>
  findings.map(({ path, line, says }) => `${path}:${line} ${says}`)
