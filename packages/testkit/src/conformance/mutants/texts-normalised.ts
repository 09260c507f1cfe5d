import * as Effect from "effect/Effect"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

/** A collation that takes composed and decomposed letters for the same. */
export const textsNormalised: Mutant = {
  wrong: "takes texts that look alike for the same",
  breaks: "documents under keys that look alike are apart",
  make: () => {
    const memory = memoryStorage()
    const folded = (text: string) => text.normalize("NFC")
    return {
      ...memory,
      commit: (space, batch) =>
        memory.commit(space, {
          ...batch,
          guards: batch.guards.map((guard) => ({ ...guard, key: folded(guard.key) })),
          writes: batch.writes.map((write) => ({ ...write, key: folded(write.key) })),
        }),
      read: (space, wanted) =>
        Effect.map(memory.read(space, { ...wanted, documents: (wanted.documents ?? []).map(folded) }), (snapshot) => ({
          ...snapshot,
          documents: new Map(
            (wanted.documents ?? []).map((key) => [
              key,
              snapshot.documents.get(folded(key)) ?? { key, version: 0, state: null },
            ]),
          ),
        })),
    }
  },
}
