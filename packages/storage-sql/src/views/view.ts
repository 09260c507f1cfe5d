import type { Dialect } from "./dialect.ts"

/** What a column holds: what a reader of the pages, and a test of the columns, should know of it. */
export type ColumnKind = "text" | "whole" | "money" | "basis-points" | "instant" | "day" | "flag"

/** A column of a view. */
export interface Column {
  readonly name: string
  readonly kind: ColumnKind
  /** One sentence, as the documentation shows it. */
  readonly says: string
  /** The SQL expression, the same in every dialect. */
  readonly is: string
}

/** A flat view for a host's own reports. Its first column is the space. */
export interface View {
  readonly name: string
  readonly says: string
  readonly columns: (sql: Dialect) => ReadonlyArray<Column>
  /** What stands after `FROM`. */
  readonly from: (sql: Dialect) => string
}

/** Makes a column of a kind. */
const column =
  (kind: ColumnKind) =>
  (name: string, is: string, says: string): Column => ({ name, kind, is, says })

/** Columns by what they hold. */
export const a = {
  text: column("text"),
  whole: column("whole"),
  money: column("money"),
  basisPoints: column("basis-points"),
  instant: column("instant"),
  day: column("day"),
  flag: column("flag"),
}

/** The leading column of every view. */
export const spaceOf = (relation: string): Column =>
  a.text("space", `${relation}.space`, "the space: the id of the group")

/** The query of a view. */
export const queryOf = ({ columns, from }: View, sql: Dialect): string =>
  `SELECT\n${columns(sql)
    .map(({ is, name }) => `  ${is} AS ${name}`)
    .join(",\n")}\nFROM ${from(sql)}`
