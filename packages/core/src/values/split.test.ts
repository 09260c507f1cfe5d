import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { sum } from "./money.ts"
import { split } from "./split.ts"

const total = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.maxSafeInteger())
const weight = fc.oneof(fc.nat(10), fc.nat(1_000_000_000_000))
const weights = fc.array(weight, { minLength: 1, maxLength: 12 }).filter((each) => each.some((w) => w > 0))

describe("SPLIT-1 (D5): parts always add up to the whole", () => {
  it("SPLIT-1: exactly, each within one unit of its exact share, and nothing without weight; never -0", () => {
    fc.assert(
      fc.property(total, weights, (whole, each) => {
        const parts = split(whole, each)
        expect(sum(parts)).toBe(whole)
        const all = BigInt(sum(each))
        for (const [i, part] of parts.entries()) {
          const missed = BigInt(part) * all - BigInt(whole) * BigInt(each[i]!)
          expect(missed < all && -missed < all).toBe(true)
          expect(Object.is(part, -0)).toBe(false)
        }
        expect(parts.filter((part, i) => part !== 0 && each[i] === 0)).toStrictEqual([])
      }),
    )
  })

  it("SPLIT-1: a refund mirrors its charge", () => {
    fc.assert(
      fc.property(total, weights, (whole, each) => {
        expect(split(0 - whole, each)).toStrictEqual(split(whole, each).map((part) => 0 - part))
      }),
    )
  })

  it("SPLIT-1: who weighs more gets no less, and among equals the earlier gets no less", () => {
    fc.assert(
      fc.property(total, weights, (whole, each) => {
        const parts = split(Math.abs(whole), each)
        const ranked = [...each.keys()].sort((i, j) => each[j]! - each[i]! || i - j).map((i) => parts[i]!)
        expect(ranked).toStrictEqual(ranked.toSorted((a, b) => b - a))
      }),
    )
  })

  it("SPLIT-1: weights count in proportion only", () => {
    fc.assert(
      fc.property(total, weights, fc.integer({ min: 1, max: 50 }), (whole, each, k) => {
        expect(
          split(
            whole,
            each.map((w) => w * k),
          ),
        ).toStrictEqual(split(whole, each))
      }),
    )
  })

  it("SPLIT-1: does not touch the weights it is given", () => {
    const given = Object.freeze([1, 2, 3])
    expect(split(10, given)).toStrictEqual([2, 3, 5])
    expect(given).toStrictEqual([1, 2, 3])
  })

  it("SPLIT-1: refuses weights that are all 0, none at all, one below 0, or no number", () => {
    expect(() => split(100, [0, 0])).toThrow("at least one weight above 0")
    expect(() => split(0, [])).toThrow("at least one weight above 0")
    expect(() => split(100, [2, -1])).toThrow("weights from 0")
    expect(() => split(100, [Number.NaN])).toThrow("weights from 0")
  })
})
