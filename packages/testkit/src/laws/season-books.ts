import type { Basket, Line } from "@cabas/core/basket"
import type { Calendar, CalendarDelivery } from "@cabas/core/calendar"
import type { AgreedLine, SubscribedDelivery, Subscription, SubscriptionFact } from "@cabas/core/subscription"
import type { Recorded } from "@cabas/engine/storage"
import type { Books } from "./books.ts"
import { countOf, exactAmount } from "./exact.ts"
import { broken, shown } from "./law.ts"

/** The subscriptions in the books, stopped and deleted ones among them. */
export const subscriptionsIn = ({ documents }: Books): ReadonlyArray<Subscription> =>
  [...documents.values()].flatMap(({ key, state }) => (key.startsWith("subscription:") ? [state as Subscription] : []))

/** The deliveries of a catalog, cancelled ones among them. */
export const deliveriesIn = ({ documents }: Books, catalog: string): ReadonlyArray<CalendarDelivery> =>
  (documents.get(`calendar:${catalog}`)?.state as Calendar | undefined)?.deliveries ?? []

/** What a batch tells of one subscription after another. */
export const subscriptionFacts = (
  batch: Recorded,
): ReadonlyArray<{ readonly key: string; readonly fact: SubscriptionFact }> =>
  batch.facts.flatMap(({ key, fact }) =>
    key.startsWith("subscription:") ? [{ key, fact: fact as SubscriptionFact }] : [],
  )

/** What a line of a subscription comes to, reckoned apart from the rule. */
export const agreedAmount = ({ id, offers }: Subscription, { offer, quantity }: AgreedLine): number => {
  const agreed = offers.find((one) => one.id === offer)
  if (agreed === undefined) return broken(`a line of ${id} is on offer ${offer}, which was never agreed`)
  const line = { terms: agreed.terms, fee: agreed.fee, ordered: quantity, delivered: null } as Line
  return exactAmount(line) ?? broken(`offer ${shown(agreed)} of ${id} has no price`)
}

/** What lines come to, each rounded once. */
export const agreedSum = (subscription: Subscription, lines: ReadonlyArray<AgreedLine>): number =>
  lines.reduce((sum, line) => sum + agreedAmount(subscription, line), 0)

/** What the lines of a delivery come to in the basket they were poured into: as they were weighed, counted and priced. */
const billedOf = (baskets: ReadonlyArray<Basket>, subscription: string, delivery: string): number | undefined => {
  const own = baskets
    .flatMap(({ lines }) => lines)
    .filter(({ contract }) => contract?.subscription === subscription && contract.delivery === delivery)
  return own.length === 0 ? undefined : own.reduce((sum, line) => sum + (exactAmount(line) ?? 0), 0)
}

/** What is owed of a delivery: its lines, and those of an absence that is paid all the same; once it is in a basket, what is billed there. */
export const owedOf = (
  subscription: Subscription,
  { id, lines, absence }: SubscribedDelivery,
  baskets: ReadonlyArray<Basket>,
): number => {
  const isPaid = absence !== null && absence.compensation !== "not-charged" && absence.movedTo === null
  const own = billedOf(baskets, subscription.id, id) ?? agreedSum(subscription, lines)
  return own + (isPaid ? agreedSum(subscription, absence.lines) : 0)
}

/** What a whole subscription comes to. */
export const owedInAll = (subscription: Subscription, baskets: ReadonlyArray<Basket>): number =>
  subscription.deliveries.reduce((sum, one) => sum + owedOf(subscription, one, baskets), 0)

/** So many of a product as subscriptions hold at a delivery. */
export const heldAt = (
  subscriptions: ReadonlyArray<Subscription>,
  catalog: string,
  product: string,
  delivery: string,
): number =>
  subscriptions
    .filter((one) => one.catalog === catalog)
    .flatMap((one) =>
      one.deliveries
        .filter(({ id }) => id === delivery)
        .flatMap(({ lines }) => lines)
        .filter(({ offer }) => one.offers.some(({ id, product: of }) => id === offer && of === product)),
    )
    .reduce((sum, { quantity }) => sum + countOf(quantity), 0)

/** The lines of baskets that came from a delivery of a subscription. */
export const filledFrom = (
  baskets: ReadonlyArray<Basket>,
  subscription: string,
  delivery: string,
): ReadonlyArray<{ readonly basket: Basket; readonly line: Line }> =>
  baskets.flatMap((basket) =>
    basket.lines
      .filter(({ contract }) => contract?.subscription === subscription && contract.delivery === delivery)
      .map((line) => ({ basket, line })),
  )
