import * as Effect from "effect/Effect"
import type { Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

/** Those who come while another is under way are told the number that it was given. */
const twice = (): Storage => {
  const memory = memoryStorage()
  let last: ReadonlyMap<string, number> | undefined
  return {
    ...memory,
    commit: (space, batch) =>
      Effect.map(memory.commit(space, batch), (done) => {
        if (batch.numbers.length === 0) return done
        const [number] = (last ?? done.numbers).values()
        last = last === undefined ? done.numbers : undefined
        return { ...done, numbers: new Map(batch.numbers.map(({ key }) => [key, number ?? 1])) }
      }),
  }
}

/** The greatest number is read before it is locked. */
export const numberGivenTwice: Mutant = {
  wrong: "gives the same number to two who take one at once",
  breaks: "of 50 who take one at once are 1 to 50, without a refusal",
  make: twice,
}
