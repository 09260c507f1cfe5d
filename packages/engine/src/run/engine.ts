import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Tracer from "effect/Tracer"
import type { Refusal } from "@cabas/core/refusals"
import { withIndexes } from "../indexes/index.ts"
import type { Storage, StorageDown } from "../storage/storage.ts"
import { decoderOf } from "./decode.ts"
import { fingerprintOf } from "./fingerprint.ts"
import { makeLanes } from "./lanes.ts"
import { nameOf } from "./operation.ts"
import type { Actor, AnyOperation, AnyQuery, Operation, Query } from "./operation.ts"
import { askShared } from "./shared.ts"
import type { Shelf } from "./shared.ts"
import { ask, batchIdOf, transact } from "./transact.ts"
import type { Call, Deps, Refused } from "./transact.ts"
import { isKeepable, textsRefused } from "./texts.ts"

/** How an operation is called: by whom, under which idempotency key, and whether only to see what would happen. */
export interface CallOptions {
  readonly as: Actor
  /** The same key with the same content gives the same answer and one effect. @see D11 */
  readonly key?: string | undefined
  /** Decides and answers without writing anything. @see D20 */
  readonly preview?: boolean | undefined
}

/** What an engine is made of. Clock, ids and randomness come from outside; there are defaults for each. @see D9 */
export interface EngineOptions {
  readonly storage: Storage
  /** Now, as milliseconds since 1970; the effect's own clock when absent. */
  readonly clock?: (() => number) | undefined
  readonly newId?: (() => string) | undefined
  readonly random?: (() => number) | undefined
}

/** Carries operations on a storage. */
export interface Engine {
  /** The storage, whose indexes find what older versions wrote too. */
  readonly storage: Storage
  /** Runs an operation on input that nobody has checked yet. */
  readonly run: <I, O>(
    operation: Operation<I, O>,
    input: unknown,
    options: CallOptions,
  ) => Effect.Effect<O, Refused | StorageDown>
  /**
   * Runs a query and makes its answer into something else, such as bytes. When the query is shared, what was made is
   * taken from the shelf as long as it holds; whether the actor may see it is looked at each time.
   */
  readonly runMade: <I, O, A>(
    operation: Query<I, O>,
    input: unknown,
    options: Pick<CallOptions, "as">,
    shelf: Shelf<A>,
    make: (answer: O) => A,
  ) => Effect.Effect<A, Refused | StorageDown>
}

const no = (refusal: Refusal): Effect.Effect<never, Refused> => Effect.fail({ _tag: "Refused", refusal })

const maximumKeyLength = 128

/** What is wrong with who calls or under which key, if anything is. */
const callProblem = ({ as, key }: CallOptions): Refusal | undefined => {
  if (as.kind === "member" && !isKeepable(as.member)) return textsRefused([["as"]])
  if (key === undefined) return undefined
  if (key.length === 0 || key.length > maximumKeyLength)
    return { _tag: "BadInput", issues: [{ path: ["key"], message: "expected 1 to 128 characters" }] }
  return isKeepable(key) ? undefined : textsRefused([["key"]])
}

/** Makes an engine over a storage. */
export const makeEngine = (options: EngineOptions): Engine => {
  const newId = options.newId ?? (() => globalThis.crypto.randomUUID())
  const now = options.clock === undefined ? Clock.currentTimeMillis : Effect.sync(options.clock)
  const storage = withIndexes(options.storage, { now, newId })
  const deps: Deps = { storage, random: options.random ?? Math.random }
  const lanes = makeLanes()

  const carry = Effect.fnUntraced(function* (operation: AnyOperation, input: unknown, how: CallOptions) {
    const problem = callProblem(how)
    if (problem !== undefined) return yield* no(problem)
    const decoded = decoderOf(operation)(input)
    if (Result.isFailure(decoded)) return yield* no(decoded.failure)
    const at = new Date(yield* now).toISOString()
    const call = callOf(operation, decoded.success, how, at, newId)
    if (operation.kind === "query") return yield* ask(deps, operation, call)
    const carried = transact(deps, operation, call)
    const lane = operation.lane?.(call.input, call.actor)
    return yield* lane === undefined ? carried : lanes.through(`${operation.space(call.input)}/${lane}`, carried)
  })

  const carryMade = <A>(
    operation: Query<unknown, unknown>,
    input: unknown,
    how: CallOptions,
    shelf: Shelf<A>,
    make: (answer: unknown) => A,
  ): Effect.Effect<A, Refused | StorageDown> =>
    Effect.flatMap(now, (milliseconds) => {
      const problem = callProblem(how)
      if (problem !== undefined) return no(problem)
      const decoded = decoderOf(operation)(input)
      if (Result.isFailure(decoded)) return no(decoded.failure)
      const call = callOf(operation, decoded.success, how, new Date(milliseconds).toISOString(), newId)
      if (operation.shared !== true) return Effect.map(ask(deps, operation, call), make)
      return askShared(deps, operation, call, shelf, make)
    })

  return {
    storage,
    runMade: (operation, input, how, shelf, make) =>
      observed(operation, how, carryMade(operation as AnyQuery, input, how, shelf, make as (answer: unknown) => never)),
    run: (operation, input, how) =>
      observed(operation, how, carry(operation, input, how)) as Effect.Effect<never, Refused | StorageDown>,
  }
}

const callOf = (
  operation: AnyOperation,
  input: unknown,
  how: CallOptions,
  now: string,
  newId: () => string,
): Call<unknown> => {
  const keyed = how.key !== undefined
  return {
    operation,
    input,
    actor: how.as,
    now,
    batchId: batchIdOf(how.as, how.key ?? newId()),
    fingerprint: keyed ? fingerprintOf(`${operation.name}\n${JSON.stringify(input)}`) : "",
    preview: how.preview ?? false,
  }
}

/** A span for each call when somebody traces, and a structured line for each one that was refused or failed. */
const observed = <A, E extends { readonly _tag: string }>(
  operation: AnyOperation,
  how: CallOptions,
  carried: Effect.Effect<A, E>,
): Effect.Effect<A, E> => {
  const told = Effect.tapError(carried, (error) =>
    Effect.logDebug("not done", { operation: operation.name, by: nameOf(how.as), error: describe(error) }),
  )
  return Effect.withFiber((fiber) => {
    // Nobody ever sees the spans of the tracer that is there from the start, and one costs as much as a reading.
    if (fiber.getRef(Tracer.Tracer) === Tracer.nativeTracer) return told
    // Where the span was opened is always this line: capturing a stack for it would only cost.
    const attributes = { by: nameOf(how.as), kind: operation.kind }
    return Effect.withSpan(told, `cabas.${operation.name}`, { attributes, captureStackTrace: false })
  })
}

const describe = (error: { readonly _tag: string }): unknown =>
  error._tag === "Refused" ? (error as unknown as Refused).refusal._tag : error._tag
