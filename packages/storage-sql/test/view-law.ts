import { isDeepStrictEqual } from "node:util"
import type { Storage } from "@cabas/engine/storage"
import { sqlite } from "../src/views/dialect.ts"
import type { Column, View } from "../src/views/view.ts"
import { views } from "../src/views/views.ts"
import { rowsFor, toldBy } from "./view-rows.ts"
import type { ViewRow } from "./view-rows.ts"

/** Asks a database in SQL, as a host's own tools would; gives the rows as lists of values. */
export type AskSql = (sql: string) => Promise<ReadonlyArray<ReadonlyArray<unknown>>>

/** A value as JavaScript has it, whatever the driver makes of numbers and of what is true. */
const plain = (value: unknown, { kind }: Column): unknown => {
  if (value === null) return null
  if (kind === "flag") return value === true || value === 1
  return kind === "whole" || kind === "money" || kind === "basis-points" ? Number(value) : value
}

const columnsOf = (view: View): ReadonlyArray<Column> =>
  view.columns(sqlite).filter(({ name }) => view.name !== "cabas_ledger_entries" || name !== "position")

/** The rows of a view in a space. @param schema what stands before the view's name, with its point */
export const rowsIn = async (
  ask: AskSql,
  schema: string,
  view: View,
  space: string,
): Promise<ReadonlyArray<ViewRow>> => {
  const columns = columnsOf(view)
  const rows = await ask(
    `SELECT ${columns.map(({ name }) => name).join(", ")} FROM ${schema}${view.name} WHERE space = '${space}'`,
  )
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, plain(row[index], column)])))
}

const inOrder = (rows: ReadonlyArray<ViewRow>): ReadonlyArray<string> =>
  rows.map((row) => JSON.stringify(Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1)))).toSorted()

/** Throws unless every view shows of a space what the rules of the core say. */
export const viewsTellTheRules = async (
  storage: Storage,
  space: string,
  ask: AskSql,
  schema = "",
): Promise<Readonly<Record<string, number>>> => {
  const expected = rowsFor(await toldBy(storage, space))
  const counts: Record<string, number> = {}
  for (const view of views) {
    const shown = inOrder(await rowsIn(ask, schema, view, space))
    const said = inOrder(expected[view.name] ?? [])
    counts[view.name] = said.length
    if (!isDeepStrictEqual(shown, said)) {
      const wrong = shown.filter((row) => !said.includes(row))
      const missing = said.filter((row) => !shown.includes(row))
      throw new Error(`${view.name} shows\n${wrong.join("\n")}\ninstead of\n${missing.join("\n")}`)
    }
  }
  return counts
}
