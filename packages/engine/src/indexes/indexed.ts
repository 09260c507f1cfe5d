import * as Effect from "effect/Effect"
import { sideKey } from "../jobs/kinds.ts"
import type { FilledIndexes } from "../jobs/kinds.ts"
import { isSide, keep, sideOf } from "../jobs/side.ts"
import { makeLanes } from "../run/lanes.ts"
import { start } from "../storage/storage.ts"
import type { Document, Reading, SpaceId, Storage, StorageDown } from "../storage/storage.ts"
import { fillIndex, stride } from "./fill.ts"

/** What looking after indexes needs from outside. */
export interface IndexKeeping {
  /** Now, in milliseconds since 1970. */
  readonly now: Effect.Effect<number>
  readonly newId: () => string
}

const indexesIn = ({ pages = [] }: Reading): ReadonlyArray<string> =>
  pages.flatMap((page) => ("index" in page ? [page.index] : []))

/** How often what is filled is written down, when others write there at the same moment. */
const tries = 5

/** Which indexes of a group are known to find all that they should. */
const readFilled = (storage: Storage, group: SpaceId): Effect.Effect<Document, StorageDown> =>
  Effect.map(
    storage.read(sideOf(group), { documents: [sideKey.indexes] }),
    ({ documents }) => documents.get(sideKey.indexes) ?? { key: sideKey.indexes, version: 0, state: null },
  )

const filledIn = ({ state }: Document): ReadonlyArray<string> => (state as FilledIndexes | null)?.filled ?? []

/** Writes down that indexes were filled, for whoever starts next. */
const noteFilled = Effect.fnUntraced(function* (
  storage: Storage,
  group: SpaceId,
  names: ReadonlyArray<string>,
  { now, newId }: IndexKeeping,
): Effect.fn.Return<void, StorageDown> {
  const milliseconds = yield* now
  const keeper = { storage, now: () => milliseconds, newId, runner: "indexes" }
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const document = yield* readFilled(storage, group)
    const told = { key: document.key, fact: { _tag: "IndexesFilled", names } } as const
    if ((yield* keep(keeper, group, "index.fill", new Map([[document.key, document]]), [told])) !== null) return
  }
})

/**
 * A storage whose indexes find what an older version wrote before there was such an index. The first reading of a group
 * by an index waits until the index was looked through and what it lacks was entered. That it was is written down beside
 * the group, so that it is done once and not at each start, unless looking through takes no longer than reading that
 * note. What reads by no index waits for nothing.
 *
 * An index that finds documents under other values than before is another index, and takes another name.
 * @see D31
 */
export const withIndexes = (storage: Storage, keeping: IndexKeeping): Storage => {
  const known = new Map<SpaceId, Set<string>>()
  const lanes = makeLanes()
  const unknownIn = (space: SpaceId, names: ReadonlyArray<string>): ReadonlyArray<string> => {
    const filled = known.get(space)
    return filled === undefined ? names : names.filter((name) => !filled.has(name))
  }
  const know = (space: SpaceId, names: ReadonlyArray<string>): void => {
    const filled = known.get(space) ?? new Set()
    for (const name of names) filled.add(name)
    known.set(space, filled)
  }
  const prepare = Effect.fnUntraced(function* (group: SpaceId, wanted: ReadonlyArray<string>) {
    if (unknownIn(group, wanted).length === 0) return
    know(group, filledIn(yield* readFilled(storage, group)))
    const names = unknownIn(group, wanted)
    const worthNoting: Array<string> = []
    for (const index of names) {
      const { looked, entered } = yield* fillIndex(storage, group, index, keeping.now)
      know(group, [index])
      if (entered > 0)
        yield* Effect.logInfo(`the index ${index} was new to what ${group} holds, and was filled`, { entered })
      if (entered > 0 || looked > stride) worthNoting.push(index)
    }
    // Where nothing can be written, indexes that lack nothing are right all the same.
    if (worthNoting.length > 0) yield* Effect.ignore(noteFilled(storage, group, worthNoting, keeping))
  })
  return {
    ...storage,
    name: storage.name,
    commit: (space, batch) => storage.commit(space, batch),
    feed: (space, after, limit) => storage.feed(space, after, limit),
    read: (space, wanted) => {
      const names = isSide(space) ? [] : indexesIn(wanted)
      if (unknownIn(space, names).length === 0) return storage.read(space, wanted)
      return Effect.flatMap(storage.read(space, wanted), (snapshot) =>
        // Nothing was ever written there, so nothing can be missing.
        snapshot.cursor === start
          ? Effect.succeed(snapshot)
          : Effect.andThen(lanes.through(space, prepare(space, names)), storage.read(space, wanted)),
      )
    },
  }
}
