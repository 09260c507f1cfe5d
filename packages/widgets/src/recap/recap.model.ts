import type { AnswerOf } from "@cabas/client"
import { amountOf, measureOf, unitOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"
import { cell, line, money, nameWith, quantityOf, total, vatPart, weightOf, wrong } from "../paper/paper.ts"
import type { Cell, Head, Line, Paper, Part, Pen } from "../paper/paper.ts"

/** What to order, as it is answered. */
export type ByProduct = AnswerOf<"recap.by-product">
/** What each household ordered, as it is answered. */
export type ByMember = AnswerOf<"recap.by-member">
/** Who ordered what, as it is answered. */
export type Whole = AnswerOf<"recap.whole">
/** What producers sold over a period, as it is answered. */
export type Period = AnswerOf<"recap.by-producer">
/** A product at one price. */
export type ProductRow = ByProduct["rows"][number]

/** A catalog as papers name it: by its producer too. */
export interface Named {
  readonly id: string
  readonly name: string
  readonly producer: string
}

/** What heads a recap. */
export interface About {
  readonly title: string
  readonly about: string
}

const paperOf = (about: About, parts: ReadonlyArray<Part>, more: Partial<Paper> = {}): Paper => ({
  ...about,
  intro: [],
  parts,
  look: "tables",
  isWide: false,
  ...more,
})

const heads = (titles: ReadonlyArray<string>, texts: ReadonlyArray<number>): ReadonlyArray<Head> =>
  titles.map((title, at) => ({ title, kind: texts.includes(at) ? "text" : "number" }))

/** What marks mean that stand on a paper. @rule RECAP-6 */
const notesOf = ({ words }: Pen, isEstimate: boolean, isExpected: boolean): ReadonlyArray<string> => [
  ...(isEstimate ? [words.estimate] : []),
  ...(isExpected ? [words.expectedNote] : []),
]

/** What comes of a delivery that is not closed yet says so. @rule RECAP-6 */
const mark = ({ words }: Pen, { expected }: { readonly expected: boolean }): string => (expected ? words.expected : "")

const isExpectedIn = (rows: ReadonlyArray<{ readonly expected: boolean }>): boolean =>
  rows.some(({ expected }) => expected)

/** What is wrong with a row by product: it left the sale, or some will not get it. @rule RECAP-3 */
const wrongRow = ({ words }: Pen, { missing, withdrawn }: ProductRow): string =>
  [withdrawn ? words.standing.withdrawn : "", missing > 0 ? words.missingFor(missing) : ""].filter(Boolean).join(", ")

const weightCell = ({ format }: Pen, weight: Measure | null, isEstimate: boolean): string =>
  weight === null || amountOf(weight) === 0 ? "" : `${isEstimate ? "≈ " : ""}${format.measure(weight)}`

const priceOf = ({ format, currency }: Pen, { price, per }: Pick<ProductRow, "price" | "per">): string =>
  format.price(price, per, currency)

const sumOf = (rows: ReadonlyArray<{ readonly total: number }>): number => rows.reduce((sum, row) => sum + row.total, 0)

/** What to order, a table for each catalog. @rule RECAP-1 */
export const productPaper = (
  pen: Pen,
  about: About,
  { rows }: ByProduct,
  catalogs: ReadonlyArray<Named>,
  isOwnPage: boolean,
): Paper => {
  const { words, format } = pen
  const parts = catalogs.flatMap(({ id, name, producer }) => {
    const own = rows.filter((row) => row.catalog === id)
    const isEstimate = own.some(({ estimate }) => estimate)
    const lines = own.map((row) =>
      line(
        row.reference ?? "",
        cell(nameWith(pen, row), mark(pen, row), wrongRow(pen, row)),
        format.measure(row.ordered),
        weightCell(pen, weightOf(row), row.estimate),
        priceOf(pen, row),
        `${row.members}`,
        money(pen, row.total, row.estimate),
      ),
    )
    if (own.length === 0) return []
    const part: Part = {
      title: producer,
      small: name,
      heads: heads(words.recap.product, [0, 1]),
      lines: [...lines, total(7, words.total, money(pen, sumOf(own), isEstimate))],
      notes: notesOf(pen, isEstimate, isExpectedIn(own)),
      isOwnPage,
    }
    return [part]
  })
  return paperOf(about, parts)
}

/** What each household ordered, by basket number. @rule RECAP-2 */
export const memberPaper = (pen: Pen, about: About, { rows }: ByMember): Paper => {
  const { words } = pen
  const lines = byNumber(rows).flatMap((row): ReadonlyArray<Line> => [
    {
      kind: "name",
      cells: [
        cell([words.recap.basket(row.number), row.memberName].filter(Boolean).join(" · ")),
        cell(money(pen, row.total, row.estimate)),
      ],
    },
    ...row.lines.map((one) =>
      line(
        quantityOf(pen, one),
        cell(nameWith(pen, one), mark(pen, one), wrong(pen, one)),
        priceOf(pen, one),
        money(pen, one.amount, one.estimate),
      ),
    ),
  ])
  const isEstimate = rows.some(({ estimate }) => estimate)
  const part: Part = {
    title: "",
    small: "",
    heads: heads(words.recap.member, [0, 1]),
    lines: [
      ...lines,
      total(4, `${words.total} · ${words.recap.households(rows.length)}`, money(pen, sumOf(rows), isEstimate)),
    ],
    notes: notesOf(pen, isEstimate, isExpectedIn(rows.flatMap((row) => row.lines))),
    isOwnPage: false,
  }
  return paperOf(about, [part])
}

/** Rows by basket number, those whose basket is only expected behind, by name. @rule RECAP-6 */
export const byNumber = <Row extends { readonly number: number | null; readonly memberName: string }>(
  rows: ReadonlyArray<Row>,
): ReadonlyArray<Row> =>
  rows.toSorted(
    (a, b) =>
      (a.number ?? Number.MAX_SAFE_INTEGER) - (b.number ?? Number.MAX_SAFE_INTEGER) ||
      a.memberName.localeCompare(b.memberName, "fr"),
  )

/** The most columns of products that a page is wide enough for. */
const widest = 24

/** Members by products, a table for each catalog, and the VAT of the whole. @rule RECAP-4 */
export const wholePaper = (pen: Pen, about: About, whole: Whole, catalogs: ReadonlyArray<Named>): Paper => {
  const { words } = pen
  const places = whole.columns.map((_, at) => at)
  const tables = catalogs.flatMap(({ id, name, producer }) => {
    const own = places.filter((at) => whole.columns[at]?.catalog === id)
    const count = Math.ceil(own.length / widest)
    return Array.from({ length: count }, (_, at) => {
      const shown = own.slice(at * widest, (at + 1) * widest)
      return wholePart(pen, whole, shown, producer, count > 1 ? `${name} (${at + 1} / ${count})` : name)
    })
  })
  return paperOf(about, [...tables, vatPart(pen, words.vat.title, whole.vat)], { isWide: true })
}

const wholePart = (pen: Pen, whole: Whole, shown: ReadonlyArray<number>, title: string, small: string): Part => {
  const { words, format } = pen
  const columns = shown.map((at) => whole.columns[at]!)
  const lines = byNumber(whole.rows).flatMap(({ number, memberName, cells }) => {
    const own = shown.map((at) => cells.find(({ column }) => column === at))
    if (own.every((each) => each === undefined)) return []
    const amount = own.reduce((sum, each) => sum + (each?.amount ?? 0), 0)
    const isEstimate = own.some((each) => each?.estimate)
    return [
      line(
        number === null ? "" : `${number}`,
        memberName,
        ...own.map((each) => (each ? cell(format.measure(each.ordered), "", wrong(pen, each)) : "")),
        money(pen, amount, isEstimate),
      ),
    ]
  })
  const isEstimate = columns.some(({ estimate }) => estimate)
  const totals = columns.map(({ ordered }) => format.measure(ordered))
  return {
    title,
    small,
    heads: [
      { title: words.sheet.heads.number, kind: "text" },
      { title: words.recap.household, kind: "who" },
      ...columns.map((row) => ({ title: columnTitle(pen, row, columns), kind: "upward" as const })),
      { title: words.total, kind: "number" },
    ],
    lines: [...lines, total(shown.length + 3, words.total, ...totals, money(pen, sumOf(columns), isEstimate))],
    notes: notesOf(pen, isEstimate, isExpectedIn(columns)),
    isOwnPage: false,
  }
}

/** A product that is there at several prices says which. */
const columnTitle = (pen: Pen, row: ProductRow, columns: ReadonlyArray<ProductRow>): string => {
  const isAlone = columns.filter(({ product }) => product === row.product).length === 1
  const title = isAlone ? nameWith(pen, row) : `${nameWith(pen, row)}, ${priceOf(pen, row)}`
  const why = [mark(pen, row), wrongRow(pen, row)].filter(Boolean).join(", ")
  return why ? `${title} [${why}]` : title
}

/** What each producer sold over a period, with VAT. @rule RECAP-5 */
export const periodPaper = (pen: Pen, about: About, period: Period, isOwnPage: boolean): Paper => {
  const { words } = pen
  const parts = period.producers.map(({ name, rows, vat, total: sum, estimate }): Part => ({
    title: name,
    small: vat
      .map(({ vat: rate, net, tax }) => `${words.rate(rate)} : ${money(pen, net)} + ${money(pen, tax)}`)
      .join(" · "),
    heads: heads(words.recap.period, [0, 1]),
    lines: [
      ...rows.flatMap((row) => periodLines(pen, row)),
      total(
        7,
        words.total,
        money(
          pen,
          vat.reduce((all, { net }) => all + net, 0),
        ),
        money(pen, sum, estimate),
      ),
    ],
    notes: notesOf(pen, estimate, isExpectedIn(rows)),
    isOwnPage,
  }))
  return paperOf(about, [...parts, vatPart(pen, words.vat.title, period.vat)])
}

/** Weights of a product's prices together, as far as all of them are weighed alike. */
const weightOfAll = (prices: ReadonlyArray<ProductRow>): Measure | null => {
  const weights = prices.map(weightOf)
  const [first] = weights
  if (!first || weights.some((each) => each === null || unitOf(each) !== unitOf(first))) return null
  return measureOf(
    unitOf(first),
    weights.reduce((sum, each) => sum + amountOf(each!), 0),
  )
}

const periodLines = (pen: Pen, row: Period["producers"][number]["rows"][number]): ReadonlyArray<Line> => {
  const { words, format } = pen
  const { prices } = row
  const figures = (one: ProductRow, name: Cell): Line =>
    line(
      one.reference ?? "",
      name,
      format.measure(one.ordered),
      weightCell(pen, weightOf(one), one.estimate),
      priceOf(pen, one),
      money(pen, one.totalNet),
      money(pen, one.total, one.estimate),
    )
  const [first] = prices
  if (prices.length === 1 && first) return [figures(first, cell(nameWith(pen, first), mark(pen, first)))]
  return [
    line(
      row.reference ?? "",
      cell(row.name, mark(pen, row)),
      format.measure(row.ordered),
      weightCell(pen, weightOfAll(prices), row.estimate),
      words.recap.severalPrices(prices.length),
      money(pen, row.totalNet),
      money(pen, row.total, row.estimate),
    ),
    ...prices.map((one) => {
      const name = [nameWith(pen, one), mark(pen, one)].filter(Boolean).join(", ")
      return figures({ ...one, reference: null }, cell("", name))
    }),
  ]
}
