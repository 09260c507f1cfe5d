import type { Subject } from "./subject.ts"

/** Something that every storage of its kind keeps to. */
export interface StoragePromise {
  readonly group: string
  /** Reads as a promise, and names it for ever. */
  readonly title: string
  /** What a storage must be able to do for the promise to mean anything. */
  readonly needs?: "reopen" | "elsewhere" | "peek"
  /** Throws when the storage breaks the promise. The subject is new and empty. */
  readonly keep: (subject: Subject) => Promise<void>
}

/** Promises of one group, by title. */
export const promises = (
  group: string,
  kept: Readonly<Record<string, StoragePromise["keep"]>>,
  needs?: StoragePromise["needs"],
): ReadonlyArray<StoragePromise> =>
  Object.entries(kept).map(([title, keep]) => ({ group, title, keep, ...(needs === undefined ? {} : { needs }) }))
