import { parseSync } from "oxc-parser"
import type { TreeFile } from "./tree.ts"

/** A node of a syntax tree, as far as the checks look. */
export type Node = {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** A comment without its marks. */
export type Comment = {
  readonly type: "Line" | "Block"
  readonly value: string
  readonly start: number
  readonly end: number
}

/** A file as the parser sees it, so that comments and strings fool nobody. */
export type Syntax = { readonly body: ReadonlyArray<Node>; readonly comments: ReadonlyArray<Comment> }

const isCode = /\.(ts|mts|mjs|js)$/
const parsed = new WeakMap<TreeFile, Syntax>()

const parse = (file: TreeFile): Syntax => {
  const { program, comments, errors } = parseSync(file.path, file.text)
  if (errors.length > 0) throw new Error(`${file.path}: ${errors[0]?.message}`)
  return { body: program.body as unknown as ReadonlyArray<Node>, comments }
}

/** The code files of a tree. */
export const codeOf = (files: ReadonlyArray<TreeFile>): ReadonlyArray<TreeFile> =>
  files.filter(({ path }) => isCode.test(path))

/** A code file, parsed once. */
export const syntaxOf = (file: TreeFile): Syntax => {
  const known = parsed.get(file)
  if (known !== undefined) return known
  const syntax = parse(file)
  parsed.set(file, syntax)
  return syntax
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"

/** The nodes right under a node, with the field that holds each. */
export function* childrenOf(node: Node): Generator<readonly [field: string, child: Node]> {
  for (const [field, value] of Object.entries(node)) {
    if (isNode(value)) yield [field, value]
    else if (Array.isArray(value)) for (const each of value) if (isNode(each)) yield [field, each]
  }
}

/** Every node under these, themselves first, in the order of the text. */
export function* nodesOf(nodes: Iterable<Node>): Generator<Node> {
  for (const node of nodes) {
    yield node
    for (const [, child] of childrenOf(node)) yield* nodesOf([child])
  }
}

const addTo = (found: Array<Node>, node: Node): void => {
  found.push(node)
  for (const field in node) {
    const value = node[field]
    if (isNode(value)) addTo(found, value)
    else if (Array.isArray(value)) for (const each of value) if (isNode(each)) addTo(found, each)
  }
}

const walked = new WeakMap<TreeFile, ReadonlyArray<Node>>()

/** Every node of a code file in the order of the text; the file is walked once, whoever asks. */
export const nodesIn = (file: TreeFile): ReadonlyArray<Node> => {
  const known = walked.get(file)
  if (known !== undefined) return known
  const found: Array<Node> = []
  for (const node of syntaxOf(file).body) addTo(found, node)
  walked.set(file, found)
  return found
}

/** The name of an identifier, undefined for any other node. */
export const nameOf = (node: unknown): string | undefined =>
  isNode(node) && typeof node["name"] === "string" && node.type.endsWith("Identifier") ? node["name"] : undefined

/** The text of a plain string or of a template's beginning. */
export const textOf = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined
  if (node.type === "Literal") return typeof node["value"] === "string" ? node["value"] : undefined
  if (node.type !== "TemplateLiteral") return undefined
  const [first] = node["quasis"] as ReadonlyArray<{ readonly value: { readonly raw: string } }>
  return first?.value.raw
}

/** One way in which a file depends on a module. */
export type Dependency = {
  readonly specifier: string
  /** Whether nothing of it is left once types are erased. */
  readonly typesOnly: boolean
  readonly start: number
}

const dependencyOf = (node: Node): Omit<Dependency, "start"> | undefined => {
  switch (node.type) {
    case "ImportDeclaration":
      return { specifier: textOf(node["source"]) ?? "", typesOnly: node["importKind"] === "type" }
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration": {
      const specifier = textOf(node["source"])
      return specifier === undefined ? undefined : { specifier, typesOnly: node["exportKind"] === "type" }
    }
    case "ImportExpression": {
      const specifier = textOf(node["source"])
      return specifier === undefined ? undefined : { specifier, typesOnly: false }
    }
    case "TSImportType":
      return { specifier: textOf(node["source"] ?? node["argument"]) ?? "", typesOnly: true }
    default:
      return undefined
  }
}

const depended = new WeakMap<TreeFile, ReadonlyArray<Dependency>>()

/** Everything a file imports or re-exports, at run time or in types; found once. */
export const dependenciesOf = (file: TreeFile): ReadonlyArray<Dependency> => {
  const known = depended.get(file)
  if (known !== undefined) return known
  const found = nodesIn(file).flatMap((node) => {
    const dependency = dependencyOf(node)
    return dependency === undefined ? [] : [{ ...dependency, start: node.start }]
  })
  depended.set(file, found)
  return found
}

const testNames = new Set(["describe", "it", "test", "suite", "bench"])

/** Whether what is called declares a test or a group of them: `it`, `it.each([…])`, `test.prop(…)`. */
export const startsTest = (callee: unknown): boolean => {
  const node = callee as Node
  if (node.type === "MemberExpression") return startsTest(node["object"])
  if (node.type === "CallExpression") return startsTest(node["callee"])
  if (node.type === "TaggedTemplateExpression") return startsTest(node["tag"])
  return testNames.has(nameOf(node) ?? "")
}
