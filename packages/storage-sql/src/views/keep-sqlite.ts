import type { DatabaseSync } from "node:sqlite"
import { sqlite } from "./dialect.ts"
import { queryOf } from "./view.ts"
import { views } from "./views.ts"

/** SQLite keeps the text of a view as it was given, so that the text tells whether it is still the one. */
const wanted: ReadonlyMap<string, string> = new Map(
  views.map((view) => [view.name, `CREATE VIEW ${view.name} AS\n${queryOf(view, sqlite)}`]),
)

const outdated = (database: DatabaseSync): ReadonlyArray<string> => {
  const there = new Map(
    database
      .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'view'")
      .all()
      .map(({ name, sql }) => [String(name), String(sql)]),
  )
  return [...wanted.keys()].filter((name) => there.get(name) !== wanted.get(name))
}

/**
 * Makes the views that are missing or whose text is another; looks only, when all are as they should be. Several
 * processes may do so at the same moment. Throws what SQLite throws.
 */
export const keepViews = (database: DatabaseSync): void => {
  if (outdated(database).length === 0) return
  database.exec("BEGIN IMMEDIATE")
  try {
    // Looked at again: another process may have made them while this one waited.
    for (const name of outdated(database)) database.exec(`DROP VIEW IF EXISTS ${name};\n${wanted.get(name) ?? ""}`)
    database.exec("COMMIT")
  } catch (cause) {
    if (database.isTransaction) database.exec("ROLLBACK")
    throw cause
  }
}
