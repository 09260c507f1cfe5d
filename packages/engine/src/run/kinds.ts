import * as Basket from "@cabas/core/basket"
import * as Calendar from "@cabas/core/calendar"
import * as Catalog from "@cabas/core/catalog"
import * as Cycle from "@cabas/core/cycle"
import * as Distribution from "@cabas/core/distribution"
import * as Feed from "@cabas/core/feed"
import * as Group from "@cabas/core/group"
import * as Membership from "@cabas/core/membership"
import * as Payment from "@cabas/core/payment"
import * as Member from "@cabas/core/member"
import { kindOf } from "@cabas/core/plans"
import type { Fact } from "@cabas/core/plans"
import * as Producer from "@cabas/core/producer"
import * as Subscription from "@cabas/core/subscription"
import * as Till from "@cabas/core/till"
import { jobKinds } from "../jobs/kinds.ts"
import type { IndexEntry } from "../storage/storage.ts"

/**
 * A kind of document: how its facts fold, and under which values it can be found. A fact that was blanked changes
 * nothing: the fact that erased it tells the whole state. @see D27
 */
export interface Kind {
  readonly evolve: (state: unknown, fact: Fact) => unknown
  readonly indexes: (state: unknown) => ReadonlyArray<IndexEntry>
}

const none: ReadonlyArray<IndexEntry> = []

const kind = <S, F>(
  evolve: (state: S | null, fact: F) => S | null,
  indexes: (state: S) => ReadonlyArray<IndexEntry> = () => none,
): Kind => ({
  evolve: (state, fact) => (fact._tag === "Blanked" ? state : evolve(state as S | null, fact as F)),
  indexes: (state) => (state === null ? none : indexes(state as S)),
})

/** When orders close, for jobs: each instant once, and none when the distribution is cancelled. */
const closingsOf = (distribution: Distribution.Distribution): ReadonlyArray<string> => {
  if (distribution.status === "cancelled") return []
  const { participations } = distribution
  return [...new Set(participations.map((one) => Distribution.windowOf(distribution, one).closesAt))]
}

/** What is still to come of a payment, or to be done with it: promised, or a cheque in the box; then since when. @rule DOOR-6 */
const openOf = (payment: Payment.Payment): string | undefined => {
  if (payment.status === "promised") return `promised/${payment.dueOn ?? payment.at}`
  const isInBox = payment.kind === "cheque" && payment.status === undefined && payment.direction === undefined
  const awaitsBank = isInBox && payment.bankedAt === undefined && payment.bouncedAt === undefined
  return awaitsBank ? `cheque/${payment.receivedAt ?? payment.at}` : undefined
}

const paymentIndexes = (payment: Payment.Payment): ReadonlyArray<IndexEntry> => {
  const { member, till, target } = payment
  const open = openOf(payment)
  return [
    { name: "payment.byMember", value: member },
    ...(open === undefined ? [] : [{ name: "payment.openSince", value: open }]),
    ...(till === undefined ? [] : [{ name: "payment.byTill", value: till }]),
    ...(target === undefined || !("subscription" in target)
      ? []
      : [{ name: "payment.bySubscription", value: target.subscription }]),
  ]
}

/** Every kind of document there is, by the first part of its key. */
export const kinds: Readonly<Record<string, Kind>> = {
  group: kind(Group.evolve),
  place: kind(Group.evolvePlace),
  member: kind(Member.evolve, (member) =>
    Member.emailsOf(member.people).map((value) => ({ name: "member.byEmail", value })),
  ),
  producer: kind(Producer.evolve),
  catalog: kind(Catalog.evolve),
  calendar: kind(Calendar.evolve, (calendar) =>
    [...new Set(Calendar.plannedDeliveries(calendar).map(({ window }) => window.closesAt))].map((value) => ({
      name: "calendar.byClosing",
      value,
    })),
  ),
  subscription: kind(Subscription.evolve, ({ catalog, member, partner, status }) =>
    status === "deleted"
      ? []
      : [
          { name: "subscription.byCatalog", value: catalog },
          ...[...new Set([member, ...(partner === null ? [] : [partner.member])])].map((value) => ({
            name: "subscription.byMember",
            value,
          })),
        ],
  ),
  commitment: kind(Subscription.evolveCommitment),
  cycle: kind(Cycle.evolve),
  distribution: kind(Distribution.evolve, (distribution) => [
    { name: "distribution.byEnd", value: distribution.plan.endsAt },
    ...closingsOf(distribution).map((value) => ({ name: "distribution.byClosing", value })),
  ]),
  day: kind(Distribution.evolveDay),
  basket: kind(Basket.evolve, (basket) => [{ name: "basket.byMember", value: basket.member }]),
  payment: kind(Payment.evolve, paymentIndexes),
  membership: kind(Membership.evolve),
  till: kind(Till.evolve),
  feed: kind(Feed.evolve),
  ...jobKinds,
}

/** The kind of the document under a key; an unknown one is a mistake of ours. */
export const kindAt = (key: string): Kind => {
  const found = kinds[kindOf(key)]
  if (found === undefined) throw new RangeError(`no such kind of document: ${key}`)
  return found
}
