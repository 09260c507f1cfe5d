import * as Effect from "effect/Effect"
import type { Storage } from "@cabas/engine/storage"

/**
 * A storage that waits for its turn before each reading and each commit. Whoever gives the turns decides how those
 * who work at once are interleaved; `fc.scheduler()` tries many ways.
 */
export const interleaved = (storage: Storage, turn: () => Promise<unknown>): Storage => {
  const inTurn = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.andThen(Effect.promise(turn), effect)
  return {
    name: `${storage.name}, interleaved`,
    read: (space, wanted) => inTurn(storage.read(space, wanted)),
    commit: (space, batch) => inTurn(storage.commit(space, batch)),
    feed: (space, after, limit) => storage.feed(space, after, limit),
  }
}
