import { setTimeout } from "node:timers"
import * as Effect from "effect/Effect"
import type { StorageDown } from "@cabas/engine/storage"
import { downBecause, isBusy } from "./refusals.ts"

/** Calls back at a random moment soon, so that two processes do not knock in step. */
export const aLittleLater = (again: () => void): void => void setTimeout(again, 1 + Math.random() * 9)

/**
 * Tries something again as long as another process holds the lock that it needs, for `patience` milliseconds; then,
 * and for any other reason at once, fails.
 */
export const patiently = <A>(patience: number, attempt: () => A): Effect.Effect<A, StorageDown> =>
  Effect.suspend(() => {
    const first = attempted(attempt)
    return first._tag === "Busy" ? waiting(patience, attempt) : first.outcome
  })

type Attempted<A> =
  | { readonly _tag: "Busy"; readonly cause: unknown }
  | { readonly _tag: "Over"; readonly outcome: Effect.Effect<A, StorageDown> }

const attempted = <A>(attempt: () => A): Attempted<A> => {
  try {
    return { _tag: "Over", outcome: Effect.succeed(attempt()) }
  } catch (cause) {
    return isBusy(cause) ? { _tag: "Busy", cause } : { _tag: "Over", outcome: Effect.fail(downBecause(cause)) }
  }
}

const waiting = <A>(patience: number, attempt: () => A): Effect.Effect<A, StorageDown> =>
  Effect.callback((resume) => {
    const until = performance.now() + patience
    const again = (): void => {
      const next = attempted(attempt)
      if (next._tag === "Over") resume(next.outcome)
      else if (performance.now() > until) resume(Effect.fail(downBecause(next.cause)))
      else aLittleLater(again)
    }
    aLittleLater(again)
  })
