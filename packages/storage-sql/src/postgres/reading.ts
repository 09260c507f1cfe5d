import { fromIndexPosition, indexPosition, isKept, start } from "@cabas/engine/storage"
import type {
  Cursor,
  Document,
  Done,
  Entry,
  Page,
  PageWanted,
  Reading,
  Recorded,
  Snapshot,
} from "@cabas/engine/storage"
import { noDocument } from "../from-memory.ts"
import { storedJson } from "../stored-json.ts"
import { texts, wholes } from "./database.ts"
import type { Row } from "./database.ts"
import { afterAllWith, beforePosition, cursorOf, justAfter, positionOf, snapshotCursor } from "./positions.ts"
import { part } from "./read-function.ts"

/** Documents of one space that were seen before, and need not come again at the same version. */
export interface Known {
  readonly get: (key: string) => Document | undefined
  /** Remembers a document; `length` is that of its text. */
  readonly put: (document: Document, length: number) => void
}

/** What of a reading is known before it is asked. Kept until the answer comes: a memory may forget meanwhile. */
export const seenOf = ({ documents = [] }: Reading, known: Known): ReadonlyMap<string, Document> =>
  new Map(
    documents.flatMap((key) => {
      const seen = known.get(key)
      return seen === undefined ? [] : [[key, seen]]
    }),
  )

/** The parameters of the reading function, in its order. */
export const parametersOf = (
  space: string,
  wanted: Reading,
  seen: ReadonlyMap<string, Document>,
): ReadonlyArray<unknown> => {
  const { documents = [], entries, numbers = [], pages = [] } = wanted
  const accounts = [...new Set(wanted.balances)]
  const summed = accounts.filter((account) => !isKept(account))
  const ranges = pages.map(rangeOf)
  const [moment, place] = beforePosition(entries?.before)
  return [
    space,
    texts(documents),
    wholes(documents.map((key) => seen.get(key)?.version ?? 0)),
    texts(accounts.filter(isKept)),
    texts(summed),
    texts(summed.map((account) => JSON.stringify(account))),
    texts(numbers.map(({ series }) => series)),
    texts(numbers.map(({ key }) => key)),
    wanted.batch ?? null,
    texts(ranges.map(({ index }) => index)),
    texts(ranges.map(({ value }) => value)),
    texts(ranges.map(({ key }) => key)),
    texts(ranges.map(({ end }) => end)),
    // One more than wanted tells whether there is a next page.
    wholes(pages.map(({ limit }) => atMost(limit) + 1)),
    entries?.account ?? null,
    String(moment),
    place,
    atMost(entries?.limit ?? 0),
  ]
}

/** A limit that PostgreSQL's integers hold, and one more. */
export const atMost = (limit: number): number => Math.min(limit, 2 ** 31 - 2)

/** Where a page begins (included) and ends: by key (not included), or by value and key of an index (included). */
interface Range {
  readonly index: string | null
  readonly value: string
  readonly key: string
  readonly end: string
}

const rangeOf = (wanted: PageWanted): Range => {
  const { after } = wanted
  if ("prefix" in wanted) {
    const { prefix } = wanted
    return { index: null, value: "", key: after === undefined ? prefix : justAfter(after), end: afterAllWith(prefix) }
  }
  const [value, key] = after === undefined ? [wanted.from, ""] : fromIndexPosition(after)
  return { index: wanted.index, value, key: after === undefined ? key : justAfter(key), end: wanted.to }
}

interface Reader {
  readonly wanted: Reading
  readonly known: Known
  readonly seen: ReadonlyMap<string, Document>
  readonly documents: Map<string, Document>
  readonly balances: Map<string, Map<string, number>>
  readonly entries: Entry[]
  readonly numbers: Map<string, number>
  readonly pages: Array<Array<{ readonly position: string; readonly document: Document }>>
  batch: Done | null
  cursor: Cursor
}

/** The snapshot that the rows of the reading function make. */
export const snapshotOf = (
  wanted: Reading,
  known: Known,
  seen: ReadonlyMap<string, Document>,
  rows: ReadonlyArray<Row>,
): Snapshot => {
  const { documents = [], balances = [], pages = [] } = wanted
  const reader: Reader = {
    wanted,
    known,
    seen,
    documents: new Map(documents.map((key) => [key, noDocument(key)])),
    balances: new Map(balances.map((account) => [account, new Map()])),
    entries: [],
    numbers: new Map(),
    pages: pages.map(() => []),
    batch: null,
    cursor: start,
  }
  for (const row of rows) take(reader, row)
  const { entries, numbers, batch, cursor } = reader
  return {
    documents: reader.documents,
    pages: pages.map(({ limit }, index) => pageOf(reader.pages[index] ?? [], limit)),
    balances: reader.balances,
    entries,
    numbers,
    batch,
    cursor,
  }
}

const take = (reader: Reader, row: Row): void => {
  const [kind, name, number, value, body] = row as [number, string, bigint, string | null, string | null]
  switch (kind) {
    case part.cursor:
      reader.cursor = snapshotCursor(Number(number ?? 0), Number(name))
      return
    case part.document:
      reader.documents.set(name, documentOf(reader, name, Number(number), body))
      return
    case part.balance:
      reader.balances.get(name)?.set(value ?? "", Number(number))
      return
    case part.number:
      reader.numbers.set(name, Number(number))
      return
    case part.batch:
      reader.batch = { fingerprint: name, answer: storedJson(body ?? "null", "the answer of a batch") }
      return
    case part.entry:
      reader.entries.push(entryOf(reader.wanted.entries?.account ?? "", Number(number), Number(name), body ?? "[]"))
      return
    default: {
      const document = documentOf(reader, name, Number(number), body)
      reader.pages[kind - part.page]?.push({ position: value === null ? name : indexPosition(value, name), document })
    }
  }
}

/** Without a text it is the one that was seen. */
const documentOf = ({ known, seen }: Reader, key: string, version: number, text: string | null): Document => {
  const before = text === null ? seen.get(key) : known.get(key)
  if (before?.version === version) return before
  const document: Document = { key, version, state: storedJson(text ?? "null", `the document ${key}`) }
  known.put(document, text?.length ?? 0)
  return document
}

const pageOf = (found: Reader["pages"][number], limit: number): Page => {
  const taken = found.slice(0, limit)
  return {
    documents: taken.map(({ document }) => document),
    next: found.length > taken.length ? (taken.at(-1)?.position ?? null) : null,
  }
}

const entryOf = (account: string, moment: number, place: number, body: string): Entry => {
  const [at, by, other, quantity, unit, reason, reference] = JSON.parse(body)
  return { position: positionOf(moment, place), at, by, account, other, quantity, unit, reason, reference }
}

/** The batches that the rows of the feeding function make. */
export const recordedIn = (rows: ReadonlyArray<Row>): ReadonlyArray<Recorded> =>
  (rows as ReadonlyArray<[bigint, string, string, string, string, string, string]>).map(
    ([moment, id, by, at, operation, facts, postings]) => ({
      cursor: cursorOf(Number(moment)),
      id,
      by,
      at,
      operation,
      facts: storedJson(facts, `the facts of batch ${id}`),
      postings: storedJson(postings, `the postings of batch ${id}`),
    }),
  )
