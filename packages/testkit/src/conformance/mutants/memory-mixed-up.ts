import * as Effect from "effect/Effect"
import type { Document, Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

/** Remembers what a document was first, and gives it the version of today. */
const mixedUp = (): Storage => {
  const memory = memoryStorage()
  const first = new Map<string, unknown>()
  const asFirst = (document: Document): Document => ({ ...document, state: first.get(document.key) ?? document.state })
  return {
    ...memory,
    commit: (space, batch) => {
      for (const { key, state } of batch.writes) if (!first.has(key)) first.set(key, state)
      return memory.commit(space, batch)
    },
    read: (space, wanted) =>
      Effect.map(memory.read(space, wanted), (snapshot) =>
        wanted.remembered !== true
          ? snapshot
          : {
              ...snapshot,
              documents: new Map([...snapshot.documents].map(([key, document]) => [key, asFirst(document)])),
              balances: new Map(),
              batch: null,
              remembered: true,
            },
      ),
  }
}

/** The guard holds, and the write folds onto what is no longer there. */
export const memoryMixedUp: Mutant = {
  wrong: "remembers a state under a version that is not its own",
  breaks: "documents that are remembered are as they were once, and nothing else comes with them",
  make: mixedUp,
}
