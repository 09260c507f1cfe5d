import { StorageDown } from "@cabas/engine/storage"

/** SQLite's primary result code of an error; extended codes add to it from bit 8. */
const codeOf = (cause: unknown): number | undefined =>
  cause instanceof Error && "errcode" in cause && typeof cause.errcode === "number" ? cause.errcode & 0xff : undefined

/** Whether SQLite refused because another connection holds the lock it needs: the same again may succeed. */
export const isBusy = (cause: unknown): boolean => codeOf(cause) === 5

/** What whoever looks after the machine has to know, by SQLite's primary result code. */
const sentences: ReadonlyMap<number, string> = new Map([
  [8, "the file or its disk is read-only, and nothing can be written"],
  [10, "the disk does not read or write as it should"],
  [11, "the file is damaged"],
  [13, "the disk is full, and nothing can be written until there is room"],
])

/** What went wrong in SQLite, in words. */
export const wordsOf = (cause: unknown): string => {
  const said = cause instanceof Error ? cause.message : String(cause)
  const sentence = sentences.get(codeOf(cause) ?? -1)
  return sentence === undefined ? said : `${sentence} (${said})`
}

/** What went wrong in SQLite, as the port tells it. */
export const downBecause = (cause: unknown): StorageDown =>
  cause instanceof StorageDown ? cause : new StorageDown({ reason: `SQLite: ${wordsOf(cause)}`, cause })
