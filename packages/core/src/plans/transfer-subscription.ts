import * as Result from "effect/Result"
import { deliveryOf } from "../calendar/index.ts"
import type { Member } from "../member/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { SubscribedDelivery, Subscription, SubscriptionFact } from "../subscription/index.ts"
import { following, householdsOf } from "../subscription/index.ts"
import { plusDays } from "../values/index.ts"
import type { HouseholdsContext } from "./change-period.ts"
import { withdrawn } from "./absence-rules.ts"
import { keyOf } from "./keys.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"
import { openDeliveries } from "./season-rules.ts"
import { dayOfDelivery, saidBy, settleSubscription } from "./settle-subscription.ts"
import type { Period } from "./subscription-rules.ts"
import { datesProblem, overlapProblem, periodsTaken } from "./subscription-rules.ts"

/** To whom the rest of a subscription goes, from which day on. */
export interface Transfer {
  readonly id: string
  readonly existing: Subscription | null
  readonly member: Member | null
  readonly from: string
}

/**
 * Says that the baskets go back which would be parted from their absences: one of both deliveries goes over and the other
 * stays. What is closed stays as it is.
 * @rule SUB-15
 */
const partedBack = (
  context: HouseholdsContext,
  subscription: Subscription,
  left: ReadonlyArray<SubscribedDelivery>,
): ReadonlyArray<SubscriptionFact> => {
  const open = new Set(openDeliveries(context, subscription).map(({ id }) => id))
  const over = new Set(left.map(({ id }) => id))
  const parted = subscription.deliveries.flatMap(({ id, absence }) => {
    const to = absence?.movedTo ?? null
    return to !== null && over.has(id) !== over.has(to) && open.has(id) && open.has(to) ? [id] : []
  })
  return withdrawn(context, parted)
}

/** What a delivery that goes over holds: its lines, its answer, its absence. A basket that was received elsewhere is gone. */
const goesOver = (
  context: HouseholdsContext,
  { id, lines, answer, absence }: SubscribedDelivery,
  over: ReadonlySet<string>,
): ReadonlyArray<SubscriptionFact> => {
  const by = saidBy(context)
  const isElsewhere = absence !== null && absence.movedTo !== null && !over.has(absence.movedTo)
  const held = isElsewhere ? [] : absence === null ? lines : absence.lines
  const ordered: SubscriptionFact = { _tag: "DeliveriesOrdered", deliveries: [id], lines: held, answer, ...by }
  const said = answer === "none" && held.length === 0 ? [] : [ordered]
  if (absence === null) return said
  const { compensation, provisional } = absence
  return [...said, { _tag: "AbsencesDeclared", deliveries: [id], compensation, provisional, ...by }]
}

/** The baskets that were moved from one delivery that goes over to another. */
const movesOf = (
  left: ReadonlyArray<SubscribedDelivery>,
): ReadonlyArray<{ readonly from: string; readonly to: string }> =>
  left.flatMap(({ id, absence }) => {
    const to = absence?.movedTo ?? null
    return to !== null && left.some((one) => one.id === to) ? [{ from: id, to }] : []
  })

/** What the new subscription is made of: the same deliveries on the same terms, moved baskets moved again. */
const beginningFacts = (
  context: HouseholdsContext,
  subscription: Subscription,
  left: ReadonlyArray<SubscribedDelivery>,
  { id, to, period }: { readonly id: string; readonly to: string; readonly period: Period },
): ReadonlyArray<SubscriptionFact> => {
  const by = saidBy(context)
  const { catalog, order, absences, offers, wanted } = subscription
  const moves = movesOf(left)
  const over = new Set(left.map((one) => one.id))
  const back = following(
    subscription,
    moves.map(({ from }): SubscriptionFact => ({ _tag: "AbsencesWithdrawn", deliveries: [from], ...by })),
  )
  const own = left.map((one): SubscribedDelivery => {
    const alone = back.deliveries.find(({ id: other }) => other === one.id) ?? one
    const { absence } = one
    return { ...alone, absence: absence === null ? null : { ...absence, lines: alone.absence?.lines ?? alone.lines } }
  })
  return [
    { _tag: "SubscriptionStarted", id, catalog, member: to, partner: null, ...period, order, absences, ...by },
    { _tag: "DeliveriesCovered", deliveries: left.map((one) => ({ id: one.id, turn: "holder" })) },
    { _tag: "OffersAgreed", offers },
    { _tag: "BasketsWanted", deliveries: wanted, ...by },
    ...own.flatMap((one) => goesOver(context, one, over)),
    ...moves.map(({ from, to: target }): SubscriptionFact => ({
      _tag: "AbsenceMoved",
      delivery: from,
      to: target,
      ...by,
    })),
  ]
}

/**
 * Hands what is left of a subscription over to another member: the same deliveries on the same terms, owed by them from
 * there on; what is behind stays with the first.
 * @rule SUB-15
 * @see S9.4, D4, D17
 */
export const transferSubscription = (
  context: HouseholdsContext,
  stored: Subscription,
  { id, existing, member, from }: Transfer,
  to: string,
): Decision<Subscription> => {
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "subscription", id })
  if (member?.status !== "active") return refused({ _tag: "MemberUnknown", member: to })
  const { catalog } = context
  const back = partedBack(context, stored, goingOver(context, stored, from))
  const subscription = following(stored, back)
  const left = goingOver(context, subscription, from)
  const startsOn = from < subscription.startsOn ? subscription.startsOn : from
  const period = { startsOn, endsOn: subscription.endsOn }
  const problem =
    datesProblem(context, period) ??
    overlapProblem(context.commitments, [to], subscription.id, period) ??
    sameDayProblem(subscription, to, startsOn)
  if (problem !== undefined) return refused(problem)
  if (left.length === 0) return refused({ _tag: "CatalogWithoutDeliveries", catalog: catalog.id })
  const ending = settleSubscription(
    context,
    stored,
    subscription.id,
    [...back, ...endingFacts(context, subscription, left, startsOn)],
    periodsTaken(catalog.id, householdsOf(subscription), subscription.id, shortened(subscription, startsOn)),
  )
  if (Result.isFailure(ending)) return Result.fail(ending.failure)
  const begun = settleSubscription(
    // What the first gives back is there for the second.
    { ...context, taken: () => undefined },
    null,
    id,
    beginningFacts(context, subscription, left, { id, to, period }),
    periodsTaken(catalog.id, [to], id, period),
  )
  return Result.map(begun, (plan) => ({
    ...plan,
    facts: [...ending.success.facts, ...plan.facts],
    postings: [...ending.success.postings, ...plan.postings],
    // Nothing more is taken than before, whatever there is.
    floors: [],
    // A household that leaves meanwhile must stop it.
    guards: [...new Set([...ending.success.guards, ...plan.guards, keyOf.member(to)])],
  }))
}

/** The deliveries that go over: those from a day on that can still change. */
const goingOver = (
  context: HouseholdsContext,
  subscription: Subscription,
  from: string,
): ReadonlyArray<SubscribedDelivery> =>
  openDeliveries(context, subscription).filter((one) => {
    const planned = deliveryOf(context.calendar, one.id)
    return planned !== undefined && dayOfDelivery(context.group, planned) >= from
  })

/** A household that hands over whole to itself would be there twice on the day it began. @rule SUB-9 */
const sameDayProblem = (subscription: Subscription, to: string, startsOn: string): Refusal | undefined =>
  householdsOf(subscription).includes(to) && shortened(subscription, startsOn).endsOn >= startsOn
    ? { _tag: "OverlappingSubscription", member: to, subscription: subscription.id }
    : undefined

/** The first's days end the day before; one that goes over whole keeps the day it began on. */
const shortened = ({ startsOn }: Subscription, from: string): Period => {
  const last = plusDays(from, -1)
  return { startsOn, endsOn: last < startsOn ? startsOn : last }
}

const endingFacts = (
  context: HouseholdsContext,
  subscription: Subscription,
  left: ReadonlyArray<SubscribedDelivery>,
  from: string,
): ReadonlyArray<SubscriptionFact> => [
  { _tag: "DeliveriesDropped", deliveries: left.map(({ id }) => id) },
  { _tag: "PeriodChanged", ...shortened(subscription, from), ...saidBy(context) },
  { _tag: "SubscriptionStopped", ...saidBy(context) },
]
