import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import type * as Schema from "effect/Schema"
import type { Refusal } from "@cabas/core/refusals"
import { operations } from "./operations/index.ts"
import type { Operations } from "./operations/index.ts"
import { makeEngine } from "./run/engine.ts"
import type { CallOptions, Engine, EngineOptions } from "./run/engine.ts"
import type { Actor, AnyOperation, Operation } from "./run/operation.ts"
import type { Refused } from "./run/transact.ts"
import type { StorageDown } from "./storage/storage.ts"

/** What a call comes to: the answer, or the refusal as data. Never both. */
export type Outcome<O> =
  | { readonly answer: O; readonly refusal?: undefined }
  | { readonly answer?: undefined; readonly refusal: Refusal }

/** Options of one call: an idempotency key, or a preview that writes nothing. */
export type MethodOptions = Omit<CallOptions, "as">

type InputOf<Op> = Op extends { readonly input: Schema.Codec<infer I, unknown> } ? I : never
type OutputOf<Op> = Op extends { readonly output: Schema.Codec<infer O, unknown> } ? O : never

/** Every operation as a method that gives a promise. It rejects only when the storage is down or a program is wrong. */
export type Methods = {
  readonly [Concept in keyof Operations]: {
    readonly [Verb in keyof Operations[Concept]]: (
      input: InputOf<Operations[Concept][Verb]>,
      options?: MethodOptions,
    ) => Promise<Outcome<OutputOf<Operations[Concept][Verb]>>>
  }
}

/** Cabas for those who live with promises. */
export interface Cabas {
  /** The operations, acted by this member. */
  readonly as: (member: string) => Methods
  /** The operations, acted by the platform itself: every right, in every group. */
  readonly asHost: Methods
  /** The operations, acted by the engine's own jobs. */
  readonly asSystem: Methods
  /** The operations, acted by somebody who is not signed in. */
  readonly asVisitor: Methods
  /** Runs any operation for any actor on input that nobody has checked yet. */
  readonly run: <I, O>(operation: Operation<I, O>, input: unknown, options: CallOptions) => Promise<Outcome<O>>
  /** The same engine with its Effect face. */
  readonly engine: Engine
}

/** Waits for an effect and turns a refusal into data; anything else that went wrong rejects. */
const settle = async <O>(effect: Effect.Effect<O, Refused | StorageDown>): Promise<Outcome<O>> => {
  const exit = await Effect.runPromiseExit(effect)
  if (Exit.isSuccess(exit)) return { answer: exit.value }
  const error = Option.getOrUndefined(Cause.findErrorOption(exit.cause))
  if (error?._tag === "Refused") return { refusal: error.refusal }
  throw error ?? Cause.squash(exit.cause)
}

const methodsFor = (engine: Engine, actor: Actor): Methods => {
  const concepts = Object.entries(operations).map(([concept, verbs]) => {
    const methods = Object.entries(verbs as Record<string, AnyOperation>).map(([verb, operation]) => [
      verb,
      (input: unknown, options?: MethodOptions) => settle(engine.run(operation, input, { ...options, as: actor })),
    ])
    return [concept, Object.fromEntries(methods)]
  })
  return Object.fromEntries(concepts) as Methods
}

/**
 * Makes Cabas over a storage.
 *
 * ```ts
 * const cabas = createCabas({ storage: memoryStorage() })
 * const { answer, refusal } = await cabas.as("camille").group.create({ id: "paniers", name: "Les Paniers" })
 * ```
 */
export const createCabas = (options: EngineOptions): Cabas => {
  const engine = makeEngine(options)
  return {
    as: (member) => methodsFor(engine, { kind: "member", member }),
    asHost: methodsFor(engine, { kind: "host" }),
    asSystem: methodsFor(engine, { kind: "system" }),
    asVisitor: methodsFor(engine, { kind: "visitor" }),
    run: (operation, input, how) => settle(engine.run(operation, input, how)),
    engine,
  }
}
