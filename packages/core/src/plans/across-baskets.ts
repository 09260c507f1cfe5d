import * as Result from "effect/Result"
import type { Basket } from "../basket/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Subscription, SubscriptionFact } from "../subscription/index.ts"
import { following } from "../subscription/index.ts"
import type { DayContext } from "./change-basket.ts"
import { keyOf } from "./keys.ts"
import type { Decision, Plan, Told } from "./plan.ts"
import { togetherAll } from "./plan.ts"

/** The subscriptions as what was told of them leaves them. */
const after = (
  before: ReadonlyMap<string, Subscription>,
  facts: ReadonlyArray<Told>,
): ReadonlyMap<string, Subscription> => {
  const changed = new Map(before)
  for (const [id, subscription] of before) {
    const own = facts.filter(({ key }) => key === keyOf.subscription(id)).map(({ fact }) => fact as SubscriptionFact)
    if (own.length > 0) changed.set(id, following(subscription, own))
  }
  return changed
}

/**
 * The same done to several baskets of one distribution, all of them or none; what one basket changes of a subscription
 * is there for the next.
 */
export const acrossBaskets = (
  contexts: ReadonlyArray<DayContext>,
  change: (context: DayContext) => Decision<Basket>,
): Decision<ReadonlyArray<Basket>> => {
  const plans: Array<Plan<Basket>> = []
  let subscriptions: ReadonlyMap<string, Subscription> | undefined
  for (const context of contexts) {
    const known = subscriptions ?? context.subscriptions
    const decision: Result.Result<Plan<Basket>, Refusal> = change({ ...context, subscriptions: known })
    if (Result.isFailure(decision)) return Result.fail(decision.failure)
    subscriptions = after(known, decision.success.facts)
    plans.push(decision.success)
  }
  return togetherAll(plans.map((plan) => Result.succeed(plan)))
}
