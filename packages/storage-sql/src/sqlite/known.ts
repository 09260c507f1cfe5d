import type { Document } from "@cabas/engine/storage"

/** A document that was read or written here. `checked` is the moment (see `Known`) when its version was last seen. */
interface Remembered {
  readonly document: Document
  readonly size: number
  checked: number
}

/**
 * The documents that this connection knows, bounded, so that what did not change is neither read nor parsed again.
 *
 * A version names one state for ever, so a known state only needs its version looked at; and not even that as long
 * as no other connection has committed (`moment` stays the same): what this one writes it remembers itself.
 * Remembered states are shared with every reader.
 */
export interface Known {
  /** Says at the begin of each transaction whether another connection has committed since the last. */
  readonly now: (dataVersion: number) => void
  /** The document, sure to be the current one, or nothing. */
  readonly current: (space: string, key: string) => Document | undefined
  /** The document if it is still at this version; it is then current. */
  readonly at: (space: string, key: string, version: number) => Document | undefined
  /** Remembers a document that was just read or written; `size` is about its length as text. */
  readonly remember: (space: string, document: Document, size: number) => void
  /** After a transaction that failed: what it wrote must not be believed. */
  readonly forget: () => void
}

/** What an entry costs besides its text: keys, objects, the parsed state's own structure. */
const overhead = 200

/**
 * Remembers documents up to about `limit` characters of text, in two generations: what was not used while a
 * generation filled up goes.
 */
export const remembering = (limit: number): Known => {
  let young = new Map<string, Remembered>()
  let old = new Map<string, Remembered>()
  let size = 0
  let moment = -1

  const put = (id: string, remembered: Remembered): void => {
    if (size + remembered.size > limit / 2) {
      old = young
      young = new Map()
      size = 0
    }
    const before = young.get(id)
    young.set(id, remembered)
    size += remembered.size - (before?.size ?? 0)
  }
  const find = (id: string): Remembered | undefined => {
    const found = young.get(id)
    if (found !== undefined) return found
    const aged = old.get(id)
    if (aged !== undefined) put(id, aged)
    return aged
  }
  return {
    now: (dataVersion) => {
      moment = dataVersion
    },
    current: (space, key) => {
      const found = find(idOf(space, key))
      return found?.checked === moment ? found.document : undefined
    },
    at: (space, key, version) => {
      const found = find(idOf(space, key))
      if (found === undefined || found.document.version !== version) return undefined
      found.checked = moment
      return found.document
    },
    remember: (space, document, length) => {
      put(idOf(space, document.key), { document, size: length + overhead, checked: moment })
    },
    forget: () => {
      young = new Map()
      old = new Map()
      size = 0
    },
  }
}

const idOf = (space: string, key: string): string => `${space}\u0000${key}`
