import type { Commitment, Subscription, SubscriptionFact, Turn } from "../subscription/index.ts"
import { following, householdsOf } from "../subscription/index.ts"
import { deliveryOf, isClosed, plannedDeliveries } from "../calendar/index.ts"
import type { CalendarDelivery } from "../calendar/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { plusDays } from "../values/index.ts"
import { standIns } from "./absence-rules.ts"
import { regularLines } from "./agree-offers.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"
import { deliveriesBetween, openDeliveries, pastOrders, turnsOver } from "./season-rules.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { dayOfDelivery, saidBy, settleSubscription } from "./settle-subscription.ts"
import type { Period } from "./subscription-rules.ts"
import { begunProblem, datesProblem, overlapProblem, periodsTaken } from "./subscription-rules.ts"

/** What changing who takes part looks at besides the season. */
export interface HouseholdsContext extends SeasonContext {
  readonly commitments: ReadonlyMap<string, Commitment>
}

/**
 * Changes the days of a subscription: deliveries that are then outside and not closed go, those that are then inside and
 * not closed come with the constant order; what is closed stays, and must stay inside.
 * @rule SUB-9, SUB-12
 * @see D17, S4.4, S9.2, GC-10.9, GC-10.10, GC-10.11
 */
export const changePeriod = (
  context: HouseholdsContext,
  subscription: Subscription,
  period: { readonly startsOn: string; readonly endsOn: string },
  stops = false,
): Decision<Subscription> => {
  const { id, catalog } = subscription
  const members = householdsOf(subscription)
  const begun = begunProblem(context, subscription)
  const problem =
    begun ??
    datesProblem(context, period) ??
    earlierProblem(context, subscription, period) ??
    overlapProblem(context.commitments, members, id, period)
  if (problem !== undefined) return refused(problem)
  const inside = deliveriesBetween(context, period.startsOn, period.endsOn)
  const left = pastOrders(context, subscription).filter((one) => isOutside(context, subscription, period, one))
  if (left.length > 0) return refused({ _tag: "PastOrders", subscription: id, deliveries: left })
  const dropped = openDeliveries(context, subscription)
    .map((one) => one.id)
    .filter((one) => isOutside(context, subscription, period, one))
  const known = new Set(subscription.deliveries.map((one) => one.id))
  const added = inside.filter((one) => !known.has(one.id) && !isClosed(one, context.now))
  const facts: ReadonlyArray<SubscriptionFact> = [
    { _tag: "PeriodChanged", ...period, ...saidBy(context) },
    ...(dropped.length === 0
      ? []
      : [...movedBack(context, subscription, dropped), { _tag: "DeliveriesDropped", deliveries: dropped } as const]),
    ...coveredLater(context, subscription, added),
    ...(stops ? [{ _tag: "SubscriptionStopped", ...saidBy(context) } as const] : []),
  ]
  const all = [...facts, ...standIns(context, following(subscription, facts))]
  return settleSubscription(context, subscription, id, all, periodsTaken(catalog, members, id, period))
}

/** A member cannot begin earlier, before deliveries that are closed. @rule SUB-9 @see GC-10.9 */
const earlierProblem = (
  context: SeasonContext,
  before: Pick<Subscription, "startsOn">,
  { startsOn }: Period,
): Refusal | undefined => {
  if (context.entry === "coordinator" || startsOn >= before.startsOn) return undefined
  const missed = deliveriesBetween(context, startsOn, plusDays(before.startsOn, -1)).filter((one) =>
    isClosed(one, context.now),
  )
  return missed.length > 0 ? { _tag: "StartsTooEarly", startsOn, earliest: before.startsOn } : undefined
}

/**
 * Whether a delivery falls outside new days. One that was put off past the end of the subscription stays with it, unless
 * the subscription now ends earlier.
 * @see D19
 */
const isOutside = (
  { group, calendar }: SeasonContext,
  before: Pick<Subscription, "endsOn">,
  { startsOn, endsOn }: { readonly startsOn: string; readonly endsOn: string },
  id: string,
): boolean => {
  const delivery = deliveryOf(calendar, id)
  if (delivery === undefined) return false
  const day = dayOfDelivery(group, delivery)
  return day < startsOn || (day > endsOn && (day <= before.endsOn || endsOn < before.endsOn))
}

/**
 * Absences that were moved to or from deliveries that go are withdrawn first, so that nothing is left over; one that is
 * closed stays as it is, and what was moved goes with the delivery.
 */
export const movedBack = (
  context: SeasonContext,
  subscription: Subscription,
  dropped: ReadonlyArray<string>,
): ReadonlyArray<SubscriptionFact> => {
  const back = openDeliveries(context, subscription).flatMap(({ id, absence }) =>
    absence !== null && absence.movedTo !== null && (dropped.includes(id) || dropped.includes(absence.movedTo))
      ? [id]
      : [],
  )
  return back.length === 0 ? [] : [{ _tag: "AbsencesWithdrawn", deliveries: back, ...saidBy(context) }]
}

/** Deliveries that a subscription comes to cover, with their turns and the constant order. @rule SUB-5 @see D19 */
export const coveredLater = (
  context: SeasonContext,
  subscription: Subscription,
  added: ReadonlyArray<CalendarDelivery>,
): ReadonlyArray<SubscriptionFact> => {
  if (added.length === 0) return []
  const first = subscription.partner === null ? null : firstTurnOf(context, subscription, added)
  const turns = turnsOver(context.calendar, added, first)
  const covered: SubscriptionFact = { _tag: "DeliveriesCovered", deliveries: turns }
  if (context.catalog.kind !== "constant" || subscription.order.length === 0) return [covered]
  const deliveries = added.map(({ id }) => id)
  const { facts, lines } = regularLines(context.catalog, subscription)
  return [covered, ...facts, { _tag: "DeliveriesOrdered", deliveries, lines, answer: "chosen", ...saidBy(context) }]
}

/**
 * Whose turn the first delivery of the catalog was, or would have been, for those that come to go on in turn from the
 * one before them.
 */
const firstTurnOf = (
  { calendar }: SeasonContext,
  { deliveries }: Subscription,
  added: ReadonlyArray<CalendarDelivery>,
): Turn => {
  const turns = new Map(deliveries.map(({ id, turn }) => [id, turn]))
  const own = plannedDeliveries(calendar).filter(({ id }) => turns.has(id))
  const from = added[0]?.startsAt ?? ""
  const nearest = own.findLast(({ startsAt }) => startsAt < from) ?? own[0]
  if (nearest === undefined) return "holder"
  const [as] = turnsOver(calendar, [nearest], "holder")
  return as?.turn === turns.get(nearest.id) ? "holder" : "partner"
}
