import type { Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

const sharing = (): Storage => {
  const memory = memoryStorage()
  const first = new Map<string, string>()
  return {
    ...memory,
    commit: (space, batch) => {
      const owner = first.get(batch.id) ?? space
      first.set(batch.id, owner)
      return memory.commit(owner, batch)
    },
  }
}

/** Batches are unique by their id, and not by their space and id. */
export const batchIdsShared: Mutant = {
  wrong: "knows the batches of other spaces for its own",
  breaks: "hold the same ids, keys, accounts and series each for themselves",
  make: sharing,
}
