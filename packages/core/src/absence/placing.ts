import type { AbsenceContext, AbsenceDay } from "./absence.ts"
import { countOf, deadlineOf, quotaOf, unitOf } from "./absence.ts"
import { absenceProblem, declaring } from "./choice.ts"
import type { AbsenceProblem, AbsenceQuota } from "./absence.schema.ts"

/**
 * The dates that a number of absences stands for: what is declared, as far as the number goes, then the last dates that
 * may be absences. Fewer than the number when there are not enough such dates; more only when more are frozen already.
 * @rule ABS-9
 * @see S8.2, GC-19
 */
export const placed = (context: AbsenceContext, number: number): ReadonlyArray<string> =>
  filled(context, keptOf(context, number), number, [])

/**
 * Why a number of absences may not be chosen, or nothing when it may: at subscription within the policy's bounds, later
 * only by a catalog admin, and never more than there are dates nor fewer than are frozen.
 * @rule ABS-6, ABS-9
 * @see S8.1, S8.2
 */
export const numberProblem = (context: AbsenceContext, wanted: number): AbsenceProblem | undefined => {
  if (context.policy === null) return { _tag: "AbsencesNotOffered" }
  const { policy, chosen, override, subscribing } = context
  if (!override) {
    const least = "minimum" in policy.quota ? policy.quota.minimum : 0
    const most = quotaOf({ ...context, chosen: subscribing ? null : chosen })
    if (policy.quota.kind === "chosen" && !subscribing && wanted !== most)
      return { _tag: "AbsenceNumberFixed", chosen: most, wanted }
    if (wanted < least) return { _tag: "TooFewAbsences", minimum: least, wanted }
    if (wanted > most) return { _tag: "TooManyAbsences", quota: most, wanted, range: null }
  }
  const dates = countOf(context, daysOf(context, placed(context, wanted)))
  if (dates > wanted) return { _tag: "TooFewAbsences", minimum: dates, wanted }
  return dates < wanted ? { _tag: "TooManyAbsences", quota: dates, wanted, range: null } : undefined
}

/**
 * The dates that stand in for absences not yet decided: the last ones that may still be, but those which the member
 * said to want (`forced`).
 * @rule ABS-10
 */
export const provisional = (context: AbsenceContext, forced: ReadonlyArray<string> = []): ReadonlyArray<string> => {
  if (context.policy?.placement !== "last-provisional") return []
  const declared = context.declared
  return filled({ ...context, override: false }, declared, quotaOf(context), forced).filter(
    (delivery) => !declared.includes(delivery),
  )
}

/**
 * The same with the absences that stood in until the member decided, and whose deadline has passed: they are now like
 * any other.
 * @rule ABS-10
 */
export const withLapsed = (context: AbsenceContext, standing: ReadonlyArray<string>): AbsenceContext => {
  const due = daysOf(context, standing).filter((day) => deadlineOf({ ...context, override: false }, day) <= context.now)
  return { ...context, declared: [...new Set([...context.declared, ...due.map((day) => day.delivery)])] }
}

const any: AbsenceQuota = { kind: "any" }

/** Absences and, up to a number, the last dates that may join them, in the order of deliveries. */
const filled = (
  context: AbsenceContext,
  kept: ReadonlyArray<string>,
  number: number,
  skipped: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  // The number is what is asked for: the one chosen before does not limit it.
  const policy = context.policy?.quota.kind === "chosen" ? { ...context.policy, quota: any } : context.policy
  const free = { ...context, policy, subscribing: true }
  let declared = kept
  for (const { delivery } of context.own.toReversed()) {
    if (countOf(free, daysOf(free, declared)) >= number) break
    const at = { ...free, declared }
    const more = declaring(at, delivery)
    const isWanted = more.some((each) => skipped.includes(each) && !at.declared.includes(each))
    if (!isWanted && absenceProblem(at, delivery) === undefined) declared = more
  }
  return daysOf(free, declared).map((day) => day.delivery)
}

/** What is declared and stays: all that is frozen, then the earliest up to the number. */
const keptOf = (context: AbsenceContext, number: number): ReadonlyArray<string> => {
  const days = daysOf(context, context.declared)
  const frozen = days.filter((day) => deadlineOf(context, day) <= context.now)
  const units = [...new Set([...frozen, ...days].map((day) => unitOf(context, day)))]
  const kept = units.slice(0, Math.max(number, countOf(context, frozen)))
  return days.filter((day) => kept.includes(unitOf(context, day))).map((day) => day.delivery)
}

const daysOf = (context: AbsenceContext, deliveries: ReadonlyArray<string>): ReadonlyArray<AbsenceDay> =>
  context.own.filter((day) => deliveries.includes(day.delivery))
