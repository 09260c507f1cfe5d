import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { totalOfSubscription } from "@cabas/core/subscription"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import type { RefusalTag } from "@cabas/core/refusals"
import { catalogAdmin, hostOnly, right, selfOr } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { command } from "../run/operation.ts"
import type { Actor } from "../run/operation.ts"
import { groupOf, inGroup, memberOf, optional } from "./inputs.ts"
import { Closed, SeasonSheet } from "./season-outputs.ts"
import {
  answered,
  aroundSubscription,
  changing,
  commitmentsIn,
  mayChange,
  paidOf,
  readSeason,
  readStock,
  readSubscription,
  seasonIn,
  stockOver,
  subscriptionLane,
  whichSubscription,
} from "./season.ts"

/** What any change of a subscription may be refused for. */
const always: ReadonlyArray<RefusalTag> = [
  "NotAllowed",
  "SubscriptionUnknown",
  "CatalogUnknown",
  "NotAContract",
  "DeliveryClosed",
  "SeasonStockShort",
  "Busy",
]

/** What ordering a product may be refused for. */
const ofShares: ReadonlyArray<RefusalTag> = [
  "ProductUnknown",
  "ProductRepeated",
  "ProductInactive",
  "WrongUnit",
  "QuantityNotOffered",
  "AmountTooLarge",
]

const ofAbsences: ReadonlyArray<RefusalTag> = [
  "AbsencesNotOffered",
  "AbsenceNumberFixed",
  "TooManyAbsences",
  "TooFewAbsences",
  "AbsenceRepeated",
  "AbsenceNotPossible",
  "AbsenceTooLate",
  "AbsenceDatesFixed",
  "AbsenceTooClose",
]

const DeliveryOrders = Schema.Array(Schema.Struct({ delivery: Core.Id, shares: Core.Shares })).check(
  Schema.isMaxLength(400),
)

const startInput = {
  ...inGroup,
  id: optional(Core.Id),
  catalog: Core.Id,
  member: optional(Core.Id),
  partner: optional(Schema.NullOr(Core.Partner)),
  firstTurn: optional(Core.Turn),
  startsOn: optional(Core.CivilDate),
  endsOn: optional(Core.CivilDate),
  order: optional(Core.Shares),
  orders: optional(DeliveryOrders),
  /** So many, placed as the contract says, or these deliveries. */
  absences: optional(
    Schema.Union([Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 })), Schema.Array(Core.Id)]),
  ),
  entry: optional(Core.Entry),
  stockOverride: optional(Core.Name(256)),
}

const StartInput = Schema.Struct(startInput)
type StartInput = typeof StartInput.Type

const householdsIn = (input: StartInput, actor: Actor): ReadonlyArray<string> => {
  const member = memberOf(input, actor)
  const partner = input.partner ?? null
  return partner === null ? [member] : [member, partner.member]
}

const startEntry = (input: StartInput, actor: Actor) =>
  input.entry ?? (actor.kind === "member" && actor.member === memberOf(input, actor) ? "member" : "coordinator")

/** Commits a member to a contract. */
export const start = command("subscription.start", {
  summary: "Subscribes to a contract: period, order, partner and absences, all at once; goods and money follow.",
  input: StartInput,
  output: SeasonSheet,
  refusals: [
    ...always,
    ...ofShares,
    ...ofAbsences,
    "AlreadyExists",
    "MemberUnknown",
    "SubscriptionsClosed",
    "CatalogWithoutDeliveries",
    "SubscriptionDatesInvalid",
    "StartsTooEarly",
    "OutsideCatalog",
    "OverlappingSubscription",
    "SharingNotOffered",
    "PartnerIsHolder",
    "PartnerUnknown",
    "OrderEmpty",
    "DefaultOrderTooSmall",
    "MinimumNotReached",
    "PeriodMinimumNotReached",
    "DeliveryNotCovered",
    "DeliveryNotOpen",
    "ConstantOrder",
  ],
  space: groupOf,
  lane: (input, actor) => keyOf.commitment(input.catalog, memberOf(input, actor)),
  allow: (asking) =>
    startEntry(asking.input, asking.actor) === "member"
      ? selfOr<StartInput>((input) => input.member, "group-admin")(asking)
      : right(`catalog-admin:${asking.input.catalog}`)(asking),
  read: ({ input, actor, newId }) => ({
    documents: [
      keyOf.catalog(input.catalog),
      keyOf.calendar(input.catalog),
      keyOf.subscription(input.id ?? newId()),
      ...householdsIn(input, actor).flatMap((member) => [
        keyOf.member(member),
        keyOf.commitment(input.catalog, member),
      ]),
    ],
  }),
  more: ({ input }, found) => {
    const products = [...(input.order ?? []), ...(input.orders ?? []).flatMap(({ shares }) => shares)]
    const balances = stockOver(
      found,
      input.catalog,
      products.map(({ product }) => product),
    )
    return balances.length === 0 ? undefined : { balances }
  },
  decide: (deciding) => {
    const { input, actor, found, newId } = deciding
    const season = seasonIn(deciding, input.catalog, { ...input, entry: startEntry(input, actor) })
    if (Result.isFailure(season)) return Result.fail(season.failure)
    const id = input.id ?? newId()
    const member = memberOf(input, actor)
    const partner = input.partner ?? null
    const context: Plans.SubscribeContext = {
      ...season.success,
      holder: found.member(member),
      partner: partner === null ? null : found.member(partner.member),
      existing: found.subscription(id),
      commitments: commitmentsIn(found, input.catalog, householdsIn(input, actor)),
    }
    const decision = Plans.subscribe(context, {
      id,
      member,
      partner,
      firstTurn: input.firstTurn ?? "holder",
      startsOn: input.startsOn ?? null,
      endsOn: input.endsOn ?? null,
      order: input.order ?? [],
      orders: input.orders ?? [],
      absences: input.absences ?? null,
    })
    return answered(deciding, season.success, null, decision)
  },
})

/** What every change of a subscription is made of. */
const ofOne = { space: groupOf, lane: subscriptionLane, allow: mayChange, read: readSubscription } as const

/** Chooses what comes at some deliveries. */
export const order = command("subscription.order", {
  summary: "Chooses what comes at single deliveries of a subscription; nothing at all declines them.",
  input: Schema.Struct({ ...whichSubscription, orders: DeliveryOrders.check(Schema.isMinLength(1)) }),
  output: SeasonSheet,
  refusals: [
    ...always,
    ...ofShares,
    "ConstantOrder",
    "DeliveryNotCovered",
    "DeliveryNotOpen",
    "DeliveryAbsent",
    "MinimumNotReached",
    "PeriodMinimumNotReached",
  ],
  ...ofOne,
  more: [readSeason, readStock((input) => input.orders.flatMap(({ shares }) => shares.map(({ product }) => product)))],
  decide: changing(({ context, subscription }, { input }) =>
    Plans.orderDeliveries(context, subscription, input.orders),
  ),
})

/** Changes the constant or default order. */
export const change = command("subscription.change", {
  summary: "Changes the constant order from the next open delivery on, or the default order.",
  input: Schema.Struct({ ...whichSubscription, order: Core.Shares }),
  output: SeasonSheet,
  refusals: [...always, ...ofShares, "PastOrders", "OrderEmpty", "DefaultOrderTooSmall", "PeriodMinimumNotReached"],
  ...ofOne,
  more: [readSeason, readStock((input) => input.order.map(({ product }) => product))],
  decide: changing(({ context, subscription }, { input }) => Plans.changeOrder(context, subscription, input.order)),
})

const ofPeriods: ReadonlyArray<RefusalTag> = [
  "PastOrders",
  "SubscriptionDatesInvalid",
  "OutsideCatalog",
  "OverlappingSubscription",
]

/** Changes the days of a subscription. */
export const period = command("subscription.period", {
  summary: "Changes the days of a subscription; what is closed stays.",
  input: Schema.Struct({ ...whichSubscription, startsOn: optional(Core.CivilDate), endsOn: optional(Core.CivilDate) }),
  output: SeasonSheet,
  refusals: [...always, ...ofPeriods, "StartsTooEarly"],
  ...ofOne,
  more: [readSeason, readStock()],
  decide: changing(({ context, subscription }, { input }) => {
    const { startsOn = subscription.startsOn, endsOn = subscription.endsOn } = input
    return Plans.changePeriod(context, subscription, { startsOn, endsOn })
  }),
})

/** Ends a subscription early. */
export const stop = command("subscription.stop", {
  summary: "Ends a subscription: the last day is the one given, and later deliveries are not charged.",
  input: Schema.Struct({ ...whichSubscription, lastDay: Core.CivilDate }),
  output: SeasonSheet,
  refusals: [...always, ...ofPeriods],
  ...ofOne,
  more: [readSeason, readStock()],
  decide: changing(({ context, subscription }, { input }) =>
    Plans.changePeriod(context, subscription, { startsOn: subscription.startsOn, endsOn: input.lastDay }, true),
  ),
})

/** Changes who shares the basket. */
export const share = command("subscription.share", {
  summary: "Shares a basket with another household, changes its share of the debt, or ends the sharing.",
  input: Schema.Struct({ ...whichSubscription, partner: Schema.NullOr(Core.Partner) }),
  output: SeasonSheet,
  refusals: [
    ...always,
    "PastOrders",
    "SharingNotOffered",
    "PartnerIsHolder",
    "PartnerUnknown",
    "OverlappingSubscription",
  ],
  ...ofOne,
  more: [
    ({ input }, found) => {
      const subscription = found.subscription(input.subscription)
      if (subscription === null || input.partner === null) return undefined
      const { member } = input.partner
      return { documents: [keyOf.member(member), keyOf.commitment(subscription.catalog, member)] }
    },
    readSeason,
  ],
  decide: changing(({ context, subscription }, { input, found }) => {
    const { partner } = input
    const commitments = new Map(context.commitments)
    if (partner !== null) {
      commitments.set(partner.member, found.commitment(subscription.catalog, partner.member) ?? { periods: [] })
    }
    const member = partner === null ? null : found.member(partner.member)
    return Plans.changePartner({ ...context, commitments }, subscription, partner, member)
  }),
})

/** Sets whose turn single deliveries are. */
export const turns = command("subscription.turns", {
  summary: "Sets which household collects at single deliveries of a shared basket.",
  input: Schema.Struct({
    ...whichSubscription,
    turns: Schema.Array(Schema.Struct({ id: Core.Id, turn: Core.Turn })).check(Schema.isMaxLength(400)),
  }),
  output: SeasonSheet,
  refusals: [...always, "DeliveryNotCovered"],
  ...ofOne,
  more: [readSeason],
  decide: changing(({ context, subscription }, { input }) => Plans.setTurns(context, subscription, input.turns)),
})

/** Gives the basket of a delivery to somebody else. */
export const give = command("subscription.give", {
  summary: "Gives the basket of a delivery to another member or to somebody by name, or takes that back.",
  input: Schema.Struct({ ...whichSubscription, delivery: Core.Id, taker: Schema.NullOr(Core.Taker) }),
  output: SeasonSheet,
  refusals: [...always, "DeliveryNotCovered", "DeliveryAbsent", "TakerUnknown"],
  ...ofOne,
  more: [
    readSeason,
    ({ input }) => {
      const member = input.taker?.member ?? null
      return member === null ? undefined : { documents: [keyOf.member(member)] }
    },
  ],
  decide: changing(({ context, subscription }, { input, found }) => {
    const member = input.taker?.member ?? null
    const taker = member === null ? null : found.member(member)
    return Plans.giveBasket(context, subscription, input.delivery, input.taker, taker)
  }),
})

/** Deletes a subscription that nothing came of. */
export const remove = command("subscription.delete", {
  summary: "Deletes a subscription of which nothing was delivered or paid; goods and money go back.",
  input: Schema.Struct(whichSubscription),
  output: SeasonSheet,
  refusals: [...always, "PastOrders", "PaymentsRecorded"],
  ...ofOne,
  more: [readSeason],
  decide: changing(({ context, subscription }, { found, group }) => {
    const paid = paidOf(found, group, subscription, totalOfSubscription(subscription))
    return Plans.deleteSubscription(context, subscription, paid)
  }),
})

/** Hands the rest of a subscription over to another member. */
export const transfer = command("subscription.transfer", {
  summary: "Hands what is left of a subscription over to another member, who pays from there on.",
  input: Schema.Struct({ ...whichSubscription, id: optional(Core.Id), member: Core.Id, from: Core.CivilDate }),
  output: SeasonSheet,
  refusals: [...always, ...ofPeriods, "AlreadyExists", "MemberUnknown", "CatalogWithoutDeliveries"],
  space: groupOf,
  lane: subscriptionLane,
  allow: (asking) => {
    const catalog = asking.found.subscription(asking.input.subscription)?.catalog ?? ""
    return catalogAdmin(() => catalog)(asking)
  },
  read: ({ input, newId }) => ({
    documents: [
      keyOf.subscription(input.subscription),
      keyOf.subscription(input.id ?? newId()),
      keyOf.member(input.member),
    ],
  }),
  more: [
    readSeason,
    ({ input }, found) => {
      const subscription = found.subscription(input.subscription)
      return subscription === null ? undefined : { documents: [keyOf.commitment(subscription.catalog, input.member)] }
    },
    readStock(),
  ],
  decide: (deciding) => {
    const { input, found, newId } = deciding
    const around = aroundSubscription({ ...deciding, input: { ...input, entry: "coordinator" } })
    if (Result.isFailure(around)) return Result.fail(around.failure)
    const { context, subscription } = around.success
    const id = input.id ?? newId()
    const commitments = new Map(context.commitments)
    commitments.set(input.member, found.commitment(subscription.catalog, input.member) ?? { periods: [] })
    const decision = Plans.transferSubscription(
      { ...context, commitments },
      subscription,
      { id, existing: found.subscription(id), member: found.member(input.member), from: input.from },
      input.member,
    )
    return answered(deciding, context, null, decision)
  },
})

/** Closes one delivery of a subscription: run by the engine's own jobs. */
export const close = command("subscription.close", {
  summary: "Closes one delivery of a subscription: the default order fills in, and the lines go into the basket.",
  input: Schema.Struct({ ...inGroup, subscription: Core.Id, delivery: Core.Id }),
  output: Closed,
  refusals: [...always, "DeliveryNotCovered", "DeliveryNotOpen", "BasketSettled", "DistributionValidated"],
  space: groupOf,
  lane: subscriptionLane,
  allow: hostOnly,
  read: readSubscription,
  more: [
    readSeason,
    ({ input }, found) => {
      const at = closing(found, input)
      if (at === undefined) return undefined
      return { documents: [keyOf.distribution(at.distribution), keyOf.basket(at.basket)], numbers: [at.number] }
    },
    readStock(),
  ],
  decide: (deciding) => {
    const { input, found } = deciding
    const around = aroundSubscription({ ...deciding, input: { ...input, entry: "member" } })
    if (Result.isFailure(around)) return Result.fail(around.failure)
    const { context, subscription } = around.success
    const at = closing(found, input)
    const basket = at === undefined ? null : found.basket(at.basket)
    const distribution = at === undefined ? null : found.distribution(at.distribution)
    return Plans.closeDelivery({ ...context, distribution, basket }, subscription, input.delivery)
  },
})

/** Whose basket a delivery goes into. */
const closing = (found: Found, input: { readonly subscription: string; readonly delivery: string }) => {
  const subscription = found.subscription(input.subscription)
  return subscription === null
    ? undefined
    : Plans.basketOfDelivery(found.calendar(subscription.catalog) ?? { deliveries: [] }, subscription, input.delivery)
}
