import type { Calendar, CalendarDelivery } from "../calendar/index.ts"
import { deliveryOf, isClosed, plannedDeliveries } from "../calendar/index.ts"
import type { Catalog } from "../catalog/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { SubscribedDelivery, Subscription, Turn } from "../subscription/index.ts"
import { amountOfLines, chargedLines, moreLines, totalOfSubscription } from "../subscription/index.ts"
import { digitsOf } from "../values/index.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { dayOfDelivery } from "./settle-subscription.ts"

/** The planned deliveries that the days from one to another hold, both included, whether closed or not. */
export const deliveriesBetween = (
  { group, calendar }: Pick<SeasonContext, "group" | "calendar">,
  startsOn: string,
  endsOn: string,
): ReadonlyArray<CalendarDelivery> =>
  plannedDeliveries(calendar).filter((one) => {
    const day = dayOfDelivery(group, one)
    return startsOn <= day && day <= endsOn
  })

/** The first delivery that can still be subscribed to. @rule SUB-9 @see S1.3 */
export const nextOpenDelivery = ({
  calendar,
  now,
}: Pick<SeasonContext, "calendar" | "now">): CalendarDelivery | undefined =>
  plannedDeliveries(calendar).find((one) => one.startsAt > now && !isClosed(one, now))

/** The deliveries that can still change. */
export const openDeliveries = (
  { calendar, now }: Pick<SeasonContext, "calendar" | "now">,
  subscription: Subscription,
): ReadonlyArray<SubscribedDelivery> =>
  subscription.deliveries.filter(({ id, closedAt }) => {
    const planned = deliveryOf(calendar, id)
    return closedAt === null && planned !== undefined && planned.status === "planned" && !isClosed(planned, now)
  })

/** The deliveries of a subscription that are closed, with something that is owed for them. */
export const pastOrders = (
  { calendar, now }: Pick<SeasonContext, "calendar" | "now">,
  subscription: Subscription,
): ReadonlyArray<string> =>
  subscription.deliveries.flatMap((one) => {
    const planned = deliveryOf(calendar, one.id)
    const closed = one.closedAt !== null || (planned !== undefined && isClosed(planned, now))
    return closed && chargedLines(one).length > 0 ? [one.id] : []
  })

/**
 * Whose turn it is at each delivery of a catalog: the households take turns over all its deliveries by date, so that an
 * absence changes nobody's turn. Once given, a turn stays with its delivery.
 * @rule SUB-5
 * @see D18, SHR2
 */
export const turnsOver = (
  calendar: Calendar,
  deliveries: ReadonlyArray<CalendarDelivery>,
  first: Turn | null,
): ReadonlyArray<{ readonly id: string; readonly turn: Turn }> => {
  const other = first === "partner" ? "holder" : "partner"
  const places = new Map(plannedDeliveries(calendar).map(({ id }, index) => [id, index]))
  return deliveries.map(({ id }) => ({
    id,
    turn: first === null ? "holder" : (places.get(id) ?? 0) % 2 === 0 ? first : other,
  }))
}

/** What must be ordered at least at a delivery, when the contract asks for it. */
export const minimumOf = (catalog: Catalog): number | null => catalog.contract?.minimums.perDelivery ?? null

/**
 * What a subscriber must order over their period: the catalog's minimum in proportion to the deliveries they take of all
 * of the catalog's, down to whole units of the currency.
 * @rule SUB-11
 * @see D22, S7.3
 */
export const periodMinimum = (catalog: Catalog, currency: string, own: number, all: number): number | null => {
  const whole = catalog.contract?.minimums.overPeriod ?? null
  if (whole === null || all === 0) return null
  const unit = 10n ** BigInt(digitsOf(currency))
  return Number(((BigInt(whole) * BigInt(Math.min(own, all))) / BigInt(all) / unit) * unit)
}

/**
 * What comes at a delivery if nothing more is said: the default order where there is no answer, with the baskets that
 * were moved there.
 * @rule SUB-10
 * @see D22
 */
export const expectedLines = (
  delivery: SubscribedDelivery,
  byDefault: ReadonlyArray<SubscribedDelivery["lines"][number]>,
): SubscribedDelivery["lines"] =>
  delivery.answer === "none" && delivery.absence === null && delivery.closedAt === null
    ? moreLines(byDefault, delivery.lines)
    : delivery.lines

/** What the whole subscription will come to if nothing more is said: each line rounded once, as it will be. */
export const expectedTotal = (
  subscription: Subscription,
  byDefault: ReadonlyArray<SubscribedDelivery["lines"][number]>,
): number =>
  subscription.deliveries.reduce((total, one) => {
    const expected = expectedLines(one, byDefault)
    // Most have answered, or have nothing but the default order.
    if (expected === one.lines) return total
    return total + amountOfLines(subscription, expected) - amountOfLines(subscription, one.lines)
  }, totalOfSubscription(subscription))

/** Why the orders of a subscription are too small over its period, or nothing. @rule SUB-11 @see D22, S7.4 */
export const periodProblem = (
  { group, catalog, calendar, now, entry }: SeasonContext,
  subscription: Subscription,
  byDefault: ReadonlyArray<SubscribedDelivery["lines"][number]>,
): Refusal | undefined => {
  if (entry === "coordinator") return undefined
  const own = subscription.deliveries.filter(({ absence }) => absence === null).length
  const minimum = periodMinimum(catalog, group.currency, own, plannedDeliveries(calendar).length)
  if (minimum === null) return undefined
  if (catalog.contract?.minimums.checked === "at-last-delivery") {
    const open = openDeliveries({ calendar, now }, subscription).filter(({ absence }) => absence === null)
    if (open.length > 1) return undefined
  }
  const total = expectedTotal(subscription, byDefault)
  return total < minimum ? { _tag: "PeriodMinimumNotReached", minimum, total } : undefined
}
