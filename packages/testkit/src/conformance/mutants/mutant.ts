import type { Batch, Reading, Snapshot, Storage } from "@cabas/engine/storage"
import * as Effect from "effect/Effect"
import { memoryStorage } from "@cabas/engine/memory"

/** A storage that is wrong on purpose, and the promise that it breaks. */
export interface Mutant {
  /** What it does wrong, to follow "a storage that". */
  readonly wrong: string
  /** The title of the promise that must catch it. */
  readonly breaks: string
  readonly make: () => Storage
}

/** The storage in memory, given other batches than it is asked to commit. */
export const changing = (change: (batch: Batch) => Batch): Storage => {
  const memory = memoryStorage()
  return { ...memory, commit: (space, batch) => memory.commit(space, change(batch)) }
}

/** The storage in memory, with other answers to readings. */
export const misreading = (change: (snapshot: Snapshot, wanted: Reading) => Snapshot): Storage => {
  const memory = memoryStorage()
  return {
    ...memory,
    read: (space, wanted) => Effect.map(memory.read(space, wanted), (snapshot) => change(snapshot, wanted)),
  }
}
