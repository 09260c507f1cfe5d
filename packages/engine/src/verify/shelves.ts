import { productOf } from "@cabas/core/catalog"
import type { Catalog } from "@cabas/core/catalog"
import { orderedOf } from "@cabas/core/ledger"
import { keyOf } from "@cabas/core/plans"
import { stockAccountOf } from "@cabas/core/views"
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
  /** None when the product is not counted, or not so simply. */
  stock: Stock | undefined
  /** The catalog, as it was, that `stock` was read in. */
  readIn: Catalog | null
}

/** A catalog at a distribution. */
export interface Stand {
  /** The key of the catalog. */
  readonly key: string
  readonly shelf: (product: string) => Shelf
}

/** The stands of a distribution, by the id of their catalog. */
export type Stands = (catalog: string) => Stand

/** Distributions that are kept; orders hardly ever come for more at a time. */
const kept = 16

const standOf = (distribution: string, catalog: string): Stand => {
  const shelves = new Map<string, Shelf>()
  return {
    key: keyOf.catalog(catalog),
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

const standsOf = (distribution: string): Stands => {
  const stands = new Map<string, Stand>()
  return (catalog) => {
    let stand = stands.get(catalog)
    if (stand === undefined) {
      stand = standOf(distribution, catalog)
      stands.set(catalog, stand)
    }
    return stand
  }
}

/** What is at the distributions that are ordered at just now, so that names of accounts are not made for each line. */
export const makeShelves = (): ((distribution: string) => Stands) => {
  const all = new Map<string, Stands>()
  return (distribution) => {
    let stands = all.get(distribution)
    if (stands === undefined) {
      if (all.size >= kept) all.clear()
      stands = standsOf(distribution)
      all.set(distribution, stands)
    }
    return stands
  }
}

/** Where a product is taken from, as a catalog says now; `id` is that of the catalog. */
export const stockAt = (shelf: Shelf, distribution: string, id: string, catalog: Catalog, product: string) => {
  if (shelf.readIn === catalog) return shelf.stock
  shelf.readIn = catalog
  const sold = productOf(catalog, product)
  shelf.stock =
    sold === undefined || sold.stock.policy === "none" || "schedule" in sold.stock
      ? undefined
      : { name: stockAccountOf(id, sold, distribution), account: undefined, least: -sold.stock.quantity }
  return shelf.stock
}
