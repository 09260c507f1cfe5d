import { changing } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

/** Money in a column of floating numbers of 32 bits. */
export const numbersAsFloats: Mutant = {
  wrong: "keeps quantities with seven digits",
  breaks: "2^53 − 1 is kept exactly, in states, balances, entries and the feed",
  make: () =>
    changing((batch) => ({
      ...batch,
      postings: batch.postings.map((posting) => ({ ...posting, quantity: Math.fround(posting.quantity) })),
    })),
}
