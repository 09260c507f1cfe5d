import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Group } from "@cabas/core/group"
import { keyOf } from "@cabas/core/plans"
import type { Cursor, Reading, Snapshot, StorageDown } from "../storage/storage.ts"
import { foundIn } from "./found.ts"
import type { Actor, Deciding, Query, Reads } from "./operation.ts"
import { checked, idsOf, no, stepsOf, withBasics } from "./transact.ts"
import type { Call, Deps, Refused } from "./transact.ts"

/** What was made of a shared answer, and for how long it holds. */
export interface Kept<A> {
  /** The last batch that the answer includes: it holds while nothing else was committed in the space … */
  readonly cursor: Cursor
  /** … and before this instant, when time alone may change it; null for never. */
  readonly until: string | null
  readonly made: A
}

/** Where what was made of shared answers is kept, by name; it may forget whenever it likes. */
export interface Shelf<A> {
  readonly get: (name: string) => Kept<A> | undefined
  readonly put: (name: string, kept: Kept<A>) => void
}

/** Answers are made for nobody in particular, so that they cannot depend on who happened to ask first. */
const nobody: Actor = { kind: "visitor" }

/** How often an answer is looked for when something is committed between its readings. */
const maximumLooks = 3

/** Adds a clock to what a look may depend on. */
const withClock = <T extends object>(parts: T, clock: () => string): T & { readonly now: string } =>
  Object.defineProperty(parts, "now", { get: clock, enumerable: true }) as T & { readonly now: string }

const readAll = Effect.fnUntraced(function* <I>(deps: Deps, call: Call<I>, reads: Reads<I>) {
  const { operation } = call
  const space = operation.space(call.input)
  const read = (wanted: Reading) => deps.storage.read(space, wanted)
  const first = operation.read(reads)
  const snapshots: Array<Snapshot> = [yield* read({ ...first, documents: [keyOf.group, ...(first.documents ?? [])] })]
  for (const step of stepsOf(operation)) {
    const wanted = step(reads, foundIn(snapshots))
    if (wanted !== undefined) snapshots.push(yield* read(wanted))
  }
  return snapshots
})

/** The answer and for how long it holds; `cursor` is null when its readings saw different moments. */
const look = Effect.fnUntraced(function* <I, O>(deps: Deps, operation: Query<I, O>, call: Call<I>) {
  let clockWasRead = false
  const clock = () => {
    clockWasRead = true
    return call.now
  }
  const asked = { input: call.input, actor: nobody, newId: idsOf(call as Call<unknown>) }
  const snapshots = yield* readAll(deps, call, withClock({ ...asked, attempt: 0, preview: false }, clock))
  const found = foundIn(snapshots)
  // A shared query runs in a group, and the group was looked at before.
  const seen = { ...asked, found, group: found.group as Group }
  const answer = operation.view(withClock({ ...seen }, clock))
  if (Result.isFailure(answer)) return yield* no(answer.failure)
  const cursor = snapshots[0]?.cursor ?? null
  const atOneMoment = snapshots.every((one) => one.cursor === cursor)
  return {
    answer: answer.success,
    cursor: atOneMoment ? cursor : null,
    until: clockWasRead ? untilOf(operation, { ...seen, now: call.now }) : null,
  }
})

/** An answer that looked at the clock, of a query that does not say until when it holds, holds for this instant. */
const untilOf = <I>(operation: Query<I, unknown>, deciding: Deciding<I>): string | null =>
  operation.until === undefined ? deciding.now : operation.until(deciding)

/** Makes the answer afresh, and keeps what was made while it holds. */
const remake = Effect.fnUntraced(function* <I, O, A>(
  deps: Deps,
  operation: Query<I, O>,
  call: Call<I>,
  keep: (kept: Kept<A>) => void,
  make: (answer: O) => A,
): Effect.fn.Return<A, Refused | StorageDown> {
  let seen = yield* look(deps, operation, call)
  for (let looks = 1; looks < maximumLooks && seen.cursor === null; looks += 1)
    seen = yield* look(deps, operation, call)
  const made = make(seen.answer)
  const { cursor, until } = seen
  if (cursor !== null && (until === null || call.now < until)) keep({ cursor, until, made })
  return made
})

/**
 * Answers a shared query with what was made of its answer before, as long as that holds; makes and keeps it
 * otherwise. Whether the actor may see it is looked at each time, on fresh data.
 */
export const askShared = <I, O, A>(
  deps: Deps,
  operation: Query<I, O>,
  call: Call<I>,
  shelf: Shelf<A>,
  make: (answer: O) => A,
): Effect.Effect<A, Refused | StorageDown> => {
  const space = operation.space(call.input)
  const untyped = call as Call<unknown>
  return Effect.flatMap(deps.storage.read(space, withBasics(untyped, {})), (basics) => {
    const problem = checked(untyped, foundIn([basics]))
    if (problem !== undefined) return no(problem)
    const name = `${space}\n${operation.name}\n${JSON.stringify(call.input)}`
    const kept = shelf.get(name)
    const holds = kept?.cursor === basics.cursor && (kept.until === null || call.now < kept.until)
    return holds ? Effect.succeed(kept.made) : remake(deps, operation, call, (fresh) => shelf.put(name, fresh), make)
  })
}
