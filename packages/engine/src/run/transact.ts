import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Group } from "@cabas/core/group"
import { keyOf } from "@cabas/core/plans"
import type { Plan } from "@cabas/core/plans"
import type { Refusal } from "@cabas/core/refusals"
import { start } from "../storage/storage.ts"
import type { Reading, Snapshot, Storage, StorageDown } from "../storage/storage.ts"
import { batchOf } from "./batch.ts"
import type { Request } from "./batch.ts"
import { fingerprintOf } from "./fingerprint.ts"
import { foundIn } from "./found.ts"
import type { Found } from "./found.ts"
import { nameOf } from "./operation.ts"
import type { Actor, AnyOperation, Command, Deciding, Folding, Query, ReadMore, Reads } from "./operation.ts"

/** A refusal on its way out of an effect: plain data, failed with. */
export interface Refused {
  readonly _tag: "Refused"
  readonly refusal: Refusal
}

/** How often a decision is made again on fresh data before giving up. */
export const maximumAttempts = 12

/** What carrying an operation needs from outside. @see D9 */
export interface Deps {
  readonly storage: Storage
  /** A number from 0 (included) to 1, for spreading retries. */
  readonly random: () => number
}

/** One call of an operation, its input already decoded. */
export interface Call<I> extends Request {
  readonly input: I
  readonly preview: boolean
}

/** Fails with a refusal. */
export const no = (refusal: Refusal) => Effect.fail<Refused>({ _tag: "Refused", refusal })

/** What every operation reads besides its own: the group, the actor, and whether the batch is in already. */
export const withBasics = (call: Call<unknown>, reading: Reading): Reading => {
  const actor = call.actor.kind === "member" ? [keyOf.member(call.actor.member)] : []
  const documents = [...new Set([keyOf.group, ...actor, ...(reading.documents ?? [])])]
  return call.operation.kind === "query" ? { ...reading, documents } : { ...reading, documents, batch: call.batchId }
}

/** The further readings of an operation. */
export const stepsOf = (operation: AnyOperation): ReadonlyArray<ReadMore<unknown>> => {
  const { more } = operation
  return more === undefined ? [] : typeof more === "function" ? [more] : more
}

/** Reads what the operation wants, round after round. */
const look = Effect.fnUntraced(function* (deps: Deps, call: Call<unknown>, attempt: number) {
  const { operation, input, actor, preview, now } = call
  const readsOf = (): Reads<unknown> => ({ input, actor, now, attempt, preview, newId: idsOf(call) })
  const space = operation.space(input)
  const first = yield* deps.storage.read(space, withBasics(call, operation.read(readsOf())))
  const snapshots: Snapshot[] = [first]
  let found = foundIn(snapshots)
  if (first.batch !== null) return { found, done: first.batch }
  for (const step of stepsOf(operation)) {
    const wanted = step(readsOf(), found)
    if (wanted === undefined) continue
    snapshots.push(yield* deps.storage.read(space, wanted))
    found = foundIn(snapshots)
  }
  return { found, done: null }
})

/** Why nothing can be done in this group now, if so. @see D28 */
const groupProblem = (operation: AnyOperation, id: string, group: Group | null): Refusal | undefined => {
  if (operation.kind === "command" && operation.on === "no-group") return undefined
  if (group === null || group.status === "deleted") return { _tag: "GroupUnknown", group: id }
  const writes = operation.kind === "command" && operation.on !== "suspended"
  return group.status === "suspended" && writes
    ? { _tag: "GroupSuspended", group: id, reason: group.reason }
    : undefined
}

/** Ids derived from the batch: a repeated try makes the same ones, and so do reading and deciding. @see D9 */
export const idsOf = (call: Call<unknown>) => {
  let made = 0
  return () => {
    made += 1
    return fingerprintOf(`${call.batchId}#${made}`)
  }
}

const decidingOf = (call: Call<unknown>, found: Found): Deciding<unknown> => ({
  input: call.input,
  actor: call.actor,
  found,
  // Operations that run without a group do not look at it.
  group: found.group as Group,
  now: call.now,
  newId: idsOf(call),
})

/** Why the actor may not, or nothing can be done in this group now, if so. @see D28 */
export const checked = (call: Call<unknown>, found: Found): Refusal | undefined => {
  const { operation, input, actor } = call
  return groupProblem(operation, operation.space(input), found.group) ?? operation.allow({ input, actor, found })
}

/** Batches read at once. */
const stride = 500

/** Gives a folding the whole journal, some batches at a time, and asks it. @rule DOOR-5 */
const overJournal = Effect.fnUntraced(function* <O>(deps: Deps, space: string, folding: Folding<O>) {
  let after = start
  for (;;) {
    const batches = yield* deps.storage.feed(space, after, stride)
    for (const batch of batches) folding.take(batch)
    const last = batches.at(-1)
    if (last === undefined) return folding.answer()
    after = last.cursor
  }
})

/** Reads, checks and answers a query. */
export const ask = Effect.fnUntraced(function* <I, O>(deps: Deps, operation: Query<I, O>, call: Call<I>) {
  const { found } = yield* look(deps, call as Call<unknown>, 0)
  const problem = checked(call as Call<unknown>, found)
  if (problem !== undefined) return yield* no(problem)
  const deciding = decidingOf(call as Call<unknown>, found) as Deciding<I>
  const { folding } = operation
  const answer =
    folding === undefined
      ? operation.view(deciding)
      : yield* overJournal(deps, operation.space(call.input), folding(deciding))
  return Result.isSuccess(answer) ? answer.success : yield* no(answer.failure)
})

/** One try: the answer, or `undefined` when somebody else was faster and it must be decided again. */
const attemptOnce = Effect.fnUntraced(function* <I, O>(
  deps: Deps,
  operation: Command<I, O>,
  call: Call<I>,
  attempt: number,
) {
  const untyped = call as Call<unknown>
  const { found, done } = yield* look(deps, untyped, attempt)
  if (done !== null) return yield* repeated(operation, call, done, numbersIn(operation, call, found))
  const problem = checked(untyped, found)
  if (problem !== undefined) return yield* no(problem)
  const decision = operation.decide(decidingOf(untyped, found) as Deciding<I>)
  if (Result.isFailure(decision)) return yield* no(decision.failure)
  if (call.preview || operation.onlyLooks?.(call.input) === true) return { answer: decision.success.answer }
  return yield* write(deps, operation, call, found, decision.success)
})

const numbersIn = <I, O>(operation: Command<I, O>, call: Call<I>, found: Found): ReadonlyMap<string, number> => {
  const { input, actor, now } = call
  const reads = { input, actor, now, attempt: 0, preview: false, newId: idsOf(call as Call<unknown>) }
  const wanted = operation.read(reads).numbers ?? []
  return new Map(
    wanted.flatMap(({ key }) => {
      const number = found.numberOf(key)
      return number === null ? [] : [[key, number] as const]
    }),
  )
}

/** The same key and content give the same answer; other content is a mistake. @rule KEY-1 @see D11 */
const repeated = <I, O>(
  operation: Command<I, O>,
  call: Call<I>,
  done: { readonly fingerprint: string; readonly answer: unknown },
  numbers: ReadonlyMap<string, number>,
): Effect.Effect<{ readonly answer: O }, Refused> => {
  if (done.fingerprint !== call.fingerprint) {
    return no({ _tag: "KeyReused", key: call.batchId.slice(nameOf(call.actor).length + 1) })
  }
  return Effect.succeed({ answer: finished(operation, done.answer as O, numbers) })
}

const finished = <I, O>(operation: Command<I, O>, answer: O, numbers: ReadonlyMap<string, number>): O =>
  operation.finish === undefined ? answer : operation.finish(answer, numbers)

const write = Effect.fnUntraced(function* <I, O>(
  deps: Deps,
  operation: Command<I, O>,
  call: Call<I>,
  found: Found,
  plan: Plan<O>,
) {
  const batch = batchOf(call, found, plan)
  const outcome = yield* Effect.result(deps.storage.commit(operation.space(call.input), batch))
  if (Result.isFailure(outcome)) {
    if (outcome.failure._tag === "StorageDown") return yield* Effect.fail(outcome.failure)
    return undefined
  }
  const { success } = outcome
  if (success._tag === "Repeated") return yield* repeated(operation, call, success, success.numbers)
  const known = new Map([...numbersIn(operation, call, found), ...success.numbers])
  return { answer: finished(operation, plan.answer, known) }
})

/**
 * Reads, decides, commits; when another writer was faster or a floor was hit, the whole runs again on fresh data,
 * a bounded number of times, each try a little later than the one before.
 * @see D11, D13
 */
export const transact = Effect.fnUntraced(function* <I, O>(
  deps: Deps,
  operation: Command<I, O>,
  call: Call<I>,
): Effect.fn.Return<O, Refused | StorageDown> {
  for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
    if (attempt > 1) yield* Effect.sleep(deps.random() * 2 ** Math.min(attempt, 7))
    const outcome = yield* attemptOnce(deps, operation, call, attempt)
    if (outcome !== undefined) return outcome.answer
    yield* Effect.logDebug("decided again", { operation: operation.name, attempt })
  }
  return yield* no({ _tag: "Busy", attempts: maximumAttempts })
})

/** The actor's part of a batch id keeps one person's keys apart from another's. @see D11 */
export const batchIdOf = (actor: Actor, key: string): string => `${nameOf(actor)}:${key}`
