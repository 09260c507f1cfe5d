import * as Effect from "effect/Effect"
import { kindOf } from "@cabas/core/plans"
import { fingerprintOf } from "../run/fingerprint.ts"
import { kinds } from "../run/kinds.ts"
import type { Batch, Document, IndexEntry, SpaceId, Storage, StorageDown } from "../storage/storage.ts"
import { entriesOf } from "./entries.ts"

/** Documents that are looked at, and written, at once. */
export const stride = 100

/** Keys of an index that are read at once. */
const keysAtOnce = 500

/** Between two readings whoever else asks something is answered: a storage in the same process answers without a pause. */
const othersFirst = Effect.yieldNow

/** The kind of document that an index finds stands before the dot of its name; nothing when no kind has it. */
const kindOfIndex = (index: string): string | undefined => {
  const [kind = ""] = index.split(".")
  return Object.hasOwn(kinds, kind) ? kind : undefined
}

const entriesUnder = (index: string, { key, state }: Document): ReadonlyArray<IndexEntry> =>
  entriesOf(key, state).filter(({ name }) => name === index)

/** How often an index finds each key. */
const countsIn = Effect.fnUntraced(function* (
  storage: Storage,
  space: SpaceId,
  index: string,
): Effect.fn.Return<ReadonlyMap<string, number>, StorageDown> {
  const counts = new Map<string, number>()
  const wanted = { index, from: "", to: "\u{10ffff}", limit: keysAtOnce, enough: "key" } as const
  for (let after: string | undefined; ;) {
    const { pages } = yield* storage.read(space, { pages: [after === undefined ? wanted : { ...wanted, after }] })
    const { documents, next } = pages[0] ?? { documents: [], next: null }
    for (const { key } of documents) counts.set(key, (counts.get(key) ?? 0) + 1)
    if (next === null) return counts
    after = next
    yield* othersFirst
  }
})

/**
 * Documents as they are, written once more with where they are found. Whoever makes the same of the same documents gives
 * the batch the same id: of two who do it at once, one is in and the other repeats it.
 */
const anew = (index: string, documents: ReadonlyArray<Document>, at: string): Batch => ({
  id: `@index:${index}:${fingerprintOf(JSON.stringify(documents.map(({ key, version }) => [key, version])))}`,
  by: "@system",
  at,
  operation: "index.fill",
  fingerprint: "",
  answer: null,
  guards: documents.map(({ key, version }) => ({ key, version })),
  writes: documents.map(({ key, version, state }) => ({
    key,
    version: version + 1,
    state,
    indexed: entriesOf(key, state),
  })),
  facts: documents.map(({ key }) => ({ key, fact: { _tag: "Blanked" } })),
  postings: [],
  floors: [],
  numbers: [],
})

const isWritten = (storage: Storage, space: SpaceId, batch: Batch): Effect.Effect<boolean, StorageDown> =>
  storage
    .commit(space, batch)
    .pipe(
      Effect.as(true),
      Effect.catchTags({ Conflict: () => Effect.succeed(false), Overdrawn: (overdrawn) => Effect.die(overdrawn) }),
    )

/** What came of looking through an index. */
export interface Filled {
  readonly looked: number
  readonly entered: number
}

/**
 * Enters into an index the documents that an older version wrote without it, some at a time: those that are written
 * meanwhile are looked at again, in smaller parts. Gives how many were looked at, and how many of them entered. What was entered stays so when this is
 * stopped, and the next time goes on with the rest; any number of servers may do it at once, each of which enters a
 * document at most once.
 * @see D31
 */
export const fillIndex = Effect.fnUntraced(function* (
  storage: Storage,
  space: SpaceId,
  index: string,
  now: Effect.Effect<number>,
): Effect.fn.Return<Filled, StorageDown> {
  const kind = kindOfIndex(index)
  if (kind === undefined) return { looked: 0, entered: 0 }
  let counts = yield* countsIn(storage, space, index)
  let [looked, entered, limit] = [0, 0, stride]
  for (let after: string | undefined; ;) {
    const wanted = { prefix: `${kind}:`, limit, ...(after === undefined ? {} : { after }) }
    const { pages } = yield* storage.read(space, { pages: [wanted] })
    const { documents, next } = pages[0] ?? { documents: [], next: null }
    const missing = documents.filter((one) => (counts.get(one.key) ?? 0) < entriesUnder(index, one).length)
    const at = new Date(yield* now).toISOString()
    if (missing.length > 0 && !(yield* isWritten(storage, space, anew(index, missing, at)))) {
      counts = yield* countsIn(storage, space, index)
      limit = Math.ceil(limit / 10)
      continue
    }
    looked += documents.length
    entered += missing.length
    limit = stride
    if (next === null) return { looked, entered }
    after = next
    yield* othersFirst
  }
})

/** The index names that documents of these kinds go by are theirs alone: what stands before the dot is the kind. */
export const isNamedAfterKind = (key: string, { name }: IndexEntry): boolean => kindOfIndex(name) === kindOf(key)
