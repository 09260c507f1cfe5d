import { describe, expect, it } from "vitest"
import { Format } from "../base/format.ts"
import words from "../languages/fr.ts"
import french from "../paper/paper.fr.ts"
import type { Pen } from "../paper/paper.ts"
import { cellsOf } from "../table/table.ts"
import { receiptPaper, receiptTable } from "./receipt.model.ts"
import type { Receipt } from "./receipt.model.ts"

const pen: Pen = { words: french, format: new Format("fr", words), currency: "EUR", timeZone: "Europe/Paris" }

const receipt: Receipt = {
  groupName: "Les Paniers",
  currency: "EUR",
  timeZone: "Europe/Paris",
  member: "lea",
  memberName: "MARTIN Léa",
  number: 3,
  distribution: {} as Receipt["distribution"],
  producers: [
    {
      producer: "noyers",
      name: "Les Noyers",
      total: 2700,
      lines: [
        {
          id: 1,
          catalog: "legumes",
          product: "courgettes",
          name: "Courgettes",
          reference: "COU",
          saleKind: "piece",
          price: 350,
          per: { pieces: 1 },
          vat: 550,
          content: null,
          ordered: { pieces: 4 },
          delivered: { pieces: 4 },
          billed: { pieces: 4 },
          estimate: false,
          fee: 0,
          amount: 1400,
          status: "ordered",
        },
        {
          id: 2,
          catalog: "legumes",
          product: "panier",
          name: "Panier",
          reference: null,
          saleKind: "piece",
          price: 1300,
          per: { pieces: 1 },
          vat: 550,
          content: null,
          ordered: { pieces: 1 },
          delivered: null,
          billed: { pieces: 1 },
          estimate: false,
          fee: 0,
          amount: 1300,
          status: "ordered",
        },
      ],
    },
  ],
  vat: [{ vat: 550, gross: 2700, net: 2559, tax: 141 }],
  fees: 0,
  total: 2700,
  estimate: false,
  payments: [
    {
      payment: "p1",
      kind: "cheque",
      status: "received",
      amount: 1000,
      at: "2026-11-28T10:00:00.000Z",
      reference: "0012",
    },
    {
      payment: "p2",
      kind: "transfer",
      status: "promised",
      amount: 300,
      at: "2026-11-28T11:00:00.000Z",
      reference: null,
    },
    { payment: "p3", kind: "cash", status: "received", amount: -100, at: "2026-11-28T23:30:00.000Z", reference: null },
  ],
  contracts: 1300,
  deposits: 50,
  due: 1450,
  paid: 900,
  promised: 300,
  rest: 550,
}

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ")
const rowsOf = (told: Receipt, part: number) =>
  receiptPaper(pen, "Les Paniers", told).parts[part]!.lines.map(({ cells }) =>
    cells.map(({ text, small }) => plain([text, small && `(${small})`].filter(Boolean).join(" "))),
  )

describe("a receipt", () => {
  it("RECEIPT-1: says whose it is, and the lines of the bill by producer", () => {
    const paper = receiptPaper(pen, "Les Paniers", receipt)
    expect(plain(paper.title)).toBe("Reçu · MARTIN Léa · n° 3")
    expect(paper.parts.map(({ title }) => title)).toEqual(["Les Noyers", "Règlement", "TVA"])
    expect(rowsOf(receipt, 0)).toEqual([
      ["4", "Courgettes", "3,50 €/pièce", "14,00 €"],
      ["1", "Panier", "13,00 €/pièce", "13,00 €"],
      ["Total", "", "", "27,00 €"],
    ])
  })

  it("RECEIPT-2: each payment with its day, kind, reference and amount, and what remains; the column adds up", () => {
    expect(rowsOf(receipt, 1)).toEqual([
      ["", "Produits", "", "27,00 €"],
      ["", "Réglé avec les contrats", "", "-13,00 €"],
      ["", "Consignes", "", "0,50 €"],
      ["", "À régler", "", "14,50 €"],
      ["sam. 28 nov.", "Chèque", "0012", "-10,00 €"],
      ["sam. 28 nov.", "Virement (promis)", "", "(3,00 €)"],
      ["dim. 29 nov.", "Espèces (rendu)", "", "1,00 €"],
      ["", "Reste à régler, pris sur la cagnotte", "", "5,50 €"],
    ])
  })

  it("RECEIPT-2: paid too much stays in the money pot; a missing product says so", () => {
    const [producer] = receipt.producers
    const lines = producer!.lines.map((one) => ({ ...one, status: "unavailable" as const }))
    const told = { ...receipt, producers: [{ ...producer!, lines }], contracts: 0, deposits: 0, due: 800, rest: -100 }
    expect(rowsOf(told, 1)[0]).toEqual(["", "À régler", "", "8,00 €"])
    expect(rowsOf(told, 1).at(-1)).toEqual(["", "Payé en plus, gardé dans la cagnotte", "", "1,00 €"])
    expect(receiptPaper(pen, "", told).parts[0]?.lines[0]?.cells[1]?.bad).toBe("manque")
  })

  it("RECEIPT-2: the file adds up to what remains", () => {
    const cells = cellsOf(receiptTable(pen, "recu", receipt))
    expect(cells.map((row) => [row[0]?.text ?? "", row[2]?.text, row.at(-1)?.text])).toEqual([
      ["", "Courgettes", "14.00"],
      ["", "Panier", "13.00"],
      ["", "Réglé avec les contrats", "-13.00"],
      ["", "Consignes", "0.50"],
      ["2026-11-28", "Chèque", "-10.00"],
      ["2026-11-29", "Espèces", "1.00"],
    ])
    const sum = cells.reduce((all, row) => all + Math.round(Number(row.at(-1)?.text) * 100), 0)
    expect(sum).toBe(receipt.rest)
  })
})
