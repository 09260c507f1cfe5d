import type { AbsenceContext, AbsenceDay } from "./absence.ts"
import { barrier, countOf, covered, dayOf, deadlineOf, isAmong, weekOf, quotaOf, unitOf } from "./absence.ts"
import type { AbsencePolicy, AbsenceProblem } from "./absence.schema.ts"

/** Deliveries that become absences and absences that become deliveries, and all that is absent before and after. */
interface Change {
  readonly added: ReadonlyArray<AbsenceDay>
  readonly removed: ReadonlyArray<AbsenceDay>
  readonly before: ReadonlyArray<AbsenceDay>
  readonly after: ReadonlyArray<AbsenceDay>
  /** Everything is said at once, so that too few are too few. */
  readonly whole: boolean
}

/** What of a change is refused by one rule. */
type Rule = (context: AbsenceContext, policy: AbsencePolicy, change: Change) => AbsenceProblem | undefined

/**
 * Why an absence may not be declared at a delivery, or nothing when it may.
 * @rule ABS-1, ABS-2, ABS-4, ABS-5, ABS-6, ABS-7, ABS-8
 */
export const absenceProblem = (context: AbsenceContext, delivery: string): AbsenceProblem | undefined =>
  context.policy !== null && context.declared.includes(delivery)
    ? { _tag: "AbsenceRepeated", ...named(context, delivery) }
    : judged(context, declaring(context, delivery), false)

/**
 * Why an absence may not be withdrawn, or nothing when it may.
 * @rule ABS-2, ABS-4, ABS-5, ABS-6
 */
export const withdrawalProblem = (context: AbsenceContext, delivery: string): AbsenceProblem | undefined =>
  context.policy === null || context.declared.includes(delivery)
    ? judged(context, withdrawing(context, delivery), false)
    : { _tag: "AbsenceNotPossible", ...named(context, delivery), why: "not-absent" }

/**
 * Why a whole new set of absences may not replace the one there is, or nothing when it may. What is past or closed
 * stays as it is; what is already declared may stay, even where the policy would no longer allow it.
 * @rule ABS-1, ABS-2, ABS-4, ABS-5, ABS-6, ABS-7, ABS-8
 */
export const choiceProblem = (context: AbsenceContext, wanted: ReadonlyArray<string>): AbsenceProblem | undefined => {
  const repeated = wanted.find((delivery, index) => wanted.indexOf(delivery) !== index)
  return context.policy === null || repeated === undefined
    ? judged(context, wanted, true)
    : { _tag: "AbsenceRepeated", ...named(context, repeated) }
}

/**
 * The first declared absence that is no longer at a delivery of the subscription, as its period or the calendar was
 * changed.
 * @rule ABS-16
 * @see S8.6
 */
export const strayProblem = (context: AbsenceContext): AbsenceProblem | undefined => {
  const stray = context.declared.find((delivery) => dayOf(context, delivery) === undefined)
  return stray === undefined ? undefined : foreign(stray)
}

/** What is absent once an absence is declared at a delivery, all that it covers included. @rule ABS-2 */
export const declaring = (context: AbsenceContext, delivery: string): ReadonlyArray<string> => {
  const day = dayOf(context, delivery)
  const more = day === undefined ? [delivery] : covered(context, day).map((each) => each.delivery)
  return [...new Set([...context.declared, ...more])]
}

/** What is absent once the absence at a delivery is withdrawn, with all that it covers. @rule ABS-2 */
export const withdrawing = (context: AbsenceContext, delivery: string): ReadonlyArray<string> => {
  const unitAt = (each: string) => {
    const day = dayOf(context, each)
    return day === undefined ? each : unitOf(context, day)
  }
  return context.declared.filter((each) => unitAt(each) !== unitAt(delivery))
}

/** Judges the set of all absences that are wanted, `whole` when it is all that is going to be said. */
const judged = (context: AbsenceContext, wanted: ReadonlyArray<string>, whole: boolean): AbsenceProblem | undefined => {
  const { policy, declared, own } = context
  if (policy === null) return { _tag: "AbsencesNotOffered" }
  const unknown = wanted.find((delivery) => !declared.includes(delivery) && dayOf(context, delivery) === undefined)
  if (unknown !== undefined) return foreign(unknown)
  const before = own.filter((day) => declared.includes(day.delivery))
  const after = own.filter((day) => wanted.includes(day.delivery))
  const added = after.filter((day) => !before.includes(day))
  const removed = before.filter((day) => !after.includes(day))
  return firstOf([place, week, time, number, ranges, spacing], (rule) =>
    rule(context, policy, { added, removed, before, after, whole }),
  )
}

const named = (context: AbsenceContext, delivery: string) => ({
  delivery,
  date: dayOf(context, delivery)?.date ?? null,
})

const foreign = (delivery: string): AbsenceProblem => ({
  _tag: "AbsenceNotPossible",
  delivery,
  date: null,
  why: "not-a-delivery",
})

const notPossible = (
  { delivery, date }: AbsenceDay,
  why: Extract<AbsenceProblem, { readonly _tag: "AbsenceNotPossible" }>["why"],
): AbsenceProblem => ({ _tag: "AbsenceNotPossible", delivery, date, why })

/** The first answer that is not nothing. */
const firstOf = <A, B>(all: ReadonlyArray<A>, ask: (each: A) => B | undefined): B | undefined => {
  for (const each of all) {
    const answer = ask(each)
    if (answer !== undefined) return answer
  }
  return undefined
}

const place: Rule = (_, policy, { added }) =>
  firstOf(added, (day) => {
    const why = barrier(policy, day)
    return why && notPossible(day, why)
  })

/** A week is absent whole or not at all. */
const week: Rule = (context, _, { added, removed, after }) => {
  const torn =
    added.find((day) => covered(context, day).some((each) => !after.includes(each))) ??
    removed.find((day) => after.some((each) => unitOf(context, each) === unitOf(context, day)))
  return torn && notPossible(torn, "week-not-whole")
}

const time: Rule = (context, policy, { added, removed }) =>
  firstOf([...added, ...removed], (day) => {
    const { delivery, date } = day
    const deadline = deadlineOf(context, day)
    if (deadline <= context.now) return { _tag: "AbsenceTooLate", delivery, date, deadline }
    const free = policy.fixed === "by-notice" || context.subscribing || context.override
    return free ? undefined : { _tag: "AbsenceDatesFixed", delivery, date }
  })

const number: Rule = (context, { quota, placement }, { added, before, after, whole }) => {
  if (context.override) return undefined
  const [was, wanted, most] = [countOf(context, before), countOf(context, after), quotaOf(context)]
  const { subscribing } = context
  if (quota.kind === "chosen" && !subscribing) {
    const least = placement === "none" ? 0 : Math.min(was, most)
    const kept = wanted >= least && (wanted <= most || added.length === 0)
    return kept ? undefined : { _tag: "AbsenceNumberFixed", chosen: most, wanted }
  }
  if (wanted > most && added.length > 0) return { _tag: "TooManyAbsences", quota: most, wanted, range: null }
  if (!("minimum" in quota) || wanted >= quota.minimum) return undefined
  const isShort = subscribing ? whole : wanted < was
  return isShort ? { _tag: "TooFewAbsences", minimum: quota.minimum, wanted } : undefined
}

const ranges: Rule = (context, policy, { added, after }) => {
  if (context.override) return undefined
  return firstOf(policy.ranges, (range) => {
    const within = (days: ReadonlyArray<AbsenceDay>) => days.filter(({ date }) => isAmong(range, date))
    const { from, to, maximum } = range
    const wanted = countOf(context, within(after))
    return wanted > maximum && within(added).length > 0
      ? { _tag: "TooManyAbsences", quota: maximum, wanted, range: { from, to } }
      : undefined
  })
}

const spacing: Rule = (context, policy, { added, after }) =>
  firstOf(added, (day) => {
    const other = after.find((each) => isTooClose(context, policy, day, each))
    return other && { _tag: "AbsenceTooClose", delivery: day.delivery, date: day.date, other: other.date }
  })

const isTooClose = (context: AbsenceContext, policy: AbsencePolicy, day: AbsenceDay, other: AbsenceDay): boolean => {
  const [one, two] = [unitOf(context, day), unitOf(context, other)]
  if (one === two || policy.spacing.kind === "none") return false
  if (policy.spacing.kind === "one-per-iso-week") return weekOf(day.date) === weekOf(other.date)
  const units = [...new Set(context.own.map((each) => unitOf(context, each)))]
  return Math.abs(units.indexOf(one) - units.indexOf(two)) <= policy.spacing.deliveries
}
