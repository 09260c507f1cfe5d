import { conventionsOf, csvOf } from "./csv.ts"
import type { Table } from "./table.ts"

/** The formats in which a table is taken along. */
export type TableFormat = "csv" | "xlsx"

/** A table as a file; what writes workbooks is only loaded when one is asked for. */
const fileOf = async <Row>(table: Table<Row>, format: TableFormat, language: string): Promise<Blob> => {
  if (format === "csv") return new Blob([csvOf(table, conventionsOf(language))], { type: "text/csv" })
  const { xlsxOf } = await import("./xlsx.ts")
  return new Blob([xlsxOf(table)], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" })
}

/** Gives a table to whoever asked for it as a file called after it. Rejects when what writes it cannot be loaded. */
export const downloadTable = async <Row>(table: Table<Row>, format: TableFormat, language: string): Promise<void> => {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(await fileOf(table, format, language))
  link.download = `${table.name}.${format}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
