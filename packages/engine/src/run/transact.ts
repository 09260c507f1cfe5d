import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Group } from "@cabas/core/group"
import { keyOf } from "@cabas/core/plans"
import type { Decision } from "@cabas/core/plans"
import type { Refusal } from "@cabas/core/refusals"
import { start } from "../storage/storage.ts"
import type { Batch, Committed, Reading, Repeated, Snapshot, Storage, StorageDown } from "../storage/storage.ts"
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

/** How often a decision is made again before giving up: on fresh data, but for the first where it may be older. */
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

/** Which try of a call it is, and whether what the storage remembers is enough for it. */
interface Try {
  readonly attempt: number
  readonly fromMemory?: true
}

/** Whether documents, and what can be left out with them, are all that is wanted. */
const isPlain = ({ pages = [], entries, sums }: Reading): boolean =>
  pages.length === 0 && entries === undefined && sums === undefined

/** With nothing in the accounts that hold nothing: those that are missing were not read. */
const withEmpty = (snapshot: Snapshot, { balances: wanted = [] }: Reading): Snapshot => {
  const missing = wanted.filter((account) => !snapshot.balances.has(account))
  if (missing.length === 0) return snapshot
  const none = missing.map((account) => [account, new Map<string, number>()] as const)
  return { ...snapshot, balances: new Map([...snapshot.balances, ...none]) }
}

/** Reads what the operation wants, round after round. */
const look = Effect.fnUntraced(function* (deps: Deps, call: Call<unknown>, { attempt, fromMemory }: Try) {
  const { operation, input, actor, preview, now } = call
  const readsOf = (): Reads<unknown> => ({ input, actor, now, attempt, preview, newId: idsOf(call) })
  const space = operation.space(input)
  const readings: Reading[] = []
  const snapshots: Snapshot[] = []
  let isRemembered = false
  const read = (wanted: Reading) => {
    const isEnough = fromMemory === true && isPlain(wanted)
    readings.push(wanted)
    return Effect.map(deps.storage.read(space, isEnough ? { ...wanted, remembered: true } : wanted), (snapshot) => {
      const fromMemoryAlone = isEnough && snapshot.remembered === true
      isRemembered ||= fromMemoryAlone
      snapshots.push(fromMemoryAlone ? snapshot : withEmpty(snapshot, wanted))
      return foundIn(snapshots)
    })
  }
  let found = yield* read(withBasics(call, operation.read(readsOf())))
  const done = snapshots[0]?.batch ?? null
  for (const step of done === null ? stepsOf(operation) : []) {
    const wanted = step(readsOf(), found)
    if (wanted !== undefined) found = yield* read(wanted)
  }
  return { found, done, readings, isRemembered }
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
  const { found } = yield* look(deps, call as Call<unknown>, { attempt: 0 })
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

/**
 * Why a try came to nothing: somebody else was faster or a floor was hit, or what was remembered will not do; then it
 * must be decided again.
 */
type Again = "raced" | "outdated"

const decided = <I, O>(operation: Command<I, O>, call: Call<unknown>, found: Found): Decision<O> => {
  const problem = checked(call, found)
  return problem === undefined ? operation.decide(decidingOf(call, found) as Deciding<I>) : Result.fail(problem)
}

const onlyLooks = <I, O>(operation: Command<I, O>, { preview, input }: Call<I>): boolean =>
  preview || operation.onlyLooks?.(input) === true

/** One try: the answer, or why there is none yet. */
const attemptOnce = Effect.fnUntraced(function* <I, O>(
  deps: Deps,
  operation: Command<I, O>,
  call: Call<I>,
  which: Try,
): Effect.fn.Return<{ readonly answer: O } | Again, Refused | StorageDown> {
  const untyped = call as Call<unknown>
  const { found, done, readings, isRemembered } = yield* look(deps, untyped, which)
  if (done !== null) return yield* repeated(operation, call, done, numbersIn(operation, call, found))
  const decision = decided(operation, untyped, found)
  if (Result.isFailure(decision)) return isRemembered ? "outdated" : yield* no(decision.failure)
  if (onlyLooks(operation, call)) return { answer: decision.success.answer }
  const batch = batchOf(call, found, decision.success)
  if (isRemembered && !isHeld(batch, readings)) return "outdated"
  const committed = yield* commit(deps, operation.space(call.input), batch)
  if (committed === undefined) return "raced"
  const numbers = new Map([...numbersIn(operation, call, found), ...committed.numbers])
  if (committed._tag === "Committed") return { answer: finished(operation, batch.answer as O, numbers) }
  // What was answered then may have a number that only reading tells.
  return isRemembered ? "outdated" : yield* repeated(operation, call, committed, numbers)
})

/** Whether the commit looks again at all that was looked at, and gives the numbers that were asked for. */
const isHeld = ({ guards, numbers }: Batch, readings: ReadonlyArray<Reading>): boolean => {
  const guarded = new Set(guards.map(({ key }) => key))
  return readings.every(
    ({ documents = [], numbers: wanted = [] }) =>
      documents.every((key) => guarded.has(key)) &&
      wanted.every(({ series, key }) => numbers.some((taken) => taken.series === series && taken.key === key)),
  )
}

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

/** Commits; nothing when somebody else was faster, or a floor was hit. */
const commit = (
  deps: Deps,
  space: string,
  batch: Batch,
): Effect.Effect<Committed | Repeated | undefined, StorageDown> =>
  deps.storage
    .commit(space, batch)
    .pipe(Effect.catchTags({ Conflict: () => Effect.undefined, Overdrawn: () => Effect.undefined }))

/** The first try of an operation that may be decided on what is remembered. */
const firstFromMemory: Try = { attempt: 0, fromMemory: true }

/**
 * Reads, decides, commits; when another writer was faster or a floor was hit, the whole runs again on fresh data,
 * a bounded number of times, each try a little later than the one before. An operation that may is tried first on what
 * the storage remembers.
 * @rule DOOR-7
 * @see D11, D13
 */
export const transact = Effect.fnUntraced(function* <I, O>(
  deps: Deps,
  operation: Command<I, O>,
  call: Call<I>,
): Effect.fn.Return<O, Refused | StorageDown> {
  let which: Try = operation.fromMemory === true && !onlyLooks(operation, call) ? firstFromMemory : { attempt: 0 }
  while (which.attempt < maximumAttempts) {
    const { attempt } = which
    if (attempt > 1) yield* Effect.sleep(deps.random() * 2 ** Math.min(attempt, 7))
    const outcome = yield* attemptOnce(deps, operation, call, which)
    if (typeof outcome === "object") return outcome.answer
    yield* Effect.logDebug("decided again", { operation: operation.name, attempt, why: outcome })
    which = { attempt: outcome === "outdated" ? attempt : attempt + 1 }
  }
  return yield* no({ _tag: "Busy", attempts: maximumAttempts })
})

/** The actor's part of a batch id keeps one person's keys apart from another's. @see D11 */
export const batchIdOf = (actor: Actor, key: string): string => `${nameOf(actor)}:${key}`
