import { delayBefore, instantAt, plusDays, weekdayOf } from "../values/civil.ts"
import { roundedRatio } from "../values/money.ts"
import type { CivilDate, Instant } from "../values/values.schema.ts"
import type { AbsenceNotice, AbsencePolicy, AbsenceQuota, Days } from "./absence.schema.ts"

/** A delivery that a subscription covers; orders close at the latest when it starts (D10). */
export interface AbsenceDay {
  readonly delivery: string
  readonly date: CivilDate
  readonly startsAt: Instant
  readonly closesAt: Instant
  /** How many deliveries were merged into it; one when left out. */
  readonly merged?: number
}

/** All that the rules of absences look at, for one subscription at one instant. */
export interface AbsenceContext {
  /** What the catalog allows; `null` when it has no absences. */
  readonly policy: AbsencePolicy | null
  /** The group's. */
  readonly zone: string
  readonly now: Instant
  /** Every delivery that the subscription covers, absent ones included, in the order of `startsAt`. */
  readonly own: ReadonlyArray<AbsenceDay>
  /** How many deliveries the catalog has over its whole period. */
  readonly catalogDeliveries: number
  /** The deliveries that are absences now; those standing in until the member decides only once lapsed (`withLapsed`). */
  readonly declared: ReadonlyArray<string>
  /** The number chosen at subscription, when the policy lets one choose. */
  readonly chosen: number | null
  /** The subscription is being made: number and dates are still free. */
  readonly subscribing: boolean
  /** A catalog admin acts, who may exceed number and notice. */
  readonly override: boolean
}

/** The day of a delivery of the subscription. */
export const dayOf = (context: AbsenceContext, delivery: string): AbsenceDay | undefined =>
  context.own.find((day) => day.delivery === delivery)

/** Whether a date is among days of which both ends are included. */
export const isAmong = (days: Days, date: CivilDate): boolean => days.from <= date && date <= days.to

/** What a delivery counts as: itself, or its ISO week. @rule ABS-2 @see D7 */
export const unitOf = (context: AbsenceContext, day: AbsenceDay): string =>
  context.policy?.unit === "iso-week" ? String(weekOf(day.date)) : day.delivery

/** Which ISO week a date is in: a number that its days share, at the turn of a year too, and no other week has. */
export const weekOf = (date: CivilDate): number =>
  // Whole weeks since a Monday, three days before 1970 began on a Thursday.
  Math.floor((Date.parse(date) / 86_400_000 + 3) / 7)

/** Why a day can never be an absence, whoever asks and whenever. @rule ABS-1 @see CAT13, S8.3 */
export const barrier = (policy: AbsencePolicy, day: AbsenceDay): "outside-window" | "barred" | "merged" | undefined => {
  if (policy.window !== null && !isAmong(policy.window, day.date)) return "outside-window"
  if (policy.barred.includes(day.date)) return "barred"
  return (day.merged ?? 1) > 1 ? "merged" : undefined
}

/**
 * The deliveries that an absence at a day covers: that one, or those of its week that may be absences.
 * @rule ABS-2
 */
export const covered = (context: AbsenceContext, day: AbsenceDay): ReadonlyArray<AbsenceDay> => {
  const { policy, own } = context
  if (policy?.unit !== "iso-week") return [day]
  const week = own.filter((other) => weekOf(other.date) === weekOf(day.date) && other.delivery !== day.delivery)
  return [day, ...week.filter((other) => barrier(policy, other) === undefined)]
}

const none: AbsenceQuota = { kind: "fixed", maximum: 0 }

/**
 * How many absences the subscription may have in all, ranges counted apart.
 * @rule ABS-3
 * @see D21, S8.1
 */
export const quotaOf = (context: AbsenceContext): number => {
  const quota = context.policy?.quota ?? none
  switch (quota.kind) {
    case "any":
      return countOf(context, context.own)
    case "chosen":
      // Later an admin may have given more than the maximum.
      return context.subscribing ? Math.min(context.chosen ?? quota.maximum, quota.maximum) : (context.chosen ?? 0)
    case "prorated":
      return roundedRatio(quota.whole, context.own.length, Math.max(context.catalogDeliveries, context.own.length, 1))
    default:
      return quota.maximum
  }
}

/** How many absences some deliveries are. @rule ABS-2 */
export const countOf = (context: AbsenceContext, days: ReadonlyArray<AbsenceDay>): number =>
  new Set(days.map((day) => unitOf(context, day))).size

/**
 * Until when an absence at a day may be declared or withdrawn, that instant excluded: the notice of the first delivery
 * it covers, and never once orders are closed. A catalog admin has until they close.
 * @rule ABS-4, ABS-5
 * @see D8, D21
 */
export const deadlineOf = (context: AbsenceContext, day: AbsenceDay): Instant =>
  covered(context, day)
    .flatMap((each) =>
      context.policy === null || context.override
        ? [each.closesAt]
        : [each.closesAt, noticeOf(context.policy.notice, each, context.zone)],
    )
    .reduce((first, instant) => (instant < first ? instant : first), day.closesAt)

/** When the notice for a delivery ends. @rule ABS-4 */
const noticeOf = (notice: AbsenceNotice, day: AbsenceDay, zone: string): Instant => {
  switch (notice.kind) {
    case "closing":
      return day.closesAt
    case "hours":
      return delayBefore(day.startsAt, notice.hours, zone)
    case "days":
      return endOf(plusDays(day.date, -notice.days), zone)
    case "weekday":
      return endOf(plusDays(day.date, -((weekdayOf(day.date) - notice.weekday + 7) % 7)), zone)
    case "until":
      return endOf(notice.day, zone)
  }
}

/** When a day is over in a zone. */
const endOf = (date: CivilDate, zone: string): Instant => instantAt(plusDays(date, 1), "00:00", zone)

/**
 * The absences that can no longer be taken back: what compensates them is due.
 * @rule ABS-15
 */
export const settled = (context: AbsenceContext): ReadonlyArray<string> =>
  context.own
    .filter((day) => context.declared.includes(day.delivery))
    .filter((day) => deadlineOf({ ...context, override: false }, day) <= context.now)
    .map((day) => day.delivery)
