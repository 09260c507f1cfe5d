import type { KnownEntry, Purpose } from "../bank/index.ts"
import { isReference, referenceFor } from "../bank/index.ts"
import type { BankReference, ExpectedTransfer } from "../bank/bank.schema.ts"
import type { Group } from "../group/index.ts"
import type { Payment, PaymentTarget } from "../payment/index.ts"
import { statusOf } from "../payment/index.ts"
import { recordPayment } from "./pay.ts"
import type { PayContext } from "./payment-plan.ts"
import type { Decision } from "./plan.ts"
import { refused, togetherAll } from "./plan.ts"
import { receivePayment } from "./promise-payment.ts"

/** What a payment is for, as references name it. @rule PAY-16 */
export const purposeOf = (target: PaymentTarget | undefined): Purpose => {
  if (target === undefined) return { kind: "wallet" }
  return "basket" in target
    ? { kind: "basket", distribution: target.basket }
    : { kind: "subscription", subscription: target.subscription }
}

/** What is to be written on a transfer or a cheque for a payment: what was agreed, else what names the target. @rule PAY-16 */
export const referenceOf = (
  group: string,
  { member, target, reference }: Pick<Payment, "member" | "target" | "reference">,
): BankReference =>
  reference !== undefined && isReference(reference) ? reference : referenceFor(group, member, purposeOf(target))

/** A promised payment as the lines of a statement are compared with it: whatever was thought, it may come by transfer. @rule PAY-14 */
export const expectedTransfer = (group: Group, payment: Payment, name: string): ExpectedTransfer => ({
  payment: payment.id,
  member: payment.member,
  name,
  amount: payment.amount,
  currency: group.currency,
  reference: referenceOf(group.id, payment),
  dueOn: payment.dueOn ?? null,
  status: statusOf(payment) === "promised" ? "pending" : statusOf(payment) === "received" ? "posted" : "cancelled",
})

/** A line of a statement that somebody said what it is: a promise that came, or money of a member. */
export interface AcceptedEntry {
  readonly entry: KnownEntry | null
  readonly fingerprint: string
  /** Whether the line was used before. */
  readonly isUsed: boolean
  readonly context: PayContext
  readonly is:
    | { readonly promise: string; readonly payment: Payment | null }
    | { readonly id: string; readonly member: string; readonly target: PaymentTarget | undefined }
}

const accepted = ({ entry, fingerprint, isUsed, context, is }: AcceptedEntry): Decision<Payment> => {
  if (entry === null || entry.amount <= 0 || entry.currency !== context.group.currency) {
    return refused({ _tag: "EntryUnknown", entry: fingerprint })
  }
  if (isUsed) return refused({ _tag: "EntryIsMatched", entry: fingerprint })
  const { amount } = entry
  if ("promise" in is) {
    const arrival = { kind: "transfer", amount, till: null, entry: fingerprint } as const
    return receivePayment(context, is.payment, is.promise, arrival)
  }
  const { id, member, target } = is
  const { now: at, by } = context
  const told = { id, member, amount, kind: "transfer", note: "", at, by, entry: fingerprint } as const
  return recordPayment(context, null, target === undefined ? told : { ...told, target })
}

/**
 * Records what came by transfer, all that was accepted or none: a line of a statement becomes one payment and never
 * another, and a promise comes with one line.
 * @rule PAY-14
 */
export const importTransfers = (entries: ReadonlyArray<AcceptedEntry>): Decision<ReadonlyArray<Payment>> => {
  const [used, come] = [new Set<string>(), new Set<string>()]
  const decisions = entries.map((one): Decision<Payment> => {
    const { fingerprint, is } = one
    if (used.has(fingerprint)) return refused({ _tag: "EntryIsMatched", entry: fingerprint })
    used.add(fingerprint)
    if (!("promise" in is)) return accepted(one)
    if (come.has(is.promise)) return refused({ _tag: "PaymentNotPromised", payment: is.promise })
    come.add(is.promise)
    return accepted(one)
  })
  return togetherAll(decisions)
}
