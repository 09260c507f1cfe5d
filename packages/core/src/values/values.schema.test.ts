import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { CivilDate, CivilTime, Instant, Measure, Money, PriceTerms, TimeZone } from "./values.schema.ts"

const reads = <S extends Schema.Decoder<unknown>>(schema: S, input: unknown): boolean => {
  try {
    Schema.decodeUnknownSync(schema)(input)
    return true
  } catch {
    return false
  }
}

describe("MEASURE-1 (D2): measures at the border", () => {
  it.each([{ pieces: 3 }, { grams: 1184 }, { millilitres: 0 }, { grams: 1_000_000_000 }])("reads %j", (input) => {
    expect(Schema.decodeUnknownSync(Measure)(input)).toStrictEqual(input)
  })

  it.each([{ pieces: 1, grams: 500 }, { pieces: 1.5 }, { pieces: -1 }, { pieces: -0 }, { grams: 1_000_000_001 }])(
    "refuses %j",
    (input) => expect(reads(Measure, input)).toBe(false),
  )

  it.each([[{}], [{ kilos: 1 }], [3], [null], [{ grams: "500" }], [{ grams: Number.NaN }], [{ grams: Infinity }]])(
    "refuses %j",
    (input) => expect(reads(Measure, input)).toBe(false),
  )
})

describe("MONEY-1 (D1): money at the border", () => {
  it.each([0, -115, Number.MAX_SAFE_INTEGER])("reads %d", (input) => expect(reads(Money, input)).toBe(true))
  it.each([-0, 1.5, 2 ** 53, Number.NaN, "115"])("refuses %j", (input) => expect(reads(Money, input)).toBe(false))
})

describe("PRICE-1 (D3): price terms at the border", () => {
  const terms = { price: 250, per: { pieces: 1 }, vat: 550, content: null }
  it("reads whole terms", () => expect(Schema.decodeUnknownSync(PriceTerms)(terms)).toStrictEqual(terms))
  it.each([{ per: { pieces: 0 } }, { price: -1 }, { vat: 10_001 }, { content: { grams: 0 } }, { price: 2.5 }])(
    "refuses %j",
    (change) => expect(reads(PriceTerms, { ...terms, ...change })).toBe(false),
  )
})

describe("TIME-1 (D7): instants at the border", () => {
  it.each([
    ["2026-05-01T08:00:00+02:00", "2026-05-01T06:00:00.000Z"],
    ["2026-05-01T06:00Z", "2026-05-01T06:00:00.000Z"],
    ["2024-02-29T23:59:59.1234Z", "2024-02-29T23:59:59.123Z"],
    ["2026-01-01T00:00:00+05:45", "2025-12-31T18:15:00.000Z"],
  ])("keeps %s as %s", (written, kept) => expect(Schema.decodeUnknownSync(Instant)(written)).toBe(kept))

  it.each([
    "2026-02-30T10:00:00Z",
    "2026-13-01T10:00:00Z",
    "2026-05-01T25:00:00Z",
    "2026-05-01T10:60:00Z",
    "2026-05-01 10:00:00Z",
    "2026-05-01T10:00:00",
    "2026-05-01",
    "9999-12-31T23:00:00-05:00",
    "0000-01-01T00:00:00+05:00",
  ])("refuses %s", (written) => expect(reads(Instant, written)).toBe(false))
})

describe("TIME-5 (D7): dates, times and zones at the border", () => {
  it("reads days, hours and zones that exist", () => {
    expect([
      reads(CivilDate, "2024-02-29"),
      reads(CivilTime, "18:30"),
      reads(TimeZone, "Asia/Kathmandu"),
    ]).toStrictEqual([true, true, true])
  })
  it.each(["2026-02-29", "2026-00-10", "26-05-01", "2026-5-1"])("refuses the date %s", (text) =>
    expect(reads(CivilDate, text)).toBe(false),
  )
  it.each(["24:00", "7:30", "12:60"])("refuses the time %s", (text) => expect(reads(CivilTime, text)).toBe(false))
  it.each(["Europe/Lutetia", "+02:00", ""])("refuses the zone %j", (text) => expect(reads(TimeZone, text)).toBe(false))
})
