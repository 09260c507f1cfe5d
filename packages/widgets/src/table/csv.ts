import { cellsOf } from "./table.ts"
import type { Table, Written } from "./table.ts"

/** How spreadsheets of a language read a file of text: what parts cells, and what parts the decimals of a number. */
export interface Conventions {
  readonly separator: ";" | ","
  readonly decimal: "," | "."
}

/** Where the decimal sign is a comma, cells are parted by semicolons. */
export const conventionsOf = (language: string): Conventions =>
  language === "en" ? { separator: ",", decimal: "." } : { separator: ";", decimal: "," }

/** What a spreadsheet would run as a formula is kept as text, however its first sign is written. */
const harmless = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (/[";,\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const cellOf = (cell: Written | null, { separator, decimal }: Conventions): string => {
  if (cell === null) return ""
  if (cell.kind === "text") return quoted(harmless(cell.text))
  if (cell.kind === "day") return cell.text
  const number = cell.text.replace(".", decimal)
  return separator === "," ? quoted(number) : number
}

/** A table as a file of text that spreadsheets open: with a mark that says UTF-8, and nothing in it that they run. */
export const csvOf = <Row>(table: Table<Row>, conventions: Conventions): string => {
  const head = table.columns.map(({ title }): Written => ({ kind: "text", text: title }))
  const lines = [head, ...cellsOf(table)].map((cells) => cells.map((cell) => cellOf(cell, conventions)))
  return `\uFEFF${lines.map((cells) => cells.join(conventions.separator)).join("\r\n")}\r\n`
}
