import * as Effect from "effect/Effect"
import type { Fact } from "@cabas/core/plans"
import type { Batch, Document, SpaceId, Storage, StorageDown } from "../storage/storage.ts"
import type { SideFact } from "./kinds.ts"
import { sideKindAt } from "./kinds.ts"

const prefix = "jobs~"

/** The space beside a group that holds what is known of its jobs and observers: its writing is never in the group's feed. */
export const sideOf = (group: SpaceId): SpaceId => `${prefix}${group}`

/** Whether a space is one beside a group; no group can have such a name. */
export const isSide = (space: SpaceId): boolean => space.startsWith(prefix)

/** A fact about one document of a side space. */
export interface SideTold {
  readonly key: string
  readonly fact: SideFact
}

/** What writing beside a group needs from outside. */
export interface Keeper {
  readonly storage: Storage
  readonly now: () => number
  readonly newId: () => string
  /** Who runs: told apart from every other runner there ever was. */
  readonly runner: string
}

/** Milliseconds since 1970 as an instant. */
export const instantOf = (milliseconds: number): string => new Date(milliseconds).toISOString()

/** Documents by key, as they were read or written last. */
export type Documents = ReadonlyMap<string, Document>

/**
 * Commits facts about documents that were read, each guarded by its version.
 * Gives the documents after it, or null when somebody else wrote one of them meanwhile.
 */
export const keep = (
  keeper: Keeper,
  group: SpaceId,
  operation: string,
  documents: Documents,
  told: ReadonlyArray<SideTold>,
): Effect.Effect<Documents | null, StorageDown> => {
  const written = foldedInto(documents, told)
  const committed = keeper.storage.commit(sideOf(group), batchOf(keeper, operation, documents, written, told))
  return committed.pipe(
    Effect.as(new Map([...documents, ...written])),
    Effect.catchTag("Conflict", () => Effect.succeed(null)),
    Effect.catchTag("Overdrawn", (overdrawn) => Effect.die(overdrawn)),
  )
}

const foldedInto = (documents: Documents, told: ReadonlyArray<SideTold>): Documents => {
  const written = new Map<string, Document>()
  for (const { key, fact } of told) {
    const read = documents.get(key)
    if (read === undefined) throw new RangeError(`${key} is written without having been read`)
    const before = written.get(key) ?? read
    written.set(key, { key, version: read.version + 1, state: sideKindAt(key).evolve(before.state, fact) })
  }
  return written
}

const batchOf = (
  { now, newId, runner }: Keeper,
  operation: string,
  documents: Documents,
  written: Documents,
  told: ReadonlyArray<SideTold>,
): Batch => ({
  id: newId(),
  by: `@${runner}`,
  at: instantOf(now()),
  operation,
  fingerprint: "",
  answer: null,
  guards: [...written.keys()].sort().map((key) => ({ key, version: documents.get(key)?.version ?? 0 })),
  writes: [...written.values()].map((document) => ({
    ...document,
    indexed: sideKindAt(document.key).indexes(document.state),
  })),
  // The facts of side spaces are a family of their own; the port carries any.
  facts: told.map(({ key, fact }) => ({ key, fact: fact as unknown as Fact })),
  postings: [],
  floors: [],
  numbers: [],
})
