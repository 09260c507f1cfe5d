import { placeOf } from "./place.ts"
import { codeOf, nameOf, syntaxOf } from "./syntax.ts"
import type { Comment, Node } from "./syntax.ts"
import { findingAt } from "./tree.ts"
import type { Check, TreeFile } from "./tree.ts"

/** Something that a file declares at its top: what it is called, where, and whether a docstring stands right before. */
type Declared = { readonly name: string; readonly node: Node; readonly exported: boolean; readonly documented: boolean }

const isDocstring = ({ type, value }: Comment) =>
  type === "Block" && value.startsWith("*") && /[\p{L}\p{N}]/u.test(value)

const isDocumented = (file: TreeFile, comments: ReadonlyArray<Comment>, node: Node) =>
  comments.some(
    (comment) =>
      isDocstring(comment) && /^\s*$/.test(file.text.slice(comment.end, node.start)) && comment.end <= node.start,
  )

/** The names of a declaration: one, or one per variable. */
const namesOf = (declaration: Node): ReadonlyArray<string> => {
  if (declaration.type !== "VariableDeclaration") return [nameOf(declaration["id"]) ?? "default"]
  return (declaration["declarations"] as ReadonlyArray<Node>).map(({ id }) => nameOf(id) ?? "a pattern")
}

const declarationOf = (node: Node): { readonly declaration: Node; readonly exported: boolean } | undefined => {
  if (/^Export(Named|Default)Declaration$/.test(node.type)) {
    const declaration = node["declaration"] as Node | null
    return declaration === null ? undefined : { declaration, exported: true }
  }
  return /Declaration$|^TSDeclareFunction$/.test(node.type) && !/^(Import|Export)/.test(node.type)
    ? { declaration: node, exported: false }
    : undefined
}

const declaredIn = (file: TreeFile): ReadonlyArray<Declared> => {
  const { body, comments } = syntaxOf(file)
  return body.flatMap((node) => {
    const found = declarationOf(node)
    if (found === undefined) return []
    const documented = isDocumented(file, comments, node)
    return namesOf(found.declaration).map((name) => ({ name, node, exported: found.exported, documented }))
  })
}

/** The local names that `export { a, b as c }` gives out; a re-export from another file has its docstring there. */
const listedIn = (file: TreeFile): ReadonlySet<string> => {
  const lists = syntaxOf(file).body.filter((node) => node.type === "ExportNamedDeclaration" && node["source"] === null)
  const specifiers = lists.flatMap((node) => node["specifiers"] as ReadonlyArray<Node>)
  return new Set(specifiers.map(({ local }) => nameOf(local) ?? ""))
}

/**
 * Every export of a published package has a docstring. Declarations of one name share theirs: a type beside the schema
 * it comes from, the overloads of a function.
 */
export const exportsAreDocumented: Check = (files) =>
  codeOf(files).flatMap((file) => {
    if (!placeOf(file.path).isPublished) return []
    const declared = declaredIn(file)
    const listed = listedIn(file)
    const documented = new Set(declared.flatMap(({ name, documented: has }) => (has ? [name] : [])))
    return declared
      .filter(({ name, exported }) => (exported || listed.has(name)) && !documented.has(name))
      .filter(({ name }, index, bare) => bare.findIndex((other) => other.name === name) === index)
      .map(({ name, node }) => findingAt(file, node.start, `exports ${name} without a docstring`))
  })
