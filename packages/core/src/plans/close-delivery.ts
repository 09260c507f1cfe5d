import * as Result from "effect/Result"
import type { Basket, BasketFact, Line } from "../basket/index.ts"
import { basketId } from "../basket/index.ts"
import type { Calendar, CalendarDelivery } from "../calendar/index.ts"
import { deliveryOf, isClosed } from "../calendar/index.ts"
import { productOf } from "../catalog/index.ts"
import type { Distribution } from "../distribution/index.ts"
import type { Posting } from "../ledger/index.ts"
import { engagedTo, move, walletOf } from "../ledger/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { AgreedLine, Missing, SubscribedDelivery, Subscription, SubscriptionFact } from "../subscription/index.ts"
import { agreedOffer, amountOfLines, collectorOf, following, sharesOf, subscribedTo } from "../subscription/index.ts"
import { amountOf, measureOf, unitOf } from "../values/index.ts"
import { defaultLines, sharesToHave } from "./agree-offers.ts"
import { frozenProblem } from "./frozen.ts"
import { basketNumbers, keyOf } from "./keys.ts"
import type { Decision, Told } from "./plan.ts"
import { planned, refused } from "./plan.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { offeredAtDelivery, seasonStockOf, settleSubscription } from "./settle-subscription.ts"

/** What closing looks at besides the season: where the delivery is, and the basket of whoever collects. */
export interface ClosingContext extends SeasonContext {
  readonly distribution: Distribution | null
  readonly basket: Basket | null
}

/** Where a delivery is, the basket it goes into, and the series its number is from. @rule SUB-14 */
export const basketOfDelivery = (calendar: Calendar, subscription: Subscription, delivery: string) => {
  const [at, own] = [deliveryOf(calendar, delivery), subscribedTo(subscription, delivery)]
  if (at === undefined || own === undefined) return undefined
  const basket = basketId(at.distribution, collectorOf(subscription, own))
  return {
    distribution: at.distribution,
    basket,
    number: { series: basketNumbers(at.distribution), key: keyOf.basket(basket) },
  }
}

/** What came of closing one delivery of a subscription. */
export interface Closed {
  readonly subscription: string
  readonly delivery: string
  /** Whose basket the lines are in. */
  readonly collector: string
  /** How the delivery was answered: `default` when the default order filled in. */
  readonly answer: SubscribedDelivery["answer"]
  readonly absent: boolean
  readonly total: number
  /** What the default order wanted and there was not. */
  readonly missing: ReadonlyArray<Missing>
}

/** So many of a product as are left at a delivery; stock that was not read is taken to be enough, and the floor decides. */
const leftAt = (context: SeasonContext, delivery: CalendarDelivery, product: string): number | null => {
  if (productOf(context.catalog, product) === undefined) return 0
  const offered = offeredAtDelivery(context, product, delivery)
  const taken = context.taken(seasonStockOf(context.catalog, product, delivery.id))
  return offered === null || taken === undefined ? null : Math.max(0, offered + taken)
}

/** The default lines as far as there is enough, and what there is too little of. @rule SUB-10 @see D12, D22 */
const filledIn = (
  context: SeasonContext,
  subscription: Subscription,
  delivery: CalendarDelivery,
  lines: ReadonlyArray<AgreedLine>,
): { readonly lines: ReadonlyArray<AgreedLine>; readonly missing: ReadonlyArray<Missing> } => {
  const missing: Missing[] = []
  const got = lines.flatMap((line) => {
    const { product, name } = agreedOffer(subscription, line.offer)
    const wanted = amountOf(line.quantity)
    const left = leftAt(context, delivery, product)
    if (left === null || left >= wanted) return [line]
    const quantity = measureOf(unitOf(line.quantity), left)
    missing.push({ product, name, wanted: line.quantity, left: quantity })
    return left === 0 ? [] : [{ ...line, quantity }]
  })
  return { lines: got, missing }
}

/** The default order of a subscription on present terms. */
export interface Defaults {
  readonly agreed: ReturnType<typeof defaultLines>
  /** The subscription with the terms that it would agree on. */
  readonly known: Subscription
  /** What of the order cannot be had at all. */
  readonly gone: ReadonlyArray<Missing>
}

/** The default order of a subscription on present terms, the same for each of its deliveries. @rule SUB-10 */
export const defaultsOf = ({ catalog }: Pick<SeasonContext, "catalog">, subscription: Subscription): Defaults => {
  const agreed = defaultLines({ catalog }, subscription)
  const had = sharesToHave(catalog, subscription)
  const gone = subscription.order.flatMap((share): ReadonlyArray<Missing> => {
    if (had.includes(share)) return []
    const { product, quantity } = share
    const name = catalog.products[product]?.name ?? product
    return [{ product, name, wanted: quantity, left: measureOf(unitOf(quantity), 0) }]
  })
  return { agreed, known: following(subscription, agreed.facts), gone }
}

/** The lines as they stand in a basket: on the agreed terms, numbered on. */
export const basketLines = (
  { catalog }: Pick<SeasonContext, "catalog">,
  subscription: Subscription,
  delivery: SubscribedDelivery,
  basket: Basket | null,
): ReadonlyArray<Line> => {
  const last = (basket?.lines ?? []).reduce((highest, line) => Math.max(highest, line.id), 0)
  return delivery.lines.map(({ offer, quantity }, index) => {
    const { id: _, ...agreed } = agreedOffer(subscription, offer)
    return {
      id: last + 1 + index,
      catalog: catalog.id,
      ...agreed,
      ordered: quantity,
      delivered: null,
      status: "ordered",
      contract: { subscription: subscription.id, delivery: delivery.id },
    }
  })
}

/** What the basket of whoever collects is filled with, and its number. @rule SUB-14 @see D15 */
const filling = (
  context: ClosingContext,
  at: CalendarDelivery,
  member: string,
  lines: ReadonlyArray<Line>,
): { readonly facts: ReadonlyArray<Told>; readonly numbers: ReadonlyArray<{ series: string; key: string }> } => {
  if (lines.length === 0) return { facts: [], numbers: [] }
  const key = keyOf.basket(basketId(at.distribution, member))
  const fact: BasketFact = { _tag: "BasketFilled", distribution: at.distribution, member, at: context.now, lines }
  const first = context.basket === null || context.basket.confirmedAt === null
  return { facts: [{ key, fact }], numbers: first ? [{ series: basketNumbers(at.distribution), key }] : [] }
}

/** What an absence that is given back as credit brings to the wallet, once it can no longer be withdrawn. @see D21 */
const creditOf = (
  { group }: SeasonContext,
  subscription: Subscription,
  { id, absence }: SubscribedDelivery,
): ReadonlyArray<Posting> => {
  if (absence === null || absence.compensation !== "credit" || absence.movedTo !== null) return []
  const amount = amountOfLines(subscription, absence.lines)
  const reference = `${subscription.id}@${id}`
  return sharesOf(subscription, amount).flatMap((share) =>
    move(
      engagedTo(subscription.catalog),
      walletOf(share.member),
      share.amount,
      group.currency,
      "absence-credit",
      reference,
    ),
  )
}

/**
 * Closes one delivery of a subscription, once its orders are closed: without an answer the default order fills in, as
 * far as there is enough; then the lines go into the basket of whoever collects, where nothing of the subscription
 * changes them any more. Closing again changes nothing. Nothing is put into a basket that is settled, or at a
 * distribution that is validated.
 * @rule SUB-10, SUB-14, DAY-10
 * @see D14, D22, D31, S6.7
 */
export const closeDelivery = (
  context: ClosingContext,
  subscription: Subscription,
  delivery: string,
): Decision<Closed> => {
  const at = deliveryOf(context.calendar, delivery)
  const own = subscribedTo(subscription, delivery)
  if (at === undefined || at.status !== "planned" || own === undefined) {
    return refused({ _tag: "DeliveryNotCovered", subscription: subscription.id, delivery })
  }
  if (own.closedAt !== null) return planned(closedAs(subscription, own, []))
  if (!isClosed(at, context.now)) return refused({ _tag: "DeliveryNotOpen", delivery, opensAt: at.window.closesAt })
  const { facts, missing, after, closed, member } = closingOf(context, subscription, at, own)
  const frozen = pouringProblem(context, closed)
  if (frozen !== undefined) return refused(frozen)
  const { facts: filled, numbers } = filling(context, at, member, basketLines(context, after, closed, context.basket))
  // The default order was cut to what is left; that it still is, the floors see to.
  const settled = settleSubscription(
    { ...context, thaws: true, entry: "member" },
    subscription,
    subscription.id,
    facts,
    filled,
  )
  return Result.map(settled, (plan) => ({
    ...plan,
    postings: [...plan.postings, ...creditOf(context, subscription, own)],
    guards: filled.length === 0 ? plan.guards : [...plan.guards, keyOf.distribution(at.distribution)],
    numbers,
    answer: closedAs(after, closed, missing),
  }))
}

/** Why nothing can be put into the basket any more; an empty delivery changes nothing there. @rule SUB-14, DAY-10 */
export const pouringProblem = (
  { distribution, basket }: Pick<ClosingContext, "distribution" | "basket">,
  { lines }: SubscribedDelivery,
): Refusal | undefined =>
  distribution === null || lines.length === 0 ? undefined : frozenProblem(distribution, basket)

const closedAs = (subscription: Subscription, own: SubscribedDelivery, missing: ReadonlyArray<Missing>): Closed => ({
  subscription: subscription.id,
  delivery: own.id,
  collector: collectorOf(subscription, own),
  answer: own.answer,
  absent: own.absence !== null,
  total: amountOfLines(subscription, own.lines),
  missing,
})

/** What closing makes of a delivery, whether that is done or only looked at. */
export interface Closing {
  readonly facts: ReadonlyArray<SubscriptionFact>
  /** What the default order brought: taken from what is left, which no other delivery gets then. */
  readonly filled: ReadonlyArray<AgreedLine>
  readonly missing: ReadonlyArray<Missing>
  readonly after: Subscription
  readonly closed: SubscribedDelivery
  /** Whose basket it is. */
  readonly member: string
}

/** What closing a delivery makes of it: the default order fills in for who said nothing, as far as there is enough. @rule SUB-10, SUB-14 */
export const closingOf = (
  context: SeasonContext,
  subscription: Subscription,
  at: CalendarDelivery,
  own: SubscribedDelivery,
  byDefault: (subscription: Subscription) => Defaults = (one) => defaultsOf(context, one),
): Closing => {
  const { facts, filled, missing } = closingFacts(context, subscription, at, own, byDefault)
  const after = following(subscription, facts)
  const closed = subscribedTo(after, at.id) ?? own
  return { facts, filled, missing, after, closed, member: collectorOf(after, closed) }
}

/** Whether the default order fills in: nothing was said of a delivery of a variable contract. @rule SUB-10 */
export const isFilledIn = (
  { catalog }: Pick<SeasonContext, "catalog">,
  { order }: Subscription,
  { answer, absence }: SubscribedDelivery,
): boolean => catalog.kind === "variable" && answer === "none" && absence === null && order.length > 0

/** What is said of a delivery at its closing. */
const closingFacts = (
  context: SeasonContext,
  subscription: Subscription,
  at: CalendarDelivery,
  own: SubscribedDelivery,
  byDefault: (subscription: Subscription) => Defaults,
): Pick<Closing, "facts" | "filled" | "missing"> => {
  const close = (missing: ReadonlyArray<Missing>): SubscriptionFact => ({
    _tag: "DeliveryClosed",
    delivery: at.id,
    missing,
    at: context.now,
  })
  if (!isFilledIn(context, subscription, own)) return { facts: [close([])], filled: [], missing: [] }
  const { agreed, known, gone } = byDefault(subscription)
  const { lines, missing } = filledIn(context, known, at, agreed.lines)
  const ordered: SubscriptionFact = {
    _tag: "DeliveriesOrdered",
    deliveries: [at.id],
    lines,
    answer: "default",
    entry: context.entry,
    at: context.now,
  }
  const lacking = [...missing, ...gone]
  return { facts: [...agreed.facts, ordered, close(lacking)], filled: lines, missing: lacking }
}
