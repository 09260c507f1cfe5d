import type { Basket, Entry, Wish } from "../basket/index.ts"
import { basketId, evolveOrder, heldForBasket, isOfContract } from "../basket/index.ts"
import type { Catalog } from "../catalog/index.ts"
import { productOf } from "../catalog/index.ts"
import type { Distribution } from "../distribution/index.ts"
import { participationOf } from "../distribution/index.ts"
import type { Group } from "../group/index.ts"
import { heldFor, move, orderedOf, walletOf } from "../ledger/index.ts"
import type { Posting } from "../ledger/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { amountOf, unitOf } from "../values/index.ts"
import { stockAccountOf } from "../views/shop.ts"
import { closedProblem, finalProblem, repeatedProblem } from "./frozen.ts"
import { keyOf } from "./keys.ts"
import { windowProblem } from "./order-window.ts"
import type { Decision, Told } from "./plan.ts"
import { planned, refused } from "./plan.ts"

/** What drafting or cancelling may look at. */
export interface BasketContext {
  readonly group: Group
  readonly distribution: Distribution
  readonly catalogs: ReadonlyMap<string, Catalog>
  readonly basket: Basket | null
  readonly member: string
  readonly entry: Entry
  readonly now: string
}

/**
 * Keeps what a member is thinking of, without reserving anything. Only that the products exist is checked: a draft
 * may wait for the opening, or hold more than is left.
 * @rule BASKET-3
 * @see D11
 */
export const draftBasket = (context: BasketContext, wishes: ReadonlyArray<Wish>): Decision<Basket> => {
  const { distribution, member, now, catalogs, basket } = context
  const closed = closedProblem(distribution, basket) ?? repeatedProblem(wishes)
  if (closed !== undefined) return refused(closed)
  for (const { catalog: id, product } of wishes) {
    const catalog = catalogs.get(id)
    if (catalog === undefined) return refused({ _tag: "CatalogUnknown", catalog: id })
    if (productOf(catalog, product) === undefined) return refused({ _tag: "ProductUnknown", catalog: id, product })
  }
  const fact = { _tag: "BasketDrafted", distribution: distribution.id, member, at: now, wishes } as const
  const key = keyOf.basket(basketId(distribution.id, member))
  return planned(evolveOrder(basket, fact), { facts: [{ key, fact }] })
}

/** Why the orders of the first such catalog of the basket are not being taken now. */
const windowsProblem = ({ distribution, basket, entry, now }: BasketContext): Refusal | undefined => {
  if (entry === "coordinator") return undefined
  for (const line of basket?.lines ?? []) {
    const participation = participationOf(distribution, line.catalog)
    if (isOfContract(line) || participation === undefined || amountOf(line.ordered) === 0) continue
    const problem = windowProblem(distribution, participation, now)
    if (problem !== undefined) return problem
  }
  return undefined
}

/**
 * Cancels a whole basket while orders are open: goods back on offer, money back in the wallet, the number kept.
 * @rule BASKET-4
 * @see D13, D15
 */
export const cancelBasket = (context: BasketContext): Decision<Basket> => {
  const { group, distribution, member, entry, now, basket } = context
  const id = basketId(distribution.id, member)
  if (basket === null || basket.status === "cancelled") return refused({ _tag: "BasketUnknown", basket: id })
  const closed = finalProblem(distribution, basket) ?? windowsProblem(context)
  if (closed !== undefined) return refused(closed)
  const fact = { _tag: "BasketCancelled", distribution: distribution.id, member, at: now, entry } as const
  const told: Told = { key: keyOf.basket(id), fact }
  const money = move(heldFor(member), walletOf(member), heldForBasket(basket), group.currency, "basket-cancelled", id)
  return planned(evolveOrder(basket, fact), {
    facts: [told],
    postings: [...goodsBack(context, basket), ...money],
    guards: [keyOf.distribution(distribution.id), ...[...context.catalogs.keys()].map(keyOf.catalog)],
  })
}

const goodsBack = ({ catalogs, distribution }: BasketContext, basket: Basket): ReadonlyArray<Posting> =>
  basket.lines.flatMap((line) => {
    if (isOfContract(line)) return []
    const catalog = catalogs.get(line.catalog)
    const product = catalog === undefined ? undefined : productOf(catalog, line.product)
    if (product === undefined) throw new RangeError(`product ${line.product} of an ordered line is not in its catalog`)
    return move(
      orderedOf(line.catalog, line.product, distribution.id),
      stockAccountOf(line.catalog, product, distribution.id),
      amountOf(line.ordered),
      unitOf(line.ordered),
      "basket-cancelled",
      basket.id,
    )
  })
