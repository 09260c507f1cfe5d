import { placeOf } from "./place.ts"
import { childrenOf, codeOf, dependenciesOf, nameOf, nodesOf, syntaxOf } from "./syntax.ts"
import type { Dependency, Node } from "./syntax.ts"
import { findingAt } from "./tree.ts"
import type { Check, TreeFile } from "./tree.ts"

/** No barrel import of effect: it costs a browser five times what a subpath costs. */
export const effectBySubpath: Check = (files) =>
  codeOf(files).flatMap((file) =>
    dependenciesOf(file)
      .filter(({ specifier }) => /^effect(\/index(\.js)?)?$/.test(specifier))
      .map(({ start }) =>
        findingAt(file, start, "imports the barrel of effect: import a subpath such as effect/Schema"),
      ),
  )

const isOfEffect = (specifier: string) => /^(effect|@effect\/[^/]+)(\/|$)/.test(specifier)

const wrongInCore = ({ specifier, typesOnly }: Dependency, isSchema: boolean) => {
  if (specifier.startsWith(".") || typesOnly) return undefined
  if (specifier === "effect/Result") return undefined
  if (isSchema && specifier.startsWith("effect/Schema")) return undefined
  return `the core may not import ${specifier}`
}

const wrongInWidgets = ({ specifier, typesOnly }: Dependency) => {
  if (isOfEffect(specifier)) return `widgets import nothing from effect`
  if (!typesOnly && /^@cabas\/core\/(.*\/)?schema$/.test(specifier)) return `widgets carry no schema: ${specifier}`
  return undefined
}

const wrongInClient = ({ specifier, typesOnly }: Dependency) =>
  isOfEffect(specifier) && !typesOnly ? `the client carries nothing of effect` : undefined

const wrongIn = (file: TreeFile, dependency: Dependency) => {
  const { package: name, isSchema } = placeOf(file.path)
  if (name === "core") return wrongInCore(dependency, isSchema)
  const inPage = name === "widgets" || name === "client"
  if (inPage && dependency.specifier.startsWith("node:"))
    return `${name} runs in a page, without ${dependency.specifier}`
  return name === "widgets" ? wrongInWidgets(dependency) : name === "client" ? wrongInClient(dependency) : undefined
}

/** The core imports only schemas and results, widgets and client nothing of effect or of Node. */
export const importsArePure: Check = (files) =>
  codeOf(files).flatMap((file) => {
    if (!placeOf(file.path).isPublished) return []
    return dependenciesOf(file).flatMap((dependency) => {
      const says = wrongIn(file, dependency)
      return says === undefined ? [] : [findingAt(file, dependency.start, says)]
    })
  })

/** What belongs to Node, to a page, or to the moment: none of it exists for a rule. */
const impure = new Set(
  (
    "window document navigator location history localStorage sessionStorage indexedDB customElements HTMLElement " +
    "Element Event EventTarget fetch Request Response WebSocket XMLHttpRequest alert process Buffer require global " +
    "globalThis console crypto performance setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame"
  ).split(" "),
)

/** Fields whose identifier is a name that the code gives, not something that it uses. */
const givesName = (node: Node, field: string) => {
  const computed = node["computed"] === true
  switch (node.type) {
    case "MemberExpression":
      return field === "property" && !computed
    case "Property":
    case "PropertyDefinition":
    case "MethodDefinition":
    case "TSPropertySignature":
    case "TSMethodSignature":
      return field === "key" && !computed
    case "TSQualifiedName":
      return field === "right"
    case "ImportSpecifier":
    case "ExportSpecifier":
      return true
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
    case "TSNamedTupleMember":
      return field === "label"
    default:
      return false
  }
}

/** Identifiers that stand for something, with the ones that are given names left out. */
function* usedNames(node: Node): Generator<Node> {
  if (nameOf(node) !== undefined) yield node
  for (const [field, child] of childrenOf(node)) if (!givesName(node, field)) yield* usedNames(child)
}

const bindingFields: Readonly<Record<string, ReadonlyArray<string>>> = {
  VariableDeclarator: ["id"],
  FunctionDeclaration: ["id", "params"],
  FunctionExpression: ["id", "params"],
  ArrowFunctionExpression: ["params"],
  TSFunctionType: ["params"],
  ClassDeclaration: ["id"],
  TSTypeAliasDeclaration: ["id"],
  TSInterfaceDeclaration: ["id"],
  TSTypeParameter: ["name"],
  CatchClause: ["param"],
  ImportSpecifier: ["local"],
  ImportDefaultSpecifier: ["local"],
  ImportNamespaceSpecifier: ["local"],
}

/** The names that a pattern binds: `{ a, b: [c], ...d }` binds a, c and d, whatever their types and defaults say. */
function* boundNames(pattern: Node): Generator<string> {
  const name = nameOf(pattern)
  if (name !== undefined) yield name
  else if (/Pattern$|^Property$|^RestElement$/.test(pattern.type))
    for (const [field, child] of childrenOf(pattern)) {
      if (["properties", "elements", "left", "value", "argument"].includes(field)) yield* boundNames(child)
    }
}

/** The names that a file declares anywhere: parameters, variables, types, imports. */
const declaredIn = (body: ReadonlyArray<Node>): ReadonlySet<string> => {
  const names = new Set<string>()
  const visit = (node: Node) => {
    const fields = bindingFields[node.type] ?? []
    for (const [field, child] of childrenOf(node)) {
      if (fields.includes(field)) for (const name of boundNames(child)) names.add(name)
      visit(child)
    }
  }
  for (const node of body) visit(node)
  return names
}

const isMember = (node: Node, object: string, property: string) =>
  node.type === "MemberExpression" && nameOf(node["object"]) === object && nameOf(node["property"]) === property

/** `Date.now`, `Math.random`, `new Date()`: time and chance are given to a rule, never taken. */
const takesTimeOrChance = (node: Node) =>
  isMember(node, "Date", "now") ||
  isMember(node, "Math", "random") ||
  (node.type === "NewExpression" &&
    nameOf(node["callee"]) === "Date" &&
    (node["arguments"] as ReadonlyArray<unknown>).length === 0)

/** The core uses nothing of Node or of a page, no clock and no chance. */
export const coreIsPure: Check = (files) =>
  codeOf(files).flatMap((file) => {
    const place = placeOf(file.path)
    if (place.package !== "core" || !place.isPublished) return []
    const { body } = syntaxOf(file)
    const declared = declaredIn(body)
    const outside = body
      .flatMap((node) => [...usedNames(node)])
      .map((node) => ({ node, name: nameOf(node) ?? "" }))
      .filter(({ name }) => impure.has(name) && !declared.has(name))
      .map(({ node, name }) => findingAt(file, node.start, `uses ${name}: the core knows neither Node nor a page`))
    const taken = [...nodesOf(body)]
      .filter(takesTimeOrChance)
      .map((node) => findingAt(file, node.start, "takes time or chance: they are given to a rule (D9)"))
    return [...outside, ...taken]
  })
