import { isKept } from "@cabas/engine/storage"
import type { Document, Entry, Page, PageWanted, Reading, Recorded, Snapshot } from "@cabas/engine/storage"
import type { Known } from "./known.ts"
import { beforePosition, cursorOf, fromIndexPosition, indexPosition, positionOf, seqOf } from "./positions.ts"
import type { Statements } from "./statements.ts"

/** What reading and writing share: the connection's statements and the documents it knows. */
export interface Connection {
  readonly statements: Statements
  readonly known: Known
}

/** Runs a reading on one state of the database, whatever other processes commit meanwhile. */
export const atOneMoment = <A>({ statements, known }: Connection, read: () => A): A => {
  statements.beginReading()
  try {
    known.now(statements.dataVersion()?.[0] ?? 0)
    return read()
  } finally {
    statements.commit()
  }
}

export const readSpace = (connection: Connection, space: string, wanted: Reading): Snapshot => {
  const { statements } = connection
  const documents = new Map<string, Document>()
  for (const key of wanted.documents ?? []) documents.set(key, documentOf(connection, space, key))
  const balances = new Map<string, ReadonlyMap<string, number>>()
  for (const account of wanted.balances ?? []) balances.set(account, balanceOf(statements, space, account))
  const numbers = new Map<string, number>()
  for (const { series, key } of wanted.numbers ?? []) {
    const number = statements.number(space, series, key)
    if (number !== undefined) numbers.set(key, number[0])
  }
  const done = wanted.batch === undefined ? undefined : statements.done(space, wanted.batch)
  return {
    documents,
    pages: (wanted.pages ?? []).map((page) => pageOf(connection, space, page)),
    balances,
    entries: wanted.entries === undefined ? [] : entriesOf(statements, space, wanted.entries),
    numbers,
    batch: done === undefined ? null : { fingerprint: done[0], answer: JSON.parse(done[1]) },
    cursor: cursorOf(statements.last(space)?.[0] ?? 0),
  }
}

/** A document as it is at this moment: from memory when nothing can have changed, or when its version did not. */
const documentOf = ({ statements, known }: Connection, space: string, key: string): Document => {
  const current = known.current(space, key)
  if (current !== undefined) return current
  const version = statements.version(space, key)?.[0] ?? 0
  const same = known.at(space, key, version)
  if (same !== undefined) return same
  const [, text] = version === 0 ? [0, "null"] : (statements.document(space, key) ?? [0, "null"])
  const document: Document = { key, version, state: JSON.parse(text) }
  known.remember(space, document, text.length)
  return document
}

/** The version of a document, without its state. */
export const versionOf = ({ statements, known }: Connection, space: string, key: string): number =>
  known.current(space, key)?.version ?? statements.version(space, key)?.[0] ?? 0

const balanceOf = (statements: Statements, space: string, account: string): ReadonlyMap<string, number> =>
  new Map(isKept(account) ? statements.balances(space, account) : statements.summed(space, account))

const entriesOf = (
  statements: Statements,
  space: string,
  { account, before, limit }: NonNullable<Reading["entries"]>,
): ReadonlyArray<Entry> =>
  statements
    .entriesBefore(space, account, ...beforePosition(before), limit)
    .map(([seq, place, at, by, other, quantity, unit, reason, reference]) => ({
      position: positionOf(seq, place),
      at,
      by,
      account,
      other,
      quantity,
      unit,
      reason,
      reference,
    }))

const pageOf = (connection: Connection, space: string, wanted: PageWanted): Page => {
  // One more than wanted tells whether there is a next page.
  const found = "prefix" in wanted ? byPrefix(connection, space, wanted) : byIndex(connection, space, wanted)
  const taken = found.slice(0, wanted.limit)
  return {
    documents: taken.map(({ key }) => documentOf(connection, space, key)),
    next: found.length > taken.length ? (taken.at(-1)?.position ?? null) : null,
  }
}

interface Found {
  readonly position: string
  readonly key: string
}

const byPrefix = (
  { statements }: Connection,
  space: string,
  { prefix, after, limit }: Extract<PageWanted, { readonly prefix: string }>,
): ReadonlyArray<Found> => {
  const rows =
    after === undefined
      ? statements.withPrefix(space, prefix, limit + 1)
      : statements.withPrefixAfter(space, prefix, limit + 1, after)
  return rows.map(([key]) => ({ position: key, key }))
}

const byIndex = (
  { statements }: Connection,
  space: string,
  { index, from, to, after, limit }: Extract<PageWanted, { readonly index: string }>,
): ReadonlyArray<Found> => {
  const rows =
    after === undefined
      ? statements.between(space, index, from, to, limit + 1)
      : statements.betweenAfter(space, index, ...fromIndexPosition(after), to, limit + 1)
  return rows.map(([value, key]) => ({ position: indexPosition(value, key), key }))
}

export const feedOf = ({ statements }: Connection, space: string, after: string, limit: number): ReadonlyArray<Recorded> =>
  statements.after(space, seqOf(after), limit).map(([seq, id, by, at, operation, facts, postings]) => ({
    cursor: cursorOf(seq),
    id,
    by,
    at,
    operation,
    facts: JSON.parse(facts),
    postings: JSON.parse(postings),
  }))
