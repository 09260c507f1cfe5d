import type { AbsencePolicy, Days } from "./absence.schema.ts"
import type { CivilDate } from "../values/values.schema.ts"
import { plusDays } from "../values/civil.ts"

/** What most associations start from: nothing said beyond orders being open, dates not charged. */
const plain: AbsencePolicy = {
  unit: "delivery",
  window: null,
  barred: [],
  quota: { kind: "any" },
  ranges: [],
  notice: { kind: "closing" },
  spacing: { kind: "none" },
  compensation: "not-charged",
  placement: "none",
  fixed: "by-notice",
  shift: null,
}

/**
 * The rule of Cagette and CAMAP: a number up to `maximum` chosen at subscription, the last dates of the window until the
 * member picks others.
 * @rule ABS-14
 * @see S8.1, S8.2, CAT13
 */
export const camapAbsences = ({
  maximum,
  window,
}: {
  readonly maximum: number
  readonly window: Days
}): AbsencePolicy => ({
  ...plain,
  window,
  quota: { kind: "chosen", minimum: 0, maximum },
  placement: "last",
})

/** When AmapJ lets dates change: until the end of enrolment, or until so many days before each delivery. */
export type AmapjMode = { readonly until: CivilDate } | { readonly delay: number }

/**
 * The jokers of a fixed contract of AmapJ: from `minimum` to `maximum`, until the end of enrolment or while today is
 * before the delivery by more than the delay.
 * @rule ABS-14
 */
export const amapjJokers = ({
  minimum,
  maximum,
  mode,
}: {
  readonly minimum: number
  readonly maximum: number
  readonly mode: AmapjMode
}): AbsencePolicy => ({
  ...plain,
  quota: { kind: "between", minimum, maximum },
  // Today is strictly before the day `delay` days ahead of the delivery: the day before that one is the last.
  notice: "until" in mode ? { kind: "until", day: mode.until } : { kind: "days", days: mode.delay + 1 },
})

/**
 * The prepaid card of AmapJ: any delivery that is not barred, while it is further away than the delay in days.
 * @rule ABS-14
 */
export const amapjPrepaid = ({
  delay,
  barred,
}: {
  readonly delay: number
  readonly barred: ReadonlyArray<CivilDate>
}): AbsencePolicy => ({ ...plain, barred, notice: { kind: "hours", hours: 24 * delay } })

/**
 * The jokers of tapir: weeks, so many over the growing period and over each range, until the end of the last `weekday`
 * (1 Monday to 7 Sunday) up to the delivery; what was paid comes back as credit.
 * @rule ABS-14
 */
export const tapirJokers = ({
  maximum,
  ranges,
  weekday,
}: {
  readonly maximum: number
  readonly ranges: AbsencePolicy["ranges"]
  readonly weekday: number
}): AbsencePolicy => ({
  ...plain,
  unit: "iso-week",
  quota: { kind: "fixed", maximum },
  ranges,
  notice: { kind: "weekday", weekday },
  spacing: { kind: "one-per-iso-week" },
  compensation: "credit",
})

/**
 * The included absences of csa-admin: a number for a whole cycle, less for those who join late; `atEnd` says whether
 * those never decided are kept on the last deliveries, or delivered like any other.
 * @rule ABS-14
 */
export const csaAbsences = ({
  included,
  noticeDays,
  billed,
  atEnd,
  shift,
}: {
  readonly included: number
  readonly noticeDays: number
  readonly billed: boolean
  readonly atEnd: "absent" | "delivered"
  readonly shift: AbsencePolicy["shift"]
}): AbsencePolicy => ({
  ...plain,
  quota: { kind: "prorated", whole: included },
  notice: { kind: "days", days: noticeDays },
  compensation: billed ? "none" : "not-charged",
  placement: atEnd === "absent" ? "last-provisional" : "none",
  shift,
})

/**
 * The absences of OpenOlitor: so many per business year, which begins on a day of the calendar (`01-01`), while the
 * delivery's orders are open; the delivery is not used up.
 * @rule ABS-14
 */
export const openOlitorAbsences = ({
  maximum,
  yearStart,
  period,
}: {
  readonly maximum: number
  readonly yearStart: string
  readonly period: Days
}): AbsencePolicy => {
  const first = Number(period.from.slice(0, 4)) - 1
  const years = Array.from({ length: Number(period.to.slice(0, 4)) - first + 1 }, (_, index) => first + index)
  const starts = (year: number) => `${String(year).padStart(4, "0")}-${yearStart}`
  const ranges = years.map((year) => ({ from: starts(year), to: plusDays(starts(year + 1), -1), maximum }))
  return { ...plain, ranges: ranges.filter(({ from, to }) => from <= period.to && period.from <= to) }
}

/**
 * The pause of Open Food Network: any delivery may be skipped until its orders close, and is not charged.
 * @rule ABS-14
 */
export const skipBeforeClose = (): AbsencePolicy => plain
