import Papa from "papaparse"
import type { Separator } from "./imports.schema.ts"

/** The cells of one row, and the 1-based line it begins on. `broken` when its quotes do not close. */
export interface CellRow {
  readonly line: number
  readonly cells: ReadonlyArray<string>
  readonly broken: boolean
}

/** After so many rows with bad quotes, the rest of the file is no longer parsed, only listed. */
const mostRepairs = 50

/**
 * The rows of a text whose lines end in `\n`. A row whose quotes do not close costs its own line only:
 * reading starts again on the next one.
 * @rule IMPORT-2
 */
export function rowsOf(text: string, separator: Separator, most = Number.POSITIVE_INFINITY): Array<CellRow> {
  const rows: Array<CellRow> = []
  let rest = text
  let line = 1
  for (let repairs = 0; rest !== "" && rows.length < most; repairs++) {
    if (repairs === mostRepairs) return [...rows, ...unread(rest, line)]
    const good = soundRows(rest, separator, line, most - rows.length)
    for (const row of good.rows) rows.push(row)
    if (good.stoppedAt === undefined) return rows
    rest = afterLines(rest, good.stoppedAt - line)
    const end = rest.indexOf("\n")
    rows.push({ line: good.stoppedAt, cells: [end === -1 ? rest : rest.slice(0, end)], broken: true })
    rest = end === -1 ? "" : rest.slice(end + 1)
    line = good.stoppedAt + 1
  }
  return rows
}

/** Whether a row says nothing at all. */
export const isBlank = (cells: ReadonlyArray<string>): boolean => cells.every((cell) => cell.trim() === "")

/** The rows up to the first whose quotes do not close, and the line of that one. */
function soundRows(text: string, separator: Separator, firstLine: number, most: number) {
  const parsed = Papa.parse<Array<string>>(text, {
    delimiter: separator,
    newline: "\n",
    ...(Number.isFinite(most) ? { preview: most } : {}),
  })
  const bad = parsed.errors.find(({ type }) => type === "Quotes")?.row
  const rows: Array<CellRow> = []
  let line = firstLine
  for (const cells of parsed.data.slice(0, bad)) {
    rows.push({ line, cells, broken: false })
    line += 1
    for (const cell of cells) line += newlinesIn(cell)
  }
  // What follows the last line end is not a row.
  if (bad === undefined && rows.at(-1)?.cells.length === 1 && rows.at(-1)?.cells[0] === "" && text.endsWith("\n")) {
    rows.pop()
  }
  return { rows, stoppedAt: bad === undefined ? undefined : line }
}

function newlinesIn(cell: string): number {
  let count = 0
  for (let at = cell.indexOf("\n"); at !== -1; at = cell.indexOf("\n", at + 1)) count++
  return count
}

function afterLines(text: string, count: number): string {
  let at = 0
  for (let left = count; left > 0; left--) at = text.indexOf("\n", at) + 1
  return text.slice(at)
}

const unread = (text: string, firstLine: number): Array<CellRow> =>
  text.split("\n").map((cell, index) => ({ line: firstLine + index, cells: [cell], broken: true }))
