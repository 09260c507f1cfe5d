import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { dueOf } from "@cabas/core/basket"
import type { Basket, Wish } from "@cabas/core/basket"
import type { Right } from "@cabas/core/group"
import { walletOf } from "@cabas/core/ledger"
import * as Plans from "@cabas/core/plans"
import { basketNumbers, keyOf } from "@cabas/core/plans"
import { pricedBasket, vatOfBasket } from "@cabas/core/views"
import { right, selfOr } from "../run/allow.ts"
import { command, query } from "../run/operation.ts"
import type { Actor } from "../run/operation.ts"
import { basketsOf } from "./distribution.ts"
import { groupOf, inGroup, memberOf, optional } from "./inputs.ts"
import {
  around,
  basketDocuments,
  basketLane,
  calendarsAround,
  catalogsAround,
  distributionOf,
  idOf,
  mayOrder,
  ownerOf,
  readBasket,
  stockAround,
  which,
  wishesIn,
} from "./ordering.ts"
import type { Which } from "./ordering.ts"
import { BasketSheet, ConfirmedBasket, PricedBasket } from "./outputs.ts"
import { walletAccounts, walletIn } from "./wallet-state.ts"

/** What a draft is of, and what it names. */
const draftDocuments = (
  input: Which & { readonly lines: ReadonlyArray<Wish> },
  actor: Actor,
): ReadonlyArray<string> => [
  ...new Set([...basketDocuments(input, actor), ...input.lines.map(({ catalog }) => keyOf.catalog(catalog))]),
]

/** Keeps a draft. */
export const draft = command("basket.draft", {
  summary: "Keeps what the member is thinking of ordering; reserves nothing.",
  input: Schema.Struct({ ...which, lines: Core.Wishes }),
  output: Schema.Struct({ id: Schema.String, draft: Schema.NullOr(Core.Wishes), changedAt: Schema.String }),
  refusals: [
    "NotAllowed",
    "DistributionUnknown",
    "DistributionCancelled",
    "DistributionValidated",
    "OrdersFinal",
    "BasketSettled",
    "MemberUnknown",
    "CatalogUnknown",
    "ProductUnknown",
    "ProductRepeated",
  ],
  space: groupOf,
  lane: basketLane,
  fromMemory: true,
  allow: mayOrder,
  read: ({ input, actor }) => ({ documents: draftDocuments(input, actor) }),
  decide: (deciding) => {
    const { input, actor } = deciding
    const context = around(deciding)
    if (Result.isFailure(context)) return Result.fail(context.failure)
    return Result.map(Plans.draftBasket(context.success, input.lines), (plan) => ({
      ...plan,
      guards: draftDocuments(input, actor),
      answer: { id: plan.answer.id, draft: plan.answer.draft, changedAt: plan.answer.changedAt },
    }))
  },
})

/** Confirms or amends a basket. */
export const confirm = command("basket.confirm", {
  summary:
    "Orders: each named product holds the given quantity in all, others stay, zero declines. Stock and money move with it.",
  input: Schema.Struct({
    ...which,
    /** The wanted quantities; the draft when absent. */
    lines: optional(Core.Wishes),
    entry: optional(Core.Entry),
    /** A coordinator's reason to order beyond the stock. */
    stockOverride: optional(Core.Name(256)),
  }),
  output: ConfirmedBasket,
  refusals: [
    "NotAllowed",
    "DistributionUnknown",
    "DistributionCancelled",
    "DistributionValidated",
    "OrdersFinal",
    "BasketSettled",
    "MemberUnknown",
    "CatalogUnknown",
    "CatalogNotTakingPart",
    "ProductUnknown",
    "ProductRepeated",
    "ProductInactive",
    "WrongUnit",
    "QuantityNotOffered",
    "NeedsSubscription",
    "AmountTooLarge",
    "OrdersNotOpen",
    "OrdersClosed",
    "StockShort",
    "BalanceTooLow",
    "BasketEmpty",
    "Busy",
  ],
  space: groupOf,
  lane: basketLane,
  fromMemory: true,
  allow: mayOrder,
  read: ({ input, actor }) => {
    const reading = readBasket(input, actor)
    const catalogs = (input.lines ?? []).map(({ catalog }) => keyOf.catalog(catalog))
    return {
      ...reading,
      documents: [...new Set([...(reading.documents ?? []), ...catalogs])],
      balances: [walletOf(ownerOf(input, actor))],
    }
  },
  more: [
    ({ input, actor }, found) => {
      const unread = catalogsAround(input, found, actor)
        .map(keyOf.catalog)
        .filter((key) => found.document(key) === undefined)
      return unread.length === 0 ? undefined : { documents: unread }
    },
    ({ input, actor, attempt, preview }, found) => {
      const documents = calendarsAround(input, found, actor)
      if (attempt > 0 || preview) return { documents, balances: stockAround(input, found, actor) }
      return documents.length === 0 ? undefined : { documents }
    },
  ],
  decide: (deciding) => {
    const { input, found, actor, group } = deciding
    const context = around(deciding)
    if (Result.isFailure(context)) return Result.fail(context.failure)
    const decision = Plans.confirmBasket(
      {
        ...context.success,
        wallet: found.balance(walletOf(context.success.member), group.currency),
        calendars: found.calendars(context.success.catalogs.keys()),
        taken: found.quantity,
        stockOverride: context.success.entry === "coordinator" ? (input.stockOverride ?? null) : null,
      },
      wishesIn(input, found, actor),
    )
    return Result.map(decision, (plan) => ({
      ...plan,
      guards: [...plan.guards, keyOf.member(context.success.member)],
      answer: { ...pricedBasket(plan.answer.basket, null), clipped: plan.answer.clipped },
    }))
  },
  finish: (answer, numbers) => ({ ...answer, number: numbers.get(keyOf.basket(answer.id)) ?? null }),
})

/** Cancels a whole basket. */
export const cancel = command("basket.cancel", {
  summary: "Cancels a basket while orders are open: goods and money go back, its number stays.",
  input: Schema.Struct({ ...which, entry: optional(Core.Entry) }),
  output: PricedBasket,
  refusals: [
    "NotAllowed",
    "DistributionUnknown",
    "DistributionCancelled",
    "DistributionValidated",
    "OrdersFinal",
    "BasketSettled",
    "MemberUnknown",
    "BasketUnknown",
    "OrdersNotOpen",
    "OrdersClosed",
  ],
  space: groupOf,
  lane: basketLane,
  allow: (asking) => {
    const { input, actor, found } = asking
    const lines = (found.basket(idOf(input, actor))?.lines ?? []).map((line) => ({ ...line, quantity: line.ordered }))
    return mayOrder({ ...asking, input: { ...input, lines } })
  },
  read: ({ input, actor }) => readBasket(input, actor),
  more: ({ input, actor }, found) => ({ documents: catalogsAround(input, found, actor).map(keyOf.catalog) }),
  decide: (deciding) => {
    const context = around(deciding)
    if (Result.isFailure(context)) return Result.fail(context.failure)
    return Result.map(Plans.cancelBasket(context.success), (plan) => ({
      ...plan,
      guards: [...plan.guards, keyOf.member(context.success.member)],
      answer: pricedBasket(plan.answer, null),
    }))
  },
  finish: (answer, numbers) => ({ ...answer, number: numbers.get(keyOf.basket(answer.id)) ?? null }),
})

/** The rights that let one see other members' baskets and money. */
const lookers: readonly [Right, ...Right[]] = ["catalog-admin", "desk"]

const emptyBasket = (input: Which, actor: Actor, now: string): Basket => ({
  id: idOf(input, actor),
  distribution: distributionOf(input),
  member: ownerOf(input, actor),
  status: "draft",
  draft: null,
  confirmedAt: null,
  changedAt: now,
  lines: [],
})

/** One basket with its amounts, VAT and the wallet; an empty one when nothing was ordered yet. */
export const get = query("basket.get", {
  summary: "A member's basket at a distribution, with amounts, VAT table, draft and wallet.",
  input: Schema.Struct({ ...which, id: optional(Schema.String) }),
  output: BasketSheet,
  refusals: ["NotAllowed", "DistributionUnknown", "MemberUnknown"],
  space: groupOf,
  allow: (asking) =>
    selfOr<Which & { readonly id?: string }>((input) => ownerOf(named(input), asking.actor), ...lookers)(asking),
  read: ({ input, actor }) => {
    const asked = named(input)
    const owner = ownerOf(asked, actor)
    return { ...readBasket(asked, actor), balances: walletAccounts(owner) }
  },
  view: ({ input, actor, found, group, now }) => {
    const asked = named(input)
    const id = idOf(asked, actor)
    if (found.distribution(distributionOf(asked)) === null) {
      return Result.fail({ _tag: "DistributionUnknown", distribution: distributionOf(asked) })
    }
    const member = ownerOf(asked, actor)
    if (found.member(member) === null) return Result.fail({ _tag: "MemberUnknown", member })
    const basket = found.basket(id) ?? emptyBasket(asked, actor, now)
    const priced = pricedBasket(basket, found.numberOf(keyOf.basket(id)))
    const wallet = walletIn(found, group, basket.member)
    const paying = { due: dueOf(basket), payments: basket.payments ?? [] }
    return Result.succeed({ ...priced, draft: basket.draft, vat: [...vatOfBasket(priced)], wallet, ...paying })
  },
})

/** `id` is another name of `basket` when one looks at a basket. */
const named = (input: Which & { readonly id?: string }): Which =>
  input.id === undefined ? input : { ...input, basket: input.id }

/** The baskets of a distribution, or those of a member. */
export const list = query("basket.list", {
  summary: "The baskets of a distribution (coordinators), or a member's own.",
  input: Schema.Struct({ ...inGroup, distribution: optional(Core.Id), member: optional(Core.Id) }),
  output: Schema.Struct({ baskets: Schema.Array(PricedBasket) }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: (asking) => {
    const { distribution, member } = asking.input
    const whole = distribution !== undefined && member === undefined
    return whole ? right(...lookers)(asking) : selfOr(() => member, ...lookers)(asking)
  },
  read: ({ input, actor }) => {
    const { distribution } = input
    if (distribution !== undefined) return { pages: [basketsOf(distribution)] }
    const member = memberOf(input, actor)
    return { pages: [{ index: "basket.byMember", from: member, to: member, limit: 10_000 }] }
  },
  more: (_, found) => ({
    numbers: found
      .page<Basket>(0)
      .states.map(({ distribution, id }) => ({ series: basketNumbers(distribution), key: keyOf.basket(id) })),
  }),
  view: ({ input, found }) => {
    const own = found
      .page<Basket>(0)
      .states.filter(({ member }) => input.member === undefined || member === input.member)
    const baskets = own.map((basket) => pricedBasket(basket, found.numberOf(keyOf.basket(basket.id))))
    return Result.succeed({ baskets })
  },
})
