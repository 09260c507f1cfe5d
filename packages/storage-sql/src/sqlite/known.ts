import type { Document } from "@cabas/engine/storage"
import { storedJson } from "../stored-json.ts"
import { afterLast, beforeFirst } from "./positions.ts"
import { recent } from "./recent.ts"
import type { Statements } from "./statements.ts"

/** The row of a kept balance. */
export interface Row {
  readonly number: number
  quantity: number
}

/** The rows of a kept account by unit. */
export type Rows = Map<string, Row>

/** The last of something that is counted. */
export interface Last {
  value: number
}

/** A thing read or written here, and the moment (see `Known`) when it was last sure to be what the file holds. */
interface Seen<A> {
  readonly thing: A
  moment: number
}

/**
 * What this connection knows of the file, bounded, so that what did not change is neither read nor parsed again.
 *
 * As long as no other connection has committed, a thing once seen is what the file holds, since this connection
 * remembers what it writes itself. After another's commit a document only needs its version looked at, because a
 * version names one state for ever; balances are read again. Remembered states are shared by all readers.
 */
export interface Known {
  /** At the begin of each transaction: learns whether another connection has committed since the last. */
  readonly begin: () => void
  /** After a transaction that failed: nothing that it wrote may be believed. */
  readonly forget: () => void
  /** The number of a space; nothing when nothing was ever written in it. */
  readonly space: (name: string) => number | undefined
  /** The number of a space, which is given one when it has none. */
  readonly spaceToWrite: (name: string) => number
  /** A document as it was when it was last seen; looks at nothing. */
  readonly remembered: (name: string, key: string) => Document | undefined
  /** A document as it is; version 0 when there is none. */
  readonly document: (space: number, key: string) => Document
  /** The version of a document; does not read its state. */
  readonly version: (space: number, key: string) => number
  /** Remembers a document that was just written; `length` is that of its text. */
  readonly wrote: (space: number, document: Document, length: number) => void
  /** The rows of a kept account as they are; whoever writes a row changes it here too. */
  readonly account: (space: number, account: string) => Rows
  /** The number of the last batch of a space; whoever writes one changes it here too. */
  readonly lastBatch: (space: number) => Last
  /** The last number that was taken in a series; whoever takes one changes it here too. */
  readonly lastNumber: (space: number, series: string) => Last
}

/** What a remembered thing costs besides its text, in characters: keys, objects, the parsed state's structure. */
const overhead = 200

/** Kept accounts that are remembered, and spaces or series whose last number is: at least so many. */
const countsRemembered = 20_000

/** One more of them for so many characters of documents. */
const charactersForEach = 800

/** Reads a thing unless it was seen and nobody else has committed since. */
const unlessSeen = <A>(limit: number, now: () => number) => {
  const things = recent<Seen<A>>(limit)
  const get = (space: number, name: string, look: (space: number, name: string) => A): A => {
    const seen = things.get(space, name)
    if (seen?.moment === now()) return seen.thing
    const thing = look(space, name)
    things.put(space, name, { thing, moment: now() }, 1)
    return thing
  }
  return { get, clear: things.clear }
}

/** @param limit characters of documents' text that may be kept parsed */
export const knowing = (statements: Statements, limit: number): Known => {
  let moment = 0
  const documents = recent<Seen<Document>>(limit)
  const counts = Math.max(countsRemembered, limit / charactersForEach)
  const accounts = unlessSeen<Rows>(counts, () => moment)
  const lastBatches = unlessSeen<Last>(counts, () => moment)
  const lastNumbers = unlessSeen<Last>(counts, () => moment)
  const spaces = new Map<string, number>()

  const wrote = (space: number, document: Document, length: number): void =>
    documents.put(space, document.key, { thing: document, moment }, length + overhead)
  const numberOf = (name: string): number | undefined => {
    const number = spaces.get(name) ?? statements.space(name)?.[0]
    if (number !== undefined) spaces.set(name, number)
    return number
  }
  const rowsOf = (space: number, account: string): Rows => {
    const rows: Rows = new Map()
    for (const [unit, number, quantity] of statements.balances(space, account)) rows.set(unit, { number, quantity })
    return rows
  }
  const lastBatchOf = (space: number): Last => ({
    value: statements.last(beforeFirst(space), afterLast(space))?.[0] ?? beforeFirst(space),
  })
  const lastNumberOf = (space: number, series: string): Last => ({
    value: statements.lastNumber(space, series)?.[0] ?? 0,
  })
  return {
    begin: () => {
      moment = statements.dataVersion()?.[0] ?? moment + 1
    },
    forget: () => {
      for (const memory of [documents, accounts, lastBatches, lastNumbers, spaces]) memory.clear()
    },
    space: numberOf,
    spaceToWrite: (name) => {
      const number = numberOf(name) ?? statements.addSpace(name)
      spaces.set(name, number)
      return number
    },
    remembered: (name, key) => {
      const space = spaces.get(name)
      return space === undefined ? undefined : documents.get(space, key)?.thing
    },
    document: (space, key) => {
      const seen = documents.get(space, key)
      if (seen !== undefined && (seen.moment === moment || isStill(statements, space, seen.thing))) {
        seen.moment = moment
        return seen.thing
      }
      const [version, text] = statements.document(space, key) ?? [0, "null"]
      const document: Document = { key, version, state: storedJson(text, `the document ${key}`) }
      wrote(space, document, text.length)
      return document
    },
    version: (space, key) => {
      const seen = documents.get(space, key)
      return seen?.moment === moment ? seen.thing.version : (statements.version(space, key)?.[0] ?? 0)
    },
    wrote,
    account: (space, account) => accounts.get(space, account, rowsOf),
    lastBatch: (space) => lastBatches.get(space, "", lastBatchOf),
    lastNumber: (space, series) => lastNumbers.get(space, series, lastNumberOf),
  }
}

const isStill = (statements: Statements, space: number, { key, version }: Document): boolean =>
  (statements.version(space, key)?.[0] ?? 0) === version
