import { amountOf, isWeighed, lineAmount, measureOf, unitOf } from "@cabas/core/values"
import type { Measure, PriceTerms, Unit } from "@cabas/core/values"
import type { Draft } from "./draft.model.ts"
import { keyOf, linesOfProduct, orderedOf, wantedOf } from "./draft.model.ts"
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

/** A draft may be older than the terms it is now priced on: what has no price counts as nothing until it is refused. */
const priced = (terms: PriceTerms, quantity: Measure, rate: number): Sum => {
  try {
    const amount = lineAmount(terms, quantity, rate)
    return { amount, fee: amount - lineAmount(terms, quantity) }
  } catch {
    return { amount: 0, fee: 0 }
  }
}

/** The fee rate a line was ordered on: today's when it gives the line's amounts, else the one its amounts tell. */
const rateOf = (line: SheetLine, today: number): number => {
  const { amount, fee } = priced(line, line.ordered, today)
  return amount === line.amount && fee === line.fee
    ? today
    : Math.round((line.fee * 10_000) / (line.amount - line.fee) || 0)
}

/** What makes two lines of a product one. */
const identityOf = (
  { name, saleKind }: Offer | SheetLine,
  { price, per, vat, content }: PriceTerms,
  rate: number,
): string => JSON.stringify([name, saleKind, price, per, vat, content, rate])

/** More: on the line of the same terms, or as a line of its own when the price changed since. @see D4 */
const raised = (own: Sheet["lines"], offer: Offer, unit: Unit, more: number, rate: number): ReadonlyArray<Sum> => {
  const terms = identityOf(offer, offer.terms, rate)
  const same = own.find((line) => !line.delivered && identityOf(line, line, rateOf(line, rate)) === terms)
  const quantity = measureOf(unit, more + (same ? amountOf(same.ordered) : 0))
  return [...own.filter((line) => line !== same), priced(offer.terms, quantity, rate)]
}

/** Less: the latest terms go first. */
const lowered = (own: Sheet["lines"], unit: Unit, less: number, rate: number): ReadonlyArray<Sum> => {
  let rest = less
  return own.toReversed().map((line) => {
    const ordered = amountOf(line.ordered)
    const here = Math.min(rest, ordered)
    rest -= here
    return here === 0 ? line : priced(line, measureOf(unit, ordered - here), rateOf(line, rate))
  })
}

const sumOf = <Each>(all: ReadonlyArray<Each>, of: (each: Each) => number): number =>
  all.reduce((sum, each) => sum + of(each), 0)

/** The fee on a catalog's prices, in basis points. */
export const feeOf = (shop: Shop | null, catalog: string): number =>
  shop?.distribution?.catalogs.find(({ id }) => id === catalog)?.fee?.basisPoints ?? 0

/**
 * The lines of a basket with a draft, to the cent what confirming it will answer: kept lines keep their terms, more is
 * ordered on today's.
 * @see D3, D4
 */
export const linesOf = (shop: Shop | null, sheet: Sheet | null, draft: Draft): ReadonlyArray<Line> => {
  const offers = new Map(shop?.offers.map((offer) => [keyOf(offer), offer]))
  const products = new Map([...(sheet?.lines ?? []), ...Object.values(draft)].map((each) => [keyOf(each), each]))
  return [...products].flatMap(([key, which]) => {
    const { catalog, product } = which
    const own = linesOfProduct(sheet, which)
    const offer = offers.get(key)
    const known = offer ?? own[0]
    if (!known) return []
    const unit = unitOf(draft[key]?.quantity ?? own[0]!.ordered)
    const before = orderedOf(sheet, which)
    const wanted = wantedOf(draft, sheet, which)
    const rate = feeOf(shop, catalog)
    const more = wanted - before
    const sums = more > 0 && offer ? raised(own, offer, unit, more, rate) : lowered(own, unit, Math.max(0, -more), rate)
    return [
      {
        key,
        catalog,
        product,
        name: known.name,
        offer,
        unit,
        before,
        wanted,
        amount: sumOf(sums, ({ amount }) => amount),
        fee: sumOf(sums, ({ fee }) => fee),
        // What was weighed stays so until more is wanted.
        estimate: wanted > 0 && isWeighed(known.saleKind) && (more !== 0 || own.some(({ estimate }) => estimate)),
        unavailable: own.some(({ status }) => status === "unavailable"),
      },
    ]
  })
}

/** Adds lines up: totals are sums of rounded lines. @see D3 */
export const totalsOf = (lines: ReadonlyArray<Line>, sheet: Sheet | null): Totals => {
  const total = sumOf(lines, ({ amount }) => amount)
  const fees = sumOf(lines, ({ fee }) => fee)
  return {
    count: lines.filter(({ wanted }) => wanted > 0).length,
    goods: total - fees,
    fees,
    total,
    estimate: lines.some(({ estimate }) => estimate),
    owed: total - (sheet?.total ?? 0),
  }
}
