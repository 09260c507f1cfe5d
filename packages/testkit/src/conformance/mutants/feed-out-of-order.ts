import * as Effect from "effect/Effect"
import type { Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

const swappedFeed = (): Storage => {
  const memory = memoryStorage()
  return {
    ...memory,
    feed: (space, after, limit) => memory.feed(space, after, limit).pipe(Effect.map((batches) => batches.toReversed())),
  }
}

/** Rows as the database happens to find them. */
export const feedOutOfOrder: Mutant = {
  wrong: "feeds out of order",
  breaks: "20 batches one after the other are fed in that order",
  make: swappedFeed,
}
