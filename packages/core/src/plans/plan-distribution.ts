import type { Basket } from "../basket/index.ts"
import { hasGoods } from "../basket/index.ts"
import type { Calendar, WindowOrigin } from "../calendar/index.ts"
import { deliveriesAt, emptyCalendar, isClosed, newDeliveryId } from "../calendar/index.ts"
import type { Catalog } from "../catalog/index.ts"
import type { DayClaim, Distribution, DistributionPlan, Participation } from "../distribution/index.ts"
import { datesProblem, participationOf } from "../distribution/index.ts"
import type { Group, Place } from "../group/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Subscription } from "../subscription/index.ts"
import type { Window } from "../values/index.ts"
import { dateAt, daysBefore, delayBefore } from "../values/index.ts"
import { frozenProblem } from "./frozen.ts"
import { keyOf } from "./keys.ts"
import type { Decision, Told } from "./plan.ts"
import { planned, refused } from "./plan.ts"

/** What planning may look at. */
export interface DistributionContext {
  readonly group: Group
  readonly place: Place | null
  readonly catalogs: ReadonlyMap<string, Catalog>
  /** The calendars of the catalogs that have one. */
  readonly calendars?: ReadonlyMap<string, Calendar>
  readonly now?: string
  /** Who claims the plan's place on its day. */
  readonly claim: DayClaim | null
}

/** The day of an event, in the group's zone. @see D7 */
export const dayOf = (group: Group, plan: DistributionPlan): string => dateAt(plan.startsAt, group.settings.timeZone)

const calendarIn = ({ calendars }: DistributionContext, catalog: string): Calendar =>
  calendars?.get(catalog) ?? emptyCalendar

/**
 * The window that a contract's delays give before a delivery; undefined when it has none. A delay that is not set is the
 * distribution's own date.
 * @rule WINDOW-4
 * @see CAT9, D7
 */
export const windowByDelays = (group: Group, catalog: Catalog, plan: DistributionPlan): Window | undefined => {
  const delays = catalog.contract?.delays
  if (delays === undefined || (delays.opensDays === null && delays.closesHours === null)) return undefined
  const { timeZone } = group.settings
  const { startsAt, orders } = plan
  return {
    opensAt: delays.opensDays === null ? orders.opensAt : daysBefore(startsAt, delays.opensDays, timeZone),
    closesAt: delays.closesHours === null ? orders.closesAt : delayBefore(startsAt, delays.closesHours, timeZone),
  }
}

/** The participation with the window of the catalog's delays, unless it has one of its own. @rule WINDOW-4 */
export const withDelays = (
  { group, catalogs }: Pick<DistributionContext, "group" | "catalogs">,
  plan: DistributionPlan,
  participation: Participation,
): Participation => {
  const catalog = catalogs.get(participation.catalog)
  if (catalog === undefined || (participation.window !== null && participation.byDelays !== true)) return participation
  const window = windowByDelays(group, catalog, plan)
  if (window !== undefined) return { catalog: catalog.id, window, byDelays: true }
  return { catalog: catalog.id, window: null }
}

const originOf = ({ window, byDelays }: Participation): WindowOrigin =>
  byDelays === true ? "delays" : window === null ? "distribution" : "own"

/** When and where a participation is a delivery of its catalog. */
export const deliveryWhen = (
  id: string,
  { startsAt, endsAt, orders }: DistributionPlan,
  participation: Participation,
) => ({
  distribution: id,
  startsAt,
  endsAt,
  window: participation.window ?? orders,
  origin: originOf(participation),
})

/** A delivery for each catalog that joins, in the catalog's calendar. @rule CALENDAR-1 */
const plannedIn = (
  context: DistributionContext,
  id: string,
  plan: DistributionPlan,
  joining: ReadonlyArray<Participation>,
): ReadonlyArray<Told> =>
  joining.map((participation) => ({
    key: keyOf.calendar(participation.catalog),
    fact: {
      _tag: "DeliveryPlanned",
      delivery: newDeliveryId(calendarIn(context, participation.catalog), id),
      ...deliveryWhen(id, plan, participation),
    },
  }))

/** The deliveries of these catalogs at a distribution, as it is now. @rule CALENDAR-1 */
const movedIn = (
  context: DistributionContext,
  id: string,
  plan: DistributionPlan,
  participations: ReadonlyArray<Participation>,
): ReadonlyArray<Told> =>
  participations.flatMap((participation) =>
    deliveriesAt(calendarIn(context, participation.catalog), id).map((delivery) => ({
      key: keyOf.calendar(participation.catalog),
      fact: { _tag: "DeliveryMoved", delivery: delivery.id, ...deliveryWhen(id, plan, participation) } as const,
    })),
  )

const cancelledIn = (
  calendars: ReadonlyMap<string, Calendar>,
  id: string,
  catalogs: ReadonlyArray<string>,
): ReadonlyArray<Told> =>
  catalogs.flatMap((catalog) =>
    deliveriesAt(calendars.get(catalog) ?? emptyCalendar, id).map((delivery) => ({
      key: keyOf.calendar(catalog),
      fact: { _tag: "DeliveryCancelled", delivery: delivery.id } as const,
    })),
  )

/** The first thing wrong with a plan and those taking part in it. @rule DIST-1, DIST-3, DIST-6 @see D10 */
const planProblem = (
  context: DistributionContext,
  id: string,
  plan: DistributionPlan,
  participations: ReadonlyArray<Participation>,
): Refusal | undefined => {
  if (context.place === null || context.place.archived) return { _tag: "PlaceUnknown", place: plan.place }
  const date = dayOf(context.group, plan)
  const taken = context.claim?.distribution ?? id
  if (!context.group.settings.severalPerDay && taken !== id) {
    return { _tag: "DayTaken", place: plan.place, date, distribution: taken }
  }
  return windowsProblem(plan, participations) ?? catalogsProblem(context, id, date, participations)
}

/** A window of a plan or of those taking part that does not fit its dates. @rule DIST-1 */
export const windowsProblem = (
  plan: DistributionPlan,
  participations: ReadonlyArray<Participation>,
): Refusal | undefined => {
  for (const window of [plan.orders, ...participations.flatMap(({ window: own }) => own ?? [])]) {
    const rule = datesProblem(plan, window)
    if (rule === undefined) continue
    const { opensAt, closesAt } = window
    return {
      _tag: "DistributionDatesInvalid",
      rule,
      opensAt,
      closesAt,
      startsAt: plan.startsAt,
      endsAt: plan.endsAt,
    }
  }
  return undefined
}

/** A day outside the period of a catalog. @rule DIST-3 @see D10 */
export const datesInsideCatalog = (group: Group, catalog: Catalog, plan: DistributionPlan): Refusal | undefined => {
  const date = dayOf(group, plan)
  const { startsOn, endsOn } = catalog.settings
  return date < startsOn || date > endsOn
    ? { _tag: "DistributionOutsideCatalog", catalog: catalog.id, date, startsOn, endsOn }
    : undefined
}

const catalogsProblem = (
  { catalogs }: DistributionContext,
  id: string,
  date: string,
  participations: ReadonlyArray<Participation>,
): Refusal | undefined => {
  const seen = new Set<string>()
  for (const { catalog: name } of participations) {
    const catalog = catalogs.get(name)
    if (catalog === undefined) return { _tag: "CatalogUnknown", catalog: name }
    if (seen.has(name)) return { _tag: "AlreadyTakingPart", catalog: name, distribution: id }
    seen.add(name)
    const { startsOn, endsOn } = catalog.settings
    if (date < startsOn || date > endsOn) {
      return { _tag: "DistributionOutsideCatalog", catalog: name, date, startsOn, endsOn }
    }
  }
  return undefined
}

const claimed = (group: Group, id: string, plan: DistributionPlan): ReadonlyArray<Told> =>
  group.settings.severalPerDay
    ? []
    : [{ key: keyOf.day(plan.place, dayOf(group, plan)), fact: { _tag: "DayClaimed", distribution: id } }]

const released = (group: Group, plan: DistributionPlan, claim: DayClaim | null, id: string): ReadonlyArray<Told> =>
  claim?.distribution === id ? [{ key: keyOf.day(plan.place, dayOf(group, plan)), fact: { _tag: "DayReleased" } }] : []

const guardsOf = (plan: DistributionPlan, participations: ReadonlyArray<Participation>): ReadonlyArray<string> => [
  keyOf.group,
  keyOf.place(plan.place),
  ...participations.map(({ catalog }) => keyOf.catalog(catalog)),
]

/** Plans an event with the catalogs that take part. @rule DIST-1, DIST-3, DIST-6 @see D10 */
export const planDistribution = (
  context: DistributionContext,
  existing: Distribution | null,
  id: string,
  plan: DistributionPlan,
  wanted: ReadonlyArray<Participation>,
): Decision<{ id: string }> => {
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "distribution", id })
  const participations = wanted.map((one) => withDelays(context, plan, one))
  const problem = planProblem(context, id, plan, participations)
  if (problem !== undefined) return refused(problem)
  const told: Told = {
    key: keyOf.distribution(id),
    fact: { _tag: "DistributionPlanned", id, plan, participations },
  }
  const facts = [told, ...claimed(context.group, id, plan), ...plannedIn(context, id, plan, participations)]
  return planned({ id }, { facts, guards: guardsOf(plan, participations) })
}

/** Why nothing of an event changes any more: it was cancelled, or closed for good. @rule DIST-7, DAY-10 */
const endedProblem = (distribution: Distribution): Refusal | undefined =>
  distribution.status === "cancelled"
    ? { _tag: "DistributionCancelled", distribution: distribution.id }
    : frozenProblem(distribution, null)

/**
 * Moves or corrects an event: every participation must still fit its catalog's period and its own window.
 * @rule DIST-1, DIST-3, DIST-6, DIST-7
 * @see D10
 */
export const changeDistribution = (
  context: DistributionContext,
  existing: Distribution,
  plan: DistributionPlan,
  oldClaim: DayClaim | null,
): Decision<{ id: string }> => {
  const { id } = existing
  const participations = existing.participations.map((one) => withDelaysAgain(context, existing, plan, one))
  const problem = endedProblem(existing) ?? planProblem(context, id, plan, participations)
  if (problem !== undefined) return refused(problem)
  const { group } = context
  const moved =
    existing.plan.place !== plan.place || dayOf(group, existing.plan) !== dayOf(group, plan)
      ? [...released(group, existing.plan, oldClaim, id), ...claimed(group, id, plan)]
      : []
  const key = keyOf.distribution(id)
  const told: Told = { key, fact: { _tag: "DistributionChanged", plan } }
  const windows = participations
    .filter((one, index) => one !== existing.participations[index])
    .map((one): Told => ({ key, fact: { _tag: "CatalogJoined", ...one } }))
  const facts = [told, ...windows, ...moved, ...movedIn(context, id, plan, participations)]
  return planned({ id }, { facts, guards: guardsOf(plan, participations) })
}

/** Delays are counted again from the new hour, except where orders are closed already: those stay closed. */
const withDelaysAgain = (
  context: DistributionContext,
  existing: Distribution,
  plan: DistributionPlan,
  participation: Participation,
): Participation => {
  if (participation.byDelays !== true) return participation
  const now = context.now ?? ""
  const closed = deliveriesAt(calendarIn(context, participation.catalog), existing.id).some((one) => isClosed(one, now))
  return closed ? participation : withDelays(context, plan, participation)
}

/**
 * Lets a catalog take part, or gives its participation another window; the place and the day stay as they were agreed.
 * @rule DIST-5, DIST-7
 * @see R4.9, R4.10
 */
export const joinDistribution = (
  context: DistributionContext,
  existing: Distribution,
  wanted: Participation,
): Decision<{ id: string }> => {
  const { id, plan } = existing
  const participation = withDelays(context, plan, wanted)
  const problem =
    endedProblem(existing) ??
    windowsProblem(plan, [participation]) ??
    catalogsProblem(context, id, dayOf(context.group, plan), [participation])
  if (problem !== undefined) return refused(problem)
  const told: Told = { key: keyOf.distribution(id), fact: { _tag: "CatalogJoined", ...participation } }
  const there = participationOf(existing, participation.catalog) !== undefined
  const delivery = (there ? movedIn : plannedIn)(context, id, plan, [participation])
  return planned({ id }, { facts: [told, ...delivery], guards: [keyOf.group, keyOf.catalog(participation.catalog)] })
}

/** A catalog whose subscribers expect a delivery at this distribution. @rule DIST-8 @see D19, R4.11 */
export const subscribedProblem = (
  distribution: string,
  calendars: ReadonlyMap<string, Calendar>,
  subscriptions: ReadonlyArray<Subscription>,
): Refusal | undefined => {
  for (const [catalog, calendar] of calendars) {
    const here = new Set(deliveriesAt(calendar, distribution).map(({ id }) => id))
    const expecting = subscriptions.filter(
      (one) => one.catalog === catalog && one.deliveries.some(({ id }) => here.has(id)),
    )
    if (expecting.length > 0) return { _tag: "CatalogHasSubscriptions", catalog, subscriptions: expecting.length }
  }
  return undefined
}

const withGoodsOf = (baskets: ReadonlyArray<Basket>, catalog: string): ReadonlyArray<Basket> =>
  baskets.filter((basket) => hasGoods({ ...basket, lines: basket.lines.filter((line) => line.catalog === catalog) }))

/** Takes a catalog out of an event while nobody ordered from it. @rule DIST-4, DIST-7 @see R4.11 */
export const withdrawCatalog = (
  existing: Distribution,
  catalog: string,
  baskets: ReadonlyArray<Basket>,
  calendars: ReadonlyMap<string, Calendar> = new Map(),
): Decision<{ id: string }> => {
  const { id } = existing
  const problem = endedProblem(existing)
  if (problem !== undefined) return refused(problem)
  if (participationOf(existing, catalog) === undefined) {
    return refused({ _tag: "CatalogNotTakingPart", catalog, distribution: id })
  }
  const ordered = withGoodsOf(baskets, catalog)
  if (ordered.length > 0) {
    return refused({ _tag: "DistributionHasOrders", distribution: id, baskets: ordered.length })
  }
  const told: Told = { key: keyOf.distribution(id), fact: { _tag: "CatalogWithdrawn", catalog } }
  return planned({ id }, { facts: [told, ...cancelledIn(calendars, id, [catalog])] })
}

/** Cancels an event that holds no order; its place and day are free again. @rule DIST-4, DIST-6, DIST-7 */
export const cancelDistribution = (
  group: Group,
  existing: Distribution,
  baskets: ReadonlyArray<Basket>,
  claim: DayClaim | null,
  calendars: ReadonlyMap<string, Calendar> = new Map(),
): Decision<{ id: string }> => {
  const { id } = existing
  const problem = endedProblem(existing)
  if (problem !== undefined) return refused(problem)
  const ordered = baskets.filter(hasGoods)
  if (ordered.length > 0) {
    return refused({ _tag: "DistributionHasOrders", distribution: id, baskets: ordered.length })
  }
  const told: Told = { key: keyOf.distribution(id), fact: { _tag: "DistributionCancelled" } }
  const catalogs = existing.participations.map(({ catalog }) => catalog)
  const gone = cancelledIn(calendars, id, catalogs)
  return planned({ id }, { facts: [told, ...released(group, existing.plan, claim, id), ...gone] })
}
