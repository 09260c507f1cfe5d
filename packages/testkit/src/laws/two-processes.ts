import type { Outcome } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import type { Scheduler } from "fast-check"
import { stageOn } from "../arbitraries/stage.ts"
import type { StageClock } from "../arbitraries/stage.ts"
import { beginning } from "../arbitraries/world.ts"
import type { Call } from "../arbitraries/world.ts"
import { interleaved } from "./interleaved.ts"

/**
 * Two processes on one storage: calls made at once go to one and the other in turn, and `fc.scheduler()` puts their
 * readings and commits in whatever order.
 */
export const twoProcesses = (
  storage: Storage,
  scheduler: Scheduler,
  clock: StageClock = { now: beginning },
): ((calls: ReadonlyArray<Call>) => Promise<ReadonlyArray<Outcome<unknown>>>) => {
  const inTurns = interleaved(storage, () => scheduler.schedule(Promise.resolve()))
  const stages = [stageOn(inTurns, { clock, ids: "one" }), stageOn(inTurns, { clock, ids: "two" })] as const
  return (calls) =>
    scheduler.waitFor(Promise.all(calls.map((call, index) => (index % 2 === 0 ? stages[0] : stages[1]).send(call))))
}
