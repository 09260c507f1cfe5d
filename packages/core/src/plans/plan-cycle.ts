import * as Result from "effect/Result"
import type { Basket } from "../basket/index.ts"
import type { Calendar } from "../calendar/index.ts"
import type { Cycle, CycleDate, CycleRecipe } from "../cycle/index.ts"
import { firstDay, recipeOf } from "../cycle/index.ts"
import type { DayClaim, Distribution, DistributionFact, DistributionPlan } from "../distribution/index.ts"
import { evolve as evolveDistribution, evolveDay } from "../distribution/index.ts"
import type { Place } from "../group/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Subscription } from "../subscription/index.ts"
import { weekdayOf } from "../values/index.ts"
import type { CycleStep, CycleSteps, StepsContext } from "./cycle-steps.ts"
import { stepsToChange, stepsToCreate, stepsToEnd, stepsToJoin } from "./cycle-steps.ts"
import { keyOf } from "./keys.ts"
import type { Decision, Plan, Told } from "./plan.ts"
import { planned, refused } from "./plan.ts"
import {
  cancelDistribution,
  changeDistribution,
  dayOf,
  joinDistribution,
  planDistribution,
  subscribedProblem,
  withdrawCatalog,
} from "./plan-distribution.ts"

/** What deciding about a cycle may look at. */
export interface CycleContext extends StepsContext {
  readonly place: (id: string) => Place | null
  readonly claim: (place: string, date: string) => DayClaim | null
  readonly calendar: (catalog: string) => Calendar | null
  /** The baskets of a distribution that is cancelled or that a catalog leaves. */
  readonly baskets: (distribution: string) => ReadonlyArray<Basket>
  /** The subscriptions to a catalog whose delivery would go. */
  readonly subscriptions: (catalog: string) => ReadonlyArray<Subscription>
}

/** What became of one date; `weekday` is 1 for Monday to 7 for Sunday. Nothing stands for a date that was skipped. */
export interface CycleLine {
  readonly date: string
  readonly weekday: number
  readonly was: string | null
  readonly distribution: string | null
  readonly does: CycleStep["does"]
}

/** What became of each date of a cycle, those before the day of a change left out. */
export interface CycleAnswer {
  readonly id: string
  readonly dates: ReadonlyArray<CycleLine>
}

/** A date of a preview, with the catalogs that take part from now on and what stands in its way. */
export interface CyclePreviewLine extends CycleLine {
  readonly plan: DistributionPlan
  readonly joins: ReadonlyArray<string>
  readonly leaves: ReadonlyArray<string>
  readonly problem: Refusal | null
}

/** What a decision would do, date by date. */
export interface CyclePreview {
  readonly id: string
  readonly dates: ReadonlyArray<CyclePreviewLine>
}

/** The days of several decisions of one batch: each sees those that the ones before it claim and leave. */
class Afoot {
  readonly #context: CycleContext
  readonly #claims = new Map<string, DayClaim>()
  /** Distributions that are about to leave their day, which is theirs no more for those before them. */
  readonly #leaving: Set<string>

  constructor(context: CycleContext, steps: ReadonlyArray<CycleStep>) {
    this.#context = context
    this.#leaving = new Set(steps.filter((step) => this.#leavesItsDay(step)).map(({ distribution }) => distribution))
  }

  #leavesItsDay({ does, distribution, plan }: CycleStep): boolean {
    const existing = does === "cancel" || does === "change" ? this.#context.distribution(distribution) : null
    if (existing === null) return false
    const { group } = this.#context
    return does === "cancel" || dayKey(group, existing.plan) !== dayKey(group, plan)
  }

  /** Who claims a plan's place on its day, among those who do not leave it. */
  target(plan: DistributionPlan): DayClaim | null {
    const claim = this.own(plan)
    return this.#leaving.has(claim?.distribution ?? "") ? null : claim
  }

  /** Who claims a plan's place on its day. */
  own(plan: DistributionPlan): DayClaim | null {
    const { group, claim } = this.#context
    return this.#claims.get(dayKey(group, plan)) ?? claim(plan.place, dayOf(group, plan))
  }

  calendars(catalogs: ReadonlyArray<string>): ReadonlyMap<string, Calendar> {
    return new Map(
      catalogs.flatMap((id) => {
        const calendar = this.#context.calendar(id)
        return calendar === null ? [] : [[id, calendar] as const]
      }),
    )
  }

  /** Takes note of the days that are about to be claimed and left. */
  tell(facts: ReadonlyArray<Told>): void {
    for (const { key, fact } of facts) {
      if (fact._tag === "DayClaimed" || fact._tag === "DayReleased") this.#claims.set(key, evolveDay(null, fact))
    }
  }

  /** It has left its day, or stays there for good. */
  settle(distribution: string): void {
    this.#leaving.delete(distribution)
  }

  around(plan: DistributionPlan, catalogs: ReadonlyArray<string>) {
    const { group, now, place, catalogs: known } = this.#context
    const calendars = this.calendars(catalogs)
    return { group, now, place: place(plan.place), catalogs: known, calendars, claim: this.target(plan) }
  }
}

const dayKey = (group: CycleContext["group"], plan: DistributionPlan): string =>
  keyOf.day(plan.place, dayOf(group, plan))

type Part = Plan<unknown>

const cancelStep = (context: CycleContext, afoot: Afoot, existing: Distribution): Decision<unknown> => {
  const catalogs = existing.participations.map(({ catalog }) => catalog)
  const calendars = afoot.calendars(catalogs)
  const subscribed = subscribedProblem(existing.id, calendars, catalogs.flatMap(context.subscriptions))
  if (subscribed !== undefined) return refused(subscribed)
  const decision = cancelDistribution(
    context.group,
    existing,
    context.baskets(existing.id),
    afoot.own(existing.plan),
    calendars,
  )
  return Result.map(decision, (plan) => withGuards(plan, catalogs))
}

const withdrawStep = (
  context: CycleContext,
  afoot: Afoot,
  existing: Distribution,
  catalog: string,
): Decision<unknown> => {
  const calendars = afoot.calendars([catalog])
  const subscribed = subscribedProblem(existing.id, calendars, context.subscriptions(catalog))
  if (subscribed !== undefined) return refused(subscribed)
  const decision = withdrawCatalog(existing, catalog, context.baskets(existing.id), calendars)
  return Result.map(decision, (plan) => withGuards(plan, [catalog]))
}

const withGuards = (plan: Part, catalogs: ReadonlyArray<string>): Part => ({
  ...plan,
  guards: [...plan.guards, ...catalogs.map(keyOf.catalog)],
})

const isMoved = (a: DistributionPlan, b: DistributionPlan): boolean =>
  a.place !== b.place ||
  a.startsAt !== b.startsAt ||
  a.endsAt !== b.endsAt ||
  a.orders.opensAt !== b.orders.opensAt ||
  a.orders.closesAt !== b.orders.closesAt ||
  a.note !== b.note

/** Catalogs leave before the distribution moves, and join where it has moved to. @rule CYCLE-3, CYCLE-6 */
const changeStep = (
  context: CycleContext,
  afoot: Afoot,
  existing: Distribution,
  step: CycleStep,
): Decision<unknown> => {
  const parts: Array<Part> = []
  let state = existing
  const does = (decision: Decision<unknown>): Refusal | undefined => {
    if (Result.isFailure(decision)) return decision.failure
    parts.push(decision.success)
    afoot.tell(decision.success.facts)
    const own = decision.success.facts.filter(({ key }) => key === keyOf.distribution(existing.id))
    for (const { fact } of own) state = evolveDistribution(state, fact as DistributionFact) ?? state
    return undefined
  }
  for (const catalog of step.leaves) {
    const problem = does(withdrawStep(context, afoot, state, catalog))
    if (problem !== undefined) return refused(problem)
  }
  if (isMoved(state.plan, step.plan)) {
    const catalogs = state.participations.map(({ catalog }) => catalog)
    const problem = does(changeDistribution(afoot.around(step.plan, catalogs), state, step.plan, afoot.own(state.plan)))
    if (problem !== undefined) return refused(problem)
  }
  for (const catalog of step.joins) {
    const problem = does(joinDistribution(afoot.around(step.plan, [catalog]), state, { catalog, window: null }))
    if (problem !== undefined) return refused(problem)
  }
  return together(null, parts)
}

const decideStep = (context: CycleContext, afoot: Afoot, step: CycleStep): Decision<unknown> => {
  if (step.does === "keep" || step.does === "skip") return planned(null)
  const existing = context.distribution(step.distribution)
  if (step.does === "plan" || existing === null) {
    const participations = step.joins.map((catalog) => ({ catalog, window: null }))
    return planDistribution(afoot.around(step.plan, step.joins), existing, step.distribution, step.plan, participations)
  }
  return step.does === "cancel" ? cancelStep(context, afoot, existing) : changeStep(context, afoot, existing, step)
}

interface Done {
  readonly step: CycleStep
  readonly decision: Decision<unknown>
}

/** Decides step by step; each sees the days that those before it claim and leave. */
const carry = (context: CycleContext, steps: ReadonlyArray<CycleStep>): ReadonlyArray<Done> => {
  const afoot = new Afoot(context, steps)
  return steps.map((step) => {
    const decision = decideStep(context, afoot, step)
    // What changes in several parts has told them one by one; telling them again ends in the same state.
    if (Result.isSuccess(decision) && step.does !== "change") afoot.tell(decision.success.facts)
    afoot.settle(step.distribution)
    return { step, decision }
  })
}

/** One plan of several. */
const together = <A>(answer: A, parts: ReadonlyArray<Part>): Decision<A> =>
  planned(answer, {
    facts: parts.flatMap(({ facts }) => facts),
    postings: parts.flatMap(({ postings }) => postings),
    floors: parts.flatMap(({ floors }) => floors),
    guards: [...new Set(parts.flatMap(({ guards }) => guards))],
    numbers: parts.flatMap(({ numbers }) => numbers),
    erases: parts.flatMap(({ erases }) => erases),
  })

const lineOf = ({ date, was, distribution, does }: CycleStep): CycleLine => ({
  date,
  weekday: weekdayOf(date),
  was,
  distribution: does === "skip" ? null : distribution,
  does,
})

const answerOf = (id: string, steps: ReadonlyArray<CycleStep>): CycleAnswer => ({ id, dates: steps.map(lineOf) })

/** All the steps and a fact about the cycle itself, or the first refusal. */
const allOf = (
  id: string,
  done: ReadonlyArray<Done>,
  told: (steps: ReadonlyArray<CycleStep>) => ReadonlyArray<Told>,
): Decision<CycleAnswer> => {
  const parts: Array<Part> = []
  for (const { decision } of done) {
    if (Result.isFailure(decision)) return refused(decision.failure)
    parts.push(decision.success)
  }
  const steps = done.map(({ step }) => step)
  const own = Result.getOrThrow(planned(null, { facts: told(steps), guards: [keyOf.cycle(id)] }))
  return together(answerOf(id, steps), [own, ...parts])
}

const standing = (steps: ReadonlyArray<CycleStep>): ReadonlyArray<CycleDate> =>
  steps
    .filter(({ does }) => does === "plan" || does === "change" || does === "keep")
    .map(({ date, distribution }) => ({ date, distribution }))

/**
 * Keeps a recipe and plans all its distributions, or none when one of them is refused.
 * @rule CYCLE-1, CYCLE-2, CYCLE-3
 * @see R4.8
 */
export const createCycle = (
  context: CycleContext,
  existing: Cycle | null,
  id: string,
  recipe: CycleRecipe,
): Decision<CycleAnswer> => {
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "cycle", id })
  const steps = stepsToCreate(context, id, recipe)
  if (Result.isFailure(steps)) return refused(steps.failure)
  return allOf(id, carry(context, steps.success), (done) => [
    { key: keyOf.cycle(id), fact: { _tag: "CycleCreated", id, recipe, dates: standing(done) } },
  ])
}

const endedProblem = ({ id, status }: Cycle): Refusal | undefined =>
  status === "ended" ? { _tag: "CycleEnded", cycle: id } : undefined

const isUnchanged = ({ does, date, was }: CycleStep): boolean => does === "skip" || (does === "keep" && date === was)

/**
 * Gives a cycle another recipe from a day on; what is past, cancelled or no longer taking orders stays as it is.
 * @rule CYCLE-4, CYCLE-5, CYCLE-6, CYCLE-7
 */
export const changeCycle = (
  context: CycleContext,
  existing: Cycle,
  recipe: CycleRecipe,
  from: string,
): Decision<CycleAnswer> => {
  const { id } = existing
  const problem = endedProblem(existing)
  if (problem !== undefined) return refused(problem)
  const steps = stepsToChange(context, existing, recipe, from)
  if (Result.isFailure(steps)) return refused(steps.failure)
  const isSame = JSON.stringify(recipe) === JSON.stringify(recipeOf(existing)) && steps.success.every(isUnchanged)
  if (isSame) return planned(answerOf(id, steps.success), { guards: [keyOf.cycle(id)] })
  const day = firstDay(from, context.now, context.group.settings.timeZone)
  return allOf(id, carry(context, steps.success), (done) => [
    { key: keyOf.cycle(id), fact: { _tag: "CycleChanged", from: day, recipe, dates: standing(done) } },
  ])
}

/** The recipe with more days that it leaves out, such as a holiday. @rule CYCLE-9 */
export const withExclusions = (recipe: CycleRecipe, except: CycleRecipe["recurrence"]["except"]): CycleRecipe => ({
  ...recipe,
  recurrence: { ...recipe.recurrence, except: [...recipe.recurrence.except, ...except] },
})

/**
 * Lets a catalog take part in what is left of a season; a recipe that lists its catalogs lists it from then on.
 * @rule CYCLE-11
 * @see R4.9.7
 */
export const joinCycle = (
  context: CycleContext,
  existing: Cycle,
  catalog: string,
  from: string,
): Decision<CycleAnswer> => {
  const { id } = existing
  const problem = endedProblem(existing)
  if (problem !== undefined) return refused(problem)
  const steps = stepsToJoin(context, existing, catalog, from)
  if (Result.isFailure(steps)) return refused(steps.failure)
  const recipe = recipeOf(existing)
  const { catalogs } = recipe
  const day = firstDay(from, context.now, context.group.settings.timeZone)
  return allOf(id, carry(context, steps.success), (done) => {
    if (catalogs === "all" || catalogs.includes(catalog)) return []
    const listing = { ...recipe, catalogs: [...catalogs, catalog] }
    return [{ key: keyOf.cycle(id), fact: { _tag: "CycleChanged", from: day, recipe: listing, dates: standing(done) } }]
  })
}

/** Whether what stands in the way of cancelling is that somebody expects the goods. */
const isExpected = ({ decision }: Done): boolean =>
  Result.isFailure(decision) &&
  (decision.failure._tag === "DistributionHasOrders" || decision.failure._tag === "CatalogHasSubscriptions")

const kept = (one: Done): Done =>
  isExpected(one) ? { step: { ...one.step, does: "keep" }, decision: planned(null) } : one

/** Ends a cycle: what holds no order from a day on is cancelled, the rest is kept and named. @rule CYCLE-8 @see R4.8.1 */
export const endCycle = (context: CycleContext, existing: Cycle, from: string): Decision<CycleAnswer> => {
  const problem = endedProblem(existing)
  if (problem !== undefined) return refused(problem)
  const { id } = existing
  const done = carry(context, stepsToEnd(context, existing, from)).map(kept)
  const day = firstDay(from, context.now, context.group.settings.timeZone)
  return allOf(id, done, () => [{ key: keyOf.cycle(id), fact: { _tag: "CycleEnded", from: day } }])
}

/**
 * What creating or changing a cycle would do, date by date, with all that stands in the way and not only the first.
 * @rule CYCLE-10
 * @see D20
 */
export const previewCycle = (
  context: CycleContext,
  id: string,
  steps: CycleSteps,
): Result.Result<CyclePreview, Refusal> =>
  Result.map(steps, (all) => ({
    id,
    dates: carry(context, all).map(({ step, decision }) => ({
      ...lineOf(step),
      plan: step.plan,
      joins: step.joins,
      leaves: step.leaves,
      problem: Result.isFailure(decision) ? decision.failure : null,
    })),
  }))
