import * as Result from "effect/Result"
import type { CalendarDelivery } from "../calendar/index.ts"
import { deliveriesAt, deliveryOf, evolve as evolveCalendar, isClosed, plannedDeliveries } from "../calendar/index.ts"
import type { Distribution } from "../distribution/index.ts"
import { isPast, participationOf } from "../distribution/index.ts"
import { balancesOf } from "../ledger/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Subscription, SubscriptionFact } from "../subscription/index.ts"
import { collectorOf, following, householdsOf, subscribedTo } from "../subscription/index.ts"
import { standIns } from "./absence-rules.ts"
import { defaultLines } from "./agree-offers.ts"
import { coveredLater, movedBack } from "./change-period.ts"
import { frozenProblem } from "./frozen.ts"
import { keyOf } from "./keys.ts"
import type { Decision, Plan, Told } from "./plan.ts"
import { planned, refused } from "./plan.ts"
import { datesInsideCatalog, deliveryWhen, windowsProblem, withDelays } from "./plan-distribution.ts"
import { expectedTotal } from "./season-rules.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { dayOfDelivery, settleSubscription } from "./settle-subscription.ts"

/** What a change of the calendar does to one subscription. */
export interface Touched {
  readonly subscription: string
  /** The households that are told. */
  readonly members: ReadonlyArray<string>
  /** Whose turn the delivery is. */
  readonly collector: string | null
  readonly deliveriesBefore: number
  readonly deliveriesAfter: number
  /** What it will come to, default orders included. */
  readonly totalBefore: number
  readonly totalAfter: number
}

/** Everything a change of the calendar touches; the token is given back to carry it out as it was seen. @see D20 */
export interface Impact {
  readonly delivery: string
  readonly before: string | null
  readonly after: string | null
  readonly subscriptions: ReadonlyArray<Touched>
  /** How many households are told. */
  readonly messages: number
  readonly token: string
}

/** What such a change looks at: the season and all its subscriptions. */
export interface CalendarContext extends SeasonContext {
  readonly subscriptions: ReadonlyArray<Subscription>
  /** What was previewed, when it is carried out. */
  readonly token: string | null
}

/** A short name for what was seen: the same for the same, and hardly ever for anything else. */
export const tokenOf = (seen: unknown): string => {
  const text = JSON.stringify(seen)
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  return (a >>> 0).toString(16).padStart(8, "0") + (b >>> 0).toString(16).padStart(8, "0")
}

/** What a subscription will come to if nothing more is said: with the default order wherever there is no answer. @rule CALENDAR-5 */
const comesTo = (context: CalendarContext, stored: Subscription): number => {
  const { facts, lines } = defaultLines(context, stored)
  return expectedTotal(following(stored, facts), lines)
}

/** What a change does to one subscription; where it changes nothing, both are the same. */
export const touched = (
  context: CalendarContext,
  delivery: string,
  before: Subscription,
  after: Subscription,
): Touched => {
  const own = subscribedTo(before, delivery) ?? subscribedTo(after, delivery)
  const totalBefore = comesTo(context, before)
  return {
    subscription: before.id,
    members: householdsOf(before),
    collector: own === undefined ? null : collectorOf(before, own),
    deliveriesBefore: before.deliveries.length,
    deliveriesAfter: after.deliveries.length,
    totalBefore,
    totalAfter: before === after ? totalBefore : comesTo(context, after),
  }
}

/** The impact of a change, with its token. */
const impactOf = (
  delivery: string,
  before: string | null,
  after: string | null,
  subscriptions: ReadonlyArray<Touched>,
): Impact => {
  const seen = { delivery, before, after, subscriptions }
  const messages = new Set(subscriptions.flatMap(({ members }) => members)).size
  return { ...seen, messages, token: tokenOf(seen) }
}

/** Something changed since the preview, so that what would happen is not what was seen. @rule CALENDAR-5 @see D20 */
const outdated = ({ token }: CalendarContext, impact: Impact): Refusal | undefined =>
  token !== null && token !== impact.token ? { _tag: "PreviewOutdated", token } : undefined

/** The delivery to be changed, which is planned and not closed yet. */
const openDelivery = (context: CalendarContext, id: string): Result.Result<CalendarDelivery, Refusal> => {
  const found = deliveryOf(context.calendar, id)
  if (found === undefined || found.status !== "planned") {
    return refused({ _tag: "DeliveryUnknown", catalog: context.catalog.id, delivery: id })
  }
  return isClosed(found, context.now)
    ? refused({ _tag: "DeliveryClosed", delivery: id, closesAt: found.window.closesAt })
    : Result.succeed(found)
}

/** The subscriptions that cover a delivery. */
export const covering = ({ subscriptions }: CalendarContext, delivery: string): ReadonlyArray<Subscription> =>
  subscriptions.filter((one) => one.status !== "deleted" && subscribedTo(one, delivery) !== undefined)

/** The catalog leaves a distribution unless another of its deliveries is there. */
const leaving = ({ catalog, calendar }: CalendarContext, { id, distribution }: CalendarDelivery): ReadonlyArray<Told> =>
  deliveriesAt(calendar, distribution).some((other) => other.id !== id)
    ? []
    : [{ key: keyOf.distribution(distribution), fact: { _tag: "CatalogWithdrawn", catalog: catalog.id } }]

/** Why a delivery cannot be put off to a distribution. @rule CALENDAR-4, DAY-10 @see D10, D4 */
const targetProblem = (context: CalendarContext, target: Distribution): Refusal | undefined => {
  const { group, catalog, now } = context
  if (target.status === "cancelled" || isPast(target, now)) {
    return { _tag: "DistributionCancelled", distribution: target.id }
  }
  return frozenProblem(target, null) ?? datesInsideCatalog(group, catalog, target.plan)
}

/**
 * Puts a delivery off to another distribution, or brings it forward. It stays the same delivery: every subscription that
 * covers it keeps its number of deliveries, its total, its order, its turn and its absence there, even past its end; only
 * absences that stand in are placed anew. Where the catalog delivers already, both take place on that day.
 * @rule ABS-10, CALENDAR-2, CALENDAR-4, CALENDAR-5
 * @see D18, D19, D20, GC-10.15
 */
export const shiftDelivery = (context: CalendarContext, id: string, target: Distribution): Decision<Impact> => {
  const { group, catalog } = context
  const found = openDelivery(context, id)
  if (Result.isFailure(found)) return Result.fail(found.failure)
  const delivery = found.success
  const there = participationOf(target, catalog.id)
  const participation =
    there ??
    withDelays({ group, catalogs: new Map([[catalog.id, catalog]]) }, target.plan, {
      catalog: catalog.id,
      window: null,
    })
  const problem = targetProblem(context, target) ?? windowsProblem(target.plan, [participation])
  if (problem !== undefined) return refused(problem)
  const movement = {
    _tag: "DeliveryMoved",
    delivery: id,
    ...deliveryWhen(target.id, target.plan, participation),
  } as const
  const then = { ...context, calendar: evolveCalendar(context.calendar, movement) }
  const anew = placedAnew(then, covering(context, id))
  if (Result.isFailure(anew)) return Result.fail(anew.failure)
  const impact = impactOf(
    id,
    dayOfDelivery(group, delivery),
    dayOfDelivery(group, { ...delivery, startsAt: target.plan.startsAt }),
    anew.success.answer.map(([before, after]) => touched(context, id, before, after)),
  )
  const stale = outdated(context, impact)
  if (stale !== undefined) return refused(stale)
  const joins: ReadonlyArray<Told> =
    there === undefined
      ? [{ key: keyOf.distribution(target.id), fact: { _tag: "CatalogJoined", ...participation } }]
      : []
  const moved: Told = { key: keyOf.calendar(catalog.id), fact: movement }
  const leaves = delivery.distribution === target.id ? [] : leaving(context, delivery)
  const guards = [keyOf.group, keyOf.catalog(catalog.id), keyOf.distribution(target.id), ...guardsOf(context, id)]
  return Result.succeed({
    ...anew.success,
    facts: [moved, ...leaves, ...joins, ...anew.success.facts],
    guards: [...new Set([...guards, ...anew.success.guards])],
    answer: impact,
  })
}

const guardsOf = (context: CalendarContext, delivery: string): ReadonlyArray<string> =>
  covering(context, delivery).map((one) => keyOf.subscription(one.id))

/** What changes of a subscription come to, and what it then is. */
type Settled = readonly [plan: Plan<Subscription>, after: Subscription]

const settled = (
  context: CalendarContext,
  before: Subscription,
  facts: ReadonlyArray<SubscriptionFact>,
): Result.Result<Settled, Refusal> =>
  Result.map(settleSubscription(context, before, before.id, facts), (plan) => [plan, following(before, facts)])

/**
 * The change of a subscription with its stand-ins where the calendar now says. They stay where they are when the basket
 * that would come back is not there any more, so that nobody's stand-in stops a change of the calendar.
 * @rule ABS-10
 */
const withStandIns = (
  context: CalendarContext,
  before: Subscription,
  facts: ReadonlyArray<SubscriptionFact>,
): Result.Result<Settled, Refusal> => {
  const placed = standIns(context, following(before, facts))
  const anew = placed.length === 0 ? undefined : settled(context, before, [...facts, ...placed])
  return anew !== undefined && Result.isSuccess(anew) ? anew : settled(context, before, facts)
}

/** The same where deliveries only change their days: the total stays, and so do stand-ins that would change it. @see D19 */
const withStandInsKeepingTotal = (context: CalendarContext, before: Subscription): Result.Result<Settled, Refusal> => {
  const anew = withStandIns(context, before, [])
  const isKept = Result.isSuccess(anew) && comesTo(context, anew.success[1]) === comesTo(context, before)
  return isKept ? anew : settled(context, before, [])
}

/** Stand-ins after deliveries have changed their days. @rule ABS-10, CALENDAR-2 */
export const placedAnew = (
  context: CalendarContext,
  subscriptions: ReadonlyArray<Subscription>,
): Decision<ReadonlyArray<readonly [Subscription, Subscription]>> =>
  oneByOne(context, subscriptions, (around, before) => withStandInsKeepingTotal(around, before))

/** Several changes of subscriptions in one plan, with the stand-ins where the calendar then says. @rule ABS-10 */
export const together = (
  context: CalendarContext,
  changes: ReadonlyArray<readonly [Subscription, ReadonlyArray<SubscriptionFact>]>,
): Decision<ReadonlyArray<readonly [Subscription, Subscription]>> => {
  const facts = new Map(changes)
  return oneByOne(context, [...facts.keys()], (around, before) => withStandIns(around, before, facts.get(before) ?? []))
}

const oneByOne = (
  context: CalendarContext,
  subscriptions: ReadonlyArray<Subscription>,
  change: (context: CalendarContext, before: Subscription) => Result.Result<Settled, Refusal>,
): Decision<ReadonlyArray<readonly [Subscription, Subscription]>> => {
  const pairs: Array<readonly [Subscription, Subscription]> = []
  const parts: Array<Plan<unknown>> = []
  for (const before of subscriptions) {
    // What the ones before take is taken.
    const moved = balancesOf(parts.flatMap(({ postings }) => postings))
    const taken = (account: string) => {
      const read = context.taken(account)
      return read === undefined
        ? undefined
        : [...(moved.get(account) ?? [])].reduce((sum, [, more]) => sum + more, read)
    }
    const changed = change({ ...context, taken }, before)
    if (Result.isFailure(changed)) return Result.fail(changed.failure)
    const [part, after] = changed.success
    parts.push(part)
    pairs.push([before, after])
  }
  return planned(pairs, {
    facts: parts.flatMap(({ facts }) => facts),
    postings: parts.flatMap(({ postings }) => postings),
    floors: parts.flatMap(({ floors }) => floors),
    guards: [...new Set(parts.flatMap(({ guards }) => guards))],
  })
}

/**
 * Cancels a delivery: the subscriptions that cover it lose it, are charged less, and their goods go back.
 * @rule CALENDAR-5, CALENDAR-6
 * @see D19, D20
 */
export const cancelDelivery = (context: CalendarContext, id: string): Decision<Impact> => {
  const { group, catalog } = context
  const found = openDelivery(context, id)
  if (Result.isFailure(found)) return Result.fail(found.failure)
  const changes = covering(context, id).map(
    (one) =>
      [one, [...movedBack(context, one, [id]), { _tag: "DeliveriesDropped", deliveries: [id] }] as const] as const,
  )
  const cancellation = { _tag: "DeliveryCancelled", delivery: id } as const
  const plan = together({ ...context, calendar: evolveCalendar(context.calendar, cancellation) }, changes)
  if (Result.isFailure(plan)) return Result.fail(plan.failure)
  const subscriptions = plan.success.answer.map(([before, after]) => touched(context, id, before, after))
  const impact = impactOf(id, dayOfDelivery(group, found.success), null, subscriptions)
  const stale = outdated(context, impact)
  if (stale !== undefined) return refused(stale)
  const cancelled: Told = { key: keyOf.calendar(catalog.id), fact: cancellation }
  return Result.succeed({
    ...plan.success,
    facts: [cancelled, ...leaving(context, found.success), ...plan.success.facts],
    guards: [...plan.success.guards, keyOf.catalog(catalog.id)],
    answer: impact,
  })
}

/**
 * Adds a delivery that was planned since to every subscription whose days hold it: amounts change, and members are told.
 * Without this it is only for those who subscribe from now on.
 * @rule CALENDAR-5, CALENDAR-7
 * @see D19, D20
 */
export const extendDelivery = (context: CalendarContext, id: string): Decision<Impact> => {
  const { group, catalog } = context
  const found = openDelivery(context, id)
  if (Result.isFailure(found)) return Result.fail(found.failure)
  const day = dayOfDelivery(group, found.success)
  const added = plannedDeliveries(context.calendar).filter((one) => one.id === id)
  const changes = context.subscriptions
    .filter((one) => one.status === "active" && one.startsOn <= day && day <= one.endsOn)
    .filter((one) => subscribedTo(one, id) === undefined)
    .map((one) => [one, coveredLater(context, one, added)] as const)
  const plan = together(context, changes)
  if (Result.isFailure(plan)) return Result.fail(plan.failure)
  const subscriptions = plan.success.answer.map(([before, after]) => touched(context, id, before, after))
  const impact = impactOf(id, null, day, subscriptions)
  const stale = outdated(context, impact)
  if (stale !== undefined) return refused(stale)
  const guards = [...plan.success.guards, keyOf.catalog(catalog.id), keyOf.calendar(catalog.id)]
  return Result.succeed({ ...plan.success, guards, answer: impact })
}
