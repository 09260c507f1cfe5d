import * as Effect from "effect/Effect"
import type { Document, Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

/** Keeps the text that a document had first, beside its state. */
const firstTexts = (): Storage => {
  const memory = memoryStorage()
  const texts = new Map<string, string>()
  const asText = ({ key, version }: Document): Document => ({
    key,
    version,
    state: null,
    text: texts.get(key) ?? "null",
  })
  return {
    ...memory,
    commit: (space, batch) => {
      for (const { key, state } of batch.writes) if (!texts.has(key)) texts.set(key, JSON.stringify(state))
      return memory.commit(space, batch)
    },
    read: (space, wanted) =>
      Effect.map(memory.read(space, wanted), (snapshot) => ({
        ...snapshot,
        pages: snapshot.pages.map((page, at) =>
          wanted.pages?.[at]?.enough === "text" ? { ...page, documents: page.documents.map(asText) } : page,
        ),
      })),
  }
}

/** A copy of what is kept, made for the quick readers, and forgotten when the document is written again. */
export const textsOutdated: Mutant = {
  wrong: "gives texts of documents as they were first written",
  breaks: "say the same to who only needs texts, or keys",
  make: firstTexts,
}
