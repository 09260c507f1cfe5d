import { changing } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

/** The comparison has the wrong sign for equality. */
export const floorOffByOne: Mutant = {
  wrong: "allows one less than the floor",
  breaks: "one below the floor refuses, and names the account",
  make: () =>
    changing((batch) => ({
      ...batch,
      floors: batch.floors.map((floor) => ({ ...floor, minimum: floor.minimum - 1 })),
    })),
}
