import { changing } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

/** The new state has a pseudonym, and the past still says the name. */
export const eraseForgotten: Mutant = {
  wrong: "does not blank what was told of an erased document",
  breaks: "facts told of an erased document are blanked in their place, and nothing else of the journal changes",
  make: () => changing(({ erases: _, ...batch }) => batch),
}
