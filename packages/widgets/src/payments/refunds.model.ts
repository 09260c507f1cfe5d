import type { InputOf, Reply } from "@cabas/client"
import type { Payment } from "../books/books.store.ts"
import { cameAt } from "../wallet/wallet.model.ts"

/** Ways in which money goes back. @rule PAY-8 */
export const refundKinds = ["transfer", "cash", "cheque", "card"] as const

/** A way in which money goes back. */
export type RefundKind = (typeof refundKinds)[number]

/** What money may go back of: a payment that was received, or an account. */
export interface Refundable {
  readonly key: string
  readonly target: Payment["target"]
  readonly amount: number
  /** How it came; how it goes back unless another way is chosen. */
  readonly kind: RefundKind
}

/** The way that money goes back when it came in one. */
const wayBack = (kind: string): RefundKind => refundKinds.find((one) => one === kind) ?? "transfer"

/** Payments that were received, the last ones first. What went back or was taken back is none of them. @rule PAY-8 */
export const receivedFirst = (payments: ReadonlyArray<Payment>): ReadonlyArray<Payment> =>
  payments
    .filter(
      ({ status, direction, bouncedAt }) => status === undefined && direction === undefined && bouncedAt === undefined,
    )
    .toSorted((one, other) => cameAt(other).localeCompare(cameAt(one)))

/** A payment, as something that money may go back of. */
export const ofPayment = ({ id, target, amount, kind }: Payment): Refundable => ({
  key: id,
  target,
  amount,
  kind: wayBack(kind),
})

/** What is asked to give so much of it back. */
export const refundOf = (
  { target }: Refundable,
  told: { readonly member: string; readonly amount: number; readonly kind: RefundKind; readonly note: string },
): InputOf<"payment.refund"> => ({ ...told, ...(target && { target }) })

/**
 * How much of it may go back, by what the server says to giving all of it back: all, less, or nothing and why.
 * @rule PAY-8
 */
export const mostOf = (all: number, reply: Reply<unknown>): number => {
  if (reply.answer) return all
  return reply.refusal?._tag === "RefundTooLarge" ? reply.refusal.possible : 0
}
