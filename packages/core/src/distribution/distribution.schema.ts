import * as Schema from "effect/Schema"
import { Id, Instant, Line, Window } from "../values/values.schema.ts"

/**
 * A catalog taking part in a distribution, with an order window of its own or the distribution's; `byDelays` when the
 * window follows from the catalog's delays rather than from a coordinator.
 * @see R4.9
 */
export const Participation = Schema.Struct({
  catalog: Id,
  window: Schema.NullOr(Window),
  byDelays: Schema.optionalKey(Schema.Literal(true)),
})
export type Participation = typeof Participation.Type

/** When and where, and when orders are taken. */
export const DistributionPlan = Schema.Struct({
  place: Id,
  startsAt: Instant,
  endsAt: Instant,
  orders: Window,
  note: Line(256),
})
export type DistributionPlan = typeof DistributionPlan.Type

/** One event of the group at a place, common to the producers that take part. @see R4.0, D10 */
export const Distribution = Schema.Struct({
  id: Id,
  plan: DistributionPlan,
  participations: Schema.Array(Participation),
  status: Schema.Literals(["planned", "cancelled"]),
  /** Since when its baskets are being settled: nothing is ordered any more. @see D25 */
  settling: Schema.optionalKey(Schema.NullOr(Schema.Struct({ at: Instant, by: Line(64) }))),
  /** When it was closed for good: nothing of it changes until that is undone. @see D25, VAL3 */
  validated: Schema.optionalKey(Schema.NullOr(Schema.Struct({ at: Instant, by: Line(64) }))),
})
export type Distribution = typeof Distribution.Type

/** What can happen to a distribution. */
export const DistributionFact = Schema.TaggedUnion({
  DistributionPlanned: { id: Id, plan: DistributionPlan, participations: Schema.Array(Participation) },
  DistributionChanged: { plan: DistributionPlan },
  CatalogJoined: Participation.fields,
  CatalogWithdrawn: { catalog: Id },
  DistributionCancelled: {},
  DistributionSettling: { at: Instant, by: Line(64) },
  DistributionValidated: { at: Instant, by: Line(64) },
  DistributionReopened: { at: Instant, by: Line(64), reason: Line(256) },
})
export type DistributionFact = typeof DistributionFact.Type

/** The claim of a place on a day, so that two coordinators cannot plan the same one at once. @see D10 */
export const DayClaim = Schema.Struct({ distribution: Schema.NullOr(Id) })
export type DayClaim = typeof DayClaim.Type
/** What can happen to the claim of a place on a day. */
export const DayFact = Schema.TaggedUnion({ DayClaimed: { distribution: Id }, DayReleased: {} })
export type DayFact = typeof DayFact.Type

/** What a distribution may be refused for. @see D29 */
export const DistributionRefusal = {
  DistributionUnknown: { distribution: Schema.String },
  DistributionDatesInvalid: {
    rule: Schema.Literals(["opens-before-closes", "closes-by-start", "starts-before-ends"]),
    opensAt: Schema.String,
    closesAt: Schema.String,
    startsAt: Schema.String,
    endsAt: Schema.String,
  },
  DistributionOutsideCatalog: {
    catalog: Schema.String,
    date: Schema.String,
    startsOn: Schema.String,
    endsOn: Schema.String,
  },
  DistributionCancelled: { distribution: Schema.String },
  DistributionHasOrders: { distribution: Schema.String, baskets: Schema.Number },
  DayTaken: { place: Schema.String, date: Schema.String, distribution: Schema.String },
  DistributionValidated: { distribution: Schema.String },
  /** Its baskets are being settled, so nothing is ordered any more. */
  OrdersFinal: { distribution: Schema.String },
  OrdersNotFinal: { distribution: Schema.String },
  DistributionNotValidated: { distribution: Schema.String },
  DistributionNotStarted: { distribution: Schema.String, startsAt: Schema.String },
  /** The baskets that are not settled yet, by name. @see D25, VAL3 */
  BasketsNotSettled: {
    distribution: Schema.String,
    baskets: Schema.Array(Schema.Struct({ basket: Schema.String, member: Schema.String, name: Schema.String })),
  },
  /** Deliveries of contracts whose orders are not in the baskets yet. */
  DeliveriesNotClosed: {
    distribution: Schema.String,
    catalogs: Schema.Array(Schema.Struct({ catalog: Schema.String, subscriptions: Schema.Number })),
  },
  AlreadyTakingPart: { catalog: Schema.String, distribution: Schema.String },
  CatalogNotTakingPart: { catalog: Schema.String, distribution: Schema.String },
} as const
