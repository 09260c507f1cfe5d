import * as Result from "effect/Result"
import type { Catalog, Product } from "../catalog/index.ts"
import { orderUnit, productOf } from "../catalog/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { AgreedLine, AgreedOffer, Share, Subscription, SubscriptionFact } from "../subscription/index.ts"
import { amountOf, isPriceable, unitOf } from "../values/index.ts"
import { refused } from "./plan.ts"
import type { SeasonContext } from "./settle-subscription.ts"

/** Shares as lines on agreed terms, and the terms that are agreed on for the first time. */
export interface Agreed {
  readonly offers: ReadonlyArray<AgreedOffer>
  readonly lines: ReadonlyArray<AgreedLine>
  readonly facts: ReadonlyArray<SubscriptionFact>
}

const quantityProblem = (catalog: Catalog, product: Product, { quantity }: Share): Refusal | undefined => {
  const [expected, got, wanted] = [orderUnit(product), unitOf(quantity), amountOf(quantity)]
  if (got !== expected) return { _tag: "WrongUnit", catalog: catalog.id, product: product.id, expected, got }
  if (!isPriceable(product.terms, quantity, catalog.settings.fee?.basisPoints ?? 0)) {
    return { _tag: "AmountTooLarge", catalog: catalog.id, product: product.id }
  }
  if (product.loose === null || wanted === 0) return undefined
  const { step, minimum, maximum } = product.loose
  if (wanted % step === 0 && wanted >= minimum && (maximum === null || wanted <= maximum)) return undefined
  return {
    _tag: "QuantityNotOffered",
    catalog: catalog.id,
    product: product.id,
    wanted: quantity,
    step,
    minimum,
    maximum,
  }
}

/** Why a share cannot be ordered: the product unknown, not on sale, or not in that quantity. @see D16 */
const shareProblem = (catalog: Catalog, share: Share): Refusal | undefined => {
  const product = productOf(catalog, share.product)
  if (product === undefined) return { _tag: "ProductUnknown", catalog: catalog.id, product: share.product }
  if (!product.active && amountOf(share.quantity) > 0) {
    return { _tag: "ProductInactive", catalog: catalog.id, product: product.id, name: product.name }
  }
  return quantityProblem(catalog, product, share)
}

/** The product's terms as they are now, under the number they go by in the subscription. */
const offerNow = (catalog: Catalog, product: Product, id: number): AgreedOffer => ({
  id,
  product: product.id,
  name: product.name,
  reference: product.reference,
  saleKind: product.saleKind,
  terms: product.terms,
  fee: catalog.settings.fee?.basisPoints ?? 0,
})

const sameOffer = (a: AgreedOffer, b: AgreedOffer): boolean =>
  a.product === b.product && JSON.stringify({ ...a, id: 0 }) === JSON.stringify({ ...b, id: 0 })

/**
 * Agrees on the present terms of the products of an order: lines keep them whatever the catalog says later. Shares of
 * nothing give no line.
 * @rule SUB-1
 * @see D4, D16
 */
export const agreeOn = (
  catalog: Catalog,
  subscription: Pick<Subscription, "offers"> | null,
  shares: ReadonlyArray<Share>,
): Result.Result<Agreed, Refusal> => {
  const known = [...(subscription?.offers ?? [])]
  const fresh: AgreedOffer[] = []
  const lines: AgreedLine[] = []
  const seen = new Set<string>()
  for (const share of shares) {
    if (seen.has(share.product)) {
      return refused({ _tag: "ProductRepeated", catalog: catalog.id, product: share.product })
    }
    seen.add(share.product)
    const problem = shareProblem(catalog, share)
    if (problem !== undefined) return refused(problem)
    const product = productOf(catalog, share.product)
    if (product === undefined || amountOf(share.quantity) === 0) continue
    const now = offerNow(catalog, product, known.length + 1)
    const same = known.find((one) => sameOffer(one, now))
    if (same === undefined) {
      known.push(now)
      fresh.push(now)
    }
    lines.push({ offer: (same ?? now).id, quantity: share.quantity })
  }
  const facts: ReadonlyArray<SubscriptionFact> = fresh.length === 0 ? [] : [{ _tag: "OffersAgreed", offers: fresh }]
  return Result.succeed({ offers: known, lines, facts })
}

/** The shares that can be had of a constant or default order today: one that cannot leaves the others alone. @rule SUB-10 */
export const sharesToHave = (
  catalog: Catalog,
  subscription: Pick<Subscription, "offers" | "order">,
): ReadonlyArray<Share> =>
  subscription.order.filter((share) => Result.isSuccess(agreeOn(catalog, subscription, [share])))

/** A constant or default order on present terms, as far as it can be had. */
export const regularLines = (
  catalog: Catalog,
  subscription: Pick<Subscription, "offers" | "order">,
): Pick<Agreed, "facts" | "lines"> => {
  const agreed = agreeOn(catalog, subscription, sharesToHave(catalog, subscription))
  return Result.isSuccess(agreed) ? agreed.success : { facts: [], lines: [] }
}

/** The default lines of a variable contract on present terms; none where there is no default order. @rule SUB-10 */
export const defaultLines = (
  { catalog }: Pick<SeasonContext, "catalog">,
  subscription: Pick<Subscription, "offers" | "order">,
): Pick<Agreed, "facts" | "lines"> =>
  catalog.kind === "variable" ? regularLines(catalog, subscription) : { facts: [], lines: [] }
