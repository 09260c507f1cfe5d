import * as Result from "effect/Result"
import type { Basket } from "../basket/index.ts"
import type { DayContext } from "./change-basket.ts"
import { changeBasket, dayFact, openBasket, seenAt } from "./change-basket.ts"
import type { Decision } from "./plan.ts"

/**
 * Records who took a basket away, the member or whoever is named; null when it was not taken away after all. What was
 * seen last counts, whenever it is told.
 * @rule DAY-19, DAY-23
 * @see O5
 */
export const handOver = (context: DayContext, to: string | null): Decision<Basket> =>
  Result.flatMap(openBasket(context), () =>
    changeBasket(context, [{ _tag: "BasketHandedOver", ...dayFact(context), to, seenAt: seenAt(context) }]),
  )
