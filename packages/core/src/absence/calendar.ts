import type { AbsenceContext } from "./absence.ts"
import { countOf, dayOf, deadlineOf, isAmong, quotaOf } from "./absence.ts"
import type { AbsenceProblem } from "./absence.schema.ts"
import { absenceProblem, withdrawalProblem } from "./choice.ts"
import { provisional } from "./placing.ts"
import type { CivilDate, Instant } from "../values/values.schema.ts"

/** A delivery as a calendar of absences shows it. */
export interface AbsenceView {
  readonly delivery: string
  readonly date: CivilDate
  /** `provisional` is absent until the member decides; `locked` is delivered, and an absence is not possible. */
  readonly state: "absent" | "provisional" | "possible" | "locked"
  /** Until when it can be changed. */
  readonly deadline: Instant
  /** Why it cannot be changed; `null` when it can. */
  readonly why: AbsenceProblem | null
}

/** How many absences are used of how many, between two days or in all. */
export interface AbsenceUse {
  readonly used: number
  readonly maximum: number
}

/**
 * Each delivery of the subscription with its state, until when it can change and why it cannot.
 * @rule ABS-12
 */
export const absenceDays = (
  context: AbsenceContext,
  forced: ReadonlyArray<string> = [],
): ReadonlyArray<AbsenceView> => {
  const undecided = provisional(context, forced)
  return context.own.map((day) => {
    const { delivery, date } = day
    const isAbsent = context.declared.includes(delivery)
    const why = (isAbsent ? withdrawalProblem : absenceProblem)(context, delivery) ?? null
    const open = why === null ? "possible" : "locked"
    const state = isAbsent ? "absent" : undecided.includes(delivery) ? "provisional" : open
    return { delivery, date, state, deadline: deadlineOf(context, day), why }
  })
}

/**
 * The absences used and allowed in all, then within each range of the policy.
 * @rule ABS-12
 */
export const absenceUse = (
  context: AbsenceContext,
): AbsenceUse & {
  readonly ranges: ReadonlyArray<AbsenceUse & { readonly from: CivilDate; readonly to: CivilDate }>
} => {
  const days = context.declared.flatMap((delivery) => dayOf(context, delivery) ?? [])
  const ranges = (context.policy?.ranges ?? []).map((range) => {
    const within = days.filter(({ date }) => isAmong(range, date))
    return { ...range, used: countOf(context, within) }
  })
  return { used: countOf(context, days), maximum: quotaOf(context), ranges }
}
