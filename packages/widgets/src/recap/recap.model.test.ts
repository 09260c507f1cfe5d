import { describe, expect, it } from "vitest"
import { Format } from "../base/format.ts"
import words from "../languages/fr.ts"
import french from "../paper/paper.fr.ts"
import type { Paper, Pen } from "../paper/paper.ts"
import { cellsOf } from "../table/table.ts"
import type { Table } from "../table/table.ts"
import { byNumber, memberPaper, periodPaper, productPaper, wholePaper } from "./recap.model.ts"
import type { ByMember, Period, ProductRow, Whole } from "./recap.model.ts"
import { memberTable, periodTable, productTable, wholeTable } from "./recap.table.ts"

const pen: Pen = { words: french, format: new Format("fr", words), currency: "EUR", timeZone: "Europe/Paris" }
const about = { title: "À commander", about: "Les Paniers · Samedi 28 novembre" }
const catalogs = [
  { id: "legumes", name: "Légumes", producer: "Les Noyers" },
  { id: "pains", name: "Pains", producer: "Le Moulin" },
]

const product = (name: string, price: number, pieces: number, told: Partial<ProductRow> = {}): ProductRow => ({
  catalog: "legumes",
  product: name,
  reference: name.slice(0, 3).toUpperCase(),
  name,
  saleKind: "piece",
  price,
  per: { pieces: 1 },
  vat: 550,
  content: null,
  members: 2,
  ordered: { pieces },
  billed: { pieces },
  estimate: false,
  missing: 0,
  withdrawn: false,
  expected: false,
  total: price * pieces,
  totalNet: Math.round((price * pieces) / 1.055),
  ...told,
})

const courgettes = product("Courgettes", 350, 10)
const dearer = product("Courgettes", 550, 6)
const potatoes = product("Potatoes", 1500, 6, {
  saleKind: "weighed-each",
  per: { grams: 1500 },
  content: { grams: 1500 },
  billed: { grams: 9000 },
  estimate: true,
  missing: 1,
  withdrawn: true,
})

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ")
const textOf = ({ parts }: Paper): ReadonlyArray<ReadonlyArray<string>> =>
  parts.flatMap(({ lines }) =>
    lines.map(({ cells }) =>
      cells.map(({ text, small, bad }) =>
        plain([text, small && `(${small})`, bad && `!${bad}`].filter(Boolean).join(" ")),
      ),
    ),
  )

/** What the column of a file adds up to, in minor units. */
const sumOf = <Row>(table: Table<Row>, title: string): number => {
  const at = table.columns.findIndex((column) => column.title === title)
  return cellsOf(table).reduce((sum, cells) => sum + Math.round(Number(cells[at]?.text) * 100), 0)
}

describe("by product", () => {
  const answer = { rows: [courgettes, potatoes], total: 12_500 }

  it("RECAP-1, RECAP-3 (GC-8): pieces and weight, what is lacking in words, and the sum; a table for each catalog", () => {
    const paper = productPaper(pen, about, answer, catalogs, true)
    expect(paper.parts.map(({ title, small, isOwnPage }) => [title, small, isOwnPage])).toEqual([
      ["Les Noyers", "Légumes", true],
    ])
    expect(textOf(paper)).toEqual([
      ["COU", "Courgettes", "10", "", "3,50 €/pièce", "2", "35,00 €"],
      [
        "POT",
        "Potatoes !retiré de la vente, manque pour 1 foyer",
        "6",
        "≈ 9 kg",
        "15,00 € les 1,5 kg",
        "2",
        "≈ 90,00 €",
      ],
      ["Total", "", "", "", "", "", "≈ 125,00 €"],
    ])
  })

  it("RECAP-6: what is expected says so at its row, below the table and in the file", () => {
    const told = { rows: [{ ...courgettes, expected: true }, dearer], total: 6800 }
    const paper = productPaper(pen, about, told, catalogs, true)
    expect(textOf(paper).map(([, name]) => name)).toEqual(["Courgettes (attendu)", "Courgettes", ""])
    expect(paper.parts.map(({ notes }) => notes)).toEqual([[french.expectedNote]])
    const file = cellsOf(productTable(pen, "a-commander", told, catalogs))
    expect(file.map((cells) => cells.map((one) => one?.text).includes("oui"))).toEqual([true, false])
  })

  it("RECAP-1, MONEY-1: the file has the amounts of the bills", () => {
    const table = productTable(pen, "a-commander", answer, catalogs)
    expect(sumOf(table, "Total TTC")).toBe(12_500)
    expect(cellsOf(table)[1]?.map((cell) => cell?.text ?? "")).toContain("Les Noyers")
  })
})

const member: ByMember["rows"][number] = {
  member: "lea",
  memberName: "MARTIN Léa",
  number: 3,
  basket: "d~lea",
  lines: [
    { ...courgettes, ordered: { pieces: 4 }, billed: { pieces: 4 }, amount: 1400, standing: "there", expected: false },
    {
      ...potatoes,
      ordered: { pieces: 1 },
      billed: { grams: 0 },
      estimate: false,
      amount: 0,
      standing: "missing",
      expected: false,
    },
  ],
  total: 1400,
  estimate: false,
}

describe("by household", () => {
  const answer = {
    rows: [{ ...member, memberName: "ROY Zoé", number: null, lines: [], total: 0 }, member],
    total: 1400,
  }

  it("RECAP-2, RECAP-3: each household under its number with the lines of its bill, what is missing in words", () => {
    expect(textOf(memberPaper(pen, about, answer))).toEqual([
      ["n° 3 · MARTIN Léa", "14,00 €"],
      ["4", "Courgettes", "3,50 €/pièce", "14,00 €"],
      ["1", "Potatoes !manque", "15,00 € les 1,5 kg", "0,00 €"],
      ["ROY Zoé", "0,00 €"],
      ["Total · 2 foyers", "", "", "14,00 €"],
    ])
  })

  it("RECAP-6: whose basket is only expected comes behind, by name", () => {
    const told = ["ÉTIENNE Luc", "ZOLA Ana", "EYRE Jane"].map((memberName) => ({ ...member, memberName, number: null }))
    expect(byNumber([...told, member]).map(({ memberName }) => memberName)).toEqual([
      "MARTIN Léa",
      "ÉTIENNE Luc",
      "EYRE Jane",
      "ZOLA Ana",
    ])
  })

  it("RECAP-6: a line that is expected says so, on paper and in the file", () => {
    const [first, second] = member.lines
    const told = {
      ...answer,
      rows: [
        {
          ...member,
          lines: [
            { ...first!, expected: true },
            { ...second!, expected: true },
          ],
        },
      ],
    }
    const paper = memberPaper(pen, about, told)
    expect(textOf(paper)[1]).toContain("Courgettes (attendu)")
    expect(paper.parts[0]?.notes).toEqual([french.expectedNote])
    const file = cellsOf(memberTable(pen, "par-foyer", told, catalogs))
    expect(file.map((cells) => cells.at(-1)?.text)).toEqual(["attendu", "attendu, manque"])
  })

  it("RECAP-2: the file has a row for each line, and adds up", () => {
    const table = memberTable(pen, "par-foyer", answer, catalogs)
    expect(cellsOf(table)).toHaveLength(2)
    expect(sumOf(table, "Montant TTC")).toBe(1400)
  })
})

describe("the whole", () => {
  const cell = (column: number, pieces: number, amount: number) =>
    ({
      column,
      ordered: { pieces },
      billed: { pieces },
      estimate: false,
      standing: "there",
      expected: false,
      amount,
    }) as const
  const whole: Whole = {
    columns: [courgettes, dearer, product("Miche", 420, 1, { catalog: "pains" })],
    rows: [
      {
        member: "lea",
        memberName: "MARTIN Léa",
        number: 2,
        basket: "d~lea",
        cells: [cell(0, 10, 3500), cell(2, 1, 420)],
        total: 3920,
        estimate: false,
      },
      {
        member: "tom",
        memberName: "PETIT Tom",
        number: 1,
        basket: "d~tom",
        cells: [cell(1, 6, 3300)],
        total: 3300,
        estimate: false,
      },
    ],
    vat: [{ vat: 550, gross: 7220, net: 6844, tax: 376 }],
    total: 7220,
  }

  it("RECAP-4: members by products, a table for each catalog, a column for each price, and the VAT", () => {
    const paper = wholePaper(pen, about, whole, catalogs)
    expect(paper.isWide).toBe(true)
    expect(paper.parts[0]?.heads.map(({ title }) => plain(title))).toEqual([
      "N°",
      "Foyer",
      "Courgettes, 3,50 €/pièce",
      "Courgettes, 5,50 €/pièce",
      "Total",
    ])
    expect(textOf(paper)).toEqual([
      ["1", "PETIT Tom", "", "6", "33,00 €"],
      ["2", "MARTIN Léa", "10", "", "35,00 €"],
      ["Total", "", "10", "6", "68,00 €"],
      ["2", "MARTIN Léa", "1", "4,20 €"],
      ["Total", "", "1", "4,20 €"],
      ["5,5 %", "68,44 €", "3,76 €", "72,20 €"],
      ["Total", "68,44 €", "3,76 €", "72,20 €"],
    ])
  })

  it("RECAP-6: a column of which some is expected says so, and so does the file", () => {
    const columns = whole.columns.map((one, at) => ({ ...one, expected: at === 0 }))
    const told = {
      ...whole,
      columns,
      rows: whole.rows.map((row) => ({
        ...row,
        cells: row.cells.map((one) => ({ ...one, expected: one.column === 0 })),
      })),
    }
    const paper = wholePaper(pen, about, told, catalogs)
    expect(plain(paper.parts[0]?.heads[2]?.title ?? "")).toBe("Courgettes, 3,50 €/pièce [attendu]")
    expect(paper.parts.map(({ notes }) => notes.length)).toEqual([1, 0, 0])
    const file = cellsOf(wholeTable(pen, "distribution", told, catalogs))
    expect(file.map((cells) => cells.at(-1)?.text)).toEqual(["attendu", "", ""])
  })

  it("RECAP-4 (R3): the file has a row for each household and product, and adds up", () => {
    expect(sumOf(wholeTable(pen, "distribution", whole, catalogs), "Montant TTC")).toBe(7220)
  })

  it("RECAP-4: more columns than a page holds go on in another table", () => {
    const columns = Array.from({ length: 30 }, (_, at) => product(`P${at}`, 100, 1))
    const wide = { ...whole, columns, rows: [{ ...whole.rows[0]!, cells: columns.map((_, at) => cell(at, 1, 100)) }] }
    const { parts } = wholePaper(pen, about, wide, catalogs)
    expect(parts.map(({ small, heads }) => [small, heads.length])).toEqual([
      ["Légumes (1 / 2)", 27],
      ["Légumes (2 / 2)", 9],
      ["", 4],
    ])
  })
})

describe("over a period", () => {
  const period: Period = {
    distributions: [{ id: "a", startsAt: "2026-06-01T17:00:00.000Z" }],
    producers: [
      {
        producer: "noyers",
        name: "Les Noyers",
        rows: [
          {
            catalog: "legumes",
            product: "Courgettes",
            reference: "COU",
            name: "Courgettes",
            ordered: { pieces: 16 },
            billed: { pieces: 16 },
            estimate: false,
            expected: false,
            total: 6800,
            totalNet: 6445,
            prices: [courgettes, dearer],
          },
        ],
        vat: [{ vat: 550, gross: 6800, net: 6445, tax: 355 }],
        total: 6800,
        estimate: false,
      },
    ],
    vat: [{ vat: 550, gross: 6800, net: 6445, tax: 355 }],
    total: 6800,
  }

  it("RECAP-5 (GC-8.3): a product at two prices is one sum, with a line for each price", () => {
    const paper = periodPaper(pen, about, period, false)
    expect(textOf(paper).slice(0, 4)).toEqual([
      ["COU", "Courgettes", "16", "", "2 prix", "64,45 €", "68,00 €"],
      ["", "(Courgettes)", "10", "", "3,50 €/pièce", "33,18 €", "35,00 €"],
      ["", "(Courgettes)", "6", "", "5,50 €/pièce", "31,28 €", "33,00 €"],
      ["Total", "", "", "", "", "64,45 €", "68,00 €"],
    ])
    expect(plain(paper.parts[0]?.small ?? "")).toBe("5,5 % : 64,45 € + 3,55 €")
  })

  it("RECAP-6: a product of which some is expected says so at its prices, and so does the file", () => {
    const [producer] = period.producers
    const [row] = producer!.rows
    const prices = [courgettes, { ...dearer, expected: true }]
    const told = { ...period, producers: [{ ...producer!, rows: [{ ...row!, expected: true, prices }] }] }
    const paper = periodPaper(pen, about, told, false)
    expect(
      textOf(paper)
        .slice(0, 3)
        .map(([, name]) => name),
    ).toEqual(["Courgettes (attendu)", "(Courgettes)", "(Courgettes, attendu)"])
    expect(paper.parts[0]?.notes).toEqual([french.expectedNote])
    const file = cellsOf(periodTable(pen, "par-producteur", told))
    expect(file.map((cells) => cells.map((one) => one?.text).includes("oui"))).toEqual([false, true])
  })

  it("RECAP-5: the file has a row for each price, and adds up", () => {
    const table = periodTable(pen, "par-producteur", period)
    expect(cellsOf(table)).toHaveLength(2)
    expect(sumOf(table, "Total TTC")).toBe(6800)
  })
})
