import * as Result from "effect/Result"
import type { Catalog } from "../catalog/index.ts"
import type { Cycle, CycleRecipe, PlannedDate } from "../cycle/index.ts"
import { distributionId, firstDay, maximumDates, pairDates, planOn, recipeOf } from "../cycle/index.ts"
import type { Distribution, DistributionPlan } from "../distribution/index.ts"
import { isValidated, participationOf, wholeWindow } from "../distribution/index.ts"
import type { Group } from "../group/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { occurrencesWithin } from "../values/index.ts"
import { dayOf } from "./plan-distribution.ts"

/** What the dates of a cycle are compared with. */
export interface StepsContext {
  readonly group: Group
  readonly now: string
  /** The catalogs that a recipe names, or all of the group, and those taking part already. */
  readonly catalogs: ReadonlyMap<string, Catalog>
  readonly distribution: (id: string) => Distribution | null
}

/**
 * What becomes of one date: a distribution is planned, changed, cancelled or kept as it is, or none is planned because
 * orders for that date are over (`skip`).
 */
export interface CycleStep {
  readonly does: "plan" | "change" | "cancel" | "keep" | "skip"
  /** The date it stands for from now on; the one it had when it is cancelled. */
  readonly date: string
  /** The date it stood for so far. */
  readonly was: string | null
  readonly distribution: string
  /** What it is to be; what it is when it is kept or cancelled. */
  readonly plan: DistributionPlan
  readonly joins: ReadonlyArray<string>
  readonly leaves: ReadonlyArray<string>
}

/** The steps of a decision about a cycle, or why there are none. */
export type CycleSteps = Result.Result<ReadonlyArray<CycleStep>, Refusal>

/** The dates of a recipe, all of them. @rule CYCLE-2 */
const datesOf = (cycle: string, { recurrence }: CycleRecipe): Result.Result<ReadonlyArray<string>, Refusal> => {
  const dates = occurrencesWithin(recurrence, maximumDates)
  if (dates === undefined) return Result.fail({ _tag: "CycleTooLong", cycle, maximum: maximumDates })
  if (dates.length === 0) return Result.fail({ _tag: "CycleEmpty", cycle, first: recurrence.first })
  return Result.succeed(dates)
}

/** A catalog that the recipe names and the group does not have; one that was deleted since it was named is passed over. */
const unknownCatalog = ({ catalogs }: StepsContext, recipe: CycleRecipe, before?: CycleRecipe): Refusal | undefined => {
  if (recipe.catalogs === "all") return undefined
  const known = before === undefined || before.catalogs === "all" ? [] : before.catalogs
  const missing = recipe.catalogs.find((id) => !catalogs.has(id) && !known.includes(id))
  return missing === undefined ? undefined : { _tag: "CatalogUnknown", catalog: missing }
}

const isNamed = (recipe: CycleRecipe, catalog: string): boolean =>
  recipe.catalogs === "all" || recipe.catalogs.includes(catalog)

const named = ({ catalogs }: StepsContext, recipe: CycleRecipe): ReadonlyArray<string> =>
  recipe.catalogs === "all" ? [...catalogs.keys()] : recipe.catalogs

/** Whether a catalog has deliveries on a day: from its first one, or its start, to its end. @rule CYCLE-3 @see R4.9.7 */
const isRunning = (catalog: Catalog | undefined, day: string): boolean =>
  catalog !== undefined &&
  (catalog.contract?.firstDelivery ?? catalog.settings.startsOn) <= day &&
  day <= catalog.settings.endsOn

const newStep = (context: StepsContext, recipe: CycleRecipe, date: string, distribution: string): CycleStep => {
  const { group, catalogs } = context
  const plan = planOn(recipe, date, group.settings.timeZone)
  const day = dayOf(group, plan)
  const joins = named(context, recipe).filter((id) => isRunning(catalogs.get(id), day))
  return { does: "plan", date, was: null, distribution, plan, joins, leaves: [] }
}

/** The distributions that deciding looks at: those planned from a day on, and the names that new ones would have. */
export const distributionsAround = (
  cycle: Cycle | null,
  id: string,
  recipe: CycleRecipe,
  day: string,
): ReadonlyArray<string> => {
  const planned = (cycle?.dates ?? []).filter(({ date }) => date >= day).map(({ distribution }) => distribution)
  const dates = occurrencesWithin(recipe.recurrence, maximumDates) ?? []
  const added = dates
    .filter((date) => cycle === null || date >= day)
    .flatMap((date) => [
      distributionId(id, date),
      ...(cycle === null ? [] : [distributionId(id, date, cycle.recipes.length)]),
    ])
  return [...new Set([...planned, ...added])]
}

/** One distribution for each date, with the catalogs that are running then. @rule CYCLE-1, CYCLE-2, CYCLE-3 */
export const stepsToCreate = (context: StepsContext, id: string, recipe: CycleRecipe): CycleSteps => {
  const unknown = unknownCatalog(context, recipe)
  if (unknown !== undefined) return Result.fail(unknown)
  return Result.map(datesOf(id, recipe), (dates) =>
    dates.map((date) => newStep(context, recipe, date, distributionId(id, date))),
  )
}

/** What is cancelled or validated stays so, and so does what is past or no longer taking orders. @rule CYCLE-4, DAY-10 */
const isSettled = (distribution: Distribution, now: string): boolean =>
  distribution.status === "cancelled" || isValidated(distribution) || wholeWindow(distribution).closesAt <= now

const untouched = (distribution: Distribution, does: "keep" | "cancel", date: string, was: string): CycleStep => ({
  does,
  date,
  was,
  distribution: distribution.id,
  plan: distribution.plan,
  joins: [],
  leaves: [],
})

const isSameWhen = (a: DistributionPlan, b: DistributionPlan): boolean =>
  a.startsAt === b.startsAt &&
  a.endsAt === b.endsAt &&
  a.orders.opensAt === b.orders.opensAt &&
  a.orders.closesAt === b.orders.closesAt

/** Place, hours and note follow the recipe, each unless a coordinator set it otherwise on that date. @rule CYCLE-6 @see R4.7.2 */
const followed = (is: DistributionPlan, was: DistributionPlan, next: DistributionPlan): DistributionPlan => {
  const { startsAt, endsAt, orders } = isSameWhen(is, was) ? next : is
  const place = is.place === was.place ? next.place : is.place
  return { place, startsAt, endsAt, orders, note: is.note === was.note ? next.note : is.note }
}

/** What becomes of a distribution that stands for a date from now on. */
const laterStep = (
  context: StepsContext,
  existing: Distribution,
  { recipe: before, date: was }: { readonly recipe: CycleRecipe; readonly date: string },
  recipe: CycleRecipe,
  date: string,
): CycleStep => {
  const { group, catalogs } = context
  const zone = group.settings.timeZone
  const plan = followed(existing.plan, planOn(before, was, zone), planOn(recipe, date, zone))
  const [oldDay, day] = [dayOf(group, existing.plan), dayOf(group, plan)]
  const taking = new Set(existing.participations.map(({ catalog }) => catalog))
  const leaves = [...taking].filter(
    (id) => (isNamed(before, id) && !isNamed(recipe, id)) || (day !== oldDay && !isRunning(catalogs.get(id), day)),
  )
  // A catalog that was to take part already and does not was taken out by somebody.
  const joins = named(context, recipe).filter((id) => {
    const catalog = catalogs.get(id)
    return !taking.has(id) && isRunning(catalog, day) && !(isNamed(before, id) && isRunning(catalog, oldDay))
  })
  const { place, note } = existing.plan
  const isSame = isSameWhen(plan, existing.plan) && plan.place === place && plan.note === note
  const does = isSame && joins.length === 0 && leaves.length === 0 ? "keep" : "change"
  return { does, date, was, distribution: existing.id, plan, joins, leaves }
}

const stepFor = (
  context: StepsContext,
  cycle: Cycle,
  recipe: CycleRecipe,
  was: PlannedDate | undefined,
  date: string | undefined,
): CycleStep | undefined => {
  const existing = was === undefined ? null : context.distribution(was.distribution)
  if (was === undefined || existing === null)
    return date === undefined ? undefined : addedStep(context, cycle, recipe, date)
  if (isSettled(existing, context.now)) return untouched(existing, "keep", date ?? was.date, was.date)
  if (date === undefined) return untouched(existing, "cancel", was.date, was.date)
  const before = cycle.recipes[was.recipe] ?? recipeOf(cycle)
  return laterStep(context, existing, { recipe: before, date: was.date }, recipe, date)
}

/** A date that comes new to a cycle, unless its orders would be over before anybody could order. @rule CYCLE-4 */
const addedStep = (context: StepsContext, cycle: Cycle, recipe: CycleRecipe, date: string): CycleStep => {
  const plain = distributionId(cycle.id, date)
  const isFree = context.distribution(plain) === null
  const id = isFree ? plain : distributionId(cycle.id, date, cycle.recipes.length)
  const step = newStep(context, recipe, date, id)
  return step.plan.orders.closesAt <= context.now ? { ...step, does: "skip", joins: [] } : step
}

/**
 * What becomes of each date from a day on when the recipe changes: distributions keep their order, and their date where
 * it is still one.
 * @rule CYCLE-4, CYCLE-5, CYCLE-6
 */
export const stepsToChange = (context: StepsContext, cycle: Cycle, recipe: CycleRecipe, from: string): CycleSteps => {
  const unknown = unknownCatalog(context, recipe, recipeOf(cycle))
  if (unknown !== undefined) return Result.fail(unknown)
  const day = firstDay(from, context.now, context.group.settings.timeZone)
  const planned = cycle.dates.filter(({ date }) => date >= day)
  return Result.map(datesOf(cycle.id, recipe), (dates) =>
    pairDates(
      planned,
      dates.filter((date) => date >= day),
    ).flatMap(({ was, date }) => stepFor(context, cycle, recipe, was, date) ?? []),
  )
}

/** A catalog joins each date from a day on that lies in its period and where it does not take part. @rule CYCLE-11 */
export const stepsToJoin = (context: StepsContext, cycle: Cycle, catalog: string, from: string): CycleSteps => {
  const joining = context.catalogs.get(catalog)
  if (joining === undefined) return Result.fail({ _tag: "CatalogUnknown", catalog })
  return Result.succeed(
    datesFrom(context, cycle, from).map(({ date, existing }) => {
      const isThere = participationOf(existing, catalog) !== undefined
      const joins =
        !isSettled(existing, context.now) && !isThere && isRunning(joining, dayOf(context.group, existing.plan))
      const step = untouched(existing, "keep", date, date)
      return joins ? { ...step, does: "change", joins: [catalog] } : step
    }),
  )
}

/** The dates from a day on with what stands for them. */
const datesFrom = (context: StepsContext, cycle: Cycle, from: string) => {
  const day = firstDay(from, context.now, context.group.settings.timeZone)
  return cycle.dates
    .filter(({ date }) => date >= day)
    .flatMap(({ date, distribution }) => {
      const existing = context.distribution(distribution)
      return existing === null ? [] : [{ date, existing }]
    })
}

/** Every distribution from a day on is to be cancelled, but for those that stay. @rule CYCLE-8 */
export const stepsToEnd = (context: StepsContext, cycle: Cycle, from: string): ReadonlyArray<CycleStep> =>
  datesFrom(context, cycle, from).map(({ date, existing }) =>
    untouched(existing, isSettled(existing, context.now) ? "keep" : "cancel", date, date),
  )
