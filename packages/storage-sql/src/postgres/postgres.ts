import * as Effect from "effect/Effect"
import { StorageDown } from "@cabas/engine/storage"
import type {
  Batch,
  Committed,
  Conflict,
  Overdrawn,
  Reading as Wanted,
  Repeated,
  Snapshot,
  SpaceId,
  Storage,
} from "@cabas/engine/storage"
import { fromMemory } from "../from-memory.ts"
import { callsOf } from "./calls.ts"
import type { Calls } from "./calls.ts"
import { openPool } from "./database.ts"
import type { Database, Row } from "./database.ts"
import { doorOf } from "./door.ts"
import { spaceLock } from "./locks.ts"
import { upgrade } from "./open.ts"
import { momentOf } from "./positions.ts"
import * as Reading from "./reading.ts"
import { remembering } from "./remembered.ts"
import type { Remembered } from "./remembered.ts"
import { downBecause, isPassing } from "./refusals.ts"
import { wakingOn } from "./waking.ts"
import type { Listener, Waking } from "./waking.ts"
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
  /** The spaces that hold anything, for tools that look after a whole database. */
  readonly spaces: () => Effect.Effect<ReadonlyArray<SpaceId>, StorageDown>
  /**
   * Tells of commits by any server, soon after them; `null` when it may have been in any space. Gives what stops it.
   * It is for waking up early: what is not told, because a connection was lost, is there to be read all the same.
   */
  readonly woken: (listener: Listener) => () => void
  /** Lets go of the connections. Any call after it fails with `StorageDown`, and so may one under way. */
  readonly close: () => Promise<void>
}

/**
 * Keeps Cabas in a PostgreSQL database, which any number of servers may share; any version from 13 on.
 *
 * Each call of the port is one round trip, but for readings that what is remembered is enough for. A commit waits only
 * for commits that touch the same documents, accounts or series. `StorageDown` from a commit leaves open whether the batch is in; the same batch again tells.
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

/** What the calls of one storage share. */
interface Opened {
  readonly schema: string
  readonly documents: Remembered
  readonly tell: Waking["tell"]
  readonly ask: (
    call: keyof Calls,
    parameters: ReadonlyArray<unknown>,
  ) => Effect.Effect<ReadonlyArray<Row>, StorageDown>
}

const storageOn = (database: Database, schema: string, options: PostgresOptions): PostgresStorage => {
  const { patience = 30_000, remembered = 16_000_000 } = options
  const documents = remembering(remembered)
  const door = doorOf(patience)
  const ask = askerOf(database, callsOf(schema), patience, documents.clear)
  const waking = wakingOn(database, options.url, schema)
  const opened: Opened = { schema, documents, ask, tell: waking.tell }
  return {
    name: "postgres",
    capabilities: ["durable", "shared"],
    read: (space, wanted) => door.through(() => readOn(opened, space, wanted)),
    commit: (space, batch) => door.through(() => commitOn(opened, space, batch)),
    feed: (space, after, limit) =>
      door.through(() => {
        const parameters = [space, String(spaceLock(schema, space)), String(momentOf(after)), Reading.atMost(limit)]
        return Effect.flatMap(ask("feed", parameters), (rows) => made(() => Reading.recordedIn(rows)))
      }),
    spaces: () => door.through(() => Effect.map(ask("spaces", []), (rows) => rows.map(([space]) => String(space)))),
    woken: waking.woken,
    close: async () => {
      if (!(await door.close())) return
      await waking.close()
      await database.close()
    },
  }
}

const knownIn = (documents: Remembered, space: SpaceId): Reading.Known => ({
  get: (key) => documents.get(space, key),
  put: (document, length) => documents.put(space, document, length),
})

/** What rows make, unless they are not what they should be. */
const made = <A>(make: () => A): Effect.Effect<A, StorageDown> =>
  Effect.try({
    try: make,
    catch: (cause) =>
      cause instanceof StorageDown ? cause : new StorageDown({ reason: `PostgreSQL: ${String(cause)}`, cause }),
  })

const readOn = ({ ask, documents }: Opened, space: SpaceId, wanted: Wanted): Effect.Effect<Snapshot, StorageDown> => {
  const known = knownIn(documents, space)
  const seen = Reading.seenOf(wanted, known)
  const remembered = fromMemory(wanted, (key) => seen.get(key))
  if (remembered !== undefined) return Effect.succeed(remembered)
  const looked = Effect.flatMap(ask("read", Reading.parametersOf(space, wanted, seen)), (rows) =>
    made(() => Reading.snapshotOf(wanted, known, seen, rows)),
  )
  if (wanted.batch === undefined) return looked
  return Effect.flatMap(looked, (snapshot) =>
    snapshot.batch === null ? Effect.succeed(snapshot) : alsoElsewhere(ask, snapshot),
  )
}

/**
 * What says that a batch is in, once that is sure. A primary whose replicas were away when the batch was committed may
 * show it and be alone in having it, after the wait for them was given up or the server was started again.
 */
const alsoElsewhere = <A>(ask: Opened["ask"], found: A): Effect.Effect<A, StorageDown> =>
  Effect.as(ask("replicated", []), found)

const commitOn = (
  opened: Opened,
  space: SpaceId,
  batch: Batch,
): Effect.Effect<Committed | Repeated, Conflict | Overdrawn | StorageDown> => {
  const { schema, documents, ask, tell } = opened
  const states = batch.writes.map(({ state }) => Writing.textOf(state))
  const parameters = Writing.parametersOf(schema, space, batch, states)
  const { erases } = batch
  const call =
    erases === undefined ? ask("commit", parameters) : ask("erase", [...parameters, ...Writing.erasing(erases)])
  return Effect.flatMap(call, (rows) => {
    const outcome = Writing.outcomeOf(rows)
    switch (outcome._tag) {
      case "Committed":
        tell(space)
        for (const [index, { key, version, state }] of batch.writes.entries()) {
          documents.put(space, { key, version, state }, states[index]?.length ?? 0)
        }
        return Effect.succeed(outcome)
      case "Repeated":
        return alsoElsewhere(ask, outcome)
      case "Elsewhere":
        return Effect.andThen(ask("settle", [space, String(spaceLock(schema, space))]), commitOn(opened, space, batch))
      default:
        return Effect.fail(outcome)
    }
  })
}

/**
 * Asks the database: again when a statement failed in passing, and not for longer than patience lasts. When it is away,
 * what was seen may be of another past: it may come back from a backup.
 */
const askerOf = (database: Database, calls: Calls, patience: number, forget: () => void): Opened["ask"] => {
  const tooLong = new StorageDown({ reason: `PostgreSQL: no answer within ${patience} ms` })
  const down = (cause: StorageDown): StorageDown => {
    forget()
    return cause
  }
  return (call, parameters) =>
    asked(database, calls[call], parameters, 0).pipe(
      Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.fail(tooLong) }),
      Effect.mapError(down),
    )
}

/** How often a statement is tried that failed in passing. */
const tries = 10

/** Asks; a little later again each time, at random moments so that two do not meet again. */
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
