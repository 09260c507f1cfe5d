import { SaxesParser } from "saxes"

/** An element of an XML file: its name without prefix, its line, its own text, and the elements in it. */
export interface XmlElement {
  readonly name: string
  readonly line: number
  readonly attributes: ReadonlyMap<string, string>
  readonly namespace: string
  readonly children: ReadonlyArray<XmlElement>
  readonly text: string
}

/** Why a file is not read as XML, with the line. */
export interface XmlTrouble {
  readonly line: number
  readonly reason: string
}

type Building = XmlElement & { readonly children: Array<XmlElement>; text: string }

/** Statements are eight elements deep; what is deeper is meant to do harm. */
const deepest = 40
const piece = 4096

/**
 * The outermost element of an XML file. A file that is not well formed is refused, and so is one that declares a
 * document type: entities could make a small file into an endless one, and no statement needs any.
 */
export function xmlOf(text: string): XmlElement | XmlTrouble {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: Array<Building> = []
  const found: { root?: XmlElement | undefined; trouble?: XmlTrouble } = {}
  const refuse = (reason: string) => {
    found.trouble ??= { line: parser.line, reason }
  }
  parser.on("error", ({ message }) => refuse(message.replace(/^(?:\d+:\d+: )+/, "")))
  parser.on("doctype", () => refuse("doctype"))
  parser.on("opentag", ({ local, uri, attributes }) => {
    if (open.length >= deepest) refuse("depth")
    const told = Object.values(attributes).map((each): [string, string] => [each.local, each.value])
    const { line } = parser
    const element = { name: local, line, attributes: new Map(told), namespace: uri, children: [], text: "" }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  const write = (more: string) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += more
  }
  parser.on("text", write)
  parser.on("cdata", write)
  parser.on("closetag", () => {
    found.root = open.pop()
  })
  // In pieces, so that a file meant to do harm is left at once.
  for (let at = 0; at < text.length && found.trouble === undefined; at += piece) {
    parser.write(text.slice(at, at + piece))
  }
  if (found.trouble === undefined) parser.close()
  return found.trouble ?? found.root ?? { line: 1, reason: "empty" }
}

/** The elements in this one of that name. */
export const childrenOf = (element: XmlElement | undefined, name: string): ReadonlyArray<XmlElement> =>
  element?.children.filter((child) => child.name === name) ?? []

/** The first element down that way of names, when there is one. */
export const childAt = (element: XmlElement | undefined, ...way: ReadonlyArray<string>): XmlElement | undefined =>
  way.reduce<XmlElement | undefined>((within, name) => within?.children.find((child) => child.name === name), element)

/** The text down that way of names, trimmed; "" when there is none. */
export const textAt = (element: XmlElement | undefined, ...way: ReadonlyArray<string>): string =>
  childAt(element, ...way)?.text.trim() ?? ""
