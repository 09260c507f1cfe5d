import type { AbsenceContext, AbsenceDay, AbsencePolicy } from "../src/absence/index.ts"
import { skipBeforeClose } from "../src/absence/index.ts"
import type { CivilDate } from "../src/values/index.ts"
import { daysBefore, instantAt, plusDays } from "../src/values/index.ts"

/** The zone of the groups that absences are tried in. */
export const paris = "Europe/Paris"

/** A policy that differs from "any delivery until its orders close" in what is said. */
export const aPolicy = (differences: Partial<AbsencePolicy> = {}): AbsencePolicy => ({
  ...skipBeforeClose(),
  ...differences,
})

/** A delivery named by its date, at 18:00 in Paris, whose orders close two days before at that hour. */
export const aDay = (date: CivilDate, differences: Partial<AbsenceDay> = {}): AbsenceDay => {
  const startsAt = instantAt(date, "18:00", paris)
  return { delivery: date, date, startsAt, closesAt: daysBefore(startsAt, 2, paris), ...differences }
}

/** So many dates a week apart, from a first one. */
export const weekly = (first: CivilDate, number: number): ReadonlyArray<CivilDate> =>
  Array.from({ length: number }, (_, index) => plusDays(first, 7 * index))

/** What the rules look at, long before the first of some deliveries given by their dates. */
export const aContext = (
  policy: Partial<AbsencePolicy> | null,
  dates: ReadonlyArray<CivilDate>,
  differences: Partial<AbsenceContext> = {},
): AbsenceContext => ({
  policy: policy === null ? null : aPolicy(policy),
  zone: paris,
  now: "2025-01-01T00:00:00.000Z",
  own: dates.map((date) => aDay(date)),
  catalogDeliveries: dates.length,
  declared: [],
  chosen: null,
  subscribing: false,
  override: false,
  ...differences,
})
