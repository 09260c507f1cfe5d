import { fingerprinted } from "@cabas/core/bank"
import type { StatementEntry } from "@cabas/core/bank"
import { lineText, shown } from "./cell-text.ts"
import { decodeFile } from "./encoding.ts"
import type { Encoding } from "./imports.schema.ts"
import { isBlank } from "./records.ts"
import { camtLines } from "./statement-camt.ts"
import { statementLayout } from "./statement-columns.ts"
import type { StatementColumns, StatementLayout } from "./statement-columns.ts"
import { statementLines } from "./statement-csv.ts"
import type { StatementFile, StatementProblem, StatementRow } from "./statement.schema.ts"

/** What holds where a statement does not say. */
export interface StatementDefaults {
  /** An ISO 4217 code, the group's. */
  readonly currency: string
  /** The account that the statement is of; tells apart lines of two accounts. */
  readonly account: string | null
}

/** A line as it was read, before it is given what it is recognised by. */
export type ReadEntry = Omit<StatementRow, "entry"> & { readonly entry?: StatementEntry }

/** What reading one kind of file gives. */
export interface ReadLines {
  readonly lines: ReadonlyArray<ReadEntry>
  readonly problems: ReadonlyArray<StatementProblem>
}

/** A year of a busy account; a longer file would keep others waiting. */
const mostRows = 20_000
const mostCharacters = 20_000_000

const nothing = { format: "unknown", separator: null, rows: [], blankRows: 0, problems: [], warnings: [] } as const

const unread = (encoding: Encoding, problem: StatementProblem): StatementFile => ({
  ...nothing,
  encoding,
  problems: [problem],
})

/**
 * Reads a bank statement, a CSV file of any bank or CAMT.053: each line gives one row, an entry for `matchEntries` or
 * the reasons why not.
 * @rule BANK-10, BANK-11, BANK-12
 * @see D30
 */
export function readStatement(
  file: Uint8Array | string,
  { currency, account = null }: { readonly currency: string; readonly account?: string | null },
): StatementFile {
  const decoded = decodeFile(file)
  if ("notText" in decoded) return unread("utf-8", { _tag: "FileNotText", kind: decoded.notText })
  const { text, encoding } = decoded
  if (text.trim() === "") return unread(encoding, { _tag: "FileEmpty" })
  if (text.length > mostCharacters) {
    return unread(encoding, { _tag: "FileTooLarge", characters: text.length, maximum: mostCharacters })
  }
  const defaults = { currency, account }
  return text.trimStart().startsWith("<") ? fromXml(text, encoding, defaults) : fromCells(text, encoding, defaults)
}

function fromXml(text: string, encoding: Encoding, defaults: StatementDefaults): StatementFile {
  const { lines, problems } = camtLines(text, defaults)
  if (lines.length > mostRows) {
    return unread(encoding, { _tag: "TooManyRows", rows: lines.length, maximum: mostRows })
  }
  return {
    ...nothing,
    format: problems.length > 0 ? "unknown" : "camt.053",
    encoding,
    rows: recognised(lines),
    problems,
  }
}

function fromCells(text: string, encoding: Encoding, defaults: StatementDefaults): StatementFile {
  const layout = statementLayout(text)
  const { separator, rows, above } = layout
  if (rows.length > mostRows) {
    return { ...unread(encoding, { _tag: "TooManyRows", rows: rows.length, maximum: mostRows }), separator }
  }
  const blankRows = rows.filter(({ cells }) => isBlank(cells)).length
  if (!hasColumns(layout)) return { ...withoutColumns(layout, encoding), blankRows }
  const warnings = [...above.flatMap(aboveTitles), ...ignoredColumns(layout)]
  const lines = statementLines(layout, defaults)
  return { ...nothing, format: "csv", encoding, separator, rows: recognised(lines), blankRows, warnings }
}

const hasColumns = (layout: StatementLayout): layout is StatementLayout & { readonly columns: StatementColumns } =>
  layout.columns !== undefined

/** A file in which neither titles nor cells show day and amount: every line is refused for it. */
function withoutColumns({ rows, separator }: StatementLayout, encoding: Encoding): StatementFile {
  const filled = rows.filter(({ cells }) => !isBlank(cells))
  const value = shown(lineText(filled[0]?.cells.join(separator) ?? ""))
  const problems: ReadonlyArray<StatementProblem> = [{ _tag: "ColumnsUnknown", value }]
  const refused = filled.map(({ line }) => ({ line, path: "", problems, warnings: [] }))
  return { ...nothing, encoding, separator, rows: refused, problems }
}

const aboveTitles = ({ line, cells }: StatementLayout["above"][number]): ReadonlyArray<StatementProblem> =>
  isBlank(cells)
    ? []
    : [{ _tag: "LineBeforeHeader", line, value: shown(lineText(cells.filter((cell) => cell !== "").join(" "))) }]

function ignoredColumns({ columns, rows }: StatementLayout): ReadonlyArray<StatementProblem> {
  return (columns?.ignored ?? []).flatMap((index): ReadonlyArray<StatementProblem> => {
    const path = columns?.titles[index] ?? ""
    const filled = rows.filter(({ cells }) => (cells[index] ?? "").trim() !== "").length
    return path === "" && filled === 0 ? [] : [{ _tag: "ColumnIgnored", path, filled }]
  })
}

/** The rows with what each entry is recognised by: it counts how often the file has the same. @rule BANK-6 */
function recognised(lines: ReadonlyArray<ReadEntry>): ReadonlyArray<StatementRow> {
  const known = fingerprinted(lines.flatMap(({ entry }) => (entry === undefined ? [] : [entry])))
  let next = 0
  return lines.map(({ entry, ...line }) => (entry === undefined ? line : { ...line, entry: known[next++]! }))
}
