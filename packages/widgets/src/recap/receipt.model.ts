import type { AnswerOf } from "@cabas/client"
import { civilAt } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"
import { cell, line, money, nameWith, quantityOf, total, vatPart } from "../paper/paper.ts"
import type { Line, Paper, Part, Pen } from "../paper/paper.ts"
import type { Column, Table } from "../table/table.ts"

/** A receipt, as it is answered. */
export type Receipt = AnswerOf<"receipt.get">

type Priced = Receipt["producers"][number]["lines"][number]

/** The receipt of a household: its lines by producer, what was paid and what remains, and the VAT. @rule RECEIPT-1, RECEIPT-2 */
export const receiptPaper = (pen: Pen, about: string, receipt: Receipt): Paper => {
  const { words } = pen
  const { number, memberName } = receipt
  const basket = words.recap.basket(number).replace(" ", "\u00a0")
  return {
    title: [words.recap.titles.receipt, memberName, basket].filter(Boolean).join(" · "),
    about,
    intro: [],
    parts: [
      ...receipt.producers.map(({ name, lines, total: sum, producer }, at): Part => ({
        title: name || producer,
        small: "",
        heads: words.recap.member.map((title, place) => ({ title, kind: place < 2 ? "text" : "number" })),
        lines: [
          ...lines.map((one) => goodsLine(pen, one)),
          total(
            4,
            words.total,
            money(
              pen,
              sum,
              lines.some(({ estimate }) => estimate),
            ),
          ),
        ],
        notes: receipt.estimate && at === receipt.producers.length - 1 ? [words.estimate] : [],
        isOwnPage: false,
      })),
      moneyPart(pen, receipt),
      vatPart(pen, words.vat.title, receipt.vat),
    ],
    look: "tables",
    isWide: false,
  }
}

const goodsLine = (pen: Pen, one: Priced): Line =>
  line(
    quantityOf(pen, one),
    cell(nameWith(pen, one), "", one.status === "unavailable" ? pen.words.standing.missing : ""),
    pen.format.price(one.price, one.per, pen.currency),
    money(pen, one.amount, one.estimate),
  )

/** What is due, each payment, and what remains: the amounts of the column add up. @rule RECEIPT-2 */
const moneyPart = (pen: Pen, receipt: Receipt): Part => {
  const { recap } = pen.words
  const { total: all, contracts, deposits, due, payments, rest, estimate } = receipt
  const sum = (words: string, amount: number): ReadonlyArray<Line> =>
    amount === 0 ? [] : [line("", words, "", money(pen, amount, estimate))]
  const isDetailed = contracts !== 0 || deposits !== 0
  return {
    title: recap.payments,
    small: "",
    heads: recap.payment.map((title, at) => ({ title, kind: at < 3 ? "text" : "number" })),
    lines: [
      ...(isDetailed
        ? [...sum(recap.goods, all), ...sum(recap.byContract, -contracts), ...sum(recap.deposits, deposits)]
        : []),
      line("", recap.due, "", money(pen, due, estimate)),
      ...payments.map(({ at, kind, status, reference, amount }) =>
        line(
          pen.format.date(at, pen.timeZone, "short"),
          cell(recap.paymentKinds[kind], status === "promised" ? recap.promised : amount < 0 ? recap.givenBack : ""),
          reference ?? "",
          status === "promised" ? cell("", money(pen, amount)) : money(pen, -amount),
        ),
      ),
      { ...line("", recap.rest(Math.sign(rest)), "", money(pen, Math.abs(rest), estimate)), kind: "total" },
    ],
    notes: [],
    isOwnPage: false,
  }
}

/** A row of a receipt as a file: something that is due, or a payment, which takes from it. */
interface ReceiptRow {
  readonly what: string
  readonly day: string | null
  readonly reference: string | null
  readonly producer: string
  readonly ordered: Measure | null
  readonly amount: number
}

/** A receipt as a file: what came is below zero, and all amounts add up to what remains. @rule RECEIPT-2 */
export const receiptTable = (pen: Pen, name: string, receipt: Receipt): Table<ReceiptRow> => {
  const { table, recap } = pen.words
  const row = (what: string, amount: number, told: Partial<ReceiptRow> = {}): ReceiptRow => ({
    what,
    day: null,
    reference: null,
    producer: "",
    ordered: null,
    amount,
    ...told,
  })
  const columns: ReadonlyArray<Column<ReceiptRow>> = [
    { title: table.day, kind: "day", of: ({ day }) => day },
    { title: table.producer, kind: "text", of: ({ producer }) => producer },
    { title: table.what, kind: "text", of: ({ what }) => what },
    { title: table.reference, kind: "text", of: ({ reference }) => reference },
    { title: table.quantity, kind: "measure", of: ({ ordered }) => ordered },
    { title: table.unit, kind: "unit", of: ({ ordered }) => ordered },
    { title: table.amount, kind: "amount", of: ({ amount }) => amount },
  ]
  const goods = receipt.producers.flatMap(({ name: producer, lines }) =>
    lines.map((one) => row(one.name, one.amount, { producer, ordered: one.ordered, reference: one.reference })),
  )
  const paid = receipt.payments
    .filter(({ status }) => status === "received")
    .map(({ kind, amount, at, reference }) =>
      row(recap.paymentKinds[kind], -amount, { day: civilAt(at, pen.timeZone).date, reference }),
    )
  const others = [row(recap.byContract, -receipt.contracts), row(recap.deposits, receipt.deposits)]
  return {
    name,
    currency: pen.currency,
    rows: [...goods, ...others.filter(({ amount }) => amount !== 0), ...paid],
    columns,
  }
}
