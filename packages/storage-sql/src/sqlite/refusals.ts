import { StorageDown } from "@cabas/engine/storage"

/** SQLite's primary result code for "another connection holds the lock"; extended codes add to it from bit 8. */
const busy = 5

/** Whether SQLite refused because another connection holds the lock it needs: the same again may succeed. */
export const isBusy = (cause: unknown): boolean =>
  cause instanceof Error && "errcode" in cause && typeof cause.errcode === "number" && (cause.errcode & 0xff) === busy

/** What went wrong in SQLite, as the port tells it. */
export const downBecause = (cause: unknown): StorageDown =>
  cause instanceof StorageDown
    ? cause
    : new StorageDown({ reason: `SQLite: ${cause instanceof Error ? cause.message : String(cause)}`, cause })
