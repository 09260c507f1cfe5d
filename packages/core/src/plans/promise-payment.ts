import type { BasketPayment } from "../basket/index.ts"
import type { Group } from "../group/index.ts"
import type { Cheque, Payment, PaymentKind } from "../payment/index.ts"
import { evolve, isOnTheSpot, statusOf } from "../payment/index.ts"
import type { PayContext } from "./payment-plan.ts"
import {
  carried,
  comesFrom,
  depositFloor,
  depositProblem,
  offeredKinds,
  promised,
  received,
  targetProblem,
  tillProblem,
} from "./payment-plan.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"

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

/** What promised money came as. */
export interface Arrival {
  readonly kind: PaymentKind
  readonly amount: number
  readonly till: string | null
  /** The entry of a bank statement that it was recognised by. */
  readonly entry: string | null
  /** What is written on the cheque that it came by. @see M4 */
  readonly cheque?: Cheque
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
  deposits?: number,
): Decision<Payment> => {
  if (payment === null) return refused({ _tag: "PaymentUnknown", payment: id })
  if (statusOf(payment) !== "promised") return refused({ _tag: "PaymentNotPromised", payment: id })
  const closed = tillProblem(context, arrival.till)
  if (closed !== undefined) return refused(closed)
  const fact = { _tag: "PaymentReceived", ...arrival, at: context.now, by: context.by } as const
  const after = evolve(payment, fact) ?? payment
  if (comesFrom(after) === undefined) {
    return refused({ _tag: "PaymentKindNotOffered", kind: arrival.kind, offered: offeredKinds(context.group) })
  }
  const tooMuch = depositProblem(after, deposits)
  if (tooMuch !== undefined) return refused(tooMuch)
  return carried(context, payment, fact, id, {
    postings: [...promised(context, payment, -1), ...received(context, after, 1)],
    floors: depositFloor(context, after, false),
  })
}
