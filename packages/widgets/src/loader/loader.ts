/**
 * Loads the elements that a page uses, when it uses them: those in it now, and those that come later. For editors that
 * strip tags they do not know, `<div data-cabas-widget="ordering" data-cabas-endpoint="…" data-cabas-group="…">` stands
 * for a connection with a view inside. What is hidden by `data-cabas-cloak` shows when it is ready, or after two seconds.
 */

const files: Readonly<Record<string, string>> = {
  ordering: "ordering.js",
  group: "elements/group.js",
  catalog: "elements/catalog.js",
  basket: "elements/basket.js",
  quantity: "elements/quantity.js",
  money: "elements/money.js",
  countdown: "elements/countdown.js",
}

const asked = new Map<string, Promise<unknown>>()

const load = (name: string): Promise<unknown> | undefined => {
  const file = files[name]
  // The flow brings all the elements it is made of.
  if (file === undefined || (name !== "ordering" && document.querySelector("cabas-ordering"))) return asked.get("ordering")
  const known = asked.get(name) ?? import(new URL(file, import.meta.url).href)
  asked.set(name, known)
  return known
}

/** `data-cabas-token-url` of a stand-in is `token-url` of the connection. */
const attributesOf = ({ dataset }: HTMLElement): ReadonlyArray<readonly [string, string]> =>
  Object.entries(dataset).flatMap(([name, value = ""]) => {
    const attribute = name.replace(/^cabas/, "").replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    return /^cabas(?!Widget)/.test(name) ? [[attribute.slice(1), value] as const] : []
  })

const standIn = (place: HTMLElement): void => {
  const name = place.dataset["cabasWidget"] ?? ""
  if (!Object.hasOwn(files, name)) return
  const group = document.createElement("cabas-group")
  for (const [attribute, value] of attributesOf(place)) group.setAttribute(attribute, value)
  group.append(document.createElement(`cabas-${name}`))
  place.replaceWith(group)
}

const look = (): void => {
  for (const place of document.querySelectorAll<HTMLElement>("[data-cabas-widget]")) standIn(place)
  const loading = [...document.querySelectorAll(":not(:defined)")].map(({ localName }) => load(localName.replace("cabas-", "")))
  void Promise.all(loading).then(uncloak)
}

const uncloak = (): void => {
  for (const hidden of document.querySelectorAll("[data-cabas-cloak]")) hidden.removeAttribute("data-cabas-cloak")
}

setTimeout(uncloak, 2000)
new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true })
look()

export {}
