import * as Result from "effect/Result"
import { bankedCheques, move, moneyIn } from "../ledger/index.ts"
import type { Payment } from "../payment/index.ts"
import { evolve, signedOf, statusOf } from "../payment/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { frozenProblem } from "./frozen.ts"
import { keyOf } from "./keys.ts"
import type { PayContext } from "./payment-plan.ts"
import {
  carried,
  comesFrom,
  depositFloor,
  depositProblem,
  movedBetween,
  offeredKinds,
  promised,
  received,
  targetProblem,
  tillProblem,
} from "./payment-plan.ts"
import type { Decision } from "./plan.ts"
import { planned, refused } from "./plan.ts"

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
  const { id, kind } = payment
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "payment", id })
  const problem = targetProblem(context, payment)
  if (problem !== undefined) return refused(problem)
  if (comesFrom(payment) === undefined) {
    return refused({ _tag: "PaymentKindNotOffered", kind, offered: offeredKinds(context.group) })
  }
  const tooMuch = sure ? undefined : depositProblem(payment, deposits)
  if (tooMuch !== undefined) return refused(tooMuch)
  return carried(context, null, { _tag: "PaymentRecorded", payment }, id, {
    postings: received(context, payment, 1),
    floors: depositFloor(context, payment, sure),
  })
}

/**
 * Why a payment that came cannot be taken back now: its basket is settled, or the distribution at whose till it came is
 * validated. What is only promised stays open: a transfer comes days after the distribution.
 * @rule PAY-5, PAY-7
 */
const frozenTarget = (context: PayContext, payment: Payment): Refusal | undefined => {
  const { distribution, basket } = context
  const isOfBasket = payment.target !== undefined && "basket" in payment.target
  const frozen = isOfBasket && distribution !== null ? frozenProblem(distribution, basket) : undefined
  return frozen ?? tillProblem(context, payment.till)
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
  if (payment.bouncedAt !== undefined) return refused({ _tag: "ChequeIsBounced", payment: id })
  const frozen = status === "promised" ? undefined : frozenTarget(context, payment)
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

/** A cheque that came and stands: it was neither taken back nor did it bounce. @rule PAY-10, PAY-17 */
const chequeThere = (payment: Payment | null, id: string): Result.Result<Payment, Refusal> => {
  if (payment === null) return refused({ _tag: "PaymentUnknown", payment: id })
  if (payment.kind !== "cheque" || payment.direction === "out") return refused({ _tag: "NotACheque", payment: id })
  if (statusOf(payment) === "promised") return refused({ _tag: "PaymentNotReceived", payment: id })
  if (statusOf(payment) === "cancelled") return refused({ _tag: "PaymentIsCancelled", payment: id })
  return payment.bouncedAt === undefined ? Result.succeed(payment) : refused({ _tag: "ChequeIsBounced", payment: id })
}

/**
 * Tells that the bank gave a cheque back: taken back as long as its day is open; after that only its money goes, by a
 * new entry, and till, basket and receipt stay as they are.
 * @rule PAY-17
 * @see D23, D25
 */
export const bounceCheque = (
  context: PayContext,
  found: Payment | null,
  id: string,
  reason: string,
): Decision<Payment> => {
  const there = chequeThere(found, id)
  if (Result.isFailure(there)) return Result.fail(there.failure)
  const payment = there.success
  if (frozenTarget(context, payment) === undefined) return cancelPayment(context, payment, id, reason)
  const fact = { _tag: "ChequeBounced", reason, at: context.now, by: context.by } as const
  return planned(evolve(payment, fact) ?? payment, {
    facts: [{ key: keyOf.payment(id), fact }],
    postings: received(context, payment, -1).map((one) => ({ ...one, reason: "cheque-bounced" })),
  })
}

/** Takes a cheque to the bank. @rule PAY-10 @see M4 */
export const bankCheque = (context: PayContext, found: Payment | null, id: string): Decision<Payment> => {
  const there = chequeThere(found, id)
  if (Result.isFailure(there)) return Result.fail(there.failure)
  const payment = there.success
  if (payment.bankedAt !== undefined) return refused({ _tag: "ChequeIsBanked", payment: id })
  const fact = { _tag: "ChequeBanked", at: context.now, by: context.by } as const
  const { currency } = context.group
  return planned(evolve(payment, fact) ?? payment, {
    facts: [{ key: keyOf.payment(id), fact }],
    postings: move(bankedCheques, moneyIn("cheque"), signedOf(payment), currency, "cheque-banked", id),
  })
}
