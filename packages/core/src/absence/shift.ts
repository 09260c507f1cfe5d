import type { AbsenceContext } from "./absence.ts"
import { dayOf } from "./absence.ts"
import type { AbsenceProblem } from "./absence.schema.ts"
import { daysBetween } from "../values/civil.ts"

/** An absence whose produce is received at another delivery of the subscription. */
export interface Shift {
  readonly source: string
  readonly target: string
}

/**
 * Why an absence may not be moved to another delivery of the subscription, or nothing when it may: once per absence, a
 * few weeks away at most, so many over the contract, to a delivery whose orders are open and which is not absent.
 * @rule ABS-11
 */
export const shiftProblem = (
  context: AbsenceContext,
  { source, target }: Shift,
  shifted: ReadonlyArray<Shift>,
): AbsenceProblem | undefined => {
  const refused = (why: Extract<AbsenceProblem, { readonly _tag: "ShiftNotPossible" }>["why"]): AbsenceProblem => ({
    _tag: "ShiftNotPossible",
    source,
    target,
    why,
  })
  const shift = context.policy?.shift ?? null
  if (shift === null) return refused("not-offered")
  const [from, to] = [dayOf(context, source), dayOf(context, target)]
  if (from === undefined || !context.declared.includes(source)) return refused("source-not-absent")
  if (shifted.some((each) => each.source === source)) return refused("source-shifted")
  if (to === undefined) return refused("target-not-a-delivery")
  if (context.declared.includes(target)) return refused("target-absent")
  if (to.closesAt <= context.now) return refused("target-closed")
  if (Math.abs(daysBetween(from.date, to.date)) > 7 * shift.weeks) return refused("too-far")
  return shifted.length >= shift.maximum && !context.override
    ? { _tag: "TooManyShifts", maximum: shift.maximum }
    : undefined
}

/**
 * Why a shift may not be undone, or nothing when it may: as long as orders of the delivery it was moved to are open.
 * @rule ABS-11
 */
export const unshiftProblem = (context: AbsenceContext, { source, target }: Shift): AbsenceProblem | undefined => {
  const to = dayOf(context, target)
  if (to === undefined) return { _tag: "ShiftNotPossible", source, target, why: "target-not-a-delivery" }
  return context.now < to.closesAt ? undefined : { _tag: "ShiftNotPossible", source, target, why: "target-closed" }
}
