import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { isSettled } from "@cabas/core/basket"
import type { Basket } from "@cabas/core/basket"
import { depositsOf } from "@cabas/core/ledger"
import { householdName } from "@cabas/core/member"
import type { Member } from "@cabas/core/member"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import type { RefusalTag } from "@cabas/core/refusals"
import { deskBasket, weighedLine } from "@cabas/core/views"
import { right } from "../run/allow.ts"
import { command, query } from "../run/operation.ts"
import {
  byNumber,
  dayRefusals,
  deskRights,
  mayKeepCatalog,
  mayKeepDesk,
  mayKeepLine,
  numbersOf,
  onBasket,
  onOneBasket,
  readSubscriptions,
  seen,
  subscriptionsFound,
  subscriptionsIn,
  catalogsIn,
  withNumber,
} from "./day.ts"
import type { dayAround, OfDay } from "./day.ts"
import { basketsOf, partsOf, viewOf } from "./distribution.ts"
import { groupOf, inGroup, optional } from "./inputs.ts"
import { basketDocuments, basketLane, idOf, readBasket, which } from "./ordering.ts"
import { DeskBasket, WeighedLine } from "./day-outputs.ts"
import { DistributionView, WalletState } from "./outputs.ts"
import { walletAccounts, walletIn } from "./wallet-state.ts"

/** What any change at the desk may be refused for. */
const always: ReadonlyArray<RefusalTag> = [...dayRefusals, "BasketSettled"]

const Weights = Schema.Array(Core.Amount.check(Schema.isGreaterThanOrEqualTo(1))).check(
  Schema.isMinLength(1),
  Schema.isMaxLength(200),
)

const Reason = Core.BasketLine.fields.name.check(Schema.isMaxLength(128))

/** Weighs or counts one line. */
export const weigh = command("line.weigh", {
  summary:
    "Records what one line weighs, or how much of it was handed over; null takes back what was said. The amount follows. Answers with the line, and with what its basket then comes to.",
  input: Schema.Struct({
    ...which,
    ...seen,
    line: Core.Positive,
    /** What the scale showed, in the unit of the price: several add up, or are one for each piece. */
    weights: optional(Weights),
    /** What the packaging of one weighing weighs. */
    tare: optional(Core.Amount),
    /** What was counted, instead of weights; null takes back what was said. */
    delivered: optional(Schema.NullOr(Core.Measure)),
    reason: optional(Reason),
    /** An unlikely weight is meant. */
    sure: optional(Schema.Boolean),
  }),
  output: WeighedLine,
  refusals: [
    ...always,
    "LineUnknown",
    "WeightUnlikely",
    "WeightsNotMatching",
    "TareTooHeavy",
    "WrongUnit",
    "AmountTooLarge",
  ],
  space: groupOf,
  lane: basketLane,
  fromMemory: true,
  allow: mayKeepLine,
  read: ({ input, actor }) => ({ documents: basketDocuments(input, actor) }),
  more: readSubscriptions,
  decide: onOneBasket(
    (context, { input }) => Plans.weighLines(context, [input]),
    (basket, { input }) => weighedLine(basket, input.line),
  ),
})

/** Sells something beyond what was ordered. */
export const sell = command("line.sell", {
  summary: "Sells something at the distribution beyond what was ordered; a member without a basket gets one.",
  input: Schema.Struct({
    ...which,
    ...seen,
    catalog: Core.Id,
    product: Core.Id,
    /** In the unit the product is ordered in. */
    quantity: Core.PositiveMeasure,
    /** What it weighs, when it is weighed. */
    weighed: optional(Core.PositiveMeasure),
    /** An unlikely weight is meant. */
    sure: optional(Schema.Boolean),
  }),
  output: DeskBasket,
  refusals: [
    ...always.filter((tag) => tag !== "BasketUnknown"),
    "CatalogUnknown",
    "CatalogNotTakingPart",
    "ProductUnknown",
    "WrongUnit",
    "WeightUnlikely",
    "AmountTooLarge",
  ],
  space: groupOf,
  lane: basketLane,
  allow: mayKeepCatalog,
  read: ({ input, actor }) => {
    const { documents = [], ...rest } = readBasket(input, actor)
    return { ...rest, documents: [...documents, keyOf.catalog(input.catalog)] }
  },
  more: readSubscriptions,
  decide: onBasket((context, { input, found }) => Plans.sellOnTheSpot(context, found.catalog(input.catalog), input)),
  finish: withNumber,
})

/** Takes a sale back. */
export const takeBack = command("line.take-back", {
  summary: "Takes back what was sold on the spot: the goods are there again, and nothing is owed for them.",
  input: Schema.Struct({ ...which, line: Core.Positive }),
  output: DeskBasket,
  refusals: [...always.filter((tag) => tag !== "BasketUnknown"), "LineUnknown", "ProductUnknown"],
  space: groupOf,
  lane: basketLane,
  allow: mayKeepLine,
  read: ({ input, actor }) => readBasket(input, actor),
  more: [
    readSubscriptions,
    ({ input, actor }, found) => ({ documents: catalogsIn([found.basket(idOf(input, actor))]).map(keyOf.catalog) }),
  ],
  decide: onBasket((context, { input, found }) =>
    Plans.takeBackSale(context, found.catalogs(catalogsIn([context.basket])), input.line),
  ),
})

/** Records who took a basket away. */
export const handOver = command("basket.hand-over", {
  summary: "Records that a basket was taken away, by the member or whoever is named; null when it was not after all.",
  input: Schema.Struct({ ...which, ...seen, to: optional(Schema.NullOr(Core.BasketLine.fields.name)) }),
  output: DeskBasket,
  refusals: always,
  space: groupOf,
  lane: basketLane,
  allow: mayKeepDesk,
  read: ({ input, actor }) => readBasket(input, actor),
  more: readSubscriptions,
  decide: onBasket((context, { input, found }) => {
    const { to } = input
    const own = householdName(found.member(context.member)?.people ?? [])
    return Plans.handOver(context, to === undefined ? own : to)
  }),
})

/** Everything of a distribution that a product is ordered at: its baskets, and the subscriptions in them. */
const readAllBaskets = (distribution: string) => ({
  documents: [keyOf.distribution(distribution)],
  pages: [basketsOf(distribution)],
})

const readAround = (
  _: unknown,
  found: { readonly page: <S>(index: number) => { readonly states: ReadonlyArray<S> } },
) => {
  const baskets = found.page<Basket>(0).states
  const settled = baskets.filter(isSettled).map(({ member }) => keyOf.member(member))
  return { documents: [...subscriptionsIn(baskets).map(keyOf.subscription), ...settled], numbers: numbersOf(baskets) }
}

const ofProduct = { ...inGroup, ...seen, distribution: Core.Id, catalog: Core.Id, product: Core.Id }

/** What a change of many baskets came to. */
const Touched = Schema.Struct({
  baskets: Schema.Array(DeskBasket),
  /** Those that the product was ordered in and that stay as they are, since they are settled; by number. */
  settled: Schema.Array(
    Schema.Struct({
      basket: Schema.String,
      member: Core.Id,
      memberName: Schema.String,
      number: Schema.NullOr(Schema.Int),
    }),
  ),
})

const ofMany: ReadonlyArray<RefusalTag> = [
  "NotAllowed",
  "DistributionUnknown",
  "DistributionCancelled",
  "DistributionValidated",
  "BasketSettled",
  "NothingOrdered",
  "WrongUnit",
  "Busy",
]

/** The baskets of the page as contexts, in the order of their numbers. */
const contextsOf = (
  deciding: Parameters<typeof dayAround>[0],
): Result.Result<
  ReadonlyArray<Plans.DayContext>,
  { readonly _tag: "DistributionUnknown"; readonly distribution: string }
> => {
  const { input, found, group, now, actor } = deciding
  const distribution = found.distribution(input.distribution ?? "")
  if (distribution === null) {
    return Result.fail({ _tag: "DistributionUnknown", distribution: input.distribution ?? "" })
  }
  const baskets = byNumber(found, found.page<Basket>(0).states)
  const subscriptions = subscriptionsFound(found, baskets)
  const by = actor.kind === "member" ? actor.member : `@${actor.kind}`
  return Result.succeed(
    baskets.map((basket) => ({
      group,
      distribution,
      member: basket.member,
      basket,
      subscriptions,
      now,
      by,
      seenAt: input.seenAt,
    })),
  )
}

const onMany =
  <I extends OfDay & Plans.WhichProduct>(
    change: (contexts: ReadonlyArray<Plans.DayContext>, input: I) => Plans.Decision<ReadonlyArray<Basket>>,
  ) =>
  (deciding: Parameters<typeof dayAround>[0] & { readonly input: I }) => {
    const contexts = contextsOf(deciding)
    if (Result.isFailure(contexts)) return Result.fail(contexts.failure)
    return Result.map(change(contexts.success, deciding.input), (plan) => ({
      ...plan,
      answer: {
        baskets: plan.answer.map((one) => deskBasket(one, deciding.found.numberOf(keyOf.basket(one.id)))),
        settled: Plans.settledWith(contexts.success, deciding.input).map(({ id, member }) => ({
          basket: id,
          member,
          memberName: householdName(deciding.found.member(member)?.people ?? []) || member,
          number: deciding.found.numberOf(keyOf.basket(id)),
        })),
      },
    }))
  }

/** Shares too little of a product out. */
export const short = command("product.short", {
  summary:
    "Records that too little of a product came, or nothing: it is shared by what was ordered, by who ordered first, or by hand.",
  input: Schema.Struct({
    ...ofProduct,
    /** What came, in the unit the product is ordered in; nothing when it is zero. */
    received: Core.Measure,
    sharing: optional(
      Schema.Union([
        Schema.Struct({ how: Schema.Literals(["pro-rata", "first-come"]) }),
        Schema.Struct({
          how: Schema.Literal("by-hand"),
          shares: Schema.Array(Schema.Struct({ member: Core.Id, line: Core.Positive, quantity: Core.Measure })).check(
            Schema.isMaxLength(1000),
          ),
        }),
      ]),
    ),
    reason: optional(Reason),
  }),
  output: Touched,
  refusals: [...ofMany, "BasketUnknown", "MoreThanOrdered", "SharesNotWhole", "AmountTooLarge"],
  space: groupOf,
  allow: mayKeepCatalog,
  read: ({ input }) => readAllBaskets(input.distribution),
  more: readAround,
  decide: onMany((contexts, { catalog, product, received, sharing, reason }) =>
    Plans.shareShort(contexts, { catalog, product }, received, sharing ?? { how: "pro-rata" }, reason ?? ""),
  ),
})

/** Sets a price of the day. */
export const reprice = command("product.reprice", {
  summary: "Sets a price of the day for all lines of a product at a distribution; the catalog keeps its own.",
  input: Schema.Struct({
    ...ofProduct,
    /** In minor units, VAT included, for what the product's price is for. */
    price: Core.Price,
    reason: Reason,
  }),
  output: Touched,
  refusals: [...ofMany.filter((tag) => tag !== "WrongUnit"), "BasketUnknown", "AmountTooLarge"],
  space: groupOf,
  allow: ({ input, ...asking }) => right(`catalog-admin:${input.catalog}`)({ input, ...asking }),
  read: ({ input }) => readAllBaskets(input.distribution),
  more: readAround,
  decide: onMany((contexts, { catalog, product, price, reason }) =>
    Plans.repriceProduct(contexts, { catalog, product }, price, reason),
  ),
})

/** A member as the desk knows them: nothing but a name and a telephone number. */
const DeskMember = Schema.Struct({
  id: Core.Id,
  name: Schema.String,
  phone: Schema.NullOr(Schema.String),
  wallet: WalletState,
  deposits: Core.Money,
})

/** Everything the desk needs for a distribution, at once, so that it can go on without a network. */
export const get = query("desk.get", {
  summary:
    "A distribution as the desk keeps it: baskets with what is ordered, weighed, due and paid, and who fetches them.",
  input: Schema.Struct({ ...inGroup, distribution: Core.Id }),
  output: Schema.Struct({
    distribution: DistributionView,
    validated: Schema.Boolean,
    currency: Core.Currency,
    timeZone: Schema.String,
    moneyPot: Schema.Boolean,
    /** A basket that is not paid even is settled through the wallet, or refused. */
    difference: Schema.Literals(["carry", "refuse"]),
    kinds: Schema.Array(Core.PaymentKind),
    baskets: Schema.Array(DeskBasket),
    members: Schema.Array(DeskMember),
    till: Schema.NullOr(Core.Till),
  }),
  refusals: ["NotAllowed", "DistributionUnknown"],
  space: groupOf,
  allow: right(...deskRights, "members"),
  read: ({ input }) => ({
    documents: [keyOf.distribution(input.distribution), keyOf.till(input.distribution)],
    pages: [basketsOf(input.distribution)],
  }),
  more: ({ input }, found) => {
    const distribution = found.distribution(input.distribution)
    const baskets = found.page<Basket>(0).states
    const members = [...new Set(baskets.map(({ member }) => member))]
    return {
      documents: [...(distribution === null ? [] : partsOf([distribution])), ...members.map(keyOf.member)],
      balances: members.flatMap((member) => [...walletAccounts(member), depositsOf(member)]),
      numbers: numbersOf(baskets),
    }
  },
  view: ({ input, found, group }) => {
    const distribution = found.distribution(input.distribution)
    if (distribution === null) return Result.fail({ _tag: "DistributionUnknown", distribution: input.distribution })
    const baskets = byNumber(found, found.page<Basket>(0).states).filter(({ status }) => status === "confirmed")
    const { payments, timeZone } = group.settings
    const members = [...new Set(baskets.map(({ member }) => member))].flatMap((id) => {
      const member = found.member(id)
      return member === null ? [] : [member]
    })
    return Result.succeed({
      distribution: viewOf(found, distribution),
      validated: (distribution.validated ?? null) !== null,
      currency: group.currency,
      timeZone,
      moneyPot: payments.moneyPot,
      difference: payments.difference ?? ("carry" as const),
      kinds: Plans.offeredKinds(group),
      baskets: baskets.map((basket) => deskBasket(basket, found.numberOf(keyOf.basket(basket.id)))),
      members: members.map((member) => ({
        ...named(member),
        wallet: walletIn(found, group, member.id),
        deposits: found.balance(depositsOf(member.id), group.currency) ?? 0,
      })),
      till: found.till(input.distribution),
    })
  },
})

const named = ({ id, people }: Member) => ({
  id,
  name: householdName(people),
  phone: people.find(({ phone }) => phone !== null)?.phone ?? null,
})
