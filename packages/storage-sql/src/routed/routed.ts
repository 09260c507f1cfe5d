import * as Effect from "effect/Effect"
import { StorageDown } from "@cabas/engine/storage"
import type { SpaceId, Storage } from "@cabas/engine/storage"
import { hasMoved } from "../postgres/moved.ts"

/** Says where a space is kept; throws when it is not known. It is asked at every call, so it must be quick. */
export type Route = (space: SpaceId) => Storage

/** How long the route may take to learn that a space was moved. */
export interface RoutedOptions {
  /** Milliseconds that a call waits for the route to name another place, once a space has left. 10 000 unless told. */
  readonly patience?: number
}

/**
 * Keeps each space where the route says: many databases that look like one. No operation of the port touches two
 * spaces, so nothing is lost by keeping them apart; cursors and batch ids mean something within their space alone.
 *
 * A call for a space that is being moved (`moveSpace`) waits, and is made again where the route says by then: nothing
 * of it was done where the space no longer is.
 */
export const routed = (route: Route, { patience = 10_000 }: RoutedOptions = {}): Storage => {
  const placeOf = (space: SpaceId) =>
    Effect.try({
      try: () => route(space),
      catch: (cause) => new StorageDown({ reason: `It is not known where the space ${space} is kept`, cause }),
    })
  const until = <A, E>(
    space: SpaceId,
    call: (storage: Storage) => Effect.Effect<A, E>,
    late: number,
  ): Effect.Effect<A, E | StorageDown> =>
    Effect.matchEffect(Effect.flatMap(placeOf(space), call), {
      onSuccess: Effect.succeed,
      onFailure: (cause): Effect.Effect<A, E | StorageDown> =>
        cause instanceof StorageDown && hasMoved(cause) && performance.now() < late
          ? Effect.andThen(Effect.sleep(pause), until(space, call, late))
          : Effect.fail(cause),
    })
  const at = <A, E>(space: SpaceId, call: (storage: Storage) => Effect.Effect<A, E>) =>
    Effect.suspend(() => until(space, call, performance.now() + patience))
  return {
    name: "routed",
    read: (space, wanted) => at(space, (storage) => storage.read(space, wanted)),
    commit: (space, batch) => at(space, (storage) => storage.commit(space, batch)),
    feed: (space, after, limit) => at(space, (storage) => storage.feed(space, after, limit)),
  }
}

/** Milliseconds between two looks at the route. */
const pause = 20
