import * as Schema from "effect/Schema"
import { Id, Instant, Line, Positive } from "../values/values.schema.ts"

/** Money that came from a member. @see M5 */
export const Payment = Schema.Struct({
  id: Id,
  member: Id,
  amount: Positive,
  kind: Schema.Literals(["cash", "cheque", "transfer", "card"]),
  note: Line(128),
  at: Instant,
})
export type Payment = typeof Payment.Type

/** What can happen to a payment. */
export const PaymentFact = Schema.TaggedUnion({ PaymentRecorded: { payment: Payment } })
export type PaymentFact = typeof PaymentFact.Type

/** What a wallet may be refused for. @see D29 */
export const WalletRefusal = {
  BalanceTooLow: {
    member: Schema.String,
    balance: Schema.Number,
    floor: Schema.Number,
    amount: Schema.Number,
    missing: Schema.Number,
  },
} as const
