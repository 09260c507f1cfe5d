import type { Basket } from "../basket/index.ts"
import { hasGoods } from "../basket/index.ts"
import type { Catalog } from "../catalog/index.ts"
import type { DayClaim, Distribution, DistributionPlan, Participation } from "../distribution/index.ts"
import { datesProblem, participationOf } from "../distribution/index.ts"
import type { Group, Place } from "../group/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { civilAt } from "../values/index.ts"
import { keyOf } from "./keys.ts"
import type { Decision, Told } from "./plan.ts"
import { planned, refused } from "./plan.ts"

/** What planning may look at. */
export interface DistributionContext {
  readonly group: Group
  readonly place: Place | null
  readonly catalogs: ReadonlyMap<string, Catalog>
  /** Who claims the plan's place on its day. */
  readonly claim: DayClaim | null
}

/** The day of an event, in the group's zone. @see D7 */
export const dayOf = (group: Group, plan: DistributionPlan): string =>
  civilAt(plan.startsAt, group.settings.timeZone).date

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

const windowsProblem = (plan: DistributionPlan, participations: ReadonlyArray<Participation>): Refusal | undefined => {
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
  participations: ReadonlyArray<Participation>,
): Decision<{ id: string }> => {
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "distribution", id })
  const problem = planProblem(context, id, plan, participations)
  if (problem !== undefined) return refused(problem)
  const told: Told = {
    key: keyOf.distribution(id),
    fact: { _tag: "DistributionPlanned", id, plan, participations },
  }
  return planned({ id }, { facts: [told, ...claimed(context.group, id, plan)], guards: guardsOf(plan, participations) })
}

const cancelledProblem = ({ id, status }: Distribution): Refusal | undefined =>
  status === "cancelled" ? { _tag: "DistributionCancelled", distribution: id } : undefined

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
  const { id, participations } = existing
  const problem = cancelledProblem(existing) ?? planProblem(context, id, plan, participations)
  if (problem !== undefined) return refused(problem)
  const { group } = context
  const moved =
    existing.plan.place !== plan.place || dayOf(group, existing.plan) !== dayOf(group, plan)
      ? [...released(group, existing.plan, oldClaim, id), ...claimed(group, id, plan)]
      : []
  const told: Told = { key: keyOf.distribution(id), fact: { _tag: "DistributionChanged", plan } }
  return planned({ id }, { facts: [told, ...moved], guards: guardsOf(plan, participations) })
}

/**
 * Lets a catalog take part, or gives its participation another window; the place and the day stay as they were agreed.
 * @rule DIST-5, DIST-7
 * @see R4.9, R4.10
 */
export const joinDistribution = (
  context: DistributionContext,
  existing: Distribution,
  participation: Participation,
): Decision<{ id: string }> => {
  const { id, plan } = existing
  const problem =
    cancelledProblem(existing) ??
    windowsProblem(plan, [participation]) ??
    catalogsProblem(context, id, dayOf(context.group, plan), [participation])
  if (problem !== undefined) return refused(problem)
  const told: Told = { key: keyOf.distribution(id), fact: { _tag: "CatalogJoined", ...participation } }
  return planned({ id }, { facts: [told], guards: [keyOf.group, keyOf.catalog(participation.catalog)] })
}

const withGoodsOf = (baskets: ReadonlyArray<Basket>, catalog: string): ReadonlyArray<Basket> =>
  baskets.filter((basket) => hasGoods({ ...basket, lines: basket.lines.filter((line) => line.catalog === catalog) }))

/** Takes a catalog out of an event while nobody ordered from it. @rule DIST-4, DIST-7 @see R4.11 */
export const withdrawCatalog = (
  existing: Distribution,
  catalog: string,
  baskets: ReadonlyArray<Basket>,
): Decision<{ id: string }> => {
  const { id } = existing
  const problem = cancelledProblem(existing)
  if (problem !== undefined) return refused(problem)
  if (participationOf(existing, catalog) === undefined) {
    return refused({ _tag: "CatalogNotTakingPart", catalog, distribution: id })
  }
  const ordered = withGoodsOf(baskets, catalog)
  if (ordered.length > 0) {
    return refused({ _tag: "DistributionHasOrders", distribution: id, baskets: ordered.length })
  }
  const told: Told = { key: keyOf.distribution(id), fact: { _tag: "CatalogWithdrawn", catalog } }
  return planned({ id }, { facts: [told] })
}

/** Cancels an event that holds no order; its place and day are free again. @rule DIST-4, DIST-6, DIST-7 */
export const cancelDistribution = (
  group: Group,
  existing: Distribution,
  baskets: ReadonlyArray<Basket>,
  claim: DayClaim | null,
): Decision<{ id: string }> => {
  const { id } = existing
  const problem = cancelledProblem(existing)
  if (problem !== undefined) return refused(problem)
  const ordered = baskets.filter(hasGoods)
  if (ordered.length > 0) {
    return refused({ _tag: "DistributionHasOrders", distribution: id, baskets: ordered.length })
  }
  const told: Told = { key: keyOf.distribution(id), fact: { _tag: "DistributionCancelled" } }
  return planned({ id }, { facts: [told, ...released(group, existing.plan, claim, id)] })
}
