import type { Line } from "@cabas/core/basket"

/** A measure read field by field. */
interface Loose {
  readonly pieces?: number
  readonly grams?: number
  readonly millilitres?: number
}

/** What is billed of a line in the unit of its price; nothing when it has no price in that unit. */
const measured = ({ terms, ordered, delivered }: Line): bigint | undefined => {
  const asked: Loose = delivered ?? ordered
  const per: Loose = terms.per
  const content: Loose = terms.content ?? {}
  if (per.pieces !== undefined) return asked.pieces === undefined ? undefined : BigInt(asked.pieces)
  const unit = per.grams === undefined ? "millilitres" : "grams"
  if (asked[unit] !== undefined) return BigInt(asked[unit])
  const each = content[unit]
  return asked.pieces === undefined || each === undefined ? undefined : BigInt(asked.pieces) * BigInt(each)
}

const halfAwayFromZero = (numerator: bigint, divisor: bigint): number => {
  const size = numerator < 0n ? -numerator : numerator
  const rounded = (size * 2n + divisor) / (divisor * 2n)
  return Number(numerator < 0n ? -rounded : rounded)
}

/**
 * A line's amount in whole numbers of any size, as the decision says it: price × measured × (1 + fee) ÷ per, rounded
 * once. Written apart from the rule so that it can judge it. `undefined` when the line has no price.
 * @see D3
 */
export const exactAmount = (line: Line, fee = line.fee): number | undefined => {
  const quantity = measured(line)
  if (quantity === undefined) return undefined
  const per: Loose = line.terms.per
  const divisor = BigInt((per.pieces ?? per.grams ?? per.millilitres)!) * 10_000n
  return halfAwayFromZero(BigInt(line.terms.price) * quantity * BigInt(10_000 + fee), divisor)
}

/** The number that a measure holds. */
export const countOf = (measure: Loose): number => measure.pieces ?? measure.grams ?? measure.millilitres ?? 0

/**
 * So many pieces of a line went out, as it was last seen: nothing, as counted, one for each weight of goods that are
 * weighed one by one; else as many as were counted before, or ordered. Written apart from the rule.
 */
export const piecesOut = ({ ordered, trail = [], delivered, saleKind }: Line): number => {
  const all: Loose = ordered
  let pieces = all.pieces ?? 0
  for (const seen of trail) {
    const counted: Loose = seen.delivered ?? {}
    if (seen.delivered === null) pieces = all.pieces ?? 0
    else if (counted.pieces !== undefined) pieces = counted.pieces
  }
  const last = trail.at(-1)
  if (delivered !== null && countOf(delivered) === 0) return 0
  if (saleKind === "weighed-each" && last !== undefined && last.weights.length > 0) return last.weights.length
  return pieces
}
