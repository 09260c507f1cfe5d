import { civilAt, instantAt, plusDays } from "../values/index.ts"
import type { Window } from "../values/index.ts"
import type { Cycle, CycleDate, CycleFact, CycleRecipe, PlannedDate } from "./cycle.schema.ts"

/** The most dates that one cycle may have: weekly for seven years. @see R4.8 */
export const maximumDates = 366

/** Folds one fact into a cycle. */
export const evolve = (cycle: Cycle | null, fact: CycleFact): Cycle | null => {
  if (fact._tag === "CycleCreated") {
    return { id: fact.id, recipes: [fact.recipe], dates: plannedFrom(fact.dates, 0), status: "running" }
  }
  if (cycle === null) return null
  if (fact._tag === "CycleEnded") return { ...cycle, status: "ended" }
  const before = cycle.dates.filter(({ date }) => date < fact.from)
  return {
    ...cycle,
    recipes: [...cycle.recipes, fact.recipe],
    dates: [...before, ...plannedFrom(fact.dates, cycle.recipes.length)],
  }
}

const plannedFrom = (dates: ReadonlyArray<CycleDate>, recipe: number): ReadonlyArray<PlannedDate> =>
  dates.map((one) => ({ ...one, recipe })).toSorted((a, b) => (a.date < b.date ? -1 : 1))

/** The recipe in force. */
export const recipeOf = (cycle: Cycle): CycleRecipe => cycle.recipes.at(-1) as CycleRecipe

/** What a recipe plans for one date, as a distribution has it. */
export interface CyclePlan {
  readonly place: string
  readonly startsAt: string
  readonly endsAt: string
  readonly orders: Window
  readonly note: string
}

/**
 * The place, hours and order window of a date: every hour is the wall clock's of the zone on its own day.
 * @rule CYCLE-1
 * @see D7, D10
 */
export const planOn = (recipe: CycleRecipe, date: string, zone: string): CyclePlan => {
  const { place, startTime, endTime, orders, note } = recipe
  const before = (days: number, time: string) => instantAt(plusDays(date, -days), time, zone)
  return {
    place,
    startsAt: instantAt(date, startTime, zone),
    endsAt: instantAt(endTime < startTime ? plusDays(date, 1) : date, endTime, zone),
    orders: {
      opensAt: before(orders.opensDaysBefore, orders.opensTime),
      closesAt: before(orders.closesDaysBefore, orders.closesTime),
    },
    note,
  }
}

/** A date that was planned, and the date it is to have; `undefined` where there is none. */
export interface DatePair<A extends CycleDate> {
  readonly was: A | undefined
  readonly date: string | undefined
}

/**
 * Which of the dates planned so far becomes which of the dates wanted; both in order. What is wanted as it is stays;
 * between two that stay, the others are paired one by one, and what is left over has no partner. Order never changes.
 * @rule CYCLE-5
 */
export const pairDates = <A extends CycleDate>(
  planned: ReadonlyArray<A>,
  wanted: ReadonlyArray<string>,
): ReadonlyArray<DatePair<A>> => {
  const known = new Set(planned.map(({ date }) => date))
  const staying = new Set(wanted.filter((date) => known.has(date)))
  const pairs: Array<DatePair<A>> = []
  let [before, after] = [0, 0]
  while (before < planned.length || after < wanted.length) {
    const was = planned[before]
    const date = wanted[after]
    // Who stays waits for their own date: what comes before it on the other side has no partner.
    const isWaiting = was === undefined || staying.has(was.date)
    const isAwaited = date === undefined || staying.has(date)
    if (isWaiting === isAwaited) pairs.push({ was, date })
    else pairs.push(isWaiting ? { was: undefined, date } : { was, date: undefined })
    if (!isWaiting || isAwaited) before += 1
    if (!isAwaited || isWaiting) after += 1
  }
  return pairs
}

/** From which day on a change asked for `from` a day applies: never a day that is over. @rule CYCLE-4 @see D7 */
export const firstDay = (from: string, now: string, zone: string): string => {
  const today = civilAt(now, zone).date
  return from < today ? today : from
}

/** The id of the distribution that a cycle plans for a date; a numbered one when the first was used. */
export const distributionId = (cycle: string, date: string, version?: number): string =>
  version === undefined ? `${cycle}-${date}` : `${cycle}-${date}-${version}`
