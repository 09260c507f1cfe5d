import * as Effect from "effect/Effect"
import { StorageDown } from "@cabas/engine/storage"
import type { Batch, Committed, Conflict, Overdrawn, Repeated, SpaceId, Storage } from "@cabas/engine/storage"
import { groupCommit } from "./group.ts"
import type { Answer } from "./group.ts"
import { knowing } from "./known.ts"
import { openDatabase } from "./open.ts"
import { atOneMoment, feedOf, readSpace } from "./reading.ts"
import type { Connection } from "./reading.ts"
import { downBecause } from "./refusals.ts"
import { prepare } from "./statements.ts"
import { prepareBatch } from "./writing.ts"

/** Where the data lies, and how much this process may spend on it. */
export interface SqliteOptions {
  /** Path of the database file, which is created when there is none; `:memory:` keeps nothing. */
  readonly file: string
  /** How long a commit waits while another process writes, in milliseconds, before it fails. 5000 unless told. */
  readonly patience?: number
  /** Characters of documents' JSON kept parsed in memory. 16 million unless told. */
  readonly remembered?: number
}

/** A storage in a SQLite file, to be closed when done. */
export interface SqliteStorage extends Storage {
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
  const statements = prepare(database)
  const connection: Connection = { statements, known: knowing(statements, options.remembered ?? 16_000_000) }
  const group = groupCommit(connection, options.patience ?? 5000)
  const reading = <A>(read: () => A): Effect.Effect<A, StorageDown> =>
    Effect.suspend(() => {
      try {
        return Effect.succeed(atOneMoment(connection, read))
      } catch (cause) {
        return Effect.fail(database.isOpen ? downBecause(cause) : closed())
      }
    })
  return {
    name: "sqlite",
    read: (space, wanted) => reading(() => readSpace(connection, space, wanted)),
    commit: (space, batch) =>
      Effect.suspend(() => (database.isOpen ? written(group.add, space, batch) : Effect.fail(closed()))),
    feed: (space, after, limit) => reading(() => feedOf(connection, space, after, limit)),
    close: async () => {
      if (!database.isOpen) return
      group.end()
      database.close()
    },
  }
}

const closed = (): StorageDown => new StorageDown({ reason: "The storage was closed" })

const written = (add: ReturnType<typeof groupCommit>["add"], space: SpaceId, batch: Batch) =>
  Effect.callback<Committed | Repeated, Conflict | Overdrawn | StorageDown>((resume) => {
    add(prepareBatch(space, batch), (answer) => resume(effectOf(answer)))
  })

const effectOf = (answer: Answer): Effect.Effect<Committed | Repeated, Conflict | Overdrawn | StorageDown> =>
  answer._tag === "Committed" || answer._tag === "Repeated" ? Effect.succeed(answer) : Effect.fail(answer)
