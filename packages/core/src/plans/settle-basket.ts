import * as Result from "effect/Result"
import type { Basket, Line, Settlement } from "../basket/index.ts"
import {
  amountOfLine,
  basketId,
  depositsOfBasket,
  dueOf,
  goodsOfLine,
  handedOut,
  isEstimate,
  isOfContract,
  isSettled,
  paidOfBasket,
  shopTotalOf,
} from "../basket/index.ts"
import type { Catalog } from "../catalog/index.ts"
import { productOf } from "../catalog/index.ts"
import type { Distribution } from "../distribution/index.ts"
import type { Group } from "../group/index.ts"
import type { Posting } from "../ledger/index.ts"
import {
  deliveredOf,
  deskBefore,
  deskOf,
  depositsOf,
  earnedBy,
  engagedTo,
  feesOf,
  heldFor,
  lostOf,
  move,
  orderedOf,
} from "../ledger/index.ts"
import { isOnTheSpot } from "../payment/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { dateAt, unitOf, vatTable } from "../values/index.ts"
import { stockAccountOf } from "../views/shop.ts"
import type { DayContext } from "./change-basket.ts"
import { dayFact, dayProblem, openBasket } from "./change-basket.ts"
import { keyOf } from "./keys.ts"
import type { Decision } from "./plan.ts"
import { planned, refused } from "./plan.ts"

/** What settling looks at besides the basket. */
export interface SettleContext extends DayContext {
  readonly catalogs: ReadonlyMap<string, Catalog>
}

/** A distribution is settled from the morning of its day, on the group's clock. @rule DAY-11 @see VAL1, D7 */
export const startProblem = (group: Group, { id, plan }: Distribution, now: string): Refusal | undefined => {
  const { timeZone } = group.settings
  if (dateAt(now, timeZone) >= dateAt(plan.startsAt, timeZone)) return undefined
  return { _tag: "DistributionNotStarted", distribution: id, startsAt: plan.startsAt }
}

/** What keeps a basket from being settled: what is not weighed, not decided, or by the group's policy not even. @rule DAY-12 @see D25 */
export const settleProblem = (group: Group, basket: Basket): Refusal | undefined => {
  const toWeigh = basket.lines.filter(isEstimate).map(({ id, name }) => ({ line: id, name }))
  if (toWeigh.length > 0) return { _tag: "LinesToWeigh", basket: basket.id, lines: toWeigh }
  const open = (basket.payments ?? []).filter(({ status, kind }) => status === "promised" && isOnTheSpot(kind))
  if (open.length > 0) {
    const amount = open.reduce((sum, one) => sum + one.amount, 0)
    return { _tag: "PaymentToChoose", basket: basket.id, payments: open.map(({ id }) => id), amount }
  }
  const [due, paid] = [dueOf(basket), paidOfBasket(basket)]
  return group.settings.payments.difference === "refuse" && due !== paid
    ? { _tag: "BasketUnbalanced", basket: basket.id, due, paid }
    : undefined
}

/** Amounts by account, in the order they came. */
const summed = (parts: ReadonlyArray<readonly [account: string, amount: number]>): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>()
  for (const [account, amount] of parts) sums.set(account, (sums.get(account) ?? 0) + amount)
  return sums
}

/** Who gets the amount of a line: the producer the goods, the group the fee on top. @rule DAY-13 @see D23 */
const sharedOut = ({ catalogs }: SettleContext, line: Line): ReadonlyArray<readonly [string, number]> => {
  const [amount, goods] = [amountOfLine(line), goodsOfLine(line)]
  const producer = catalogs.get(line.catalog)?.settings.producer ?? line.catalog
  return [
    [earnedBy(producer), goods],
    [feesOf(line.catalog), amount - goods],
  ]
}

/** The money of a basket goes to whom it is due: from what is held of the member, or of the subscribers. @rule DAY-13 */
const moneyOut = (context: SettleContext, basket: Basket): ReadonlyArray<Posting> => {
  const { group, member } = context
  const out = (from: string, lines: ReadonlyArray<Line>) =>
    [...summed(lines.flatMap((line) => sharedOut(context, line)))].flatMap(([to, amount]) =>
      move(from, to, amount, group.currency, "settled", basket.id),
    )
  const contracts = new Map<string, Line[]>()
  for (const line of basket.lines.filter(isOfContract)) {
    contracts.set(line.catalog, [...(contracts.get(line.catalog) ?? []), line])
  }
  return [
    ...out(
      heldFor(member),
      basket.lines.filter((line) => !isOfContract(line)),
    ),
    ...move(heldFor(member), depositsOf(member), depositsOfBasket(basket), group.currency, "deposit", basket.id),
    ...[...contracts].flatMap(([catalog, lines]) => out(engagedTo(catalog), lines)),
  ]
}

/** Where goods go: out of the door, or lost; what went out beyond what was ordered came from the stock. @rule DAY-8 @see D24 */
const goodsOut = ({ catalogs, distribution }: SettleContext, basket: Basket): ReadonlyArray<Posting> =>
  basket.lines.flatMap((line) => {
    const { catalog, product } = line
    const at = line.contract?.delivery ?? distribution.id
    const unit = unitOf(line.ordered)
    const { delivered, lost, more } = handedOut(line)
    const offered = catalogs.get(catalog)
    const sold = offered === undefined ? undefined : productOf(offered, product)
    const stock = sold === undefined ? orderedOf(catalog, product, at) : stockAccountOf(catalog, sold, at)
    const go = (from: string, to: string, quantity: number) => move(from, to, quantity, unit, "settled", basket.id)
    return [
      ...go(orderedOf(catalog, product, at), deliveredOf(catalog, product, at), delivered - more),
      ...go(orderedOf(catalog, product, at), lostOf(catalog, product, at), lost),
      ...go(stock, deliveredOf(catalog, product, at), more),
    ]
  })

/**
 * Settles a basket: what is held for it goes to producers, fees and deposits, the goods go out, and nothing of it
 * changes any more. What was paid too much or too little stays in the wallet, or is refused by the group's policy.
 * @rule DAY-11, DAY-12, DAY-13
 * @see D25, VAL2
 */
export const settleBasket = (context: SettleContext): Decision<Basket> => {
  const { group, distribution, now, by } = context
  const early = startProblem(group, distribution, now)
  if (early !== undefined) return refused(early)
  const open = openBasket(context)
  if (Result.isFailure(open)) return Result.fail(open.failure)
  const basket = open.success
  const problem = settleProblem(group, basket)
  if (problem !== undefined) return refused(problem)
  const settlement: Settlement = {
    at: now,
    by,
    total: shopTotalOf(basket),
    deposits: depositsOfBasket(basket),
    paid: paidOfBasket(basket),
    vats: vatTable(basket.lines.map((line) => ({ amount: amountOfLine(line), vat: line.terms.vat }))),
    postings: [...moneyOut(context, basket), ...goodsOut(context, basket)],
  }
  const fact = { _tag: "BasketSettled", ...dayFact(context), settlement } as const
  return planned(
    { ...basket, settled: settlement },
    {
      facts: [{ key: keyOf.basket(basket.id), fact }],
      postings: settlement.postings,
      guards: [
        keyOf.distribution(distribution.id),
        ...[...new Set(basket.lines.map(({ catalog }) => catalog))].map(keyOf.catalog),
      ],
    },
  )
}

/** That a basket came to be open that whoever validates may not have seen. @rule DAY-24 */
export const openedAtDesk = ({ id }: Distribution, basket: string): ReadonlyArray<Posting> =>
  move(deskBefore(id), deskOf(id), 1, "changes", "opened", basket)

/** The same movement back. */
const back = ({ from, to, ...rest }: Posting): Posting => ({ ...rest, from: to, to: from, reason: "reopened" })

/**
 * Undoes the settling of a basket: every movement is made backwards, and all is as it was before.
 * @rule DAY-14
 * @see D25, VAL6
 */
export const reopenBasket = (context: DayContext, reason: string): Decision<Basket> => {
  const { distribution, basket, member } = context
  if (basket === null) return refused({ _tag: "BasketUnknown", basket: basketId(distribution.id, member) })
  const frozen = dayProblem(distribution, null)
  if (frozen !== undefined) return refused(frozen)
  const { settled = null } = basket
  if (settled === null || !isSettled(basket)) return refused({ _tag: "BasketNotSettled", basket: basket.id })
  const { vats } = settled
  const fact = { _tag: "BasketReopened", ...dayFact(context), reason, ...(vats === undefined ? {} : { vats }) } as const
  return planned(
    { ...basket, settled: null },
    {
      facts: [{ key: keyOf.basket(basket.id), fact }],
      postings: [...settled.postings.map(back), ...openedAtDesk(distribution, basket.id)],
      guards: [keyOf.distribution(distribution.id)],
    },
  )
}
