import type { Basket, BasketFact } from "./basket.schema.ts"
import { begunBasket, evolveOrder } from "./basket.ts"
import { evolveDay } from "./day.ts"

/** Folds one fact into a basket. */
export const evolve = (basket: Basket | null, fact: BasketFact): Basket => {
  switch (fact._tag) {
    case "BasketDrafted":
    case "BasketConfirmed":
    case "BasketAmended":
    case "BasketCancelled":
    case "BasketFilled":
    case "LineSold":
      return evolveOrder(basket, fact)
    default:
      return evolveDay(begunBasket(basket, fact), fact)
  }
}
