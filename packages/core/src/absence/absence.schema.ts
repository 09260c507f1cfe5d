import * as Schema from "effect/Schema"
import { CivilDate, Natural, Positive } from "../values/values.schema.ts"

/** The most absences, weeks or hours that a policy speaks of. */
const Count = Natural.check(Schema.isLessThanOrEqualTo(1000))
const PositiveCount = Positive.check(Schema.isLessThanOrEqualTo(1000))

/** Days of the calendar, the first and the last one included. */
export const Days = Schema.Struct({ from: CivilDate, to: CivilDate })
export type Days = typeof Days.Type

/**
 * How many absences there may be: `any` number; up to a `fixed` one; a number `between` two, changed at will; a number
 * `chosen` between two at subscription, that the member cannot change later; or `prorated`, the share of a whole
 * season's number that the subscription's deliveries are of all the catalog's.
 * @see D21, S8.1
 */
export const AbsenceQuota = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("any") }),
  Schema.Struct({ kind: Schema.Literal("fixed"), maximum: Count }),
  Schema.Struct({ kind: Schema.Literals(["between", "chosen"]), minimum: Count, maximum: Count }),
  Schema.Struct({ kind: Schema.Literal("prorated"), whole: Count }),
])
export type AbsenceQuota = typeof AbsenceQuota.Type

/**
 * Until when an absence may be declared or withdrawn, orders being open: until they close; the whole day so many days
 * before; so many hours before; the whole of the last such weekday (1 Monday to 7 Sunday) up to the day itself; or
 * until a day, all of it included, such as the end of enrolment.
 * @see D21, D7
 */
export const AbsenceNotice = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("closing") }),
  Schema.Struct({ kind: Schema.Literal("days"), days: Count }),
  Schema.Struct({ kind: Schema.Literal("hours"), hours: Natural.check(Schema.isLessThanOrEqualTo(9000)) }),
  Schema.Struct({ kind: Schema.Literal("weekday"), weekday: Positive.check(Schema.isLessThanOrEqualTo(7)) }),
  Schema.Struct({ kind: Schema.Literal("until"), day: CivilDate }),
])
export type AbsenceNotice = typeof AbsenceNotice.Type

/** How far apart absences are: as wished, one per ISO week, or with so many deliveries received in between. @see D21 */
export const AbsenceSpacing = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("none") }),
  Schema.Struct({ kind: Schema.Literal("one-per-iso-week") }),
  Schema.Struct({ kind: Schema.Literal("apart"), deliveries: PositiveCount }),
])
export type AbsenceSpacing = typeof AbsenceSpacing.Type

/**
 * What a contract allows its subscribers in the way of absences.
 *
 * - `unit`: what one absence covers, a delivery or all the deliveries of an ISO week.
 * - `window`: the days that may be absences, `null` for all of the contract; but never those `barred`.
 * - `ranges`: how many at most between two days, besides the quota.
 * - `compensation`: an absence is not charged, is charged and given back as credit, or is charged.
 * - `placement`: which dates a number alone stands for: none yet, the last ones, or the last ones until the member decides.
 * - `fixed`: whether dates are said at subscription once and for all, or may change until the notice.
 * - `shift`: whether an absence may be moved to another delivery, so many of them, so many weeks away at most.
 * @see D21
 */
export const AbsencePolicy = Schema.Struct({
  unit: Schema.Literals(["delivery", "iso-week"]),
  window: Schema.NullOr(Days),
  barred: Schema.Array(CivilDate).check(Schema.isMaxLength(400)),
  quota: AbsenceQuota,
  ranges: Schema.Array(Schema.Struct({ from: CivilDate, to: CivilDate, maximum: Count })).check(
    Schema.isMaxLength(100),
  ),
  notice: AbsenceNotice,
  spacing: AbsenceSpacing,
  compensation: Schema.Literals(["not-charged", "credit", "none"]),
  placement: Schema.Literals(["none", "last", "last-provisional"]),
  fixed: Schema.Literals(["at-subscription", "by-notice"]),
  shift: Schema.NullOr(Schema.Struct({ maximum: Count, weeks: PositiveCount })),
})
export type AbsencePolicy = typeof AbsencePolicy.Type

const Delivery = { delivery: Schema.String, date: Schema.NullOr(Schema.String) }
const Dated = { delivery: Schema.String, date: Schema.String }

/** What an absence, a set of them or a policy may be refused for. @see D21, D29 */
export const AbsenceRefusal = {
  AbsencesNotOffered: {},
  AbsenceNumberFixed: { chosen: Schema.Number, wanted: Schema.Number },
  TooManyAbsences: { quota: Schema.Number, wanted: Schema.Number, range: Schema.NullOr(Days) },
  TooFewAbsences: { minimum: Schema.Number, wanted: Schema.Number },
  AbsenceRepeated: Delivery,
  AbsenceNotPossible: {
    ...Delivery,
    why: Schema.Literals(["not-a-delivery", "outside-window", "barred", "merged", "week-not-whole", "not-absent"]),
  },
  AbsenceTooLate: { ...Dated, deadline: Schema.String },
  AbsenceDatesFixed: Dated,
  AbsenceTooClose: { ...Dated, other: Schema.String },
  AbsencePolicyInvalid: {
    problem: Schema.Literals([
      "window-order",
      "window-outside-period",
      "range-order",
      "minimum-above-maximum",
      "maximum-above-dates",
      "maximum-takes-all-dates",
      "placement-without-number",
    ]),
    maximum: Schema.Number,
    dates: Schema.Number,
  },
  ShiftNotPossible: {
    source: Schema.String,
    target: Schema.String,
    why: Schema.Literals([
      "not-offered",
      "source-not-absent",
      "source-shifted",
      "target-not-a-delivery",
      "target-absent",
      "target-closed",
      "too-far",
    ]),
  },
  TooManyShifts: { maximum: Schema.Number },
} as const

/** One of the refusals about absences, as tagged plain data. */
export type AbsenceProblem = ReturnType<typeof Schema.TaggedUnion<typeof AbsenceRefusal>>["Type"]
