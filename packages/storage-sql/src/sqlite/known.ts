import type { Document } from "@cabas/engine/storage"
import { recent } from "./recent.ts"
import type { Statements } from "./statements.ts"

/** The row of a kept balance. */
export interface Row {
  readonly number: number
  quantity: number
}

/** The rows of a kept account by unit. */
export type Rows = Map<string, Row>

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
  /** A document as it is; version 0 when there is none. */
  readonly document: (space: number, key: string) => Document
  /** The version of a document; does not read its state. */
  readonly version: (space: number, key: string) => number
  /** Remembers a document that was just written; `length` is that of its text. */
  readonly wrote: (space: number, document: Document, length: number) => void
  /** The rows of a kept account as they are; whoever writes a row changes it here too. */
  readonly account: (space: number, account: string) => Rows
}

/** What a remembered thing costs besides its text, in characters: keys, objects, the parsed state's structure. */
const overhead = 200

/** Kept accounts that are remembered. */
const accountsRemembered = 20_000

/** @param limit characters of documents' text that may be kept parsed */
export const knowing = (statements: Statements, limit: number): Known => {
  const documents = recent<Seen<Document>>(limit)
  const accounts = recent<Seen<Rows>>(accountsRemembered)
  const spaces = new Map<string, number>()
  let moment = 0

  const wrote = (space: number, document: Document, length: number): void =>
    documents.put(nameOf(space, document.key), { thing: document, moment }, length + overhead)
  const space = (name: string): number | undefined => {
    const number = spaces.get(name) ?? statements.space(name)?.[0]
    if (number !== undefined) spaces.set(name, number)
    return number
  }
  return {
    begin: () => {
      moment = statements.dataVersion()?.[0] ?? moment + 1
    },
    forget: () => {
      documents.clear()
      accounts.clear()
      spaces.clear()
    },
    space,
    spaceToWrite: (name) => {
      const number = space(name) ?? statements.addSpace(name)
      spaces.set(name, number)
      return number
    },
    document: (inSpace, key) => {
      const seen = documents.get(nameOf(inSpace, key))
      if (seen !== undefined && (seen.moment === moment || isStill(statements, inSpace, seen.thing))) {
        seen.moment = moment
        return seen.thing
      }
      const [version, text] = statements.document(inSpace, key) ?? [0, "null"]
      const document: Document = { key, version, state: JSON.parse(text) }
      wrote(inSpace, document, text.length)
      return document
    },
    version: (inSpace, key) => {
      const seen = documents.get(nameOf(inSpace, key))
      return seen?.moment === moment ? seen.thing.version : (statements.version(inSpace, key)?.[0] ?? 0)
    },
    wrote,
    account: (inSpace, account) => {
      const name = nameOf(inSpace, account)
      const seen = accounts.get(name)
      if (seen?.moment === moment) return seen.thing
      const rows: Rows = new Map()
      for (const [unit, number, quantity] of statements.balances(inSpace, account)) rows.set(unit, { number, quantity })
      accounts.put(name, { thing: rows, moment }, 1)
      return rows
    },
  }
}

const isStill = (statements: Statements, space: number, { key, version }: Document): boolean =>
  (statements.version(space, key)?.[0] ?? 0) === version

const nameOf = (space: number, name: string): string => `${space} ${name}`
