import { amountOf, measureOf, unitOf } from "./measure.ts"
import { roundedQuotient, roundedRatio } from "./money.ts"
import type { Measure, PriceTerms } from "./values.schema.ts"

/** What a displayed price is per, so that any two products compare. */
export type UnitPriced = { readonly grams: 1000 } | { readonly millilitres: 1000 } | { readonly pieces: 1 }

/** A price to compare products by: minor units, VAT included, per kilogram, litre or piece. */
export interface UnitPrice {
  readonly price: number
  readonly per: UnitPriced
}

/** A measure of any unit, read field by field. */
interface Loose {
  readonly pieces?: number
  readonly grams?: number
  readonly millilitres?: number
}

/** Basis points in one whole. */
const whole = 10_000

/**
 * The quantity as a number of the unit that the price is per: itself when the units are the same,
 * pieces × content when the content of a piece is in that unit, otherwise `undefined`.
 * @rule PRICE-1
 */
export function measuredIn(terms: PriceTerms, quantity: Measure): number | undefined {
  const per: Loose = terms.per
  const asked: Loose = quantity
  if (per.pieces !== undefined) return asked.pieces
  if (per.grams !== undefined) return asked.grams ?? contained(asked.pieces, (terms.content as Loose | null)?.grams)
  return asked.millilitres ?? contained(asked.pieces, (terms.content as Loose | null)?.millilitres)
}

/**
 * The amount of a line, fee included: price × quantity × (1 + fee) ÷ per, exact, rounded once.
 * Throws `RangeError` when the quantity cannot be priced (ask `isPriceable` first).
 * @rule PRICE-2
 */
export function lineAmount(terms: PriceTerms, quantity: Measure, feeBasisPoints = 0): number {
  const measured = measuredIn(terms, quantity)
  if (measured === undefined) throw new RangeError("Expected a quantity in the unit of the price.")
  return measuredAmount(terms, measured, feeBasisPoints)
}

/**
 * The same of a quantity that is known in the unit of the price already, for those who add up many.
 * @rule PRICE-2
 */
export function measuredAmount(terms: PriceTerms, measured: number, feeBasisPoints: number): number {
  if (feeBasisPoints === 0) return roundedRatio(terms.price, measured, amountOf(terms.per))
  const goods = terms.price * measured
  const factor = whole + feeBasisPoints
  const divisor = amountOf(terms.per) * whole
  if (Number.isSafeInteger(goods)) return roundedRatio(goods, factor, divisor)
  return roundedQuotient(BigInt(terms.price) * BigInt(measured) * BigInt(factor), BigInt(divisor))
}

/**
 * The amount of a line before fees.
 * @rule PRICE-2
 */
export function goodsAmount(terms: PriceTerms, quantity: Measure): number {
  return lineAmount(terms, quantity)
}

/**
 * The fee inside a line's amount: the line less its goods, so that the two add up.
 * @rule PRICE-3
 */
export function feeAmount(terms: PriceTerms, quantity: Measure, feeBasisPoints: number): number {
  return lineAmount(terms, quantity, feeBasisPoints) - goodsAmount(terms, quantity)
}

/**
 * Whether `lineAmount` has an answer: the units agree and the amount is a number that JSON carries exactly.
 * @rule PRICE-4
 */
export function isPriceable(terms: PriceTerms, quantity: Measure, feeBasisPoints = 0): boolean {
  const measured = measuredIn(terms, quantity)
  if (measured === undefined) return false
  const exact = BigInt(terms.price) * BigInt(measured) * BigInt(whole + feeBasisPoints)
  const divisor = BigInt(amountOf(terms.per)) * BigInt(whole)
  // Rounds to the limit at most: less than half a unit above it.
  const tooMuch = (2n * BigInt(Number.MAX_SAFE_INTEGER) + 1n) * divisor
  return 2n * exact < tooMuch && -2n * exact < tooMuch
}

/**
 * The price to compare by: per kilogram or litre wherever a weight or a volume is known, else per piece.
 * @rule PRICE-5
 */
export function unitPrice(terms: PriceTerms): UnitPrice {
  const { price, per, content } = terms
  const isByPiece = unitOf(per) === "pieces"
  const size = isByPiece ? (content ?? { pieces: 1 }) : per
  const unit = unitOf(size)
  const shown = unit === "pieces" ? 1 : 1000
  return {
    price: roundedRatio(price, shown, amountOf(size) * (isByPiece ? amountOf(per) : 1)),
    // One piece, or a thousand grams or millilitres.
    per: measureOf(unit, shown) as UnitPriced,
  }
}

/** Pieces × content, when both are known and the product is exact. */
function contained(pieces: number | undefined, content: number | undefined): number | undefined {
  if (pieces === undefined || content === undefined) return undefined
  const measured = pieces * content
  return Number.isSafeInteger(measured) ? measured : undefined
}
