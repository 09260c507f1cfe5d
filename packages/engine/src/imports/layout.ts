import { headerOf } from "./columns.ts"
import type { Header } from "./columns.ts"
import type { Separator } from "./imports.schema.ts"
import { rowsOf } from "./records.ts"

/** How far down the titles may be. */
const titlesWithin = 10

/** How a file is laid out; without `header` when no line of it holds the titles of a price list. */
export interface Layout {
  readonly separator: Separator
  readonly header?: Header
  readonly line?: number
}

/**
 * The separator under which the titles make sense, and where they are.
 * @rule IMPORT-3
 */
export function layoutOf(text: string): Layout {
  const layouts = ([";", ",", "\t"] as const).map((separator) => {
    const rows = rowsOf(text, separator, titlesWithin)
    for (const { cells, line, broken } of rows) {
      const header = broken ? undefined : headerOf(cells)
      if (header !== undefined) return { separator, header, line, columns: header.at.size, widest: 0 }
    }
    return { separator, columns: 0, widest: Math.max(...rows.map(({ cells }) => cells.length)) }
  })
  return layouts.reduce((best, next) =>
    next.columns > best.columns || (next.columns === best.columns && next.widest > best.widest) ? next : best,
  )
}
