import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import type { Subscription } from "@cabas/core/subscription"
import type * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import { nextDeliveries, seasonOf } from "@cabas/core/views"
import { right, selfOr } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { query } from "../run/operation.ts"
import type { Deciding } from "../run/operation.ts"
import { subscriptionsOf } from "./distribution.ts"
import { groupOf, inGroup, memberOf, optional } from "./inputs.ts"
import { NextDelivery, SeasonSheet } from "./season-outputs.ts"
import { aroundSubscription, entryFor, maySee, moneyOf, readSeason, readSubscription, seasonIn } from "./season.ts"

/** One subscription. */
export const get = query("subscription.get", {
  summary: "A subscription: its deliveries, what comes at each, absences, and what is owed and paid.",
  input: Schema.Struct({ ...inGroup, subscription: Core.Id }),
  output: SeasonSheet,
  refusals: ["NotAllowed", "SubscriptionUnknown", "CatalogUnknown", "NotAContract"],
  space: groupOf,
  allow: maySee,
  read: readSubscription,
  more: readSeason,
  view: (deciding) => Result.map(aroundSubscription(deciding), (around) => sheetOf(deciding, around)),
})

const sheetOf = (
  { found, group }: Deciding<unknown>,
  { context, subscription }: { readonly context: Plans.SeasonContext; readonly subscription: Subscription },
) => seasonOf(context, subscription, (account) => found.balance(account, group.currency) ?? 0)

/** The catalogs and the money of the subscriptions on the first page. */
export const readSeasons = (_: unknown, found: Found) => {
  const subscriptions = found.page<Subscription>(0).states
  const catalogs = [...new Set(subscriptions.map(({ catalog }) => catalog))]
  return {
    documents: catalogs.flatMap((id) => [keyOf.catalog(id), keyOf.calendar(id)]),
    balances: moneyOf(subscriptions),
  }
}

/** The subscriptions on the first page, each with its season. */
export const seasonsIn = (deciding: Deciding<{ readonly member?: string }>) =>
  deciding.found.page<Subscription>(0).states.flatMap((subscription) => {
    const entry = entryFor(subscription, undefined, deciding.actor)
    const season = seasonIn(deciding, subscription.catalog, { entry })
    return Result.isFailure(season) ? [] : [sheetOf(deciding, { context: season.success, subscription })]
  })

/** The subscriptions of a member. */
export const ofMember = (member: string) => ({ index: "subscription.byMember", from: member, to: member, limit: 1000 })

/** The subscriptions of a catalog or of a member. */
export const list = query("subscription.list", {
  summary: "The subscriptions to a catalog (coordinators), or a member's own.",
  input: Schema.Struct({ ...inGroup, catalog: optional(Core.Id), member: optional(Core.Id) }),
  output: Schema.Struct({ subscriptions: Schema.Array(SeasonSheet) }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: (asking) => {
    const { catalog, member } = asking.input
    return catalog === undefined
      ? selfOr(() => member, "catalog-admin", "members", "desk")(asking)
      : right(`catalog-admin:${catalog}`, "members", "desk")(asking)
  },
  read: ({ input, actor }) => ({
    pages: [input.catalog === undefined ? ofMember(memberOf(input, actor)) : subscriptionsOf(input.catalog)],
  }),
  more: readSeasons,
  view: (deciding) => {
    const { catalog, member } = deciding.input
    const all = seasonsIn(deciding)
    const wanted = catalog === undefined || member === undefined ? all : all.filter((one) => one.member === member)
    return Result.succeed({ subscriptions: wanted })
  },
})

/** What a member gets next. */
export const next = query("delivery.next", {
  summary:
    "What a member gets next, by date, over all their subscriptions: what comes, whose turn, until when it can change.",
  input: Schema.Struct({ ...inGroup, member: optional(Core.Id) }),
  output: Schema.Struct({ deliveries: Schema.Array(NextDelivery) }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: selfOr((input) => input.member, "members", "desk"),
  read: ({ input, actor }) => ({ pages: [ofMember(memberOf(input, actor))] }),
  more: readSeasons,
  view: (deciding) => {
    const member = memberOf(deciding.input, deciding.actor)
    return Result.succeed({ deliveries: nextDeliveries(seasonsIn(deciding), member) })
  },
})
