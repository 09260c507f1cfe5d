import * as Result from "effect/Result"
import { deliveryOf, isClosed } from "../calendar/index.ts"
import type { Member } from "../member/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Commitment, Partner, Share, Subscription, SubscriptionFact } from "../subscription/index.ts"
import { evolve, subscribedTo } from "../subscription/index.ts"
import { amountOf } from "../values/index.ts"
import { agreeOn } from "./agree-offers.ts"
import { keyOf } from "./keys.ts"
import type { Decision, Told } from "./plan.ts"
import { refused } from "./plan.ts"
import { deliveriesBetween, periodProblem, turnsOver } from "./season-rules.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { dayOfDelivery, settleSubscription } from "./settle-subscription.ts"
import {
  datesProblem,
  defaultShort,
  minimumProblem,
  openProblem,
  orderProblem,
  overlapProblem,
  partnerProblem,
  periodsTaken,
} from "./subscribe.ts"

const by = ({ entry, now }: SeasonContext) => ({ entry, at: now })

const after = (before: Subscription, facts: ReadonlyArray<SubscriptionFact>): Subscription =>
  facts.reduce<Subscription | null>(evolve, before) ?? before

/** The deliveries of a subscription that are closed, with an order in them. */
export const pastOrders = (
  { calendar, now }: Pick<SeasonContext, "calendar" | "now">,
  subscription: Subscription,
): ReadonlyArray<string> =>
  subscription.deliveries.flatMap(({ id, lines, closedAt }) => {
    const planned = deliveryOf(calendar, id)
    const closed = closedAt !== null || (planned !== undefined && isClosed(planned, now))
    return closed && lines.length > 0 ? [id] : []
  })

/** Once deliveries are behind, only a catalog admin changes what was committed to. @rule SUB-12 @see S3.2 */
const begunProblem = (context: SeasonContext, subscription: Subscription): Refusal | undefined => {
  const deliveries = context.entry === "member" ? pastOrders(context, subscription) : []
  return deliveries.length > 0 ? { _tag: "PastOrders", subscription: subscription.id, deliveries } : undefined
}

/** The deliveries that can still change. */
export const openDeliveries = ({ calendar, now }: SeasonContext, subscription: Subscription) =>
  subscription.deliveries.filter(({ id, closedAt }) => {
    const planned = deliveryOf(calendar, id)
    return closedAt === null && planned !== undefined && planned.status === "planned" && !isClosed(planned, now)
  })

/** The default lines of a variable contract on present terms; none where there is no default order. */
export const defaultLines = (context: SeasonContext, subscription: Subscription) => {
  if (context.catalog.kind !== "variable") return { facts: [], lines: [] }
  const sellable = subscription.order.filter(({ product }) => context.catalog.products[product]?.active === true)
  const agreed = agreeOn(context.catalog, subscription, sellable)
  return Result.isSuccess(agreed) ? agreed.success : { facts: [], lines: [] }
}

/** What is ordered of one delivery. */
export interface DeliveryOrder {
  readonly delivery: string
  readonly shares: ReadonlyArray<Share>
}

/** The facts of an order for one delivery, on the subscription as the ones before leave it. */
const orderFacts = (
  context: SeasonContext,
  subscription: Subscription,
  { delivery, shares }: DeliveryOrder,
): Result.Result<ReadonlyArray<SubscriptionFact>, Refusal> => {
  const { calendar, catalog, now } = context
  const [planned, own] = [deliveryOf(calendar, delivery), subscribedTo(subscription, delivery)]
  if (planned === undefined || planned.status !== "planned" || own === undefined) {
    return refused({ _tag: "DeliveryNotCovered", subscription: subscription.id, delivery })
  }
  if (own.closedAt !== null || isClosed(planned, now)) {
    return refused({ _tag: "DeliveryClosed", delivery, closesAt: planned.window.closesAt })
  }
  const early = openProblem(context, planned)
  if (early !== undefined) return refused(early)
  if (own.absence !== null) return refused({ _tag: "DeliveryAbsent", delivery })
  const agreed = agreeOn(catalog, subscription, shares)
  if (Result.isFailure(agreed)) return Result.fail(agreed.failure)
  const small = minimumProblem(context, delivery, agreed.success)
  if (small !== undefined) return refused(small)
  const { facts, lines } = agreed.success
  return Result.succeed([
    ...facts,
    { _tag: "DeliveriesOrdered", deliveries: [delivery], lines, answer: "chosen", ...by(context) },
  ])
}

/**
 * Chooses what comes at some deliveries, all of them or none; shares of nothing decline. In a constant contract only a
 * catalog admin changes a single delivery.
 * @rule SUB-3, SUB-4, SUB-10, SUB-11
 * @see D14, D22, S4.1
 */
export const orderDeliveries = (
  context: SeasonContext,
  subscription: Subscription,
  orders: ReadonlyArray<DeliveryOrder>,
): Decision<Subscription> => {
  if (context.catalog.kind === "constant" && context.entry === "member") {
    return refused({ _tag: "ConstantOrder", catalog: context.catalog.id })
  }
  const facts: SubscriptionFact[] = []
  let growing = subscription
  for (const order of orders) {
    const each = orderFacts(context, growing, order)
    if (Result.isFailure(each)) return Result.fail(each.failure)
    facts.push(...each.success)
    growing = after(growing, each.success)
  }
  const problem = periodProblem(context, growing, defaultLines(context, growing).lines)
  if (problem !== undefined) return refused(problem)
  return settleSubscription(context, subscription, subscription.id, facts)
}

/**
 * Changes the constant order, which then comes at every delivery that is not closed; or the default order, which leaves
 * what was chosen for single deliveries alone.
 * @rule SUB-7, SUB-10, SUB-12
 * @see D17, S3.2, S5.1
 */
export const changeOrder = (
  context: SeasonContext,
  subscription: Subscription,
  order: ReadonlyArray<Share>,
): Decision<Subscription> => {
  const constant = context.catalog.kind === "constant"
  const begun = constant ? begunProblem(context, subscription) : undefined
  if (begun !== undefined) return refused(begun)
  const wanted = order.filter(({ quantity }) => amountOf(quantity) > 0)
  const agreed = agreeOn(context.catalog, subscription, wanted)
  if (Result.isFailure(agreed)) return Result.fail(agreed.failure)
  const small = orderProblem(context, agreed.success)
  if (small !== undefined) return refused(small)
  const told: SubscriptionFact = { _tag: "OrderChanged", order: wanted, ...by(context) }
  if (!constant) {
    const problem = defaultShort(context, after(subscription, agreed.success.facts), agreed.success.lines)
    if (problem !== undefined) return refused(problem)
    return settleSubscription(context, subscription, subscription.id, [...agreed.success.facts, told])
  }
  const regular = regularly(context, subscription, agreed.success.lines)
  return settleSubscription(context, subscription, subscription.id, [...agreed.success.facts, told, ...regular])
}

/** The same lines at every delivery that can change; absences stay, and those that were moved move the new lines. */
const regularly = (
  context: SeasonContext,
  subscription: Subscription,
  lines: Subscription["deliveries"][number]["lines"],
): ReadonlyArray<SubscriptionFact> => {
  const open = openDeliveries(context, subscription)
  const moved = open.flatMap(({ id, absence }) =>
    absence?.movedTo === null || absence?.movedTo === undefined
      ? []
      : [{ ...absence, delivery: id, to: absence.movedTo }],
  )
  const ids = moved.map(({ delivery }) => delivery)
  const again = moved.flatMap(({ delivery, to, at, entry, compensation, provisional }): SubscriptionFact[] => [
    { _tag: "AbsencesDeclared", deliveries: [delivery], compensation, provisional, at, entry },
    { _tag: "AbsenceMoved", delivery, to, at, entry },
  ])
  const back: ReadonlyArray<SubscriptionFact> =
    ids.length === 0 ? [] : [{ _tag: "AbsencesWithdrawn", deliveries: ids, ...by(context) }]
  const deliveries = open.map(({ id }) => id)
  return [...back, { _tag: "DeliveriesOrdered", deliveries, lines, answer: "chosen", ...by(context) }, ...again]
}

/** What changing who takes part looks at besides the season. */
export interface HouseholdsContext extends SeasonContext {
  readonly commitments: ReadonlyMap<string, Commitment>
}

const households = ({ member, partner }: Pick<Subscription, "member" | "partner">): ReadonlyArray<string> => [
  member,
  ...(partner === null ? [] : [partner.member]),
]

const released = (catalog: string, members: ReadonlyArray<string>, subscription: string): ReadonlyArray<Told> =>
  members.map((member) => ({ key: keyOf.commitment(catalog, member), fact: { _tag: "PeriodReleased", subscription } }))

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
  const members = households(subscription)
  const begun = begunProblem(context, subscription)
  const problem = begun ?? datesProblem(context, period) ?? overlapProblem(context.commitments, members, id, period)
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
    { _tag: "PeriodChanged", ...period, ...by(context) },
    ...(dropped.length === 0
      ? []
      : [...movedBack(context, subscription, dropped), { _tag: "DeliveriesDropped", deliveries: dropped } as const]),
    ...coveredLater(context, subscription, added),
    ...(stops ? [{ _tag: "SubscriptionStopped", ...by(context) } as const] : []),
  ]
  return settleSubscription(context, subscription, id, facts, periodsTaken(catalog, members, id, period))
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

/** Absences that were moved to or from deliveries that go are withdrawn first, so that nothing is left over. */
export const movedBack = (
  context: SeasonContext,
  subscription: Subscription,
  dropped: ReadonlyArray<string>,
): ReadonlyArray<SubscriptionFact> => {
  const back = subscription.deliveries.flatMap(({ id, absence }) =>
    absence !== null && absence.movedTo !== null && (dropped.includes(id) || dropped.includes(absence.movedTo))
      ? [id]
      : [],
  )
  return back.length === 0 ? [] : [{ _tag: "AbsencesWithdrawn", deliveries: back, ...by(context) }]
}

/** Deliveries that a subscription comes to cover, with their turns and the constant order. @rule SUB-5 @see D19 */
export const coveredLater = (
  context: SeasonContext,
  subscription: Subscription,
  added: ReturnType<typeof deliveriesBetween>,
): ReadonlyArray<SubscriptionFact> => {
  if (added.length === 0) return []
  const first = subscription.partner === null ? null : firstTurnOf(context, subscription)
  const turns = turnsOver(context.calendar, added, first)
  const covered: SubscriptionFact = { _tag: "DeliveriesCovered", deliveries: turns }
  if (context.catalog.kind !== "constant" || subscription.order.length === 0) return [covered]
  const agreed = agreeOn(context.catalog, subscription, subscription.order)
  if (Result.isFailure(agreed)) return [covered]
  const deliveries = added.map(({ id }) => id)
  const { facts, lines } = agreed.success
  return [covered, ...facts, { _tag: "DeliveriesOrdered", deliveries, lines, answer: "chosen", ...by(context) }]
}

/** Whose turn the first delivery of the catalog was, or would have been, so that later ones go on in turn. */
const firstTurnOf = (context: SeasonContext, subscription: Subscription) => {
  const [one] = subscription.deliveries
  if (one === undefined) return "holder"
  const planned = deliveryOf(context.calendar, one.id)
  const [as] = planned === undefined ? [] : turnsOver(context.calendar, [planned], "holder")
  return as?.turn === one.turn ? "holder" : "partner"
}

/**
 * Changes who shares the basket, and how the debt is shared; turns that are to come begin with the holder.
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
    { _tag: "PartnerChanged", partner, ...by(context) },
    ...(same || turns.length === 0 ? [] : [{ _tag: "TurnsSet", turns, ...by(context) } as const]),
  ]
  const gone = subscription.partner === null || same ? [] : [subscription.partner.member]
  const come = partner === null || same ? [] : [partner.member]
  return settleSubscription(context, subscription, id, facts, [
    ...released(catalog, gone, id),
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
  return settleSubscription(context, subscription, subscription.id, [{ _tag: "TurnsSet", turns, ...by(context) }])
}

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
  const facts: ReadonlyArray<SubscriptionFact> = [{ _tag: "SubscriptionDeleted", ...by(context) }]
  return settleSubscription(
    { ...context, thaws: true },
    subscription,
    id,
    facts,
    released(catalog, households(subscription), id),
  )
}
