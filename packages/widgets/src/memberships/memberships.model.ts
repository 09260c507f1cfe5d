import type { Memberships } from "../books/books.store.ts"
import { fits } from "../books/books.model.ts"
import type { BooksWords } from "../books/books.words.ts"
import type { Table } from "../table/table.ts"

/** A household and where its membership stands. */
export type Row = Memberships["members"][number]

const states = ["late", "promised", "paid"] as const

/** Those who are looked for, the late ones first, then by name. */
export const shownOf = (rows: ReadonlyArray<Row>, search: string, lateOnly: boolean): ReadonlyArray<Row> =>
  rows
    .filter(({ name, state }) => fits(search, name) && (!lateOnly || state === "late"))
    .toSorted(
      (one, other) => states.indexOf(one.state) - states.indexOf(other.state) || one.name.localeCompare(other.name),
    )

/** How many stand where, and what was received. */
export const countsOf = (rows: ReadonlyArray<Row>) => {
  const count = (state: Row["state"]) => rows.filter((row) => row.state === state).length
  const total = rows.reduce((sum, { state, fee }) => (state === "paid" ? sum + (fee ?? 0) : sum), 0)
  return { paid: count("paid"), promised: count("promised"), late: count("late"), total }
}

/** What is taken along of a year: a row for each household. */
export const tableOf = (
  rows: ReadonlyArray<Row>,
  { words, label, currency }: { readonly words: BooksWords; readonly label: string; readonly currency: string },
): Table<Row> => {
  const said = words.memberships
  return {
    name: said.file(label),
    currency,
    rows,
    columns: [
      { title: words.household, kind: "text", of: ({ name }) => name },
      { title: said.state, kind: "text", of: ({ state }) => said.states[state] },
      { title: said.fee, kind: "amount", of: ({ fee }) => fee },
      { title: said.since, kind: "day", of: ({ at }) => at?.slice(0, 10) ?? null },
    ],
  }
}
