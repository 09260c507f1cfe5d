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

/** A line as it is once it was weighed, and what its basket then comes to. */
export const WeighedLine = Schema.Struct({
  id: PricedBasket.fields.id,
  distribution: PricedBasket.fields.distribution,
  member: PricedBasket.fields.member,
  status: PricedBasket.fields.status,
  changedAt: PricedBasket.fields.changedAt,
  total: Core.Money,
  /** Whether something of the basket waits for its weight. */
  estimate: Schema.Boolean,
  due: Core.Money,
  paid: Core.Money,
  /** How many lines wait for their weight. */
  toWeigh: Schema.Int,
  line: DeskLine,
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
