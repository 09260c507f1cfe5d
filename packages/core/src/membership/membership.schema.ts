import * as Schema from "effect/Schema"
import { Id, Instant, Line, Natural } from "../values/values.schema.ts"

/** The day of the year on which memberships are renewed, such as `09-01`. @see R3.2 */
export const Renewal = Schema.String.check(
  Schema.makeFilter((text) => isDayOfYear(text) || "expected a month and a day, such as 09-01"),
)
export type Renewal = typeof Renewal.Type

/** Days of the months, in a leap year. */
const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isDayOfYear = (text: string): boolean => {
  const [, month, day] = /^(\d\d)-(\d\d)$/.exec(text) ?? []
  return Number(day) >= 1 && Number(day) <= (days[Number(month) - 1] ?? 0)
}

/** Yearly memberships: what one costs unless another amount is said, and when the year begins. @see G7, R3 */
export const MembershipPolicy = Schema.Struct({
  /** Nothing when each member gives what they choose. */
  fee: Schema.NullOr(Natural),
  renewal: Renewal,
})
export type MembershipPolicy = typeof MembershipPolicy.Type

/** The year in which a membership begins. */
export const MembershipYear = Schema.Int.check(Schema.isBetween({ minimum: 1900, maximum: 9998 }))
export type MembershipYear = typeof MembershipYear.Type

/** A member's membership of one year; there is at most one. @see R3.1 */
export const Membership = Schema.Struct({
  member: Id,
  year: MembershipYear,
  /** What it costs, which may be nothing. */
  fee: Natural,
  /** The payment that was recorded with it; nothing when the fee is taken from the money pot, or is nothing. */
  payment: Schema.NullOr(Id),
  at: Instant,
  by: Line(64),
  cancelled: Schema.NullOr(Schema.Struct({ at: Instant, by: Line(64), reason: Line(256) })),
})
export type Membership = typeof Membership.Type

const told = { at: Instant, by: Line(64) }

/** What can happen to a membership. */
export const MembershipFact = Schema.TaggedUnion({
  MembershipTaken: { membership: Membership },
  MembershipCancelled: { reason: Line(256), ...told },
})
export type MembershipFact = typeof MembershipFact.Type

/** What a membership may be refused for. @see D29, R3.7 */
export const MembershipRefusal = {
  MembershipsNotUsed: { group: Schema.String },
  MembershipFeeMissing: { group: Schema.String },
  MembershipExists: { member: Schema.String, year: Schema.Number, label: Schema.String },
  MembershipUnknown: { member: Schema.String, year: Schema.Number },
  /** Nothing is paid for what costs nothing. */
  MembershipIsFree: { member: Schema.String },
  /** Only years around now are taken. @see R3.6 */
  MembershipYearTooFar: { year: Schema.Number, first: Schema.Number, last: Schema.Number },
} as const
