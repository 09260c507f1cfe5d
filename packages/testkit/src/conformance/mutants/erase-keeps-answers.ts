import * as Effect from "effect/Effect"
import type { Done, Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

const keeping = (): Storage => {
  const memory = memoryStorage()
  const done = new Map<string, Done>()
  return {
    ...memory,
    commit: (space, batch) => {
      if (!done.has(batch.id)) done.set(batch.id, batch)
      return memory.commit(space, batch)
    },
    read: (space, wanted) =>
      Effect.map(memory.read(space, wanted), (snapshot) => {
        const kept = snapshot.batch === null ? undefined : done.get(wanted.batch ?? "")
        return kept === undefined
          ? snapshot
          : { ...snapshot, batch: { fingerprint: kept.fingerprint, answer: kept.answer } }
      }),
  }
}

/** The name is gone from the facts, and a repeated call still answers it. */
export const eraseKeepsAnswers: Mutant = {
  wrong: "blanks facts and keeps the answers of their batches",
  breaks: "batches that told of it lose their answer and fingerprint, and are known all the same",
  make: keeping,
}
