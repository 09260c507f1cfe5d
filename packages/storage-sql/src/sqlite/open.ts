import { accessSync, constants, existsSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { StorageDown } from "@cabas/engine/storage"
import { keepViews } from "../views/keep-sqlite.ts"
import { isBusy, wordsOf } from "./refusals.ts"
import { steps } from "./schema.ts"

/** How long a statement waits inside SQLite for another process: it holds up this whole process, so not long. */
const patienceInside = 15

/** How long opening may wait for another process that opens, upgrades or recovers the same file. */
const patienceToOpen = 10_000

/**
 * Opens a database file and brings its schema up to date; several processes may do so at the same moment.
 * `known` are the steps of the schema; those of this version unless told.
 * Throws `StorageDown` when the file cannot be opened or was written by a newer version.
 */
export const openDatabase = (file: string, known: ReadonlyArray<string> = steps): DatabaseSync => {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { timeout: patienceToOpen })
    keepEveryCommit(database)
    upgrade(database, file, known)
    keepViews(database)
    database.exec(`PRAGMA busy_timeout = ${patienceInside}`)
    return database
  } catch (cause) {
    database?.close()
    if (cause instanceof StorageDown) throw cause
    throw new StorageDown({
      reason: `The database ${file} cannot be opened: ${readOnlyPlace(file) ?? wordsOf(cause)}.`,
      cause,
    })
  }
}

/** What is read-only where a database lies, if anything is: SQLite only says that it could not open something. */
const readOnlyPlace = (file: string): string | undefined => {
  const isReadOnly = (path: string): boolean => existsSync(path) && !isWritable(path)
  if (isReadOnly(file)) return "it is read-only, and Cabas writes to it"
  if (isReadOnly(dirname(file))) return "its folder is read-only, and Cabas writes beside it"
  return undefined
}

const isWritable = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Write-ahead log, flushed to the disk at each commit. In memory there is neither, and the pragma changes nothing.
 * A batch is several kilobytes of JSON: pages of 8 kB take it with fewer writes than those of 4 kB would.
 * What is deleted or replaced on a page is overwritten with zeros, so that it can be erased for good (D27).
 */
const keepEveryCommit = (database: DatabaseSync): void => {
  retried(() => database.exec("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL"))
  database.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = FAST")
  // Both in pages or kB: 16 MB of the file in memory, and 32 MB in the log before it is copied to the file.
  database.exec("PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000")
}

/** SQLite does not wait when two connections turn the same new file to write-ahead logging: one is told busy at once. */
const retried = (attempt: () => void): void => {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let waited = 0; ; waited += 10) {
    try {
      attempt()
      return
    } catch (cause) {
      if (!isBusy(cause) || waited >= patienceToOpen) throw cause
      Atomics.wait(pause, 0, 0, 10)
    }
  }
}

const upgrade = (database: DatabaseSync, file: string, known: ReadonlyArray<string>): void => {
  if (versionOf(database) === known.length) return
  // Pages that a step gives back still tell what is erased one day (D27).
  database.exec("PRAGMA secure_delete = ON")
  database.exec("BEGIN IMMEDIATE")
  try {
    // Read again: another process may have upgraded while this one waited.
    const version = versionOf(database)
    if (version > known.length) throw new StorageDown({ reason: tooNew(file, version, known.length) })
    database.exec(
      "CREATE TABLE IF NOT EXISTS cabas_schema (version INTEGER PRIMARY KEY, reached_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP) STRICT",
    )
    const reached = database.prepare("INSERT INTO cabas_schema (version) VALUES (?)")
    for (const [index, step] of known.entries()) {
      if (index < version) continue
      database.exec(step)
      reached.run(index + 1)
    }
    database.exec("COMMIT")
  } catch (cause) {
    if (database.isTransaction) database.exec("ROLLBACK")
    throw cause
  } finally {
    database.exec("PRAGMA secure_delete = FAST")
  }
}

const versionOf = (database: DatabaseSync): number => {
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'cabas_schema'").get()
  if (table === undefined) return 0
  return Number(database.prepare("SELECT max(version) AS version FROM cabas_schema").get()?.["version"] ?? 0)
}

const tooNew = (file: string, version: number, newest: number): string =>
  `The database ${file} was written by a newer Cabas: its schema is version ${version}, ` +
  `and this one knows versions up to ${newest}. Update Cabas, or open another file.`
