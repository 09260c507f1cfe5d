import type { InputOf } from "@cabas/client"
import type { AbsenceContext } from "@cabas/core/absence"
import { amountOf, isWeighed, lineAmount, measureOf, unitOf } from "@cabas/core/values"
import type { Measure, Unit } from "@cabas/core/values"
import { rulesAmong } from "../absences/absences.model.ts"
import type { Contract, Season } from "../season/season.store.ts"

/** So much of some products, each in its order unit. */
export type Order = Readonly<Record<string, number>>

/** Where somebody is on the way to a subscription. */
export type Step = "read" | "order" | "share" | "absences" | "pay"

/** What a member chose of a contract and has not subscribed yet; kept on the device. */
export interface Commitment {
  readonly step: Step
  readonly order: Order
  /** What single deliveries of a variable contract get instead. */
  readonly singles: Readonly<Record<string, Order>>
  /** The household that shares the basket; empty when nobody does. */
  readonly partner: string
  readonly partnerName?: string
  /** The other household's part of the debt, in percent. */
  readonly share: number
  readonly first: "holder" | "partner"
  readonly absences: ReadonlyArray<string>
}

type Offer = Contract["offers"][number]

/** The first step, with the order of last season when there was one. */
export const commitmentFrom = (contract: Contract, last: Season | undefined): Commitment => ({
  step: "read",
  order: Object.fromEntries(
    (last?.order ?? [])
      .filter(({ product }) => contract.offers.some((offer) => offer.product === product))
      .map(({ product, quantity }) => [product, amountOf(quantity)]),
  ),
  singles: {},
  partner: "",
  share: 50,
  first: "holder",
  absences: [],
})

/** The steps that a contract asks for. */
export const stepsOf = ({ contract }: Contract): ReadonlyArray<Step> => [
  "read",
  "order",
  ...(contract.sharing ? (["share"] as const) : []),
  ...(contract.absences ? (["absences"] as const) : []),
  "pay",
]

/** The deliveries that somebody who subscribes now gets: those whose orders are not closed. @see D17 */
export const leftOf = ({ deliveries }: Contract, now: string): Contract["deliveries"] =>
  deliveries.filter(({ closesAt }) => closesAt > now)

/** The unit in which a product is ordered. */
export const unitOfOffer = ({ loose, terms }: Offer): Unit => (loose ? unitOf(terms.per) : "pieces")

/** An order as the server takes it. */
export const sharesOf = ({ offers }: Contract, order: Order) =>
  offers.flatMap((offer) => {
    const amount = order[offer.product] ?? 0
    return amount > 0 ? [{ product: offer.product, quantity: measureOf(unitOfOffer(offer), amount) }] : []
  })

/** What an order comes to at one delivery, in minor units, fee included; what is weighed is estimated. @see D3 */
export const priceOf = (
  { offers }: Contract,
  order: Order,
): { readonly amount: number; readonly estimate: boolean } => {
  const wanted = offers.filter(({ product }) => (order[product] ?? 0) > 0)
  const amounts = wanted.map((offer) => {
    const { terms, shownPrice, product } = offer
    return lineAmount({ ...terms, price: shownPrice }, measureOf(unitOfOffer(offer), order[product]!))
  })
  return {
    amount: amounts.reduce((sum, each) => sum + each, 0),
    estimate: wanted.some(({ saleKind }) => isWeighed(saleKind)),
  }
}

/** What a season comes to if it is subscribed so: the server's word comes with the preview. */
export interface Outlook {
  /** The deliveries that are left, and those that are received. */
  readonly left: number
  readonly received: number
  readonly each: number
  readonly total: number
  readonly estimate: boolean
  /** What is lacking to the minimum of a delivery, and to that of the season in proportion. @see D22 */
  readonly lacking: number
  readonly lackingOver: number
  readonly minimumOver: number | null
}

/** The outlook of a commitment at an instant. @see D17, D22 */
export const outlookOf = (contract: Contract, chosen: Commitment, now: string): Outlook => {
  const { minimums, absences } = contract.contract
  const left = leftOf(contract, now)
  const isReceived = ({ id }: { readonly id: string }) => !chosen.absences.includes(id)
  const received = left.filter(isReceived)
  const charged = absences?.compensation === "not-charged" ? received : left
  const { amount: each, estimate } = priceOf(contract, chosen.order)
  const total = charged.reduce(
    (sum, { id }) => sum + (chosen.singles[id] ? priceOf(contract, chosen.singles[id]).amount : each),
    0,
  )
  const whole = minimums.overPeriod
  // In proportion to the deliveries received, down to whole units of a currency with cents.
  const minimumOver =
    whole === null ? null : Math.floor((whole * received.length) / contract.deliveries.length / 100) * 100
  return {
    left: left.length,
    received: received.length,
    each,
    total,
    estimate,
    lacking: Math.max(0, (minimums.perDelivery ?? 0) - each),
    lackingOver: Math.max(0, (minimumOver ?? 0) - total),
    minimumOver,
  }
}

/** What the server is asked for. */
export const inputOf = (contract: Contract, chosen: Commitment): InputOf<"subscription.start"> => {
  const { partner, share, first, absences, order, singles } = chosen
  return {
    catalog: contract.id,
    order: sharesOf(contract, order),
    ...(contract.kind === "variable" && {
      orders: Object.entries(singles).map(([delivery, one]) => ({ delivery, shares: sharesOf(contract, one) })),
    }),
    ...(partner && { partner: { member: partner, share: Math.round(share * 100) }, firstTurn: first }),
    ...(contract.contract.absences && { absences }),
  }
}

/** What the rules of absences look at while somebody subscribes. @see D21 */
export const rulesFor = (contract: Contract, { absences }: Commitment, now: string): AbsenceContext =>
  rulesAmong(contract, now, leftOf(contract, now), { declared: absences, chosen: null, subscribing: true })

/** What is due of one month. */
export interface Due {
  /** `2026-05` */
  readonly month: string
  readonly count: number
  readonly amount: number
}

/** What is due by month: the amounts of the deliveries of each, for the part of one household. @see D18, D23 */
export const duesOf = ({ deliveries, debts }: Season, member: string | null): ReadonlyArray<Due> => {
  const months = new Map<string, Due>()
  for (const { day, amount, absent } of deliveries) {
    const month = day.slice(0, 7)
    const before = months.get(month) ?? { month, count: 0, amount: 0 }
    months.set(month, { month, count: before.count + (absent ? 0 : 1), amount: before.amount + amount })
  }
  const owed = debts.reduce((sum, one) => sum + one.owed, 0)
  const own = debts.find((one) => one.member === member)?.owed ?? owed
  let told = 0
  let sum = 0
  return [...months.values()].map((due) => {
    sum += due.amount
    // Rounded as a running sum, so that the months add up to what is owed.
    const until = owed === 0 ? sum : Math.round((sum * own) / owed)
    const amount = until - told
    told = until
    return { ...due, amount }
  })
}

/** A delivery's order as steppers hold it. */
export const orderOf = (lines: ReadonlyArray<{ readonly product: string; readonly quantity: Measure }>): Order =>
  Object.fromEntries(lines.map(({ product, quantity }) => [product, amountOf(quantity)]))

/** The open deliveries from one on that would get its order: it, and all that follow. */
export const followingOf = ({ deliveries }: Season, delivery: string): ReadonlyArray<string> => {
  const start = deliveries.find(({ id }) => id === delivery)?.startsAt ?? ""
  return deliveries
    .filter(({ startsAt, phase, absent }) => startsAt >= start && phase === "open" && !absent)
    .map(({ id }) => id)
}
