import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"

/** A line of a delivery with its amount in minor units. */
export const SeasonLine = Schema.Struct({
  product: Core.Id,
  name: Schema.String,
  quantity: Core.Measure,
  amount: Core.Money,
})

const delivery = {
  id: Core.Id,
  distribution: Core.Id,
  day: Schema.String,
  startsAt: Schema.String,
  endsAt: Schema.String,
  opensAt: Schema.String,
  closesAt: Schema.String,
  phase: Schema.Literals(["before", "open", "closed", "past"]),
  turn: Core.Turn,
  collector: Core.Id,
  taker: Schema.NullOr(Core.Taker),
  answer: Core.Answer,
  absent: Schema.Boolean,
  movedTo: Schema.NullOr(Core.Id),
  lines: Schema.Array(SeasonLine),
  amount: Core.Money,
  adjustment: Schema.optionalKey(Core.Money),
  lacking: Core.Money,
}

/** One delivery as its subscriber sees it. */
export const SeasonDelivery = Schema.Struct(delivery)

/** A delivery to come, with the subscription it is of. */
export const NextDelivery = Schema.Struct({
  ...delivery,
  subscription: Core.Id,
  catalog: Core.Id,
  catalogName: Schema.String,
  mine: Schema.Boolean,
})

/** A delivery in a calendar of absences: its state, until when it can change, and the refusal when it cannot. */
const AbsenceDay = Schema.Struct({
  delivery: Core.Id,
  date: Schema.String,
  state: Schema.Literals(["absent", "provisional", "possible", "locked"]),
  deadline: Schema.String,
  why: Schema.NullOr(Core.Refusal),
})

/** A subscription with everything that is owed and everything that comes. */
export const SeasonSheet = Schema.Struct({
  id: Core.Id,
  catalog: Core.Id,
  catalogName: Schema.String,
  kind: Schema.Literals(["variable", "constant"]),
  member: Core.Id,
  partner: Schema.NullOr(Core.Partner),
  startsOn: Schema.String,
  endsOn: Schema.String,
  status: Core.Subscription.fields.status,
  order: Schema.Array(SeasonLine),
  deliveries: Schema.Array(SeasonDelivery),
  absences: Schema.NullOr(
    Schema.Struct({
      chosen: Schema.NullOr(Schema.Int),
      used: Schema.Int,
      maximum: Schema.Int,
      days: Schema.Array(AbsenceDay),
    }),
  ),
  minimums: Schema.Struct({ perDelivery: Schema.NullOr(Core.Money), overPeriod: Schema.NullOr(Core.Money) }),
  total: Core.Money,
  expected: Core.Money,
  debts: Schema.Array(Schema.Struct({ member: Core.Id, owed: Core.Money, paid: Core.Money, balance: Core.Money })),
})

const TouchedSubscription = Schema.Struct({
  subscription: Core.Id,
  members: Schema.Array(Core.Id),
  collector: Schema.NullOr(Core.Id),
  deliveriesBefore: Schema.Int,
  deliveriesAfter: Schema.Int,
  totalBefore: Core.Money,
  totalAfter: Core.Money,
})

const Appointment = Schema.Struct({ place: Core.Id, startsAt: Schema.String, endsAt: Schema.String })

/** Whom a change of a whole distribution touches, and the token that carries it out. @see D20 */
export const DistributionImpact = Schema.Struct({
  id: Core.Id,
  before: Appointment,
  after: Schema.NullOr(Appointment),
  deliveries: Schema.Array(
    Schema.Struct({ catalog: Core.Id, delivery: Core.Id, subscriptions: Schema.Array(TouchedSubscription) }),
  ),
  orders: Schema.Array(Schema.Struct({ member: Core.Id, amount: Core.Money })),
  messages: Schema.Int,
  token: Schema.String,
})

/** What a change of the calendar does to each subscription, and the token that carries it out. @see D20 */
export const Impact = Schema.Struct({
  delivery: Core.Id,
  before: Schema.NullOr(Schema.String),
  after: Schema.NullOr(Schema.String),
  subscriptions: Schema.Array(TouchedSubscription),
  messages: Schema.Int,
  token: Schema.String,
})

/** What came of closing one delivery of a subscription. */
export const Closed = Schema.Struct({
  subscription: Core.Id,
  delivery: Core.Id,
  collector: Core.Id,
  answer: Core.Answer,
  absent: Schema.Boolean,
  total: Core.Money,
  missing: Schema.Array(Core.Missing),
})

/** What changing a contract does to its season, and the token that carries it out. @see D20 */
export const ContractChange = Schema.Struct({
  id: Core.Id,
  windows: Schema.Array(
    Schema.Struct({
      delivery: Core.Id,
      day: Schema.String,
      before: Schema.Struct({ opensAt: Schema.String, closesAt: Schema.String }),
      after: Schema.Struct({ opensAt: Schema.String, closesAt: Schema.String }),
      own: Schema.Boolean,
    }),
  ),
  subscriptions: Schema.Array(Core.Id),
  token: Schema.String,
})
