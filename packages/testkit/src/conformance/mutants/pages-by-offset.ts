import * as Effect from "effect/Effect"
import type { Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

/** Counts pages from the start instead of going on after a document. */
const offsetPages = (): Storage => {
  const memory = memoryStorage()
  const page = (space: string, wanted: NonNullable<Parameters<Storage["read"]>[1]["pages"]>[number]) => {
    const { after, ...rest } = wanted
    const skipped = Number(after ?? 0)
    return memory.read(space, { pages: [{ ...rest, limit: skipped + wanted.limit }] }).pipe(
      Effect.map(({ pages: [found] }) => ({
        documents: found?.documents.slice(skipped) ?? [],
        next: found?.next === null ? null : String(skipped + wanted.limit),
      })),
    )
  }
  return {
    ...memory,
    read: Effect.fnUntraced(function* (space, wanted) {
      const pages = []
      for (const one of wanted.pages ?? []) pages.push(yield* page(space, one))
      return { ...(yield* memory.read(space, { ...wanted, pages: [] })), pages }
    }),
  }
}

/** Whoever pages while others write sees documents twice, or never. */
export const pagesByOffset: Mutant = {
  wrong: "counts pages by offset",
  breaks: "by prefix go on rightly while others write before, between and after",
  make: offsetPages,
}
