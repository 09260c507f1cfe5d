import { group } from "./world.ts"

const when = {
  place: "halle",
  startsAt: "2026-07-07T16:00:00.000Z",
  endsAt: "2026-07-07T18:00:00.000Z",
  orders: { opensAt: "2026-06-20T08:00:00.000Z", closesAt: "2026-07-06T08:00:00.000Z" },
}
/** Two Tuesdays in July. */
export const season = {
  place: "halle",
  recurrence: { first: "2026-07-07", every: { weeks: 1 }, ends: { count: 2 } },
  startTime: "18:00",
  endTime: "20:00",
  orders: { opensDaysBefore: 10, opensTime: "08:00", closesDaysBefore: 1, closesTime: "10:00" },
}
const people = [{ firstName: "Zoé", lastName: "Roy", email: null, phone: null }]
const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }
const lines = [{ catalog: "legumes", product: "carottes", quantity: { pieces: 1 } }]
const product = {
  catalog: "legumes",
  id: "navets",
  name: "Navets",
  saleKind: "piece",
  terms: { price: 200, per: { pieces: 1 }, vat: 550, content: null },
}

/** A good input of an operation, without the group. */
export interface Case {
  readonly operation: string
  /** Which of the operation's cases this is, when rights differ between them. */
  readonly about: string
  readonly input: Readonly<Record<string, unknown>>
}

const one = (operation: string, input: Case["input"] = {}, about = ""): Case => ({ operation, about, input })

/** Good inputs of every operation, once for each case that rights tell apart. */
export const cases: ReadonlyArray<Case> = [
  one("group.create", { id: "vallon", name: "Le Vallon" }),
  one("group.get"),
  one("group.configure", { name: "Les Paniers" }),
  one("group.suspend", { reason: "holidays" }),
  one("group.resume"),
  one("group.delete"),
  one("place.save", { id: "halle", name: "Halle" }),
  one("place.list"),
  one("producer.save", { id: "moulin", name: "Le Moulin" }),
  one("producer.list"),
  one("member.add", { id: "zoe", people }),
  one("member.save", { people }, "oneself"),
  one("member.save", { id: "hugo", people }, "another member"),
  one("member.remove", {}, "oneself"),
  one("member.remove", { member: "hugo" }, "another member"),
  one("member.erase", { member: "hugo" }),
  one("member.export", {}, "oneself"),
  one("member.export", { member: "hugo" }, "another member"),
  one("member.grant", { member: "hugo", rights: ["desk"] }),
  one("member.get", {}, "oneself"),
  one("member.get", { member: "hugo" }, "another member"),
  one("member.list"),
  one("catalog.create", { id: "fromages", name: "Fromages", producer: "aubiers", ...period }),
  one("catalog.change", { id: "legumes", name: "Légumes d’été", producer: "aubiers", ...period, fee: null }),
  one("catalog.get", { id: "legumes" }),
  one("catalog.list"),
  one("product.save", product),
  one("product.activate", { catalog: "legumes", id: "carottes", active: false }),
  one("product.import", { catalog: "legumes", content: "name;price\nNavets;2,00\n", dryRun: true }),
  one("product.export", { catalog: "legumes" }),
  one("cycle.create", { id: "ete", ...season }),
  one("cycle.change", { id: "saison", ...season }),
  one("cycle.exclude", { id: "saison", except: [{ from: "2026-07-14", to: "2026-07-14" }] }),
  one("cycle.join", { id: "saison", catalog: "legumes" }),
  one("cycle.end", { id: "saison" }),
  one("cycle.preview", { id: "ete", recipe: JSON.stringify(season) }),
  one("cycle.get", { id: "saison" }),
  one("cycle.list"),
  one("distribution.plan", { ...when, participations: [{ catalog: "legumes" }] }),
  one("distribution.change", { id: "juin", ...when }),
  one("distribution.join", { id: "juin", catalog: "legumes" }),
  one("distribution.withdraw", { id: "juin", catalog: "legumes" }),
  one("distribution.cancel", { id: "juin" }),
  one("distribution.get", { id: "mai" }),
  one("distribution.list"),
  one("shop.get"),
  one("basket.draft", { distribution: "mai", lines }, "one's own"),
  one("basket.draft", { distribution: "mai", member: "hugo", lines }, "another member's"),
  one("basket.confirm", { distribution: "mai", lines }, "one's own"),
  one("basket.confirm", { distribution: "mai", member: "hugo", lines }, "another member's"),
  one("basket.confirm", { distribution: "mai", entry: "coordinator", lines }, "one's own, outside the rules"),
  one("basket.cancel", { distribution: "mai" }, "one's own"),
  one("basket.cancel", { distribution: "mai", member: "hugo" }, "another member's"),
  one("basket.get", { distribution: "mai" }, "one's own"),
  one("basket.get", { distribution: "mai", member: "hugo" }, "another member's"),
  one("basket.list", {}, "one's own"),
  one("basket.list", { member: "hugo" }, "another member's"),
  one("basket.list", { distribution: "mai" }, "of a distribution"),
  one("recap.by-product", { distribution: "mai" }, "every catalog"),
  one("recap.by-product", { distribution: "mai", catalog: "legumes" }, "one catalog"),
  one("recap.by-member", { distribution: "mai" }, "every catalog"),
  one("recap.by-member", { distribution: "mai", catalog: "legumes" }, "one catalog"),
  one("payment.record", { member: "hugo", amount: 500, kind: "cash" }),
  one("wallet.statement", {}, "one's own"),
  one("wallet.statement", { member: "hugo" }, "another member's"),
]

/** How a good input is asked over HTTP. */
export const requestOf = (
  { operation, input }: Case,
  isQuery: boolean,
): { readonly method: string; readonly path: string; readonly body?: unknown } => {
  if (operation === "group.create") return { method: "POST", path: "/groups", body: input }
  const path = `/groups/${group}/${operation}`
  if (!isQuery) return { method: "POST", path, body: input }
  const search = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]))
  return { method: "GET", path: search.size === 0 ? path : `${path}?${search}` }
}
