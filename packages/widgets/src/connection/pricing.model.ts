import { amountOf, isPriceable, lineAmount, measureOf, unitOf } from "@cabas/core/values"
import type { Measure, PriceTerms, SaleKind, Unit } from "@cabas/core/values"
import type { Draft } from "./draft.model.ts"
import { keyOf, wantedOf } from "./draft.model.ts"
import type { Offer, Sheet, Shop } from "./state.ts"

type SheetLine = Sheet["lines"][number]

/** A product of the basket, over all its lines. Amounts in minor units, fee and VAT included. */
export interface Line {
  readonly key: string
  readonly catalog: string
  readonly product: string
  readonly name: string
  /** Absent when the product is not offered any more. */
  readonly offer: Offer | undefined
  readonly saleKind: SaleKind
  readonly unit: Unit
  /** What is confirmed, and what is wanted in all. */
  readonly before: number
  readonly wanted: number
  readonly amount: number
  readonly fee: number
  /** Whether the amount will follow the weighing. */
  readonly estimate: boolean
  readonly unavailable: boolean
}

/** What a basket comes to, draft included. */
export interface Totals {
  readonly count: number
  readonly goods: number
  readonly fees: number
  readonly total: number
  readonly estimate: boolean
  /** What confirming moves: the total less what is confirmed. */
  readonly owed: number
}

interface Sum {
  readonly amount: number
  readonly fee: number
}

const whole = 10_000

/** A draft may be older than the terms it is now priced on: what has no price counts as nothing until it is refused. */
const priced = (terms: PriceTerms, unit: Unit, quantity: number, rate: number): Sum => {
  const measure: Measure = measureOf(unit, quantity)
  if (!isPriceable(terms, measure, rate)) return { amount: 0, fee: 0 }
  const amount = lineAmount(terms, measure, rate)
  return { amount, fee: rate === 0 ? 0 : amount - lineAmount(terms, measure) }
}

const plus = (a: Sum, b: Sum): Sum => ({ amount: a.amount + b.amount, fee: a.fee + b.fee })

const termsOf = ({ price, per, vat, content }: SheetLine): PriceTerms => ({ price, per, vat, content })

/** The fee rate a line was ordered on: today's when it gives the line's amounts, else the one its amounts tell. */
const rateOf = (line: SheetLine, today: number): number => {
  const { amount, fee } = priced(termsOf(line), unitOf(line.ordered), amountOf(line.ordered), today)
  if (amount === line.amount && fee === line.fee) return today
  return line.amount === line.fee ? 0 : Math.round((line.fee * whole) / (line.amount - line.fee))
}

const sameTerms = (line: SheetLine, offer: Offer, rate: number): boolean =>
  line.delivered === null &&
  line.saleKind === offer.saleKind &&
  line.name === offer.name &&
  JSON.stringify(termsOf(line)) === JSON.stringify(termsOf({ ...line, ...offer.terms })) &&
  rateOf(line, rate) === rate

/** More: on the line of the same terms, or as a line of its own when the price changed since. @see D4 */
const raised = (own: ReadonlyArray<SheetLine>, offer: Offer, unit: Unit, more: number, rate: number): Sum => {
  const same = own.find((line) => sameTerms(line, offer, rate))
  const others = own.filter((line) => line !== same).reduce(plus, { amount: 0, fee: 0 })
  return plus(others, priced(offer.terms, unit, more + (same === undefined ? 0 : amountOf(same.ordered)), rate))
}

/** Less: the latest terms go first. */
const lowered = (own: ReadonlyArray<SheetLine>, unit: Unit, less: number, rate: number): Sum => {
  let rest = less
  let sum: Sum = { amount: 0, fee: 0 }
  for (const line of own.toReversed()) {
    const here = Math.min(rest, amountOf(line.ordered))
    rest -= here
    const left = amountOf(line.ordered) - here
    sum = plus(sum, here === 0 ? line : priced(termsOf(line), unit, left, rateOf(line, rate)))
  }
  return sum
}

const isWeighed = (saleKind: SaleKind): boolean => saleKind === "weighed" || saleKind === "weighed-each"

const feeOf = (shop: Shop | null, catalog: string): number =>
  shop?.distribution?.catalogs.find(({ id }) => id === catalog)?.fee?.basisPoints ?? 0

/**
 * The lines of a basket with a draft, to the cent what confirming it will answer: kept lines keep their terms, more is
 * ordered on today's.
 * @see D3, D4
 */
export const linesOf = (shop: Shop | null, sheet: Sheet | null, draft: Draft): ReadonlyArray<Line> => {
  const offers = new Map((shop?.offers ?? []).map((offer) => [keyOf(offer), offer]))
  const products = new Map([...(sheet?.lines ?? []), ...Object.values(draft)].map((each) => [keyOf(each), each]))
  return [...products].flatMap(([key, { catalog, product }]) => {
    const own = (sheet?.lines ?? []).filter((line) => keyOf(line) === key)
    const offer = offers.get(key)
    const known = offer ?? own[0]
    if (known === undefined) return []
    const unit = draft[key] === undefined ? unitOf(own[0]!.ordered) : unitOf(draft[key].quantity)
    const before = own.reduce((sum, line) => sum + amountOf(line.ordered), 0)
    const wanted = wantedOf(draft, sheet, { catalog, product })
    const rate = feeOf(shop, catalog)
    const sum =
      wanted > before
        ? offer === undefined
          ? own.reduce(plus, { amount: 0, fee: 0 })
          : raised(own, offer, unit, wanted - before, rate)
        : lowered(own, unit, before - wanted, rate)
    const measured = own.length > 0 && wanted === before && !own.some(({ estimate }) => estimate)
    const estimate = wanted > 0 && isWeighed(known.saleKind) && !measured
    const unavailable = own.some(({ status }) => status === "unavailable")
    const { name, saleKind } = known
    const { amount, fee } = sum
    return [{ key, catalog, product, name, offer, saleKind, unit, before, wanted, amount, fee, estimate, unavailable }]
  })
}

/** Adds lines up: totals are sums of rounded lines. @see D3 */
export const totalsOf = (lines: ReadonlyArray<Line>, sheet: Sheet | null): Totals => {
  const total = lines.reduce((sum, { amount }) => sum + amount, 0)
  const fees = lines.reduce((sum, { fee }) => sum + fee, 0)
  return {
    count: lines.filter(({ wanted }) => wanted > 0).length,
    goods: total - fees,
    fees,
    total,
    estimate: lines.some(({ estimate }) => estimate),
    owed: total - (sheet?.total ?? 0),
  }
}
