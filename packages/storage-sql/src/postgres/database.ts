import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import type { SqlError } from "effect/sql/SqlError"
import type { PgConnection } from "@effect/sql-pg/PgConnection"
import * as PgPool from "@effect/sql-pg/PgPool"
import * as PgTypes from "@effect/sql-pg/PgTypes"

/** A row, in the order of its columns. */
export type Row = ReadonlyArray<unknown>

/** Connections to one database, each statement in a transaction of its own. */
export interface Database {
  /** Sends one statement, prepared once for each connection: one round trip. */
  readonly ask: (sql: string, parameters: ReadonlyArray<unknown>) => Effect.Effect<ReadonlyArray<Row>, SqlError>
  /** Several statements on one connection, between `BEGIN` and `COMMIT`. */
  readonly together: <E>(work: (ask: Database["ask"]) => Effect.Effect<void, E>) => Effect.Effect<void, E | SqlError>
  /** Lets go of every connection; what is under way is ended or abandoned. */
  readonly close: () => Promise<void>
}

/** Where the database is, and how many connections may be held to it. */
export interface DatabaseOptions {
  readonly url: string
  readonly connections: number
  readonly prepare: boolean
}

/** A name as SQL writes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Opens a pool; connections are made as they are needed. */
export const openPool = async ({ url, connections, prepare }: DatabaseOptions): Promise<Database> => {
  const scope = Scope.makeUnsafe()
  const pool = await Effect.runPromise(
    Scope.provide(
      PgPool.make({
        url: Redacted.make(url),
        maxConnections: connections,
        applicationName: "cabas",
        maxMessageSize: largestAnswer,
        prepare,
      }),
      scope,
    ),
  )
  const met = new WeakSet<PgConnection>()
  const first = (connection: PgConnection) => {
    met.add(connection)
    return connection.queryValues(keepingMemory, [], false)
  }
  return {
    ask: (sql, parameters) =>
      pool.use((connection) => {
        const asked = connection.queryValues(sql, parameters)
        return met.has(connection) ? asked : Effect.andThen(first(connection), asked)
      }),
    together: (work) =>
      Effect.scoped(
        Effect.flatMap(pool.reserve, (connection) => {
          const ask: Database["ask"] = (sql, parameters) => connection.queryValues(sql, parameters, false)
          return Effect.andThen(
            ask("BEGIN", []),
            Effect.matchCauseEffect(work(ask), {
              onSuccess: () => Effect.asVoid(ask("COMMIT", [])),
              onFailure: (cause) => Effect.andThen(Effect.ignore(ask("ROLLBACK", [])), Effect.failCause(cause)),
            }),
          )
        }),
      ),
    close: () => Effect.runPromise(Scope.close(scope, Exit.void)),
  }
}

/**
 * What each connection is asked first. A process of PostgreSQL that runs on glibc gives memory back to the system after
 * each call that took more than 128 kB, and takes it anew with the next; that was a quarter to a third of what an order
 * cost. Once it has let go of a piece of 1 MB, it keeps up to twice as much for itself.
 */
const keepingMemory = "SELECT length(repeat('-', 1048576))"

/** A page of documents may be large; the driver's own limit is 16 MiB for a row. */
const largestAnswer = 256 * 1024 * 1024

const parameter = (oid: number, value: unknown): PgTypes.Parameter => ({
  [PgTypes.ParameterTypeId]: PgTypes.ParameterTypeId,
  oid,
  value,
})

/** A list of texts, some of which may be null, as a parameter. Always of the same type, so that a statement stays one. */
export const texts = (values: ReadonlyArray<string | null>): PgTypes.Parameter =>
  parameter(PgTypes.OID.textArray, values)

/** A list of whole numbers as a parameter. */
export const wholes = (values: ReadonlyArray<number | bigint | null>): string =>
  `{${values.map((value) => value ?? "NULL").join()}}`
