import type { AbsenceContext, AbsenceDay } from "../absence/index.ts"
import { provisional, withLapsed } from "../absence/index.ts"
import type { CalendarDelivery } from "../calendar/index.ts"
import { plannedDeliveries } from "../calendar/index.ts"
import type { SubscribedDelivery, Subscription, SubscriptionFact } from "../subscription/index.ts"
import { absentDeliveries } from "../subscription/index.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { dayOfDelivery, saidBy } from "./settle-subscription.ts"

/** A delivery as the rules of absences see it; one that holds the basket of another is two in one. */
const absenceDay = (
  { group }: Pick<SeasonContext, "group">,
  one: CalendarDelivery,
  deliveries: ReadonlyArray<SubscribedDelivery>,
): AbsenceDay => ({
  merged: 1 + deliveries.filter(({ absence }) => absence?.movedTo === one.id).length,
  delivery: one.id,
  date: dayOfDelivery(group, one),
  startsAt: one.startsAt,
  closesAt: one.window.closesAt,
})

/** What the rules of absences look at for a subscription, every absence taken for decided. @see D21 */
export const absencesOf = (
  context: SeasonContext,
  subscription: Pick<Subscription, "absences" | "deliveries">,
  subscribing: boolean,
): AbsenceContext => {
  const covered = new Set(subscription.deliveries.map(({ id }) => id))
  const all = plannedDeliveries(context.calendar)
  return {
    policy: context.catalog.contract?.absences ?? null,
    zone: context.group.settings.timeZone,
    now: context.now,
    own: all.filter(({ id }) => covered.has(id)).map((one) => absenceDay(context, one, subscription.deliveries)),
    catalogDeliveries: all.length,
    declared: absentDeliveries(subscription),
    chosen: subscription.absences,
    subscribing,
    override: context.entry === "coordinator",
  }
}

/** The absences that stand in until the member decides, lapsed or not. */
const standing = ({ deliveries }: Subscription): ReadonlyArray<string> =>
  deliveries.flatMap(({ id, absence }) => (absence?.provisional === true ? [id] : []))

/** What the rules of absences look at: the absences that the member decided, and those that nobody can decide any more. @see D21 */
export const absenceRules = (context: SeasonContext, subscription: Subscription): AbsenceContext => {
  const rules = absencesOf(context, subscription, false)
  const waiting = standing(subscription)
  return withLapsed({ ...rules, declared: rules.declared.filter((id) => !waiting.includes(id)) }, waiting)
}

/** The absences that only stand in until the member decides. */
export const undecided = (context: SeasonContext, subscription: Subscription): ReadonlyArray<string> => {
  const { declared } = absenceRules(context, subscription)
  return standing(subscription).filter((id) => !declared.includes(id))
}

/** Says that deliveries are absences. */
export const declared = (
  context: SeasonContext,
  deliveries: ReadonlyArray<string>,
  isProvisional: boolean,
): ReadonlyArray<SubscriptionFact> =>
  deliveries.length === 0
    ? []
    : [
        {
          _tag: "AbsencesDeclared",
          deliveries,
          compensation: context.catalog.contract?.absences?.compensation ?? "not-charged",
          provisional: isProvisional,
          ...saidBy(context),
        },
      ]

/** Says that deliveries are absences no more. */
export const withdrawn = (context: SeasonContext, deliveries: ReadonlyArray<string>): ReadonlyArray<SubscriptionFact> =>
  deliveries.length === 0 ? [] : [{ _tag: "AbsencesWithdrawn", deliveries, ...saidBy(context) }]

/**
 * The absences that stand in for those not decided yet, put where they now belong: never where the member said to want
 * the basket.
 * @rule ABS-10
 * @see D21
 */
export const standIns = (context: SeasonContext, subscription: Subscription): ReadonlyArray<SubscriptionFact> => {
  if (context.catalog.contract?.absences?.placement !== "last-provisional") return []
  const wanted = provisional(absenceRules(context, subscription), subscription.wanted)
  const now = undecided(context, subscription)
  const gone = now.filter((id) => !wanted.includes(id))
  const come = wanted.filter((id) => !now.includes(id))
  return [...withdrawn(context, gone), ...declared(context, come, true)]
}
