import { existsSync } from "node:fs"
import process from "node:process"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Flag from "effect/cli/Flag"
import type { SpaceId, Storage, StorageDown } from "@cabas/engine/storage"
import { attempt, trouble } from "./trouble.ts"

/** Where a verb finds its database: a SQLite file, or a PostgreSQL. */
export const placeFlags = {
  file: Flag.String("file").pipe(
    Flag.withDescription("The SQLite file; CABAS_DATA unless told, or cabas.db"),
    Flag.optional,
  ),
  database: Flag.String("database").pipe(
    Flag.withDescription("The address of a PostgreSQL (postgres://…) instead; CABAS_DATABASE_URL unless told"),
    Flag.optional,
  ),
  schema: Flag.String("schema").pipe(
    Flag.withDescription("The schema of the PostgreSQL that Cabas is in"),
    Flag.withDefault("cabas"),
  ),
}

/** What the flags of a place say. */
export interface Place {
  readonly file: Option.Option<string>
  readonly database: Option.Option<string>
  readonly schema: string
}

/** A storage that may know which spaces it holds. */
export interface Listing extends Storage {
  readonly spaces?: () => Effect.Effect<ReadonlyArray<SpaceId>, StorageDown>
}

/** How much a verb wants of a storage. */
export interface Wants {
  /** Characters of documents kept parsed in memory; the storage's own measure unless told. */
  readonly remembered?: number
  /** Kilobytes of a SQLite file kept in memory; the storage's own measure unless told. */
  readonly cached?: number
  /** Whether each commit is flushed to the disk before the next, which SQLite does unless told. */
  readonly flush?: "each" | "later"
}

/** What a verb wants that reads everything once, and nothing twice. */
export const passing: Wants = { remembered: 1_000_000, cached: 2048 }

/** Opens a SQLite file until the verb ends; a verb that only reads does not make one. */
export const openDatabase = Effect.fnUntraced(function* (file: string, mustExist: boolean, wants: Wants = {}) {
  if (mustExist && !existsSync(file)) return yield* trouble(`There is no file ${file}.`)
  const open = attempt(async () => {
    const { sqliteStorage } = await import("@cabas/storage-sql/sqlite")
    return sqliteStorage({ file, ...wants })
  })
  const storage = yield* Effect.acquireRelease(open, (opened) => Effect.promise(() => opened.close()))
  return storage as Listing
})

const openPostgres = Effect.fnUntraced(function* (url: string, schema: string, wants: Wants) {
  const open = attempt(async () => {
    const { postgresStorage } = await import("@cabas/storage-sql/postgres")
    return postgresStorage({ url, schema, ...(wants.remembered === undefined ? {} : { remembered: wants.remembered }) })
  })
  const storage = yield* Effect.acquireRelease(open, (opened) => Effect.promise(() => opened.close()))
  return storage as Listing
})

/** Opens what the flags name until the verb ends: what was typed first, then the environment. */
export const openPlace = Effect.fnUntraced(function* (
  { file, database, schema }: Place,
  mustExist: boolean,
  wants: Wants = {},
) {
  if (Option.isSome(database) && Option.isSome(file)) {
    return yield* trouble("Either --file or --database: one database at a time.")
  }
  const address = Option.getOrUndefined(database)
  const inFile = Option.getOrUndefined(file)
  if (address !== undefined) return yield* openPostgres(address, schema, wants)
  if (inFile !== undefined) return yield* openDatabase(inFile, mustExist, wants)
  const { CABAS_DATABASE_URL: known = "", CABAS_DATA: data = "cabas.db" } = process.env
  return yield* known === "" ? openDatabase(data, mustExist, wants) : openPostgres(known, schema, wants)
})
