/** What may be put inside an element; nothing of it is ever read as HTML. */
export type Child = Node | string | number | null | undefined | false | ReadonlyArray<Child>

interface Props {
  readonly on?: { readonly [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void }
  readonly [attribute: string]: string | number | boolean | null | undefined | object
}

const nodesOf = (child: Child): ReadonlyArray<Node> => {
  if (child === null || child === undefined || child === false) return []
  if (child instanceof Node) return [child]
  if (typeof child === "object") return child.flatMap(nodesOf)
  return [document.createTextNode(String(child))]
}

/** The elements that every page knows. */
type Tag = Exclude<keyof HTMLElementTagNameMap, `cabas-${string}`>

/** An element with its attributes and what it holds: `h("p", { class: "warn" }, "Attention")`. */
export const h = <K extends Tag>(
  tag: K,
  { on = {}, ...attributes }: Props = {},
  ...children: ReadonlyArray<Child>
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    element.setAttribute(name, value === true ? "" : String(value))
  }
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener as EventListener)
  element.append(...children.flatMap(nodesOf))
  return element
}

/** Puts other things into an element, in the place of what it holds. */
export const fill = (element: Element, ...children: ReadonlyArray<Child>): void =>
  element.replaceChildren(...children.flatMap(nodesOf))

/** Gives the page's words to a file that the reader keeps. */
export const download = (name: string, content: string, type: string): void => {
  const address = URL.createObjectURL(new Blob([content], { type }))
  h("a", { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
