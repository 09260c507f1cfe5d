import type { Basket, BasketPayment, HandOver, Line, Measuring } from "../basket/index.ts"
import {
  depositOfLine,
  depositsOfBasket,
  dueOf,
  isEstimate,
  isHandedOver,
  isOfContract,
  isSettled,
  nominalOf,
  paidOfBasket,
  promisedOf,
  totalOf,
} from "../basket/index.ts"
import type { Measure } from "../values/index.ts"
import type { PricedBasket, PricedLine } from "./priced-basket.ts"
import { pricedBasket, pricedLine } from "./priced-basket.ts"

/** A line as the desk sees it: what was ordered, what it should weigh, what was seen. */
export interface DeskLine extends PricedLine {
  readonly nominal: Measure | null
  readonly deposit: number
  /** What the packaging of one piece is lent for. */
  readonly depositEach: number
  /** The fee as a rate, in basis points. */
  readonly feeRate: number
  /** What is set aside beyond the estimate, as a rate in basis points. */
  readonly margin: number
  /** Whether it is paid through a subscription. */
  readonly contract: boolean
  readonly trail: ReadonlyArray<Measuring>
}

/** A basket as the desk sees it: what is due, what was paid, and where it stands. */
export interface DeskBasket extends Omit<PricedBasket, "lines"> {
  readonly lines: ReadonlyArray<DeskLine>
  readonly deposits: number
  /** What is to be paid with it: lines of the shop and deposits. */
  readonly due: number
  readonly paid: number
  readonly promised: number
  readonly payments: ReadonlyArray<BasketPayment>
  readonly handed: HandOver | null
  readonly taken: boolean
  readonly settled: boolean
  /** How many lines wait for their weight. */
  readonly toWeigh: number
}

/** A line as it is once it was weighed, and what its basket then comes to. */
export interface WeighedLine extends Pick<
  DeskBasket,
  "id" | "distribution" | "member" | "status" | "changedAt" | "total" | "estimate" | "due" | "paid" | "toWeigh"
> {
  readonly line: DeskLine
}

const deskLine = (line: Line): DeskLine => ({
  ...pricedLine(line),
  nominal: nominalOf(line),
  deposit: depositOfLine(line),
  depositEach: line.deposit ?? 0,
  feeRate: line.fee,
  margin: line.margin ?? 0,
  contract: isOfContract(line),
  trail: line.trail ?? [],
})

/** A basket as the desk sees it. @rule DAY-6 @see D25 */
export const deskBasket = (basket: Basket, number: number | null): DeskBasket => {
  const priced = pricedBasket(basket, number)
  return {
    ...priced,
    lines: basket.lines.map(deskLine),
    deposits: depositsOfBasket(basket),
    due: dueOf(basket),
    paid: paidOfBasket(basket),
    promised: promisedOf(basket),
    payments: basket.payments ?? [],
    handed: basket.handed ?? null,
    taken: isHandedOver(basket),
    settled: isSettled(basket),
    toWeigh: priced.lines.filter(({ estimate }) => estimate).length,
  }
}

/**
 * One line of a basket as the desk sees it, and what the basket comes to: all that a weighing changes, at a tenth of
 * what the whole basket takes on its way and in the journal. Throws `RangeError` when there is no such line.
 * @rule DAY-27
 * @see D6, D11
 */
export const weighedLine = (basket: Basket, id: number): WeighedLine => {
  const line = basket.lines.find((one) => one.id === id)
  if (line === undefined) throw new RangeError(`basket ${basket.id} has no line ${id}`)
  const toWeigh = basket.lines.filter(isEstimate).length
  const { distribution, member, status, changedAt } = basket
  return {
    id: basket.id,
    distribution,
    member,
    status,
    changedAt,
    total: totalOf(basket),
    estimate: toWeigh > 0,
    due: dueOf(basket),
    paid: paidOfBasket(basket),
    toWeigh,
    line: deskLine(line),
  }
}

/**
 * What is to be paid for a basket now: what is missing of it, less what the money pot holds besides; below zero what
 * may be given back.
 * @rule DAY-6
 * @see D25, D26
 */
export const toPayNow = (
  { due, paid }: Pick<DeskBasket, "due" | "paid">,
  purse: { readonly wallet: number; readonly moneyPot: boolean },
): number => {
  const missing = due - paid
  if (missing <= 0 || !purse.moneyPot) return missing
  // The wallet holds what came in for this basket and no longer what is set aside for it.
  const besides = purse.wallet + missing
  return Math.max(0, missing - Math.max(0, besides))
}
