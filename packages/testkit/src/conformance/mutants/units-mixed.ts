import { misreading } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

const mixed = (units: ReadonlyMap<string, number>): ReadonlyMap<string, number> => {
  const sum = [...units.values()].reduce((total, quantity) => total + quantity, 0)
  return new Map([...units.keys()].map((unit) => [unit, sum]))
}

/** Grams and pieces, or two currencies, add up to one number. */
export const unitsMixed: Mutant = {
  wrong: "keeps one balance for all units of an account",
  breaks: "an account holds each unit apart",
  make: () =>
    misreading((snapshot) => ({
      ...snapshot,
      balances: new Map([...snapshot.balances].map(([account, units]) => [account, mixed(units)])),
    })),
}
