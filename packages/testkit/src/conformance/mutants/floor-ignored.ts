import { changing } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

/** The last cheese is sold to everybody. */
export const floorIgnored: Mutant = {
  wrong: "does not look at floors",
  breaks: "50 who each buy one of 10 pieces at once: exactly 10 get one",
  make: () => changing((batch) => ({ ...batch, floors: [] })),
}
