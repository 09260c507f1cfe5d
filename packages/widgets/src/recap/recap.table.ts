import type { Measure } from "@cabas/core/values"
import { weightOf } from "../paper/paper.ts"
import type { Pen } from "../paper/paper.ts"
import type { Column, Table } from "../table/table.ts"
import type { ByMember, ByProduct, Named, Period, ProductRow, Whole } from "./recap.model.ts"

type Catalogs = ReadonlyArray<Named>

/** What is sold, and at what price: the same columns in every file. */
interface Sold {
  readonly reference: string | null
  readonly name: string
  readonly ordered: Measure
  readonly price: number
  readonly per: Measure
}

const sold = <Row>({ words: { table } }: Pen, of: (row: Row) => Sold): ReadonlyArray<Column<Row>> => [
  { title: table.reference, kind: "text", of: (row) => of(row).reference },
  { title: table.product, kind: "text", of: (row) => of(row).name },
  { title: table.quantity, kind: "measure", of: (row) => of(row).ordered },
  { title: table.unit, kind: "unit", of: (row) => of(row).ordered },
  { title: table.price, kind: "amount", of: (row) => of(row).price },
  { title: table.per, kind: "measure", of: (row) => of(row).per },
  { title: table.perUnit, kind: "unit", of: (row) => of(row).per },
]

const weighed = <Row>({ words: { table } }: Pen, of: (row: Row) => Measure | null): ReadonlyArray<Column<Row>> => [
  { title: table.weight, kind: "measure", of },
  { title: table.weightUnit, kind: "unit", of },
]

const whose = <Row>(
  { words: { table } }: Pen,
  catalogs: Catalogs,
  of: (row: Row) => string,
): ReadonlyArray<Column<Row>> => {
  const known = (row: Row) => catalogs.find(({ id }) => id === of(row))
  return [
    { title: table.producer, kind: "text", of: (row) => known(row)?.producer ?? "" },
    { title: table.catalog, kind: "text", of: (row) => known(row)?.name ?? of(row) },
  ]
}

const summed = <Row>({ words: { table } }: Pen, of: (row: Row) => ProductRow): ReadonlyArray<Column<Row>> => [
  { title: table.vat, kind: "integer", of: (row) => of(row).vat },
  { title: table.net, kind: "amount", of: (row) => of(row).totalNet },
  { title: table.total, kind: "amount", of: (row) => of(row).total },
]

/** What to order, as a file. @rule RECAP-1 @see R1 */
export const productTable = (pen: Pen, name: string, { rows }: ByProduct, catalogs: Catalogs): Table<ProductRow> => {
  const { table } = pen.words
  return {
    name,
    currency: pen.currency,
    rows,
    columns: [
      ...whose<ProductRow>(pen, catalogs, ({ catalog }) => catalog),
      ...sold<ProductRow>(pen, (row) => row),
      ...weighed<ProductRow>(pen, weightOf),
      { title: table.households, kind: "integer", of: ({ members }) => members },
      { title: table.missing, kind: "integer", of: ({ missing }) => missing },
      { title: table.expected, kind: "text", of: ({ expected }) => (expected ? table.yes : table.no) },
      { title: table.withdrawn, kind: "text", of: ({ withdrawn }) => (withdrawn ? table.yes : table.no) },
      ...summed<ProductRow>(pen, (row) => row),
    ],
  }
}

type MemberRow = ByMember["rows"][number]

/** A line of a household. */
interface MemberLine {
  readonly row: Pick<MemberRow, "number" | "memberName">
  readonly line: Sold & {
    readonly catalog: string
    readonly amount: number
    readonly standing: MemberRow["lines"][number]["standing"]
    readonly expected: boolean
  }
}

const byHousehold = (
  pen: Pen,
  name: string,
  rows: ReadonlyArray<MemberLine>,
  catalogs: Catalogs,
): Table<MemberLine> => {
  const { table, standing, expected } = pen.words
  return {
    name,
    currency: pen.currency,
    rows,
    columns: [
      { title: table.number, kind: "integer", of: ({ row }) => row.number },
      { title: table.household, kind: "text", of: ({ row }) => row.memberName },
      ...whose<MemberLine>(pen, catalogs, ({ line }) => line.catalog),
      ...sold<MemberLine>(pen, ({ line }) => line),
      { title: table.amount, kind: "amount", of: ({ line }) => line.amount },
      {
        title: table.state,
        kind: "text",
        of: ({ line }) =>
          [line.expected ? expected : "", line.standing === "there" ? "" : standing[line.standing]]
            .filter(Boolean)
            .join(", "),
      },
    ],
  }
}

/** What each household ordered, a row for each line. @rule RECAP-2 @see R2 */
export const memberTable = (pen: Pen, name: string, { rows }: ByMember, catalogs: Catalogs): Table<MemberLine> =>
  byHousehold(
    pen,
    name,
    rows.flatMap((row) => row.lines.map((line) => ({ row, line }))),
    catalogs,
  )

/** The whole distribution, a row for each household and product. @rule RECAP-4 @see R3 */
export const wholeTable = (pen: Pen, name: string, { rows, columns }: Whole, catalogs: Catalogs): Table<MemberLine> =>
  byHousehold(
    pen,
    name,
    rows.flatMap((row) =>
      row.cells.map(({ column, ordered, amount, standing, expected }) => ({
        row,
        line: { ...columns[column]!, ordered, amount, standing, expected },
      })),
    ),
    catalogs,
  )

/** A product at one price, and whose it is. */
interface PeriodLine {
  readonly producer: string
  readonly row: ProductRow
}

/** What producers sold over a period, a row for each product and price. @rule RECAP-5 @see R4 */
export const periodTable = (pen: Pen, name: string, { producers }: Period): Table<PeriodLine> => ({
  name,
  currency: pen.currency,
  rows: producers.flatMap(({ name: producer, rows }) =>
    rows.flatMap(({ prices }) => prices.map((row) => ({ producer, row }))),
  ),
  columns: [
    { title: pen.words.table.producer, kind: "text", of: ({ producer }) => producer },
    ...sold<PeriodLine>(pen, ({ row }) => row),
    ...weighed<PeriodLine>(pen, ({ row }) => weightOf(row)),
    {
      title: pen.words.table.expected,
      kind: "text",
      of: ({ row }) => (row.expected ? pen.words.table.yes : pen.words.table.no),
    },
    ...summed<PeriodLine>(pen, ({ row }) => row),
  ],
})
