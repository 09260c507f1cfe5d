import { createHash } from "node:crypto"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import { quoted } from "../postgres/database.ts"
import type { Database } from "../postgres/database.ts"
import { spaceLock } from "../postgres/locks.ts"
import { postgres } from "./dialect.ts"
import { queryOf } from "./view.ts"
import type { View } from "./view.ts"
import { views } from "./views.ts"

/** A view as it is to be: PostgreSQL keeps no text of it, so its comment carries a mark of the text. */
interface Wanted {
  readonly name: string
  readonly comment: string
  readonly make: string
}

const wantedIn = (schema: string): ReadonlyArray<Wanted> => {
  const sql = postgres(quoted(schema))
  return views.map((view) => {
    const query = queryOf(view, sql)
    const mark = createHash("sha256").update(query).digest("base64url").slice(0, 12)
    const comment = `${view.says} (${mark})`
    return { name: view.name, comment, make: makingOf(view, quoted(schema), query, comment) }
  })
}

const text = (said: string): string => `'${said.replaceAll("'", "''")}'`

/**
 * Replaces a view in place while its first columns stay the same, so that views of the host's upon it stay too;
 * otherwise anew, which PostgreSQL refuses when something of the host's depends on it.
 */
const makingOf = ({ name }: View, schema: string, query: string, comment: string): string => `
  BEGIN
    EXECUTE ${text(`CREATE OR REPLACE VIEW ${schema}.${name} AS ${query}`)};
  EXCEPTION WHEN invalid_table_definition THEN
    EXECUTE ${text(`DROP VIEW ${schema}.${name}`)};
    EXECUTE ${text(`CREATE VIEW ${schema}.${name} AS ${query}`)};
  END;
  COMMENT ON VIEW ${schema}.${name} IS ${text(comment)};`

const outdated = (ask: Database["ask"], schema: string): Effect.Effect<ReadonlyArray<Wanted>, SqlError> =>
  Effect.map(
    ask(
      `SELECT c.relname, obj_description(c.oid, 'pg_class') FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'v'`,
      [schema],
    ),
    (rows) => {
      const there = new Map(rows.map(([name, comment]) => [name, comment]))
      return wantedIn(schema).filter(({ name, comment }) => there.get(name) !== comment)
    },
  )

/**
 * Makes the views that are missing or whose query is another; looks only, when all are as they should be. Several
 * servers may do so at the same moment.
 */
export const keepViews = (database: Database, schema: string): Effect.Effect<void, SqlError> =>
  Effect.gen(function* () {
    if ((yield* outdated(database.ask, schema)).length === 0) return
    yield* database.together((ask) => remake(ask, schema))
  })

const remake = Effect.fnUntraced(function* (ask: Database["ask"], schema: string): Effect.fn.Return<void, SqlError> {
  yield* ask("SELECT pg_advisory_xact_lock($1::bigint)", [String(spaceLock(schema, "the schema"))])
  // Looked at again: another server may have made them while this one waited.
  const missing = yield* outdated(ask, schema)
  if (missing.length > 0) yield* ask(`DO $cabas$ BEGIN ${missing.map(({ make }) => make).join("")} END $cabas$`, [])
})
