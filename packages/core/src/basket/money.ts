import { amountOf, measureOf, unitOf } from "../values/measure.ts"
import { roundedRatio } from "../values/money.ts"
import type { Measure } from "../values/values.schema.ts"
import type { Basket, Line } from "./basket.schema.ts"
import { amountOfLine, isEstimate, isOfContract, shopTotalOf } from "./basket.ts"
import { isSettled } from "./day.ts"

/** Basis points in one whole. */
const whole = 10_000

/**
 * How many pieces of a line there are to weigh: as many as somebody counted last, else as many as were ordered. That
 * none was there, or that nothing was seen after all, ends what was counted before.
 * @rule DAY-8
 */
export const piecesToWeigh = ({ ordered, trail = [] }: Line): number => {
  const counted = trail.findLast(
    ({ kind, delivered }) => kind === "undone" || (delivered !== null && "pieces" in delivered),
  )
  const { delivered = null } = counted ?? {}
  if (delivered !== null && "pieces" in delivered && delivered.pieces > 0) return delivered.pieces
  return "pieces" in ordered ? ordered.pieces : 0
}

/**
 * How many pieces of a line go out: weighing says how much they weigh, not how many they are, unless each was weighed.
 * @rule DAY-8
 */
const piecesOf = (line: Line): number => {
  const { delivered, trail, saleKind } = line
  if (delivered !== null && amountOf(delivered) === 0) return 0
  if (delivered !== null && "pieces" in delivered) return delivered.pieces
  const weights = trail?.at(-1)?.weights.length ?? 0
  return saleKind === "weighed-each" && weights > 0 ? weights : piecesToWeigh(line)
}

/** The deposits of a line's pieces, on top of its amount. @rule DAY-4 @see X2 */
export const depositOfLine = (line: Line): number =>
  line.deposit === undefined || isOfContract(line) ? 0 : line.deposit * piecesOf(line)

/** What is set aside beyond the estimate of a line until it is weighed. @rule DAY-5 @see D25 */
export const marginOfLine = (line: Line): number =>
  line.margin === undefined || !isEstimate(line) ? 0 : roundedRatio(amountOfLine(line), line.margin, whole)

/**
 * What is held of the member's money for a line: its amount with its deposits, and a margin while it is an estimate.
 * Lines of contracts are paid through their subscription.
 * @rule DAY-5
 */
export const heldForLine = (line: Line): number =>
  isOfContract(line) ? 0 : amountOfLine(line) + depositOfLine(line) + marginOfLine(line)

/** What is held of the member's money for a basket until it is settled. @rule DAY-5 */
export const heldForBasket = (basket: Basket): number => {
  if (isSettled(basket)) return 0
  let held = 0
  for (const line of basket.lines) held += heldForLine(line)
  return held
}

/** The deposits of a basket. @rule DAY-4 */
export const depositsOfBasket = (basket: Basket): number => {
  let sum = 0
  for (const line of basket.lines) sum += depositOfLine(line)
  return sum
}

/** What is to be paid for a basket: what was ordered in the shop, with its deposits. @rule DAY-6 @see D25 */
export const dueOf = (basket: Basket): number => shopTotalOf(basket) + depositsOfBasket(basket)

/** What was paid for a basket, less what was given back. @rule DAY-6 @see D25 */
export const paidOfBasket = (basket: Basket): number => {
  let paid = 0
  for (const { status, amount } of basket.payments ?? []) if (status === "received") paid += amount
  return paid
}

/** What was promised for a basket and has not come. @rule DAY-6 */
export const promisedOf = (basket: Basket): number => {
  let promised = 0
  for (const { status, amount } of basket.payments ?? []) if (status === "promised") promised += amount
  return promised
}

/**
 * What may still be given back of what was paid for a basket: no more than it was paid too much.
 * @rule DAY-7
 * @see D25, GC-19.20
 */
export const refundableOf = (basket: Basket): number => Math.max(0, paidOfBasket(basket) - dueOf(basket))

/** What of a line goes out or is lost, in the unit it was ordered in. @rule DAY-8 @see D24 */
export const handedOut = (line: Line): { readonly delivered: number; readonly lost: number; readonly more: number } => {
  const ordered = amountOf(line.ordered)
  const { delivered } = line
  const got = "pieces" in line.ordered ? piecesOf(line) : delivered === null ? ordered : amountOf(delivered)
  return { delivered: got, lost: Math.max(0, ordered - got), more: Math.max(0, got - ordered) }
}

/**
 * What a line should weigh, in the unit of its price: the content of the pieces there are, or what was ordered by weight
 * or volume. Nothing when its pieces have no nominal content.
 * @rule DAY-2
 * @see D6
 */
export const nominalOf = (line: Line): Measure | null => {
  const { content, per } = line.terms
  if ("pieces" in line.ordered && content !== null && unitOf(content) === unitOf(per)) {
    return measureOf(unitOf(content), amountOf(content) * piecesToWeigh(line))
  }
  return unitOf(line.ordered) === unitOf(per) ? line.ordered : null
}

/** More than three times the nominal weight, or less than a third, is likely a wrong unit. @rule DAY-2 @see D6 */
export const isUnlikely = (weighed: number, nominal: number): boolean =>
  weighed > 0 && nominal > 0 && (weighed > 3 * nominal || 3 * weighed < nominal)
