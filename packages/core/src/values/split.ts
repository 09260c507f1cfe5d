import { sum } from "./money.ts"

/** One share before the leftover units are given out. */
interface Share {
  readonly position: number
  readonly floor: number
  readonly remainder: bigint
}

/**
 * A total in whole parts proportional to the weights, which always add up to it: largest remainder,
 * ties to the earlier position. A negative total gives the mirror of the positive one.
 * Weights are whole numbers from 0. Throws `RangeError` when none is above 0 or one is below.
 * @rule SPLIT-1
 */
export function split(total: number, weights: ReadonlyArray<number>): Array<number> {
  if (weights.some((weight) => !(weight >= 0))) throw new RangeError("Expected weights from 0.")
  const all = sum(weights)
  if (all === 0) throw new RangeError("Expected at least one weight above 0.")
  const size = Math.abs(total)
  const shares = weights.map((weight, position) => share(size, weight, all, position))
  const parts = shares.map(({ floor }) => floor)
  const leftover = size - sum(parts)
  const byRemainder = shares.sort((a, b) => byLargest(a, b) || a.position - b.position)
  for (const { position } of byRemainder.slice(0, leftover)) parts[position]! += 1
  return total < 0 ? parts.map((part) => 0 - part) : parts
}

/** `size × weight ÷ all`, rounded down, and what the rounding left. */
function share(size: number, weight: number, all: number, position: number): Share {
  // Exact for any size: a product of two amounts does not fit in a number.
  const product = BigInt(size) * BigInt(weight)
  return { position, floor: Number(product / BigInt(all)), remainder: product % BigInt(all) }
}

/** The larger remainder first. */
function byLargest(a: Share, b: Share): number {
  return a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : 0
}
