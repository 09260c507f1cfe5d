import { changing } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

/** Rows are found by the text of the key, and everything in them is blanked. */
export const eraseByMention: Mutant = {
  wrong: "blanks every fact of a batch that told of an erased document",
  breaks: "a document whose key begins like the erased one's, or that names it, is not touched",
  make: () => {
    const told = new Map<string, ReadonlyArray<string>>()
    return changing((batch) => {
      const keys = batch.facts.map(({ key }) => key)
      for (const key of keys) told.set(key, [...new Set([...(told.get(key) ?? []), ...keys])])
      const { erases } = batch
      return erases === undefined ? batch : { ...batch, erases: erases.flatMap((key) => told.get(key) ?? [key]) }
    })
  },
}
