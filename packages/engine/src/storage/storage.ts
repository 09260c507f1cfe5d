import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { Floor, Posting } from "@cabas/core/ledger"
import type { Told } from "@cabas/core/plans"

/** A group, a producer account or the directory: the unit of atomicity, and so of sharding. */
export type SpaceId = string

/** Names a batch for ever: the same id is never written twice in a space. */
export type BatchId = string

/** A position in the order of commits of a space: opaque, ordered, `start` before the first. */
export type Cursor = string

/** The cursor before the first batch. */
export const start: Cursor = ""

/** A document as it is kept. Version 0 means that there is none; each write adds 1. States are never changed in place. */
export interface Document {
  readonly key: string
  readonly version: number
  readonly state: unknown
  /** The state as JSON, in the place of `state` (then null): only in a page for which texts are enough. */
  readonly text?: string
}

/** Where a document can be found: under `value` in the index `name`. */
export interface IndexEntry {
  readonly name: string
  readonly value: string
}

/**
 * A page of documents, in ascending order of key (by prefix) or of value then key (by index).
 * `from` and `to` are both included. `after` is the `next` of the page before; it stays right while others write. It
 * travels to whoever reads on, so it is text without U+0000 (`indexPosition` makes such), and may come back changed.
 */
export type PageWanted = {
  readonly after?: string
  readonly limit: number
  /**
   * What the reader can do with instead of states, which a storage may leave aside: with `text` each document has its
   * state as JSON, as it is kept; with `key` nothing but the key has to be right.
   */
  readonly enough?: "text" | "key"
} & ({ readonly prefix: string } | { readonly index: string; readonly from: string; readonly to: string })

/** A page, and where the next one begins when there is more. */
export interface Page {
  readonly documents: ReadonlyArray<Document>
  readonly next: string | null
}

/** What a reader wants to see, all as of one moment. */
export interface Reading {
  readonly documents?: ReadonlyArray<string>
  readonly pages?: ReadonlyArray<PageWanted>
  /** Accounts whose balance is wanted; in any unit they hold. */
  readonly balances?: ReadonlyArray<string>
  /** Postings of a listed account (`isListed`), newest first. */
  readonly entries?: { readonly account: string; readonly before?: string; readonly limit: number }
  /** Listed accounts whose postings are only added up, for who looks at many; a storage may leave this aside. */
  readonly sums?: ReadonlyArray<string>
  /** Numbers that documents took in a series. */
  readonly numbers?: ReadonlyArray<{ readonly series: string; readonly key: string }>
  /** A batch that may already be in. */
  readonly batch?: BatchId
  /**
   * For who guards every document that it looks at: documents as the storage remembers them are enough, however old,
   * and nothing else has to be found. A storage may leave this aside, and read.
   */
  readonly remembered?: true
}

/** One posting of a listed account with the batch that made it. `quantity` is signed: what entered the account. */
export interface Entry {
  /** Opaque and ordered: the batch's place in the journal, then the posting's place in the batch. */
  readonly position: string
  readonly at: string
  readonly by: string
  readonly account: string
  readonly other: string
  readonly quantity: number
  readonly unit: string
  readonly reason: string
  readonly reference: string
}

/** What the entries of a listed account come to. */
export interface EntrySums {
  readonly count: number
  /** What entered the account, by unit. */
  readonly units: ReadonlyMap<string, number>
}

/** What was found of a batch that is in: the hash of its request and the answer it gave. */
export interface Done {
  readonly fingerprint: string
  readonly answer: unknown
}

/** The answer to a `Reading`, in its order. */
export interface Snapshot {
  /** By key; a key that has no document is version 0 with `state: null`. */
  readonly documents: ReadonlyMap<string, Document>
  readonly pages: ReadonlyArray<Page>
  /** Balance by account and unit; an account without postings is absent or empty. */
  readonly balances: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly entries: ReadonlyArray<Entry>
  /** By account, when sums were wanted; absent from a storage that does not add up, whose entries are to be read then. */
  readonly sums?: ReadonlyMap<string, EntrySums>
  /** By key of the document, when it has taken a number. */
  readonly numbers: ReadonlyMap<string, number>
  readonly batch: Done | null
  /**
   * Said of what was not read but remembered: each document is as it was once, or as if there was none, nothing else is
   * in it, and the cursor says nothing. Only when that was enough. Whoever wraps a storage and makes snapshots anew gives
   * it on, or does not ask the storage for what is remembered.
   */
  readonly remembered?: true
  /** The last batch that this snapshot includes: nothing in the space has changed while it is the same. */
  readonly cursor: Cursor
}

/** What a storage answers that remembers documents, where that is enough: those that were wanted, and nothing else. */
export const rememberedSnapshot = (documents: ReadonlyArray<Document>): Snapshot => ({
  documents: new Map(documents.map((document) => [document.key, document])),
  pages: [],
  balances: new Map(),
  entries: [],
  numbers: new Map(),
  batch: null,
  remembered: true,
  cursor: start,
})

/** A document to write: `version` is the one after this write. `indexed` is absent when the entries stay as they were. */
export interface Write {
  readonly key: string
  readonly version: number
  readonly state: unknown
  readonly indexed?: ReadonlyArray<IndexEntry>
}

/** All or nothing. */
export interface Batch {
  readonly id: BatchId
  readonly by: string
  readonly at: string
  /** The operation that made it, for reading the journal. */
  readonly operation: string
  /** Hash of the request: who, what, with which input. */
  readonly fingerprint: string
  readonly answer: unknown
  /** Documents that must still be at these versions; those to be written are among them. Sorted by key. */
  readonly guards: ReadonlyArray<{ readonly key: string; readonly version: number }>
  readonly writes: ReadonlyArray<Write>
  readonly facts: ReadonlyArray<Told>
  readonly postings: ReadonlyArray<Posting>
  /** Kept accounts (`isKept`) that must hold at least `minimum`, and at most `maximum` if given, after the postings. */
  readonly floors: ReadonlyArray<Floor>
  /** Documents that take the next number of a series (from 1, dense, in commit order) unless they have one; each once. */
  readonly numbers: ReadonlyArray<{ readonly series: string; readonly key: string }>
  /**
   * Documents whose past is to be forgotten; absent when there are none. Each is among the writes.
   *
   * In the same commit, in every earlier batch of the space: a fact under one of these keys becomes
   * `{ _tag: "Blanked" }`, its key and its place among the facts of its batch staying; and a batch that held such a
   * fact loses its answer (now `null`) and its fingerprint (now `"erased"`, which no request has). Nothing else of the
   * journal changes: ids, cursors, order, other facts, postings and numbers stay, and so do the facts of the erasing batch
   * itself. A batch that is refused, or in already, erases nothing. No other way changes what is in the journal.
   *
   * What was blanked should also leave the bytes that the storage keeps, as soon as the storage is able to.
   * @see D27
   */
  readonly erases?: ReadonlyArray<string>
}

/** A batch as the feed gives it; facts of an erased document are `Blanked`. */
export interface Recorded {
  readonly cursor: Cursor
  readonly id: BatchId
  readonly by: string
  readonly at: string
  readonly operation: string
  readonly facts: ReadonlyArray<Told>
  readonly postings: ReadonlyArray<Posting>
}

/** The batch is in; the numbers that its documents hold, by key. */
export interface Committed {
  readonly _tag: "Committed"
  readonly cursor: Cursor
  readonly numbers: ReadonlyMap<string, number>
}

/** The batch was already in and nothing changed; what it was and answered. */
export interface Repeated extends Done {
  readonly _tag: "Repeated"
  readonly numbers: ReadonlyMap<string, number>
}

/** A document was written by someone else since it was read; nothing of the batch is in. */
export class Conflict extends Data.TaggedError("Conflict")<{ readonly key: string }> {}

/** Some accounts would fall below their minimum, or rise above their maximum; nothing of the batch is in. */
export class Overdrawn extends Data.TaggedError("Overdrawn")<{ readonly accounts: ReadonlyArray<string> }> {}

/** The storage cannot answer; whether the batch is in is not known, and trying it again is safe. */
export class StorageDown extends Data.TaggedError("StorageDown")<{
  readonly reason: string
  readonly cause?: unknown
}> {
  override get message(): string {
    return this.reason
  }
}

/**
 * What some storages can do and others cannot, as the storage itself says.
 *
 * - `durable`: what was committed is there when the data is opened again, also after a process that was killed.
 * - `shared`: several processes may read and write the same data at the same time.
 */
export type Capability = "durable" | "shared"

/**
 * Where a host keeps Cabas: three operations.
 *
 * What a storage is given: texts never hold U+0000 nor half a surrogate pair, and are to be kept as they are written
 * (no normalising, no folding of case); keys and index values are ordered by code points. Numbers are whole and
 * within ±(2^53 − 1).
 * @see D13, D23, D24, D31
 */
export interface Storage {
  /** What the storage is called in logs and reports. */
  readonly name: string
  /** What it can do beyond these three operations; nothing when absent. Published in the table of compatibility. */
  readonly capabilities?: ReadonlyArray<Capability>
  /** Documents, pages, balances, entries, numbers: one moment, one round trip; or none, from memory where that is enough. */
  readonly read: (space: SpaceId, wanted: Reading) => Effect.Effect<Snapshot, StorageDown>
  /**
   * All or nothing: guards hold, states written, facts appended, balances moved within their floors, numbers
   * taken. A batch id already in changes nothing.
   */
  readonly commit: (
    space: SpaceId,
    batch: Batch,
  ) => Effect.Effect<Committed | Repeated, Conflict | Overdrawn | StorageDown>
  /** Batches in commit order after a cursor. */
  readonly feed: (space: SpaceId, after: Cursor, limit: number) => Effect.Effect<ReadonlyArray<Recorded>, StorageDown>
}
