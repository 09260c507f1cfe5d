import * as Result from "effect/Result"
import type { Payment } from "../payment/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { recordPayment } from "./pay.ts"
import type { PayContext } from "./payment-plan.ts"
import type { Decision } from "./plan.ts"
import { planned, togetherAll } from "./plan.ts"

/** One row of many payments: what it looks at, and the payment; null where the amount was left blank. */
export interface PaymentRow {
  readonly context: PayContext
  readonly payment: Payment | null
}

/** What became of a row. */
export type RowOutcome =
  | { readonly outcome: "blank" }
  /** Nothing is wrong with it, and another row was refused. */
  | { readonly outcome: "ready" }
  | { readonly outcome: "recorded"; readonly payment: string }
  | { readonly outcome: "refused"; readonly refusal: Refusal }

/** What became of all rows, in their order. */
export interface RowsReport {
  /** How many payments were recorded: all that were given, or none. */
  readonly recorded: number
  /** What they come to. */
  readonly total: number
  readonly rows: ReadonlyArray<RowOutcome>
}

/**
 * Records many payments at once, all or none: when a row is refused each says why, and nothing is written. Rows without
 * an amount are left out.
 * @rule PAY-13
 * @see S10.4, D30
 */
export const recordMany = (rows: ReadonlyArray<PaymentRow>): Decision<RowsReport> => {
  const decisions = rows.map(({ context, payment }) =>
    payment === null ? null : recordPayment(context, null, payment),
  )
  const outcomes = decisions.map((decision): RowOutcome => {
    if (decision === null) return { outcome: "blank" }
    return Result.isSuccess(decision)
      ? { outcome: "recorded", payment: decision.success.answer.id }
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
      total: plan.answer.reduce((sum, { amount }) => sum + amount, 0),
      rows: outcomes,
    },
  }))
}
