import * as Result from "effect/Result"
import type { Basket } from "../basket/index.ts"
import { hasGoods, isOfContract, shopTotalOf } from "../basket/index.ts"
import type { Calendar, CalendarFact } from "../calendar/index.ts"
import { deliveriesAt, evolve as evolveCalendar, isClosed } from "../calendar/index.ts"
import type { DayClaim, Distribution, DistributionPlan } from "../distribution/index.ts"
import type { Group } from "../group/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Subscription } from "../subscription/index.ts"
import { dateAt, daysBefore, daysBetween } from "../values/index.ts"
import { movedBack } from "./change-period.ts"
import { keyOf } from "./keys.ts"
import type { CalendarContext, Touched } from "./move-delivery.ts"
import { covering, placedAnew, together, tokenOf, touched } from "./move-delivery.ts"
import type { Decision, Plan } from "./plan.ts"
import { refused } from "./plan.ts"
import type { DistributionContext } from "./plan-distribution.ts"
import { cancelDistribution, changeDistribution } from "./plan-distribution.ts"

/** Where and when a distribution takes place. */
export interface Appointment {
  readonly place: string
  readonly startsAt: string
  readonly endsAt: string
}

/** A delivery of a contract at a distribution that changes, with everybody who expects it. */
export interface TouchedDelivery {
  readonly catalog: string
  readonly delivery: string
  readonly subscriptions: ReadonlyArray<Touched>
}

/** What somebody ordered of the shop at a distribution comes to. */
export interface TouchedOrder {
  readonly member: string
  readonly amount: number
}

/**
 * Everything that a change of a whole distribution touches: the deliveries of contracts with their subscriptions, and
 * orders. The token is given back to carry it out as it was seen.
 * @see D20
 */
export interface DistributionImpact {
  readonly id: string
  readonly before: Appointment
  /** Null when it is cancelled. */
  readonly after: Appointment | null
  readonly deliveries: ReadonlyArray<TouchedDelivery>
  readonly orders: ReadonlyArray<TouchedOrder>
  /** How many households are told. */
  readonly messages: number
  readonly token: string
}

/** What such a change looks at besides the distribution: the seasons of its contracts, its baskets, and what was seen. */
export interface AroundDistribution {
  readonly seasons: ReadonlyArray<CalendarContext>
  /** The calendars of all catalogs that take part, those of the shop too. */
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly baskets: ReadonlyArray<Basket>
  /** What was previewed, when it is carried out. */
  readonly token: string | null
}

const appointmentOf = ({ place, startsAt, endsAt }: DistributionPlan): Appointment => ({ place, startsAt, endsAt })

/** A delivery at the distribution, and each subscription that expects it before and after. */
type Change = readonly [
  season: CalendarContext,
  delivery: string,
  pairs: ReadonlyArray<readonly [Subscription, Subscription]>,
]

/** What subscriptions brought is told with their deliveries. */
const hasShopGoods = ({ lines, ...basket }: Basket): boolean =>
  hasGoods({ ...basket, lines: lines.filter((line) => !isOfContract(line)) })

const impactOf = (
  { id, plan }: Distribution,
  after: DistributionPlan | null,
  changes: ReadonlyArray<Change>,
  { baskets }: AroundDistribution,
): DistributionImpact => {
  const deliveries = changes.map(([season, delivery, pairs]) => ({
    catalog: season.catalog.id,
    delivery,
    subscriptions: pairs.map(([before, then]) => touched(season, delivery, before, then)),
  }))
  const orders = baskets.filter(hasShopGoods).map((basket) => ({ member: basket.member, amount: shopTotalOf(basket) }))
  const seen = { id, before: appointmentOf(plan), after: after && appointmentOf(after), deliveries, orders }
  const told = new Set([
    ...deliveries.flatMap(({ subscriptions }) => subscriptions.flatMap(({ members }) => members)),
    ...orders.map(({ member }) => member),
  ])
  return { ...seen, messages: told.size, token: tokenOf([seen, after?.orders ?? null]) }
}

/** The deliveries of contracts at a distribution. */
const deliveriesHere = ({ seasons }: AroundDistribution, id: string) =>
  seasons.flatMap((season) => deliveriesAt(season.calendar, id).map((delivery) => ({ season, delivery })))

const expecting = ({ seasons }: AroundDistribution, id: string): ReadonlyArray<Subscription> =>
  seasons.flatMap((season) => [
    ...new Set(deliveriesAt(season.calendar, id).flatMap((delivery) => covering(season, delivery.id))),
  ])

/** What was seen stands while the subscriptions are those that were read. @rule CALENDAR-8 */
const asSeen = (
  around: AroundDistribution,
  plan: Plan<unknown>,
  impact: DistributionImpact,
): Decision<DistributionImpact> => {
  const { token } = around
  if (token !== null && token !== impact.token) return refused({ _tag: "PreviewOutdated", token })
  const guards = token === null ? [] : expecting(around, impact.id).map((one) => keyOf.subscription(one.id))
  return Result.succeed({ ...plan, guards: [...new Set([...plan.guards, ...guards])], answer: impact })
}

/**
 * Moves or corrects a distribution, and says whom that touches: every delivery there goes with it, and no amount changes;
 * absences that stand in are placed anew.
 * @rule CALENDAR-8, ABS-10
 * @see D19, D20
 */
export const moveDistribution = (
  context: DistributionContext,
  existing: Distribution,
  plan: DistributionPlan,
  oldClaim: DayClaim | null,
  around: AroundDistribution,
): Decision<DistributionImpact> => {
  const changed = changeDistribution(context, existing, plan, oldClaim)
  if (Result.isFailure(changed)) return Result.fail(changed.failure)
  const parts: Array<Plan<unknown>> = [changed.success]
  const changes: Array<Change> = []
  for (const season of around.seasons) {
    const here = deliveriesAt(season.calendar, existing.id)
    const expected = [...new Set(here.flatMap(({ id }) => covering(season, id)))]
    const anew = placedAnew({ ...season, calendar: calendarAfter(season, changed.success) }, expected)
    if (Result.isFailure(anew)) return Result.fail(anew.failure)
    parts.push(anew.success)
    for (const { id } of here) changes.push([season, id, anew.success.answer.filter(([one]) => covers(one, id))])
  }
  return asSeen(around, inOne(changed.success, parts), impactOf(existing, plan, changes, around))
}

const covers = ({ deliveries }: Subscription, delivery: string): boolean => deliveries.some(({ id }) => id === delivery)

/** The calendar of a season as a plan writes it. */
const calendarAfter = ({ catalog, calendar }: CalendarContext, { facts }: Plan<unknown>): Calendar =>
  facts
    .filter(({ key }) => key === keyOf.calendar(catalog.id))
    .reduce((known, { fact }) => evolveCalendar(known, fact as CalendarFact), calendar)

/** Several plans, carried out together or not at all. */
const inOne = (plan: Plan<unknown>, parts: ReadonlyArray<Plan<unknown>>): Plan<unknown> => ({
  ...plan,
  facts: parts.flatMap(({ facts }) => facts),
  postings: parts.flatMap(({ postings }) => postings),
  floors: parts.flatMap(({ floors }) => floors),
  guards: [...new Set(parts.flatMap(({ guards }) => guards))],
})

/** A delivery that is closed is in the baskets: it is not cancelled while somebody expects it. @rule CALENDAR-8, CALENDAR-4 */
const closedProblem = (around: AroundDistribution, id: string): Refusal | undefined => {
  const closed = deliveriesHere(around, id).find(
    ({ season, delivery }) => isClosed(delivery, season.now) && covering(season, delivery.id).length > 0,
  )
  return closed && { _tag: "DeliveryClosed", delivery: closed.delivery.id, closesAt: closed.delivery.window.closesAt }
}

/** The subscriptions to one contract lose its deliveries there. */
const dropped = (
  season: CalendarContext,
  distribution: string,
): Decision<ReadonlyArray<readonly [Subscription, Subscription]>> => {
  const here = new Set(deliveriesAt(season.calendar, distribution).map(({ id }) => id))
  const changes = season.subscriptions.flatMap((one) => {
    const deliveries = one.status === "deleted" ? [] : one.deliveries.flatMap(({ id }) => (here.has(id) ? [id] : []))
    if (deliveries.length === 0) return []
    return [[one, [...movedBack(season, one, deliveries), { _tag: "DeliveriesDropped", deliveries }] as const] as const]
  })
  const calendar = [...here].reduce(
    (known, delivery) => evolveCalendar(known, { _tag: "DeliveryCancelled", delivery }),
    season.calendar,
  )
  return together({ ...season, calendar }, changes)
}

/**
 * Cancels a distribution that holds no order of the shop, with the deliveries of contracts that take place there: they
 * are charged to nobody, and their goods go back.
 * @rule CALENDAR-8, CALENDAR-6
 * @see D19, D20
 */
export const cancelWithDeliveries = (
  group: Group,
  existing: Distribution,
  claim: DayClaim | null,
  around: AroundDistribution,
): Decision<DistributionImpact> => {
  const { id } = existing
  const closed = closedProblem(around, id)
  if (closed !== undefined) return refused(closed)
  const gone = cancelDistribution(group, existing, around.baskets, claim, around.calendars)
  if (Result.isFailure(gone)) return Result.fail(gone.failure)
  const parts: Array<Plan<unknown>> = [gone.success]
  const changes: Array<Change> = []
  for (const season of around.seasons) {
    const plan = dropped(season, id)
    if (Result.isFailure(plan)) return Result.fail(plan.failure)
    parts.push(plan.success)
    for (const delivery of deliveriesAt(season.calendar, id)) {
      const pairs = plan.success.answer.filter(([before]) => covers(before, delivery.id))
      changes.push([season, delivery.id, pairs])
    }
  }
  return asSeen(around, inOne(gone.success, parts), impactOf(existing, null, changes, around))
}

/**
 * An order window that goes along with a distribution: as many days before it, at the same hours.
 * @rule CALENDAR-8
 * @see D7
 */
export const windowAlong = (
  { orders, startsAt: before }: DistributionPlan,
  startsAt: string,
  zone: string,
): DistributionPlan["orders"] => {
  const days = daysBetween(dateAt(before, zone), dateAt(startsAt, zone))
  return { opensAt: daysBefore(orders.opensAt, -days, zone), closesAt: daysBefore(orders.closesAt, -days, zone) }
}
