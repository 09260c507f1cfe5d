import * as Schema from "effect/Schema"
import {
  BasisPoints,
  Id,
  Instant,
  Line as LineText,
  Measure,
  Name,
  Positive,
  Price,
  PriceTerms,
  SaleKind,
} from "../values/values.schema.ts"
import { BasketDayFacts, BasketPayment, HandOver, Measuring, Settlement } from "./day.schema.ts"

/** What a member wishes of a product in all; zero declines it. @see D14 */
export const Wish = Schema.Struct({ catalog: Id, product: Id, quantity: Measure })
export type Wish = typeof Wish.Type

/** The wishes of one basket, each product once. */
export const Wishes = Schema.Array(Wish).check(Schema.isMaxLength(500))

/**
 * A line keeps the terms it was ordered on. `ordered` and `delivered` never overwrite each other; what is
 * billed follows from them. `price` is per `per`, VAT included; `fee` is a rate in basis points on top.
 * @see D4, D6
 */
export const Line = Schema.Struct({
  id: Positive,
  catalog: Id,
  product: Id,
  name: Name(128),
  reference: Schema.NullOr(Name(64)),
  saleKind: SaleKind,
  terms: PriceTerms,
  fee: BasisPoints,
  ordered: Measure,
  delivered: Schema.NullOr(Measure),
  status: Schema.Literals(["ordered", "declined", "unavailable"]),
  /** The subscription and its delivery that the line came from; such a line is paid there. */
  contract: Schema.optionalKey(Schema.Struct({ subscription: Id, delivery: Id })),
  /** What is given back when a piece's packaging comes back, on top of the price. @see X2 */
  deposit: Schema.optionalKey(Price),
  /** What is set aside beyond the estimate of weighed goods until they are weighed. @see D25 */
  margin: Schema.optionalKey(BasisPoints),
  /** How `delivered` came about, oldest first. @see D6 */
  trail: Schema.optionalKey(Schema.Array(Measuring)),
})
export type Line = typeof Line.Type

/** Who enters an order: the member, or a coordinator for the member. @see AD1 */
export const Entry = Schema.Literals(["member", "coordinator"])
export type Entry = typeof Entry.Type

/** The basket of one member at one distribution. */
export const Basket = Schema.Struct({
  id: Schema.String,
  distribution: Id,
  member: Id,
  status: Schema.Literals(["draft", "confirmed", "cancelled"]),
  /** What the member is thinking of; reserves nothing. @see D11 */
  draft: Schema.NullOr(Wishes),
  confirmedAt: Schema.NullOr(Instant),
  changedAt: Instant,
  lines: Schema.Array(Line),
  /** What was paid for it and what was promised. @see M10, D25 */
  payments: Schema.optionalKey(Schema.Array(BasketPayment)),
  /** Who took it away. */
  handed: Schema.optionalKey(Schema.NullOr(HandOver)),
  /** How it was settled; nothing of it changes any more until that is undone. @see D25 */
  settled: Schema.optionalKey(Schema.NullOr(Settlement)),
})
export type Basket = typeof Basket.Type

/** Where a basket is: given with the first fact, kept in each so that facts read alone. */
const where = { distribution: Id, member: Id, at: Instant }

/** What can happen to a basket. `lines` are the lines that changed, as they are now. */
export const BasketFact = Schema.TaggedUnion({
  BasketDrafted: { ...where, wishes: Wishes },
  BasketConfirmed: { ...where, lines: Schema.Array(Line), entry: Entry, stockOverride: Schema.NullOr(LineText(256)) },
  BasketAmended: { ...where, lines: Schema.Array(Line), entry: Entry, stockOverride: Schema.NullOr(LineText(256)) },
  BasketCancelled: { ...where, entry: Entry },
  /** What subscriptions bring at the closing of a delivery. */
  BasketFilled: { ...where, lines: Schema.Array(Line) },
  /** Sold on the spot, beyond what was ordered. */
  LineSold: { ...where, by: LineText(64), line: Line },
  ...BasketDayFacts,
})
export type BasketFact = typeof BasketFact.Type

/** A product with what is left of it and what was asked, in its order unit. */
export const Short = Schema.Struct({
  catalog: Schema.String,
  product: Schema.String,
  name: Schema.String,
  wanted: Measure,
  left: Measure,
})
export type Short = typeof Short.Type

/** What an order may be refused for. @see D29 */
export const BasketRefusal = {
  BasketUnknown: { basket: Schema.String },
  BasketEmpty: { distribution: Schema.String },
  OrdersNotOpen: { distribution: Schema.String, catalog: Schema.String, opensAt: Schema.String },
  OrdersClosed: { distribution: Schema.String, catalog: Schema.String, closesAt: Schema.String },
  ProductInactive: { catalog: Schema.String, product: Schema.String, name: Schema.String },
  ProductRepeated: { catalog: Schema.String, product: Schema.String },
  WrongUnit: { catalog: Schema.String, product: Schema.String, expected: Schema.String, got: Schema.String },
  QuantityNotOffered: {
    catalog: Schema.String,
    product: Schema.String,
    wanted: Measure,
    step: Schema.Number,
    minimum: Schema.Number,
    maximum: Schema.NullOr(Schema.Number),
  },
  AmountTooLarge: { catalog: Schema.String, product: Schema.String },
  StockShort: { lines: Schema.Array(Short) },
  BasketSettled: { basket: Schema.String },
  BasketNotSettled: { basket: Schema.String },
  LineUnknown: { basket: Schema.String, line: Schema.Number },
  /** A weight that is more than three times the nominal one, or less than a third of it. @see D6 */
  WeightUnlikely: {
    line: Schema.Number,
    product: Schema.String,
    name: Schema.String,
    nominal: Measure,
    weighed: Measure,
  },
  /** Each piece is weighed; so many weights are not the weights of so many pieces. @see W4 */
  WeightsNotMatching: { line: Schema.Number, pieces: Schema.Number, weights: Schema.Number },
  NothingOrdered: { catalog: Schema.String, product: Schema.String },
  /** More came of a product than was ordered: then there is nothing to share. @see AD5 */
  MoreThanOrdered: { catalog: Schema.String, product: Schema.String, ordered: Measure, received: Measure },
  SharesNotWhole: { received: Measure, shared: Measure },
  TareTooHeavy: { weighed: Measure, tare: Measure },
  /** Why a basket cannot be settled: lines without a weight. @see D25 */
  LinesToWeigh: {
    basket: Schema.String,
    lines: Schema.Array(Schema.Struct({ line: Schema.Number, name: Schema.String })),
  },
  /** A payment whose kind is decided at the hand-over. @see D25, VAL2 */
  PaymentToChoose: { basket: Schema.String, payments: Schema.Array(Schema.String), amount: Schema.Number },
  /** By the group's policy paid and due must be equal. @see D25 */
  BasketUnbalanced: { basket: Schema.String, due: Schema.Number, paid: Schema.Number },
} as const
