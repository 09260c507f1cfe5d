import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { add, amountOf, compare, isZero, measureOf, sameUnit, subtract, unitOf } from "./measure.ts"
import type { Grams, Measure, Pieces } from "./values.schema.ts"

const unit = fc.constantFrom("pieces" as const, "grams" as const, "millilitres" as const)
const amount = fc.nat(1_000_000_000)
const measure: fc.Arbitrary<Measure> = fc.tuple(unit, amount).map(([u, n]) => measureOf(u, n))
const alike = fc.tuple(unit, amount, amount, amount).map(([u, ...ns]) => ns.map((n): Measure => measureOf(u, n)))

describe("MEASURE-1 (D2): a quantity carries its unit", () => {
  it("MEASURE-1: unit and amount make the measure", () => {
    fc.assert(
      fc.property(measure, (m) => {
        expect(measureOf(unitOf(m), amountOf(m))).toStrictEqual(m)
        expect(isZero(m)).toBe(amountOf(m) === 0)
      }),
    )
  })

  it("MEASURE-1: the type follows the unit's name", () => {
    const three: Pieces = measureOf("pieces", 3)
    const some: Grams = measureOf("grams", 1184)
    expect([three, some]).toStrictEqual([{ pieces: 3 }, { grams: 1184 }])
  })
})

describe("MEASURE-2 (D2): only like is added to like", () => {
  it("MEASURE-2: adding then subtracting changes nothing, order does not matter", () => {
    fc.assert(
      fc.property(alike, ([a, b, c]) => {
        expect(subtract(add(a!, b!), b!)).toStrictEqual(a)
        expect(add(subtract(a!, b!), b!)).toStrictEqual(a)
        expect(add(a!, b!)).toStrictEqual(add(b!, a!))
        expect(add(add(a!, b!), c!)).toStrictEqual(add(a!, add(b!, c!)))
        expect(Object.is(amountOf(subtract(a!, a!)), 0)).toBe(true)
      }),
    )
  })

  it("MEASURE-2: comparing agrees with what is left", () => {
    fc.assert(
      fc.property(alike, ([a, b]) => {
        expect(compare(a!, b!)).toBe(Math.sign(amountOf(subtract(a!, b!))))
        expect(compare(a!, b!) + compare(b!, a!)).toBe(0)
      }),
    )
  })

  it("MEASURE-2 (GC-12.4): 10 pieces are 10 pieces, without a tolerance", () => {
    expect(compare({ pieces: 10 }, { pieces: 10 })).toBe(0)
    expect(compare({ grams: 10_080 }, { grams: 10_000 })).toBe(1)
  })

  it("MEASURE-2: different units do not compile, and are refused where types cannot tell", () => {
    const pieces: Pieces = { pieces: 3 }
    const grams: Grams = { grams: 200 }
    // @ts-expect-error pieces and grams have no sum
    expect(() => add(pieces, grams)).toThrow(RangeError)
    // @ts-expect-error pieces less grams is nothing
    expect(() => subtract(pieces, grams)).toThrow(RangeError)
    // @ts-expect-error pieces and grams do not compare
    expect(() => compare(pieces, grams)).toThrow("Expected pieces, got grams.")
    // @ts-expect-error literals neither
    expect(() => add({ grams: 1 }, { millilitres: 1 })).toThrow(RangeError)
    const told: Measure = pieces
    const other = grams as Measure
    expect(sameUnit(told, other)).toBe(false)
    expect(() => add(told as Measure, other)).toThrow(RangeError)
  })

  it("MEASURE-2: the sum of grams is typed as grams", () => {
    const total: Grams = add({ grams: 1 } as Grams, { grams: 2 })
    expect(total.grams).toBe(3)
    expect(sameUnit(total, { grams: 0 })).toBe(true)
  })
})
