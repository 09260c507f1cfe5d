import type { Basket, Wish } from "../basket/index.ts"
import { isSettled } from "../basket/index.ts"
import type { Distribution } from "../distribution/index.ts"
import { isSettling, isValidated } from "../distribution/index.ts"
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

/**
 * Why nothing of a basket is ordered any more: it is frozen, or the baskets of its distribution are being settled. What
 * comes at the last moment is sold at the desk.
 * @rule DAY-24
 * @see D25
 */
export const finalProblem = (distribution: Distribution, basket: Basket | null): Refusal | undefined =>
  frozenProblem(distribution, basket) ??
  (isSettling(distribution) ? { _tag: "OrdersFinal", distribution: distribution.id } : undefined)

/** The first product that is wished twice over: which of the two is meant, nobody knows. */
export const repeatedProblem = (wishes: ReadonlyArray<Wish>): Refusal | undefined => {
  const seen = new Set<string>()
  for (const { catalog, product } of wishes) {
    if (seen.size === seen.add(`${catalog}/${product}`).size) return { _tag: "ProductRepeated", catalog, product }
  }
  return undefined
}

/** Why nothing is ordered at a distribution, by whomever: it was cancelled, or orders are final. @rule DAY-24 */
export const closedProblem = (distribution: Distribution, basket: Basket | null): Refusal | undefined =>
  distribution.status === "cancelled"
    ? { _tag: "DistributionCancelled", distribution: distribution.id }
    : finalProblem(distribution, basket)
