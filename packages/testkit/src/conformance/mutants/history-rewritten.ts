import * as Effect from "effect/Effect"
import type { Told } from "@cabas/core/plans"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

/** The journal refers to documents instead of holding facts. */
export const historyRewritten: Mutant = {
  wrong: "tells of a document what was told last",
  breaks: "nothing that is committed later changes a batch, its answer or its entries",
  make: () => {
    const memory = memoryStorage()
    const last = new Map<string, Told>()
    return {
      ...memory,
      commit: (space, batch) =>
        Effect.tap(memory.commit(space, batch), () =>
          Effect.sync(() => {
            for (const told of batch.facts) last.set(told.key, told)
          }),
        ),
      feed: (space, after, limit) =>
        Effect.map(memory.feed(space, after, limit), (recorded) =>
          recorded.map((one) => ({ ...one, facts: one.facts.map((told) => last.get(told.key) ?? told) })),
        ),
    }
  },
}
