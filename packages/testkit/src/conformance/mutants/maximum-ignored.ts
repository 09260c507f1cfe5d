import { changing } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

/** A balance that rose since it was read is not noticed. */
export const maximumIgnored: Mutant = {
  wrong: "does not look at the maximum of a floor",
  breaks: "a floor with a maximum holds from above too",
  make: () =>
    changing((batch) => ({
      ...batch,
      floors: batch.floors.map(({ account, unit, minimum }) => ({ account, unit, minimum })),
    })),
}
