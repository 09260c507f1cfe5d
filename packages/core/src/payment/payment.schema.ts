import * as Schema from "effect/Schema"
import { CivilDate, Id, Instant, Line, Name, Positive } from "../values/values.schema.ts"

/**
 * How money comes: cash, cheque, transfer, card terminal, returned deposits, or decided when the basket is handed over;
 * `moved` is money that was there already, on another account of the member.
 * @see M1
 */
export const PaymentKind = Schema.Literals(["cash", "cheque", "transfer", "card", "deposit", "on-the-spot", "moved"])
export type PaymentKind = typeof PaymentKind.Type

/** What a payment is for: the money pot, the basket of a distribution, or a subscription. @see M3 */
export const PaymentTarget = Schema.Union([Schema.Struct({ basket: Id }), Schema.Struct({ subscription: Id })])
export type PaymentTarget = typeof PaymentTarget.Type

/** What is written on a cheque. @see M4 */
export const Cheque = Schema.Struct({ number: Line(32), bank: Line(64), payee: Line(128) })
export type Cheque = typeof Cheque.Type

/**
 * Money that came from a member, or that they promised, or that went back to them. Without `target` it is for the money
 * pot; without `status` it was received; `direction: "out"` is money that went back.
 * @see M5, M10, D23
 */
export const Payment = Schema.Struct({
  id: Id,
  member: Id,
  amount: Positive,
  kind: PaymentKind,
  note: Line(128),
  at: Instant,
  direction: Schema.optionalKey(Schema.Literal("out")),
  status: Schema.optionalKey(Schema.Literals(["promised", "cancelled"])),
  target: Schema.optionalKey(PaymentTarget),
  /** What is written on the transfer or the cheque, so that it is recognised. */
  reference: Schema.optionalKey(Name(64)),
  cheque: Schema.optionalKey(Cheque),
  /** The day it is expected, of an instalment. */
  dueOn: Schema.optionalKey(CivilDate),
  /** The distribution at whose till it came in. */
  till: Schema.optionalKey(Id),
  /** The entry of a bank statement that it was recognised by. */
  entry: Schema.optionalKey(Name(128)),
  /** When a cheque was taken to the bank. */
  bankedAt: Schema.optionalKey(Instant),
  /** When the bank gave a cheque back, after the day that it came on was closed: its money went, the day stays. */
  bouncedAt: Schema.optionalKey(Instant),
  /** Where money that was moved came from: a member's money pot, or a subscription. @see S10.5 */
  source: Schema.optionalKey(Schema.Struct({ member: Id, subscription: Schema.NullOr(Id) })),
  /** When what was promised came. */
  receivedAt: Schema.optionalKey(Instant),
  by: Schema.optionalKey(Line(64)),
})
export type Payment = typeof Payment.Type

const told = { at: Instant, by: Line(64) }

/** What can happen to a payment. */
export const PaymentFact = Schema.TaggedUnion({
  PaymentRecorded: { payment: Payment },
  /** More of the same promise. @see M10 */
  PaymentRaised: { amount: Positive, ...told },
  /** What was promised came, perhaps in another way than was thought. @see M15 */
  PaymentReceived: {
    kind: PaymentKind,
    amount: Positive,
    till: Schema.NullOr(Id),
    entry: Schema.NullOr(Name(128)),
    cheque: Schema.optionalKey(Cheque),
    ...told,
  },
  /** It never came, or was recorded by mistake; what it moved is moved back. @see D23 */
  PaymentCancelled: { reason: Line(256), ...told },
  ChequeBanked: told,
  /** The bank gave it back once the day that it came on was closed. @see D25 */
  ChequeBounced: { reason: Line(256), ...told },
})
export type PaymentFact = typeof PaymentFact.Type

/** What a payment may be refused for. @see D29 */
export const PaymentRefusal = {
  PaymentUnknown: { payment: Schema.String },
  PaymentNotPromised: { payment: Schema.String },
  PaymentNotReceived: { payment: Schema.String },
  PaymentIsCancelled: { payment: Schema.String },
  PaymentKindNotOffered: { kind: Schema.String, offered: Schema.Array(Schema.String) },
  NothingToRefund: { member: Schema.String },
  RefundTooLarge: { member: Schema.String, amount: Schema.Number, possible: Schema.Number },
  DepositTooLarge: { member: Schema.String, amount: Schema.Number, possible: Schema.Number },
  NotACheque: { payment: Schema.String },
  ChequeIsBanked: { payment: Schema.String },
  ChequeIsBounced: { payment: Schema.String },
  /** A line that is not in the statement. */
  EntryUnknown: { entry: Schema.String },
  EntryIsMatched: { entry: Schema.String },
  NothingToPay: { member: Schema.String },
  SameAccount: { account: Schema.String },
  /** More than is there to be moved. */
  MoveTooLarge: { account: Schema.String, amount: Schema.Number, possible: Schema.Number },
} as const
