import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { conventionsOf, csvOf } from "./csv.ts"
import type { Column } from "./table.ts"

const french = conventionsOf("fr")
const english = conventionsOf("en")

const csvWith = (column: Column<null>, conventions = french, currency = "EUR"): string =>
  csvOf({ name: "essai", currency, columns: [column], rows: [null] }, conventions)
    .replace(/^\uFEFFx\r\n/, "")
    .replace(/\r\n$/, "")

const textOf = (text: string, conventions = french) =>
  csvWith({ title: "x", kind: "text", of: () => text }, conventions)

describe("a table as text", () => {
  it("says that it is UTF-8, and ends each line as spreadsheets do", () => {
    const columns: ReadonlyArray<Column<string>> = [
      { title: "Prénom", kind: "text", of: (row) => row },
      { title: "N", kind: "integer", of: (row) => row.length },
    ]
    expect(csvOf({ name: "essai", currency: "EUR", columns, rows: ["Zoé"] }, french)).toBe(
      "\uFEFFPrénom;N\r\nZoé;3\r\n",
    )
    expect(csvOf({ name: "essai", currency: "EUR", columns, rows: [] }, english)).toBe("\uFEFFPrénom,N\r\n")
  })

  it.each(["=1", "+33 6 12 34 56 78", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1", '=1;"2"'])(
    "keeps %j as text, in a cell and as a title",
    (text) => {
      expect(textOf(text).replace(/^"/, "").startsWith("'")).toBe(true)
      const head = csvOf(
        { name: "essai", currency: "EUR", columns: [{ title: text, kind: "text", of: () => "" }], rows: [] },
        french,
      )
      expect(head.replace(/^\uFEFF"?/, "").startsWith("'")).toBe(true)
    },
  )

  it("leaves numbers below zero numbers, with the decimal sign of the language", () => {
    const column: Column<null> = { title: "x", kind: "amount", of: () => -1250 }
    expect(csvWith(column)).toBe("-12,50")
    expect(csvWith(column, english)).toBe("-12.50")
  })

  it.each([
    [0, "EUR", "0,00"],
    [5, "EUR", "0,05"],
    [-5, "EUR", "-0,05"],
    [120, "EUR", "1,20"],
    [1_234_567, "EUR", "12345,67"],
    [1500, "JPY", "1500"],
    [1500, "TND", "1,500"],
    [9_007_199_254_740_991, "EUR", "90071992547409,91"],
  ])("MONEY-1 (D3): %i minor units of %s are %s, to the last digit", (amount, currency, expected) => {
    expect(csvWith({ title: "x", kind: "amount", of: () => amount }, french, currency)).toBe(expected)
  })

  it("MEASURE-1: writes measures in the unit that people say, and the unit beside them where it is asked for", () => {
    const measure = (of: () => { pieces: number } | { grams: number } | { millilitres: number }) => [
      csvWith({ title: "x", kind: "measure", of }),
      csvWith({ title: "x", kind: "unit", of }),
    ]
    expect(measure(() => ({ grams: 1500 }))).toEqual(["1,5", "kg"])
    expect(measure(() => ({ grams: 20_000 }))).toEqual(["20", "kg"])
    expect(measure(() => ({ grams: 5 }))).toEqual(["0,005", "kg"])
    expect(measure(() => ({ grams: 0 }))).toEqual(["0", "kg"])
    expect(measure(() => ({ millilitres: 750 }))).toEqual(["0,75", "L"])
    expect(measure(() => ({ pieces: 100 }))).toEqual(["100", ""])
  })

  it("leaves empty what is not known", () => {
    expect(csvWith({ title: "x", kind: "amount", of: () => null })).toBe("")
    expect(csvWith({ title: "x", kind: "measure", of: () => null })).toBe("")
    expect(csvWith({ title: "x", kind: "day", of: () => null })).toBe("")
    expect(csvWith({ title: "x", kind: "day", of: () => "2026-11-30" })).toBe("2026-11-30")
  })

  it("is read back as it was told, whatever is in its cells", () => {
    const read = (cell: string) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "é", ";", ",", '"', "\n", "\r", "=", " ") }), (text) => {
        const cell = textOf(text)
        expect(/[";,\r\n]/.test(text)).toBe(cell.startsWith('"'))
        expect(read(cell).replace(/^'/, "")).toBe(text)
      }),
    )
  })
})
