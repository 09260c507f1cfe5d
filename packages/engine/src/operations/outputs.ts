import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"

const lineBasics = {
  catalog: Core.Id,
  product: Core.Id,
  reference: Schema.NullOr(Schema.String),
  name: Schema.String,
}

/** A line with its amounts, in minor units, VAT and fee included. */
export const PricedLine = Schema.Struct({
  id: Schema.Int,
  ...lineBasics,
  saleKind: Core.SaleKind,
  price: Core.Price,
  per: Core.PositiveMeasure,
  vat: Core.BasisPoints,
  content: Schema.NullOr(Core.PositiveMeasure),
  ordered: Core.Measure,
  delivered: Schema.NullOr(Core.Measure),
  billed: Core.Measure,
  estimate: Schema.Boolean,
  fee: Core.Money,
  amount: Core.Money,
  status: Schema.Literals(["ordered", "declined", "unavailable"]),
})

/** A basket as bills, screens and reports show it. */
export const PricedBasket = Schema.Struct({
  id: Schema.String,
  distribution: Core.Id,
  member: Core.Id,
  number: Schema.NullOr(Schema.Int),
  status: Schema.Literals(["draft", "confirmed", "cancelled"]),
  confirmedAt: Schema.NullOr(Schema.String),
  changedAt: Schema.String,
  lines: Schema.Array(PricedLine),
  goods: Core.Money,
  fees: Core.Money,
  total: Core.Money,
  estimate: Schema.Boolean,
})

/** A confirmed basket, and what was reduced to what was left. */
export const ConfirmedBasket = Schema.Struct({ ...PricedBasket.fields, clipped: Schema.Array(Core.Short) })

/** What was sold at one rate of VAT. */
export const VatRow = Schema.Struct({ vat: Core.BasisPoints, gross: Core.Money, net: Core.Money, tax: Core.Money })

/** The member's money: what may be spent, what is held for baskets, both together, and what is still to come. @see D23 */
export const WalletState = Schema.Struct({
  expected: Core.Money,
  held: Core.Money,
  posted: Core.Money,
  /** What was promised and has not come. */
  pending: Core.Money,
  floor: Schema.NullOr(Core.Money),
})

/** My basket with its draft, VAT table, wallet, and how it is paid. */
export const BasketSheet = Schema.Struct({
  ...PricedBasket.fields,
  draft: Schema.NullOr(Core.Wishes),
  vat: Schema.Array(VatRow),
  wallet: WalletState,
  /** What is to be paid for it, deposits included. */
  due: Core.Money,
  /** What was promised or paid for it. */
  payments: Schema.Array(Core.BasketPayment),
})

/** A product as it is offered at a distribution. */
export const Offer = Schema.Struct({
  ...lineBasics,
  description: Schema.String,
  saleKind: Core.SaleKind,
  terms: Core.PriceTerms,
  shownPrice: Core.Money,
  unitPrice: Schema.Struct({ price: Core.Money, per: Core.Measure }),
  loose: Schema.NullOr(Core.LooseTerms),
  category: Schema.NullOr(Schema.String),
  labels: Schema.Array(Schema.String),
  allergens: Schema.Array(Schema.String),
  origin: Schema.NullOr(Schema.String),
  image: Schema.NullOr(Schema.String),
  left: Schema.NullOr(Core.Measure),
  /** What the packaging of a piece is lent for, when it is. */
  deposit: Schema.optionalKey(Core.Money),
})

const Window = Schema.Struct({ opensAt: Schema.String, closesAt: Schema.String })

/** A distribution as people see it: when, where, and when orders are taken. */
export const DistributionView = Schema.Struct({
  id: Core.Id,
  place: Schema.Struct({ id: Core.Id, name: Schema.String, address: Schema.String, city: Schema.String }),
  startsAt: Schema.String,
  endsAt: Schema.String,
  note: Schema.String,
  /** From the earliest opening to the latest closing of those taking part. */
  orders: Window,
  status: Schema.Literals(["planned", "cancelled"]),
  catalogs: Schema.Array(
    Schema.Struct({
      id: Core.Id,
      name: Schema.String,
      producer: Core.Id,
      window: Window,
      fee: Schema.NullOr(Core.Fee),
    }),
  ),
})

/** What a shop page needs at once. */
export const Shop = Schema.Struct({
  group: Schema.Struct({
    id: Core.Id,
    name: Schema.String,
    currency: Core.Currency,
    timeZone: Schema.String,
    moneyPot: Schema.Boolean,
    shortage: Schema.Literals(["refuse", "clip"]),
  }),
  /** The distribution asked for, else the next one that takes orders, else the next to come. */
  distribution: Schema.NullOr(DistributionView),
  /** Distributions that have not ended, by date. */
  upcoming: Schema.Array(
    Schema.Struct({ id: Core.Id, startsAt: Schema.String, endsAt: Schema.String, orders: Window }),
  ),
  producers: Schema.Array(
    Schema.Struct({ id: Core.Id, name: Schema.String, city: Schema.String, description: Schema.String }),
  ),
  offers: Schema.Array(Offer),
})

const rowBasics = {
  ...lineBasics,
  saleKind: Core.SaleKind,
  content: Schema.NullOr(Core.PositiveMeasure),
  ordered: Core.Measure,
  billed: Core.Measure,
  estimate: Schema.Boolean,
  price: Core.Price,
  per: Core.PositiveMeasure,
  vat: Core.BasisPoints,
}

/** What to order from a producer of one product at one price. */
export const ProductRow = Schema.Struct({
  ...rowBasics,
  members: Schema.Int,
  missing: Schema.Int,
  withdrawn: Schema.Boolean,
  /** Whether some of it comes from deliveries that are not closed yet. */
  expected: Schema.Boolean,
  total: Core.Money,
  totalNet: Core.Money,
})

/** Whether what was ordered will be there. */
export const Standing = Schema.Literals(["there", "missing", "withdrawn"])

/** A line as recaps and sheets show it. */
export const RecapLine = Schema.Struct({
  ...rowBasics,
  amount: Core.Money,
  standing: Standing,
  /** Whether its delivery is not closed yet. */
  expected: Schema.Boolean,
})

/** Whose a row is. */
export const ofMember = { member: Core.Id, memberName: Schema.String, number: Schema.NullOr(Schema.Int) }

/** What one member ordered. */
export const MemberRow = Schema.Struct({
  ...ofMember,
  basket: Schema.String,
  lines: Schema.Array(RecapLine),
  total: Core.Money,
  estimate: Schema.Boolean,
})

/** One movement of a wallet, with the balance after it. */
export const WalletMovement = Schema.Struct({
  position: Schema.String,
  at: Schema.String,
  by: Schema.String,
  amount: Core.Money,
  reason: Schema.String,
  reference: Schema.String,
  balance: Core.Money,
})

/** A movement as a statement shows it. */
export const StatementLine = Schema.Struct({
  ...WalletMovement.fields,
  /** When the distribution of the basket that it is about begins; null when it is about no basket. */
  startsAt: Schema.NullOr(Schema.String),
  /** What was written with the payment that it is of; blank when nothing was. */
  note: Schema.String,
})
