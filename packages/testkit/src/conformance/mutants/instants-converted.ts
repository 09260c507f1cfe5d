import { changing } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

/** Instants pass through a column of dates without their milliseconds. */
export const instantsConverted: Mutant = {
  wrong: "keeps instants as dates of its own",
  breaks: "are kept as they are written, in whatever zone a process writes or reads them",
  make: () =>
    changing((batch) => ({ ...batch, at: new Date(Math.floor(Date.parse(batch.at) / 1000) * 1000).toISOString() })),
}
