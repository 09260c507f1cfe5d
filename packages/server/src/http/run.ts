import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as References from "effect/References"
import * as Result from "effect/Result"
import type { Refused } from "@cabas/engine"
import type { StorageDown } from "@cabas/engine/storage"
import type { AnyRefusal } from "../api/refusals.schema.ts"
import { wants } from "./log.ts"
import type { Call, Parts } from "./parts.ts"

/** What an effect of the engine came to, as data; why a storage is down is for the log. Throws what is a mistake. */
const resultOf = <A>(
  parts: Parts,
  call: Call,
  exit: Exit.Exit<A, Refused | StorageDown>,
): Result.Result<A, AnyRefusal> => {
  if (Exit.isSuccess(exit)) return Result.succeed(exit.value)
  const error = Option.getOrUndefined(Cause.findErrorOption(exit.cause))
  if (error === undefined) throw Cause.squash(exit.cause)
  if (error._tag === "Refused") return Result.fail(error.refusal)
  parts.tell("error", "storage down", call, error)
  return Result.fail({ _tag: "StorageDown" })
}

/** The lines of the engine carry the request's id, when anybody wants them. */
const servicesOf = ({ log, loggers }: Parts, { id }: Call): Context.Context<never> =>
  wants(log, "debug") ? Context.add(loggers, References.CurrentLogAnnotations, { request: id }) : loggers

/**
 * Runs an effect of the engine. What comes to its end at once, as most answers do, costs no alarm; anything else is
 * given up after a while, which is safe to try again.
 */
export const runOn = <A>(
  parts: Parts,
  call: Call,
  effect: Effect.Effect<A, Refused | StorageDown>,
): Result.Result<A, AnyRefusal> | Promise<Result.Result<A, AnyRefusal>> => {
  const fiber = Effect.runForkWith(servicesOf(parts, call))(effect)
  const exit = fiber.pollUnsafe()
  if (exit !== undefined) return resultOf(parts, call, exit)
  const { operation: after } = parts.patience
  return new Promise((resolve, reject) => {
    const alarm = setTimeout(() => {
      resolve(Result.fail({ _tag: "TimedOut", after }))
      fiber.interruptUnsafe()
    }, after)
    fiber.addObserver((late) => {
      clearTimeout(alarm)
      try {
        resolve(resultOf(parts, call, late))
      } catch (mistake) {
        reject(mistake)
      }
    })
  })
}
