import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { PricedBasket, PricedLine } from "./outputs.ts"

/** A line as the desk sees it: what was ordered, what it should weigh, what was seen. */
export const DeskLine = Schema.Struct({
  ...PricedLine.fields,
  nominal: Schema.NullOr(Core.Measure),
  deposit: Core.Money,
  /** What the packaging of one piece is lent for. */
  depositEach: Core.Money,
  /** The fee as a rate, so that whoever has no network can price the line anew. */
  feeRate: Core.BasisPoints,
  /** What is set aside beyond the estimate, as a rate. */
  margin: Core.BasisPoints,
  /** Whether it is paid through a subscription. */
  contract: Schema.Boolean,
  trail: Schema.Array(Core.Measuring),
})

/** A basket as the desk sees it: what is due, what was paid, and where it stands. */
export const DeskBasket = Schema.Struct({
  ...PricedBasket.fields,
  lines: Schema.Array(DeskLine),
  deposits: Core.Money,
  due: Core.Money,
  paid: Core.Money,
  promised: Core.Money,
  payments: Schema.Array(Core.BasketPayment),
  handed: Schema.NullOr(Core.HandOver),
  taken: Schema.Boolean,
  settled: Schema.Boolean,
  toWeigh: Schema.Int,
})
