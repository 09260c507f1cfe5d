import * as Schema from "effect/Schema"
import { CivilDate, Positive } from "./values.schema.ts"

/** The longest exclusion, in days: a whole year. */
const longestExclusion = 366

const lengthOf = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1

/** Days on which nothing recurs, both included: a holiday, or one day when `from` and `to` are the same. */
export const Exclusion = Schema.Struct({ from: CivilDate, to: CivilDate }).check(
  Schema.makeFilter(({ from, to }) => from <= to || "expected a last day that is not before the first one"),
  Schema.makeFilter(
    ({ from, to }) => lengthOf(from, to) <= longestExclusion || `expected at most ${longestExclusion} days`,
  ),
)
export type Exclusion = typeof Exclusion.Type

const MonthDay = Schema.Literals(["weekday", "last-weekday", "day"])

/**
 * How often: every so many weeks, or every so many months on the weekday of the first date counted from the start of the
 * month (`weekday`), on the last such weekday (`last-weekday`), or on the day of the first date (`day`).
 * @see R4.8
 */
export const Rhythm = Schema.Union(
  [
    Schema.Struct({ weeks: Positive.check(Schema.isLessThanOrEqualTo(52)) }),
    Schema.Struct({ months: Positive.check(Schema.isLessThanOrEqualTo(12)), on: MonthDay }),
  ],
  { mode: "oneOf" },
)
export type Rhythm = typeof Rhythm.Type

/** Where it stops: after a day that is still included, or after so many dates. */
export const RecurrenceEnd = Schema.Union([Schema.Struct({ until: CivilDate }), Schema.Struct({ count: Positive })], {
  mode: "oneOf",
})
export type RecurrenceEnd = typeof RecurrenceEnd.Type

/**
 * Days of the calendar that come back, without hour or zone: `{"first":"2026-01-08","every":{"weeks":2},"ends":{"until":
 * "2026-06-30"},"except":[]}`. An excluded day is none of the dates, and `count` does not count it.
 * @see D7, R4.8
 */
export const Recurrence = Schema.Struct({
  first: CivilDate,
  every: Rhythm,
  ends: RecurrenceEnd,
  except: Schema.Array(Exclusion).check(Schema.isMaxLength(100)),
})
export type Recurrence = typeof Recurrence.Type
