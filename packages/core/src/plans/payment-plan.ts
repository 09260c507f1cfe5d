import type { Basket, BasketPayment } from "../basket/index.ts"
import { basketId } from "../basket/index.ts"
import type { Distribution } from "../distribution/index.ts"
import type { Group } from "../group/index.ts"
import type { Floor, Posting } from "../ledger/index.ts"
import {
  bankedCheques,
  contractOf,
  depositsOf,
  entryBefore,
  entryOf,
  exactly,
  move,
  moneyIn,
  pendingFor,
  promisedBy,
  tillBefore,
  tillOf,
  walletOf,
} from "../ledger/index.ts"
import type { Member } from "../member/index.ts"
import type { Payment, PaymentFact, PaymentKind, PaymentTarget } from "../payment/index.ts"
import { evolve, signedOf, statusOf } from "../payment/index.ts"
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
  /** The distribution at whose till it comes or goes, when it does. */
  readonly till?: Distribution | null
  readonly now: string
  readonly by: string
}

/** Where a payment goes: the money pot of the member, or what they owe of a subscription. @rule PAY-1 @see M3, S10.3 */
export const accountPaid = (member: string, target: PaymentTarget | undefined): string =>
  target !== undefined && "subscription" in target ? contractOf(target.subscription, member) : walletOf(member)

/**
 * Where money of a kind comes from; nothing for a kind that is not decided yet, or that came from within. What goes
 * back by cheque leaves the bank: nobody takes it out of the box.
 */
export const comesFrom = ({
  kind,
  member,
  direction,
}: Pick<Payment, "kind" | "member" | "direction">): string | undefined => {
  if (kind === "deposit") return depositsOf(member)
  if (kind === "cheque" && direction === "out") return bankedCheques
  return kind === "on-the-spot" || kind === "moved" ? undefined : moneyIn(kind)
}

/** The ways of paying that the group offers its members. @see M2 */
export const offeredKinds = ({ settings }: Group): ReadonlyArray<PaymentKind> =>
  settings.payments.kinds ?? ["cash", "cheque", "transfer", "card"]

/** Why nothing comes or goes at a till any more: it is there as long as its distribution is not validated. @rule PAY-11 */
export const tillProblem = ({ till }: PayContext, id: string | null | undefined): Refusal | undefined => {
  if (id === undefined || id === null) return undefined
  return till === null || till === undefined
    ? { _tag: "DistributionUnknown", distribution: id }
    : dayProblem(till, null)
}

/** Why nothing can be paid for this, if so. @rule PAY-1 */
export const targetProblem = (
  context: PayContext,
  payment: Pick<Payment, "member" | "target" | "till">,
): Refusal | undefined => {
  const { member, distribution, basket, subscription } = context
  const { target } = payment
  if (member === null) return { _tag: "MemberUnknown", member: payment.member }
  const closed = tillProblem(context, payment.till)
  if (closed !== undefined) return closed
  if (target === undefined) return undefined
  if ("subscription" in target) {
    const isTheirs = subscription !== null && householdsOf(subscription).includes(payment.member)
    return isTheirs ? undefined : { _tag: "SubscriptionUnknown", subscription: target.subscription }
  }
  if (distribution === null) return { _tag: "DistributionUnknown", distribution: target.basket }
  const frozen = dayProblem(distribution, basket)
  if (frozen !== undefined) return frozen
  const wasOrdered = basket !== null && basket.confirmedAt !== null
  return wasOrdered ? undefined : { _tag: "BasketUnknown", basket: basketId(target.basket, payment.member) }
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

const guardsOf = ({ distribution, till }: PayContext): ReadonlyArray<string> => [
  ...new Set(
    [distribution, till].flatMap((one) => (one === null || one === undefined ? [] : [keyOf.distribution(one.id)])),
  ),
]

/** That the till is another one than before, for whoever counts it meanwhile. @rule PAY-11 */
const tillMoves = ({ till }: PayContext, id: string): ReadonlyArray<Posting> =>
  till === null || till === undefined ? [] : move(tillBefore(till.id), tillOf(till.id), 1, "changes", "till", id)

/**
 * The line of a bank statement that a payment came with is used up, and there again when the payment is taken back.
 * @rule PAY-14
 */
const entryMoves = (before: Payment | null, after: Payment, id: string): ReadonlyArray<Posting> => {
  const used = (payment: Payment | null) => payment?.entry !== undefined && statusOf(payment) === "received"
  const fingerprint = after.entry
  if (fingerprint === undefined || used(before) === used(after)) return []
  return move(entryBefore, entryOf(fingerprint), used(after) ? 1 : -1, "entries", "bank-entry", id)
}

/** That no other payment came with the same line. @rule PAY-14 */
const entryFloors = (moves: ReadonlyArray<Posting>): ReadonlyArray<Floor> =>
  moves.filter(({ from }) => from === entryBefore).map(({ to, unit }) => exactly(to, unit, 1))

/** A decision about one payment: what is told of it, of its basket and of its till. @rule PAY-2, PAY-11 */
export const carried = (
  context: PayContext,
  before: Payment | null,
  fact: PaymentFact,
  id: string,
  money: { readonly postings: ReadonlyArray<Posting>; readonly floors?: ReadonlyArray<Floor> },
): Decision<Payment> => {
  const after = evolve(before, fact)
  if (after === null) return refused({ _tag: "PaymentUnknown", payment: id })
  const entry = entryMoves(before, after, id)
  return planned(after, {
    facts: told(context, before, fact, id),
    postings: [...money.postings, ...tillMoves(context, id), ...entry],
    floors: [...(money.floors ?? []), ...entryFloors(entry)],
    guards: guardsOf(context),
  })
}

/** What is promised waits beside the account that is to get it. @rule PAY-3 @see D23 */
export const promised = ({ group }: PayContext, { member, target, kind, amount, id }: Payment, sign: 1 | -1) =>
  move(promisedBy(kind), pendingFor(accountPaid(member, target)), sign * amount, group.currency, "payment-promised", id)

/** Money of a received payment, signed. */
export const received = ({ group }: PayContext, payment: Payment, sign: 1 | -1): ReadonlyArray<Posting> => {
  const { member, target, kind, id } = payment
  const from = payment.bankedAt === undefined ? comesFrom(payment) : bankedCheques
  if (from === undefined) return []
  const reason = payment.direction === "out" ? `refund-${kind}` : `payment-${kind}`
  return move(from, accountPaid(member, target), sign * signedOf(payment), group.currency, reason, id)
}

/** Deposits are given back only as far as they were paid. @rule PAY-6 @see X2 */
export const depositFloor = ({ group }: PayContext, { kind, member }: Payment, sure: boolean): ReadonlyArray<Floor> =>
  kind === "deposit" && !sure ? [{ account: depositsOf(member), unit: group.currency, minimum: 0 }] : []

/** Why so many deposits cannot come back: more than were paid, when that was read. @rule PAY-6 */
export const depositProblem = ({ kind, member, amount }: Payment, deposits: number | undefined): Refusal | undefined =>
  kind === "deposit" && deposits !== undefined && deposits < amount
    ? { _tag: "DepositTooLarge", member, amount, possible: Math.max(0, deposits) }
    : undefined

/** Where money that is moved comes from. */
export type Source = NonNullable<Payment["source"]>

/** The account that money is moved from. @rule PAY-9 */
export const accountOfSource = ({ member, subscription }: Source): string =>
  subscription === null ? walletOf(member) : contractOf(subscription, member)

/** Money that goes from one account of a member to another. @rule PAY-9 */
export const movedBetween = (
  { group }: PayContext,
  { member, target, amount, id }: Payment,
  source: Source,
  sign: 1 | -1,
): ReadonlyArray<Posting> =>
  move(accountOfSource(source), accountPaid(member, target), sign * amount, group.currency, "payment-moved", id)

/** Why nothing can be paid for this, if so. @rule PAY-1 */
export const payableProblem = (context: PayContext, member: string, target: PaymentTarget): Refusal | undefined =>
  targetProblem(context, { member, target })
