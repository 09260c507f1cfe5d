import type { Counted, Till, TillFact } from "./till.schema.ts"

/** Folds one fact into a till. */
export const evolve = (_before: Till | null, fact: TillFact): Till => {
  switch (fact._tag) {
    case "TillOpened": {
      const { distribution, float, by, at } = fact
      return { distribution, float, counted: null, expected: null, by, at }
    }
    case "TillCounted": {
      const { distribution, float, counted, expected, by, at } = fact
      return { distribution, float, counted, expected, by, at }
    }
  }
}

/** What is in a till altogether. */
export const inTill = ({ cash, cheque, card }: Counted): number => cash + cheque + card

/** How much more was counted than was expected, kind by kind; below zero when some is missing. @see 9.3 */
export const differenceOf = (counted: Counted, expected: Counted): Counted => ({
  cash: counted.cash - expected.cash,
  cheque: counted.cheque - expected.cheque,
  card: counted.card - expected.card,
})
