import type { Basket } from "../basket/index.ts"
import { isSettled } from "../basket/index.ts"
import type { Distribution } from "../distribution/index.ts"
import { isValidated } from "../distribution/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"

/**
 * Why nothing of a basket may change any more: its distribution was validated, or the basket was settled. Undoing that
 * makes it possible again.
 * @rule DAY-10
 * @see D25, VAL5
 */
export const frozenProblem = (distribution: Distribution, basket: Basket | null): Refusal | undefined => {
  if (isValidated(distribution)) return { _tag: "DistributionValidated", distribution: distribution.id }
  return basket !== null && isSettled(basket) ? { _tag: "BasketSettled", basket: basket.id } : undefined
}
