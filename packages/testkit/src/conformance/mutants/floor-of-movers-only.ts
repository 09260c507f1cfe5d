import { changing } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

/** A condition on an account that stands still is taken for granted. */
export const floorOfMoversOnly: Mutant = {
  wrong: "looks at floors only of accounts that move",
  breaks: "a floor holds for an account that the batch does not move",
  make: () =>
    changing((batch) => ({
      ...batch,
      floors: batch.floors.filter(({ account }) =>
        batch.postings.some(({ from, to }) => from === account || to === account),
      ),
    })),
}
