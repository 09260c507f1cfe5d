import type { Subscription, SubscriptionFact } from "../subscription/index.ts"
import { householdsOf } from "../subscription/index.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"
import { pastOrders } from "./season-rules.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { saidBy, settleSubscription } from "./settle-subscription.ts"
import { periodsReleased } from "./subscription-rules.ts"

/**
 * Deletes a subscription that nothing came of yet: no closed order, no payment. What was ordered goes back.
 * @rule SUB-13
 * @see S9.1, GC-10.1, GC-10.3
 */
export const deleteSubscription = (
  context: SeasonContext,
  subscription: Subscription,
  paid: number,
): Decision<Subscription> => {
  const { id, catalog } = subscription
  const deliveries = pastOrders(context, subscription)
  if (deliveries.length > 0) return refused({ _tag: "PastOrders", subscription: id, deliveries })
  if (paid !== 0) return refused({ _tag: "PaymentsRecorded", subscription: id, paid })
  const facts: ReadonlyArray<SubscriptionFact> = [{ _tag: "SubscriptionDeleted", ...saidBy(context) }]
  return settleSubscription(
    { ...context, thaws: true },
    subscription,
    id,
    facts,
    periodsReleased(catalog, householdsOf(subscription), id),
  )
}
