import type { Calendar } from "@cabas/core/calendar"
import { isScheduled, productOf } from "@cabas/core/catalog"
import type { Catalog, Product } from "@cabas/core/catalog"
import type { Distribution } from "@cabas/core/distribution"
import type { Group } from "@cabas/core/group"
import { orderedOf } from "@cabas/core/ledger"
import { keyOf } from "@cabas/core/plans"
import { offeredAt, stockAccountOf } from "@cabas/core/views"
import type { Account } from "./accounts.ts"

/** The name of an account, and the account once there is one. */
export interface Named {
  readonly name: string
  account: Account | undefined
}

/** The account that a product's stock is counted on, with the lowest that an order may take it to. */
export interface Stock extends Named {
  readonly least: number
}

/** A product at a distribution: the account of what is ordered of it, and where it is taken from. */
export interface Shelf {
  readonly ordered: Named
  /** None when the product is not counted, or has a schedule. */
  stock: Stock | undefined
  /** The catalog, as it was, that `stock` was read in. */
  readIn: Catalog | null
}

/** A catalog at a distribution. */
export interface Stand {
  /** The catalog as it stands now. */
  readonly catalog: () => Catalog | null
  readonly shelf: (product: string) => Shelf
}

/** The stands of a distribution, by the id of their catalog. */
export type Stands = (catalog: string) => Stand

/** Distributions that are kept; orders hardly ever come for more at a time. */
const kept = 16

/** Documents by their keys, each the same for good. */
type Documents = ReadonlyMap<string, { readonly state: unknown }>

const standOf = (documents: Documents, distribution: string, catalog: string): Stand => {
  const key = keyOf.catalog(catalog)
  let document = documents.get(key)
  const shelves = new Map<string, Shelf>()
  return {
    catalog: () => ((document ??= documents.get(key))?.state ?? null) as Catalog | null,
    shelf: (product) => {
      let shelf = shelves.get(product)
      if (shelf === undefined) {
        const ordered = { name: orderedOf(catalog, product, distribution), account: undefined }
        shelf = { ordered, stock: undefined, readIn: null }
        shelves.set(product, shelf)
      }
      return shelf
    },
  }
}

const standsOf = (documents: Documents, distribution: string): Stands => {
  const stands = new Map<string, Stand>()
  return (catalog) => {
    let stand = stands.get(catalog)
    if (stand === undefined) {
      stand = standOf(documents, distribution, catalog)
      stands.set(catalog, stand)
    }
    return stand
  }
}

/** What is at the distributions that are ordered at just now, so that names of accounts are not made for each line. */
export const makeShelves = (documents: Documents): ((distribution: string) => Stands) => {
  const all = new Map<string, Stands>()
  return (distribution) => {
    let stands = all.get(distribution)
    if (stands === undefined) {
      if (all.size >= kept) all.clear()
      stands = standsOf(documents, distribution)
      all.set(distribution, stands)
    }
    return stands
  }
}

/** Where and when orders are looked at. */
interface Place {
  readonly distribution: string
  /** How a document stood when the order was written. */
  readonly state: (key: string) => unknown
}

/**
 * Where a product is taken from, as a catalog says now. How much a schedule leaves of it depends on the calendar and on
 * when the distribution is, which are read each time; what has none is read once for each state of the catalog.
 * @rule STOCK-4
 */
export const stockAt = (shelf: Shelf, place: Place, catalog: Catalog, product: string): Stock | undefined => {
  if (shelf.readIn === catalog) return shelf.stock
  const sold = productOf(catalog, product)
  const offered = sold === undefined ? null : offeredHere(place, catalog, sold)
  const stock =
    sold === undefined || offered === null
      ? undefined
      : { name: stockAccountOf(catalog.id, sold, place.distribution), account: undefined, least: 0 - offered }
  if (sold !== undefined && isScheduled(sold.stock)) return stock
  shelf.readIn = catalog
  shelf.stock = stock
  return stock
}

/** How many are offered at the distribution; null without limit, and where the distribution or the group is missing. */
const offeredHere = ({ distribution, state }: Place, { id }: Catalog, sold: Product): number | null => {
  if (!isScheduled(sold.stock)) return offeredAt("UTC", "", undefined, sold)
  const group = state(keyOf.group) as Group | null
  const held = state(keyOf.distribution(distribution)) as Distribution | null
  if (group === null || held === null) return null
  const calendar = (state(keyOf.calendar(id)) as Calendar | null) ?? undefined
  return offeredAt(group.settings.timeZone, held.plan.startsAt, calendar, sold)
}
