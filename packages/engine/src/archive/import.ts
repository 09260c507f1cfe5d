import * as Effect from "effect/Effect"
import { start } from "../storage/storage.ts"
import type { Conflict, Overdrawn, Recorded, SpaceId, Storage, StorageDown } from "../storage/storage.ts"
import { canonical } from "./canonical.ts"
import { lineOfBatch } from "./export.ts"
import type { ArchiveProgress } from "./export.ts"
import type { ArchivedBatch, ArchivedDocument } from "./format.ts"
import { eachLine, lineOf, wholeArchive } from "./lines.ts"
import type { Lines, Placed } from "./lines.ts"
import { refuse } from "./problem.ts"
import type { ArchiveRefused } from "./problem.ts"
import { batchAgain, statesBefore } from "./replay.ts"
import type { States } from "./replay.ts"
import { lineReasons } from "./sentences.ts"

/** How an import goes. */
export interface ImportOptions {
  readonly onProgress?: (progress: ArchiveProgress) => void
}

/** What came of an import. */
export interface Imported {
  readonly group: string
  /** Batches of the archive. */
  readonly batches: number
  /** Those among them that were there before. */
  readonly already: number
  readonly documents: number
  /**
   * Documents that the rules of this Cabas make otherwise of the same facts than those of the Cabas that wrote the
   * archive: none when both are of one version.
   */
  readonly differing: ReadonlyArray<string>
}

/** Lines that are taken together: what an import holds in memory. */
const stride = 200

/** Keys of differing documents that are told; the first show what it is about. */
const mostTold = 100

/** An import on its way. */
interface Way {
  readonly storage: Storage
  readonly space: SpaceId
  /** Some of what the group held before, and how many of them were compared. */
  there: ReadonlyArray<Recorded>
  compared: number
  /** Whether there may be more of what the group held before. */
  more: boolean
  cursor: string
  already: number
  written: number
  documents: number
  readonly differing: Array<string>
}

type Trouble = StorageDown | ArchiveRefused

/** The next batch that the group held before. */
const nextThere = Effect.fnUntraced(function* (way: Way): Effect.fn.Return<Recorded | undefined, StorageDown> {
  if (way.compared === way.there.length && way.more) {
    way.there = yield* way.storage.feed(way.space, way.cursor, stride)
    way.compared = 0
    way.more = way.there.length > 0
    way.cursor = way.there.at(-1)?.cursor ?? way.cursor
  }
  way.compared += 1
  return way.there[way.compared - 1]
})

interface ToWrite {
  readonly line: Placed
  readonly batch: ArchivedBatch
}

/** The batches that the group does not hold yet; those before them must be the same, line by line. */
const missing = Effect.fnUntraced(function* (
  way: Way,
  batches: ReadonlyArray<ToWrite>,
): Effect.fn.Return<ReadonlyArray<ToWrite>, Trouble> {
  for (const [index, { line }] of batches.entries()) {
    const there = yield* nextThere(way)
    if (there === undefined) return batches.slice(index)
    if ((yield* lineOfBatch(way.storage, way.space, there)) !== line.text) {
      return yield* refuse({ _tag: "GroupInUse", group: way.space, batch: there.id })
    }
    way.already += 1
  }
  return []
})

const meanwhile = (way: Way, batch: string): ArchiveRefused =>
  refuse({ _tag: "WrittenMeanwhile", group: way.space, batch })

const checkNumbers = ({ id, numbers }: ArchivedBatch, taken: ReadonlyMap<string, number>): ArchiveRefused | null => {
  for (const [, key, expected] of numbers) {
    const found = taken.get(key) ?? null
    if (found !== expected) return refuse({ _tag: "NumberDiffers", batch: id, key, expected, found })
  }
  return null
}

const writeOne = Effect.fnUntraced(function* (
  way: Way,
  states: States,
  { line, batch }: ToWrite,
): Effect.fn.Return<void, Trouble> {
  const again = yield* batchAgain(states, batch)
  const done = yield* Effect.mapError(
    way.storage.commit(way.space, again),
    (cause: Conflict | Overdrawn | StorageDown): Trouble =>
      cause._tag === "StorageDown" ? cause : meanwhile(way, batch.id),
  )
  if (done._tag === "Repeated") {
    return yield* refuse({ _tag: "NotAnArchive", line: line.number, reason: lineReasons.idTwice })
  }
  const differs = checkNumbers(batch, done.numbers)
  if (differs !== null) return yield* differs
  way.written += 1
  return undefined
})

const takeBatches = Effect.fnUntraced(function* (
  way: Way,
  batches: ReadonlyArray<ToWrite>,
): Effect.fn.Return<void, Trouble> {
  const absent = yield* missing(way, batches)
  if (absent.length === 0) return
  const states = yield* statesBefore(
    way.storage,
    way.space,
    absent.map(({ batch }) => batch),
  )
  for (const one of absent) yield* writeOne(way, states, one)
})

/** Compares documents as they were with what the facts came to. A document that has gone on since is left alone. */
const takeDocuments = Effect.fnUntraced(function* (
  way: Way,
  documents: ReadonlyArray<ArchivedDocument>,
): Effect.fn.Return<void, StorageDown> {
  way.documents += documents.length
  const found = yield* way.storage.read(way.space, { documents: documents.map(({ key }) => key) })
  for (const { key, version, state } of documents) {
    const made = found.documents.get(key)
    if ((made?.version ?? 0) > version) continue
    const same = made?.version === version && canonical(made.state) === canonical(state)
    if (!same && way.differing.length < mostTold) way.differing.push(key)
  }
})

/** Lines of one sort that wait to be taken together. */
interface Waiting {
  batches: Array<ToWrite>
  documents: Array<ArchivedDocument>
}

const takeWaiting = Effect.fnUntraced(function* (way: Way, waiting: Waiting): Effect.fn.Return<void, Trouble> {
  const { batches, documents } = waiting
  waiting.batches = []
  waiting.documents = []
  if (batches.length > 0) yield* takeBatches(way, batches)
  if (documents.length > 0) yield* takeDocuments(way, documents)
})

/**
 * Makes a group again from an archive, in a storage where there is none of that name: every batch is committed as it
 * was, in the same order, so that documents, versions, indexes, balances and numbers come to what they were. Nothing
 * is written from an archive that is not whole. What stopped it may be tried again: it goes on where it was.
 *
 * Refused with any `ArchiveProblem` but `GroupEmpty` and `NotWritten`.
 * @see D13, D15
 */
export const importSpace = Effect.fnUntraced(function* (
  storage: Storage,
  lines: Lines,
  { onProgress = () => undefined }: ImportOptions = {},
): Effect.fn.Return<Imported, StorageDown | ArchiveRefused> {
  const { head, end, lines: count } = yield* wholeArchive(lines, (done) => onProgress({ stage: "checking", done }))
  const way: Way = {
    storage,
    space: head.group,
    there: [],
    compared: 0,
    more: true,
    cursor: start,
    already: 0,
    written: 0,
    documents: 0,
    differing: [],
  }
  const waiting: Waiting = { batches: [], documents: [] }
  const takeAll = Effect.fnUntraced(function* () {
    yield* takeWaiting(way, waiting)
    const stage = way.documents > 0 ? "documents" : "batches"
    onProgress({ stage, done: way.already + way.written + way.documents, total: end.batches + end.documents })
  })
  const take = Effect.fnUntraced(function* (line: Placed) {
    const found = yield* lineOf(line)
    if ("batch" in found) {
      if (waiting.documents.length > 0) yield* takeAll()
      waiting.batches.push({ line, batch: found.batch })
    } else {
      if (waiting.batches.length > 0) yield* takeAll()
      waiting.documents.push(found.document)
    }
    if (waiting.batches.length + waiting.documents.length >= stride) yield* takeAll()
  })
  yield* eachLine(lines, (line) => (line.number === 1 || line.number === count ? undefined : take(line)))
  yield* takeAll()
  const { already, written, documents, differing } = way
  return { group: head.group, batches: already + written, already, documents, differing }
})
