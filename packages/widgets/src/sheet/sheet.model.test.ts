import { describe, expect, it } from "vitest"
import { Format } from "../base/format.ts"
import words from "../languages/fr.ts"
import french from "../paper/paper.fr.ts"
import type { Paper, Pen } from "../paper/paper.ts"
import { cellsOf } from "../table/table.ts"
import { sheetPaper } from "./sheet.model.ts"
import type { Choices, Mark, Row, SignIn } from "./sheet.model.ts"
import { sheetTable } from "./sheet.table.ts"

const pen: Pen = { words: french, format: new Format("fr", words), currency: "EUR", timeZone: "Europe/Paris" }

const lineOf = (name: string, amount: number, told: Partial<Mark["lines"][number]> = {}): Mark["lines"][number] => ({
  catalog: "legumes",
  product: name,
  reference: null,
  name,
  saleKind: "piece",
  content: null,
  ordered: { pieces: 1 },
  billed: { pieces: 1 },
  estimate: false,
  price: amount,
  per: { pieces: 1 },
  vat: 550,
  amount,
  standing: "there",
  expected: false,
  ...told,
})

const mark = (told: Partial<Mark> = {}): Mark => {
  const lines = told.lines ?? [lineOf("Panier", 1300)]
  return {
    distribution: "d1",
    mark: "sign",
    collector: "lea",
    taker: null,
    sharedWith: [],
    number: 7,
    lines,
    amount: lines.reduce((sum, { amount }) => sum + amount, 0),
    estimate: false,
    ...told,
  }
}

const none = mark({ mark: "none", collector: null, number: null, lines: [] })
const absent = mark({ mark: "absent", collector: null, number: null, lines: [] })

const row = (name: string, cells: ReadonlyArray<Mark>, told: Partial<Row> = {}): Row => ({
  households: [{ member: name, name, phones: ["06 12 34 56 78"] }],
  balance: null,
  cells,
  ...told,
})

const day = (id: string, startsAt: string): SignIn["distributions"][number] => ({
  id,
  place: { id: "halle", name: "La Halle", address: "", city: "" },
  startsAt,
  endsAt: startsAt,
  note: "",
  orders: { opensAt: startsAt, closesAt: startsAt },
  status: "planned",
  catalogs: [],
})

const sheet = (rows: ReadonlyArray<Row>, dates = 1): SignIn => ({
  groupName: "Les Paniers",
  currency: "EUR",
  timeZone: "Europe/Paris",
  distributions: [day("d1", "2026-12-03T17:30:00.000Z"), day("d2", "2026-12-10T17:30:00.000Z")].slice(0, dates),
  catalogs: [{ id: "legumes", name: "Légumes", kind: "constant", producer: "noyers", producerName: "Les Noyers" }],
  rows,
})

const usual: Choices = {
  kind: "variable",
  sort: "name",
  hasPhones: true,
  byProduct: false,
  byCatalog: false,
  isOwnPage: true,
  instructions: "",
}

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ")
const textOf = (paper: Paper | undefined): ReadonlyArray<ReadonlyArray<string>> =>
  (paper?.parts ?? []).flatMap(({ lines }) =>
    lines.map(({ cells }) =>
      cells.map(({ text, small, bad }) =>
        plain([text, small && `(${small})`, bad && `!${bad}`].filter(Boolean).join(" ")),
      ),
    ),
  )

const pair = row("MARTIN Léa", [mark({ collector: "tom" }), mark({ collector: "lea", number: null })], {
  households: [
    { member: "lea", name: "MARTIN Léa", phones: ["06 12 34 56 78"] },
    { member: "tom", name: "PETIT Tom", phones: [] },
  ],
})

describe("a sheet of one day", () => {
  it("SHEET-1, SHEET-2: number, name, telephone, amount, order, and room to weigh and to sign; who is absent below", () => {
    const paper = sheetPaper(pen, sheet([pair, row("ROY Zoé", [absent])]), {
      ...usual,
      instructions: " Garder les cagettes ",
    })
    expect(paper?.parts[0]?.heads.map(({ title }) => title)).toEqual([
      "N°",
      "Nom",
      "Téléphone",
      "Montant",
      "Commande",
      "Pesée",
      "Signature",
    ])
    expect(textOf(paper)).toEqual([
      ["7", "MARTIN Léa ↔ PETIT Tom (au tour de PETIT Tom)", "06 12 34 56 78", "13,00 €", "1 × Panier", "", ""],
      ["", "Total", "", "13,00 €", "", "", ""],
    ])
    expect(paper?.parts[0]?.notes).toEqual(["Absents : ROY Zoé"])
    expect(paper?.intro).toEqual(["Producteur : Les Noyers", "Garder les cagettes"])
    expect([paper?.title, plain(paper?.about ?? "")]).toEqual([
      "Émargement · Légumes",
      "Les Paniers · Jeudi 3 décembre · La Halle",
    ])
  })

  it("SHEET-2: says who takes the basket instead, and with whom it is shared", () => {
    const rows = [
      row("A", [mark({ taker: "Une voisine" })]),
      row("B", [mark({ sharedWith: ["PETIT Tom"] })], { balance: -250 }),
    ]
    const paper = sheetPaper(pen, sheet(rows), { ...usual, kind: "global", hasPhones: false })
    expect(textOf(paper).map((cells) => [cells[1], cells[2]])).toEqual([
      ["A (pris par Une voisine)", ""],
      ["B (en alternance avec PETIT Tom)", "-2,50 €"],
      ["Total", ""],
    ])
  })

  it("RECAP-3: what will not be there stands apart, in words", () => {
    const lines = [lineOf("Pain", 300), lineOf("Miel", 0, { standing: "missing" })]
    const paper = sheetPaper(pen, sheet([row("A", [mark({ lines })])]), usual)
    expect(textOf(paper)[0]?.[4]).toBe("1 × Pain !1 × Miel [manque]")
  })

  it("comes by name or by number", () => {
    const rows = [row("A", [mark({ number: 9 })]), row("B", [mark({ number: 2 })]), row("C", [mark({ number: null })])]
    const names = (sort: Choices["sort"]) =>
      textOf(sheetPaper(pen, sheet(rows), { ...usual, sort })).map((cells) => cells[1])
    expect(names("name")).toEqual(["A", "B", "C", "Total"])
    expect(names("number")).toEqual(["B", "A", "C", "Total"])
  })

  it("is none where nobody has a basket", () => {
    expect(sheetPaper(pen, sheet([]), usual)).toBeUndefined()
    expect(sheetPaper(pen, sheet([row("A", [absent])]), usual)).toBeUndefined()
  })
})

describe("a sheet of several days", () => {
  const other = mark({ distribution: "d2", lines: [lineOf("Petit panier", 700)] })

  it("SHEET-2, SHEET-4 (R10): a column for each date; an order that differs is said at its date", () => {
    const rows = [row("A", [mark(), other]), row("B", [absent, mark()]), pair, row("C", [mark(), none])]
    const paper = sheetPaper(pen, sheet(rows, 2), { ...usual, kind: "constant", hasPhones: false })
    expect(paper?.parts[0]?.heads.map(({ title, kind }) => [plain(title), kind])).toEqual([
      ["Nom", "who"],
      ["Commande", "text"],
      ["jeu. 3 déc.", "sign"],
      ["jeu. 10 déc.", "sign"],
    ])
    expect(textOf(paper)).toEqual([
      ["A", "1 × Panier", "", "(1 × Petit panier)"],
      ["B", "1 × Panier", "absent", ""],
      ["MARTIN Léa ↔ PETIT Tom", "1 × Panier", "(au tour de PETIT Tom)", "(au tour de MARTIN Léa)"],
      ["C", "1 × Panier", "", "–"],
    ])
  })

  it("has a column for each product where that is wanted", () => {
    const rows = [row("A", [mark({ lines: [lineOf("Panier", 1300), lineOf("Pain", 300)] })]), row("B", [mark()])]
    const paper = sheetPaper(pen, sheet(rows), { ...usual, kind: "constant", hasPhones: false, byProduct: true })
    expect(paper?.parts[0]?.heads.slice(1, 3)).toEqual([
      { title: "Panier", kind: "upward" },
      { title: "Pain", kind: "upward" },
    ])
    expect(textOf(paper)).toEqual([
      ["A", "1", "1", ""],
      ["B", "1", "", ""],
    ])
  })
})

describe("baskets and labels", () => {
  const rows = [row("A", [mark({ lines: [lineOf("Panier", 1300), lineOf("Œufs", 350, { catalog: "oeufs" })] })])]

  it("SHEET-2: a basket has its number, its lines and its total, on a page of its own", () => {
    const paper = sheetPaper(pen, sheet(rows), { ...usual, kind: "baskets" })
    expect(paper?.parts.map(({ title, small, isOwnPage }) => [title, plain(small), isOwnPage])).toEqual([
      ["n° 7 · A", "06 12 34 56 78", true],
    ])
    expect(textOf(paper)).toEqual([
      ["1", "Panier", "13,00 €/pièce", "13,00 €"],
      ["1", "Œufs", "3,50 €/pièce", "3,50 €"],
      ["Total", "", "", "16,50 €"],
    ])
  })

  it("stands under the names of its catalogs where that is wanted", () => {
    const told = {
      ...sheet(rows),
      catalogs: [...sheet([]).catalogs, { ...sheet([]).catalogs[0]!, id: "oeufs", name: "Œufs" }],
    }
    const paper = sheetPaper(pen, told, { ...usual, kind: "compact", byCatalog: true })
    expect(textOf(paper)).toEqual([
      ["Les Noyers (Légumes)"],
      ["1", "Panier", "13,00 €"],
      ["Les Noyers (Œufs)"],
      ["1", "Œufs", "3,50 €"],
      ["Total", "", "16,50 €"],
    ])
  })

  it("a label says number, name and lines", () => {
    const paper = sheetPaper(pen, sheet(rows), { ...usual, kind: "labels" })
    expect(paper?.look).toBe("labels")
    expect(paper?.parts.map(({ title }) => title)).toEqual(["n° 7 · A"])
    expect(textOf(paper).map(([text]) => text)).toEqual(["1 × Panier", "1 × Œufs"])
  })
})

describe("a sheet as a file", () => {
  it("SHEET-2, MONEY-1: a row for each line and each absence; amounts and balances add up", () => {
    const rows = [
      row("A", [mark({ lines: [lineOf("Panier", 1300), lineOf("Pain", 350)] }), mark({ distribution: "d2" })], {
        balance: -500,
      }),
      row("B", [absent, none], { balance: 100 }),
    ]
    const table = sheetTable(pen, "emargement", sheet(rows, 2))
    const at = (title: string) => table.columns.findIndex((column) => column.title === title)
    const told = cellsOf(table).map((cells) =>
      ["Jour", "Foyer", "Émargement", "Produit", "Montant TTC", "Solde"].map((title) => cells[at(title)]?.text ?? null),
    )
    expect(told).toEqual([
      ["2026-12-03", "A", "à signer", "Panier", "13.00", "-5.00"],
      ["2026-12-03", "A", "à signer", "Pain", "3.50", null],
      ["2026-12-10", "A", "à signer", "Panier", "13.00", null],
      ["2026-12-03", "B", "absent", null, null, "1.00"],
    ])
  })
})
