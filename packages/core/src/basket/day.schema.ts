import * as Schema from "effect/Schema"
import {
  Amount,
  BasisPoints,
  Id,
  Instant,
  Line as LineText,
  Measure,
  Money,
  Natural,
  Positive,
  PriceTerms,
} from "../values/values.schema.ts"
import { PaymentKind } from "../payment/payment.schema.ts"
import { Posting } from "../ledger/ledger.schema.ts"

/** Who did it, as journals name them: a member's id, `@host`, `@system`. */
const By = LineText(64)

/**
 * How what is delivered of a line came to be known: weighed, counted, nothing there, a part of too little, sold on the
 * spot, or taken back. @see D6, AD5
 */
export const MeasuringKind = Schema.Literals(["weighed", "counted", "missing", "shared", "sold", "undone"])
export type MeasuringKind = typeof MeasuringKind.Type

/**
 * One look at what is delivered of a line. `weights` are what the scale showed, in the unit of the price, one for each
 * piece or several that add up; `tare` is what the packaging weighs, taken off once for each weight.
 * @see D6, W2, W4
 */
export const Measuring = Schema.Struct({
  kind: MeasuringKind,
  delivered: Schema.NullOr(Measure),
  weights: Schema.Array(Amount).check(Schema.isMaxLength(200)),
  tare: Amount,
  reason: LineText(256),
  by: By,
  at: Instant,
})
export type Measuring = typeof Measuring.Type

/** A payment as its basket knows it: what was given back is below zero. */
export const BasketPayment = Schema.Struct({
  id: Id,
  kind: PaymentKind,
  amount: Money,
  status: Schema.Literals(["promised", "received", "cancelled"]),
})
export type BasketPayment = typeof BasketPayment.Type

/** Who took a basket away, the member or whoever was named; null when it was not taken away after all. */
export const HandOver = Schema.Struct({ to: Schema.NullOr(LineText(128)), by: By, at: Instant })
export type HandOver = typeof HandOver.Type

/** What was billed at one rate: `vat` in basis points, `gross = net + tax`. */
const BilledVats = Schema.Array(Schema.Struct({ vat: BasisPoints, gross: Natural, net: Natural, tax: Natural }))

/**
 * How a basket was settled: what it came to, what deposits came on top, what had been paid, and the movements that were
 * made, so that undoing makes the same ones backwards.
 * @see D25
 */
export const Settlement = Schema.Struct({
  at: Instant,
  by: By,
  total: Natural,
  deposits: Natural,
  paid: Money,
  /** What is billed at each rate, the lines of contracts among it. @see D5 */
  vats: Schema.optionalKey(BilledVats),
  postings: Schema.Array(Posting),
})
export type Settlement = typeof Settlement.Type

const where = { distribution: Id, member: Id, at: Instant, by: By }

/** What happens to a basket on the day of its distribution. */
export const BasketDayFacts = {
  LinesMeasured: {
    ...where,
    measured: Schema.Array(
      Schema.Struct({
        line: Positive,
        kind: MeasuringKind,
        delivered: Schema.NullOr(Measure),
        weights: Schema.Array(Amount),
        tare: Amount,
        reason: LineText(256),
        /** When it was seen; what is told without a network comes later. */
        at: Instant,
      }),
    ),
  },
  /** A price of the day for lines that stand; the catalog keeps its own. @see AD6, D4 */
  LinesRepriced: {
    ...where,
    repriced: Schema.Array(Schema.Struct({ line: Positive, terms: PriceTerms })),
    reason: LineText(256),
  },
  BasketPaid: { ...where, payment: BasketPayment },
  BasketHandedOver: { ...where, to: Schema.NullOr(LineText(128)), seenAt: Instant },
  BasketSettled: { ...where, settlement: Settlement },
  /** With what had been billed at each rate, and is not any more. */
  BasketReopened: { ...where, reason: LineText(256), vats: Schema.optionalKey(BilledVats) },
} as const
