import { deliveryOf } from "../calendar/index.ts"
import type { Member } from "../member/index.ts"
import type { Partner, Subscription, SubscriptionFact, Taker } from "../subscription/index.ts"
import { subscribedTo } from "../subscription/index.ts"
import type { HouseholdsContext } from "./change-period.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"
import { openDeliveries, turnsOver } from "./season-rules.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { saidBy, settleSubscription } from "./settle-subscription.ts"
import { begunProblem, overlapProblem, partnerProblem, periodsReleased, periodsTaken } from "./subscription-rules.ts"

/**
 * Changes who shares the basket, and how the debt is shared; with another household turns are counted anew, the first
 * delivery of the catalog being the holder's.
 * @rule SUB-5, SUB-6, SUB-12
 * @see D18, SHR1
 */
export const changePartner = (
  context: HouseholdsContext,
  subscription: Subscription,
  partner: Partner | null,
  found: Member | null,
): Decision<Subscription> => {
  const { id, catalog, member, startsOn, endsOn } = subscription
  const problem =
    begunProblem(context, subscription) ??
    partnerProblem(context, member, partner, found) ??
    overlapProblem(context.commitments, partner === null ? [] : [partner.member], id, { startsOn, endsOn })
  if (problem !== undefined) return refused(problem)
  const open = openDeliveries(context, subscription).flatMap((one) => deliveryOf(context.calendar, one.id) ?? [])
  const same = partner !== null && partner.member === subscription.partner?.member
  const turns = turnsOver(context.calendar, open, partner === null ? null : "holder")
  const facts: ReadonlyArray<SubscriptionFact> = [
    { _tag: "PartnerChanged", partner, ...saidBy(context) },
    ...(same || turns.length === 0 ? [] : [{ _tag: "TurnsSet", turns, ...saidBy(context) } as const]),
  ]
  const gone = subscription.partner === null || same ? [] : [subscription.partner.member]
  const come = partner === null || same ? [] : [partner.member]
  return settleSubscription(context, subscription, id, facts, [
    ...periodsReleased(catalog, gone, id),
    ...periodsTaken(catalog, come, id, { startsOn, endsOn }),
  ])
}

/** Swaps or sets whose turn single deliveries are. @rule SUB-5 @see D18 */
export const setTurns = (
  context: SeasonContext,
  subscription: Subscription,
  turns: Extract<SubscriptionFact, { readonly _tag: "TurnsSet" }>["turns"],
): Decision<Subscription> => {
  const unknown = turns.find(({ id }) => subscribedTo(subscription, id) === undefined)
  if (unknown !== undefined) {
    return refused({ _tag: "DeliveryNotCovered", subscription: subscription.id, delivery: unknown.id })
  }
  return settleSubscription(context, subscription, subscription.id, [{ _tag: "TurnsSet", turns, ...saidBy(context) }])
}

/**
 * Gives the basket of a delivery to another member or to somebody by name, or takes that back: who pays stays the same.
 * @rule SUB-5
 * @see X3
 */
export const giveBasket = (
  context: SeasonContext,
  subscription: Subscription,
  delivery: string,
  taker: Taker | null,
  found: Member | null,
): Decision<Subscription> => {
  const own = subscribedTo(subscription, delivery)
  if (own === undefined) return refused({ _tag: "DeliveryNotCovered", subscription: subscription.id, delivery })
  if (own.absence !== null) return refused({ _tag: "DeliveryAbsent", delivery })
  if (taker !== null && taker.member !== null && found?.status !== "active") {
    return refused({ _tag: "TakerUnknown", member: taker.member })
  }
  const told: SubscriptionFact = { _tag: "BasketGiven", delivery, taker, ...saidBy(context) }
  return settleSubscription(context, subscription, subscription.id, [told])
}
