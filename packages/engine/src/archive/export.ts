import * as Effect from "effect/Effect"
import { numbersAskedBy } from "../facts/numbers.ts"
import { start } from "../storage/storage.ts"
import type { Cursor, Page, Recorded, SpaceId, Storage, StorageDown } from "../storage/storage.ts"
import { canonical } from "./canonical.ts"
import { format, hashed } from "./format.ts"
import type { ArchivedBatch, End, Head, Line } from "./format.ts"
import { reasonOf, refuse } from "./problem.ts"
import type { ArchiveRefused } from "./problem.ts"

/** How far an export or an import has come. `total` is told when it is known. */
export interface ArchiveProgress {
  readonly stage: "checking" | "batches" | "documents"
  readonly done: number
  readonly total?: number
}

/** Where an export goes. */
export interface ExportOptions {
  /** Takes each line, without its end; the next comes when it is done with the one before. */
  readonly write: (line: string) => void | Promise<void>
  /** The version of Cabas that writes. */
  readonly software: string
  readonly onProgress?: (progress: ArchiveProgress) => void
}

/** What was written. */
export interface Exported extends End {
  /** False when the group was written so steadily that the documents could not all be shown. */
  readonly settled: boolean
}

/** Batches or documents that are read at once: what an export holds in memory. */
const stride = 200

/** Batches whose answers are asked for at the same time. */
const atOnce = 8

/** How often the journal is caught up with for one page of documents while others write. */
const patience = 50

interface Outlet {
  readonly say: (line: string) => Effect.Effect<void, ArchiveRefused>
  readonly hash: () => string
}

const outletOf = (write: ExportOptions["write"]): Outlet => {
  let hash = ""
  return {
    say: (line) => {
      hash = hashed(hash, line)
      return Effect.tryPromise({
        try: async () => write(line),
        catch: (cause) => refuse({ _tag: "NotWritten", reason: reasonOf(cause) }),
      })
    },
    hash: () => hash,
  }
}

/** The line of a batch: what the feed tells, and what is asked of the batch and of its documents. */
export const lineOfBatch = Effect.fnUntraced(function* (
  storage: Storage,
  space: SpaceId,
  { id, by, at, operation, facts, postings }: Recorded,
): Effect.fn.Return<string, StorageDown> {
  const asked = numbersAskedBy(facts)
  const snapshot = yield* storage.read(space, { batch: id, ...(asked.length === 0 ? {} : { numbers: asked }) })
  const batch: ArchivedBatch = {
    id,
    by,
    at,
    operation,
    fingerprint: snapshot.batch?.fingerprint ?? "",
    answer: snapshot.batch?.answer ?? null,
    facts,
    postings,
    numbers: asked.map(({ series, key }) => [series, key, snapshot.numbers.get(key) ?? 0]),
  }
  return canonical({ batch } satisfies Line)
})

/** An export on its way through a space. */
interface Way {
  readonly storage: Storage
  readonly space: SpaceId
  readonly outlet: Outlet
  readonly told: (stage: ArchiveProgress["stage"], done: number) => void
  cursor: Cursor
  batches: number
  documents: number
}

/** Writes the batches that were committed since. */
const writeJournal = Effect.fnUntraced(function* (way: Way): Effect.fn.Return<void, StorageDown | ArchiveRefused> {
  const { storage, space, outlet } = way
  for (;;) {
    const recorded = yield* storage.feed(space, way.cursor, stride)
    const lines = yield* Effect.all(
      recorded.map((one) => lineOfBatch(storage, space, one)),
      { concurrency: atOnce },
    )
    for (const line of lines) yield* outlet.say(line)
    way.cursor = recorded.at(-1)?.cursor ?? way.cursor
    way.batches += recorded.length
    way.told("batches", way.batches)
    if (recorded.length < stride) return
  }
})

/** A page of documents as the batches that are written tell them; nothing when others write without a pause. */
const settledPage = Effect.fnUntraced(function* (
  way: Way,
  after: string | undefined,
): Effect.fn.Return<Page | undefined, StorageDown | ArchiveRefused> {
  const wanted = { prefix: "", limit: stride, ...(after === undefined ? {} : { after }) }
  for (let attempt = 0; attempt < patience; attempt += 1) {
    const { cursor, pages } = yield* way.storage.read(way.space, { pages: [wanted] })
    if (cursor === way.cursor) return pages[0]
    yield* writeJournal(way)
  }
  return undefined
})

const writeDocuments = Effect.fnUntraced(function* (way: Way): Effect.fn.Return<boolean, StorageDown | ArchiveRefused> {
  let after: string | undefined
  for (;;) {
    const page = yield* settledPage(way, after)
    if (page === undefined) return false
    for (const { key, version, state } of page.documents) {
      yield* way.outlet.say(canonical({ document: { key, version, state } } satisfies Line))
    }
    way.documents += page.documents.length
    way.told("documents", way.documents)
    if (page.next === null) return true
    after = page.next
  }
})

/**
 * Writes everything that a storage holds of a group, line by line: its journal in the order of commits, then its
 * documents. Indexes, balances, listed movements and versions are not among the lines: the journal tells them.
 * The same content gives the same lines, whatever storage it lies in. Others may go on writing meanwhile.
 *
 * Refused with `GroupEmpty`. Holds no more than some hundred batches in memory.
 * @see D13
 */
export const exportSpace = Effect.fnUntraced(function* (
  storage: Storage,
  space: SpaceId,
  { write, software, onProgress = () => undefined }: ExportOptions,
): Effect.fn.Return<Exported, StorageDown | ArchiveRefused> {
  const outlet = outletOf(write)
  const told: Way["told"] = (stage, done) => onProgress({ stage, done })
  const way: Way = { storage, space, outlet, told, cursor: start, batches: 0, documents: 0 }
  const { cursor } = yield* storage.read(space, {})
  if (cursor === start) return yield* refuse({ _tag: "GroupEmpty", group: space })
  yield* outlet.say(canonical({ cabas: "archive", format, group: space, software } satisfies Head))
  yield* writeJournal(way)
  const settled = yield* writeDocuments(way)
  const end: End = { batches: way.batches, documents: way.documents, hash: outlet.hash() }
  yield* outlet.say(canonical({ end }))
  return { ...end, settled }
})
