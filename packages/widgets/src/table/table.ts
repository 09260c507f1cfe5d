import { amountOf, digitsOf, unitOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"

interface Titled {
  readonly title: string
}

/**
 * A column: what it is called, of what kind its cells are, and how a cell is read from a row; `null` leaves it empty.
 * An amount is in minor units. A measure is written in pieces, kilograms or litres, and `unit` says in which, for files
 * that have no formats.
 */
export type Column<Row> =
  | (Titled & { readonly kind: "text"; readonly of: (row: Row) => string | null })
  | (Titled & { readonly kind: "amount"; readonly of: (row: Row) => number | null })
  | (Titled & { readonly kind: "integer"; readonly of: (row: Row) => number | null })
  | (Titled & { readonly kind: "day"; readonly of: (row: Row) => string | null })
  | (Titled & { readonly kind: "measure"; readonly of: (row: Row) => Measure | null })
  | (Titled & { readonly kind: "unit"; readonly of: (row: Row) => Measure | null })

/** Rows to be taken along as a file, whatever its format. */
export interface Table<Row> {
  readonly name: string
  readonly currency: string
  readonly columns: ReadonlyArray<Column<Row>>
  readonly rows: ReadonlyArray<Row>
}

/** A cell as every format writes it: text, a day, or a number by its decimal digits, with a point. */
export type Written =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "day"; readonly text: string }
  | { readonly kind: "amount" | "integer" | "pieces" | "kg" | "L"; readonly text: string }

/** A whole number of the smallest unit, in units of ten to the power of some digits: exact, and all digits are there. */
const decimal = (amount: number, digits: number): string => {
  const text = `${Math.abs(amount)}`.padStart(digits + 1, "0")
  const whole = text.slice(0, text.length - digits)
  return `${amount < 0 ? "-" : ""}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ""}`
}

const units = { pieces: "pieces", grams: "kg", millilitres: "L" } as const

const measured = (measure: Measure): Written => {
  const kind = units[unitOf(measure)]
  const text = decimal(amountOf(measure), kind === "pieces" ? 0 : 3)
  return { kind, text: kind === "pieces" ? text : text.replace(/\.?0+$/, "") }
}

const unitNamed = (measure: Measure): string => {
  const unit = units[unitOf(measure)]
  return unit === "pieces" ? "" : unit
}

const written = <Row>(column: Column<Row>, row: Row, digits: number): Written | null => {
  const { kind } = column
  if (kind === "measure" || kind === "unit") {
    const measure = column.of(row)
    if (measure === null) return null
    return kind === "measure" ? measured(measure) : { kind: "text", text: unitNamed(measure) }
  }
  if (kind === "amount" || kind === "integer") {
    const amount = column.of(row)
    return amount === null ? null : { kind, text: decimal(amount, kind === "amount" ? digits : 0) }
  }
  const text = column.of(row)
  return text === null ? null : { kind, text }
}

/** The cells of a table, row by row, without its head. */
export const cellsOf = <Row>(table: Table<Row>): ReadonlyArray<ReadonlyArray<Written | null>> => {
  const digits = digitsOf(table.currency)
  return table.rows.map((row) => table.columns.map((column) => written(column, row, digits)))
}
