import type { Storage } from "@cabas/engine/storage"
import { fromIndexPosition, indexPosition } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

/** The next page begins after the value, whatever documents are still to come under it. */
const byValue = (): Storage => {
  const memory = memoryStorage()
  const beyond = (after: string): string => indexPosition(fromIndexPosition(after)[0], "\u{10FFFF}")
  return {
    ...memory,
    read: (space, wanted) =>
      memory.read(space, {
        ...wanted,
        pages: (wanted.pages ?? []).map((page) =>
          "index" in page && page.after !== undefined ? { ...page, after: beyond(page.after) } : page,
        ),
      }),
  }
}

/** Of several documents under one value, those beyond the end of a page are never seen. */
export const cursorByValue: Mutant = {
  wrong: "goes on after a value instead of after a document under it",
  breaks: "10 000 documents are paged through, by key and by index, while others are put among them",
  make: byValue,
}
