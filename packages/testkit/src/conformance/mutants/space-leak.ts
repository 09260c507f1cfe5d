import type { Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

const leaking = (): Storage => {
  const memory = memoryStorage()
  return {
    ...memory,
    read: (_, wanted) => memory.read("one", wanted),
    commit: (_, batch) => memory.commit("one", batch),
    feed: (_, after, limit) => memory.feed("one", after, limit),
  }
}

/** A query without its space. */
export const spaceLeak: Mutant = {
  wrong: "mixes all spaces",
  breaks: "do not see one another's documents, facts, balances, entries, numbers or batches",
  make: leaking,
}
