import { productOf } from "@cabas/core/catalog"
import type { Catalog } from "@cabas/core/catalog"
import { orderedOf } from "@cabas/core/ledger"
import { stockAccountOf } from "@cabas/core/views"
import type { Account, Accounts } from "./accounts.ts"

/** The name of an account, and the account once there is one. */
export interface Named {
  readonly name: string
  account?: Account
}

/** The account that a product's stock is counted on, with the lowest that an order may take it to. */
export interface Stock extends Named {
  readonly least: number
}

/** A product at a distribution. */
interface Shelf {
  readonly ordered: Named
  /** None when the product is not counted, or not so simply. */
  stock: Stock | undefined
  /** The catalog, as it was, that `stock` was read in. */
  readIn: Catalog | undefined
}

/** The accounts of products at the distributions that are ordered at just now, so that their names are not made for each line. */
export interface Shelves {
  readonly accounts: Accounts
  /** The account of what is ordered of a product at a distribution. */
  readonly ordered: (distribution: string, catalog: string, product: string) => Named
  /** The stock that is taken from, as a catalog says; none when the product is not counted, or not so simply. */
  readonly stock: (distribution: string, id: string, catalog: Catalog, product: string) => Stock | undefined
  readonly accountOf: (named: Named) => Account | undefined
}

/** Distributions whose shelves are kept; orders hardly ever come for more at a time. */
const kept = 16

const stockOf = (distribution: string, id: string, catalog: Catalog, product: string): Stock | undefined => {
  const sold = productOf(catalog, product)
  if (sold === undefined || sold.stock.policy === "none" || "schedule" in sold.stock) return undefined
  return { name: stockAccountOf(id, sold, distribution), least: -sold.stock.quantity }
}

const within = <K, A>(map: Map<K, A>, key: K, make: () => A): A => {
  let found = map.get(key)
  if (found === undefined) {
    found = make()
    map.set(key, found)
  }
  return found
}

/** Shelves of the accounts of a replay. */
export const makeShelves = (accounts: Accounts): Shelves => {
  const all = new Map<string, Map<string, Map<string, Shelf>>>()
  const shelf = (distribution: string, catalog: string, product: string): Shelf => {
    if (all.size > kept) all.clear()
    const catalogs = within(all, distribution, () => new Map<string, Map<string, Shelf>>())
    const products = within(catalogs, catalog, () => new Map<string, Shelf>())
    return within(products, product, () => ({
      ordered: { name: orderedOf(catalog, product, distribution) },
      stock: undefined,
      readIn: undefined,
    }))
  }
  return {
    accounts,
    ordered: (distribution, catalog, product) => shelf(distribution, catalog, product).ordered,
    stock: (distribution, id, catalog, product) => {
      const found = shelf(distribution, id, product)
      if (found.readIn !== catalog) {
        found.stock = stockOf(distribution, id, catalog, product)
        found.readIn = catalog
      }
      return found.stock
    },
    accountOf: (named) => {
      const account = named.account ?? accounts.all.get(named.name)
      if (account !== undefined) named.account = account
      return account
    },
  }
}
