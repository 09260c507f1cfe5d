import * as Effect from "effect/Effect"
import type { Storage } from "@cabas/engine/storage"

/**
 * A storage that takes its time, for trying what becomes of those who do not wait: half of it goes by before a call is
 * made, and half before its answer is given. Who gives up on a call leaves it under way.
 *
 * @param milliseconds what each call takes besides its own time; or a function, asked at each call
 */
export const slow = (storage: Storage, milliseconds: number | (() => number)): Storage => {
  const slowly = <A, E>(call: () => Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.suspend(() => {
      const half = Effect.sleep((typeof milliseconds === "number" ? milliseconds : milliseconds()) / 2)
      const asked = Effect.suspend(call).pipe(
        Effect.exit,
        Effect.tap(half),
        Effect.flatMap((exit) => exit),
      )
      return Effect.andThen(half, asked)
    })
  return {
    name: `slow ${storage.name}`,
    ...(storage.capabilities === undefined ? {} : { capabilities: storage.capabilities }),
    read: (space, wanted) => slowly(() => storage.read(space, wanted)),
    commit: (space, batch) => slowly(() => storage.commit(space, batch)),
    feed: (space, after, limit) => slowly(() => storage.feed(space, after, limit)),
  }
}
