import * as Result from "effect/Result"
import type { Basket, BasketFact } from "../basket/index.ts"
import { amountOfLine, basketId, evolve, heldForBasket, totalOf } from "../basket/index.ts"
import type { Distribution } from "../distribution/index.ts"
import type { Group } from "../group/index.ts"
import type { Posting } from "../ledger/index.ts"
import { heldFor, move, walletOf } from "../ledger/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Subscription } from "../subscription/index.ts"
import { amountOfLines, following, subscribedTo } from "../subscription/index.ts"
import { maximumTotal } from "./confirm-basket.ts"
import { frozenProblem } from "./frozen.ts"
import { basketNumbers, keyOf } from "./keys.ts"
import type { Decision, Told } from "./plan.ts"
import { planned, refused } from "./plan.ts"
import { debtMoves } from "./settle-subscription.ts"

/** What a change of a basket on the day of its distribution may look at. */
export interface DayContext {
  readonly group: Group
  readonly distribution: Distribution
  readonly member: string
  readonly basket: Basket | null
  /** The subscriptions whose lines are in the basket, by id. */
  readonly subscriptions: ReadonlyMap<string, Subscription>
  readonly now: string
  /** Who does it, as journals name them. */
  readonly by: string
  /** When it was seen, when that was before now: what is told without a network comes later. */
  readonly seenAt?: string | undefined
}

/** When something was seen: never later than now, whatever the clock of a tablet says. @rule DAY-23 */
export const seenAt = ({ now, seenAt: seen }: DayContext): string => (seen !== undefined && seen < now ? seen : now)

/** The basket of the context, which must be there and may still change. @rule DAY-10 */
export const openBasket = ({ distribution, member, basket }: DayContext): Result.Result<Basket, Refusal> => {
  const frozen = dayProblem(distribution, basket)
  if (frozen !== undefined) return refused(frozen)
  if (basket === null || basket.status !== "confirmed") {
    return refused({ _tag: "BasketUnknown", basket: basketId(distribution.id, member) })
  }
  return Result.succeed(basket)
}

/** Why nothing happens at a distribution any more. @rule DAY-10 */
export const dayProblem = (distribution: Distribution, basket: Basket | null): Refusal | undefined =>
  distribution.status === "cancelled"
    ? { _tag: "DistributionCancelled", distribution: distribution.id }
    : frozenProblem(distribution, basket)

/** What each delivery of a subscription comes to, from the lines of its basket. @rule DAY-9 */
const billedIn = (basket: Basket): ReadonlyMap<string, ReadonlyMap<string, number>> => {
  const billed = new Map<string, Map<string, number>>()
  for (const line of basket.lines) {
    if (line.contract === undefined) continue
    const { subscription, delivery } = line.contract
    const of = billed.get(subscription) ?? new Map<string, number>()
    of.set(delivery, (of.get(delivery) ?? 0) + amountOfLine(line))
    billed.set(subscription, of)
  }
  return billed
}

/** What the lines of contracts cost more or less than agreed is owed through their subscriptions. @rule DAY-9 @see D6, S10.1 */
const billedThere = (
  { group, subscriptions, now }: DayContext,
  after: Basket,
): { readonly facts: ReadonlyArray<Told>; readonly postings: ReadonlyArray<Posting> } => {
  const [facts, postings]: [Told[], Posting[]] = [[], []]
  for (const [id, deliveries] of billedIn(after)) {
    const before = subscriptions.get(id)
    if (before === undefined) continue
    const told = [...deliveries].flatMap(([delivery, billed]) => {
      const own = subscribedTo(before, delivery)
      const adjustment = own === undefined ? 0 : billed - amountOfLines(before, own.lines)
      if (own === undefined || adjustment === (own.adjustment ?? 0)) return []
      return [{ _tag: "DeliveryBilled", delivery, adjustment, at: now } as const]
    })
    if (told.length === 0) continue
    facts.push(...told.map((fact) => ({ key: keyOf.subscription(id), fact })))
    postings.push(...debtMoves(group.currency, before, following(before, told)))
  }
  return { facts, postings }
}

/** A basket that comes to more than any basket may, by its costliest line. @rule BASKET-6 */
const totalProblem = (before: Basket | null, after: Basket): Refusal | undefined => {
  const total = totalOf(after)
  if (total <= maximumTotal || (before !== null && total <= totalOf(before))) return undefined
  const { catalog, product } = after.lines.reduce((most, line) =>
    amountOfLine(line) > amountOfLine(most) ? line : most,
  )
  return { _tag: "AmountTooLarge", catalog, product }
}

/**
 * Carries a change of a basket on the day: the facts, and the money that follows from the difference. It is recorded as
 * it happened, whatever the wallet holds.
 * @rule DAY-5, DAY-9, DAY-10
 * @see D6, D23, D26
 */
export const changeBasket = (context: DayContext, facts: ReadonlyArray<BasketFact>): Decision<Basket> => {
  const { group, distribution, member, basket } = context
  const id = basketId(distribution.id, member)
  const after = facts.reduce<Basket | null>(evolve, basket)
  if (after === null) return refused({ _tag: "BasketUnknown", basket: id })
  const problem = totalProblem(basket, after)
  if (problem !== undefined) return refused(problem)
  const key = keyOf.basket(id)
  const owed = heldForBasket(after) - (basket === null ? 0 : heldForBasket(basket))
  const elsewhere = billedThere(context, after)
  const first = after.confirmedAt !== null && (basket === null || basket.confirmedAt === null)
  return planned(after, {
    facts: [...facts.map((fact) => ({ key, fact })), ...elsewhere.facts],
    postings: [
      ...move(walletOf(member), heldFor(member), owed, group.currency, "basket-day", id),
      ...elsewhere.postings,
    ],
    guards: [keyOf.distribution(distribution.id)],
    numbers: first ? [{ series: basketNumbers(distribution.id), key }] : [],
  })
}

/** What every fact of a basket on the day begins with. */
export const dayFact = ({ distribution, member, now, by }: DayContext) => ({
  distribution: distribution.id,
  member,
  at: now,
  by,
})
