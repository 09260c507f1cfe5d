import type { AbsenceView } from "../absence/index.ts"
import { absenceDays, absenceUse } from "../absence/index.ts"
import type { CalendarDelivery } from "../calendar/index.ts"
import { deliveryOf, plannedDeliveries } from "../calendar/index.ts"
import { contractOf } from "../ledger/index.ts"
import { absenceRules } from "../plans/absence-rules.ts"
import { defaultLines } from "../plans/agree-offers.ts"
import { expectedLines, expectedTotal, minimumOf, periodMinimum } from "../plans/season-rules.ts"
import type { SeasonContext } from "../plans/settle-subscription.ts"
import { dayOfDelivery } from "../plans/settle-subscription.ts"
import type { AgreedLine, SubscribedDelivery, Subscription, Taker, Turn } from "../subscription/index.ts"
import {
  agreedOffer,
  amountOfAgreed,
  amountOfLines,
  chargedLines,
  collectorOf,
  debtsOf,
  following,
  totalOfSubscription,
} from "../subscription/index.ts"
import type { Measure } from "../values/index.ts"
import { phase } from "../values/index.ts"

/** A line of a delivery with its amount in minor units, fee and VAT included. */
export interface SeasonLine {
  readonly product: string
  readonly name: string
  readonly quantity: Measure
  readonly amount: number
}

/** One delivery as its subscriber sees it. */
export interface SeasonDelivery {
  readonly id: string
  readonly distribution: string
  readonly day: string
  readonly startsAt: string
  readonly endsAt: string
  readonly opensAt: string
  readonly closesAt: string
  /** Where its orders stand; `past` when it has taken place. */
  readonly phase: "before" | "open" | "closed" | "past"
  readonly turn: Turn
  /** The household that collects. */
  readonly collector: string
  readonly taker: Taker | null
  readonly answer: SubscribedDelivery["answer"]
  readonly absent: boolean
  /** The own delivery that the basket of an absence was moved to. */
  readonly movedTo: string | null
  /** What comes: what was ordered, else the default order. */
  readonly lines: ReadonlyArray<SeasonLine>
  /** What is charged for it; of an absence that is paid all the same, too. */
  readonly amount: number
  /** How much more than agreed was billed on the day, less than 0 when less came; absent when as agreed. @rule DAY-9 */
  readonly adjustment?: number
  /** What is lacking to the minimum of a delivery. */
  readonly lacking: number
}

/** What a household owes of a subscription, paid of it, and has too much (or too little, below zero). */
export interface SeasonDebt {
  readonly member: string
  readonly owed: number
  readonly paid: number
  readonly balance: number
}

/** The absences of a subscription: how many of how many, and each delivery as one sees it. */
export interface SeasonAbsences {
  readonly chosen: number | null
  readonly used: number
  readonly maximum: number
  readonly days: ReadonlyArray<AbsenceView>
}

/** A subscription with everything that is owed and everything that comes. */
export interface Season {
  readonly id: string
  readonly catalog: string
  readonly catalogName: string
  readonly kind: "variable" | "constant"
  readonly member: string
  readonly partner: Subscription["partner"]
  readonly startsOn: string
  readonly endsOn: string
  readonly status: Subscription["status"]
  readonly order: ReadonlyArray<SeasonLine>
  readonly deliveries: ReadonlyArray<SeasonDelivery>
  readonly absences: SeasonAbsences | null
  readonly minimums: { readonly perDelivery: number | null; readonly overPeriod: number | null }
  /** What was ordered so far. */
  readonly total: number
  /** With the default order wherever nothing was said. */
  readonly expected: number
  readonly debts: ReadonlyArray<SeasonDebt>
}

const linesOf = (subscription: Subscription, lines: ReadonlyArray<AgreedLine>): ReadonlyArray<SeasonLine> =>
  lines.map((line) => {
    const { product, name } = agreedOffer(subscription, line.offer)
    return { product, name, quantity: line.quantity, amount: amountOfAgreed(subscription, line) }
  })

/**
 * A subscription as its member and the coordinators see it: all amounts are sums of its lines.
 * @rule SEASON-1
 * @see S10.8, D22, D23
 */
export const seasonOf = (
  context: SeasonContext,
  stored: Subscription,
  balance: (account: string) => number,
): Season => {
  const { catalog, calendar, group } = context
  const agreed = defaultLines(context, stored)
  const subscription = following(stored, agreed.facts)
  const constant = catalog.kind === "constant"
  const byDefault = constant ? [] : agreed.lines
  const own = subscription.deliveries.filter(({ absence }) => absence === null).length
  const rules = absenceRules(context, subscription)
  const use = absenceUse(rules)
  return {
    id: stored.id,
    catalog: stored.catalog,
    catalogName: catalog.settings.name,
    kind: constant ? "constant" : "variable",
    member: stored.member,
    partner: stored.partner,
    startsOn: stored.startsOn,
    endsOn: stored.endsOn,
    status: stored.status,
    order: orderOf(context, subscription),
    deliveries: subscription.deliveries
      .flatMap((one) => {
        const planned = deliveryOf(calendar, one.id)
        return planned === undefined ? [] : [seasonDelivery(context, subscription, one, planned, byDefault)]
      })
      .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0)),
    absences:
      rules.policy === null
        ? null
        : { chosen: stored.absences, used: use.used, maximum: use.maximum, days: absenceDays(rules, stored.wanted) },
    minimums: {
      perDelivery: minimumOf(catalog),
      overPeriod: periodMinimum(catalog, group.currency, own, plannedDeliveries(calendar).length),
    },
    total: totalOfSubscription(subscription),
    expected: expectedTotal(subscription, byDefault),
    debts: debtsOf(stored).map(({ member, amount }) => {
      const held = balance(contractOf(stored.id, member))
      return { member, owed: amount, paid: held + amount, balance: held }
    }),
  }
}

const orderOf = ({ catalog }: SeasonContext, subscription: Subscription): ReadonlyArray<SeasonLine> =>
  subscription.order.map(({ product, quantity }) => {
    const agreed = subscription.offers.findLast((one) => one.product === product)
    const name = agreed?.name ?? catalog.products[product]?.name ?? product
    const amount = agreed === undefined ? 0 : amountOfAgreed(subscription, { offer: agreed.id, quantity })
    return { product, name, quantity, amount }
  })

const seasonDelivery = (
  context: SeasonContext,
  subscription: Subscription,
  one: SubscribedDelivery,
  planned: CalendarDelivery,
  byDefault: ReadonlyArray<AgreedLine>,
): SeasonDelivery => {
  const { group, catalog, now } = context
  const lines = expectedLines(one, byDefault)
  const agreed = amountOfLines(subscription, chargedLines({ ...one, lines }))
  const { adjustment = 0 } = one
  const stands = phase(planned.window, now)
  const minimum = minimumOf(catalog)
  const open = stands === "after" ? "closed" : stands
  return {
    id: one.id,
    distribution: planned.distribution,
    day: dayOfDelivery(group, planned),
    startsAt: planned.startsAt,
    endsAt: planned.endsAt,
    ...planned.window,
    phase: planned.endsAt <= now ? "past" : one.closedAt === null ? open : "closed",
    turn: one.turn,
    collector: collectorOf(subscription, one),
    taker: one.taker,
    answer: one.answer,
    absent: one.absence !== null,
    movedTo: one.absence?.movedTo ?? null,
    lines: linesOf(subscription, lines),
    amount: agreed + adjustment,
    ...(adjustment === 0 ? {} : { adjustment }),
    lacking: minimum === null || one.absence !== null ? 0 : Math.max(0, minimum - agreed),
  }
}

/** A delivery to come of any of a member's subscriptions. */
export interface NextDelivery extends SeasonDelivery {
  readonly subscription: string
  readonly catalog: string
  readonly catalogName: string
  /** Whether this household collects. */
  readonly mine: boolean
}

/** What a member gets next, by date, over all their subscriptions. @rule SEASON-2 @see D4, SHR3 */
export const nextDeliveries = (seasons: ReadonlyArray<Season>, member: string): ReadonlyArray<NextDelivery> =>
  seasons
    .flatMap(({ id: subscription, catalog, catalogName, deliveries }) =>
      deliveries
        .filter((one) => one.phase !== "past")
        .map((one) => ({ ...one, subscription, catalog, catalogName, mine: one.collector === member })),
    )
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0))
