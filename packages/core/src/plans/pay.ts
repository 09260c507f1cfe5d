import type { Basket, BasketPayment } from "../basket/index.ts"
import { dueOf, heldForBasket, refundableOf } from "../basket/index.ts"
import type { Distribution } from "../distribution/index.ts"
import type { Group } from "../group/index.ts"
import type { Floor, Posting } from "../ledger/index.ts"
import {
  contractOf,
  depositsOf,
  exactly,
  heldFor,
  move,
  moneyIn,
  pendingFor,
  promisedBy,
  walletOf,
} from "../ledger/index.ts"
import type { Member } from "../member/index.ts"
import type { Payment, PaymentFact, PaymentKind, PaymentTarget } from "../payment/index.ts"
import { evolve, isOnTheSpot, signedOf, statusOf } from "../payment/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Subscription } from "../subscription/index.ts"
import { householdsOf } from "../subscription/index.ts"
import { dayProblem } from "./change-basket.ts"
import { keyOf } from "./keys.ts"
import type { Decision, Told } from "./plan.ts"
import { planned, refused } from "./plan.ts"

/** What a payment may look at. */
export interface PayContext {
  readonly group: Group
  readonly member: Member | null
  /** What it is for, when it is for the basket of a distribution. */
  readonly distribution: Distribution | null
  readonly basket: Basket | null
  /** What it is for, when it is for a subscription. */
  readonly subscription: Subscription | null
  readonly now: string
  readonly by: string
}

/** Where a payment goes: the money pot of the member, or what they owe of a subscription. @rule PAY-1 @see M3, S10.3 */
export const accountPaid = (member: string, target: PaymentTarget | undefined): string =>
  target !== undefined && "subscription" in target ? contractOf(target.subscription, member) : walletOf(member)

/** Where money of a kind comes from; nothing for a kind that is not decided yet, or that came from within. */
const comesFrom = (kind: PaymentKind, member: string): string | undefined => {
  if (kind === "deposit") return depositsOf(member)
  return kind === "on-the-spot" || kind === "moved" ? undefined : moneyIn(kind)
}

/** The ways of paying that the group offers its members. @see M2 */
export const offeredKinds = ({ settings }: Group): ReadonlyArray<PaymentKind> =>
  settings.payments.kinds ?? ["cash", "cheque", "transfer", "card"]

/** Why nothing can be paid for this, if so. @rule PAY-1 */
const targetProblem = (context: PayContext, payment: Payment): Refusal | undefined => {
  const { member, distribution, basket, subscription } = context
  const { target } = payment
  if (member === null) return { _tag: "MemberUnknown", member: payment.member }
  if (target === undefined) return undefined
  if ("subscription" in target) {
    const isTheirs = subscription !== null && householdsOf(subscription).includes(payment.member)
    return isTheirs ? undefined : { _tag: "SubscriptionUnknown", subscription: target.subscription }
  }
  if (distribution === null) return { _tag: "DistributionUnknown", distribution: target.basket }
  const frozen = dayProblem(distribution, basket)
  if (frozen !== undefined) return frozen
  return basket === null ? { _tag: "BasketUnknown", basket: `${target.basket}~${payment.member}` } : undefined
}

/** A payment as its basket keeps it. */
const onBasket = (payment: Payment): BasketPayment => ({
  id: payment.id,
  kind: payment.kind,
  amount: signedOf(payment),
  status: statusOf(payment),
})

/** What is told of a payment, and of the basket that it is for. @rule PAY-2 */
const told = (context: PayContext, before: Payment | null, fact: PaymentFact, id: string): ReadonlyArray<Told> => {
  const after = evolve(before, fact)
  const { basket, now: at, by } = context
  const own: Told = { key: keyOf.payment(id), fact }
  if (after === null || basket === null || after.target === undefined || !("basket" in after.target)) return [own]
  const { distribution, member } = basket
  const paid = { _tag: "BasketPaid", distribution, member, at, by, payment: onBasket(after) } as const
  return [own, { key: keyOf.basket(basket.id), fact: paid }]
}

const guardsOf = ({ distribution }: PayContext): ReadonlyArray<string> =>
  distribution === null ? [] : [keyOf.distribution(distribution.id)]

const carried = (
  context: PayContext,
  before: Payment | null,
  fact: PaymentFact,
  id: string,
  money: { readonly postings: ReadonlyArray<Posting>; readonly floors?: ReadonlyArray<Floor> },
): Decision<Payment> => {
  const after = evolve(before, fact)
  if (after === null) return refused({ _tag: "PaymentUnknown", payment: id })
  return planned(after, {
    facts: told(context, before, fact, id),
    postings: money.postings,
    floors: money.floors ?? [],
    guards: guardsOf(context),
  })
}

/** What is promised waits beside the account that is to get it. @rule PAY-3 @see D23 */
const promised = ({ group }: PayContext, { member, target, kind, amount, id }: Payment, sign: 1 | -1) =>
  move(promisedBy(kind), pendingFor(accountPaid(member, target)), sign * amount, group.currency, "payment-promised", id)

/** Money of a received payment, signed. */
const received = ({ group }: PayContext, payment: Payment, sign: 1 | -1): ReadonlyArray<Posting> => {
  const { member, target, kind, id } = payment
  const from = payment.bankedAt === undefined ? comesFrom(kind, member) : "bank:cheque"
  if (from === undefined) return []
  const reason = payment.direction === "out" ? `refund-${kind}` : `payment-${kind}`
  return move(from, accountPaid(member, target), sign * signedOf(payment), group.currency, reason, id)
}

/** Deposits are given back only as far as they were paid. @rule PAY-6 @see X2 */
const depositFloor = ({ group }: PayContext, { kind, member }: Payment, sure: boolean): ReadonlyArray<Floor> =>
  kind === "deposit" && !sure ? [{ account: depositsOf(member), unit: group.currency, minimum: 0 }] : []

/**
 * Records money that came from a member: it enters their money pot, or what they owe of a subscription.
 * @rule WALLET-3, PAY-1, PAY-2
 * @see D23, M11
 */
export const recordPayment = (
  context: PayContext,
  existing: Payment | null,
  payment: Payment,
  { deposits = undefined, sure = false }: { readonly deposits?: number | undefined; readonly sure?: boolean } = {},
): Decision<Payment> => {
  const { id, amount, kind, member } = payment
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "payment", id })
  const problem = targetProblem(context, payment)
  if (problem !== undefined) return refused(problem)
  if (comesFrom(kind, member) === undefined) {
    return refused({ _tag: "PaymentKindNotOffered", kind, offered: offeredKinds(context.group) })
  }
  if (kind === "deposit" && !sure && deposits !== undefined && deposits < amount) {
    return refused({ _tag: "DepositTooLarge", member, amount, possible: Math.max(0, deposits) })
  }
  return carried(context, null, { _tag: "PaymentRecorded", payment }, id, {
    postings: received(context, payment, 1),
    floors: depositFloor(context, payment, sure),
  })
}

/** The promise of the same basket that more can be added to: of the same kind, or any that is settled on the spot. @rule PAY-4 @see M10 */
const samePromise = ({ basket }: PayContext, { kind }: Payment): BasketPayment | undefined =>
  (basket?.payments ?? []).find(
    (one) => one.status === "promised" && (one.kind === kind || (kind === "on-the-spot" && isOnTheSpot(one.kind))),
  )

/** When only one way of paying on the spot is offered, there is nothing to decide later. @rule PAY-4 @see M10 */
const decided = (group: Group, payment: Payment): Payment => {
  if (payment.kind !== "on-the-spot") return payment
  const onTheSpot = offeredKinds(group).filter(isOnTheSpot)
  return onTheSpot.length === 1 ? { ...payment, kind: onTheSpot[0] ?? payment.kind } : payment
}

/** The promise that a new one would be added to, by its id, so that it can be read before deciding. @rule PAY-4 */
export const promiseToRaise = (context: PayContext, payment: Payment): string | undefined =>
  samePromise(context, decided(context.group, payment))?.id

/**
 * Keeps what a member says they will pay and how; nothing has come yet. More for the same basket in the same way is
 * added to what was promised before.
 * @rule PAY-3, PAY-4
 * @see M10, D23, GC-17
 */
export const promisePayment = (
  context: PayContext,
  existing: Payment | null,
  asked: Payment,
  raised: Payment | null,
): Decision<Payment> => {
  const payment: Payment = { ...decided(context.group, asked), status: "promised" }
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "payment", id: payment.id })
  const problem = targetProblem(context, payment)
  if (problem !== undefined) return refused(problem)
  const offered = offeredKinds(context.group)
  const isOffered = payment.kind === "on-the-spot" ? offered.some(isOnTheSpot) : offered.includes(payment.kind)
  if (!isOffered) return refused({ _tag: "PaymentKindNotOffered", kind: payment.kind, offered })
  if (raised === null) {
    const fact = { _tag: "PaymentRecorded", payment } as const
    return carried(context, null, fact, payment.id, { postings: promised(context, payment, 1) })
  }
  const more = { _tag: "PaymentRaised", amount: payment.amount, at: context.now, by: context.by } as const
  const postings = promised(context, { ...raised, amount: payment.amount }, 1)
  return carried(context, raised, more, raised.id, { postings })
}

/** Why a payment that is there cannot change now. */
const frozenTarget = (context: PayContext, payment: Payment): Refusal | undefined => {
  const { distribution, basket } = context
  const isOfBasket = payment.target !== undefined && "basket" in payment.target
  return isOfBasket && distribution !== null ? dayProblem(distribution, basket) : undefined
}

/** What promised money came as. */
export interface Arrival {
  readonly kind: PaymentKind
  readonly amount: number
  readonly till: string | null
  /** The entry of a bank statement that it was recognised by. */
  readonly entry: string | null
}

/**
 * Records that promised money came, perhaps in another way or of another amount than was thought.
 * @rule PAY-5
 * @see M15
 */
export const receivePayment = (
  context: PayContext,
  payment: Payment | null,
  id: string,
  arrival: Arrival,
): Decision<Payment> => {
  if (payment === null) return refused({ _tag: "PaymentUnknown", payment: id })
  if (statusOf(payment) !== "promised") return refused({ _tag: "PaymentNotPromised", payment: id })
  const frozen = frozenTarget(context, payment)
  if (frozen !== undefined) return refused(frozen)
  if (comesFrom(arrival.kind, payment.member) === undefined) {
    return refused({ _tag: "PaymentKindNotOffered", kind: arrival.kind, offered: offeredKinds(context.group) })
  }
  const fact = { _tag: "PaymentReceived", ...arrival, at: context.now, by: context.by } as const
  const after = evolve(payment, fact) ?? payment
  return carried(context, payment, fact, id, {
    postings: [...promised(context, payment, -1), ...received(context, after, 1)],
    floors: depositFloor(context, after, false),
  })
}

/**
 * Takes a payment back that never came or was recorded by mistake: what it moved is moved back by new entries.
 * @rule PAY-7
 * @see D23, M12
 */
export const cancelPayment = (
  context: PayContext,
  payment: Payment | null,
  id: string,
  reason: string,
): Decision<Payment> => {
  if (payment === null) return refused({ _tag: "PaymentUnknown", payment: id })
  const status = statusOf(payment)
  if (status === "cancelled") return refused({ _tag: "PaymentIsCancelled", payment: id })
  const frozen = frozenTarget(context, payment)
  if (frozen !== undefined) return refused(frozen)
  const fact = { _tag: "PaymentCancelled", reason, at: context.now, by: context.by } as const
  const postings =
    status === "promised"
      ? promised(context, payment, -1)
      : payment.source === undefined
        ? received(context, payment, -1)
        : movedBetween(context, payment, payment.source, -1)
  return carried(context, payment, fact, id, { postings })
}

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
  if (comesFrom(kind, member) === undefined || kind === "deposit") {
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

type Source = NonNullable<Payment["source"]>

const accountOfSource = ({ member, subscription }: Source): string =>
  subscription === null ? walletOf(member) : contractOf(subscription, member)

const movedBetween = (
  { group }: PayContext,
  { member, target, amount, id }: Payment,
  source: Source,
  sign: 1 | -1,
): ReadonlyArray<Posting> =>
  move(accountOfSource(source), accountPaid(member, target), sign * amount, group.currency, "payment-moved", id)

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

/** Takes a cheque to the bank. @rule PAY-10 @see M4 */
export const bankCheque = (context: PayContext, payment: Payment | null, id: string): Decision<Payment> => {
  if (payment === null) return refused({ _tag: "PaymentUnknown", payment: id })
  if (payment.kind !== "cheque") return refused({ _tag: "NotACheque", payment: id })
  if (statusOf(payment) === "promised") return refused({ _tag: "PaymentNotReceived", payment: id })
  if (statusOf(payment) === "cancelled") return refused({ _tag: "PaymentIsCancelled", payment: id })
  if (payment.bankedAt !== undefined) return refused({ _tag: "ChequeIsBanked", payment: id })
  const fact = { _tag: "ChequeBanked", at: context.now, by: context.by } as const
  const { currency } = context.group
  return planned(evolve(payment, fact) ?? payment, {
    facts: [{ key: keyOf.payment(id), fact }],
    postings: move(moneyIn("cheque"), "bank:cheque", signedOf(payment), currency, "cheque-banked", id),
  })
}
