import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { amountOf, measureOf } from "./measure.ts"
import { sum } from "./money.ts"
import { feeAmount, goodsAmount, isPriceable, lineAmount, measuredIn, unitPrice } from "./price.ts"
import type { Measure, PriceTerms } from "./values.schema.ts"

const bulk = fc.constantFrom("grams" as const, "millilitres" as const)
const unit = fc.constantFrom("pieces" as const, "grams" as const, "millilitres" as const)
const price = fc.oneof(fc.nat(10_000), fc.nat(1_000_000_000))
const positive = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 1_000_000_000 }))
const fee = fc.oneof(fc.constant(0), fc.nat(10_000))
const vat = fc.constantFrom(0, 550, 1000, 2000)

/** Terms with a quantity in the unit of the price. */
const direct = fc
  .tuple(unit, price, positive, vat, fc.oneof(fc.nat(50), fc.nat(1_000_000_000)))
  .map(([u, cents, per, rate, n]): [PriceTerms, Measure] => [
    { price: cents, per: measureOf(u, per), vat: rate, content: null },
    measureOf(u, n),
  ])

/** Terms by weight or volume with a quantity in pieces of a known content. */
const contained = fc
  .tuple(bulk, price, positive, vat, fc.integer({ min: 1, max: 5000 }), fc.nat(1000))
  .map(([u, cents, per, rate, content, n]): [PriceTerms, Measure] => [
    { price: cents, per: measureOf(u, per), vat: rate, content: measureOf(u, content) },
    { pieces: n },
  ])

const priced = fc.oneof(direct, contained).filter(([terms, quantity]) => isPriceable(terms, quantity, 10_000))

describe("PRICE-1 (D6): what a quantity measures", () => {
  it("PRICE-1: pieces of a known content measure as much as their weight or volume", () => {
    fc.assert(
      fc.property(contained, ([terms, quantity]) => {
        const measured = measuredIn(terms, quantity)!
        expect(measured).toBe(amountOf(quantity) * amountOf(terms.content!))
        expect(measuredIn(terms, { ...measureOf(unitName(terms.per), measured) })).toBe(measured)
      }),
    )
  })

  it("PRICE-1 (GC-17): 2 cheeses of 100 g measure 200 g, 2 chickens 2 pieces", () => {
    expect(measuredIn({ price: 300, per: { grams: 100 }, vat: 550, content: { grams: 100 } }, { pieces: 2 })).toBe(200)
    expect(measuredIn({ price: 1500, per: { pieces: 1 }, vat: 550, content: null }, { pieces: 2 })).toBe(2)
  })

  it("PRICE-1: refuses what has no price in that unit, and what no number carries", () => {
    const byPiece: PriceTerms = { price: 250, per: { pieces: 1 }, vat: 550, content: { grams: 500 } }
    expect(measuredIn(byPiece, { grams: 500 })).toBeUndefined()
    const huge: PriceTerms = { price: 1, per: { grams: 1 }, vat: 0, content: { grams: 1_000_000_000 } }
    expect(measuredIn(huge, { pieces: 1_000_000_000 })).toBeUndefined()
  })
})

describe("PRICE-2 (D3): a line is rounded once", () => {
  it("PRICE-2 (X37): equals integers of any size, fee inside the one rounding; never -0", () => {
    fc.assert(
      fc.property(priced, fee, ([terms, quantity], rate) => {
        const measured = measuredIn(terms, quantity)!
        const exact = BigInt(terms.price) * BigInt(measured) * BigInt(10_000 + rate)
        const divisor = BigInt(amountOf(terms.per)) * 10_000n
        const rounded = exact / divisor + ((exact % divisor) * 2n >= divisor ? 1n : 0n)
        expect(Object.is(lineAmount(terms, quantity, rate), Number(rounded))).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it("PRICE-2: ordering more never costs less, nor does a higher fee", () => {
    fc.assert(
      fc.property(priced, fc.nat(10_000), fc.nat(5000), ([terms, quantity], less, rate) => {
        const amount = amountOf(quantity)
        const fewer = measureOf(unitName(quantity), Math.max(0, amount - less))
        expect(lineAmount(terms, fewer, rate)).toBeLessThanOrEqual(lineAmount(terms, quantity, rate))
        expect(lineAmount(terms, quantity, rate)).toBeLessThanOrEqual(lineAmount(terms, quantity, 2 * rate))
      }),
    )
  })

  it("PRICE-2 (C0.3): a negative correction mirrors the line", () => {
    const terms: PriceTerms = { price: 111, per: { grams: 1000 }, vat: 550, content: null }
    fc.assert(
      fc.property(fc.nat(1_000_000), fee, (grams, rate) => {
        expect(lineAmount(terms, { grams: -grams }, rate)).toBe(0 - lineAmount(terms, { grams }, rate))
      }),
    )
  })

  it("PRICE-2 (GC-4): 3 bags of potatoes at 15.00, one line each, are 45.00", () => {
    const potatoes: PriceTerms = { price: 1500, per: { grams: 1500 }, vat: 550, content: { grams: 1500 } }
    expect(sum([1, 1, 1].map((pieces) => lineAmount(potatoes, { pieces })))).toBe(4500)
  })

  it("PRICE-2 (GC-18): a basket is the sum of its rounded lines", () => {
    const at = (cents: number): PriceTerms => ({ price: cents, per: { pieces: 1 }, vat: 550, content: null })
    expect(sum([lineAmount(at(450), { pieces: 1 }), lineAmount(at(570), { pieces: 1 })])).toBe(1020)
    expect(sum([lineAmount(at(450), { pieces: 1 }), lineAmount(at(570), { pieces: 4 })])).toBe(2730)
    expect(sum([lineAmount(at(450), { pieces: 3 }), lineAmount(at(570), { pieces: 3 })])).toBe(3060)
  })

  it("PRICE-2: throws on a quantity that has no price", () => {
    const bread: PriceTerms = { price: 250, per: { pieces: 1 }, vat: 550, content: null }
    expect(() => lineAmount(bread, { grams: 500 })).toThrow(RangeError)
    expect(() => goodsAmount(bread, { millilitres: 500 })).toThrow(RangeError)
    expect(() => feeAmount(bread, { grams: 500 }, 500)).toThrow(RangeError)
  })
})

describe("PRICE-3 (D5): goods and fee add up to the line", () => {
  it("PRICE-3: always, and the fee is never negative", () => {
    fc.assert(
      fc.property(priced, fee, ([terms, quantity], rate) => {
        const part = feeAmount(terms, quantity, rate)
        expect(goodsAmount(terms, quantity) + part).toBe(lineAmount(terms, quantity, rate))
        expect(part).toBeGreaterThanOrEqual(0)
        expect(Object.is(feeAmount(terms, quantity, 0), 0)).toBe(true)
      }),
    )
  })
})

describe("PRICE-4 (D30): what cannot be priced is known beforehand", () => {
  it("PRICE-4: priceable exactly when the amount can be asked", () => {
    const huge = fc.tuple(
      fc.record({
        price: fc.nat(1_000_000_000),
        per: fc.tuple(unit, fc.integer({ min: 1, max: 1000 })).map(([u, n]) => measureOf(u, n)),
        vat,
        content: fc.constantFrom(null, { grams: 500 }, { millilitres: 1_000_000_000 }),
      }),
      fc.tuple(unit, fc.nat(1_000_000_000)).map(([u, n]): Measure => measureOf(u, n)),
      fee,
    )
    fc.assert(
      fc.property(huge, ([terms, quantity, rate]) => {
        expect(isPriceable(terms, quantity, rate)).toBe(answersExactly(() => lineAmount(terms, quantity, rate)))
      }),
      { numRuns: 1000 },
    )
  })
})

describe("PRICE-5 (X27): prices compare per kilogram or litre", () => {
  it("PRICE-5: a kilogram or a litre costs what the unit price says", () => {
    fc.assert(
      fc.property(bulk, price, positive, (u, cents, per) => {
        const terms: PriceTerms = { price: cents, per: measureOf(u, per), vat: 550, content: null }
        const shown = unitPrice(terms)
        expect(shown.per).toStrictEqual(measureOf(u, 1000))
        expect(shown.price).toBe(lineAmount(terms, shown.per))
      }),
    )
  })

  it("PRICE-5: a package twice as large at twice the price compares the same", () => {
    fc.assert(
      fc.property(
        unit,
        fc.nat(10_000),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 9 }),
        (u, p, n, k) => {
          const one: PriceTerms = { price: p, per: { pieces: 1 }, vat: 550, content: measureOf(u, n) }
          const many: PriceTerms = { price: p * k, per: { pieces: 1 }, vat: 550, content: measureOf(u, n * k) }
          const box: PriceTerms = { price: p * k, per: { pieces: k }, vat: 550, content: measureOf(u, n) }
          expect(unitPrice(many)).toStrictEqual(unitPrice(one))
          expect(unitPrice(box)).toStrictEqual(unitPrice(one))
        },
      ),
    )
  })
})

function unitName(measure: Measure): "pieces" | "grams" | "millilitres" {
  return Object.keys(measure)[0] as "pieces" | "grams" | "millilitres"
}

/** Whether there is an answer, a whole number that JSON carries exactly, rather than a `RangeError`. */
function answersExactly(ask: () => number): boolean {
  try {
    return Number.isSafeInteger(ask())
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
