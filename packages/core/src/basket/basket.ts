import type { Measure, Unit } from "../values/values.schema.ts"
import { amountOf, isWeighed, measureOf, unitOf } from "../values/measure.ts"
import { goodsAmount, lineAmount, measuredIn } from "../values/price.ts"
import type { Basket, BasketFact, Line } from "./basket.schema.ts"

/** The id of a member's basket at a distribution; there is exactly one. @see O2 */
export const basketId = (distribution: string, member: string): string => `${distribution}~${member}`

/** The basket that a fact is about: a draft without lines when it is the first. */
export const begunBasket = (basket: Basket | null, fact: BasketFact): Basket =>
  basket ?? {
    id: basketId(fact.distribution, fact.member),
    distribution: fact.distribution,
    member: fact.member,
    status: "draft",
    draft: null,
    confirmedAt: null,
    changedAt: fact.at,
    lines: [],
  }

/** Lines with the changed ones in the place of those of the same id, new ones behind. */
const withLines = (lines: ReadonlyArray<Line>, changed: ReadonlyArray<Line>): ReadonlyArray<Line> => {
  if (lines.length === 0) return changed
  const byId = new Map(changed.map((line) => [line.id, line]))
  const kept = lines.map((line) => byId.get(line.id) ?? line)
  const known = new Set(lines.map((line) => line.id))
  return [...kept, ...changed.filter((line) => !known.has(line.id))]
}

/** Whether a line was brought by a subscription, and is paid there. */
export const isOfContract = (line: Line): boolean => line.contract !== undefined

/** What is ordered in the shop and paid with the basket itself: lines of contracts are left out. @rule BASKET-1 */
export const shopTotalOf = (basket: Basket): number => {
  let total = 0
  for (const line of basket.lines) if (line.contract === undefined) total += amountOfLine(line)
  return total
}

/** A line as cancelling leaves it: nothing ordered, answered, and nothing seen of it any more. */
export const declined = ({ trail: _, ...line }: Line): Line => ({
  ...line,
  ordered: measureOf(unitOf(line.ordered), 0),
  delivered: null,
  status: "declined",
})

/** What happens to a basket until the day of its distribution. */
export type OrderFact = Extract<
  BasketFact,
  {
    readonly _tag:
      | "BasketDrafted"
      | "BasketConfirmed"
      | "BasketAmended"
      | "BasketCancelled"
      | "BasketFilled"
      | "LineSold"
  }
>

/** Folds what is ordered into a basket: all that a page that orders needs to know. */
export const evolveOrder = (basket: Basket | null, fact: OrderFact): Basket => {
  const before = begunBasket(basket, fact)
  switch (fact._tag) {
    case "BasketDrafted":
      return { ...before, draft: fact.wishes, changedAt: fact.at }
    case "BasketConfirmed":
    case "BasketAmended":
      return { ...filled(before, fact.at, fact.lines), draft: null }
    case "BasketFilled":
      return filled(before, fact.at, fact.lines)
    case "BasketCancelled": {
      const lines = before.lines.map((line) => (isOfContract(line) ? line : declined(line)))
      const status = lines.some(isOfContract) ? "confirmed" : "cancelled"
      return { ...before, status, draft: null, changedAt: fact.at, lines }
    }
    case "LineSold":
      return filled(before, fact.at, [fact.line])
  }
}

/** A confirmed basket with changed lines; what is drafted beside them stays. */
const filled = (before: Basket, at: string, lines: ReadonlyArray<Line>): Basket => ({
  ...before,
  status: "confirmed",
  confirmedAt: before.confirmedAt ?? at,
  changedAt: at,
  lines: withLines(before.lines, lines),
})

/**
 * What is billed of a line: what was delivered when that is known, else what was ordered, in the unit of its price.
 * @rule LINE-1
 * @see D6
 */
export const billedOf = (line: Line): Measure => measureOf(unitOf(line.terms.per as Measure) as Unit, billedIn(line))

/** The same as a number of the unit of its price. @rule LINE-1 */
export const billedIn = (line: Line): number => {
  const amount = measuredIn(line.terms, line.delivered ?? line.ordered)
  if (amount === undefined) throw new RangeError(`line ${line.id} of ${line.product} has no price in its unit`)
  return amount
}

/** Whether the amount is an estimate: weighed goods before weighing, counted or not. @rule LINE-2 @see D6 */
export const isEstimate = ({ saleKind, delivered, ordered, terms }: Line): boolean => {
  if (!isWeighed(saleKind)) return false
  if (delivered === null) return amountOf(ordered) > 0
  return "pieces" in delivered && !("pieces" in terms.per) && delivered.pieces > 0
}

/** The line's amount in minor units, fee and VAT included. @rule LINE-3 @see D3, X37 */
export const amountOfLine = (line: Line): number => lineAmount(line.terms, line.delivered ?? line.ordered, line.fee)

/** The part of the line's amount that is not fee. @see D5, CAT14 */
export const goodsOfLine = (line: Line): number => goodsAmount(line.terms, line.delivered ?? line.ordered)

const sameMeasure = (a: Measure | null, b: Measure | null): boolean =>
  a === null || b === null ? a === b : unitOf(a) === unitOf(b) && amountOf(a) === amountOf(b)

/**
 * Whether two lines stand on the same terms: name, way of selling, price, what it is per, VAT, content, fee and deposit.
 * @rule LINE-4
 * @see D4
 */
export const sameTerms = (a: Line, b: Line): boolean =>
  a.terms.price === b.terms.price &&
  a.terms.vat === b.terms.vat &&
  a.fee === b.fee &&
  a.saleKind === b.saleKind &&
  a.name === b.name &&
  (a.deposit ?? 0) === (b.deposit ?? 0) &&
  sameMeasure(a.terms.per, b.terms.per) &&
  sameMeasure(a.terms.content, b.terms.content)

/** The basket's total: the sum of its line amounts. @rule BASKET-1 @see D3 */
export const totalOf = (basket: Basket): number => {
  let total = 0
  for (const line of basket.lines) total += amountOfLine(line)
  return total
}

/** Whether the basket holds anything at all. */
export const hasGoods = (basket: Basket): boolean => basket.lines.some((line) => amountOf(line.ordered) > 0)

/** What is ordered of a product over its lines, in the order unit. */
export const orderedOfProduct = (basket: Basket | null, catalog: string, product: string): number => {
  let ordered = 0
  for (const line of basket?.lines ?? []) {
    if (line.product === product && line.catalog === catalog) ordered += amountOf(line.ordered)
  }
  return ordered
}
