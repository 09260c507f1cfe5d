import type { AnswerOf } from "@cabas/client"
import { cell, line, money, nameWith, orderText, quantityOf, total, wrong } from "../paper/paper.ts"
import type { Cell, Head, Line, Paper, Part, Pen } from "../paper/paper.ts"

/** What a sheet is made of. */
export type SignIn = AnswerOf<"sheet.sign-in">
/** A line of a sheet. */
export type Row = SignIn["rows"][number]
/** A row at one distribution. */
export type Mark = Row["cells"][number]

/** What can be printed. */
export const kinds = ["global", "variable", "constant", "baskets", "compact", "labels"] as const
/** One of what can be printed. */
export type Kind = (typeof kinds)[number]

/** How it is printed. */
export interface Choices {
  readonly kind: Kind
  readonly sort: "name" | "number"
  readonly hasPhones: boolean
  readonly byProduct: boolean
  readonly byCatalog: boolean
  readonly isOwnPage: boolean
  readonly instructions: string
}

/** The names of those who share a row. */
export const nameOf = ({ households }: Row): string => households.map(({ name }) => name).join(" ↔ ")

/** Their telephones, each once. */
export const phonesOf = ({ households }: Row): string =>
  [...new Set(households.flatMap(({ phones }) => phones))].map((one) => one.replaceAll(" ", "\u00a0")).join(" / ")

/** What is to be known of who comes: whose turn it is, who takes it instead, with whom it is shared. @rule SHEET-2 */
export const whoComes = ({ words: { sheet } }: Pen, row: Row, { mark, taker, collector, sharedWith }: Mark): string => {
  if (mark !== "sign") return ""
  if (taker) return sheet.taken(taker)
  const [turn] = row.households.length > 1 ? row.households.filter(({ member }) => member === collector) : []
  if (turn) return sheet.turn(turn.name)
  return sharedWith.length > 0 ? sheet.shared(sharedWith.join(", ")) : ""
}

/** The rows with something to collect at a date, by name or by number. */
const collecting = (
  rows: ReadonlyArray<Row>,
  at: number,
  sort: Choices["sort"],
): ReadonlyArray<readonly [Row, Mark]> => {
  const own = rows.flatMap((row) => {
    const mark = row.cells[at]
    return mark?.mark === "sign" ? [[row, mark] as const] : []
  })
  const last = Number.MAX_SAFE_INTEGER
  return sort === "name" ? own : own.toSorted(([, a], [, b]) => (a.number ?? last) - (b.number ?? last))
}

const orderOf = (pen: Pen, { lines }: Mark): string => lines.map((one) => orderText(pen, one)).join(", ")

/** What is wrong is said in red beside what is well. */
const orderCell = (pen: Pen, { lines }: Mark): Cell => {
  const said = lines.filter(({ standing }) => standing === "there").map((one) => orderText(pen, one))
  const bad = lines.filter(({ standing }) => standing !== "there").map((one) => orderText(pen, one))
  return cell(said.join(", "), "", bad.join(", "))
}

/** A column that is only there when it is wanted, and what it says in a row. */
interface Shown {
  readonly head: Head
  readonly of: (row: Row, mark: Mark) => Cell | string
}

const shownIf = (isShown: boolean, title: string, kind: Head["kind"], of: Shown["of"]): ReadonlyArray<Shown> =>
  isShown ? [{ head: { title, kind }, of }] : []

/** Who comes to one distribution: what they take, and where they sign. @rule SHEET-1 @rule SHEET-2 @see R11 */
const dayPart = (pen: Pen, { rows }: SignIn, { kind, sort, hasPhones }: Choices): Part => {
  const { words } = pen
  const { heads } = words.sheet
  const own = collecting(rows, 0, sort)
  const columns = [
    ...shownIf(true, heads.number, "text", (_, { number }) => (number === null ? "" : `${number}`)),
    ...shownIf(true, heads.name, "who", (row, mark) => cell(nameOf(row), whoComes(pen, row, mark))),
    ...shownIf(hasPhones, heads.phone, "who", phonesOf),
    ...shownIf(
      own.some(([{ balance }]) => balance !== null),
      heads.balance,
      "number",
      ({ balance }) => (balance === null ? "" : money(pen, balance)),
    ),
    ...shownIf(true, heads.amount, "number", (_, { amount, estimate }) => money(pen, amount, estimate)),
    ...shownIf(true, heads.order, "text", (_, mark) => orderCell(pen, mark)),
    ...shownIf(kind === "variable", heads.weight, "write", () => ""),
    ...shownIf(true, heads.signature, "sign", () => ""),
  ]
  const absent = rows.filter(({ cells }) => cells[0]?.mark === "absent").map(nameOf)
  const sum = own.reduce((all, [, { amount }]) => all + amount, 0)
  const isEstimate = own.some(([, { estimate }]) => estimate)
  const amountAt = columns.findIndex(({ head }) => head.title === heads.amount)
  const totals = columns.map((_, at) =>
    cell(at === 1 ? words.total : at === amountAt ? money(pen, sum, isEstimate) : ""),
  )
  return {
    title: "",
    small: "",
    heads: columns.map(({ head }) => head),
    lines: [
      ...own.map(([row, mark]) => line(...columns.map(({ of }) => of(row, mark)))),
      { kind: "total", cells: totals },
    ],
    notes: [
      ...(absent.length > 0 ? [words.sheet.absents(absent.join(", "))] : []),
      ...(isEstimate ? [words.estimate] : []),
    ],
    isOwnPage: false,
  }
}

/** What stands in the box of a date: an absence, nothing, whose turn, and the order when it is not the usual one. */
const dateCell = (pen: Pen, row: Row, mark: Mark, usual: string): Cell => {
  const { sheet } = pen.words
  if (mark.mark === "absent") return cell(sheet.absent)
  if (mark.mark === "none") return cell(sheet.none)
  const own = orderOf(pen, mark)
  return cell("", [whoComes(pen, row, mark), own === usual ? "" : own].filter(Boolean).join(" · "))
}

/** Who signs at several dates: a column for each. @rule SHEET-2 @rule SHEET-4 @see R10 */
const datesPart = (pen: Pen, { rows, distributions }: SignIn, { hasPhones, byProduct }: Choices): Part => {
  const { words, format, timeZone } = pen
  const { heads } = words.sheet
  const usualOf = ({ cells }: Row) => cells.find(({ mark }) => mark === "sign")
  const products = [
    ...new Map(rows.flatMap((row) => (usualOf(row)?.lines ?? []).map((one) => [one.product, one] as const))).values(),
  ]
  const inColumns = (row: Row): ReadonlyArray<Cell | string> => {
    const usual = usualOf(row)
    if (!byProduct) return [usual ? orderCell(pen, usual) : ""]
    return products.map(({ product }) => {
      const own = (usual?.lines ?? []).filter((one) => one.product === product)
      const bad = [...new Set(own.map((one) => wrong(pen, one)))].filter(Boolean)
      return own.length === 0 ? "" : cell(own.map((one) => format.measure(one.ordered)).join(" + "), "", bad.join(", "))
    })
  }
  const orders: ReadonlyArray<Head> = byProduct
    ? products.map((one) => ({ title: nameWith(pen, one), kind: "upward" }))
    : [{ title: heads.order, kind: "text" }]
  const dates: ReadonlyArray<Head> = distributions.map(({ startsAt }) => ({
    title: format.date(startsAt, timeZone, "short"),
    kind: distributions.length > 3 ? "write" : "sign",
  }))
  return {
    title: "",
    small: "",
    heads: [
      { title: heads.name, kind: "who" },
      ...(hasPhones ? [{ title: heads.phone, kind: "who" } as const] : []),
      ...orders,
      ...dates,
    ],
    lines: rows.map((row) => {
      const usual = usualOf(row)
      const said = usual ? orderOf(pen, usual) : ""
      return line(
        nameOf(row),
        ...(hasPhones ? [phonesOf(row)] : []),
        ...inColumns(row),
        ...row.cells.map((mark) => dateCell(pen, row, mark, said)),
      )
    }),
    notes: [],
    isOwnPage: false,
  }
}

const basketTitle = (pen: Pen, row: Row, { number }: Mark): string =>
  [pen.words.recap.basket(number), nameOf(row)].filter(Boolean).join(" · ")

/** The lines of a basket, under the names of their catalogs where that is wanted. */
const basketLines = (
  sheet: SignIn,
  { lines }: Mark,
  byCatalog: boolean,
  lineOf: (one: Mark["lines"][number]) => Line,
): ReadonlyArray<Line> => {
  if (!byCatalog) return lines.map(lineOf)
  return sheet.catalogs.flatMap(({ id, name, producerName }): ReadonlyArray<Line> => {
    const own = lines.filter(({ catalog }) => catalog === id)
    return own.length === 0 ? [] : [{ kind: "name", cells: [cell(producerName, name)] }, ...own.map(lineOf)]
  })
}

const basketPart = (pen: Pen, sheet: SignIn, [row, mark]: readonly [Row, Mark], choices: Choices): Part => {
  const { words, format, currency } = pen
  const { heads } = words.sheet
  const isShort = choices.kind === "compact"
  const lineOf = (one: Mark["lines"][number]): Line =>
    line(
      quantityOf(pen, one),
      cell(nameWith(pen, one), "", wrong(pen, one)),
      ...(isShort ? [] : [format.price(one.price, one.per, currency)]),
      money(pen, one.amount, one.estimate),
    )
  const about = [choices.hasPhones ? phonesOf(row) : "", whoComes(pen, row, mark)]
  return {
    title: basketTitle(pen, row, mark),
    small: about.filter(Boolean).join(" · "),
    heads: [
      { title: heads.quantity, kind: "text" },
      { title: heads.product, kind: "text" },
      ...(isShort ? [] : [{ title: heads.price, kind: "number" } as const]),
      { title: heads.amount, kind: "number" },
    ],
    lines: [
      ...basketLines(sheet, mark, choices.byCatalog, lineOf),
      total(isShort ? 3 : 4, words.total, money(pen, mark.amount, mark.estimate)),
    ],
    notes: [...(mark.estimate && !isShort ? [words.estimate] : []), words.sheet.signed],
    isOwnPage: choices.isOwnPage && !isShort,
  }
}

const labelPart = (pen: Pen, [row, mark]: readonly [Row, Mark]): Part => ({
  title: basketTitle(pen, row, mark),
  small: whoComes(pen, row, mark),
  heads: [],
  lines: mark.lines.map((one) => line(orderText(pen, { ...one, standing: "there" }), cell("", "", wrong(pen, one)))),
  notes: [],
  isOwnPage: false,
})

const looks = {
  baskets: "tables",
  compact: "columns",
  labels: "labels",
  global: "tables",
  variable: "tables",
  constant: "tables",
} as const

/** What is said first: whose catalog it is, and the instructions. */
const introOf = (
  { words: { sheet } }: Pen,
  { catalogs }: SignIn,
  { kind, instructions }: Choices,
): ReadonlyArray<string> => {
  const [only] = catalogs.length === 1 ? catalogs : []
  const isOfOne = kind === "variable" || kind === "constant"
  return [
    ...(only && isOfOne ? [sheet.contact(only.producerName)] : []),
    ...(instructions.trim() ? [instructions.trim()] : []),
  ]
}

const aboutOf = ({ format, timeZone }: Pen, { groupName, distributions }: SignIn): string => {
  const [first] = distributions
  const last = distributions.at(-1)
  if (!first || !last) return groupName
  if (first === last) return [groupName, format.title(first.startsAt, timeZone), first.place.name].join(" · ")
  return [groupName, `${format.date(first.startsAt, timeZone)} – ${format.date(last.startsAt, timeZone)}`].join(" · ")
}

const partsOf = (pen: Pen, sheet: SignIn, choices: Choices): ReadonlyArray<Part> => {
  const { kind, sort } = choices
  if (kind === "constant") return [datesPart(pen, sheet, choices)]
  const own = collecting(sheet.rows, 0, sort)
  if (own.length === 0) return []
  if (kind === "global" || kind === "variable") return [dayPart(pen, sheet, choices)]
  return kind === "labels"
    ? own.map((one) => labelPart(pen, one))
    : own.map((one) => basketPart(pen, sheet, one, choices))
}

/** A sheet for the table; undefined when nobody has anything there. */
export const sheetPaper = (pen: Pen, sheet: SignIn, choices: Choices): Paper | undefined => {
  const { kind } = choices
  const parts = sheet.rows.length === 0 ? [] : partsOf(pen, sheet, choices)
  if (parts.length === 0) return undefined
  const [only] = sheet.catalogs.length === 1 && kind !== "global" ? sheet.catalogs : []
  return {
    title: [pen.words.sheet.titles[kind], only?.name].filter(Boolean).join(" · "),
    about: aboutOf(pen, sheet),
    intro: introOf(pen, sheet, choices),
    parts,
    look: looks[kind],
    // Orders over all catalogs are long, and dates and products are many.
    isWide: kind === "global" || (kind === "constant" && (sheet.distributions.length > 2 || choices.byProduct)),
  }
}
