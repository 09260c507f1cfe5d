import { createClient } from "@cabas/client"
import type { Client, GetToken, Reply } from "@cabas/client"
import { sentenceOf } from "@cabas/core/refusals"
import { trouble, waiting } from "./desk.ts"
import type { Catalog, Desk, Distribution, Member, Refusal } from "./desk.ts"
import { fill, h } from "./dom.ts"
import { formatOf } from "./format.ts"
import { importPrices } from "./import-prices.ts"
import { membersView } from "./members-view.ts"
import { orderEntry } from "./order-entry.ts"
import { productsView } from "./products-view.ts"
import { wordsIn } from "./words.ts"

const root = document.querySelector<HTMLElement>("#desk")!
const { group = "", member = "", coordinator = "", site = "" } = root.dataset
const language = root.lang === "en" ? "en" : "fr"
const words = wordsIn(language)
const format = formatOf(language)
const title = root.querySelector("h1")!

/** Those of the group: one that has members in several countries would ask `shop.get`. */
const currency = "EUR"
const timeZone = "Europe/Paris"

/** How long before its end a token is asked for again, in milliseconds. */
const margin = 60_000

/** Asks the site for a token, and keeps it until shortly before it ends. */
const tokenOf = (id: string): GetToken => {
  let kept: { readonly token: string; readonly until: number } | undefined
  return async (fresh) => {
    if (!fresh && kept !== undefined && Date.now() < kept.until) return kept.token
    const response = await fetch(`/token?member=${encodeURIComponent(id)}`)
    if (!response.ok) return null
    const { token, expiresIn } = (await response.json()) as { readonly token: string; readonly expiresIn: number }
    kept = { token, until: Date.now() + expiresIn * 1000 - margin }
    return token
  }
}

/** What is tried again when the part of the page that shows it is tried again. */
class Trouble extends Error {
  readonly reply: Reply<unknown>
  constructor(reply: Reply<unknown>) {
    super("no answer")
    this.reply = reply
  }
}

const answered = async <A>(calling: Promise<Reply<A>>): Promise<A> => {
  const reply = await calling
  if (reply.answer === undefined) throw new Trouble(reply)
  return reply.answer
}

/** The four parts of the page, by what the address says after the hash. */
const views = ["products", "members", "entry", "prices"] as const
type View = (typeof views)[number]

const placeIn = (hash: string): readonly [View, string] => {
  const [name = "", id = ""] = decodeURIComponent(hash.slice(1)).split("/")
  return [views.find((view) => view === name) ?? "products", id]
}

const stateOf = ({ orders, endsAt }: Distribution, now: string): string => {
  const { states } = words
  if (now >= endsAt) return states.past
  return now < orders.opensAt ? states.coming : now < orders.closesAt ? states.open : states.closed
}

/** Distributions from the one to come latest to the one longest past. */
const choiceOf = (
  distributions: ReadonlyArray<Distribution>,
  chosen: string,
  now: string,
  choose: (id: string) => void,
) => {
  const select = h(
    "select",
    { on: { change: () => choose(select.value) } },
    distributions.map((one) =>
      h("option", { value: one.id, selected: one.id === chosen }, `${format.day(one.startsAt)} · ${stateOf(one, now)}`),
    ),
  )
  return h("label", { class: "which" }, words.distribution, select)
}

/** The distribution that coordinators are busy with: the one that the shop takes orders for. */
const usual = async (client: Client, distributions: ReadonlyArray<Distribution>): Promise<string> =>
  ((await answered(client.ask("shop.get", {}))).distribution ?? distributions[0])?.id ?? ""

const reserved = (): void =>
  fill(
    root,
    title,
    h("p", { class: "notice" }, member === "" ? words.signedOut : words.reserved),
    member !== "" && h("p", {}, words.reservedWhy),
    h("p", {}, h("a", { class: "button", href: coordinator }, words.asCoordinator)),
  )

const everyDistribution = async (client: Client): Promise<ReadonlyArray<Distribution>> =>
  (await answered(client.ask("distribution.list", { limit: 500 }))).distributions.toReversed()

/** Says refusals, with the names of what they only know by id. */
const saying = (catalogs: ReadonlyArray<Catalog>, members: ReadonlyArray<Member>) => {
  const names = new Map<string, string>([
    ...catalogs.map(({ id, name }) => [`catalog ${id}`, name] as const),
    ...members.map(({ id, name }) => [`member ${id}`, name] as const),
  ])
  return (refusal: Refusal): string =>
    sentenceOf(refusal, { language, currency, timeZone, nameOf: (kind, id) => names.get(`${kind} ${id}`) })
}

/** What does not change from one part of the page to the other. */
const deskOf = async (client: Client): Promise<Desk | undefined> => {
  const { rights, settings } = await answered(client.ask("group.get", {}))
  const all = rights.includes("group-admin") || rights.includes("catalog-admin")
  if (!all && !rights.some((right) => right === "desk" || right.startsWith("catalog-admin:"))) return undefined
  const [{ catalogs }, { producers }, listed] = await Promise.all([
    answered(client.ask("catalog.list", {})),
    answered(client.ask("producer.list", {})),
    client.ask("member.list", {}),
  ])
  // Who runs one catalog only does not see the list of members.
  const members = (listed.answer?.members ?? []).toSorted((a, b) => format.compare(a.name, b.name))
  return {
    client,
    words,
    format,
    language,
    group,
    groupName: settings.name,
    members,
    catalogs,
    producers: new Map(producers.map(({ id, name }) => [id, name])),
    say: saying(catalogs, members),
    mayRun: (catalog) => all || rights.some((right) => right === `catalog-admin:${catalog}`),
  }
}

const titles: Readonly<Record<View, string>> = {
  products: words.products.title,
  members: words.members.title,
  entry: words.entry.title,
  prices: words.prices.title,
}

const begin = async (): Promise<void> => {
  fill(root, title, waiting({ words }))
  if (member === "") return reserved()
  const client = createClient({ endpoint: "/api", group, token: tokenOf(member) })
  const found = await deskOf(client)
  if (found === undefined) return reserved()
  let desk = found
  const distributions = await everyDistribution(client)
  let chosen = new URLSearchParams(location.search).get("distribution") ?? (await usual(client, distributions))

  const refresh = async (): Promise<void> => {
    desk = (await deskOf(client).catch(() => undefined)) ?? desk
  }

  const partOf = (view: View, id: string, distribution: Distribution | undefined): HTMLElement => {
    if (view === "prices") return importPrices(desk, site, () => void refresh())
    if (distribution === undefined) return h("p", { class: "empty" }, words.noDistribution)
    if (view === "products") return productsView(desk, distribution)
    return view === "members" ? membersView(desk, distribution) : orderEntry(desk, distribution, id)
  }

  const show = (moved: boolean): void => {
    const [view, id] = placeIn(location.hash)
    for (const link of document.querySelectorAll<HTMLAnchorElement>(".within a")) {
      if (link.hash === `#${view}`) link.setAttribute("aria-current", "page")
      else link.removeAttribute("aria-current")
    }
    const distribution = distributions.find((one) => one.id === chosen)
    const choose = (next: string): void => {
      chosen = next
      show(false)
    }
    const heading = h("h2", { tabindex: -1 }, titles[view])
    const which = view === "prices" ? null : choiceOf(distributions, chosen, client.now(), choose)
    const day =
      distribution === undefined
        ? null
        : h("p", { class: "day" }, format.day(distribution.startsAt), " · ", distribution.place.name)
    fill(root, title, which, heading, view !== "prices" && day, partOf(view, id, distribution))
    if (moved) heading.focus()
  }
  addEventListener("hashchange", () => show(true))
  show(false)
}

const start = (): void => {
  void begin().catch((error: unknown) => {
    fill(
      root,
      title,
      trouble({ words, say: saying([], []) }, error instanceof Trouble ? error.reply : { problem: "offline" }, start),
    )
    if (!(error instanceof Trouble)) throw error
  })
}
start()
