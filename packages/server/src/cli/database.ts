import { existsSync } from "node:fs"
import * as Effect from "effect/Effect"
import * as Config from "effect/Config"
import * as Flag from "effect/cli/Flag"
import type { SpaceId, Storage, StorageDown } from "@cabas/engine/storage"
import { attempt, trouble } from "./trouble.ts"

/** The SQLite file that a verb works on. */
export const fileFlag = Flag.String("file").pipe(
  Flag.withDescription("The SQLite file; CABAS_DATA unless told, or cabas.db"),
  Flag.withFallbackConfig(Config.String("CABAS_DATA")),
  Flag.withDefault("cabas.db"),
)

/** A storage that may know which spaces it holds. */
export interface Listing extends Storage {
  readonly spaces?: () => Effect.Effect<ReadonlyArray<SpaceId>, StorageDown>
}

/** Opens a SQLite file until the verb ends; a verb that only reads does not make one. */
export const openDatabase = Effect.fnUntraced(function* (file: string, mustExist: boolean) {
  if (mustExist && !existsSync(file)) return yield* trouble(`There is no file ${file}.`)
  const open = attempt(async () => {
    const { sqliteStorage } = await import("@cabas/storage-sql/sqlite")
    return sqliteStorage({ file })
  })
  const storage = yield* Effect.acquireRelease(open, (opened) => Effect.promise(() => opened.close()))
  return storage as Listing
})
