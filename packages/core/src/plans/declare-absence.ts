import type { AbsenceContext } from "../absence/index.ts"
import {
  absenceProblem,
  choiceProblem,
  countOf,
  dayOf,
  declaring,
  numberProblem,
  shiftProblem,
  withdrawalProblem,
  withdrawing,
} from "../absence/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Subscription, SubscriptionFact } from "../subscription/index.ts"
import { absentDeliveries, following, subscribedTo } from "../subscription/index.ts"
import { absenceRules, declared, standIns, undecided, withdrawn } from "./absence-rules.ts"
import { defaultLines } from "./agree-offers.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { saidBy, settleSubscription } from "./settle-subscription.ts"

/** Carries a change of the decided absences, and puts the stand-ins in their places. */
const settle = (
  context: SeasonContext,
  subscription: Subscription,
  facts: ReadonlyArray<SubscriptionFact>,
): Decision<Subscription> => {
  const all = [...facts, ...standIns(context, following(subscription, facts))]
  return settleSubscription(context, subscription, subscription.id, all)
}

/** What the member said to want, with some more or without some. */
const wantedFacts = (
  context: SeasonContext,
  { wanted }: Subscription,
  deliveries: ReadonlyArray<string>,
): ReadonlyArray<SubscriptionFact> =>
  deliveries.length === wanted.length && deliveries.every((id) => wanted.includes(id))
    ? []
    : [{ _tag: "BasketsWanted", deliveries, ...saidBy(context) }]

/**
 * Says that these are absences which the member decided, also where one stood in. That a basket was wanted there is kept:
 * when the absence is withdrawn it is wanted again, and nothing is otherwise than before.
 */
const decidedFacts = (
  context: SeasonContext,
  subscription: Subscription,
  ids: ReadonlyArray<string>,
): ReadonlyArray<SubscriptionFact> => {
  const stoodIn = undecided(context, subscription).filter((id) => ids.includes(id))
  return [...withdrawn(context, stoodIn), ...declared(context, ids, false)]
}

/**
 * Declares absences at some deliveries, all or none: their goods go back on offer, and they are charged or not as the
 * contract says.
 * @rule SUB-8
 * @see D21, S8.3, S8.4
 */
export const declareAbsences = (
  context: SeasonContext,
  subscription: Subscription,
  deliveries: ReadonlyArray<string>,
): Decision<Subscription> => {
  const before = absenceRules(context, subscription).declared
  let growing = subscription
  const facts: SubscriptionFact[] = []
  for (const delivery of deliveries) {
    const rules = absenceRules(context, growing)
    // Another day of a week that is absent already.
    if (rules.declared.includes(delivery) && !before.includes(delivery)) continue
    const problem = absenceProblem(rules, delivery)
    if (problem !== undefined) return refused(problem)
    const ids = declaring(rules, delivery).filter((id) => !rules.declared.includes(id))
    const more = decidedFacts(context, growing, ids)
    facts.push(...more)
    growing = following(growing, more)
  }
  return settle(context, subscription, facts)
}

/** Why a delivery where an absence stands in may not be wanted after all: its deadline is past. @rule ABS-4, ABS-10 */
const wantingProblem = (rules: AbsenceContext, ids: ReadonlyArray<string>, delivery: string): Refusal | undefined => {
  const policy = rules.policy === null ? null : { ...rules.policy, quota: { kind: "any" } as const }
  return withdrawalProblem({ ...rules, policy, declared: [...rules.declared, ...ids] }, delivery)
}

/**
 * Withdraws absences, all or none: the baskets come back as they were. One that only stood in comes too, and none
 * stands in there any more.
 * @rule SUB-8, ABS-10
 * @see D21
 */
export const withdrawAbsences = (
  context: SeasonContext,
  subscription: Subscription,
  deliveries: ReadonlyArray<string>,
): Decision<Subscription> => {
  const before = absentDeliveries(subscription)
  let growing = subscription
  const facts: SubscriptionFact[] = []
  for (const delivery of deliveries) {
    // Another day of a week that came back already.
    if (before.includes(delivery) && !absentDeliveries(growing).includes(delivery)) continue
    const more = comingBack(context, growing, delivery)
    if ("_tag" in more) return refused(more)
    facts.push(...more)
    growing = following(growing, more)
  }
  return settle(context, subscription, facts)
}

/** What makes the basket of an absence come back, or why it cannot. */
const comingBack = (
  context: SeasonContext,
  subscription: Subscription,
  delivery: string,
): ReadonlyArray<SubscriptionFact> | Refusal => {
  const rules = absenceRules(context, subscription)
  const waiting = undecided(context, subscription)
  if (waiting.includes(delivery)) {
    const week = declaring(rules, delivery).filter((id) => waiting.includes(id))
    const problem = wantingProblem(rules, waiting, delivery)
    return (
      problem ?? [...wantedFacts(context, subscription, [...subscription.wanted, ...week]), ...withdrawn(context, week)]
    )
  }
  const problem = withdrawalProblem(rules, delivery)
  const left = withdrawing(rules, delivery)
  return (
    problem ??
    withdrawn(
      context,
      rules.declared.filter((id) => !left.includes(id)),
    )
  )
}

/** A number of absences that the chosen dates are not: where dates are picked later, there may be fewer of them. @rule ABS-9 */
const mismatch = (rules: AbsenceContext, deliveries: ReadonlyArray<string>, number: number): Refusal | undefined => {
  const wanted = countOf(
    rules,
    deliveries.flatMap((id) => dayOf(rules, id) ?? []),
  )
  if (wanted > number) return { _tag: "TooManyAbsences", quota: number, wanted, range: null }
  return wanted < number && rules.policy?.placement !== "none"
    ? { _tag: "TooFewAbsences", minimum: number, wanted }
    : undefined
}

/**
 * Chooses all absences at once, and their number where that may still change.
 * @rule SUB-8
 * @see D21, S8.1, S8.3
 */
export const chooseAbsences = (
  context: SeasonContext,
  subscription: Subscription,
  deliveries: ReadonlyArray<string>,
  number: number | null,
): Decision<Subscription> => {
  const rules = absenceRules(context, subscription)
  const changes = number !== null && number !== subscription.absences
  const chosen = number ?? subscription.absences
  const problem =
    (changes ? numberProblem(rules, number) : undefined) ??
    choiceProblem({ ...rules, chosen }, deliveries) ??
    (number === null ? undefined : mismatch(rules, deliveries, number))
  if (problem !== undefined) return refused(problem)
  const said: ReadonlyArray<SubscriptionFact> = changes
    ? [{ _tag: "AbsencesChosen", absences: number, ...saidBy(context) }]
    : []
  const gone = rules.declared.filter((id) => !deliveries.includes(id))
  const come = deliveries.filter((id) => !rules.declared.includes(id))
  return settle(context, subscription, [
    ...said,
    ...withdrawn(context, gone),
    ...(come.length === 0 ? [] : decidedFacts(context, subscription, come)),
  ])
}

/** The default order of a delivery of which nothing was said yet, so that there is a basket to move. */
const answered = (
  context: SeasonContext,
  subscription: Subscription,
  delivery: string,
): ReadonlyArray<SubscriptionFact> => {
  if (context.catalog.kind !== "variable" || subscribedTo(subscription, delivery)?.answer !== "none") return []
  const { facts, lines } = defaultLines(context, subscription)
  if (lines.length === 0) return []
  const isAbsent = absentDeliveries(subscription).includes(delivery)
  return [
    ...(isAbsent ? withdrawn(context, [delivery]) : []),
    ...facts,
    { _tag: "DeliveriesOrdered", deliveries: [delivery], lines, answer: "default", ...saidBy(context) },
    ...(isAbsent ? declared(context, [delivery], false) : []),
  ]
}

/**
 * Moves the basket of an absence to another own delivery, declaring it when it is not declared yet; withdrawing the
 * absence moves it back. Where nothing was said of it, the basket is the default order.
 * @rule SUB-8
 * @see D21, X3
 */
export const moveAbsence = (
  context: SeasonContext,
  subscription: Subscription,
  source: string,
  target: string,
): Decision<Subscription> => {
  const rules = absenceRules(context, subscription)
  const facts: SubscriptionFact[] = []
  if (!rules.declared.includes(source)) {
    const problem = absenceProblem(rules, source)
    if (problem !== undefined) return refused(problem)
    const ids = declaring(rules, source).filter((id) => !rules.declared.includes(id))
    facts.push(...decidedFacts(context, subscription, ids))
  }
  const shifted = subscription.deliveries.flatMap(({ id, absence }) =>
    absence === null || absence.movedTo === null ? [] : [{ source: id, target: absence.movedTo }],
  )
  const absent = following(subscription, facts)
  const problem = shiftProblem(absenceRules(context, absent), { source, target }, shifted)
  if (problem !== undefined) return refused(problem)
  // A stand-in gives way to the basket that comes.
  const waiting = undecided(context, absent).filter((id) => id === target)
  facts.push(...withdrawn(context, waiting), ...answered(context, absent, source))
  facts.push({ _tag: "AbsenceMoved", delivery: source, to: target, ...saidBy(context) })
  return settle(context, subscription, facts)
}
