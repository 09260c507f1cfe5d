import * as Result from "effect/Result"
import type { Payment } from "../payment/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { recordPayment } from "./pay.ts"
import { receivePayment } from "./promise-payment.ts"
import type { PayContext } from "./payment-plan.ts"
import type { Decision } from "./plan.ts"
import { planned, togetherAll } from "./plan.ts"

/** One row of many payments: what it looks at, and the payment; null where the amount was left blank. */
export interface PaymentRow {
  readonly context: PayContext
  readonly payment: Payment | null
  /** What the household promised for the same and has not come, in the order in which it is due. */
  readonly promises?: ReadonlyArray<Payment>
}

/** What became of a row. */
export type RowOutcome =
  | { readonly outcome: "blank" }
  /** Nothing is wrong with it, and another row was refused. */
  | { readonly outcome: "ready" }
  /** The promises that came with it, and what it was beyond them. */
  | { readonly outcome: "recorded"; readonly payments: ReadonlyArray<string> }
  | { readonly outcome: "refused"; readonly refusal: Refusal }

/** What became of all rows, in their order. */
export interface RowsReport {
  /** How many rows were recorded: all that were given, or none. */
  readonly recorded: number
  /** What they come to. */
  readonly total: number
  readonly rows: ReadonlyArray<RowOutcome>
}

/**
 * One row: whole promises come with it as long as it covers them, in the order in which they are due; what is left is a
 * payment of its own. `used` gathers the promises that came, so that no other row has them come again.
 * @rule PAY-19
 */
const recordRow = ({ context, promises = [] }: PaymentRow, payment: Payment, used: Set<string>) => {
  const decisions: Array<Decision<Payment>> = []
  let left = payment.amount
  for (const promise of promises) {
    if (used.has(promise.id)) continue
    if (promise.amount > left) break
    used.add(promise.id)
    left -= promise.amount
    const arrival = { kind: payment.kind, amount: promise.amount, till: null, entry: null }
    decisions.push(receivePayment(context, promise, promise.id, arrival))
  }
  if (left > 0) decisions.push(recordPayment(context, null, { ...payment, amount: left }))
  return togetherAll(decisions)
}

/**
 * Records many payments at once, all or none: when a row is refused each says why, and nothing is written. Rows without
 * an amount are left out.
 * @rule PAY-13, PAY-19
 * @see S10.4, D30
 */
export const recordMany = (rows: ReadonlyArray<PaymentRow>): Decision<RowsReport> => {
  const used = new Set<string>()
  const decisions = rows.map((row) => (row.payment === null ? null : recordRow(row, row.payment, used)))
  const outcomes = decisions.map((decision): RowOutcome => {
    if (decision === null) return { outcome: "blank" }
    return Result.isSuccess(decision)
      ? { outcome: "recorded", payments: decision.success.answer.map(({ id }) => id) }
      : { outcome: "refused", refusal: decision.failure }
  })
  const isWrong = outcomes.some(({ outcome }) => outcome === "refused")
  if (isWrong) {
    const told = outcomes.map((one): RowOutcome => (one.outcome === "recorded" ? { outcome: "ready" } : one))
    return planned({ recorded: 0, total: 0, rows: told })
  }
  const given = decisions.filter((decision) => decision !== null)
  return Result.map(togetherAll(given), (plan) => ({
    ...plan,
    answer: {
      recorded: plan.answer.length,
      total: plan.answer.flat().reduce((sum, { amount }) => sum + amount, 0),
      rows: outcomes,
    },
  }))
}
