import * as Result from "effect/Result"
import { contractOf, exactly, pendingFor } from "../ledger/index.ts"
import type { Payment, PaymentKind } from "../payment/index.ts"
import type { CivilDate } from "../values/index.ts"
import { plusMonths, split } from "../values/index.ts"
import type { PayContext } from "./payment-plan.ts"
import type { Decision } from "./plan.ts"
import { refused, togetherAll } from "./plan.ts"
import { promisePayment } from "./promise-payment.ts"

/** How what is owed of a subscription is to be spread. */
export interface Instalments {
  readonly member: string
  readonly subscription: string
  /** How they come, in their order; the last holds for those after it. @rule PAY-18 */
  readonly kinds: readonly [PaymentKind, ...PaymentKind[]]
  /** The day of the first. */
  readonly first: CivilDate
  /** How many months lie between one and the next. */
  readonly every: number
  /** An id for each. */
  readonly ids: ReadonlyArray<string>
  readonly note: string
}

/** What has to be known of the money of a subscription. */
export interface Owed {
  /** What was paid less what is owed. */
  readonly balance: number
  /** What is promised and has not come. */
  readonly pending: number
}

/** How an instalment comes: as is said for its place, else as the last that is said. @rule PAY-18 */
const kindAt = (kinds: Instalments["kinds"], place: number): PaymentKind => kinds[place] ?? kinds.at(-1) ?? kinds[0]

/** What is owed and nobody has promised yet. @rule PAY-12 */
export const unpromised = ({ balance, pending }: Owed): number => Math.max(0, 0 - balance - pending)

/**
 * Spreads what is owed of a subscription and not promised yet over months, in parts as equal as cents allow, the larger
 * ones first. On a month that is too short the last day is taken. No part is nothing: of three cents there are three
 * parts at most. Refused: nothing left to spread, a way of paying that the group does not offer.
 * @rule PAY-12, PAY-18
 * @see D5
 */
export const planInstalments = (
  context: PayContext,
  wanted: Instalments,
  owed: Owed,
): Decision<ReadonlyArray<Payment>> => {
  const { member, subscription, kinds, first, every, ids, note } = wanted
  const amount = unpromised(owed)
  if (amount === 0) return refused({ _tag: "NothingToPay", member })
  const several = ids.slice(0, amount)
  const amounts = split(
    amount,
    several.map(() => 1),
  )
  const target = { subscription }
  const decisions = several.map((id, index) => {
    const dueOn = plusMonths(first, index * every)
    const payment = {
      id,
      member,
      amount: amounts[index] ?? 0,
      kind: kindAt(kinds, index),
      note,
      at: context.now,
      by: context.by,
      target,
      dueOn,
    }
    return promisePayment(context, null, payment, null)
  })
  const account = contractOf(subscription, member)
  const { currency } = context.group
  return Result.map(togetherAll(decisions), (plan) => ({
    ...plan,
    floors: [
      ...plan.floors,
      exactly(account, currency, owed.balance),
      exactly(pendingFor(account), currency, owed.pending + amount),
    ],
  }))
}
