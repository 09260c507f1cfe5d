import * as Effect from "effect/Effect"
import type { Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

/** Counts the numbers of refused batches too. */
const gaps = (): Storage => {
  const memory = memoryStorage()
  return {
    ...memory,
    commit: (space, batch) =>
      memory.commit(space, batch).pipe(
        Effect.tapError(() =>
          memory.commit(space, {
            ...batch,
            id: `${batch.id} gap`,
            guards: [],
            writes: [],
            facts: [],
            postings: [],
            floors: [],
          }),
        ),
      ),
  }
}

/** A sequence that counts refused batches too. */
export const gapsInNumbers: Mutant = {
  wrong: "leaves gaps in numbers",
  breaks: "are not used up by batches that are refused or repeated",
  make: gaps,
}
