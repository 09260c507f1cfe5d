import { setTimeout } from "node:timers/promises"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { StorageDown } from "@cabas/engine/storage"

/** Where calls go in and out of a storage until it closes. */
export interface Door {
  /** Makes a call, unless the door is shut. */
  readonly through: <A, E>(call: () => Effect.Effect<A, E>) => Effect.Effect<A, E | StorageDown>
  /** Shuts, and waits until those inside are out or have stayed too long; false when it was shut before. */
  readonly close: () => Promise<boolean>
}

/** @param patience how long closing waits for calls under way, in milliseconds */
export const doorOf = (patience: number): Door => {
  let shut = false
  let inside = 0
  let empty = (): void => {}
  const leave = Effect.sync(() => {
    inside -= 1
    if (inside === 0) empty()
  })
  return {
    through: <A, E>(call: () => Effect.Effect<A, E>) =>
      Effect.suspend((): Effect.Effect<A, E | StorageDown> => {
        if (shut) return Effect.fail(closed())
        inside += 1
        // Connections that are taken away interrupt who waits for them.
        const told = Effect.catchCause(call(), (cause): Effect.Effect<never, E | StorageDown> =>
          shut && Cause.hasInterruptsOnly(cause) ? Effect.fail(closed()) : Effect.failCause(cause),
        )
        return Effect.ensuring(told, leave)
      }),
    close: async () => {
      if (shut) return false
      shut = true
      if (inside > 0) {
        const out = new Promise<void>((resolve) => (empty = resolve))
        const waited = new AbortController()
        await Promise.race([out, setTimeout(patience, undefined, { signal: waited.signal, ref: false })])
        waited.abort()
      }
      return true
    },
  }
}

const closed = (): StorageDown => new StorageDown({ reason: "The storage was closed" })
