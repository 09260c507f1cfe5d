import { misreading } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

/** Pages come in the order of a dictionary, and the next one goes on in another. */
export const orderOfALanguage: Mutant = {
  wrong: "orders keys as a language does",
  breaks: "by prefix are in the order of code points",
  make: () =>
    misreading((snapshot) => ({
      ...snapshot,
      pages: snapshot.pages.map((page) => ({
        ...page,
        documents: page.documents.toSorted((a, b) => a.key.localeCompare(b.key, "fr")),
      })),
    })),
}
