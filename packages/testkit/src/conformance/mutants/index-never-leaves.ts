import type { IndexEntry, Storage } from "@cabas/engine/storage"
import { changing } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

const onlyAdding = (): Storage => {
  const known = new Map<string, ReadonlyArray<IndexEntry>>()
  return changing((batch) => ({
    ...batch,
    writes: batch.writes.map((write) => {
      if (write.indexed === undefined) return write
      const indexed = [...(known.get(write.key) ?? []), ...write.indexed]
      known.set(write.key, indexed)
      return { ...write, indexed }
    }),
  }))
}

/** Who changed their address is still found under the old one. */
export const indexNeverLeaves: Mutant = {
  wrong: "only ever adds index entries",
  breaks: "index entries stay when a write does not mention them, and go when it gives others",
  make: onlyAdding,
}
