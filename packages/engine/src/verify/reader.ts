import * as Effect from "effect/Effect"
import type { Cursor, Recorded, SpaceId, Storage, StorageDown } from "../storage/storage.ts"
import type { Look, Seen } from "./compare.ts"
import type { Replay } from "./replay.ts"
import type { Finding, Progress } from "./report.ts"

/** Batches that are read at once: few, so that what is done with is still young when it is thrown away. */
const stride = 50

/** How often the journal is caught up with while others write. */
const patience = 50

/** The journal of a space as it is read. */
export interface Reader {
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
export const catchUp = Effect.fnUntraced(function* (
  reader: Reader,
  told: () => void,
): Effect.fn.Return<void, StorageDown> {
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
export const lookAt = Effect.fnUntraced(function* (reader: Reader, look: Look): Effect.fn.Return<Seen, StorageDown> {
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

/** Takes the whole journal, telling how far it is. */
export const readJournal = Effect.fnUntraced(function* (
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
