import type { AbsencePolicy } from "@cabas/core/absence"
import type { StockTerms } from "@cabas/core/catalog"
import * as fc from "fast-check"

/** A call before anybody makes it. */
interface Deed {
  readonly do: string
  readonly with: Readonly<Record<string, unknown>>
}

/** What differs between the seasons that histories go through: a constant contract and a variable one. */
export interface SeasonTerms {
  readonly boxes: StockTerms
  readonly yogurts: StockTerms
  readonly curd: StockTerms
  readonly absences: AbsencePolicy | null
  /** Least amount of a delivery of the variable contract. */
  readonly minimum: number | null
  /** Least amount over its season. */
  readonly overPeriod: number | null
  /** Whether windows follow delays, or the distributions' own. */
  readonly delayed: boolean
  /** The fee of the variable contract, in basis points. */
  readonly fee: number
}

/** The deliveries of the season: four Saturdays of May 2026, and the days they are on. */
export const saturdays = { w1: "2026-05-09", w2: "2026-05-16", w3: "2026-05-23", w4: "2026-05-30" } as const

/** A fifth Saturday that may be planned or that a delivery is put off to. */
export const laterDays = ["2026-06-06", "2026-06-13"] as const

/** The contracts of the season. */
export const contracts = { constant: "veg", variable: "milk" } as const

const plain: AbsencePolicy = {
  unit: "delivery",
  window: null,
  barred: [],
  quota: { kind: "fixed", maximum: 2 },
  ranges: [],
  notice: { kind: "closing" },
  spacing: { kind: "none" },
  compensation: "not-charged",
  placement: "none",
  fixed: "by-notice",
  shift: { maximum: 1, weeks: 3 },
}

const policies: ReadonlyArray<AbsencePolicy> = [
  plain,
  { ...plain, quota: { kind: "chosen", minimum: 0, maximum: 2 }, placement: "last" },
  { ...plain, quota: { kind: "between", minimum: 0, maximum: 3 }, notice: { kind: "days", days: 1 } },
  { ...plain, quota: { kind: "prorated", whole: 2 }, placement: "last-provisional", notice: { kind: "days", days: 4 } },
  { ...plain, unit: "iso-week", notice: { kind: "weekday", weekday: 1 }, compensation: "credit", shift: null },
  { ...plain, spacing: { kind: "apart", deliveries: 1 }, compensation: "none" },
  { ...plain, ranges: [{ from: "2026-05-01", to: "2026-05-20", maximum: 1 }], barred: ["2026-05-30"] },
]

const seasonStock = (step = 1): fc.Arbitrary<StockTerms> => {
  const quantity = fc.integer({ min: 1, max: 6 }).map((n) => n * step)
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant<StockTerms>({ policy: "none" }) },
    { weight: 3, arbitrary: quantity.map((n): StockTerms => ({ policy: "per-distribution", quantity: n })) },
    { weight: 2, arbitrary: quantity.map((n): StockTerms => ({ policy: "global", quantity: 3 * n })) },
    {
      weight: 1,
      arbitrary: quantity.map((n): StockTerms => ({
        policy: "per-distribution",
        quantity: n,
        schedule: { kind: "every-nth", nth: 2, from: saturdays.w1 },
      })),
    },
    {
      weight: 1,
      arbitrary: quantity.map((n): StockTerms => ({
        policy: "per-distribution",
        quantity: n,
        schedule: { kind: "periods", periods: [{ from: saturdays.w2, to: saturdays.w4, quantity: n }] },
      })),
    },
  )
}

/** The terms of a small season. */
export const seasonTerms = (): fc.Arbitrary<SeasonTerms> =>
  fc.record({
    boxes: seasonStock(),
    yogurts: seasonStock(),
    curd: seasonStock(250),
    absences: fc.constantFrom(null, ...policies),
    minimum: fc.constantFrom(null, null, 300),
    overPeriod: fc.constantFrom(null, null, 1000),
    delayed: fc.boolean(),
    fee: fc.constantFrom(0, 333),
  })

/** The products of the two contracts, as `product.save` takes them. */
export const seasonProducts = {
  box: {
    catalog: contracts.constant,
    id: "box",
    name: "Box of vegetables",
    saleKind: "piece",
    terms: { price: 1307, per: { pieces: 1 }, vat: 550, content: null },
  },
  yogurt: {
    catalog: contracts.variable,
    id: "yogurt",
    name: "Yogurts, four",
    saleKind: "piece",
    terms: { price: 310, per: { pieces: 1 }, vat: 550, content: null },
  },
  curd: {
    catalog: contracts.variable,
    id: "curd",
    name: "Curd",
    saleKind: "loose",
    terms: { price: 979, per: { grams: 1000 }, vat: 550, content: null },
    loose: { step: 250, minimum: 250, maximum: 4000 },
  },
} as const

/** What is asked of a contract, as `contract.open` and `contract.change` take it. */
export const contractOf = (
  id: string,
  { absences, minimum, overPeriod, delayed, fee }: SeasonTerms,
  endsOn = "2026-06-30",
) => {
  const constant = id === contracts.constant
  return {
    id,
    name: id,
    producer: "farm",
    startsOn: "2026-05-01",
    endsOn,
    fee: constant || fee === 0 ? null : { basisPoints: fee, label: "Association" },
    contract: {
      firstDelivery: null,
      delays: { opensDays: delayed ? 60 : null, closesHours: constant || delayed ? 72 : null },
      minimums: {
        perDelivery: constant ? null : minimum,
        overPeriod: constant ? null : overPeriod,
        checked: "at-each-save",
      },
      absences,
      sharing: true,
      text: "",
      documents: [],
    },
  }
}

/** A Saturday's distribution, as `distribution.plan` takes it. */
export const saturdayOn = (id: string, date: string, catalogs: ReadonlyArray<string>) => ({
  id,
  place: "hall",
  startsAt: `${date}T08:00:00Z`,
  endsAt: `${date}T10:00:00Z`,
  orders: { opensAt: "2026-05-01T18:00:00Z", closesAt: `${date}T07:00:00Z` },
  participations: catalogs.map((catalog) => ({ catalog })),
})

/**
 * What opens the season in the small world: two contracts, their products, four Saturdays and one
 * that is empty; one subscription to each, the first of them shared.
 */
export const seasonOpening = (terms: SeasonTerms): ReadonlyArray<Deed> => {
  const { box, yogurt, curd } = seasonProducts
  const deed = (name: string, input: object): Deed => ({ do: name, with: { ...input } })
  const both = Object.values(contracts)
  return [
    deed("contract.open", { kind: "constant", ...contractOf(contracts.constant, terms) }),
    deed("contract.open", { kind: "variable", ...contractOf(contracts.variable, terms) }),
    deed("product.save", { ...box, stock: terms.boxes }),
    deed("product.save", { ...yogurt, stock: terms.yogurts }),
    deed("product.save", { ...curd, stock: terms.curd }),
    ...Object.entries(saturdays).map(([id, date]) => deed("distribution.plan", saturdayOn(id, date, both))),
    deed("distribution.plan", saturdayOn("w5", laterDays[0], [])),
    // Beyond the stock where a schedule has none on some Saturday.
    deed("subscription.start", {
      id: "lea-veg",
      catalog: contracts.constant,
      member: "lea",
      stockOverride: "The first two",
      order: [{ product: "box", quantity: { pieces: 1 } }],
      partner: { member: "eva", share: 3333 },
    }),
    deed("subscription.start", {
      id: "tom-milk",
      catalog: contracts.variable,
      member: "tom",
      stockOverride: "The first two",
      order: [{ product: "yogurt", quantity: { pieces: 1 } }],
    }),
  ]
}
