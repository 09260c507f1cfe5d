import { isAmong, weekOf } from "./absence.ts"
import type { AbsencePolicy, AbsenceProblem, Days } from "./absence.schema.ts"
import type { CivilDate } from "../values/values.schema.ts"

/**
 * Why a policy may not be a catalog's, or nothing when it may: windows and ranges in order, the window within the period,
 * no more absences than dates that may be one, and fewer than all dates. `dates` are those of the catalog's deliveries;
 * as long as there are none, nothing is compared with their number.
 * @rule ABS-13
 * @see CAT13
 */
export const policyProblem = (
  policy: AbsencePolicy,
  period: Days,
  dates: ReadonlyArray<CivilDate>,
): AbsenceProblem | undefined => {
  const window = policy.window ?? period
  const possible = dates.filter((date) => isAmong(window, date) && !policy.barred.includes(date))
  const unitsOf = (days: ReadonlyArray<CivilDate>) =>
    policy.unit === "iso-week" ? new Set(days.map(weekOf)).size : days.length
  const maximum = mostOf(policy)
  const most = unitsOf(possible)
  const problem = datesProblem(policy, window, period) ?? numbersProblem(policy, most, unitsOf(dates))
  return problem === undefined
    ? undefined
    : { _tag: "AbsencePolicyInvalid", problem, maximum: maximum ?? 0, dates: most }
}

type Invalid = Extract<AbsenceProblem, { readonly _tag: "AbsencePolicyInvalid" }>["problem"]

const datesProblem = ({ ranges }: AbsencePolicy, window: Days, period: Days): Invalid | undefined => {
  if (window.from > window.to) return "window-order"
  if (window.from < period.from || window.to > period.to) return "window-outside-period"
  return ranges.some(({ from, to }) => from > to) ? "range-order" : undefined
}

const numbersProblem = (policy: AbsencePolicy, possible: number, all: number): Invalid | undefined => {
  const { quota, placement } = policy
  const maximum = mostOf(policy)
  if (maximum === undefined) return placement === "none" ? undefined : "placement-without-number"
  if ("minimum" in quota && quota.minimum > quota.maximum) return "minimum-above-maximum"
  if (all === 0) return undefined
  if (maximum > possible) return "maximum-above-dates"
  return maximum >= all ? "maximum-takes-all-dates" : undefined
}

/** The largest number of absences that the quota speaks of, if it does. */
const mostOf = ({ quota }: AbsencePolicy): number | undefined => {
  if (quota.kind === "any") return undefined
  return quota.kind === "prorated" ? quota.whole : quota.maximum
}
