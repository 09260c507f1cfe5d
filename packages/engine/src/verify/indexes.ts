import type { IndexEntry } from "../storage/storage.ts"
import type { Replay } from "./replay.ts"

/** A document under a value of an index. */
export interface Entered extends IndexEntry {
  readonly key: string
}

/** The order of code points, which is that of every storage: `<` puts halves of characters before U+E000. */
const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  const shorter = Math.min(a.length, b.length)
  for (let index = 0; index < shorter; index += 1) {
    const [one, other] = [a.charCodeAt(index), b.charCodeAt(index)]
    if (one !== other) return rank(one) - rank(other)
  }
  return a.length - b.length
}

const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800)

/** The entries of each index by its name. */
export type Indexes = ReadonlyMap<string, ReadonlyArray<Entered>>

/** What each index must hold, in its order. */
export const indexesOf = (replay: Replay): Indexes => {
  const indexes = new Map<string, Array<Entered>>()
  for (const document of replay.documents.values()) {
    for (const { name, value } of document.entries) {
      let entries = indexes.get(name)
      if (entries === undefined) {
        entries = []
        indexes.set(name, entries)
      }
      entries.push({ name, value, key: document.key })
    }
  }
  for (const entries of indexes.values()) {
    entries.sort((a, b) => compareText(a.value, b.value) || compareText(a.key, b.key))
  }
  return indexes
}
