import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import type { Engine } from "../run/engine.ts"
import type { Refused } from "../run/transact.ts"
import type { StorageDown } from "../storage/storage.ts"
import { keyOfAction } from "./job.ts"
import type { Action, Job } from "./job.ts"

/** Why something was not done, in words, and whether trying it again may help. */
export interface Trouble {
  readonly error: string
  readonly passing: boolean
}

/** What went wrong, in words for a log. */
export const wordsOf = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).slice(0, 500)

/**
 * Runs an action as the system, once for ever whoever else runs it: gives what was in the way, or nothing.
 * A storage that is down fails the whole, for nothing can be written about it.
 */
export const act = (engine: Engine, job: Job, action: Action): Effect.Effect<Trouble | undefined, StorageDown> =>
  Effect.suspend(() =>
    engine.run(action.operation, action.input, { as: { kind: "system" }, key: keyOfAction(job.name, action) }),
  ).pipe(
    Effect.exit,
    Effect.flatMap((exit): Effect.Effect<Trouble | undefined, StorageDown> => {
      if (Exit.isSuccess(exit)) return Effect.succeed(undefined)
      const failure = Option.getOrUndefined(Cause.findErrorOption(exit.cause))
      if (failure === undefined) return Effect.succeed({ error: wordsOf(Cause.squash(exit.cause)), passing: true })
      return failure._tag === "StorageDown" ? Effect.fail(failure) : Effect.succeed(troubleOf(job, failure))
    }),
  )

/** A key that was used already, if with another input, says that the action was run. */
const troubleOf = ({ settles = [] }: Job, { refusal }: Refused): Trouble | undefined => {
  const { _tag } = refusal
  if (_tag === "KeyReused" || settles.includes(_tag)) return undefined
  return { error: JSON.stringify(refusal).slice(0, 500), passing: _tag === "Busy" }
}
