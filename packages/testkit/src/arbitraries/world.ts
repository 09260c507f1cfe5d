import * as fc from "fast-check"
import type { StockTerms } from "@cabas/core/catalog"
import { seasonOpening, seasonTerms } from "./season-world.ts"
import type { SeasonTerms } from "./season-world.ts"

/** An operation called by somebody, as data: what a history is made of and a counterexample shows. */
export interface Call {
  /** A member's id, or `host`, `system`, `visitor`. */
  readonly as: string
  /** The operation's name. */
  readonly do: string
  readonly with: Readonly<Record<string, unknown>>
  readonly key?: string
  readonly preview?: true
  /** Minutes that pass before it. */
  readonly after?: number
}

/** What differs between the worlds that histories begin in. */
export interface WorldTerms {
  readonly shortage: "refuse" | "clip"
  readonly moneyPot: boolean
  readonly floor: number
  readonly apples: StockTerms
  readonly cheeses: StockTerms
  readonly flour: StockTerms
  /** The fee of the second catalog, in basis points. */
  readonly fee: number
  /** Contracts beside the shop, where there are some. */
  readonly season?: SeasonTerms
}

/** When a history begins: orders of the small world opened the day before. */
export const beginning = Date.parse("2026-05-02T08:00:00Z")

/** The group that a history happens in, and another one, whose admin means nothing in the first. */
export const spaces = { group: "g", other: "h" } as const

/** Those who act: an admin, one who runs the first catalog, three members, the admin of another group. */
export const people = {
  admin: "ada",
  catalogAdmin: "dan",
  members: ["lea", "tom", "eva"],
  stranger: "zoe",
} as const

/** Small stocks of any policy, so that they run out. */
export const smallStock = (step = 1): fc.Arbitrary<StockTerms> =>
  fc.oneof(
    fc.constant({ policy: "none" } as const),
    fc.record({
      policy: fc.constantFrom("global" as const, "per-distribution" as const),
      quantity: fc.nat(6).map((n) => n * step),
    }),
  )

/** The terms of a small world. */
export const worldTerms = (): fc.Arbitrary<WorldTerms> =>
  fc.record({
    shortage: fc.constantFrom("refuse" as const, "clip" as const),
    moneyPot: fc.boolean(),
    floor: fc.constantFrom(0, -5_00),
    apples: smallStock(),
    cheeses: smallStock(),
    flour: smallStock(500),
    fee: fc.constantFrom(0, 500, 333),
  })

/** The terms of a small world that has contracts. */
export const worldWithSeason = (): fc.Arbitrary<WorldTerms> =>
  fc.tuple(worldTerms(), seasonTerms()).map(([terms, season]) => ({ ...terms, season }))

/** The products of the small world, one of each sale kind, as `product.save` takes them. */
export const products = {
  apple: {
    catalog: "c1",
    id: "apple",
    name: "Apples, a bag",
    saleKind: "piece",
    terms: { price: 250, per: { pieces: 1 }, vat: 550, content: { grams: 1500 } },
  },
  cheese: {
    catalog: "c1",
    id: "cheese",
    name: "Tomme, about 333 g",
    saleKind: "weighed",
    terms: { price: 2390, per: { grams: 1000 }, vat: 550, content: { grams: 333 } },
  },
  flour: {
    catalog: "c2",
    id: "flour",
    name: "Wheat flour",
    saleKind: "loose",
    terms: { price: 239, per: { grams: 1000 }, vat: 550, content: null },
    loose: { step: 250, minimum: 500, maximum: 4000 },
  },
  potato: {
    catalog: "c2",
    id: "potato",
    name: "Potatoes, a sack",
    saleKind: "weighed-each",
    terms: { price: 130, per: { grams: 1000 }, vat: 2000, content: { grams: 4950 } },
  },
} as const

const person = (lastName: string) => [{ firstName: "", lastName, email: null, phone: null }]
const opened = { opensAt: "2026-05-01T18:00:00Z", closesAt: "2026-05-28T18:00:00Z" }

/** A distribution on a day of June 2026, as `distribution.plan` takes it. */
export const distributionOn = (id: string, date: string, participations: ReadonlyArray<object>) => ({
  id,
  place: "hall",
  startsAt: `${date}T17:00:00Z`,
  endsAt: `${date}T19:00:00Z`,
  orders: opened,
  participations,
})

/**
 * The calls that make a small world: one group with an admin, somebody who runs the first catalog, and three members;
 * two catalogs with a product of each sale kind; two distributions, the second with a window of its own for the first catalog;
 * another group; and a season of contracts where the terms have one.
 */
export const openingOf = (terms: WorldTerms): ReadonlyArray<Call> => {
  const { group, other } = spaces
  const by = (as: string) => (name: string, input: object) => ({ as, do: name, with: { group, ...input } })
  const admin = by(people.admin)
  const catalog = (id: string, fee: number) =>
    admin("catalog.create", {
      id,
      name: id,
      producer: "farm",
      startsOn: "2026-05-01",
      endsOn: "2026-06-30",
      fee: fee === 0 ? null : { basisPoints: fee, label: "Association" },
    })
  const { apple, cheese, flour, potato } = products
  const { moneyPot, floor, shortage } = terms
  return [
    { as: people.admin, do: "group.create", with: { id: group, name: "Les Paniers" } },
    { as: people.stranger, do: "group.create", with: { id: other, name: "Les Autres" } },
    admin("group.configure", { shortage, payments: { moneyPot, floor } }),
    admin("place.save", { id: "hall", name: "La Halle" }),
    admin("producer.save", { id: "farm", name: "La Ferme" }),
    ...[people.catalogAdmin, ...people.members].map((id) => admin("member.add", { id, people: person(id) })),
    catalog("c1", 0),
    catalog("c2", terms.fee),
    admin("member.grant", { member: people.catalogAdmin, rights: ["catalog-admin:c1"] }),
    admin("product.save", { ...apple, stock: terms.apples }),
    admin("product.save", { ...cheese, stock: terms.cheeses }),
    admin("product.save", { ...flour, stock: terms.flour }),
    admin("product.save", { ...potato, stock: { policy: "none" } }),
    admin("distribution.plan", distributionOn("d1", "2026-06-01", [{ catalog: "c1" }, { catalog: "c2" }])),
    admin(
      "distribution.plan",
      distributionOn("d2", "2026-06-08", [
        { catalog: "c1", window: { opensAt: "2026-05-01T18:00:00Z", closesAt: "2026-05-20T18:00:00Z" } },
        { catalog: "c2" },
      ]),
    ),
    admin("payment.record", { id: "first", member: "lea", amount: 40_00, kind: "cheque" }),
    admin("payment.record", { id: "second", member: "tom", amount: 10_00, kind: "cash" }),
    ...(terms.season === undefined ? [] : seasonOpening(terms.season)).map((deed) => admin(deed.do, deed.with)),
  ]
}
