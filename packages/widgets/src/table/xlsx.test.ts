import { strFromU8, unzipSync } from "fflate"
import { describe, expect, it } from "vitest"
import type { Table } from "./table.ts"
import { xlsxOf } from "./xlsx.ts"

interface Line {
  readonly name: string
  readonly amount: number | null
  readonly quantity: { readonly pieces: number } | { readonly grams: number } | { readonly millilitres: number }
  readonly day: string
}

const lines: ReadonlyArray<Line> = [
  { name: "=HYPERLINK(1)", amount: -1250, quantity: { grams: 1500 }, day: "2026-11-30" },
  { name: `<"Épinards" & Cie>\u0001`, amount: 5065, quantity: { millilitres: 750 }, day: "1970-01-01" },
  { name: " _x0041_ ", amount: null, quantity: { pieces: 3 }, day: "2027-03-28" },
]

const table: Table<Line> = {
  name: "À commander : 30/11, [légumes] de la ferme du bas",
  currency: "EUR",
  rows: lines,
  columns: [
    { title: "Produit", kind: "text", of: ({ name }) => name },
    { title: "Montant", kind: "amount", of: ({ amount }) => amount },
    { title: "Quantité", kind: "measure", of: ({ quantity }) => quantity },
    { title: "Unité", kind: "unit", of: ({ quantity }) => quantity },
    { title: "Jour", kind: "day", of: ({ day }) => day },
    { title: "N", kind: "integer", of: ({ name }) => name.length },
  ],
}

const filesOf = <Row>(one: Table<Row>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(unzipSync(xlsxOf(one))).map(([name, bytes]) => [name, strFromU8(bytes)]))

const plain = (text: string) =>
  text
    .replaceAll("_x005F_", "_")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")

/** What a spreadsheet finds in a cell: its text, or its number and how it is shown. */
const cellAt = (files: Readonly<Record<string, string>>, place: string): unknown => {
  const [, style, rest = ""] =
    new RegExp(`<c r="${place}" s="(\\d+)"(.*?)</c>`).exec(files["xl/worksheets/sheet1.xml"]!) ?? []
  if (style === undefined) return null
  const text = /t="inlineStr"><is><t xml:space="preserve">(.*)<\/t><\/is>$/s.exec(rest)?.[1]
  if (text !== undefined) return plain(text)
  const [, cells = ""] = /<cellXfs[^>]*>(.*)<\/cellXfs>/s.exec(files["xl/styles.xml"]!) ?? []
  const format = [...cells.matchAll(/numFmtId="(\d+)"/g)][Number(style)]?.[1]
  const code = new RegExp(`numFmtId="${format}" formatCode="(.*?)"`).exec(files["xl/styles.xml"]!)?.[1]
  return [Number(/^><v>(.*)<\/v>$/.exec(rest)?.[1]), plain(code ?? format!)]
}

describe("a table as a workbook", () => {
  const files = filesOf(table)
  const row = (at: number) => ["A", "B", "C", "D", "E", "F"].map((column) => cellAt(files, `${column}${at}`))

  it("has a head that stays in sight", () => {
    expect(row(1)).toEqual(["Produit", "Montant", "Quantité", "Unité", "Jour", "N"])
    expect(files["xl/worksheets/sheet1.xml"]).toContain('ySplit="1"')
  })

  it("MONEY-1 (D3): holds amounts, measures and days as numbers, exactly as billed", () => {
    expect(row(2).slice(1)).toEqual([[-12.5, "#,##0.00"], [1.5, 'General" kg"'], "kg", [46_356, "14"], [13, "1"]])
    expect(row(3).slice(1)).toEqual([[50.65, "#,##0.00"], [0.75, 'General" L"'], "L", [25_569, "14"], [19, "1"]])
    expect(row(4).slice(1, 4)).toEqual([null, [3, "1"], ""])
  })

  it("keeps text as text, whatever it begins with and whatever is in it", () => {
    expect(cellAt(files, "A2")).toBe("=HYPERLINK(1)")
    expect(cellAt(files, "A3")).toBe('<"Épinards" & Cie>')
    expect(cellAt(files, "A4")).toBe(" _x0041_ ")
    expect(Object.values(files).join("")).not.toMatch(/<f[ >]/)
    expect(files["xl/worksheets/sheet1.xml"]).not.toMatch(/_x0041_(?<!_x005F_x0041_)/)
  })

  it("has a name that a sheet may have", () => {
    const named = (name: string) => /<sheet name="(.*?)"/.exec(filesOf({ ...table, name })["xl/workbook.xml"]!)?.[1]
    expect(named(table.name)).toBe("À commander   30 11,  légumes")
    expect(named("'[]'")).toBe("1")
  })

  it("has as many decimals as its currency, and columns past Z", () => {
    const wide = Array.from({ length: 703 }, (_, at) => at)
    const of = (currency: string) =>
      filesOf({
        name: "x",
        currency,
        rows: [1500],
        columns: wide.map((at) => ({ title: `${at}`, kind: "amount", of: (amount: number) => amount }) as const),
      })
    expect(cellAt(of("JPY"), "A2")).toEqual([1500, "#,##0"])
    expect(cellAt(of("TND"), "AA2")).toEqual([1.5, "#,##0.000"])
    expect(cellAt(of("TND"), "AAA1")).toBe("702")
  })

  it("is the same bytes each time", () => {
    expect(xlsxOf(table)).toEqual(xlsxOf(table))
  })
})
