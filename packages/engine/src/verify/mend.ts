import * as Effect from "effect/Effect"
import type { Batch, Document, PageWanted, SpaceId, Storage, StorageDown } from "../storage/storage.ts"
import { compareDocument } from "./compare.ts"
import type { Look } from "./compare.ts"
import { Folded } from "./folded.ts"
import { indexesOf } from "./indexes.ts"
import { catchUp, lookAt, readJournal } from "./reader.ts"
import type { Reader } from "./reader.ts"
import { makeReplay } from "./replay.ts"
import type { Replay } from "./replay.ts"
import type { Progress } from "./report.ts"

/** What mending needs from outside. */
export interface MendOptions {
  readonly now: () => number
  /** A text that was never given before. */
  readonly newId: () => string
  readonly onProgress?: (progress: Progress) => void
}

/** What came of mending. */
export interface Mended {
  readonly space: SpaceId
  /** Documents that were written anew. */
  readonly documents: number
  /** Documents that still are not what their facts tell, or not found where they should be. */
  readonly left: ReadonlyArray<string>
}

/** Documents that are read at once, and those that are written in one batch. */
const stride = 500
const atOnce = 100

/** How often is looked again: more than twice only when others write meanwhile. */
const rounds = 10

/** How often a document is written anew before it is left. */
const tries = 2

/** Follows a look to its end. */
const follow = Effect.fnUntraced(function* (reader: Reader, first: Look): Effect.fn.Return<void, StorageDown> {
  const left = [first]
  for (let look = left.pop(); look !== undefined; look = left.pop()) {
    const { next = [] } = yield* lookAt(reader, look)
    left.push(...next.toReversed())
  }
})

/** A walk through pages, each as of a moment that the replay has reached. */
const pagesOf = (wanted: PageWanted, take: (documents: ReadonlyArray<Document>) => void): Look => ({
  stage: "index" in wanted ? "indexes" : "documents",
  about: "",
  wanted: { pages: [wanted] },
  compare: ({ pages: [page] }) => {
    const { documents, next } = page ?? { documents: [], next: null }
    take(documents)
    const far = { findings: [], size: documents.length }
    return next === null ? far : { ...far, next: [pagesOf({ ...wanted, after: next }, take)] }
  },
  parts: () => [],
})

/** Documents that are not the fold of their facts, though written as often as these say. */
const outdatedStates = Effect.fnUntraced(function* (
  reader: Reader,
  into: Set<string>,
): Effect.fn.Return<void, StorageDown> {
  const { replay } = reader
  const isOutdated = (one: Document): boolean => {
    const check = compareDocument(replay, one.key, one)?.check
    return (check === "state" || check === "unreadable") && replay.documents.get(one.key)?.version === one.version
  }
  const look = pagesOf({ prefix: "", limit: stride, enough: "text" }, (documents) => {
    for (const one of documents) if (isOutdated(one)) into.add(one.key)
  })
  yield* follow(reader, look)
})

const countsOf = (keys: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Keys that an index holds another number of times than it must; when there are none, those that are out of place. */
const misplaced = (expected: ReadonlyArray<string>, found: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [must, has] = [countsOf(expected), countsOf(found)]
  const miscounted = [...new Set([...must.keys(), ...has.keys()])].filter((key) => must.get(key) !== has.get(key))
  if (miscounted.length > 0) return miscounted
  return expected.flatMap((key, place) => (key === found[place] ? [] : [key, found[place] ?? key]))
}

/** Documents that an index does not find where it should. */
const outdatedIndexes = Effect.fnUntraced(function* (
  reader: Reader,
  into: Set<string>,
): Effect.fn.Return<void, StorageDown> {
  for (const index of indexesOf(reader.replay).keys()) {
    const found: Array<string> = []
    const wanted = { index, from: "", to: "\u{10ffff}", limit: stride, enough: "key" } as const
    yield* follow(
      reader,
      pagesOf(wanted, (documents) => {
        for (const { key } of documents) found.push(key)
      }),
    )
    const expected = (indexesOf(reader.replay).get(index) ?? []).map(({ key }) => key)
    for (const key of misplaced(expected, found)) into.add(key)
  }
})

/** A batch that writes documents as their facts tell them, and tells nothing itself. */
const anew = (replay: Replay, keys: ReadonlyArray<string>, { newId, now }: MendOptions): Batch => {
  const documents = keys.toSorted().map((key) => replay.documents.get(key) ?? new Folded(key))
  return {
    id: `@mend:${newId()}`,
    by: "@system",
    at: new Date(now()).toISOString(),
    operation: "verify.mend",
    fingerprint: "",
    answer: null,
    guards: documents.map(({ key, version }) => ({ key, version })),
    writes: documents.map(({ key, version, state, entries }) => ({
      key,
      version: version + 1,
      state,
      indexed: entries,
    })),
    facts: keys.map((key) => ({ key, fact: { _tag: "Blanked" } })),
    postings: [],
    floors: [],
    numbers: [],
  }
}

/** Writes documents anew; those that somebody else wrote meanwhile, or that are not there, are left as they are. */
const writeAnew = Effect.fnUntraced(function* (
  { storage, space, replay }: Reader,
  keys: ReadonlyArray<string>,
  options: MendOptions,
): Effect.fn.Return<ReadonlyArray<string>, StorageDown> {
  const written = (some: ReadonlyArray<string>) =>
    storage
      .commit(space, anew(replay, some, options))
      .pipe(
        Effect.as(true),
        Effect.catchTags({ Conflict: () => Effect.succeed(false), Overdrawn: (overdrawn) => Effect.die(overdrawn) }),
      )
  if (keys.length === 0 || (yield* written(keys))) return keys
  const alone: Array<string> = []
  for (const key of keys.length > 1 ? keys : []) if (yield* written([key])) alone.push(key)
  return alone
})

const outdated = Effect.fnUntraced(function* (reader: Reader): Effect.fn.Return<ReadonlySet<string>, StorageDown> {
  const keys = new Set<string>()
  yield* outdatedStates(reader, keys)
  yield* outdatedIndexes(reader, keys)
  return keys
})

/**
 * Writes documents anew whose state or place in an index is not what their facts tell: what a version that folds
 * otherwise, or declares another index, finds in data that is older. Others may go on reading and writing meanwhile:
 * each document is written as a command would, guarded by its version, and nothing else of the group changes. A second
 * time nothing is left to do. The journal says of it that so many documents were written, with facts that tell nothing.
 *
 * A journal that cannot be read to its end is left alone: what `verifySpace` finds then is damage, and no such thing.
 * @see D23, D31
 */
export const mendSpace = Effect.fnUntraced(function* (
  storage: Storage,
  space: SpaceId,
  options: MendOptions,
): Effect.fn.Return<Mended, StorageDown> {
  const reader: Reader = { storage, space, replay: makeReplay(), broken: undefined }
  const mended = new Set<string>()
  yield* readJournal(reader, options.onProgress ?? (() => undefined))
  const tried = new Map<string, number>()
  let keys = reader.broken === undefined ? yield* outdated(reader) : new Set<string>()
  for (let round = 0; round < rounds && keys.size > 0; round += 1) {
    const next = [...keys].filter((key) => reader.replay.documents.has(key) && (tried.get(key) ?? 0) < tries)
    if (next.length === 0) break
    for (let from = 0; from < next.length; from += atOnce) {
      const some = next.slice(from, from + atOnce)
      for (const key of yield* writeAnew(reader, some, options)) {
        mended.add(key)
        tried.set(key, (tried.get(key) ?? 0) + 1)
      }
    }
    yield* catchUp(reader, () => undefined)
    keys = yield* outdated(reader)
  }
  return { space, documents: mended.size, left: [...keys].toSorted() }
})
