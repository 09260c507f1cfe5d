import * as Result from "effect/Result"
import { deliveryOf, isClosed } from "../calendar/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Share, Subscription, SubscriptionFact } from "../subscription/index.ts"
import { following, subscribedTo } from "../subscription/index.ts"
import { amountOf } from "../values/index.ts"
import { agreeOn, defaultLines } from "./agree-offers.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"
import { openDeliveries, periodProblem } from "./season-rules.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { saidBy, settleSubscription } from "./settle-subscription.ts"
import { begunProblem, defaultShort, minimumProblem, openProblem, orderProblem } from "./subscription-rules.ts"

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
    { _tag: "DeliveriesOrdered", deliveries: [delivery], lines, answer: "chosen", ...saidBy(context) },
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
    growing = following(growing, each.success)
  }
  const byDefault = defaultLines(context, growing)
  const problem = periodProblem(context, following(growing, byDefault.facts), byDefault.lines)
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
  const told: SubscriptionFact = { _tag: "OrderChanged", order: wanted, ...saidBy(context) }
  if (!constant) {
    const known = following(subscription, agreed.success.facts)
    const problem =
      periodProblem(context, known, agreed.success.lines) ??
      defaultShort(context, subscription, known, agreed.success.lines)
    if (problem !== undefined) return refused(problem)
    return settleSubscription(context, subscription, subscription.id, [...agreed.success.facts, told])
  }
  const regular = regularly(context, subscription, agreed.success.lines)
  return settleSubscription(context, subscription, subscription.id, [...agreed.success.facts, told, ...regular])
}

/**
 * The same lines at every delivery that can change. Absences stay, with the new lines as what they take away or have
 * moved; one whose basket went into a delivery that is closed keeps what went there.
 */
const regularly = (
  context: SeasonContext,
  subscription: Subscription,
  lines: Subscription["deliveries"][number]["lines"],
): ReadonlyArray<SubscriptionFact> => {
  const all = openDeliveries(context, subscription)
  const ids = new Set(all.map(({ id }) => id))
  const open = all.filter(({ absence }) => absence === null || absence.movedTo === null || ids.has(absence.movedTo))
  const absent = open.flatMap(({ id, absence }) => (absence === null ? [] : [{ ...absence, delivery: id }]))
  const again = absent.flatMap(({ delivery, movedTo: to, at, entry, compensation, provisional }) => {
    const declared: SubscriptionFact = {
      _tag: "AbsencesDeclared",
      deliveries: [delivery],
      compensation,
      provisional,
      at,
      entry,
    }
    const moved: ReadonlyArray<SubscriptionFact> =
      to === null ? [] : [{ _tag: "AbsenceMoved", delivery, to, at, entry }]
    return [declared, ...moved]
  })
  const away = absent.map(({ delivery }) => delivery)
  const back: ReadonlyArray<SubscriptionFact> =
    away.length === 0 ? [] : [{ _tag: "AbsencesWithdrawn", deliveries: away, ...saidBy(context) }]
  const deliveries = open.map(({ id }) => id)
  return [...back, { _tag: "DeliveriesOrdered", deliveries, lines, answer: "chosen", ...saidBy(context) }, ...again]
}
