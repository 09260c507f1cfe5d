import * as Effect from "effect/Effect"
import { StorageDown } from "@cabas/engine/storage"
import type { Batch, Committed, Conflict, Overdrawn, Repeated, SpaceId, Storage } from "@cabas/engine/storage"
import { fromMemory } from "../from-memory.ts"
import { groupCommit } from "./group.ts"
import type { Answer } from "./group.ts"
import { knowing } from "./known.ts"
import { openDatabase } from "./open.ts"
import { patiently } from "./patience.ts"
import { atOneMoment, feedOf, readSpace } from "./reading.ts"
import type { Connection } from "./reading.ts"
import { prepare } from "./statements.ts"
import { prepareBatch } from "./writing.ts"

/** Where the data lies, and how much this process may spend on it. */
export interface SqliteOptions {
  /** Path of the database file, which is created when there is none; `:memory:` keeps nothing. */
  readonly file: string
  /** How long a call waits while another process holds the file, in milliseconds, before it fails. 5000 unless told. */
  readonly patience?: number
  /**
   * Characters of documents' JSON kept parsed in memory, and with every 800 of them one balance, 20 000 at least. 16
   * million unless told; 2000 groups of 50 members and 24 products take 80 million.
   */
  readonly remembered?: number
  /** Kilobytes of the file kept in memory. 16 384 unless told; what reads everything once is quicker with 2048. */
  readonly cached?: number
  /**
   * When commits are flushed to the disk: each before it is answered, unless told; or `later`, now and then and at the
   * end, so that a power failure takes back the last of them. For work that can be done again, such as an import.
   */
  readonly flush?: "each" | "later"
}

/** A storage in a SQLite file, to be closed when done. */
export interface SqliteStorage extends Storage {
  /** The spaces that hold anything, for tools that look after a whole file. */
  readonly spaces: () => Effect.Effect<ReadonlyArray<SpaceId>, StorageDown>
  /** Writes what waits to be written, then lets go of the file. Any call after it fails with `StorageDown`. */
  readonly close: () => Promise<void>
}

/**
 * Keeps Cabas in a SQLite file: what was answered is on the disk, and survives a crash of the process or of the
 * machine. Several processes on one machine may open the same file; a network file system will not do.
 *
 * The balance of an account that is not kept (`isKept`) is summed from the whole journal of its space each time it
 * is asked for: fit for a report, not for a page that everybody opens.
 *
 * Throws `StorageDown` when the file cannot be opened or was written by a newer version.
 */
export const sqliteStorage = (options: SqliteOptions): SqliteStorage => {
  const database = openDatabase(options.file)
  const flushesLater = options.flush === "later"
  if (options.cached !== undefined) database.exec(`PRAGMA cache_size = ${-Math.ceil(options.cached)}`)
  if (flushesLater) database.exec("PRAGMA synchronous = NORMAL")
  const statements = prepare(database)
  const connection: Connection = { statements, known: knowing(statements, options.remembered ?? 16_000_000) }
  const patience = options.patience ?? 5000
  const group = groupCommit(connection, patience)
  const unlessClosed = <A, E = never>(
    then: () => Effect.Effect<A, E | StorageDown>,
  ): Effect.Effect<A, E | StorageDown> =>
    Effect.suspend(() => (database.isOpen ? then() : Effect.fail<E | StorageDown>(closed())))
  const reading = <A>(read: () => A): Effect.Effect<A, StorageDown> =>
    unlessClosed(() => patiently(patience, () => atOneMoment(connection, read)))
  return {
    name: "sqlite",
    capabilities: ["durable", "shared"],
    read: (space, wanted) => {
      const read = reading(() => readSpace(connection, space, wanted))
      if (wanted.remembered !== true) return read
      return unlessClosed(() => {
        const remembered = fromMemory(wanted, (key) => connection.known.remembered(space, key))
        return remembered === undefined ? read : Effect.succeed(remembered)
      })
    },
    commit: (space, batch) => unlessClosed(() => written(group.add, space, batch)),
    feed: (space, after, limit) => reading(() => feedOf(connection, space, after, limit)),
    spaces: () => reading(() => connection.statements.allSpaces().map(([name]) => name)),
    close: async () => {
      if (!database.isOpen) return
      group.end()
      if (flushesLater) database.exec("PRAGMA wal_checkpoint(PASSIVE)")
      database.close()
    },
  }
}

const closed = (): StorageDown => new StorageDown({ reason: "The storage was closed" })

/** The batch is written even if who asked for it no longer waits: half of a group cannot be taken back. */
const written = (add: ReturnType<typeof groupCommit>["add"], space: SpaceId, batch: Batch) =>
  Effect.callback<Committed | Repeated, Conflict | Overdrawn | StorageDown>((resume) => {
    add(prepareBatch(space, batch), (answer) => resume(effectOf(answer)))
  })

const effectOf = (answer: Answer): Effect.Effect<Committed | Repeated, Conflict | Overdrawn | StorageDown> =>
  answer._tag === "Committed" || answer._tag === "Repeated" ? Effect.succeed(answer) : Effect.fail(answer)
