import type { AnswerOf } from "@cabas/client"
import { line, money, total, vatPart } from "../paper/paper.ts"
import type { Head, Line, Paper, Part, Pen } from "../paper/paper.ts"
import type { Table } from "../table/table.ts"

/** What happened to the money from one day to another, as it is answered. */
export type Closing = AnswerOf<"report.period">
type Movement = Closing["accounts"][number]

/** What producers and catalogs are called. */
export interface Names {
  readonly producers: ReadonlyMap<string, string>
  readonly catalogs: ReadonlyMap<string, string>
}

/** Where money lies, and whose it is: what a group has is all somebody's. */
export type Side = "has" | "owes"

/** An account or a kind of accounts, as a treasurer reads it: what is there counts up on either side. */
export interface ClosingRow {
  readonly side: Side
  readonly name: string
  readonly opening: number
  readonly entered: number
  readonly left: number
  readonly closing: number
}

/** Kinds whose accounts are the group's own money; a payment leaves them for the pot of who paid, so they are below nothing. */
const kept = new Set(["cash-box", "bank"])
/** Kinds that are many households' own: only their sums are told. */
const households = ["wallet", "held", "contract", "deposits"] as const
/** Kinds whose accounts are told one by one. */
const others = new Set(["producer", "fees", "membership", "rounding", "engaged"])

const kindOf = (account: string): string => account.slice(0, account.indexOf(":"))
const restOf = (account: string): string => account.slice(account.indexOf(":") + 1)

/** Nothing is written as `0`, never as `-0`. */
const back = (amount: number): number => (amount === 0 ? 0 : -amount)

const backwards = ({ opening, entered, left, closing }: Movement) => ({
  opening: back(opening),
  entered: left,
  left: entered,
  closing: back(closing),
})

const hasMoved = ({ opening, entered, left, closing }: Omit<ClosingRow, "side" | "name">): boolean =>
  opening !== 0 || entered !== 0 || left !== 0 || closing !== 0

const nameOf = ({ words }: Pen, { producers, catalogs }: Names, account: string): string => {
  const { accounts, kinds } = words.closing
  const [kind, id] = [kindOf(account), restOf(account)]
  if (kind === "producer") return producers.get(id) ?? id
  const own: string | undefined = accounts[account as keyof typeof accounts]
  if (own !== undefined) return own
  return [kinds[kind as keyof typeof kinds] ?? kind, catalogs.get(id) ?? id].join(" · ")
}

/** What the group has, then whose it is. @rule REPORT-1 */
export const closingRows = (pen: Pen, names: Names, closing: Closing): ReadonlyArray<ClosingRow> => {
  const named = closing.accounts.map((movement) => ({ movement, name: nameOf(pen, names, movement.account) }))
  const has = named.filter(({ movement }) => kept.has(kindOf(movement.account)))
  const owes = named.filter(({ movement }) => others.has(kindOf(movement.account)))
  const sums = households.flatMap((kind) => {
    const movement = closing.kinds.find(({ account }) => account === kind)
    return movement === undefined ? [] : [{ movement, name: pen.words.closing.kinds[kind] }]
  })
  const rows: ReadonlyArray<ClosingRow> = [
    ...has.map(({ movement, name }) => ({ side: "has" as const, name, ...backwards(movement) })),
    ...[...sums, ...owes].map(({ movement: { account: _, ...told }, name }) => ({
      side: "owes" as const,
      name,
      ...told,
    })),
  ]
  return rows.filter(hasMoved)
}

const figures = ["opening", "entered", "left", "closing"] as const

const heads = (titles: ReadonlyArray<string>): ReadonlyArray<Head> =>
  titles.map((title, at) => ({ title, kind: at === 0 ? "text" : "number" }))

const part = (title: string, titles: ReadonlyArray<string>, lines: ReadonlyArray<Line>): Part => ({
  title,
  small: "",
  heads: heads(titles),
  lines,
  notes: [],
  isOwnPage: false,
})

const sidePart = (pen: Pen, side: Side, rows: ReadonlyArray<ClosingRow>): Part => {
  const { closing, total: sum } = pen.words
  const own = rows.filter((row) => row.side === side)
  const sums = figures.map((figure) => own.reduce((all, row) => all + row[figure], 0))
  return part(closing.sides[side], closing.heads, [
    ...own.map((row) => line(row.name, ...figures.map((figure) => money(pen, row[figure])))),
    total(5, sum, ...sums.map((each) => money(pen, each))),
  ])
}

/** Memberships, deposits and what tills differed by. */
const besides = (pen: Pen, { memberships, deposits, tillDifference }: Closing): Part => {
  const { closing } = pen.words
  return part(closing.besides, closing.besidesHeads, [
    line(closing.memberships(memberships.taken, memberships.cancelled), money(pen, memberships.amount)),
    line(closing.depositsPaid, money(pen, deposits.paid)),
    line(closing.depositsReturned, money(pen, deposits.returned)),
    line(closing.tillDifference, money(pen, tillDifference)),
  ])
}

/** The money of a group from one day to another, as a treasurer files it. @rule REPORT-1, REPORT-2, REPORT-3 @see M3 */
export const closingPaper = (
  pen: Pen,
  about: Pick<Paper, "title" | "about">,
  names: Names,
  closing: Closing,
): Paper => {
  const { words } = pen
  const rows = closingRows(pen, names, closing)
  const sold = closing.producers.map(({ producer, amount }) =>
    line(names.producers.get(producer) ?? producer, money(pen, amount)),
  )
  const earned = closing.producers.reduce((sum, { amount }) => sum + amount, 0)
  return {
    ...about,
    intro: [],
    parts: [
      sidePart(pen, "has", rows),
      sidePart(pen, "owes", rows),
      part(words.closing.producers, words.closing.producersHeads, [...sold, total(2, words.total, money(pen, earned))]),
      vatPart(pen, words.vat.title, closing.vats),
      besides(pen, closing),
    ],
    look: "tables",
    isWide: false,
  }
}

/** The same for a file: one line for each account. */
export const closingTable = (pen: Pen, name: string, names: Names, closing: Closing): Table<ClosingRow> => {
  const { words, currency } = pen
  const [, ...titles] = words.closing.heads
  return {
    name,
    currency,
    rows: closingRows(pen, names, closing),
    columns: [
      { title: words.closing.side, kind: "text", of: ({ side }) => words.closing.sides[side] },
      { title: words.closing.account, kind: "text", of: (row) => row.name },
      ...figures.map((figure, at) => ({
        title: titles[at] ?? figure,
        kind: "amount" as const,
        of: (row: ClosingRow) => row[figure],
      })),
    ],
  }
}
