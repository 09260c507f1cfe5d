import * as Result from "effect/Result"
import type { Calendar } from "../calendar/index.ts"
import { plannedDeliveries } from "../calendar/index.ts"
import type { Catalog, CatalogSettings, Product } from "../catalog/index.ts"
import { maximumProducts, offeredOn, orderUnit, productOf, termsProblem } from "../catalog/index.ts"
import type { Group } from "../group/index.ts"
import { balancesOf, deliveredOf, exactly, lostOf, move, orderedOf, stockOf } from "../ledger/index.ts"
import type { Floor, Posting } from "../ledger/index.ts"
import type { Producer } from "../producer/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { measureOf, sum } from "../values/index.ts"
import { keyOf } from "./keys.ts"
import type { Decision, Told } from "./plan.ts"
import { planned, refused } from "./plan.ts"
import { dayOfDelivery } from "./settle-subscription.ts"

/** What is wrong with what is told of a catalog. @rule CATALOG-1 */
export const settingsProblem = (settings: CatalogSettings, producer: Producer | null): Refusal | undefined => {
  if (producer === null) return { _tag: "ProducerUnknown", producer: settings.producer }
  const { startsOn, endsOn } = settings
  return startsOn <= endsOn ? undefined : { _tag: "CatalogDatesInvalid", startsOn, endsOn }
}

/** Opens a catalog of one producer over a period. @rule CATALOG-1 @see C1, CAT5 */
export const createCatalog = (
  existing: Catalog | null,
  id: string,
  settings: CatalogSettings,
  producer: Producer | null,
): Decision<{ id: string }> => {
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "catalog", id })
  const problem = settingsProblem(settings, producer)
  if (problem !== undefined) return refused(problem)
  const told: Told = { key: keyOf.catalog(id), fact: { _tag: "CatalogCreated", id, settings } }
  return planned({ id }, { facts: [told], guards: [keyOf.producer(settings.producer)] })
}

/** A delivery that a new period would leave outside: the calendar says all that are planned. @rule CATALOG-1, CONTRACT-4 @see CAT5, D10 */
export const outsideProblem = (
  group: Group,
  catalog: Catalog,
  calendar: Calendar,
  { startsOn, endsOn }: CatalogSettings,
): Refusal | undefined => {
  for (const one of plannedDeliveries(calendar)) {
    const date = dayOfDelivery(group, one)
    if (date < startsOn || date > endsOn) {
      return { _tag: "DistributionOutsideCatalog", catalog: catalog.id, date, startsOn, endsOn }
    }
  }
  return undefined
}

/** Changes a catalog; the distributions it takes part in must stay inside its period. @rule CATALOG-1 @see CAT5, D10 */
export const changeCatalog = (
  group: Group,
  existing: Catalog,
  settings: CatalogSettings,
  producer: Producer | null,
  calendar: Calendar,
): Decision<{ id: string }> => {
  const problem = settingsProblem(settings, producer) ?? outsideProblem(group, existing, calendar, settings)
  if (problem !== undefined) return refused(problem)
  const told: Told = { key: keyOf.catalog(existing.id), fact: { _tag: "CatalogChanged", settings } }
  return planned(
    { id: existing.id },
    { facts: [told], guards: [keyOf.producer(settings.producer), keyOf.calendar(existing.id)] },
  )
}

/** What was taken of products: the distributions the catalog takes part in, and the balance of any account. */
export interface Taken {
  readonly distributions: ReadonlyArray<string>
  /** Those of them that have ended: what was ordered there bounds a global stock, and no longer one per distribution. */
  readonly over?: ReadonlySet<string>
  /** The days of those to come, where a schedule needs them. */
  readonly days?: ReadonlyMap<string, string>
  readonly balance: (account: string) => number
}

/** The accounts that say what was taken of a product, whatever its stock policy was or becomes. @rule STOCK-1 */
export const takenAccounts = (catalog: string, product: string, distributions: ReadonlyArray<string>) => ({
  overall: stockOf(catalog, product, null),
  each: distributions.map((distribution) => ({
    account: stockOf(catalog, product, distribution),
    /** What is still ordered there, and what of it was handed over or was not there. */
    counted: [orderedOf, deliveredOf, lostOf].map((accountOf) => accountOf(catalog, product, distribution)),
  })),
})

/** The first thing wrong with saving this product into the catalog. */
const productProblem = (catalog: Catalog, product: Product): Refusal | undefined => {
  const problem = termsProblem(product)
  if (problem !== undefined) return { _tag: "ProductTermsInvalid", product: product.id, problem }
  const before = productOf(catalog, product.id)
  if (before !== undefined && orderUnit(before) !== orderUnit(product)) {
    return { _tag: "ProductUnitFrozen", catalog: catalog.id, product: product.id, unit: orderUnit(before) }
  }
  if (before === undefined && Object.keys(catalog.products).length >= maximumProducts) {
    return { _tag: "CatalogFull", catalog: catalog.id, maximum: maximumProducts }
  }
  const { reference } = product
  if (reference === null) return undefined
  const other = Object.values(catalog.products).find((one) => one.reference === reference && one.id !== product.id)
  return other === undefined ? undefined : { _tag: "ReferenceTaken", catalog: catalog.id, reference, product: other.id }
}

/**
 * Adds or changes a product. Lines already ordered keep the terms they were ordered on; the unit a product is
 * counted in never changes; its stock cannot go below what is ordered, and the floors see to it at commit.
 * @rule CATALOG-2, STOCK-2
 * @see D4, D24, SK7
 */
export const saveProduct = (catalog: Catalog, product: Product, taken: Taken): Decision<{ id: string }> => {
  const problem = productProblem(catalog, product)
  if (problem !== undefined) return refused(problem)
  const carried = carriedOver(catalog, product, taken)
  const counts = countsAfter(catalog, product, taken, carried)
  const short = stockProblem(catalog, product, counts)
  if (short !== undefined) return refused(short)
  const told: Told = { key: keyOf.catalog(catalog.id), fact: { _tag: "ProductSaved", product } }
  const left = leftBehind(catalog, product, taken)
  return planned(
    { id: product.id },
    { facts: [told], postings: carried, floors: stockFloors(product, counts, carried, left, taken) },
  )
}

/**
 * Movements that keep what was taken when a stock becomes global or stops being so.
 * @rule STOCK-3
 */
const carriedOver = (catalog: Catalog, product: Product, taken: Taken): ReadonlyArray<Posting> => {
  if (!movesHouse(catalog, product)) return []
  const { overall, each } = takenAccounts(catalog.id, product.id, taken.distributions)
  return each.flatMap(({ account, counted }) => {
    const count = product.stock.policy === "global" ? -taken.balance(account) : -sum(counted.map(taken.balance))
    return move(overall, account, count, orderUnit(product), "stock-policy", product.id)
  })
}

/** Whether the product is counted on other accounts from now on: its stock becomes global, or stops being so. */
const movesHouse = (catalog: Catalog, product: Product): boolean => {
  const before = productOf(catalog, product.id)
  return before !== undefined && (before.stock.policy === "global") !== (product.stock.policy === "global")
}

/** The accounts that a product is counted on no more. */
const leftBehind = (catalog: Catalog, product: Product, taken: Taken): ReadonlyArray<string> => {
  if (!movesHouse(catalog, product)) return []
  const { overall, each } = takenAccounts(catalog.id, product.id, taken.distributions)
  return product.stock.policy === "global" ? each.map(({ account }) => account) : [overall]
}

/** The accounts the product is counted on from now on, with what they will hold. */
const countsAfter = (
  catalog: Catalog,
  product: Product,
  taken: Taken,
  carried: ReadonlyArray<Posting>,
): ReadonlyArray<{ readonly account: string; readonly offered: number; readonly balance: number }> => {
  const toCome = taken.distributions.filter((distribution) => taken.over?.has(distribution) !== true)
  const { overall, each } = takenAccounts(catalog.id, product.id, toCome)
  const days = [...(taken.days?.values() ?? [])]
  const accounts =
    product.stock.policy === "global"
      ? [{ account: overall, offered: product.stock.quantity }]
      : each.map(({ account }, index) => {
          const day = taken.days?.get(toCome[index] ?? "")
          return { account, offered: offeredOn(product.stock, day ?? "", days) ?? 0 }
        })
  const moved = balancesOf(carried)
  return accounts.map(({ account, offered }) => ({
    account,
    offered,
    balance: taken.balance(account) + (moved.get(account)?.get(orderUnit(product)) ?? 0),
  }))
}

type Counts = ReturnType<typeof countsAfter>

const stockProblem = (catalog: Catalog, product: Product, counts: Counts): Refusal | undefined => {
  const { stock } = product
  if (stock.policy === "none") return undefined
  const before = productOf(catalog, product.id)?.stock
  const raised =
    before !== undefined &&
    before.policy === stock.policy &&
    before.quantity <= stock.quantity &&
    JSON.stringify("schedule" in before ? before.schedule : null) ===
      JSON.stringify("schedule" in stock ? stock.schedule : null)
  const ordered = Math.max(0, ...counts.flatMap(({ balance, offered }) => (-balance > offered ? [-balance] : [])))
  return raised || ordered === 0
    ? undefined
    : {
        _tag: "StockBelowOrders",
        catalog: catalog.id,
        product: product.id,
        ordered: measureOf(orderUnit(product), ordered),
      }
}

/**
 * Orders that come in, and those that are reduced, meanwhile must not make the decision wrong: the floors are checked
 * with the batch, and the accounts left behind must hold exactly what was carried over.
 */
const stockFloors = (
  product: Product,
  counts: Counts,
  carried: ReadonlyArray<Posting>,
  old: ReadonlyArray<string>,
  taken: Taken,
): ReadonlyArray<Floor> => {
  const unit = orderUnit(product)
  const { stock } = product
  const moved = balancesOf(carried)
  const left = old.map((account) =>
    exactly(account, unit, taken.balance(account) + (moved.get(account)?.get(unit) ?? 0)),
  )
  if (stock.policy === "none") return left
  const kept = counts.filter(({ balance, offered }) => -balance <= offered)
  return [...left, ...kept.map(({ account, offered }) => ({ account, unit, minimum: 0 - offered }))]
}

/** What saving several products comes to: what is written, and why some are not. */
export interface SavedProducts {
  readonly facts: ReadonlyArray<Told>
  readonly postings: ReadonlyArray<Posting>
  readonly floors: ReadonlyArray<Floor>
  /** By product id. */
  readonly refused: ReadonlyMap<string, Refusal>
}

/**
 * Saves several products one after the other, each judged on the catalog as the ones before leave it; one that is
 * refused stops only itself.
 * @rule CATALOG-4
 * @see D30
 */
export const saveProducts = (catalog: Catalog, products: ReadonlyArray<Product>, taken: Taken): SavedProducts => {
  const facts: Told[] = []
  const postings: Posting[] = []
  const floors: Floor[] = []
  const refusals = new Map<string, Refusal>()
  const growing = { ...catalog, products: { ...catalog.products } }
  for (const product of products) {
    const decision = saveProduct(growing, product, taken)
    if (Result.isFailure(decision)) {
      refusals.set(product.id, decision.failure)
      continue
    }
    facts.push(...decision.success.facts)
    postings.push(...decision.success.postings)
    floors.push(...decision.success.floors)
    growing.products[product.id] = product
  }
  return { facts, postings, floors, refused: refusals }
}

/** Puts a product on sale or takes it off; lines that hold it stay. @rule CATALOG-3 @see PR1 */
export const activateProduct = (catalog: Catalog, id: string, active: boolean): Decision<{ id: string }> => {
  if (productOf(catalog, id) === undefined) {
    return refused({ _tag: "ProductUnknown", catalog: catalog.id, product: id })
  }
  const told: Told = { key: keyOf.catalog(catalog.id), fact: { _tag: "ProductActivated", product: id, active } }
  return planned({ id }, { facts: [told] })
}
