import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { basketId } from "@cabas/core/basket"
import type { Basket, Entry, Wish } from "@cabas/core/basket"
import type { Right } from "@cabas/core/group"
import { heldFor, walletOf } from "@cabas/core/ledger"
import * as Plans from "@cabas/core/plans"
import { basketNumbers, keyOf } from "@cabas/core/plans"
import { pricedBasket, stockAccountOf, vatOfBasket } from "@cabas/core/views"
import type { Refusal } from "@cabas/core/refusals"
import { anyMember, has, right, selfOr } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { command, nameOf, query } from "../run/operation.ts"
import type { Actor, Asking, Deciding } from "../run/operation.ts"
import type { Reading } from "../storage/storage.ts"
import { basketsOf } from "./distribution.ts"
import { groupOf, inGroup, memberOf, optional } from "./inputs.ts"
import { BasketSheet, ConfirmedBasket, PricedBasket, WalletState } from "./outputs.ts"

/** Which basket: of a distribution and a member (oneself when none is named), or by its id. */
const which = {
  ...inGroup,
  distribution: optional(Core.Id),
  member: optional(Core.Id),
  /** `distribution~member`, instead of the two. */
  basket: optional(Schema.String.check(Schema.isPattern(/^[^~]{1,64}~[^~]{1,64}$/))),
}

interface Which {
  readonly distribution?: string
  readonly member?: string
  readonly basket?: string
}

const distributionOf = (input: Which): string => input.basket?.split("~")[0] ?? input.distribution ?? ""
const ownerOf = (input: Which, actor: Actor): string => input.basket?.split("~")[1] ?? memberOf(input, actor)
const idOf = (input: Which, actor: Actor): string => basketId(distributionOf(input), ownerOf(input, actor))

/** Whether the actor orders as the member or as a coordinator for the member. @see AD1 */
const entryOf = (input: Which & { readonly entry?: Entry }, actor: Actor): Entry =>
  input.entry ?? (actor.kind === "member" && actor.member === ownerOf(input, actor) ? "member" : "coordinator")

interface Ordering extends Which {
  readonly group: string
  readonly entry?: Entry
  readonly lines?: ReadonlyArray<Wish>
  readonly stockOverride?: string
}

/** Members order for themselves; for others, or outside the rules, one needs the right on every catalog named. */
const mayOrder = (asking: Asking<Ordering>): Refusal | undefined => {
  const { input, actor } = asking
  if (entryOf(input, actor) === "member") {
    if (actor.kind === "member" && actor.member === ownerOf(input, actor)) return anyMember(asking)
    return { _tag: "NotAllowed", actor: nameOf(actor), needs: "self" }
  }
  const catalogs = [...new Set(wishesIn(input, asking.found, actor).map(({ catalog }) => catalog))]
  const missing = catalogs.find((catalog) => !has(asking, `catalog-admin:${catalog}`))
  if (missing !== undefined) return { _tag: "NotAllowed", actor: nameOf(actor), needs: `catalog-admin:${missing}` }
  return catalogs.length === 0 ? right("catalog-admin")(asking) : undefined
}

const wishesIn = (input: Ordering, found: Found, actor: Actor): ReadonlyArray<Wish> =>
  input.lines ?? found.basket(idOf(input, actor))?.draft ?? []

const readBasket = (input: Which, actor: Actor): Reading => {
  const id = idOf(input, actor)
  const distribution = distributionOf(input)
  const member = ownerOf(input, actor)
  return {
    documents: [keyOf.distribution(distribution), keyOf.member(member), keyOf.basket(id)],
    numbers: [{ series: basketNumbers(distribution), key: keyOf.basket(id) }],
  }
}

/** The catalogs that the wishes and the lines of a basket come from. */
const catalogsAround = (input: Ordering, found: Found, actor: Actor): ReadonlyArray<string> => {
  const basket = found.basket(idOf(input, actor))
  return [...new Set([...wishesIn(input, found, actor), ...(basket?.lines ?? [])].map(({ catalog }) => catalog))]
}

/** What a command on a basket always needs; says why not when the distribution or the member is unknown. */
const around = (deciding: Deciding<Ordering>): Result.Result<Plans.BasketContext, Refusal> => {
  const { input, actor, found, group, now } = deciding
  const distribution = found.distribution(distributionOf(input))
  if (distribution === null) return Result.fail({ _tag: "DistributionUnknown", distribution: distributionOf(input) })
  if (distribution.status === "cancelled") {
    return Result.fail({ _tag: "DistributionCancelled", distribution: distribution.id })
  }
  const member = ownerOf(input, actor)
  if (found.member(member)?.status !== "active") return Result.fail({ _tag: "MemberUnknown", member })
  return Result.succeed({
    group,
    distribution,
    catalogs: found.catalogs(catalogsAround(input, found, actor)),
    basket: found.basket(idOf(input, actor)),
    member,
    entry: entryOf(input, actor),
    now,
  })
}

const basketLane = (input: Which, actor: Actor): string => keyOf.basket(idOf(input, actor))

/** Keeps a draft. */
export const draft = command("basket.draft", {
  summary: "Keeps what the member is thinking of ordering; reserves nothing.",
  input: Schema.Struct({ ...which, lines: Core.Wishes }),
  output: Schema.Struct({ id: Schema.String, draft: Schema.NullOr(Core.Wishes), changedAt: Schema.String }),
  refusals: ["NotAllowed", "DistributionUnknown", "DistributionCancelled", "MemberUnknown", "CatalogUnknown", "ProductUnknown", "ProductRepeated"],
  space: groupOf,
  lane: basketLane,
  allow: mayOrder,
  read: ({ input, actor }) => {
    const reading = readBasket(input, actor)
    const catalogs = input.lines.map(({ catalog }) => keyOf.catalog(catalog))
    return { ...reading, documents: [...new Set([...(reading.documents ?? []), ...catalogs])] }
  },
  decide: (deciding) => {
    const context = around(deciding)
    if (Result.isFailure(context)) return Result.fail(context.failure)
    return Result.map(Plans.draftBasket(context.success, deciding.input.lines), (plan) => ({
      ...plan,
      answer: { id: plan.answer.id, draft: plan.answer.draft, changedAt: plan.answer.changedAt },
    }))
  },
})

/** Confirms or amends a basket. */
export const confirm = command("basket.confirm", {
  summary: "Orders: each named product holds the given quantity in all, others stay, zero declines. Stock and money move with it.",
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
    "MemberUnknown",
    "CatalogUnknown",
    "CatalogNotTakingPart",
    "ProductUnknown",
    "ProductRepeated",
    "ProductInactive",
    "WrongUnit",
    "QuantityNotOffered",
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
    ({ input, actor, attempt, preview }, found) =>
      attempt === 0 && !preview ? undefined : { balances: stockAround(input, found, actor) },
  ],
  decide: (deciding) => {
    const { input, found, actor, group } = deciding
    const context = around(deciding)
    if (Result.isFailure(context)) return Result.fail(context.failure)
    const decision = Plans.confirmBasket(
      {
        ...context.success,
        wallet: found.balance(walletOf(context.success.member), group.currency) ?? 0,
        taken: found.quantity,
        stockOverride: context.success.entry === "coordinator" ? (input.stockOverride ?? null) : null,
      },
      wishesIn(input, found, actor),
    )
    return Result.map(decision, (plan) => ({
      ...plan,
      answer: { ...pricedBasket(plan.answer.basket, null), clipped: plan.answer.clipped },
    }))
  },
  finish: (answer, numbers) => ({ ...answer, number: numbers.get(keyOf.basket(answer.id)) ?? null }),
})

/** The stock accounts of the wished products. */
const stockAround = (input: Ordering, found: Found, actor: Actor): ReadonlyArray<string> =>
  wishesIn(input, found, actor).flatMap(({ catalog, product }) => {
    const known = found.catalog(catalog)?.products[product]
    return known === undefined ? [] : [stockAccountOf(catalog, known, distributionOf(input))]
  })

/** Cancels a whole basket. */
export const cancel = command("basket.cancel", {
  summary: "Cancels a basket while orders are open: goods and money go back, its number stays.",
  input: Schema.Struct({ ...which, entry: optional(Core.Entry) }),
  output: PricedBasket,
  refusals: ["NotAllowed", "DistributionUnknown", "DistributionCancelled", "MemberUnknown", "BasketUnknown", "OrdersClosed"],
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
      answer: pricedBasket(plan.answer, null),
    }))
  },
  finish: (answer, numbers) => ({ ...answer, number: numbers.get(keyOf.basket(answer.id)) ?? null }),
})

/** The rights that let one see other members' baskets and money. */
const lookers: readonly [Right, ...Right[]] = ["catalog-admin", "desk"]

/** A member's money, from balances that were read. @see D23 */
export const walletIn = (
  found: Found,
  group: Deciding<unknown>["group"],
  member: string,
): typeof WalletState.Type => {
  const expected = found.balance(walletOf(member), group.currency) ?? 0
  const held = found.balance(heldFor(member), group.currency) ?? 0
  const { moneyPot, floor } = group.settings.payments
  return { expected, held, posted: expected + held, floor: moneyPot ? floor : null }
}

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
  refusals: ["NotAllowed", "DistributionUnknown", "BasketUnknown"],
  space: groupOf,
  allow: (asking) =>
    selfOr<Which & { readonly id?: string }>((input) => ownerOf(named(input), asking.actor), ...lookers)(asking),
  read: ({ input, actor }) => {
    const asked = named(input)
    const owner = ownerOf(asked, actor)
    return { ...readBasket(asked, actor), balances: [walletOf(owner), heldFor(owner)] }
  },
  view: ({ input, actor, found, group, now }) => {
    const asked = named(input)
    const id = idOf(asked, actor)
    if (found.distribution(distributionOf(asked)) === null) {
      return Result.fail({ _tag: "DistributionUnknown", distribution: distributionOf(asked) })
    }
    const basket = found.basket(id) ?? emptyBasket(asked, actor, now)
    const priced = pricedBasket(basket, found.numberOf(keyOf.basket(id)))
    const wallet = walletIn(found, group, basket.member)
    return Result.succeed({ ...priced, draft: basket.draft, vat: [...vatOfBasket(priced)], wallet })
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
    const own = found.page<Basket>(0).states.filter(({ member }) => input.member === undefined || member === input.member)
    const baskets = own.map((basket) => pricedBasket(basket, found.numberOf(keyOf.basket(basket.id))))
    return Result.succeed({ baskets })
  },
})
