import * as Effect from "effect/Effect"
import type { Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

/** Answers what was asked this time instead of what was answered the first time. */
const answering = (): Storage => {
  const memory = memoryStorage()
  return {
    ...memory,
    commit: (space, batch) =>
      memory
        .commit(space, batch)
        .pipe(
          Effect.map((done) =>
            done._tag === "Repeated" ? { ...done, fingerprint: batch.fingerprint, answer: batch.answer } : done,
          ),
        ),
  }
}

/** The engine cannot tell a key that was used for something else. */
export const answersAnew: Mutant = {
  wrong: "gives a repeated batch the new answer",
  breaks: "the same id with other content changes nothing, and gives the first fingerprint and answer",
  make: answering,
}
