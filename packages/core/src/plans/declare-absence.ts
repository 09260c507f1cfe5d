import type { AbsenceContext } from "../absence/index.ts"
import {
  absenceProblem,
  choiceProblem,
  covered,
  dayOf,
  numberProblem,
  provisional,
  shiftProblem,
  withdrawalProblem,
} from "../absence/index.ts"
import type { Member } from "../member/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Subscription, SubscriptionFact, Taker } from "../subscription/index.ts"
import { absentDeliveries, evolve, subscribedTo } from "../subscription/index.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"
import { absencesOf } from "./season-rules.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { settleSubscription } from "./settle-subscription.ts"

const by = ({ entry, now }: SeasonContext) => ({ entry, at: now })

const after = (before: Subscription, facts: ReadonlyArray<SubscriptionFact>): Subscription =>
  facts.reduce<Subscription | null>(evolve, before) ?? before

/** The absences that the member decided, without those that only stand in until then. */
const decided = (subscription: Subscription): ReadonlyArray<string> =>
  subscription.deliveries.flatMap(({ id, absence }) => (absence === null || absence.provisional ? [] : [id]))

/** What the rules of absences look at, with the absences that the member decided. */
export const absenceRules = (context: SeasonContext, subscription: Subscription): AbsenceContext => ({
  ...absencesOf(context, subscription, false),
  declared: decided(subscription),
})

const declared = (
  context: SeasonContext,
  deliveries: ReadonlyArray<string>,
  isProvisional: boolean,
): SubscriptionFact => ({
  _tag: "AbsencesDeclared",
  deliveries,
  compensation: context.catalog.contract?.absences?.compensation ?? "not-charged",
  provisional: isProvisional,
  ...by(context),
})

const withdrawn = (context: SeasonContext, deliveries: ReadonlyArray<string>): SubscriptionFact => ({
  _tag: "AbsencesWithdrawn",
  deliveries,
  ...by(context),
})

/** The absences that stand in for those not decided yet, put where they now belong. @see D21 */
const standIns = (context: SeasonContext, subscription: Subscription): ReadonlyArray<SubscriptionFact> => {
  if (context.catalog.contract?.absences?.placement !== "last-provisional") return []
  const wanted = provisional(absenceRules(context, subscription))
  const now = absentDeliveries(subscription).filter((id) => !decided(subscription).includes(id))
  const gone = now.filter((id) => !wanted.includes(id))
  const come = wanted.filter((id) => !now.includes(id))
  return [
    ...(gone.length === 0 ? [] : [withdrawn(context, gone)]),
    ...(come.length === 0 ? [] : [declared(context, come, true)]),
  ]
}

/** Carries a change of the decided absences, and puts the stand-ins in their places. */
const settle = (
  context: SeasonContext,
  subscription: Subscription,
  facts: ReadonlyArray<SubscriptionFact>,
): Decision<Subscription> => {
  const all = [...facts, ...standIns(context, after(subscription, facts))]
  return settleSubscription(context, subscription, subscription.id, all)
}

/** The deliveries of the units that some deliveries are in: themselves, or all of their week. */
const units = (rules: AbsenceContext, deliveries: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(
    deliveries.flatMap((id) => {
      const day = dayOf(rules, id)
      return day === undefined ? [id] : covered(rules, day).map(({ delivery }) => delivery)
    }),
  ),
]

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
  let growing = subscription
  const facts: SubscriptionFact[] = []
  for (const delivery of deliveries) {
    const rules = absenceRules(context, growing)
    // Another day of a week that is absent already.
    if (rules.declared.includes(delivery) && !absentDeliveries(subscription).includes(delivery)) continue
    const problem = absenceProblem(rules, delivery)
    if (problem !== undefined) return refused(problem)
    const ids = units(rules, [delivery]).filter((id) => !rules.declared.includes(id))
    const standing = ids.filter((id) => subscribedTo(growing, id)?.absence?.provisional === true)
    const more = [...(standing.length === 0 ? [] : [withdrawn(context, standing)]), declared(context, ids, false)]
    facts.push(...more)
    growing = after(growing, more)
  }
  return settle(context, subscription, facts)
}

/** Withdraws absences, all or none: the baskets come back as they were. @rule SUB-8 @see D21 */
export const withdrawAbsences = (
  context: SeasonContext,
  subscription: Subscription,
  deliveries: ReadonlyArray<string>,
): Decision<Subscription> => {
  let growing = subscription
  const facts: SubscriptionFact[] = []
  for (const delivery of deliveries) {
    const rules = absenceRules(context, growing)
    const problem = withdrawalProblem(rules, delivery)
    if (problem !== undefined) return refused(problem)
    const ids = units(rules, [delivery]).filter((id) => rules.declared.includes(id))
    const more = [withdrawn(context, ids)]
    facts.push(...more)
    growing = after(growing, more)
  }
  return settle(context, subscription, facts)
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
  const chosen = number ?? subscription.absences
  const problem: Refusal | undefined =
    (number === null || number === subscription.absences ? undefined : numberProblem(rules, number)) ??
    choiceProblem({ ...rules, chosen }, deliveries)
  if (problem !== undefined) return refused(problem)
  const wanted = units(rules, deliveries)
  const standing = absentDeliveries(subscription)
  const gone = standing.filter(
    (id) => !wanted.includes(id) || subscribedTo(subscription, id)?.absence?.provisional === true,
  )
  const come = wanted.filter((id) => !standing.includes(id) || gone.includes(id))
  const facts: ReadonlyArray<SubscriptionFact> = [
    ...(number === null || number === subscription.absences
      ? []
      : [{ _tag: "AbsencesChosen", absences: number, ...by(context) } as const]),
    ...(gone.length === 0 ? [] : [withdrawn(context, gone)]),
    ...(come.length === 0 ? [] : [declared(context, come, false)]),
  ]
  return settle(context, subscription, facts)
}

/**
 * Moves the basket of an absence to another own delivery, declaring it when it is not declared yet; withdrawing the
 * absence moves it back.
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
    facts.push(declared(context, [source], false))
  }
  const shifted = subscription.deliveries.flatMap(({ id, absence }) =>
    absence === null || absence.movedTo === null ? [] : [{ source: id, target: absence.movedTo }],
  )
  const problem = shiftProblem({ ...rules, declared: decided(after(subscription, facts)) }, { source, target }, shifted)
  if (problem !== undefined) return refused(problem)
  facts.push({ _tag: "AbsenceMoved", delivery: source, to: target, ...by(context) })
  return settle(context, subscription, facts)
}

/**
 * Gives the basket of a delivery to another member or to somebody by name, or takes that back: who pays stays the same.
 * @rule SUB-5
 * @see X3
 */
export const giveBasket = (
  context: SeasonContext,
  subscription: Subscription,
  delivery: string,
  taker: Taker | null,
  found: Member | null,
): Decision<Subscription> => {
  const own = subscribedTo(subscription, delivery)
  if (own === undefined) return refused({ _tag: "DeliveryNotCovered", subscription: subscription.id, delivery })
  if (own.absence !== null) return refused({ _tag: "DeliveryAbsent", delivery })
  if (taker !== null && taker.member !== null && found?.status !== "active") {
    return refused({ _tag: "TakerUnknown", member: taker.member })
  }
  return settleSubscription(context, subscription, subscription.id, [
    { _tag: "BasketGiven", delivery, taker, ...by(context) },
  ])
}
