import * as Effect from "effect/Effect"
import type { Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

/** Writes the documents of a batch that was refused, and refuses it nevertheless. */
const halfWriting = (): Storage => {
  const memory = memoryStorage()
  return {
    ...memory,
    commit: (space, batch) =>
      memory.commit(space, batch).pipe(
        Effect.tapError(() => {
          const { id, by, at, operation, fingerprint, answer, writes } = batch
          const half = { id: `${id} half`, by, at, operation, fingerprint, answer, writes }
          return memory.commit(space, { ...half, guards: [], facts: [], postings: [], floors: [], numbers: [] })
        }),
      ),
  }
}

/** A transaction that was not rolled back. */
export const partialCommit: Mutant = {
  wrong: "writes half of a batch that it refuses",
  breaks: "a batch refused by one floor writes nothing at all",
  make: halfWriting,
}
