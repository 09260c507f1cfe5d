import * as Result from "effect/Result"
import type { Basket, Line } from "../basket/index.ts"
import { basketId, declined, isSold } from "../basket/index.ts"
import type { Catalog, Product } from "../catalog/index.ts"
import { orderUnit, productOf } from "../catalog/index.ts"
import { participationOf } from "../distribution/index.ts"
import { move, orderedOf } from "../ledger/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Measure, Unit } from "../values/index.ts"
import { amountOf, unitOf } from "../values/index.ts"
import { stockAccountOf } from "../views/shop.ts"
import type { DayContext } from "./change-basket.ts"
import { changeBasket, dayFact, dayProblem, seenAt } from "./change-basket.ts"
import { keyOf } from "./keys.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"
import { openedAtDesk } from "./settle-basket.ts"
import { priceProblem, unlikelyProblem } from "./weigh-line.ts"

/** What is sold at the distribution beyond what was ordered. */
export interface Sale {
  readonly catalog: string
  readonly product: string
  /** In the unit the product is ordered in. */
  readonly quantity: Measure
  /** What it weighs, when it is weighed; in the unit of the price. */
  readonly weighed?: Measure | undefined
  /** An unlikely weight is meant. @see D6 */
  readonly sure?: boolean | undefined
}

/** The line of a sale: ordered and handed over at once. */
const soldLine = (context: DayContext, catalog: Catalog, product: Product, sale: Sale): Line => {
  const { basket, by } = context
  const delivered = sale.weighed ?? sale.quantity
  const next = (basket?.lines ?? []).reduce((highest, line) => Math.max(highest, line.id), 0) + 1
  const kind = "sold" as const
  return {
    id: next,
    catalog: catalog.id,
    product: product.id,
    name: product.name,
    reference: product.reference,
    saleKind: product.saleKind,
    terms: product.terms,
    fee: catalog.settings.fee?.basisPoints ?? 0,
    ordered: sale.quantity,
    delivered,
    status: "ordered",
    ...(product.deposit === undefined ? {} : { deposit: product.deposit }),
    trail: [{ kind, delivered, weights: [], tare: 0, reason: "", by, at: seenAt(context) }],
  }
}

/** Why this is not sold so: the wrong unit, too much to carry, or a weight that is likely not meant. @rule DAY-2, DAY-18 */
const saleProblem = (line: Line, expected: Unit, { quantity, weighed, sure = false }: Sale): Refusal | undefined => {
  const got = unitOf(quantity)
  if (expected !== got) return { _tag: "WrongUnit", catalog: line.catalog, product: line.product, expected, got }
  const price = priceProblem(line, weighed ?? quantity)
  return price ?? (weighed === undefined || sure ? undefined : unlikelyProblem(line, weighed))
}

/**
 * Sells something at the distribution, whatever was ordered or is on offer: the goods are there, and they go out. A
 * member without a basket gets one, with its number.
 * @rule DAY-18
 * @see D13, D15
 */
export const sellOnTheSpot = (context: DayContext, catalog: Catalog | null, sale: Sale): Decision<Basket> => {
  const { distribution, basket, member } = context
  const frozen = dayProblem(distribution, basket)
  if (frozen !== undefined) return refused(frozen)
  if (catalog === null) return refused({ _tag: "CatalogUnknown", catalog: sale.catalog })
  if (participationOf(distribution, catalog.id) === undefined) {
    return refused({ _tag: "CatalogNotTakingPart", catalog: catalog.id, distribution: distribution.id })
  }
  const product = productOf(catalog, sale.product)
  if (product === undefined) return refused({ _tag: "ProductUnknown", catalog: catalog.id, product: sale.product })
  const line = soldLine(context, catalog, product, sale)
  const expected = orderUnit(product)
  const problem = saleProblem(line, expected, sale)
  if (problem !== undefined) return refused(problem)
  const changed = changeBasket(context, [{ _tag: "LineSold", ...dayFact(context), line }])
  const from = stockAccountOf(catalog.id, product, distribution.id)
  const to = orderedOf(catalog.id, product.id, distribution.id)
  const id = basketId(distribution.id, member)
  const opened = basket?.status === "confirmed" ? [] : openedAtDesk(distribution, id)
  return Result.map(changed, (plan) => ({
    ...plan,
    postings: [...move(from, to, amountOf(sale.quantity), expected, "sold", id), ...opened, ...plan.postings],
    guards: [...plan.guards, keyOf.catalog(catalog.id)],
  }))
}

/** Takes a sale back: the goods are there again, and nothing is owed for them. @rule DAY-18 */
export const takeBackSale = (
  context: DayContext,
  catalogs: ReadonlyMap<string, Catalog>,
  id: number,
): Decision<Basket> => {
  const { distribution, basket, member } = context
  const frozen = dayProblem(distribution, basket)
  if (frozen !== undefined) return refused(frozen)
  const own = basketId(distribution.id, member)
  const line = basket?.lines.find((one) => one.id === id)
  if (line === undefined || !isSold(line)) {
    return refused({ _tag: "LineUnknown", basket: own, line: id })
  }
  const catalog = catalogs.get(line.catalog)
  const product = catalog === undefined ? undefined : productOf(catalog, line.product)
  if (product === undefined) return refused({ _tag: "ProductUnknown", catalog: line.catalog, product: line.product })
  const changed = changeBasket(context, [{ _tag: "LineSold", ...dayFact(context), line: declined(line) }])
  const unit = unitOf(line.ordered)
  const back = move(
    orderedOf(line.catalog, line.product, distribution.id),
    stockAccountOf(line.catalog, product, distribution.id),
    amountOf(line.ordered),
    unit,
    "sold",
    own,
  )
  return Result.map(changed, (plan) => ({
    ...plan,
    postings: [...back, ...plan.postings],
    guards: [...plan.guards, keyOf.catalog(line.catalog)],
  }))
}
