import { readFileSync } from "node:fs"

/** A rule of a page with its table: the titles of its columns and the cells as values. */
export interface Rule {
  readonly id: string
  readonly title: string
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<unknown>>
}

/** Answers the question of a row: what the answer columns of the page must say. */
// oxlint-disable-next-line typescript/no-explicit-any -- what a row gives is whatever the page says; a wrong cell fails.
export type Ask = (...given: Array<any>) => ReadonlyArray<unknown>

/** A row of a rule's table: what is given, and what the page says comes of it. */
export interface Case {
  readonly title: string
  readonly given: ReadonlyArray<unknown>
  readonly says: ReadonlyArray<unknown>
}

/** The rules of a page of the rule book. */
export const rulesOn = (page: string): ReadonlyArray<Rule> =>
  readFileSync(new URL(`../../../docs/rules/${page}`, import.meta.url), "utf8")
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [id = "", title = ""] = section.split("\n", 1)[0]!.split(" — ")
      const table = section
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .map((line) => line.split("|").slice(1, -1))
      const columns = (table[0] ?? []).map((column) => column.trim())
      return { id, title, columns, rows: table.slice(2).map((line) => line.map(cell)) }
    })

/** A cell is JSON, or the text itself. */
const cell = (text: string): unknown => {
  try {
    return JSON.parse(text.trim())
  } catch {
    return text.trim()
  }
}

/** The cases of a rule's table. */
export const casesOf = ({ columns, rows }: Rule): ReadonlyArray<Case> => {
  const given = columns.filter((column) => !column.startsWith("→")).length
  return rows.map((row) => ({
    title: row.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" · "),
    given: row.slice(0, given),
    says: row.slice(given),
  }))
}
