import { daysBetween, plusDays, plusMonths, weekdayOf } from "./civil.ts"
import type { Exclusion, Recurrence, Rhythm } from "./recurrence.schema.ts"
import type { CivilDate } from "./values.schema.ts"

/** Days with a year of four digits; beyond, dates no longer compare as text. */
const lastDay = "9999-12-31"
/** Longer than any step, the twelve months of `Rhythm` and what a weekday adds to them. */
const longestStep = 500

/**
 * The dates of a recurrence in order, one by one, as long as they are asked for.
 * @rule RECUR-1, RECUR-2, RECUR-3, RECUR-4, RECUR-5
 * @see D7, R4.8
 */
export function* occurrences(recurrence: Recurrence): Generator<CivilDate, void, undefined> {
  const { first, ends, except } = recurrence
  const until = "until" in ends ? ends.until : lastDay
  const count = "count" in ends ? ends.count : Infinity
  let told = 0
  for (const date of dates(first, recurrence.every)) {
    if (date > until || told >= count) return
    if (isExcluded(except, date)) continue
    told += 1
    yield date
  }
}

/**
 * All the dates of a recurrence, or `undefined` when there are more than `maximum`: none is ever left out silently.
 * @rule RECUR-6
 */
export const occurrencesWithin = (recurrence: Recurrence, maximum: number): ReadonlyArray<CivilDate> | undefined => {
  const found: Array<CivilDate> = []
  for (const date of occurrences(recurrence)) {
    if (found.length === maximum) return undefined
    found.push(date)
  }
  return found
}

/** Whether a day lies in one of the exclusions, both ends included. @rule RECUR-5 */
export const isExcluded = (except: ReadonlyArray<Exclusion>, date: CivilDate): boolean =>
  except.some(({ from, to }) => from <= date && date <= to)

/** The dates that a rhythm gives from the first one on, never an earlier one. */
function* dates(first: CivilDate, every: Rhythm): Generator<CivilDate, void, undefined> {
  let last = first
  for (let step = 0; daysBetween(last, lastDay) > longestStep; step += 1) {
    // Each date is reckoned from the first, so that a short month leaves no trace in the following ones.
    last =
      "weeks" in every ? plusDays(first, 7 * every.weeks * step) : dateInMonth(first, every.on, every.months * step)
    yield last
  }
}

const dateInMonth = (first: CivilDate, on: "weekday" | "last-weekday" | "day", months: number): CivilDate => {
  if (on === "day") return plusMonths(first, months)
  const nth = on === "last-weekday" ? 5 : Math.floor((dayOfMonth(first) - 1) / 7) + 1
  return nthWeekday(plusMonths(`${first.slice(0, 8)}01`, months), nth, weekdayOf(first))
}

/** The nth such weekday of a month given by its first day; the last one when there is no fifth. */
const nthWeekday = (monthStart: CivilDate, nth: number, weekday: number): CivilDate => {
  const firstOne = plusDays(monthStart, (weekday - weekdayOf(monthStart) + 7) % 7)
  const wanted = plusDays(firstOne, 7 * (nth - 1))
  return wanted.slice(0, 7) === monthStart.slice(0, 7) ? wanted : plusDays(wanted, -7)
}

const dayOfMonth = (date: CivilDate): number => Number(date.slice(8))
