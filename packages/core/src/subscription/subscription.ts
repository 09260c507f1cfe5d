import { amountOf, measureOf, unitOf } from "../values/measure.ts"
import { lineAmount } from "../values/price.ts"
import { split } from "../values/split.ts"
import type { Measure } from "../values/values.schema.ts"
import type {
  AgreedLine,
  AgreedOffer,
  Commitment,
  CommitmentFact,
  SubscribedDelivery,
  Subscription,
  SubscriptionFact,
} from "./subscription.schema.ts"

/** Folds one fact into a subscription. */
export const evolve = (subscription: Subscription | null, fact: SubscriptionFact): Subscription | null => {
  if (fact._tag === "SubscriptionStarted") {
    const { _tag: _, at, entry: __, ...told } = fact
    return { ...told, wanted: [], offers: [], deliveries: [], startedAt: at, status: "active" }
  }
  return subscription === null ? null : changed(subscription, fact)
}

/** A subscription as some facts leave it. */
export const following = (before: Subscription, facts: ReadonlyArray<SubscriptionFact>): Subscription =>
  facts.reduce<Subscription | null>(evolve, before) ?? before

type Change = Exclude<SubscriptionFact, { readonly _tag: "SubscriptionStarted" }>

const changed = (before: Subscription, fact: Change): Subscription => {
  switch (fact._tag) {
    case "StockOverridden":
      return before
    case "OffersAgreed":
      return { ...before, offers: [...before.offers, ...fact.offers] }
    case "OrderChanged":
      return { ...before, order: fact.order }
    case "AbsencesChosen":
      return { ...before, absences: fact.absences }
    case "BasketsWanted":
      return { ...before, wanted: fact.deliveries }
    case "PartnerChanged":
      return { ...before, partner: fact.partner }
    case "PeriodChanged":
      return { ...before, startsOn: fact.startsOn, endsOn: fact.endsOn }
    case "SubscriptionStopped":
      return { ...before, status: "stopped" }
    case "SubscriptionDeleted":
      return { ...before, status: "deleted", deliveries: [] }
    default:
      return { ...before, deliveries: deliveriesAfter(before.deliveries, fact) }
  }
}

type Deliveries = ReadonlyArray<SubscribedDelivery>
type OfDeliveries = Extract<
  Exclude<Change, { readonly _tag: "BasketsWanted" }>,
  { readonly delivery: string } | { readonly deliveries: unknown } | { readonly turns: unknown }
>

const blank = { lines: [], answer: "none", absence: null, taker: null, closedAt: null } as const

const deliveriesAfter = (deliveries: Deliveries, fact: OfDeliveries): Deliveries => {
  switch (fact._tag) {
    case "DeliveriesCovered":
      return [...deliveries, ...fact.deliveries.map((one) => ({ ...one, ...blank }))]
    case "DeliveriesDropped":
      return deliveries.filter(({ id }) => !fact.deliveries.includes(id))
    case "DeliveriesOrdered":
      return each(deliveries, fact.deliveries, (one) => ({
        ...one,
        // Baskets that were moved there come besides.
        lines: movedTo(deliveries, one.id).reduce(moreLines, fact.lines),
        answer: fact.answer,
      }))
    case "AbsencesDeclared": {
      const { at, entry, compensation, provisional } = fact
      return each(deliveries, fact.deliveries, (one) => ({
        ...one,
        lines: [],
        absence: { at, entry, compensation, provisional, lines: one.lines, movedTo: null },
      }))
    }
    case "AbsencesWithdrawn":
      return fact.deliveries.reduce(withdrawn, deliveries)
    case "AbsenceMoved":
      return moved(deliveries, fact.delivery, fact.to)
    case "BasketGiven":
      return each(deliveries, [fact.delivery], (one) => ({ ...one, taker: fact.taker }))
    case "TurnsSet": {
      const turns = new Map(fact.turns.map(({ id, turn }) => [id, turn]))
      return deliveries.map((one) => ({ ...one, turn: turns.get(one.id) ?? one.turn }))
    }
    case "DeliveryClosed":
      return each(deliveries, [fact.delivery], (one) => ({ ...one, closedAt: fact.at }))
    case "DeliveryBilled":
      return each(deliveries, [fact.delivery], (one) => ({ ...one, adjustment: fact.adjustment }))
  }
}

const each = (
  deliveries: Deliveries,
  ids: ReadonlyArray<string>,
  change: (delivery: SubscribedDelivery) => SubscribedDelivery,
): Deliveries => deliveries.map((one) => (ids.includes(one.id) ? change(one) : one))

/** The basket of an absence comes back, out of the delivery it was moved to if it was. @rule SUB-8 @see D21 */
const withdrawn = (deliveries: Deliveries, id: string): Deliveries => {
  const absence = deliveries.find((one) => one.id === id)?.absence ?? null
  if (absence === null) return deliveries
  const { movedTo: to, lines } = absence
  const back = each(deliveries, [id], (one) => ({ ...one, absence: null, lines }))
  if (to === null) return back
  return each(back, [to], (one) => ({ ...one, lines: lessLines(one.lines, lines) }))
}

const moved = (deliveries: Deliveries, id: string, to: string): Deliveries => {
  const absence = deliveries.find((one) => one.id === id)?.absence ?? null
  if (absence === null) return deliveries
  const gone = each(deliveries, [id], (one) => ({ ...one, absence: { ...absence, movedTo: to } }))
  return each(gone, [to], (one) => ({ ...one, lines: moreLines(one.lines, absence.lines) }))
}

/** The baskets of absences that were moved to a delivery. @see D21 */
const movedTo = (deliveries: Deliveries, id: string): ReadonlyArray<ReadonlyArray<AgreedLine>> =>
  deliveries.flatMap(({ absence }) => (absence?.movedTo === id ? [absence.lines] : []))

const sized = ({ quantity }: AgreedLine, amount: number): Measure => measureOf(unitOf(quantity), amount)

/** Lines and more lines of the same offers, added up. */
export const moreLines = (
  lines: ReadonlyArray<AgreedLine>,
  more: ReadonlyArray<AgreedLine>,
): ReadonlyArray<AgreedLine> => {
  const sums = new Map(lines.map((line) => [line.offer, line]))
  for (const line of more) {
    const same = sums.get(line.offer)
    const already = same === undefined ? 0 : amountOf(same.quantity)
    sums.set(line.offer, { ...line, quantity: sized(line, already + amountOf(line.quantity)) })
  }
  return [...sums.values()]
}

const lessLines = (lines: ReadonlyArray<AgreedLine>, less: ReadonlyArray<AgreedLine>): ReadonlyArray<AgreedLine> =>
  lines.flatMap((line) => {
    const taken = less.find(({ offer }) => offer === line.offer)
    if (taken === undefined) return [line]
    const left = amountOf(line.quantity) - amountOf(taken.quantity)
    return left > 0 ? [{ ...line, quantity: sized(line, left) }] : []
  })

/** Folds one fact into the periods of a member in a catalog. */
export const evolveCommitment = (commitment: Commitment | null, fact: CommitmentFact): Commitment => {
  const others = (commitment?.periods ?? []).filter(({ subscription }) => subscription !== fact.subscription)
  if (fact._tag === "PeriodReleased") return { periods: others }
  const { subscription, startsOn, endsOn } = fact
  return { periods: [...others, { subscription, startsOn, endsOn }] }
}

/** The offer that a line was agreed on. */
export const agreedOffer = (subscription: Subscription, offer: number): AgreedOffer => {
  const found = subscription.offers.find(({ id }) => id === offer)
  if (found === undefined) throw new RangeError(`offer ${offer} of ${subscription.id} was never agreed`)
  return found
}

/** What a line comes to in minor units, fee and VAT included. @rule SUB-1 @see D3 */
export const amountOfAgreed = (subscription: Subscription, { offer, quantity }: AgreedLine): number => {
  const { terms, fee } = agreedOffer(subscription, offer)
  return lineAmount(terms, quantity, fee)
}

/** What lines come to. */
export const amountOfLines = (subscription: Subscription, lines: ReadonlyArray<AgreedLine>): number =>
  lines.reduce((sum, line) => sum + amountOfAgreed(subscription, line), 0)

/** The lines that are charged: those of the delivery, and those of an absence that is paid all the same. @see D21 */
export const chargedLines = ({ lines, absence }: SubscribedDelivery): ReadonlyArray<AgreedLine> =>
  absence === null || absence.compensation === "not-charged" || absence.movedTo !== null
    ? lines
    : [...lines, ...absence.lines]

/** What a delivery is charged in minor units: as agreed, and as it was billed on the day. @rule SUB-1, DAY-9 */
export const amountOfDelivery = (subscription: Subscription, delivery: SubscribedDelivery): number =>
  amountOfLines(subscription, chargedLines(delivery)) + (delivery.adjustment ?? 0)

/** What the subscription comes to: the sum of its lines, whatever happened in which order. @rule SUB-1 @see S10.1, X12 */
export const totalOfSubscription = (subscription: Subscription): number =>
  subscription.deliveries.reduce((sum, delivery) => sum + amountOfDelivery(subscription, delivery), 0)

/** So much of an amount, in minor units, for each household: the partner their share, by largest remainder, the holder the rest. @rule SUB-6 @see D5 */
export const sharesOf = (
  { member, partner }: Pick<Subscription, "member" | "partner">,
  amount: number,
): ReadonlyArray<{ readonly member: string; readonly amount: number }> => {
  if (partner === null || partner.share === 0) return [{ member, amount }]
  const [own = 0, shared = 0] = split(amount, [10_000 - partner.share, partner.share])
  return [
    { member, amount: own },
    { member: partner.member, amount: shared },
  ]
}

/** What each household owes of the total. @rule SUB-6 @see D5, D18 */
export const debtsOf = (subscription: Subscription): ReturnType<typeof sharesOf> =>
  sharesOf(subscription, totalOfSubscription(subscription))

/** The holder, and whoever shares. */
export const householdsOf = ({ member, partner }: Pick<Subscription, "member" | "partner">): ReadonlyArray<string> =>
  partner === null ? [member] : [member, partner.member]

/** The delivery of that id, when the subscription covers it. */
export const subscribedTo = (subscription: Subscription, id: string): SubscribedDelivery | undefined =>
  subscription.deliveries.find((one) => one.id === id)

/** The deliveries that are absences. */
export const absentDeliveries = (subscription: Pick<Subscription, "deliveries">): ReadonlyArray<string> =>
  subscription.deliveries.flatMap(({ id, absence }) => (absence === null ? [] : [id]))

/** Who collects a delivery: whoever it was given to, else the household whose turn it is. @rule SUB-5 @see D18, X3 */
export const collectorOf = ({ member, partner }: Subscription, { turn, taker }: SubscribedDelivery): string =>
  taker?.member ?? (turn === "partner" && partner !== null ? partner.member : member)
