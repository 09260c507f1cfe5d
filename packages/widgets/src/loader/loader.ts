/**
 * Loads the elements that a page uses, when it uses them: those in it now, and those that come later. For editors that
 * strip tags they do not know, `<div data-cabas-widget="ordering" data-cabas-endpoint="…" data-cabas-group="…">` stands
 * for a connection with a view inside. What is hidden by `data-cabas-cloak` shows when it is ready, or after two seconds.
 */

/** What the file of the whole ordering flow holds or loads itself, and what has files of its own. */
const ofFlow = "ordering group catalog basket quantity money countdown wallet checkout".split(" ")
const names = new Set([
  ...ofFlow,
  ..."contract absences deliveries planner contracts-admin recap sheet desk payments memberships".split(" "),
])

const asked = new Map<string, Promise<unknown>>()

/** A page that has the whole flow from the start takes its elements from one file: two would bring Lit twice. */
const hasFlow = document.querySelector("cabas-ordering, [data-cabas-widget=ordering]") !== null

const load = (name: string): Promise<unknown> | undefined => {
  if (!names.has(name)) return undefined
  const file = hasFlow && ofFlow.includes(name) ? "ordering.js" : `elements/${name}.js`
  const known = asked.get(file) ?? import(new URL(file, import.meta.url).href)
  asked.set(file, known)
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
  if (!names.has(name)) return
  const group = document.createElement("cabas-group")
  for (const [attribute, value] of attributesOf(place)) group.setAttribute(attribute, value)
  group.append(document.createElement(`cabas-${name}`))
  place.replaceWith(group)
}

const look = (): void => {
  for (const place of document.querySelectorAll<HTMLElement>("[data-cabas-widget]")) standIn(place)
  const loading = [...document.querySelectorAll(":not(:defined)")].map(({ localName }) =>
    load(localName.replace("cabas-", "")),
  )
  void Promise.all(loading).then(uncloak)
  // The flow looks around for what it loads itself.
  if (hasFlow && loading.some(Boolean)) {
    void Promise.all(loading).then(() => document.dispatchEvent(new Event("cabas-around")))
  }
}

const uncloak = (): void => {
  for (const hidden of document.querySelectorAll("[data-cabas-cloak]")) hidden.removeAttribute("data-cabas-cloak")
}

setTimeout(uncloak, 2000)
new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true })
look()
