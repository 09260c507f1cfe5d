import * as Effect from "effect/Effect"
import { StorageDown } from "@cabas/engine/storage"
import type { SqlError } from "effect/sql/SqlError"
import { keepViews } from "../views/keep-postgres.ts"
import { quoted } from "./database.ts"
import type { Database } from "./database.ts"
import { spaceLock } from "./locks.ts"
import { downBecause } from "./refusals.ts"
import { steps } from "./schema.ts"
import type { Step } from "./schema.ts"

/**
 * Looks whether the database will do, and brings the schema up to date; several servers may do so at the same moment.
 * `known` are the steps of the schema; those of this version unless told.
 * Fails with `StorageDown` when it will not do or was written by a newer version.
 */
export const upgrade = (
  database: Database,
  schema: string,
  known: ReadonlyArray<Step> = steps,
): Effect.Effect<void, StorageDown> =>
  Effect.gen(function* () {
    yield* looksRight(database)
    if ((yield* versionOf(database.ask, schema)) !== known.length) {
      yield* database.together((ask) => stepByStep(ask, schema, known))
      const version = yield* versionOf(database.ask, schema)
      if (version > known.length) yield* new StorageDown({ reason: tooNew(schema, version, known.length) })
    }
    yield* keepViews(database, schema)
  }).pipe(Effect.mapError((cause) => (cause instanceof StorageDown ? cause : downBecause(cause))))

const looksRight = Effect.fnUntraced(function* (database: Database) {
  const [found] = yield* database.ask(
    "SELECT current_setting('server_encoding'), current_setting('transaction_isolation'), current_setting('server_version_num')::integer",
    [],
  )
  const [encoding, isolation, version] = found ?? []
  if (Number(version) < oldest * 10_000) yield* new StorageDown({ reason: `PostgreSQL ${oldest} or newer is needed.` })
  if (encoding !== "UTF8") {
    yield* new StorageDown({
      reason: `The database's encoding is ${String(encoding)}: UTF8 is needed for letters of every language.`,
    })
  }
  if (isolation !== "read committed") {
    yield* new StorageDown({
      reason:
        `The database's transactions are ${String(isolation)} unless told: Cabas needs them read committed. ` +
        `Say ALTER ROLE … SET default_transaction_isolation = 'read committed' for the role that Cabas has.`,
    })
  }
})

/** The first version with numbers of transactions in 64 bits. */
const oldest = 13

const stepByStep = Effect.fnUntraced(function* (
  ask: Database["ask"],
  schema: string,
  known: ReadonlyArray<Step>,
): Effect.fn.Return<void, SqlError> {
  yield* ask("SELECT pg_advisory_xact_lock($1::bigint)", [String(spaceLock(schema, "the schema"))])
  // Read again: another server may have upgraded while this one waited.
  const version = yield* versionOf(ask, schema)
  if (version >= known.length) return
  const [exists] = yield* ask("SELECT 1 FROM pg_namespace WHERE nspname = $1", [schema])
  if (exists === undefined) yield* ask(`CREATE SCHEMA ${quoted(schema)}`, [])
  yield* ask(
    `CREATE TABLE IF NOT EXISTS ${quoted(schema)}.cabas_schema (
      version integer PRIMARY KEY, reached_at timestamptz NOT NULL DEFAULT now())`,
    [],
  )
  for (const [index, step] of known.entries()) {
    if (index < version) continue
    for (const statement of step(quoted(schema))) yield* ask(statement, [])
    yield* ask(`INSERT INTO ${quoted(schema)}.cabas_schema (version) VALUES ($1)`, [index + 1])
  }
})

const versionOf = Effect.fnUntraced(function* (
  ask: Database["ask"],
  schema: string,
): Effect.fn.Return<number, SqlError> {
  // Asked of the catalogue's rows: what a connection remembers of names may be older than the lock it has just got.
  const [table] = yield* ask(
    "SELECT 1 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'cabas_schema'",
    [schema],
  )
  if (table === undefined) return 0
  const [row] = yield* ask(`SELECT max(version) FROM ${quoted(schema)}.cabas_schema`, [])
  return Number(row?.[0] ?? 0)
})

const tooNew = (schema: string, version: number, newest: number): string =>
  `The schema ${schema} of the database was written by a newer Cabas: its version is ${version}, ` +
  `and this one knows versions up to ${newest}. Update Cabas, or name another schema.`
