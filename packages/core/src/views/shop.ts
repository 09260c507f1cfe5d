import type { Catalog, LooseTerms, Product } from "../catalog/index.ts"
import { isScheduled, orderUnit, plainlyOffered, scheduledOn } from "../catalog/index.ts"
import type { Calendar } from "../calendar/index.ts"
import { plannedDeliveries } from "../calendar/index.ts"
import type { Distribution } from "../distribution/index.ts"
import { windowOf } from "../distribution/index.ts"
import { stockOf } from "../ledger/index.ts"
import type { Measure, PriceTerms, SaleKind, Window } from "../values/index.ts"
import { dateAt, lineAmount, measureOf, unitPrice } from "../values/index.ts"

/** A product as it is offered at a distribution. Amounts in minor units, fee and VAT included. */
export interface Offer {
  readonly catalog: string
  readonly product: string
  readonly name: string
  readonly description: string
  readonly reference: string | null
  readonly saleKind: SaleKind
  readonly terms: PriceTerms
  /** The price of `terms.per` with the catalog's fee. */
  readonly shownPrice: number
  readonly unitPrice: { readonly price: number; readonly per: Measure }
  readonly loose: LooseTerms | null
  readonly category: string | null
  readonly labels: ReadonlyArray<string>
  readonly allergens: ReadonlyArray<string>
  readonly origin: string | null
  readonly image: string | null
  /** What is left, when it is counted. */
  readonly left: Measure | null
  /** What the packaging of a piece is lent for, when it is. @rule DAY-4 */
  readonly deposit?: number
}

/** A catalog taking part, with its order window and fee. */
export interface OfferedCatalog {
  readonly id: string
  readonly name: string
  readonly producer: string
  readonly window: Window
  readonly fee: { readonly basisPoints: number; readonly label: string } | null
}

/**
 * The account that counts what was taken of a product: one for all distributions when its stock is global, else one
 * for each. Products without limit are counted too, so that setting a limit later knows what is already ordered.
 * @rule STOCK-1
 */
export const stockAccountOf = (catalog: string, product: Product, distribution: string): string =>
  stockOf(catalog, product.id, product.stock.policy === "global" ? null : distribution)

/** What is left of a product given what its account says was taken; null when it is not counted. @rule STOCK-1 */
export const leftOf = (product: Product, taken: number, offered = plainlyOffered(product.stock)): Measure | null =>
  offered === null ? null : measureOf(orderUnit(product), Math.max(0, offered + taken))

/**
 * How many of a product are offered at a distribution or delivery that starts then; where its stock has a schedule, the
 * catalog's calendar says which of its deliveries this is. Days are read for schedules only: reading a calendar costs
 * more than the rest.
 * @rule STOCK-4
 */
export const offeredAt = (
  timeZone: string,
  startsAt: string,
  calendar: Calendar | undefined,
  product: Product,
): number | null => {
  const { stock } = product
  if (!isScheduled(stock)) return plainlyOffered(stock)
  const dayOf = (instant: string) => dateAt(instant, timeZone)
  const days = plannedDeliveries(calendar ?? { deliveries: [] }).map((delivery) => dayOf(delivery.startsAt))
  return scheduledOn(stock, dayOf(startsAt), days)
}

/** Where offers are looked at: the calendars say what scheduled products are there. */
export interface OfferPlace {
  readonly timeZone: string
  readonly calendars: ReadonlyMap<string, Calendar>
}

/** The catalogs taking part in a distribution, in the order they joined. */
export const offeredCatalogs = (
  distribution: Distribution,
  catalogs: ReadonlyMap<string, Catalog>,
): ReadonlyArray<OfferedCatalog> =>
  distribution.participations.flatMap((participation) => {
    const catalog = catalogs.get(participation.catalog)
    if (catalog === undefined) return []
    const { name, producer, fee } = catalog.settings
    return [{ id: catalog.id, name, producer, window: windowOf(distribution, participation), fee }]
  })

/** The active products of the catalogs taking part, with what is left of each. @rule SHOP-1 @see SH4, PR1 */
export const offersOf = (
  distribution: Distribution,
  catalogs: ReadonlyMap<string, Catalog>,
  balance: (account: string) => number,
  place?: OfferPlace,
): ReadonlyArray<Offer> =>
  distribution.participations.flatMap(({ catalog: id }) => {
    const catalog = catalogs.get(id)
    if (catalog === undefined || catalog.contract !== null) return []
    return Object.values(catalog.products)
      .filter((product) => product.active)
      .map((product) => {
        const offer = offerOf(catalog, product, distribution.id, balance)
        if (place === undefined || !isScheduled(product.stock)) return offer
        const offered = offeredAt(place.timeZone, distribution.plan.startsAt, place.calendars.get(id), product)
        const taken = balance(stockAccountOf(catalog.id, product, distribution.id))
        return { ...offer, left: leftOf(product, taken, offered) }
      })
  })

/** The active products of a contract, on the terms they would be agreed on now; how much is left is told by delivery. @rule SHOP-1 */
export const offersOfContract = (catalog: Catalog): ReadonlyArray<Offer> =>
  Object.values(catalog.products)
    .filter((product) => product.active)
    .map((product) => ({ ...offerOf(catalog, product, "", () => 0), left: null }))

const offerOf = (
  catalog: Catalog,
  product: Product,
  distribution: string,
  balance: (account: string) => number,
): Offer => {
  const { terms } = product
  const fee = catalog.settings.fee?.basisPoints ?? 0
  const shownPrice = lineAmount(terms, terms.per, fee)
  return {
    catalog: catalog.id,
    product: product.id,
    name: product.name,
    description: product.description,
    reference: product.reference,
    saleKind: product.saleKind,
    terms,
    shownPrice,
    unitPrice: unitPrice({ ...terms, price: shownPrice }),
    loose: product.loose,
    category: product.category,
    labels: product.labels,
    allergens: product.allergens,
    origin: product.origin,
    image: product.image,
    ...(product.deposit === undefined ? {} : { deposit: product.deposit }),
    left: leftOf(
      product,
      product.stock.policy === "none" ? 0 : balance(stockAccountOf(catalog.id, product, distribution)),
    ),
  }
}
