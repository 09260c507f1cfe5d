import { describe, expect, it } from "vitest"
import { Format } from "../base/format.ts"
import words from "../languages/fr.ts"
import french from "../paper/paper.fr.ts"
import type { Pen } from "../paper/paper.ts"
import { cellsOf } from "../table/table.ts"
import { closingPaper, closingRows, closingTable } from "./closing.model.ts"
import type { Closing } from "./closing.model.ts"

const pen: Pen = { words: french, format: new Format("fr", words), currency: "EUR", timeZone: "Europe/Paris" }
const names = { producers: new Map([["verger", "Le Verger"]]), catalogs: new Map([["fruits", "Fruits d’été"]]) }

const moved = (account: string, opening: number, entered: number, left: number) => ({
  account,
  opening,
  entered,
  left,
  closing: opening + entered - left,
})

/** Forty euros in cash and a cheque of ten came in; sixteen euros of fruit were taken away, one of them a fee. */
const closing: Closing = {
  from: "2026-06-01",
  to: "2026-06-30",
  currency: "EUR",
  kinds: [
    moved("bank", -2000, 0, 0),
    moved("cash-box", 0, 0, 5000),
    moved("fees", 0, 100, 0),
    moved("held", 0, 1600, 1600),
    moved("producer", 0, 1500, 0),
    moved("wallet", 2000, 5000, 1600),
  ],
  accounts: [
    moved("bank:transfer", -2000, 0, 0),
    moved("cash-box:cash", 0, 0, 4000),
    moved("cash-box:cheque", 0, 0, 1000),
    moved("fees:fruits", 0, 100, 0),
    moved("producer:verger", 0, 1500, 0),
    moved("producer:ferme", 0, 0, 0),
  ],
  vats: [{ vat: 550, gross: 1600, net: 1517, tax: 83 }],
  billed: 1600,
  producers: [{ producer: "verger", amount: 1500 }],
  memberships: { taken: 2, cancelled: 1, amount: 1200 },
  deposits: { paid: 100, returned: 50 },
  tillDifference: -50,
}

describe("the closing of a period", () => {
  it("REPORT-1: what the group has is all somebody’s, to the cent, before and after", () => {
    const rows = closingRows(pen, names, closing)
    const sumOf = (side: string, figure: "opening" | "closing") =>
      rows.filter((row) => row.side === side).reduce((sum, row) => sum + row[figure], 0)
    expect([sumOf("has", "opening"), sumOf("has", "closing")]).toEqual([2000, 7000])
    expect([sumOf("owes", "opening"), sumOf("owes", "closing")]).toEqual([2000, 7000])
  })

  it("REPORT-2: money in the cash box counts up, accounts have the names that people use, what never moved is left out", () => {
    expect(
      closingRows(pen, names, closing).map(({ side, name, entered, left }) => [side, name, entered, left]),
    ).toEqual([
      ["has", "Banque, virements", 0, 0],
      ["has", "Caisse, espèces", 4000, 0],
      ["has", "Chèques à déposer", 1000, 0],
      ["owes", "Cagnottes des foyers", 5000, 1600],
      ["owes", "Mis de côté pour des commandes", 1600, 1600],
      ["owes", "Frais · Fruits d’été", 100, 0],
      ["owes", "Le Verger", 1500, 0],
    ])
  })

  it("REPORT-3: on paper with what producers billed, VAT, memberships, deposits and tills", () => {
    const { parts } = closingPaper(pen, { title: "Clôture", about: "Les Paniers" }, names, closing)
    const texts = (at: number) =>
      parts[at]?.lines.map(({ cells }) => cells.map(({ text }) => text.replaceAll(/\s/gu, " ")))
    expect(parts.map(({ title }) => title)).toEqual([
      "Ce que le groupe a",
      "À qui c’est",
      "Facturé par les producteurs",
      "TVA",
      "Et aussi",
    ])
    expect(texts(0)?.at(-1)).toEqual(["Total", "20,00 €", "50,00 €", "0,00 €", "70,00 €"])
    expect(texts(1)?.at(-1)).toEqual(["Total", "20,00 €", "82,00 €", "32,00 €", "70,00 €"])
    expect(texts(2)).toEqual([
      ["Le Verger", "15,00 €"],
      ["Total", "15,00 €"],
    ])
    expect(texts(4)).toEqual([
      ["2 adhésions, 1 annulée", "12,00 €"],
      ["Consignes versées", "1,00 €"],
      ["Consignes rendues", "0,50 €"],
      ["Écarts de caisse", "-0,50 €"],
    ])
  })

  it("REPORT-2: the file has a line for each account, in figures", () => {
    const table = closingTable(pen, "cloture", names, closing)
    const [first] = cellsOf(table)
    expect(table.columns.map(({ title }) => title)).toEqual([
      "Partie",
      "Compte",
      "Au début",
      "Entré",
      "Sorti",
      "À la fin",
    ])
    expect(first?.map((each) => each?.text)).toEqual([
      "Ce que le groupe a",
      "Banque, virements",
      "20.00",
      "0.00",
      "0.00",
      "20.00",
    ])
  })
})
