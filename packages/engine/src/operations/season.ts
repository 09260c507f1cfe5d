import * as Result from "effect/Result"
import { plannedDeliveries } from "@cabas/core/calendar"
import type { Entry } from "@cabas/core/basket"
import type { Group } from "@cabas/core/group"
import { contractOf } from "@cabas/core/ledger"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import type { Refusal } from "@cabas/core/refusals"
import { householdsOf } from "@cabas/core/subscription"
import type { Commitment, Subscription } from "@cabas/core/subscription"
import type { Season } from "@cabas/core/views"
import { seasonOf } from "@cabas/core/views"
import * as Core from "@cabas/core/schema"
import { anyMember, right } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import type { Actor, Allow, Deciding, ReadMore } from "../run/operation.ts"
import type { Reading } from "../storage/storage.ts"
import { inGroup, optional } from "./inputs.ts"

/** Which subscription, and whether one acts for oneself or as a coordinator. */
export const whichSubscription = {
  ...inGroup,
  subscription: Core.Id,
  entry: optional(Core.Entry),
  /** A coordinator's reason to order beyond the stock. */
  stockOverride: optional(Core.Name(256)),
}

/** Which subscription, as it was asked. */
export interface OfSubscription {
  readonly group: string
  readonly subscription: string
  readonly entry?: Entry
  readonly stockOverride?: string
}

const isOf = (subscription: Subscription | null, actor: Actor): boolean =>
  actor.kind === "member" &&
  subscription !== null &&
  (subscription.member === actor.member || subscription.partner?.member === actor.member)

/** Whether one acts as one of the households, or as a coordinator for them. */
export const entryFor = (subscription: Subscription | null, entry: Entry | undefined, actor: Actor): Entry =>
  entry ?? (isOf(subscription, actor) ? "member" : "coordinator")

/** The households of a subscription for themselves; for others, or outside the rules, whoever runs the catalog. */
export const mayChange: Allow<OfSubscription> = (asking) => {
  const { input, actor, found } = asking
  const subscription = found.subscription(input.subscription)
  if (subscription === null) return anyMember(asking)
  const own = isOf(subscription, actor) && entryFor(subscription, input.entry, actor) === "member"
  return own ? anyMember(asking) : right(`catalog-admin:${subscription.catalog}`)(asking)
}

/** The households of a subscription, and whoever runs the catalog. */
export const maySee: Allow<OfSubscription> = (asking) => {
  const subscription = asking.found.subscription(asking.input.subscription)
  if (subscription === null || isOf(subscription, asking.actor)) return anyMember(asking)
  return right(`catalog-admin:${subscription.catalog}`, "members", "desk")(asking)
}

/** A subscription is read first. */
export const readSubscription = ({ input }: { readonly input: OfSubscription }): Reading => ({
  documents: [keyOf.subscription(input.subscription)],
})

/** The accounts that say what the households of some subscriptions paid. */
export const moneyOf = (subscriptions: ReadonlyArray<Subscription>): ReadonlyArray<string> =>
  subscriptions.flatMap((one) => householdsOf(one).map((member) => contractOf(one.id, member)))

/** Then its catalog and calendar, what is paid, and the periods of its households. */
export const readSeason: ReadMore<OfSubscription> = ({ input }, found) => {
  const subscription = found.subscription(input.subscription)
  if (subscription === null) return undefined
  const { catalog } = subscription
  return {
    documents: [
      keyOf.catalog(catalog),
      keyOf.calendar(catalog),
      ...householdsOf(subscription).flatMap((member) => [keyOf.commitment(catalog, member), keyOf.member(member)]),
    ],
    balances: moneyOf([subscription]),
  }
}

/** The stock accounts of some products of a catalog at all its deliveries. */
export const stockOver = (found: Found, catalog: string, products: ReadonlyArray<string>): ReadonlyArray<string> => {
  const known = found.catalog(catalog)
  if (known === null) return []
  const deliveries = plannedDeliveries(found.calendar(catalog) ?? { deliveries: [] }).map(({ id }) => id)
  return Plans.seasonAccounts(known, products, deliveries)
}

/** The products that a subscription may come to hold more of. */
const productsOf = ({ order, offers }: Subscription): ReadonlyArray<string> => [
  ...new Set([...order, ...offers].map(({ product }) => product)),
]

/** Then the stock of what it holds, and of what is asked for. */
export const readStock =
  <I extends OfSubscription>(more: (input: I) => ReadonlyArray<string> = () => []): ReadMore<I> =>
  ({ input }, found) => {
    const subscription = found.subscription(input.subscription)
    if (subscription === null) return undefined
    const balances = stockOver(found, subscription.catalog, [...productsOf(subscription), ...more(input)])
    return balances.length === 0 ? undefined : { balances }
  }

/** A subscription and its season, as deciding wants them. */
export interface InSeason {
  readonly subscription: Subscription
  readonly context: Plans.HouseholdsContext
}

/** The season of a catalog that is a contract. */
export const seasonIn = (
  { found, group, now }: Pick<Deciding<unknown>, "found" | "group" | "now">,
  catalog: string,
  how: { readonly entry: Entry; readonly stockOverride?: string | undefined },
): Result.Result<Plans.SeasonContext, Refusal> => {
  const known = found.catalog(catalog)
  if (known === null) return Result.fail({ _tag: "CatalogUnknown", catalog })
  if (known.contract === null) return Result.fail({ _tag: "NotAContract", catalog })
  return Result.succeed({
    group,
    catalog: known,
    calendar: found.calendar(catalog) ?? { deliveries: [] },
    now,
    entry: how.entry,
    taken: found.quantity,
    stockOverride: how.entry === "coordinator" ? (how.stockOverride ?? null) : null,
  })
}

/** The periods of some households in a catalog. */
export const commitmentsIn = (
  found: Found,
  catalog: string,
  members: ReadonlyArray<string>,
): ReadonlyMap<string, Commitment> =>
  new Map(members.map((member) => [member, found.commitment(catalog, member) ?? { periods: [] }] as const))

/** The subscription that the input names with its season; says why not when there is none. */
export const aroundSubscription = (deciding: Deciding<OfSubscription>): Result.Result<InSeason, Refusal> => {
  const { input, actor, found } = deciding
  const subscription = found.subscription(input.subscription)
  if (subscription === null || subscription.status === "deleted") {
    return Result.fail({ _tag: "SubscriptionUnknown", subscription: input.subscription })
  }
  const entry = entryFor(subscription, input.entry, actor)
  const season = seasonIn(deciding, subscription.catalog, { entry, stockOverride: input.stockOverride })
  if (Result.isFailure(season)) return Result.fail(season.failure)
  const commitments = commitmentsIn(found, subscription.catalog, householdsOf(subscription))
  return Result.succeed({ subscription, context: { ...season.success, commitments } })
}

/** What is paid of a subscription by all its households. */
export const paidOf = (found: Found, group: Group, subscription: Subscription, owed: number): number =>
  moneyOf([subscription]).reduce((sum, account) => sum + (found.balance(account, group.currency) ?? 0), owed)

/** The subscription as it is after a plan; what is paid stays, what is owed is what it now says. */
export const answered = (
  { found, group }: Pick<Deciding<unknown>, "found" | "group">,
  context: Plans.SeasonContext,
  before: Subscription | null,
  decision: Plans.Decision<Subscription>,
): Plans.Decision<Season> =>
  Result.map(decision, (plan) => {
    const moved = new Map<string, number>()
    for (const { from, to, quantity } of Plans.debtMoves(group.currency, before, plan.answer)) {
      moved.set(from, (moved.get(from) ?? 0) - quantity)
      moved.set(to, (moved.get(to) ?? 0) + quantity)
    }
    const balance = (account: string) => (found.balance(account, group.currency) ?? 0) + (moved.get(account) ?? 0)
    return { ...plan, answer: seasonOf(context, plan.answer, balance) }
  })

/** A command on a subscription: read, decided, and answered with the subscription as it then is. */
export const changing =
  <I extends OfSubscription>(
    change: (around: InSeason, deciding: Deciding<I>) => Plans.Decision<Subscription>,
  ): ((deciding: Deciding<I>) => Plans.Decision<Season>) =>
  (deciding) => {
    const around = aroundSubscription(deciding)
    if (Result.isFailure(around)) return Result.fail(around.failure)
    const { context, subscription } = around.success
    return answered(deciding, context, subscription, change(around.success, deciding))
  }

/** Writers of one subscription queue. */
export const subscriptionLane = (input: OfSubscription): string => keyOf.subscription(input.subscription)
