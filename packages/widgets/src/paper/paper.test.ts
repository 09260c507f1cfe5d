import { describe, expect, it } from "vitest"
import { Format } from "../base/format.ts"
import words from "../languages/fr.ts"
import type { Ordered, Paper, Pen } from "./paper.ts"
import { orderText, quantityOf, total, vatPart, weightOf } from "./paper.ts"
import english from "./paper.en.ts"
import french from "./paper.fr.ts"
import { loadPaperWords, paperWordsOf } from "./paper.words.ts"
import { printStyles } from "./printing.ts"

const pen: Pen = { words: french, format: new Format("fr", words), currency: "EUR", timeZone: "Europe/Paris" }

/** Spaces as one types them. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ")

const ordered = (told: Partial<Ordered>): Ordered => ({
  name: "Yaourt",
  saleKind: "piece",
  content: null,
  ordered: { pieces: 2 },
  billed: { pieces: 2 },
  estimate: false,
  standing: "there",
  ...told,
})

const cheese = { name: "Fromage", saleKind: "weighed", content: { grams: 100 }, billed: { grams: 200 } } as const

describe("a quantity", () => {
  it.each<readonly [Partial<Ordered>, string]>([
    [{}, "2 × Yaourt"],
    [{ content: { grams: 50 }, ordered: { pieces: 12 }, billed: { pieces: 12 } }, "12 × Yaourt, 50 g"],
    [{ name: "Yaourt 50g", content: { grams: 50 } }, "2 × Yaourt 50g"],
    [{ ...cheese, estimate: true }, "2 × Fromage (≈ 200 g)"],
    [{ ...cheese, billed: { grams: 213 } }, "2 × Fromage (213 g)"],
    [{ name: "Poulet", content: { pieces: 1 } }, "2 × Poulet"],
    [{ name: "Lentilles", saleKind: "loose", ordered: { grams: 1500 }, billed: { grams: 1500 } }, "1,5 kg Lentilles"],
    [
      { name: "Lentilles", saleKind: "loose", ordered: { grams: 500 }, billed: { grams: 480 } },
      "480 g Lentilles (commandé : 500 g)",
    ],
    [{ billed: { pieces: 1 } }, "1 × Yaourt (commandé : 2)"],
    [{ standing: "withdrawn" }, "2 × Yaourt [retiré de la vente]"],
    [{ ...cheese, billed: { grams: 0 }, standing: "missing" }, "2 × Fromage [manque]"],
  ])("SHEET-4 (W7, GC-17): %j reads %j", (told, expected) => {
    expect(plain(orderText(pen, ordered(told)))).toBe(expected)
  })

  it("SHEET-4: stands alone in a column, with its weight beside", () => {
    expect(quantityOf(pen, ordered({ ...cheese, estimate: true })).small).toMatch(/^≈ 200/)
  })

  it("weighs what its pieces hold, or what was billed; what is only counted weighs nothing", () => {
    expect(weightOf(ordered({ content: { grams: 50 } }))).toEqual({ grams: 100 })
    expect(weightOf(ordered(cheese))).toEqual({ grams: 200 })
    expect(weightOf(ordered({}))).toBeNull()
  })
})

describe("figures", () => {
  it("VAT-3: the table of VAT adds up to its last line", () => {
    const { lines } = vatPart(pen, "TVA", [
      { vat: 550, gross: 1055, net: 1000, tax: 55 },
      { vat: 2000, gross: 240, net: 200, tax: 40 },
    ])
    expect(lines.map(({ cells }) => cells.map(({ text }) => plain(text)))).toEqual([
      ["5,5 %", "10,00 €", "0,55 €", "10,55 €"],
      ["20 %", "2,00 €", "0,40 €", "2,40 €"],
      ["Total", "12,00 €", "0,95 €", "12,95 €"],
    ])
  })

  it("a total has its words first and its figures last", () => {
    expect(total(4, "Total", "1", "2").cells.map(({ text }) => text)).toEqual(["Total", "", "1", "2"])
  })
})

describe("a page that prints a paper", () => {
  const paper: Paper = { title: "É", about: `L’"Amap" <3\\`, intro: [], parts: [], look: "tables", isWide: false }

  it("SHEET-5: numbers its pages, stands as wide as it must, and shows nothing else", () => {
    expect(printStyles(paper, "serif")).toContain('content: counter(page) " / " counter(pages)')
    expect(printStyles(paper, "serif")).toContain("size: A4 portrait")
    expect(printStyles({ ...paper, isWide: true }, "serif")).toContain("size: A4 landscape")
    expect(printStyles(paper, "serif")).toContain("display: none !important")
  })

  it("SHEET-5: names the group and the date on top where no table does, whatever is in the name", () => {
    expect(printStyles(paper, "serif")).not.toContain("@top-left")
    expect(printStyles({ ...paper, look: "labels" }, "serif")).toContain(
      String.raw`@top-left { content: "L’\22 Amap\22  \3c 3\5c "`,
    )
  })
})

describe("what recaps and sheets say", () => {
  const keysOf = (told: object): ReadonlyArray<string> =>
    Object.entries(told).flatMap(([key, value]) =>
      typeof value === "object" && value !== null ? keysOf(value).map((inner) => `${key}.${inner}`) : [key],
    )

  it("English says everything French says, and nothing else", () => {
    expect(keysOf(english)).toEqual(keysOf(french))
  })

  it("counts one as one", () => {
    expect([french.missingFor(1), french.missingFor(2)]).toEqual(["manque pour 1 foyer", "manque pour 2 foyers"])
    expect([english.missingFor(1), english.missingFor(2)]).toEqual([
      "missing for 1 household",
      "missing for 2 households",
    ])
  })

  it("is there once loaded", async () => {
    expect(paperWordsOf("en")).toBeUndefined()
    await loadPaperWords("en")
    expect(paperWordsOf("en")?.print).toBe("Print")
  })
})
