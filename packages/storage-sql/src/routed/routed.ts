import * as Effect from "effect/Effect"
import { StorageDown } from "@cabas/engine/storage"
import type { SpaceId, Storage } from "@cabas/engine/storage"

/** Says where a space is kept; throws when it is not known. It is asked at every call, so it must be quick. */
export type Route = (space: SpaceId) => Storage

/**
 * Keeps each space where the route says: many databases that look like one. No operation of the port touches two
 * spaces, so nothing is lost by keeping them apart; cursors and batch ids mean something within their space alone.
 *
 * A space must not change its place while it is written to: what the old place still gets is not seen at the new one.
 */
export const routed = (route: Route): Storage => {
  const at = <A, E>(
    space: SpaceId,
    call: (storage: Storage) => Effect.Effect<A, E>,
  ): Effect.Effect<A, E | StorageDown> =>
    Effect.flatMap(
      Effect.try({
        try: () => route(space),
        catch: (cause) => new StorageDown({ reason: `It is not known where the space ${space} is kept`, cause }),
      }),
      call,
    )
  return {
    name: "routed",
    read: (space, wanted) => at(space, (storage) => storage.read(space, wanted)),
    commit: (space, batch) => at(space, (storage) => storage.commit(space, batch)),
    feed: (space, after, limit) => at(space, (storage) => storage.feed(space, after, limit)),
  }
}
