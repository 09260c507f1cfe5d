import type { Document, SpaceId } from "@cabas/engine/storage"

/** Documents that were seen, bounded: what was not used for long goes first. */
export interface Remembered {
  readonly get: (space: SpaceId, key: string) => Document | undefined
  /** Remembers a document in place of an older one; `length` is that of its text. */
  readonly put: (space: SpaceId, document: Document, length: number) => void
  readonly clear: () => void
}

interface Sized {
  readonly document: Document
  readonly size: number
}

/** What a document costs besides its text, in characters: key, objects, the parsed state's structure. */
const overhead = 200

/**
 * Remembers documents up to a total size, in two generations: when the young one is half the limit it becomes the old
 * one, and what nobody used of the old one is gone.
 */
export const remembering = (limit: number): Remembered => {
  let young = new Map<SpaceId, Map<string, Sized>>()
  let old = young
  let size = 0
  const keep = (space: SpaceId, key: string, sized: Sized): void => {
    if (size + sized.size > limit / 2) {
      old = young
      young = new Map()
      size = 0
    }
    const documents = young.get(space) ?? new Map<string, Sized>()
    if (documents.size === 0) young.set(space, documents)
    size += sized.size - (documents.get(key)?.size ?? 0)
    documents.set(key, sized)
  }
  const get = (space: SpaceId, key: string): Document | undefined => {
    const found = young.get(space)?.get(key)
    if (found !== undefined) return found.document
    const aged = old.get(space)?.get(key)
    if (aged !== undefined) keep(space, key, aged)
    return aged?.document
  }
  return {
    get,
    put: (space, document, length) => {
      // Answers may come in another order than their questions.
      const before = get(space, document.key)
      if (before === undefined || before.version < document.version)
        keep(space, document.key, { document, size: length + overhead })
    },
    clear: () => {
      young = new Map()
      old = young
      size = 0
    },
  }
}
