import { placeOf } from "./place.ts"
import { codeOf, nameOf, nodesIn, textOf } from "./syntax.ts"
import type { Node } from "./syntax.ts"
import { findingAt } from "./tree.ts"
import type { Check, TreeFile } from "./tree.ts"

/** Ways for text to become markup, or for a template to write a `style` attribute that a strict page blocks. */
const forbidden = new Set([
  "innerHTML",
  "outerHTML",
  "insertAdjacentHTML",
  "unsafeHTML",
  "unsafeSVG",
  "unsafeMathML",
  "styleMap",
])

const named = (file: TreeFile, nodes: ReadonlyArray<Node>) =>
  nodes.flatMap((node) => {
    const name = nameOf(node) ?? (node.type === "Literal" ? textOf(node) : undefined)
    return name !== undefined && forbidden.has(name)
      ? [findingAt(file, node.start, `${name}: a widget writes text, and styles by classes and properties`)]
      : []
  })

const isTemplate = (node: Node) =>
  node.type === "TaggedTemplateExpression" && /^(html|svg)$/.test(nameOf(node["tag"]) ?? "")

const blocked = new RegExp(`\\s(style|on[a-z]+|\\.(?:${[...forbidden].join("|")}))\\s*=`, "g")

/** `style="…"`, `onclick="…"` and `.innerHTML=` in a template of HTML. */
const attributes = (file: TreeFile, nodes: ReadonlyArray<Node>) =>
  nodes.filter(isTemplate).flatMap((node) => {
    const quasis = (node["quasi"] as Node)["quasis"] as ReadonlyArray<Node & { value: { raw: string } }>
    return quasis.flatMap(({ value, start }) =>
      [...value.raw.matchAll(blocked)].map((match) =>
        findingAt(file, start + match.index, `${match[1]}= writes markup, or what a strict page blocks`),
      ),
    )
  })

/** Widgets never turn text into markup and pass a strict content security policy. */
export const widgetsWriteText: Check = (files) =>
  codeOf(files).flatMap((file) => {
    const place = placeOf(file.path)
    if (place.package !== "widgets" || !place.isPublished) return []
    const nodes = nodesIn(file)
    return [...named(file, nodes), ...attributes(file, nodes)]
  })
