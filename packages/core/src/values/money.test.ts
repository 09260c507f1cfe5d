import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { digitsOf, roundedQuotient, roundedRatio, sum } from "./money.ts"

const any = fc.maxSafeInteger()
const small = fc.integer({ min: -100_000, max: 100_000 })
const factor = fc.oneof(small, any)
const divisor = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }))

/** The same in integers of any size: the quotient, and one more when twice the rest reaches the divisor. */
function reference(a: number, b: number, by: number): bigint {
  const product = BigInt(a) * BigInt(b)
  const size = product < 0n ? -product : product
  const rounded = size / BigInt(by) + ((size % BigInt(by)) * 2n >= BigInt(by) ? 1n : 0n)
  return product < 0n ? -rounded : rounded
}

/** The answer, or that it was refused; `toBe` tells 0 from -0. */
function told(ask: () => number): number | string {
  try {
    return ask()
  } catch (error) {
    if (error instanceof RangeError) return "refused"
    throw error
  }
}

const fits = (value: bigint) => value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= -BigInt(Number.MAX_SAFE_INTEGER)

describe("MONEY-1 (D3): one exact product, rounded once", () => {
  it("MONEY-1 (C0.3, GC-19.1): 1.665 is 1.67 and -1.665 is -1.67", () => {
    expect(roundedRatio(1665, 1, 10)).toBe(167)
    expect(roundedRatio(-1665, 1, 10)).toBe(-167)
  })

  it("MONEY-1 (D1): equals integers of any size, or refuses what no number carries; never -0", () => {
    fc.assert(
      fc.property(factor, factor, divisor, (a, b, by) => {
        const expected = reference(a, b, by)
        expect(told(() => roundedRatio(a, b, by))).toBe(fits(expected) ? Number(expected) : "refused")
      }),
      { numRuns: 2000 },
    )
  })

  it("MONEY-1 (D1): is exact on both sides of where plain arithmetic ends", () => {
    const near = fc.integer({ min: -2000, max: 2000 }).map((n) => 2 ** 50 + n)
    fc.assert(
      fc.property(near, fc.integer({ min: -2, max: 2 }), fc.oneof(fc.integer({ min: 1, max: 9 }), near), (a, b, by) => {
        expect(BigInt(roundedRatio(a, b, by))).toBe(reference(a, b, by))
      }),
    )
  })

  it("MONEY-1 (C0.3): a debit mirrors its credit", () => {
    fc.assert(
      fc.property(small, small, divisor, (a, b, by) => {
        expect(roundedRatio(-a, b, by)).toBe(0 - roundedRatio(a, b, by))
      }),
    )
  })

  it("MONEY-1: more never gives less", () => {
    fc.assert(
      fc.property(small, fc.nat(100_000), fc.nat(100_000), divisor, (a, more, b, by) => {
        expect(roundedRatio(a + more, b, by)).toBeGreaterThanOrEqual(roundedRatio(a, b, by))
      }),
    )
  })

  it("MONEY-1: refuses a divisor below 1, and what is no whole number where it would lose it", () => {
    expect(() => roundedRatio(1, 1, 0)).toThrow(RangeError)
    expect(() => roundedRatio(1, 1, -3)).toThrow(RangeError)
    expect(() => roundedRatio(Number.NaN, 1, 1)).toThrow(RangeError)
    expect(() => roundedRatio(Number.POSITIVE_INFINITY, 1, 1)).toThrow(RangeError)
    expect(() => roundedQuotient(1n, 0n)).toThrow(RangeError)
  })
})

describe("MONEY-2 (D3): a sum is exact or refused", () => {
  it("MONEY-2: equals integers of any size, in any order; never -0", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e12, max: 1e12 })), (amounts) => {
        const expected = Number(amounts.reduce((total, amount) => total + BigInt(amount), 0n))
        expect(Object.is(sum(amounts), expected)).toBe(true)
        expect(sum(amounts.toReversed())).toBe(expected)
        expect(sum(new Set([-0]))).toBe(0)
      }),
    )
  })

  it("MONEY-2 (GC-12.3): integers are equal or not, so no comparison needs a tolerance", () => {
    expect(sum([1010, 10]) === 1020).toBe(true)
    expect(sum([1002, 0]) === 1000).toBe(false)
  })

  it("MONEY-2: refuses a running total that a number does not carry, and fractions", () => {
    expect(() => sum([Number.MAX_SAFE_INTEGER, 1, -1])).toThrow(RangeError)
    expect(() => sum([0.5])).toThrow(RangeError)
    expect(() => sum([Number.NaN])).toThrow(RangeError)
  })
})

describe("MONEY-3 (D1): the minor unit of a currency is the ISO one", () => {
  it.each(["EUR", "CHF", "GBP", "USD", "CAD", "MAD", "JPY", "XPF", "XOF", "TND", "KWD"])(
    "MONEY-3: agrees with Intl on %s, about which runtimes agree",
    (currency) => {
      const shown = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
      expect(digitsOf(currency)).toBe(shown.maximumFractionDigits)
    },
  )

  it.each(["", "constructor", "XXX", "EUR JPY"])("MONEY-3: gives 2 to %j, which is no known currency", (name) => {
    expect(digitsOf(name)).toBe(2)
  })
})
