import * as Effect from "effect/Effect"
import type { Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

/** Every third commit is seen a moment after it was given its place, and the feed goes on after what it has seen. */
const skipping = (): Storage => {
  const memory = memoryStorage()
  const late = new Set<string>()
  let commits = 0
  return {
    ...memory,
    commit: Effect.fnUntraced(function* (space, batch) {
      commits += 1
      if (commits % 3 !== 0) return yield* memory.commit(space, batch)
      late.add(batch.id)
      const done = yield* Effect.ensuring(
        Effect.tap(memory.commit(space, batch), () => Effect.sleep(2)),
        Effect.sync(() => late.delete(batch.id)),
      )
      return done
    }),
    feed: (space, after, limit) =>
      Effect.map(memory.feed(space, after, limit), (batches) => batches.filter(({ id }) => !late.has(id))),
  }
}

/** A batch whose number was taken early and committed late is passed over. */
export const feedSkips: Mutant = {
  wrong: "skips a batch that is committed while the feed is read",
  breaks: "a follower who reads while others write misses nothing and sees nothing twice",
  make: skipping,
}
