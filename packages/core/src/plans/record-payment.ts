import type { Group } from "../group/index.ts"
import { move, moneyIn, walletOf } from "../ledger/index.ts"
import type { Member } from "../member/index.ts"
import type { Payment } from "../wallet/index.ts"
import { keyOf } from "./keys.ts"
import type { Decision } from "./plan.ts"
import { planned, refused } from "./plan.ts"

/** Records money that came from a member: it enters their wallet. @rule WALLET-3 @see D23, M11 */
export const recordPayment = (
  group: Group,
  member: Member | null,
  existing: Payment | null,
  payment: Payment,
): Decision<Payment> => {
  if (member === null) return refused({ _tag: "MemberUnknown", member: payment.member })
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "payment", id: payment.id })
  const { id, amount, kind } = payment
  return planned(payment, {
    facts: [{ key: keyOf.payment(id), fact: { _tag: "PaymentRecorded", payment } }],
    postings: move(moneyIn(kind), walletOf(payment.member), amount, group.currency, `payment-${kind}`, id),
  })
}
