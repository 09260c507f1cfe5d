import * as Effect from "effect/Effect"
import type { SpaceId, Storage } from "../storage/storage.ts"
import type { Woken } from "./runner.ts"

/** A storage that tells of commits. */
export interface Waking {
  /** Tells of what is committed. */
  readonly woken: Woken
}

/**
 * The same storage, that also tells of what is committed through it: whoever looks after jobs in the same process
 * need not wait for the next look. What other processes commit is seen by looking.
 */
export const waking = <S extends Storage>(storage: S): S & Waking => {
  const listeners = new Set<(space: SpaceId | null) => void>()
  const tell = (space: SpaceId): void => {
    for (const listener of listeners) listener(space)
  }
  return {
    ...storage,
    read: (space, wanted) => storage.read(space, wanted),
    feed: (space, after, limit) => storage.feed(space, after, limit),
    commit: (space, batch) => Effect.tap(storage.commit(space, batch), () => Effect.sync(() => tell(space))),
    woken: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
