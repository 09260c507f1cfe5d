import type { Separator } from "./imports.schema.ts"

/** The cells of one row, and the 1-based line it begins on. `broken` when its quotes do not close. */
export interface CellRow {
  readonly line: number
  readonly cells: ReadonlyArray<string>
  readonly broken: boolean
}

/**
 * The rows of a text whose lines end in `\n`. A row whose quotes do not close costs its own line only:
 * reading starts again on the next one. Takes time in proportion to the text, whatever its quotes.
 * @rule IMPORT-2
 */
export function rowsOf(text: string, separator: Separator, most = Number.POSITIVE_INFINITY): Array<CellRow> {
  const rows: Array<CellRow> = []
  let at = 0
  let line = 1
  while (at < text.length && rows.length < most) {
    const row = rowAt(text, separator, at)
    if (row === undefined) {
      const end = lineEnd(text, at)
      rows.push({ line, cells: [text.slice(at, end)], broken: true })
      at = end + 1
      line += 1
    } else {
      rows.push({ line, cells: row.cells, broken: false })
      at = row.end + 1
      line += row.lines
    }
  }
  return rows
}

/** Whether a row says nothing at all. */
export const isBlank = (cells: ReadonlyArray<string>): boolean => cells.every((cell) => cell.trim() === "")

/** The row that begins there, where it ends and over how many lines; `undefined` when its quotes do not close. */
function rowAt(text: string, separator: Separator, start: number) {
  const cells: Array<string> = []
  let lines = 1
  for (let at = start; ; at++) {
    const quoted = text[at] === '"'
    const end = quoted ? quotedEnd(text, separator, at) : plainEnd(text, separator, at)
    if (end === undefined) return undefined
    const cell = text.slice(at, end)
    cells.push(quoted ? cell.slice(1, cell.lastIndexOf('"')).replaceAll('""', '"') : cell)
    if (quoted) lines += newlinesIn(cell)
    at = end
    if (text[at] !== separator) return { cells, lines, end }
  }
}

const isEnd = (text: string, separator: Separator, at: number): boolean =>
  at >= text.length || text[at] === separator || text[at] === "\n"

function plainEnd(text: string, separator: Separator, start: number): number {
  let at = start
  while (!isEnd(text, separator, at)) at++
  return at
}

/** Where a quoted cell ends, spaces after its closing quote included; `undefined` when more than spaces follow it, or it has none. */
function quotedEnd(text: string, separator: Separator, start: number): number | undefined {
  let quote = text.indexOf('"', start + 1)
  while (quote !== -1 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2)
  if (quote === -1) return undefined
  let at = quote + 1
  while (text[at] === " ") at++
  return isEnd(text, separator, at) ? at : undefined
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start)
  return end === -1 ? text.length : end
}

function newlinesIn(cell: string): number {
  let count = 0
  for (let at = cell.indexOf("\n"); at !== -1; at = cell.indexOf("\n", at + 1)) count++
  return count
}
