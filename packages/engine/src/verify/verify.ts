import * as Effect from "effect/Effect"
import type { SpaceId, Storage, StorageDown } from "../storage/storage.ts"
import { stagesOf } from "./compare.ts"
import type { Look, Seen } from "./compare.ts"
import { lookAt, readJournal } from "./reader.ts"
import type { Reader } from "./reader.ts"
import { makeReplay } from "./replay.ts"
import type { Replay } from "./replay.ts"
import type { Finding, Progress, Report } from "./report.ts"

/** How a verification goes. */
export interface VerifyOptions {
  readonly onProgress?: (progress: Progress) => void
}

/** The same, also when the storage cannot give the part: in smaller parts, until it is known which. */
const lookAround = Effect.fnUntraced(function* (reader: Reader, look: Look): Effect.fn.Return<Seen, StorageDown> {
  const seen = yield* Effect.result(lookAt(reader, look))
  if (seen._tag === "Success") return seen.success
  yield* reader.storage.read(reader.space, {})
  const parts = look.parts()
  if (parts.length > 0) return { findings: [], size: 0, next: parts }
  const { reason } = seen.failure
  return {
    findings: [{ check: "unreadable", about: look.about, expected: "something that can be read", found: reason }],
    size: 0,
  }
})

const lookEverywhere = Effect.fnUntraced(function* (
  reader: Reader,
  tell: (progress: Progress) => void,
): Effect.fn.Return<ReadonlyArray<Finding>, StorageDown> {
  const found: Array<Finding> = []
  for (const { stage, total, looks } of stagesOf(reader.replay)) {
    let done = 0
    const left = looks().toReversed()
    for (let look = left.pop(); look !== undefined; look = left.pop()) {
      const { findings, size, next = [] } = yield* lookAround(reader, look)
      if (reader.broken !== undefined) return found
      for (const one of findings) found.push(one)
      left.push(...next.toReversed())
      done += size
      tell({ stage, done, total: Math.max(done, total) })
    }
  }
  return found
})

const totalsOf = ({ accounts }: Replay): ReadonlyMap<string, number> => {
  const totals = new Map<string, number>()
  for (const { holdings } of accounts.values()) {
    for (const { unit, quantity } of holdings) totals.set(unit, (totals.get(unit) ?? 0) + quantity)
  }
  return totals
}

/**
 * Folds the whole journal of a space and compares: documents and their versions, indexes, kept balances, listed
 * movements and numbers; in the journal itself, that postings are sound, that baskets moved what their lines say, and
 * that no order went below a floor. Others may go on writing meanwhile. What a damaged storage cannot give is a
 * finding like another; fails with `StorageDown` when it gives nothing at all.
 * @see D13, D15, D23, D24
 */
export const verifySpace = Effect.fnUntraced(function* (
  storage: Storage,
  space: SpaceId,
  { onProgress = () => undefined }: VerifyOptions = {},
): Effect.fn.Return<Report, StorageDown> {
  const replay = makeReplay()
  const reader: Reader = { storage, space, replay, broken: undefined }
  yield* readJournal(reader, onProgress)
  const found = reader.broken === undefined ? yield* lookEverywhere(reader, onProgress) : []
  const broken = reader.broken as Finding | undefined
  return {
    space,
    ...replay.count,
    documents: replay.documents.size,
    accounts: replay.accounts.size,
    totals: totalsOf(replay),
    findings: [...replay.findings, ...(broken === undefined ? [] : [broken]), ...found],
  }
})
