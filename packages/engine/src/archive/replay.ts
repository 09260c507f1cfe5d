import * as Effect from "effect/Effect"
import { evolveTold, kindTold } from "../facts/fold.ts"
import type { Kind } from "../run/kinds.ts"
import type { Batch, IndexEntry, SpaceId, Storage, StorageDown, Write } from "../storage/storage.ts"
import type { ArchivedBatch } from "./format.ts"
import { ArchiveRefused, reasonOf, refuse } from "./problem.ts"

interface Standing {
  readonly version: number
  readonly state: unknown
}

/** Documents as they stand before the next batch, by key. */
export type States = Map<string, Standing>

const none: Standing = { version: 0, state: null }

/** The documents that some batches write, as they stand before the first. */
export const statesBefore = Effect.fnUntraced(function* (
  storage: Storage,
  space: SpaceId,
  batches: ReadonlyArray<ArchivedBatch>,
): Effect.fn.Return<States, StorageDown> {
  const keys = new Set(batches.flatMap(({ facts }) => facts.map(({ key }) => key)))
  const { documents } = yield* storage.read(space, { documents: [...keys] })
  return new Map([...keys].map((key) => [key, documents.get(key) ?? none]))
})

const sameEntries = (a: ReadonlyArray<IndexEntry>, b: ReadonlyArray<IndexEntry>): boolean =>
  a.length === b.length && a.every(({ name, value }, index) => name === b[index]?.name && value === b[index]?.value)

const writeOf = (kind: Kind, key: string, before: Standing, state: unknown): Write => {
  const version = before.version + 1
  const indexed = kind.indexes(state)
  return sameEntries(indexed, kind.indexes(before.state)) ? { key, version, state } : { key, version, state, indexed }
}

interface After {
  readonly kind: Kind
  readonly state: unknown
}

/** The documents that a batch writes, as they are after it. */
const statesAfter = (states: States, { id, facts }: ArchivedBatch): ReadonlyMap<string, After> => {
  const after = new Map<string, After>()
  for (const told of facts) {
    const { key } = told
    const kind = kindTold(told)
    if (kind === undefined) throw refuse({ _tag: "KindUnknown", batch: id, key })
    const before = after.has(key) ? after.get(key)?.state : (states.get(key) ?? none).state
    after.set(key, { kind, state: madeOf(id, told, () => evolveTold(kind, before, told)) })
  }
  return after
}

const madeOf = <A>(batch: string, { key }: { readonly key: string }, make: () => A): A => {
  try {
    return make()
  } catch (cause) {
    throw refuse({ _tag: "FactUnreadable", batch, key, reason: reasonOf(cause) })
  }
}

const again = (states: States, archived: ArchivedBatch): Batch => {
  const { id, by, at, operation, fingerprint, answer, facts, postings, numbers } = archived
  const writes = [...statesAfter(states, archived)].map(([key, { kind, state }]) =>
    madeOf(id, { key }, () => writeOf(kind, key, states.get(key) ?? none, state)),
  )
  for (const { key, version, state } of writes) states.set(key, { version, state })
  return {
    id,
    by,
    at,
    operation,
    fingerprint,
    answer,
    guards: writes
      .map(({ key, version }) => ({ key, version: version - 1 }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    writes,
    facts,
    postings,
    floors: [],
    numbers: numbers.map(([series, key]) => ({ series, key })),
  }
}

/**
 * The batch that an archive tells of, to be committed again: what it wrote is folded from its facts. Moves the states
 * on. Floors are left out: what was allowed once is history. Refused with `KindUnknown`, `FactUnreadable`.
 */
export const batchAgain = (states: States, batch: ArchivedBatch): Effect.Effect<Batch, ArchiveRefused> =>
  Effect.try({
    try: () => again(states, batch),
    catch: (cause) =>
      cause instanceof ArchiveRefused
        ? cause
        : refuse({ _tag: "FactUnreadable", batch: batch.id, key: "", reason: reasonOf(cause) }),
  })
