import { dueOf, heldForBasket, refundableOf } from "../basket/index.ts"
import type { Floor } from "../ledger/index.ts"
import { exactly, heldFor } from "../ledger/index.ts"
import type { Payment, PaymentTarget } from "../payment/index.ts"
import type { PayContext, Source } from "./payment-plan.ts"
import {
  accountOfSource,
  accountPaid,
  carried,
  comesFrom,
  movedBetween,
  offeredKinds,
  received,
  targetProblem,
} from "./payment-plan.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"

/** What a member's money comes to when a refund is looked at. */
export interface Purse {
  /** What the money pot holds beyond what is set aside. */
  readonly wallet: number
  /** What is set aside for all their baskets. */
  readonly held: number
  /** What they have paid on the subscription less what they owe. */
  readonly contract: number
}

/** What may be given back: of a basket what it was paid too much, of a subscription and of the money pot what is over. @rule PAY-8 @see D25, M13 */
export const possibleRefund = (context: PayContext, target: PaymentTarget | undefined, purse: Purse): number => {
  if (target === undefined) return Math.max(0, purse.wallet)
  if ("subscription" in target) return Math.max(0, purse.contract)
  const { basket } = context
  if (basket === null) return 0
  // What came in for it must still be there: it may have gone back from the money pot, or covered an old debt.
  const there = purse.wallet + purse.held - Math.max(dueOf(basket), heldForBasket(basket))
  return Math.max(0, Math.min(refundableOf(basket), there))
}

/** That what was looked at is still so when the money goes. @rule PAY-8 */
const refundFloors = ({ group }: PayContext, payment: Payment, purse: Purse): ReadonlyArray<Floor> => {
  const { member, target, amount } = payment
  const account = accountPaid(member, target)
  if (target === undefined || "subscription" in target) return [{ account, unit: group.currency, minimum: 0 }]
  return [
    { account, unit: group.currency, minimum: purse.wallet - amount },
    exactly(heldFor(member), group.currency, purse.held),
  ]
}

/**
 * Gives money back: never more than was paid too much, however many do it at once.
 * @rule PAY-8
 * @see D25, M13, GC-19.20
 */
export const refundPayment = (
  context: PayContext,
  existing: Payment | null,
  asked: Payment,
  purse: Purse,
): Decision<Payment> => {
  const payment: Payment = { ...asked, direction: "out" }
  const { id, member, amount, kind } = payment
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "payment", id })
  const problem = targetProblem(context, payment)
  if (problem !== undefined) return refused(problem)
  if (comesFrom(payment) === undefined || kind === "deposit") {
    return refused({ _tag: "PaymentKindNotOffered", kind, offered: offeredKinds(context.group) })
  }
  const possible = possibleRefund(context, payment.target, purse)
  if (possible === 0) return refused({ _tag: "NothingToRefund", member })
  if (amount > possible) return refused({ _tag: "RefundTooLarge", member, amount, possible })
  return carried(context, null, { _tag: "PaymentRecorded", payment }, id, {
    postings: received(context, payment, 1),
    floors: refundFloors(context, payment, purse),
  })
}

/**
 * Moves money that is there already: from a money pot or a subscription to another of the same member, or to another
 * member; no more than is there.
 * @rule PAY-9
 * @see S10.5
 */
export const movePayment = (
  context: PayContext,
  existing: Payment | null,
  payment: Payment & { readonly source: Source },
  available: number,
): Decision<Payment> => {
  const { id, member, amount, source, target } = payment
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "payment", id })
  const problem = targetProblem(context, payment)
  if (problem !== undefined) return refused(problem)
  const from = accountOfSource(source)
  if (from === accountPaid(member, target)) return refused({ _tag: "SameAccount", account: from })
  const possible = Math.max(0, available)
  if (amount > possible) return refused({ _tag: "MoveTooLarge", account: from, amount, possible })
  return carried(context, null, { _tag: "PaymentRecorded", payment }, id, {
    postings: movedBetween(context, payment, source, 1),
    floors: [{ account: from, unit: context.group.currency, minimum: 0 }],
  })
}
