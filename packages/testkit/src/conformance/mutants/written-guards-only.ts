import { changing } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

/** What was decided from a document that changed meanwhile is written all the same. */
export const writtenGuardsOnly: Mutant = {
  wrong: "guards only what is written, not what was looked at",
  breaks: "a document that was only looked at guards as well",
  make: () =>
    changing((batch) => ({
      ...batch,
      guards: batch.guards.filter(({ key }) => batch.writes.some((write) => write.key === key)),
    })),
}
