import * as Result from "effect/Result"
import { deliveryOf } from "../calendar/index.ts"
import type { Member } from "../member/index.ts"
import type { SubscribedDelivery, Subscription, SubscriptionFact } from "../subscription/index.ts"
import { plusDays } from "../values/index.ts"
import type { HouseholdsContext } from "./change-subscription.ts"
import { movedBack, openDeliveries } from "./change-subscription.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"
import { dayOfDelivery, settleSubscription } from "./settle-subscription.ts"
import { overlapProblem, periodsTaken } from "./subscribe.ts"

/** To whom the rest of a subscription goes, from which day on. */
export interface Transfer {
  readonly id: string
  readonly existing: Subscription | null
  readonly member: Member | null
  readonly from: string
}

/** What a delivery that goes over holds: its lines, its answer, its absence. */
const goesOver = (
  context: HouseholdsContext,
  { id, lines, answer, absence }: SubscribedDelivery,
): ReadonlyArray<SubscriptionFact> => {
  const by = { entry: context.entry, at: context.now }
  const held = absence === null ? lines : absence.lines
  const ordered: SubscriptionFact = { _tag: "DeliveriesOrdered", deliveries: [id], lines: held, answer, ...by }
  if (absence === null) return answer === "none" ? [] : [ordered]
  const { compensation, provisional } = absence
  return [ordered, { _tag: "AbsencesDeclared", deliveries: [id], compensation, provisional, ...by }]
}

/**
 * Hands what is left of a subscription over to another member: the same deliveries on the same terms, owed by them from
 * there on; what is behind stays with the first.
 * @rule SUB-15
 * @see S9.4, D4, D17
 */
export const transferSubscription = (
  context: HouseholdsContext,
  subscription: Subscription,
  { id, existing, member, from }: Transfer,
  to: string,
): Decision<Subscription> => {
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "subscription", id })
  if (member?.status !== "active") return refused({ _tag: "MemberUnknown", member: to })
  const { group, calendar, catalog } = context
  const back = movedBack(
    context,
    subscription,
    openDeliveries(context, subscription).map((one) => one.id),
  )
  const left = openDeliveries(context, subscription).filter((one) => {
    const planned = deliveryOf(calendar, one.id)
    return planned !== undefined && dayOfDelivery(group, planned) >= from
  })
  if (left.length === 0) return refused({ _tag: "CatalogWithoutDeliveries", catalog: catalog.id })
  const period = { startsOn: from, endsOn: subscription.endsOn }
  const overlap = overlapProblem(context.commitments, [to], subscription.id, period)
  if (overlap !== undefined) return refused(overlap)
  const ending = settleSubscription(
    context,
    subscription,
    subscription.id,
    [...back, ...endingFacts(context, subscription, left, from)],
    periodsTaken(catalog.id, householdsOf(subscription), subscription.id, shortened(subscription, from)),
  )
  if (Result.isFailure(ending)) return Result.fail(ending.failure)
  const by = { entry: context.entry, at: context.now }
  const { order, absences, offers } = subscription
  const beginning: ReadonlyArray<SubscriptionFact> = [
    {
      _tag: "SubscriptionStarted",
      id,
      catalog: catalog.id,
      member: to,
      partner: null,
      ...period,
      order,
      absences,
      ...by,
    },
    { _tag: "DeliveriesCovered", deliveries: left.map((one) => ({ id: one.id, turn: "holder" })) },
    { _tag: "OffersAgreed", offers },
    ...left.flatMap((one) => goesOver(context, one)),
  ]
  const begun = settleSubscription(
    // What the first gives back is there for the second.
    { ...context, taken: () => undefined },
    null,
    id,
    beginning,
    periodsTaken(catalog.id, [to], id, period),
  )
  return Result.map(begun, (plan) => ({
    ...plan,
    facts: [...ending.success.facts, ...plan.facts],
    postings: [...ending.success.postings, ...plan.postings],
    floors: [...ending.success.floors, ...plan.floors],
  }))
}

const householdsOf = ({ member, partner }: Subscription): ReadonlyArray<string> =>
  partner === null ? [member] : [member, partner.member]

/** The first's days end the day before; one that goes over whole keeps the day it began on. */
const shortened = ({ startsOn }: Subscription, from: string) => {
  const last = plusDays(from, -1)
  return { startsOn, endsOn: last < startsOn ? startsOn : last }
}

const endingFacts = (
  { entry, now }: HouseholdsContext,
  subscription: Subscription,
  left: ReadonlyArray<SubscribedDelivery>,
  from: string,
): ReadonlyArray<SubscriptionFact> => [
  { _tag: "DeliveriesDropped", deliveries: left.map(({ id }) => id) },
  { _tag: "PeriodChanged", ...shortened(subscription, from), entry, at: now },
  { _tag: "SubscriptionStopped", entry, at: now },
]
