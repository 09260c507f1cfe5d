import * as Effect from "effect/Effect"
import type { Outcome } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import type { Scheduler } from "fast-check"
import { stageOn } from "../arbitraries/stage.ts"
import type { StageClock } from "../arbitraries/stage.ts"
import { beginning, spaces } from "../arbitraries/world.ts"
import type { Call } from "../arbitraries/world.ts"
import { interleaved } from "./interleaved.ts"

/** The indexes that operations read by. A process looks through each of them once, at its first reading. */
const indexes = [
  "basket.byMember",
  "calendar.byClosing",
  "distribution.byClosing",
  "distribution.byEnd",
  "member.byEmail",
  "payment.byMember",
  "payment.openSince",
  "payment.bySubscription",
  "payment.byTill",
  "subscription.byCatalog",
  "subscription.byMember",
].map((index) => ({ index, from: "", to: "", limit: 1 }))

/**
 * Two processes on one storage, neither of which has just started: calls made at once go to one and the other in turn,
 * and `fc.scheduler()` puts their readings and commits in whatever order.
 */
export const twoProcesses = (
  storage: Storage,
  scheduler: Scheduler,
  clock: StageClock = { now: beginning },
): ((calls: ReadonlyArray<Call>) => Promise<ReadonlyArray<Outcome<unknown>>>) => {
  let atOnce = false
  const inTurns = interleaved(storage, async () => (atOnce ? scheduler.schedule(Promise.resolve()) : undefined))
  const stages = [stageOn(inTurns, { clock, ids: "one" }), stageOn(inTurns, { clock, ids: "two" })] as const
  return async (calls) => {
    for (const { cabas } of stages) await Effect.runPromise(cabas.engine.storage.read(spaces.group, { pages: indexes }))
    atOnce = true
    const outcomes = await scheduler.waitFor(
      Promise.all(calls.map((call, index) => (index % 2 === 0 ? stages[0] : stages[1]).send(call))),
    )
    // Nobody gives turns between what is done at once.
    atOnce = false
    return outcomes
  }
}
