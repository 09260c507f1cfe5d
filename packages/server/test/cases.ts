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

/** What members commit to in these tests. */
export const contract = {
  firstDelivery: null,
  delays: { opensDays: null, closesHours: 24 },
  minimums: { perDelivery: null, overPeriod: null, checked: "at-each-save" },
  absences: {
    unit: "delivery",
    window: null,
    barred: [],
    quota: { kind: "fixed", maximum: 1 },
    ranges: [],
    notice: { kind: "closing" },
    spacing: { kind: "none" },
    compensation: "not-charged",
    placement: "none",
    fixed: "by-notice",
    shift: { maximum: 1, weeks: 8 },
  },
  sharing: true,
  text: "",
  documents: [],
} as const
const onSale = { catalog: "legumes", product: "carottes" }
const eggs = [{ product: "douzaine", quantity: { pieces: 1 } }]
const secret = "a".repeat(43)

/** Stands in an input for whoever asks. */
export const oneself = "{oneself}"
const own = { subscription: `${oneself}-oeufs` }
const theirs = { subscription: "hugo-oeufs" }

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
  one("member.find", { name: "hug" }),
  one("catalog.create", { id: "fromages", name: "Fromages", producer: "aubiers", ...period }),
  one("catalog.change", { id: "legumes", name: "Légumes d’été", producer: "aubiers", ...period, fee: null }),
  one("catalog.delete", { id: "legumes" }),
  one("catalog.get", { id: "legumes" }),
  one("catalog.list"),
  one("contract.open", { id: "miel", kind: "constant", name: "Miel", producer: "aubiers", ...period, contract }),
  one("contract.change", { id: "oeufs", name: "Œufs", producer: "aubiers", ...period, contract }),
  one("contract.get", { catalog: "oeufs" }),
  one("contract.list"),
  one("delivery.shift", { catalog: "oeufs", delivery: "juin", to: "mai" }),
  one("delivery.cancel", { catalog: "oeufs", delivery: "juin" }),
  one("delivery.extend", { catalog: "oeufs", delivery: "juin" }),
  one("delivery.next", {}, "one's own"),
  one("delivery.next", { member: "hugo" }, "another member's"),
  one("subscription.start", { catalog: "oeufs", order: eggs }, "oneself"),
  one("subscription.start", { catalog: "oeufs", member: "hugo", order: eggs }, "another member"),
  ...[
    ["subscription.order", { orders: [{ delivery: "juin", shares: eggs }] }],
    ["subscription.change", { order: eggs }],
    ["subscription.period", { startsOn: "2026-05-10" }],
    ["subscription.stop", { lastDay: "2026-06-30" }],
    ["subscription.share", { partner: null }],
    ["subscription.turns", { turns: [{ id: "juin", turn: "holder" }] }],
    ["subscription.give", { delivery: "juin", taker: { member: null, name: "Une voisine" } }],
    ["subscription.delete", {}],
    ["absence.declare", { deliveries: ["juin"] }],
    ["absence.withdraw", { deliveries: ["juin"] }],
    ["absence.choose", { deliveries: [] }],
    ["absence.move", { delivery: "juin", to: "juillet" }],
    ["subscription.get", {}],
  ].flatMap(([operation, input]) => [
    one(operation as string, { ...own, ...(input as object) }, "one's own"),
    one(operation as string, { ...theirs, ...(input as object) }, "another member's"),
  ]),
  one("subscription.transfer", { ...theirs, member: "gaelle", from: "2026-06-01" }),
  one("subscription.close", { ...theirs, delivery: "juin" }),
  one("subscription.list", {}, "one's own"),
  one("subscription.list", { member: "hugo" }, "another member's"),
  one("subscription.list", { catalog: "oeufs" }, "of a contract"),
  one("feed.open", { secret }, "one's own"),
  one("feed.open", { member: "hugo", secret }, "another member's"),
  one("feed.close", {}, "one's own"),
  one("feed.close", { member: "hugo" }, "another member's"),
  one("feed.get", {}, "one's own"),
  one("feed.get", { member: "hugo" }, "another member's"),
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
  one("line.weigh", { distribution: "mai", member: "hugo", line: 1, delivered: { pieces: 1 } }),
  one("line.sell", { distribution: "mai", member: "hugo", ...onSale, quantity: { pieces: 1 } }),
  one("line.take-back", { distribution: "mai", member: "hugo", line: 2 }),
  one("basket.hand-over", { distribution: "mai", member: "hugo" }),
  one("basket.settle", { distribution: "mai", member: "hugo" }),
  one("basket.reopen", { distribution: "mai", member: "hugo", reason: "a weight was wrong" }),
  one("product.short", { distribution: "mai", ...onSale, received: { pieces: 1 } }),
  one("product.reprice", { distribution: "mai", ...onSale, price: 200, reason: "a good year" }),
  one("distribution.settle", { distribution: "mai" }),
  one("distribution.checklist", { distribution: "mai" }),
  one("distribution.validate", { distribution: "mai" }),
  one("distribution.reopen", { distribution: "mai", reason: "the till was wrong" }),
  one("till.open", { distribution: "mai", float: 5000 }),
  one("till.count", { distribution: "mai", counted: { cash: 5000, cheque: 0, card: 0 } }),
  one("desk.get", { distribution: "mai" }),
  one("payment.record", { member: "hugo", amount: 500, kind: "cash" }, "into the money pot"),
  one("payment.record", { member: "hugo", amount: 500, kind: "cash", till: "mai" }, "at a till"),
  one("payment.record", { member: "hugo", amount: 500, kind: "cash", target: theirs }, "for a subscription"),
  one("payment.promise", { amount: 500, kind: "transfer" }, "one's own"),
  one("payment.promise", { member: "hugo", amount: 500, kind: "transfer" }, "another member's"),
  one("payment.receive", { payment: "hugo-promesse" }),
  one("payment.cancel", { payment: `${oneself}-promesse`, reason: "too late" }, "one's own"),
  one("payment.cancel", { payment: "hugo-promesse", reason: "too late" }, "another member's"),
  one("payment.cancel", { payment: "hugo-cheque", reason: "it bounced" }, "what came"),
  one("payment.refund", { member: "hugo", amount: 500, kind: "cash" }),
  one("payment.move", { member: "hugo", amount: 500, source: { member: "gaelle", subscription: null } }),
  one("payment.list", {}, "one's own"),
  one("payment.list", { member: "hugo" }, "another member's"),
  one("payment.list", theirs, "of a subscription"),
  one("payment.list", { open: "cheque" }, "of everybody"),
  one("payment.reference", {}, "one's own"),
  one("payment.reference", { member: "hugo" }, "another member's"),
  one("payment.plan", { ...own, member: oneself, parts: 2, first: "2026-06-05", kinds: ["cheque"] }, "one's own"),
  one(
    "payment.plan",
    { ...theirs, member: "hugo", parts: 2, first: "2026-06-05", kinds: ["cheque"] },
    "another member's",
  ),
  one("payment.record-many", { kind: "cheque", rows: [{ member: "hugo", amount: 500 }] }, "into the money pot"),
  one(
    "payment.record-many",
    { kind: "cheque", rows: [{ member: "hugo", amount: 500, ...theirs }] },
    "for a subscription",
  ),
  one("payment.due", { catalog: "oeufs" }),
  one("bank.import", { content: "Date;Libellé;Débit;Crédit\n02/05/2026;VIREMENT;;5,00" }),
  one("membership.take", { member: "hugo" }),
  one("membership.cancel", { member: "hugo", year: 2026, reason: "left" }),
  one("membership.list"),
  one("membership.receipt", { year: 2026 }, "one's own"),
  one("membership.receipt", { member: "hugo", year: 2026 }, "another member's"),
  one("ledger.trial"),
  one("report.period", { from: "2026-05-01", to: "2026-05-31" }),
  one("cheque.bank", { payments: ["hugo-cheque"] }),
  one("cheque.bounce", { payment: "hugo-cheque", reason: "no funds" }),
  one("recap.whole", { distribution: "mai" }, "every catalog"),
  one("recap.whole", { distribution: "mai", catalog: "legumes" }, "one catalog"),
  one("recap.by-producer", { from: "2026-05-01", to: "2026-05-31" }, "every catalog"),
  one("recap.by-producer", { from: "2026-05-01", to: "2026-05-31", catalog: "legumes" }, "one catalog"),
  one("sheet.sign-in", { distribution: "mai" }, "every catalog"),
  one("sheet.sign-in", { distribution: "mai", catalog: "legumes" }, "one catalog"),
  one("receipt.get", { distribution: "mai" }, "one's own"),
  one("receipt.get", { distribution: "mai", member: "hugo" }, "another member's"),
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
