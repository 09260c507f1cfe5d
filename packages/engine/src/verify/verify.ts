import * as Effect from "effect/Effect"
import type { SpaceId, Storage, StorageDown } from "../storage/storage.ts"
import { looksAt } from "./compare.ts"
import type { Look } from "./compare.ts"
import { makeReplay } from "./replay.ts"
import type { Replay } from "./replay.ts"
import type { Finding, Progress, Report } from "./report.ts"

/** How a verification goes. */
export interface VerifyOptions {
  readonly onProgress?: (progress: Progress) => void
}

/** Batches that are read at once. */
const stride = 500

/** How often the journal is caught up with while others write. */
const patience = 50

/** Takes what was committed since. */
const catchUp = Effect.fnUntraced(function* (storage: Storage, space: SpaceId, replay: Replay, told: () => void) {
  for (;;) {
    const batches = yield* storage.feed(space, replay.cursor(), stride)
    for (const batch of batches) replay.take(batch)
    told()
    if (batches.length < stride) return
  }
})

/** Looks at one part as of a moment that the replay has reached. */
const lookAt = Effect.fnUntraced(function* (
  storage: Storage,
  space: SpaceId,
  replay: Replay,
  look: Look,
): Effect.fn.Return<ReturnType<Look["compare"]>, StorageDown> {
  for (let attempt = 0; attempt < patience; attempt += 1) {
    const snapshot = yield* storage.read(space, look.wanted)
    if (snapshot.cursor === replay.cursor()) return look.compare(snapshot)
    yield* catchUp(storage, space, replay, () => undefined)
  }
  return { findings: [{ check: "unsteady", about: look.stage, expected: "a moment without commits", found: patience }] }
})

const totalsOf = ({ balances }: Replay): ReadonlyMap<string, number> => {
  const totals = new Map<string, number>()
  for (const units of balances.values()) {
    for (const [unit, quantity] of units) totals.set(unit, (totals.get(unit) ?? 0) + quantity)
  }
  return totals
}

/**
 * Folds the whole journal of a space and compares: documents and their versions, indexes, kept balances, listed
 * movements and numbers; in the journal itself, that postings are sound, that baskets moved what their lines say, and
 * that no order went below a floor. Others may go on writing meanwhile.
 * @see D13, D15, D23, D24
 */
export const verifySpace = Effect.fnUntraced(function* (
  storage: Storage,
  space: SpaceId,
  { onProgress = () => undefined }: VerifyOptions = {},
): Effect.fn.Return<Report, StorageDown> {
  const replay = makeReplay()
  yield* catchUp(storage, space, replay, () => onProgress({ stage: "journal", done: replay.count.batches }))
  const found: Array<Finding> = []
  const done = new Map<Progress["stage"], number>()
  const looks = [...looksAt(replay)].toReversed()
  for (let look = looks.pop(); look !== undefined; look = looks.pop()) {
    const { findings, next } = yield* lookAt(storage, space, replay, look)
    found.push(...findings)
    if (next !== undefined) looks.push(next)
    done.set(look.stage, (done.get(look.stage) ?? 0) + 1)
    onProgress({ stage: look.stage, done: done.get(look.stage) ?? 0 })
  }
  return {
    space,
    ...replay.count,
    documents: replay.documents.size,
    accounts: replay.balances.size,
    totals: totalsOf(replay),
    findings: [...replay.findings, ...found],
  }
})
