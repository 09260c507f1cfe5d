import * as Effect from "effect/Effect"
import type { Cursor, Recorded, SpaceId, Storage, StorageDown } from "../storage/storage.ts"
import { stagesOf } from "./compare.ts"
import type { Look, Seen } from "./compare.ts"
import { makeReplay } from "./replay.ts"
import type { Replay } from "./replay.ts"
import type { Finding, Progress, Report } from "./report.ts"

/** How a verification goes. */
export interface VerifyOptions {
  readonly onProgress?: (progress: Progress) => void
}

/** Batches that are read at once: few, so that what is done with is still young when it is thrown away. */
const stride = 100

/** How often the journal is caught up with while others write. */
const patience = 50

/** The journal of a space as it is read. */
interface Reader {
  readonly storage: Storage
  readonly space: SpaceId
  readonly replay: Replay
  /** The batch that the storage cannot give, once there is one. */
  broken: Finding | undefined
}

/** The first of the batches that can be read, when some of them cannot; and then why not. */
const readable = Effect.fnUntraced(function* (
  { storage, space, replay }: Reader,
  reason: string,
): Effect.fn.Return<Finding | ReadonlyArray<Recorded>, StorageDown> {
  // A storage that cannot even say how far its journal goes is down, not damaged in one place.
  yield* storage.read(space, {})
  for (let limit = Math.ceil(stride / 10); ; limit = Math.ceil(limit / 10)) {
    const some = yield* Effect.result(storage.feed(space, replay.cursor(), limit))
    if (some._tag === "Success") return some.success
    if (limit > 1) continue
    const { batches } = replay.count
    return { check: "journal", about: `${batches}`, expected: "a batch that can be read", found: reason }
  }
})

/** Takes what was committed since. */
const catchUp = Effect.fnUntraced(function* (reader: Reader, told: () => void): Effect.fn.Return<void, StorageDown> {
  const { storage, space, replay } = reader
  for (;;) {
    const fed = yield* Effect.result(storage.feed(space, replay.cursor(), stride))
    const batches = fed._tag === "Success" ? fed.success : yield* readable(reader, fed.failure.reason)
    if ("check" in batches) {
      reader.broken = batches
      return
    }
    for (const batch of batches) replay.take(batch)
    told()
    if (fed._tag === "Success" && batches.length < stride) return
  }
})

/** Looks at one part as of a moment that the replay has reached. */
const lookAt = Effect.fnUntraced(function* (reader: Reader, look: Look): Effect.fn.Return<Seen, StorageDown> {
  const { storage, space, replay } = reader
  for (let attempt = 0; attempt < patience; attempt += 1) {
    const snapshot = yield* storage.read(space, look.wanted)
    if (snapshot.cursor === replay.cursor()) return look.compare(snapshot)
    yield* catchUp(reader, () => undefined)
  }
  const unsteady = {
    check: "unsteady",
    about: look.stage,
    expected: "a moment without commits",
    found: patience,
  } as const
  return { findings: [unsteady], size: 0 }
})

/** The same, also when the storage cannot give the part: in smaller parts, until it is known which. */
const lookAround = Effect.fnUntraced(function* (
  reader: Reader,
  look: Look,
): Effect.fn.Return<Omit<Seen, "next"> & { readonly next: ReadonlyArray<Look> }, StorageDown> {
  const seen = yield* Effect.result(lookAt(reader, look))
  if (seen._tag === "Success") {
    const { findings, size, next } = seen.success
    return { findings, size, next: next === undefined ? [] : [next] }
  }
  yield* reader.storage.read(reader.space, {})
  const parts = look.parts()
  if (parts.length > 0) return { findings: [], size: 0, next: parts }
  const { reason } = seen.failure
  return {
    findings: [{ check: "unreadable", about: look.about, expected: "something that can be read", found: reason }],
    size: 0,
    next: [],
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
      const { findings, size, next } = yield* lookAround(reader, look)
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
 * How many batches there are, as far as cursors tell: those of the storages that come with Cabas are numbers that
 * rise with the journal.
 */
const totalOf = (done: number, first: Cursor, now: Cursor, last: Cursor): number | undefined => {
  const placeOf = (cursor: Cursor): number => Number(/^\d+/.exec(cursor)?.[0])
  const from = placeOf(first) - 1
  const share = (placeOf(now) - from) / (placeOf(last) - from)
  return share > 0 && share <= 1 ? Math.round(done / share) : undefined
}

const readJournal = Effect.fnUntraced(function* (
  reader: Reader,
  tell: (progress: Progress) => void,
): Effect.fn.Return<void, StorageDown> {
  const { storage, space, replay } = reader
  const { cursor: last } = yield* storage.read(space, {})
  let first: Cursor | undefined
  yield* catchUp(reader, () => {
    const done = replay.count.batches
    first ??= replay.first()
    const total = totalOf(done, first, replay.cursor(), last)
    tell({ stage: "journal", done, ...(total === undefined ? {} : { total }) })
  })
})

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
