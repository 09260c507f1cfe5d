import { civilAt } from "@cabas/core/values"
import type { Pen } from "../paper/paper.ts"
import type { Table } from "../table/table.ts"
import { nameOf, phonesOf } from "./sheet.model.ts"
import type { Mark, Row, SignIn } from "./sheet.model.ts"

/** A line of a basket, or an absence without one. */
interface Entry {
  readonly day: string
  readonly row: Row
  readonly mark: Mark
  readonly line: Mark["lines"][number] | null
  /** Whether it is the row's first, which alone carries its balance: so that a column adds up. */
  readonly isFirst: boolean
}

const linesOf = ({ mark, lines }: Mark): ReadonlyArray<Entry["line"]> => {
  if (mark === "none") return []
  return mark === "absent" ? [null] : lines
}

const entriesOf = ({ timeZone }: Pen, { rows, distributions }: SignIn): ReadonlyArray<Entry> =>
  rows.flatMap((row) =>
    row.cells
      .flatMap((mark, at) => {
        const day = civilAt(distributions[at]!.startsAt, timeZone).date
        return linesOf(mark).map((line) => ({ day, row, mark, line }))
      })
      .map((entry, at) => ({ ...entry, isFirst: at === 0 })),
  )

/** A sheet as a file: a row for each line of each basket, and one for each absence. @rule SHEET-2 */
export const sheetTable = (pen: Pen, name: string, sheet: SignIn): Table<Entry> => {
  const { table, standing } = pen.words
  const catalogOf = ({ line }: Entry) => sheet.catalogs.find(({ id }) => id === line?.catalog)
  const collectorOf = ({ row, mark }: Entry) =>
    mark.taker ?? row.households.find(({ member }) => member === mark.collector)?.name ?? null
  return {
    name,
    currency: pen.currency,
    rows: entriesOf(pen, sheet),
    columns: [
      { title: table.day, kind: "day", of: ({ day }) => day },
      { title: table.number, kind: "integer", of: ({ mark }) => mark.number },
      { title: table.household, kind: "text", of: ({ row }) => nameOf(row) },
      { title: table.phones, kind: "text", of: ({ row }) => phonesOf(row) },
      { title: table.mark, kind: "text", of: ({ mark }) => table.marks[mark.mark] },
      { title: table.collector, kind: "text", of: collectorOf },
      { title: table.producer, kind: "text", of: (entry) => catalogOf(entry)?.producerName ?? null },
      { title: table.catalog, kind: "text", of: (entry) => catalogOf(entry)?.name ?? null },
      { title: table.reference, kind: "text", of: ({ line }) => line?.reference ?? null },
      { title: table.product, kind: "text", of: ({ line }) => line?.name ?? null },
      { title: table.quantity, kind: "measure", of: ({ line }) => line?.ordered ?? null },
      { title: table.unit, kind: "unit", of: ({ line }) => line?.ordered ?? null },
      { title: table.amount, kind: "amount", of: ({ line }) => line?.amount ?? null },
      {
        title: table.state,
        kind: "text",
        of: ({ line }) => (line && line.standing !== "there" ? standing[line.standing] : null),
      },
      { title: table.balance, kind: "amount", of: ({ row, isFirst }) => (isFirst ? row.balance : null) },
    ],
  }
}
