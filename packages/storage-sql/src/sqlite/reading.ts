import { fromIndexPosition, indexPosition, isKept } from "@cabas/engine/storage"
import type { Document, Entry, EntrySums, Page, PageWanted, Reading, Recorded, Snapshot } from "@cabas/engine/storage"
import { storedJson } from "../stored-json.ts"
import type { Known } from "./known.ts"
import { afterLast, beforeFirst, beforePosition, cursorOf, positionOf, seqOf } from "./positions.ts"
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
    known.begin()
    return read()
  } finally {
    statements.commit()
  }
}

/** A space that nothing was written in: no row has this number. */
const nowhere = 0

/** Everything that a reading wants of a space. Runs within one transaction (`atOneMoment`). */
export const readSpace = (connection: Connection, name: string, wanted: Reading): Snapshot => {
  const { statements, known } = connection
  const space = known.space(name) ?? nowhere
  const documents = new Map<string, Document>()
  for (const key of wanted.documents ?? []) documents.set(key, known.document(space, key))
  const balances = new Map<string, ReadonlyMap<string, number>>()
  for (const account of wanted.balances ?? []) balances.set(account, balanceOf(connection, space, account))
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
    ...(wanted.sums === undefined ? {} : { sums: sumsOf(statements, space, wanted.sums) }),
    numbers,
    batch:
      done === undefined
        ? null
        : { fingerprint: done[0], answer: storedJson(done[1], `the answer of batch ${wanted.batch}`) },
    cursor: cursorOf(known.lastBatch(space).value),
  }
}

const balanceOf = ({ statements, known }: Connection, space: number, account: string): ReadonlyMap<string, number> => {
  if (!isKept(account)) return new Map(statements.summed(beforeFirst(space), afterLast(space), account))
  const units = new Map<string, number>()
  for (const [unit, { quantity }] of known.account(space, account)) units.set(unit, quantity)
  return units
}

const entriesOf = (
  statements: Statements,
  space: number,
  { account, before, limit }: NonNullable<Reading["entries"]>,
): ReadonlyArray<Entry> =>
  statements
    .entriesBefore(space, account, ...beforePosition(space, before), limit)
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

const sumsOf = (
  statements: Statements,
  space: number,
  accounts: ReadonlyArray<string>,
): ReadonlyMap<string, EntrySums> => {
  const sums = new Map<string, EntrySums>()
  for (const account of accounts) {
    let entries = 0
    const units = new Map<string, number>()
    for (const [unit, count, quantity] of statements.entrySums(space, account)) {
      entries += count
      units.set(unit, quantity)
    }
    if (entries > 0) sums.set(account, { count: entries, units })
  }
  return sums
}

const pageOf = (connection: Connection, space: number, wanted: PageWanted): Page => {
  if ("prefix" in wanted && wanted.enough === "text") return textsOf(connection, space, wanted)
  // One more than wanted tells whether there is a next page.
  const found = "prefix" in wanted ? byPrefix(connection, space, wanted) : byIndex(connection, space, wanted)
  const taken = found.slice(0, wanted.limit)
  const last = found.length > taken.length ? taken.at(-1) : undefined
  return {
    documents: taken.map(([key]) =>
      wanted.enough === "key" ? { key, version: 0, state: null } : connection.known.document(space, key),
    ),
    next: last === undefined ? null : positionIn(last),
  }
}

/** A page of texts: they are not remembered, since nobody reads them twice. */
const textsOf = (
  { statements }: Connection,
  space: number,
  { prefix, after, limit }: Extract<PageWanted, { readonly prefix: string }>,
): Page => {
  const rows = statements.texts(space, prefix, limit + 1, after ?? "")
  const documents = rows.slice(0, limit).map(([key, version, text]) => ({ key, version, state: null, text }))
  return { documents, next: rows.length > limit ? (documents.at(-1)?.key ?? null) : null }
}

/** A key, and the value it was found under if it was by an index. */
type Found = readonly [key: string, value?: string]

const positionIn = ([key, value]: Found): string => (value === undefined ? key : indexPosition(value, key))

const byPrefix = (
  { statements }: Connection,
  space: number,
  { prefix, after, limit }: Extract<PageWanted, { readonly prefix: string }>,
): ReadonlyArray<Found> =>
  after === undefined
    ? statements.withPrefix(space, prefix, limit + 1)
    : statements.withPrefixAfter(space, prefix, limit + 1, after)

const byIndex = (
  { statements }: Connection,
  space: number,
  { index, from, to, after, limit }: Extract<PageWanted, { readonly index: string }>,
): ReadonlyArray<Found> =>
  after === undefined
    ? statements.valuesBetween(space, index, from, to, limit + 1)
    : statements.valuesAfter(space, index, ...fromIndexPosition(after), to, limit + 1)

/** The batches of a space after a cursor, in the order of their commits. */
export const feedOf = (
  { statements, known }: Connection,
  name: string,
  after: string,
  limit: number,
): ReadonlyArray<Recorded> => {
  const space = known.space(name) ?? nowhere
  return statements
    .between(seqOf(space, after), afterLast(space), limit)
    .map(([seq, id, by, at, operation, facts, postings]) => ({
      cursor: cursorOf(seq),
      id,
      by,
      at,
      operation,
      facts: storedJson(facts, `the facts of batch ${id}`),
      postings: storedJson(postings, `the postings of batch ${id}`),
    }))
}
