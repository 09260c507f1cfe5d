import * as Effect from "effect/Effect"
import type { Entry, EntrySums, Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

const everything = 10_000

const moved = (entries: ReadonlyArray<Entry>): EntrySums => {
  const units = new Map<string, number>()
  for (const { unit, quantity } of entries) units.set(unit, (units.get(unit) ?? 0) + Math.abs(quantity))
  return { count: entries.length, units }
}

/** Adds up how much was moved, and not what is left of it. */
const unsigned = (): Storage => {
  const memory = memoryStorage()
  return {
    ...memory,
    read: Effect.fnUntraced(function* (space, wanted) {
      const sums = new Map<string, EntrySums>()
      for (const account of wanted.sums ?? []) {
        const { entries } = yield* memory.read(space, { entries: { account, limit: everything } })
        sums.set(account, moved(entries))
      }
      const snapshot = yield* memory.read(space, wanted)
      return wanted.sums === undefined ? snapshot : { ...snapshot, sums }
    }),
  }
}

/** Who looks whether the books balance is told that they do not, or the other way round. */
export const sumsWithoutSigns: Mutant = {
  wrong: "adds up entries without their signs",
  breaks: "added up, by a storage that adds up, are as many and come to as much as one by one",
  make: unsigned,
}
