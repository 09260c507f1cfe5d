import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { amountOf } from "./measure.ts"
import { parseDecimal, parseMoney, parseQuantity } from "./parse.ts"

const cents = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 })
const mark = fc.constantFrom(",", ".")
const space = fc.constantFrom("", " ", "\u00a0", "\u202f", "'", "\u2019")

/** A whole number with its thousands set apart. */
function grouped(whole: number, by: string): string {
  return String(whole).replaceAll(/\B(?=(\d{3})+$)/g, by)
}

describe("INPUT-1 (C0.6): comma and dot are both decimal marks", () => {
  it("INPUT-1: reads back any number of cents, however it is written", () => {
    fc.assert(
      fc.property(cents, mark, space, (n, decimalMark, by) => {
        const size = Math.abs(n)
        const fraction = String(size % 100).padStart(2, "0")
        const text = `${n < 0 ? "-" : ""}${grouped(Math.floor(size / 100), by)}${decimalMark}${fraction}`
        expect(parseDecimal(text)).toStrictEqual({ digits: n, scale: 2 })
      }),
    )
  })

  it.each(["en", "fr", "de", "fr-CH", "sv", "it"])("INPUT-1: reads what Intl writes in %s", (locale) => {
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    fc.assert(
      fc.property(cents, (n) => {
        expect(parseDecimal(format.format(n / 100), locale)).toStrictEqual({ digits: n, scale: 2 })
      }),
    )
  })

  it("INPUT-1: whatever is typed gives whole digits or nothing, never -0 and never an error", () => {
    const typed = fc
      .array(fc.constantFrom(..."0123456789,. -+'\u00a0ekg"), { maxLength: 14 })
      .map((all) => all.join(""))
    fc.assert(
      fc.property(
        fc.oneof(typed, fc.string({ unit: "binary" })),
        fc.constantFrom(undefined, "fr", "en"),
        (text, locale) => {
          const read = parseDecimal(text, locale)
          if (read === undefined) return
          expect(Number.isSafeInteger(read.digits) && read.scale >= 0).toBe(true)
          expect(Object.is(read.digits, -0)).toBe(false)
          expect(text).toMatch(/\d/)
          // No digit that was typed is lost or made up.
          expect(BigInt(text.replaceAll(/\D/g, ""))).toBe(BigInt(Math.abs(read.digits)))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it("INPUT-1: does not read other scripts' digits, several lines, or anything longer than 40 characters", () => {
    for (const text of ["١٢", "1\n2", "0".repeat(41), `${" ".repeat(41)}1`]) expect(parseDecimal(text)).toBeUndefined()
    expect(parseDecimal("0".repeat(40))).toStrictEqual({ digits: 0, scale: 0 })
  })
})

describe("INPUT-2: what could be two numbers is refused", () => {
  const three = fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, "0"))

  it("INPUT-2: one mark before three digits is refused without a language, whatever the digits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), mark, three, (whole, between, rest) => {
        expect(parseDecimal(`${whole}${between}${rest}`)).toBeUndefined()
        expect(parseDecimal(`${whole},${rest}`, "fr")).toStrictEqual({ digits: whole * 1000 + Number(rest), scale: 3 })
        expect(parseDecimal(`${whole},${rest}`, "en")).toBeUndefined()
        expect(parseDecimal(`0${between}${rest}`)).toStrictEqual({ digits: Number(rest), scale: 3 })
      }),
    )
  })

  it("INPUT-2: a language never turns one reading into another, it only allows one", () => {
    const text = fc.array(fc.constantFrom(..."12,. "), { maxLength: 9 }).map((all) => all.join(""))
    fc.assert(
      fc.property(text, fc.constantFrom("fr", "en", "de"), (typed, locale) => {
        const told = parseDecimal(typed, locale)
        expect(parseDecimal(typed) ?? told).toStrictEqual(told)
      }),
    )
  })
})

describe("INPUT-3 (D1): money has no more decimals than its currency", () => {
  it("INPUT-3: reads back any amount, and refuses one decimal too many", () => {
    fc.assert(
      fc.property(cents, fc.constantFrom(2, 3), mark, (n, digits, decimalMark) => {
        const size = String(Math.abs(n)).padStart(digits + 1, "0")
        const text = `${n < 0 ? "-" : ""}${size.slice(0, -digits)}${decimalMark}${size.slice(-digits)}`
        expect(parseMoney(text, digits, decimalMark === "," ? "fr" : "fr-CH")).toBe(n)
        expect(parseMoney(`${text}0`, digits, "fr")).toBeUndefined()
      }),
    )
  })

  it("INPUT-3: does not pretend to read what is too large for an exact number", () => {
    expect(parseMoney("90071992547409,91", 2)).toBe(Number.MAX_SAFE_INTEGER)
    expect(parseMoney("90071992547410", 2)).toBeUndefined()
  })
})

describe("INPUT-4 (D2): a typed quantity is whole grams, millilitres or pieces", () => {
  it("INPUT-4: kilograms, grams and litres read back what they show", () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (n) => {
        const thousandths = `${Math.floor(n / 1000)},${String(n % 1000).padStart(3, "0")}`
        expect(parseQuantity(`${thousandths} kg`, "grams", "fr")).toStrictEqual({ grams: n })
        expect(parseQuantity(thousandths, "l", "fr")).toStrictEqual({ millilitres: n })
        expect(parseQuantity(`${n}g`, "kg")).toStrictEqual({ grams: n })
        expect(parseQuantity(String(n), "pieces")).toStrictEqual({ pieces: n })
      }),
    )
  })

  it("INPUT-4 (GC-12.4, re-expressed): 10.00 is whole and 10.08 is not; 10.00000001 is not rounded away", () => {
    expect(parseQuantity("10.00", "pieces")).toStrictEqual({ pieces: 10 })
    expect(parseQuantity("10.08", "pieces")).toBeUndefined()
    expect(parseQuantity("10.00000001", "pieces")).toBeUndefined()
  })

  it("INPUT-4: whatever is typed gives a measure within bounds or nothing", () => {
    const typed = fc.array(fc.constantFrom(..."0123456789,. -gklmc"), { maxLength: 16 }).map((all) => all.join(""))
    fc.assert(
      fc.property(typed, fc.constantFrom("pieces" as const, "kg" as const, "cl" as const), (text, unit) => {
        const read = parseQuantity(text, unit, "fr")
        if (read === undefined) return
        const amount = amountOf(read)
        expect(Number.isInteger(amount) && amount >= 0 && amount <= 1_000_000_000).toBe(true)
        expect(Object.is(amount, -0)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})
