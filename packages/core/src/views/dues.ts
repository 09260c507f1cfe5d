import type { Payment } from "../payment/index.ts"
import { statusOf } from "../payment/index.ts"
import type { Subscription } from "../subscription/index.ts"
import { debtsOf, householdsOf } from "../subscription/index.ts"
import type { CivilDate } from "../values/index.ts"

/** What a household owes of a subscription. */
export interface Due {
  readonly subscription: string
  readonly member: string
  /** What it comes to for them. */
  readonly total: number
  readonly paid: number
  /** What is still to be paid, 0 when it is paid. */
  readonly due: number
  /** What was paid beyond it. */
  readonly over: number
  /** What is promised and has not come. */
  readonly promised: number
  /** Of that, what was to come before today. */
  readonly overdue: number
  /** The earliest day on which something promised is to come, or was. */
  readonly nextOn: CivilDate | null
  /** What is promised for that day, or without a day; null when nothing is promised. */
  readonly next: number | null
}

const isAwaited = (payment: Payment, subscription: string, member: string): boolean =>
  statusOf(payment) === "promised" &&
  payment.member === member &&
  payment.target !== undefined &&
  "subscription" in payment.target &&
  payment.target.subscription === subscription

/** After every day, for what is promised without one. */
const someDay = "9999-12-31"

/**
 * What a household promised for a subscription and has not come, in the order in which it is due; what has no day comes
 * last.
 * @rule PAY-15, PAY-19
 */
export const awaitedOf = (
  payments: ReadonlyArray<Payment>,
  { subscription, member }: { readonly subscription: string; readonly member: string },
): ReadonlyArray<Payment> =>
  payments
    .filter((payment) => isAwaited(payment, subscription, member))
    .toSorted((a, b) => {
      const [one, other] = [a.dueOn ?? someDay, b.dueOn ?? someDay]
      return one === other ? 0 : one < other ? -1 : 1
    })

/**
 * What each household of a subscription owes, has paid and has promised of it, and what of that is late.
 * @rule PAY-15
 * @see S10.3, S10.8
 */
export const duesOf = (
  subscription: Subscription,
  balanceOf: (member: string) => number,
  payments: ReadonlyArray<Payment>,
  today: CivilDate,
): ReadonlyArray<Due> => {
  const debts = new Map(debtsOf(subscription).map(({ member, amount }) => [member, amount]))
  return householdsOf(subscription).map((member) => {
    const total = debts.get(member) ?? 0
    const balance = balanceOf(member)
    const awaited = awaitedOf(payments, { subscription: subscription.id, member })
    const sum = (some: ReadonlyArray<Payment>) => some.reduce((all, { amount }) => all + amount, 0)
    return {
      subscription: subscription.id,
      member,
      total,
      paid: total + balance,
      due: Math.max(0, -balance),
      over: Math.max(0, balance),
      promised: sum(awaited),
      overdue: sum(awaited.filter(({ dueOn }) => dueOn !== undefined && dueOn < today)),
      nextOn: awaited[0]?.dueOn ?? null,
      next: awaited[0]?.amount ?? null,
    }
  })
}
