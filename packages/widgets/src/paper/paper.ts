import { amountOf, measureOf, unitOf } from "@cabas/core/values"
import type { Measure, SaleKind } from "@cabas/core/values"
import type { Format } from "../base/format.ts"
import type { PaperWords } from "./paper.words.ts"

/** How large the writing is. */
export type Size = "S" | "M" | "L" | "XL"

/** A column of paper: text, names and numbers of people, figures, room to sign or to write, or a name that is written upwards to save room. */
export interface Head {
  readonly title: string
  readonly kind: "text" | "who" | "number" | "sign" | "write" | "upward"
}

/** What a cell says; `bad` is what is wrong, in words, and in red on a screen. */
export interface Cell {
  readonly text: string
  readonly small?: string
  readonly bad?: string
}

/** A line of a table: an ordinary one, one that names those below, or one that adds up those above. */
export interface Line {
  readonly kind: "line" | "name" | "total"
  readonly cells: ReadonlyArray<Cell>
}

/** A table with its name, on a page of its own or not. */
export interface Part {
  readonly title: string
  readonly small: string
  readonly heads: ReadonlyArray<Head>
  readonly lines: ReadonlyArray<Line>
  /** Said below it. */
  readonly notes: ReadonlyArray<string>
  readonly isOwnPage: boolean
}

/** What is printed: the preview on the screen is made of the same. */
export interface Paper {
  readonly title: string
  /** The group and the date, on every page. */
  readonly about: string
  /** What is to be read first. */
  readonly intro: ReadonlyArray<string>
  readonly parts: ReadonlyArray<Part>
  readonly look: "tables" | "columns" | "labels"
  readonly isWide: boolean
}

/** What everything on paper is written with. */
export interface Pen {
  readonly words: PaperWords
  readonly format: Format
  readonly currency: string
  readonly timeZone: string
}

/** A line of an order, as recaps and sheets have it. */
export interface Ordered {
  readonly name: string
  readonly saleKind: SaleKind
  readonly content: Measure | null
  readonly ordered: Measure
  readonly billed: Measure
  readonly estimate: boolean
  readonly standing: "there" | "missing" | "withdrawn"
}

/** A cell of text. */
export const cell = (text: string, small = "", bad = ""): Cell => ({
  text,
  ...(small && { small }),
  ...(bad && { bad }),
})

/** An ordinary line. */
export const line = (...cells: ReadonlyArray<Cell | string>): Line => ({
  kind: "line",
  cells: cells.map((each) => (typeof each === "string" ? cell(each) : each)),
})

/** A line that adds up those above, its words first and its figures last. */
export const total = (width: number, words: string, ...figures: ReadonlyArray<string>): Line => ({
  kind: "total",
  cells: Array.from({ length: width }, (_, at) =>
    cell(at === 0 ? words : (figures[at - width + figures.length] ?? "")),
  ),
})

/** An amount, marked when it is an estimate. */
export const money = ({ format, currency }: Pen, amount: number, isEstimate = false): string =>
  format.money(amount, currency, isEstimate)

/** What is wrong with a line, in words; nothing when nothing is. @rule RECAP-3 */
export const wrong = ({ words }: Pen, { standing }: Pick<Ordered, "standing">): string =>
  standing === "there" ? "" : words.standing[standing]

const compact = (text: string): string => text.replaceAll(/\s/gu, "").toLowerCase()

/** The name, with the content of a piece unless the name says it. */
export const nameWith = (
  { format }: Pen,
  { name, content, saleKind }: Pick<Ordered, "name" | "content" | "saleKind">,
) => {
  if (saleKind !== "piece" || content === null || unitOf(content) === "pieces") return name
  const size = format.measure(content)
  return compact(name).includes(compact(size)) ? name : `${name}, ${size}`
}

/**
 * How much of a product, as people say it: `2 ×`, `500 g`; what is weighed says its weight beside.
 * @rule SHEET-4
 * @see W7
 */
export const quantityOf = (
  pen: Pen,
  { saleKind, ordered, billed, estimate }: Omit<Ordered, "standing" | "name">,
): Cell => {
  const { format, words } = pen
  const said = format.measure(ordered)
  if (saleKind === "loose") {
    const delivered = amountOf(billed) !== amountOf(ordered) && unitOf(billed) === unitOf(ordered)
    return delivered ? cell(format.measure(billed), words.ordered(said)) : cell(said)
  }
  if (unitOf(billed) !== "pieces") {
    return amountOf(billed) === 0 ? cell(said) : cell(said, `${estimate ? "≈ " : ""}${format.measure(billed)}`)
  }
  return amountOf(billed) === amountOf(ordered) ? cell(said) : cell(format.measure(billed), words.ordered(said))
}

/** A line of an order in one string: `2 × Tomme (≈ 500 g)`, `1,5 kg Lentilles`. @rule SHEET-4 @see W7, GC-17 */
export const orderText = (pen: Pen, told: Ordered): string => {
  const { text, small } = quantityOf(pen, told)
  const name = nameWith(pen, told)
  const said = told.saleKind === "loose" ? `${text} ${name}` : `${text} × ${name}`
  const why = wrong(pen, told)
  return `${said}${small ? ` (${small})` : ""}${why && ` [${why}]`}`
}

/** What so many pieces weigh or measure; null of what is only counted. */
export const weightOf = ({
  content,
  ordered,
  billed,
}: Pick<Ordered, "content" | "ordered" | "billed">): Measure | null => {
  if (unitOf(billed) !== "pieces") return billed
  if (content === null || unitOf(content) === "pieces") return null
  return measureOf(unitOf(content), amountOf(content) * amountOf(ordered))
}

/** The VAT of what stands on a paper. @rule VAT-3 */
export const vatPart = (
  pen: Pen,
  title: string,
  rows: ReadonlyArray<{ readonly vat: number; readonly gross: number; readonly net: number; readonly tax: number }>,
): Part => {
  const { words } = pen
  const add = (of: "gross" | "net" | "tax"): string =>
    money(
      pen,
      rows.reduce((sum, row) => sum + row[of], 0),
    )
  return {
    title,
    small: "",
    heads: words.vat.heads.map((head, at) => ({ title: head, kind: at === 0 ? "text" : "number" })),
    lines: [
      ...rows.map(({ vat, gross, net, tax }) =>
        line(words.rate(vat), money(pen, net), money(pen, tax), money(pen, gross)),
      ),
      total(4, words.total, add("net"), add("tax"), add("gross")),
    ],
    notes: [],
    isOwnPage: false,
  }
}
