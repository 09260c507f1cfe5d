import * as Effect from "effect/Effect"
import { StorageDown } from "@cabas/engine/storage"
import type { Batch, Committed, Conflict, Overdrawn, Repeated, SpaceId, Storage } from "@cabas/engine/storage"
import { callsOf } from "./calls.ts"
import { openPool } from "./database.ts"
import type { Database, Row } from "./database.ts"
import { doorOf } from "./door.ts"
import { spaceLock } from "./locks.ts"
import { upgrade } from "./open.ts"
import { momentOf } from "./positions.ts"
import * as Reading from "./reading.ts"
import { remembering } from "./remembered.ts"
import { downBecause, isPassing } from "./refusals.ts"
import * as Writing from "./writing.ts"

/** Where the database is, and how much this process may ask of it. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`, with libpq's options such as `?sslmode=require`. */
  readonly url: string
  /** The schema that the tables are in, made when there is none. `cabas` unless told. */
  readonly schema?: string
  /** Connections at most. 10 unless told. */
  readonly connections?: number
  /** How long one call may take, in milliseconds, before it fails. 30 000 unless told. */
  readonly patience?: number
  /** Characters of documents' JSON kept parsed in memory. 16 million unless told. */
  readonly remembered?: number
  /** Whether statements are prepared by name; not behind a pooler that cannot keep them. True unless told. */
  readonly prepare?: boolean
}

/** A storage in a PostgreSQL database, to be closed when done. */
export interface PostgresStorage extends Storage {
  /** Lets go of the connections. Any call after it fails with `StorageDown`, and so may one under way. */
  readonly close: () => Promise<void>
}

/**
 * Keeps Cabas in a PostgreSQL database, which any number of servers may share; any version from 13 on.
 *
 * Each call of the port is one round trip. A commit waits only for commits that touch the same documents, accounts or
 * series. `StorageDown` from a commit leaves open whether the batch is in; the same batch again tells.
 *
 * The balance of an account that is not kept (`isKept`) is summed from the journal of its space each time it is asked
 * for: fit for a report, not for a page that everybody opens.
 *
 * Rejects with `StorageDown` when the database cannot be reached, will not do, or was written by a newer version.
 */
export const postgresStorage = async (options: PostgresOptions): Promise<PostgresStorage> => {
  const { url, schema = "cabas", connections = 10, prepare = true } = options
  const database = await openPool({ url, connections, prepare })
  try {
    await Effect.runPromise(upgrade(database, schema))
  } catch (cause) {
    await database.close()
    throw cause
  }
  return storageOn(database, schema, options)
}

const storageOn = (database: Database, schema: string, options: PostgresOptions): PostgresStorage => {
  const { patience = 30_000, remembered = 16_000_000 } = options
  const documents = remembering(remembered)
  const calls = callsOf(schema)
  const door = doorOf(patience)
  /** What was seen may be of another past once the database was away: it may come back from a backup. */
  const gone = (down: StorageDown): StorageDown => {
    documents.clear()
    return down
  }
  const ask = (sql: string, parameters: ReadonlyArray<unknown>): Effect.Effect<ReadonlyArray<Row>, StorageDown> =>
    asked(database, sql, parameters, 0).pipe(
      Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.fail(tooLong(patience)) }),
      Effect.mapError(gone),
    )
  const knownIn = (space: SpaceId): Reading.Known => ({
    get: (key) => documents.get(space, key),
    put: (document, length) => documents.put(space, document, length),
  })
  const commit = (space: SpaceId, batch: Batch): Effect.Effect<Committed | Repeated, Conflict | Overdrawn | StorageDown> =>
    door.through(() => {
      const states = batch.writes.map(({ state }) => Writing.textOf(state))
      return Effect.flatMap(ask(calls.commit, Writing.parametersOf(schema, space, batch, states)), (rows) => {
        const outcome = Writing.outcomeOf(rows)
        if (outcome._tag === "Elsewhere") return Effect.andThen(settle(space), commit(space, batch))
        if (outcome._tag === "Repeated") return Effect.succeed(outcome)
        if (outcome._tag !== "Committed") return Effect.fail(outcome)
        const known = knownIn(space)
        for (const [index, { key, version, state }] of batch.writes.entries()) {
          known.put({ key, version, state }, states[index]?.length ?? 0)
        }
        return Effect.succeed(outcome)
      })
    })
  const settle = (space: SpaceId) => ask(calls.settle, [space, String(spaceLock(schema, space))])
  return {
    name: "postgres",
    read: (space, wanted) =>
      door.through(() => {
        const known = knownIn(space)
        const seen = Reading.seenOf(wanted, known)
        return Effect.map(ask(calls.read, Reading.parametersOf(space, wanted, seen)), (rows) =>
          Reading.snapshotOf(wanted, known, seen, rows),
        )
      }),
    commit,
    feed: (space, after, limit) =>
      door.through(() => {
        const parameters = [space, String(spaceLock(schema, space)), String(momentOf(after)), Reading.atMost(limit)]
        return Effect.map(ask(calls.feed, parameters), Reading.recordedIn)
      }),
    close: async () => {
      if (await door.close()) await database.close()
    },
  }
}

/** How often a statement is tried that failed in passing. */
const tries = 10

/** Asks, and again when it failed in passing: a little later each time, at random moments so that two do not meet again. */
const asked = (
  database: Database,
  sql: string,
  parameters: ReadonlyArray<unknown>,
  tried: number,
): Effect.Effect<ReadonlyArray<Row>, StorageDown> =>
  Effect.matchEffect(database.ask(sql, parameters), {
    onSuccess: Effect.succeed,
    onFailure: (cause) =>
      isPassing(cause) && tried < tries
        ? Effect.andThen(Effect.sleep(Math.random() * 2 ** tried), asked(database, sql, parameters, tried + 1))
        : Effect.fail(downBecause(cause)),
  })

const tooLong = (patience: number): StorageDown =>
  new StorageDown({ reason: `PostgreSQL: no answer within ${patience} ms` })
