import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Fact } from "@cabas/core/plans"
import type { Recorded, SpaceId } from "../storage/storage.ts"
import type { Position } from "./kinds.ts"
import { wordsOf } from "./act.ts"

/** One fact of a group, as an observer is told of it. */
export interface Told {
  /** The same each time that it is told: whoever must not act twice remembers it. */
  readonly eventId: string
  readonly group: SpaceId
  /** The document that the fact is about. */
  readonly key: string
  readonly fact: Fact
  readonly at: string
  readonly by: string
  readonly operation: string
  /** 1 the first time, one more after each failure; a runner that died leaves no count. */
  readonly attempt: number
}

/**
 * Somebody who is told what happened, after it happened: each fact at least once, those of one group in their order.
 * What fails is tried again later, and what follows waits; what fails too often is left to people, and what follows
 * goes on.
 * @rule OBSERVER-1
 * @see D31
 */
export interface Observer {
  readonly name: string
  /** Facts of batches made before this instant are not told: when the observer began to exist. A constant. */
  readonly since: string
  /** The facts it wants, by tag; all of them unless told. */
  readonly tells?: ReadonlyArray<Fact["_tag"]>
  /**
   * Does something with a fact: a promise that rejects, or an effect that fails, is tried again. The signal tells when
   * it took too long.
   */
  readonly handle: (told: Told, signal: AbortSignal) => PromiseLike<unknown> | Effect.Effect<unknown, unknown> | void
  /** Milliseconds that handling one fact may take, and at most half of a claim: 10 000 unless told. */
  readonly patience?: number
  /** Tries before it is left to people: 8 unless told. */
  readonly tries?: number
}

/** Says that somebody wants to be told what happens. */
export const observe = (name: string, observer: Omit<Observer, "name">): Observer => ({ name, ...observer })

/** A fact in the order of the feed: where an observer stands before it and after it. */
export interface Event {
  readonly before: Position
  readonly after: Position
  readonly batch: Recorded
  readonly told: Omit<Told, "attempt">
}

/** The name of a fact for ever: its group, its batch, its place in it. */
const eventIdOf = (group: SpaceId, batch: string, place: number): string => `${group}/${batch}#${place}`

/** The event of one fact of a batch. A fact about somebody who was erased has nothing to tell. */
export const eventAt = (group: SpaceId, previous: string, batch: Recorded, place: number): Event | undefined => {
  const one = batch.facts[place]
  if (one === undefined || one.fact._tag === "Blanked") return undefined
  const { key, fact } = one
  const { id, at, by, operation, cursor } = batch
  const isLast = place === batch.facts.length - 1
  return {
    before: { cursor: previous, place },
    after: isLast ? { cursor, place: 0 } : { cursor: previous, place: place + 1 },
    batch,
    told: { eventId: eventIdOf(group, id, place), group, key, fact, at, by, operation },
  }
}

const wants = ({ tells, since }: Observer, { told }: Event): boolean =>
  told.at >= since && (tells === undefined || tells.includes(told.fact._tag))

/** What an observer wants of some batches, from its position on. */
export const eventsOf = (
  observer: Observer,
  group: SpaceId,
  from: Position,
  batches: ReadonlyArray<Recorded>,
): ReadonlyArray<Event> =>
  batches.flatMap((batch, index) => {
    const previous = batches[index - 1]?.cursor ?? from.cursor
    const first = index === 0 ? from.place : 0
    return batch.facts.flatMap((_, place) => {
      const event = place < first ? undefined : eventAt(group, previous, batch, place)
      return event !== undefined && wants(observer, event) ? [event] : []
    })
  })

/** Tells a fact: gives what went wrong, in words, or nothing. */
export const deliver = ({ handle }: Observer, told: Told, patience: number): Effect.Effect<string | undefined> => {
  const begun = Effect.tryPromise({
    // An effect is not awaited here: it is run by whoever is interrupted when patience ends.
    try: async (signal) => {
      const handling = handle(told, signal)
      return Effect.isEffect(handling) ? handling : Effect.succeed(await handling)
    },
    catch: (cause) => cause,
  })
  const late = Effect.suspend(() => Effect.fail(new Error(`not done within ${patience} ms`)))
  return Effect.flatten(begun).pipe(
    Effect.timeoutOrElse({ duration: patience, orElse: () => late }),
    Effect.exit,
    Effect.map((exit) => (Exit.isSuccess(exit) ? undefined : wordsOf(Cause.squash(exit.cause)))),
  )
}
