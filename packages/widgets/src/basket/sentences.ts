import type { Problem } from "@cabas/client"
import type { Refusal } from "@cabas/core/refusals"
import type { Speech } from "../base/language.ts"
import { orderedOf } from "../connection/draft.model.ts"
import type { Store } from "../connection/store.ts"

/** Why the last thing asked was not done, in a sentence. */
export const sentenceOf = (refusal: Refusal, store: Store, { say, format }: Speech): string => {
  const words = say.basket.refusals
  const { shop } = store.state
  const zone = shop?.group.timeZone ?? "UTC"
  const at = (instant: string) => [format.date(instant, zone), format.time(instant, zone)] as const
  switch (refusal._tag) {
    case "BalanceTooLow":
      return words.BalanceTooLow(format.money(refusal.missing, shop?.group.currency ?? "EUR"))
    case "OrdersClosed":
      return words.OrdersClosed(...at(refusal.closesAt))
    case "OrdersNotOpen":
      return words.OrdersNotOpen(...at(refusal.opensAt))
    case "ProductInactive":
      return words.ProductInactive(refusal.name)
    case "QuantityNotOffered": {
      const named = shop?.offers.find(({ product, catalog }) => product === refusal.product && catalog === refusal.catalog)
      return words.QuantityNotOffered(named?.name ?? refusal.product)
    }
    case "StockShort":
    case "BasketEmpty":
    case "NotAllowed":
    case "GroupSuspended":
    case "DistributionCancelled":
    case "Busy":
      return words[refusal._tag]
    default:
      return words.other(refusal._tag)
  }
}

/** Why no answer came, in a sentence. */
export const problemSentence = (problem: Problem, { say }: Speech): string => say.basket.problems[problem]

/** Whether a member has anything ordered at all. */
export const hasOrdered = ({ state }: Store): boolean =>
  (state.sheet?.lines ?? []).some((line) => orderedOf(state.sheet, line) > 0)
