import { basketNumbers } from "@cabas/core/plans"
import type { Told } from "@cabas/core/plans"
import type { Batch } from "../storage/storage.ts"

/**
 * The numbers that a batch asked for, told by its facts: the basket that is confirmed for the first time, or
 * filled by a subscription or gets its first line at the desk, takes the next of its distribution unless it has one. A
 * storage does not tell them, so whoever makes a space again from its journal asks here.
 * @see D15
 */
export const numbersAskedBy = (facts: ReadonlyArray<Told>): Batch["numbers"] =>
  facts.flatMap(({ key, fact }) =>
    fact._tag === "BasketConfirmed" || fact._tag === "BasketFilled" || fact._tag === "LineSold"
      ? [{ series: basketNumbers(fact.distribution), key }]
      : [],
  )
