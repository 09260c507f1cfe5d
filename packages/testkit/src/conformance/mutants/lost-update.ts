import { changing } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

/** Two who read the same document both write it, and one of them for nothing. */
export const lostUpdate: Mutant = {
  wrong: "does not look at guards: updates are lost",
  breaks: "no increment is lost: 10 writers who each try until they are in count to 50",
  make: () => changing((batch) => ({ ...batch, guards: [] })),
}
