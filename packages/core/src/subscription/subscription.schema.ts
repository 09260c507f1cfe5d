import * as Schema from "effect/Schema"
import { Entry } from "../basket/basket.schema.ts"
import {
  BasisPoints,
  CivilDate,
  Id,
  Instant,
  Line,
  Measure,
  Money,
  Name,
  Positive,
  PriceTerms,
  SaleKind,
} from "../values/values.schema.ts"

/** So much of a product at each delivery: a constant order, or what is ordered when nothing is said. @see S3.1, S6 */
export const Share = Schema.Struct({ product: Id, quantity: Measure })
export type Share = typeof Share.Type

/** Shares of one order, each product once. */
export const Shares = Schema.Array(Share).check(Schema.isMaxLength(200))

/** The terms that a product was ordered on: every line that names them keeps them. @see D4 */
export const AgreedOffer = Schema.Struct({
  id: Positive,
  product: Id,
  name: Name(128),
  reference: Schema.NullOr(Name(64)),
  saleKind: SaleKind,
  terms: PriceTerms,
  fee: BasisPoints,
})
export type AgreedOffer = typeof AgreedOffer.Type

/** So much of an agreed offer, in its order unit; zero was declined. */
export const AgreedLine = Schema.Struct({ offer: Positive, quantity: Measure })
export type AgreedLine = typeof AgreedLine.Type

/** Which of the two households of a shared basket collects. @see D18 */
export const Turn = Schema.Literals(["holder", "partner"])
export type Turn = typeof Turn.Type

/** What came of a question that a delivery asks: nothing said, the default order filled in, or chosen. @see D14, D22 */
export const Answer = Schema.Literals(["none", "default", "chosen"])
export type Answer = typeof Answer.Type

/** An absence, and the lines it took away, so that withdrawing it gives them back. @see D21, S8 */
export const Absence = Schema.Struct({
  at: Instant,
  entry: Entry,
  compensation: Schema.Literals(["not-charged", "credit", "none"]),
  /** Placed by the policy until the member decides. */
  provisional: Schema.Boolean,
  lines: Schema.Array(AgreedLine),
  /** The own delivery that the basket was moved to. */
  movedTo: Schema.NullOr(Id),
})
export type Absence = typeof Absence.Type

/** Who takes a basket instead: another member, or somebody by name. @see X3 */
export const Taker = Schema.Struct({ member: Schema.NullOr(Id), name: Line(128) })
export type Taker = typeof Taker.Type

/** A product of which less was there than was wanted. */
export const Missing = Schema.Struct({ product: Id, name: Schema.String, wanted: Measure, left: Measure })
export type Missing = typeof Missing.Type

/** One delivery of a subscription. Once closed its lines are in a basket, and nothing here changes any more. */
export const SubscribedDelivery = Schema.Struct({
  id: Id,
  turn: Turn,
  lines: Schema.Array(AgreedLine),
  answer: Answer,
  absence: Schema.NullOr(Absence),
  taker: Schema.NullOr(Taker),
  closedAt: Schema.NullOr(Instant),
  /** How much more (or less) was billed on the day than was agreed: weighed, missing, at a price of the day. */
  adjustment: Schema.optionalKey(Money),
})
export type SubscribedDelivery = typeof SubscribedDelivery.Type

/** A second household that collects in turn, and its share of the debt in basis points. @see D18, SHR1 */
export const Partner = Schema.Struct({ member: Id, share: BasisPoints })
export type Partner = typeof Partner.Type

/** The commitment of a member to a catalog over a period, both days included. @see S1 */
export const Subscription = Schema.Struct({
  id: Id,
  catalog: Id,
  member: Id,
  partner: Schema.NullOr(Partner),
  startsOn: CivilDate,
  endsOn: CivilDate,
  /** The constant order, or the default one. */
  order: Shares,
  /** How many absences were chosen when subscribing. @see S8.1 */
  absences: Schema.NullOr(Schema.Int),
  /** Deliveries that the member said to want, so that no absence stands in there. @see D21 */
  wanted: Schema.Array(Id),
  offers: Schema.Array(AgreedOffer),
  deliveries: Schema.Array(SubscribedDelivery),
  startedAt: Instant,
  /** Who keeps what is left when the member took their leave of it. */
  status: Schema.Literals(["active", "stopped", "deleted"]),
})
export type Subscription = typeof Subscription.Type

const Ids = Schema.Array(Id)
const by = { entry: Entry, at: Instant }

/** What can happen to a subscription. */
export const SubscriptionFact = Schema.TaggedUnion({
  SubscriptionStarted: {
    id: Id,
    catalog: Id,
    member: Id,
    partner: Schema.NullOr(Partner),
    startsOn: CivilDate,
    endsOn: CivilDate,
    order: Shares,
    absences: Schema.NullOr(Schema.Int),
    ...by,
  },
  DeliveriesCovered: { deliveries: Schema.Array(Schema.Struct({ id: Id, turn: Turn })) },
  DeliveriesDropped: { deliveries: Ids },
  OffersAgreed: { offers: Schema.Array(AgreedOffer) },
  OrderChanged: { order: Shares, ...by },
  DeliveriesOrdered: { deliveries: Ids, lines: Schema.Array(AgreedLine), answer: Answer, ...by },
  AbsencesChosen: { absences: Schema.NullOr(Schema.Int), ...by },
  AbsencesDeclared: {
    deliveries: Ids,
    compensation: Absence.fields.compensation,
    provisional: Schema.Boolean,
    ...by,
  },
  AbsencesWithdrawn: { deliveries: Ids, ...by },
  /** All that is wanted from then on. */
  BasketsWanted: { deliveries: Ids, ...by },
  AbsenceMoved: { delivery: Id, to: Id, ...by },
  BasketGiven: { delivery: Id, taker: Schema.NullOr(Taker), ...by },
  TurnsSet: { turns: Schema.Array(Schema.Struct({ id: Id, turn: Turn })), ...by },
  PartnerChanged: { partner: Schema.NullOr(Partner), ...by },
  PeriodChanged: { startsOn: CivilDate, endsOn: CivilDate, ...by },
  DeliveryClosed: { delivery: Id, missing: Schema.Array(Missing), at: Instant },
  /** What was billed on the day less what was agreed, in minor units; the basket says of which lines. @see D6 */
  DeliveryBilled: { delivery: Id, adjustment: Money, at: Instant },
  /** More was taken than there is, and why; the facts beside it say of what. @see D13 */
  StockOverridden: { reason: Line(256), ...by },
  SubscriptionStopped: by,
  SubscriptionDeleted: by,
})
export type SubscriptionFact = typeof SubscriptionFact.Type

/** The periods in which a member takes part in a catalog, as holder or partner: no two may overlap. @see D18, S7.2 */
export const Commitment = Schema.Struct({
  periods: Schema.Array(Schema.Struct({ subscription: Id, startsOn: CivilDate, endsOn: CivilDate })),
})
export type Commitment = typeof Commitment.Type
/** What can happen to the periods of a member in a catalog. */
export const CommitmentFact = Schema.TaggedUnion({
  PeriodTaken: { subscription: Id, startsOn: CivilDate, endsOn: CivilDate },
  PeriodReleased: { subscription: Id },
})
export type CommitmentFact = typeof CommitmentFact.Type

const delivery = Schema.String

/** What a subscription may be refused for. @see D29, S7.2 */
export const SubscriptionRefusal = {
  SubscriptionUnknown: { subscription: Schema.String },
  SubscriptionsClosed: { catalog: Schema.String },
  CatalogWithoutDeliveries: { catalog: Schema.String },
  SubscriptionDatesInvalid: { startsOn: Schema.String, endsOn: Schema.String },
  StartsTooEarly: { startsOn: Schema.String, earliest: Schema.String },
  OutsideCatalog: {
    startsOn: Schema.String,
    endsOn: Schema.String,
    catalogStartsOn: Schema.String,
    catalogEndsOn: Schema.String,
  },
  OverlappingSubscription: { member: Schema.String, subscription: Schema.String },
  PastOrders: { subscription: Schema.String, deliveries: Schema.Array(Schema.String) },
  PaymentsRecorded: { subscription: Schema.String, paid: Schema.Number },
  OrderEmpty: { catalog: Schema.String },
  DefaultOrderTooSmall: { minimum: Schema.Number, total: Schema.Number },
  MinimumNotReached: { delivery, minimum: Schema.Number, total: Schema.Number },
  PeriodMinimumNotReached: { minimum: Schema.Number, total: Schema.Number },
  DeliveryNotCovered: { subscription: Schema.String, delivery },
  DeliveryClosed: { delivery, closesAt: Schema.String },
  DeliveryNotOpen: { delivery, opensAt: Schema.String },
  DeliveryAbsent: { delivery },
  ConstantOrder: { catalog: Schema.String },
  SharingNotOffered: { catalog: Schema.String },
  PartnerIsHolder: { member: Schema.String },
  PartnerUnknown: { member: Schema.String },
  TakerUnknown: { member: Schema.String },
  SeasonStockShort: {
    deliveries: Schema.Array(
      Schema.Struct({
        delivery: Schema.String,
        product: Schema.String,
        name: Schema.String,
        wanted: Measure,
        left: Measure,
      }),
    ),
  },
  NeedsSubscription: { catalog: Schema.String },
} as const
