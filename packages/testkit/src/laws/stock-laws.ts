import type { Basket, Line } from "@cabas/core/basket"
import { productOf } from "@cabas/core/catalog"
import type { Catalog, Product } from "@cabas/core/catalog"
import type { Distribution } from "@cabas/core/distribution"
import { deliveredOf, lostOf, orderedOf, stockOf } from "@cabas/core/ledger"
import type { Books } from "./books.ts"
import { balanceIn, basketsIn, catalogsIn, distributionsIn } from "./books.ts"
import { basketFacts } from "./basket-laws.ts"
import { countOf, piecesOut } from "./exact.ts"
import { hold, sameData, shown } from "./law.ts"
import { replayed } from "./replay.ts"
import { deliveriesIn, heldAt, subscriptionsIn } from "./season-books.ts"
import type { Moment, Passage } from "./replay.ts"

const unitOf = (product: Product): string =>
  product.saleKind !== "loose" ? "pieces" : "grams" in product.terms.per ? "grams" : "millilitres"

/** What baskets say of a product: taken from the stock, still ordered, and gone with what was settled. */
interface Taken {
  readonly taken: number
  readonly ordered: number
  readonly gone: number
}

const isSettled = ({ settled = null }: Basket): boolean => settled !== null

/** So much more than was ordered went out. */
const beyond = (line: Line): number => {
  const { ordered, delivered } = line
  const out = "pieces" in ordered ? piecesOut(line) : countOf(delivered ?? ordered)
  return Math.max(0, out - countOf(ordered))
}

/** What the baskets took of a product at a distribution, or at a delivery of a contract. */
const takenIn = (
  baskets: ReadonlyArray<Basket>,
  isOf: (line: Line, basket: Basket) => boolean,
  subscribed: number,
): Taken => {
  const own = baskets.flatMap((basket) =>
    basket.lines.filter((line) => isOf(line, basket)).map((line) => ({ line, settled: isSettled(basket) })),
  )
  const sum = (all: ReadonlyArray<{ readonly line: Line }>) =>
    all.reduce((so, { line }) => so + countOf(line.ordered), 0)
  const settled = own.filter((one) => one.settled)
  const more = settled.reduce((so, { line }) => so + beyond(line), 0)
  // What subscriptions hold is ordered there, and is in baskets besides.
  const ordered = subscribed + sum(own.filter(({ line }) => line.contract === undefined))
  return { taken: ordered + more, ordered: ordered - sum(settled), gone: sum(settled) + more }
}

/**
 * The stock accounts say what the baskets and subscriptions hold: one account for all distributions where the stock is
 * global, else one for each, and the other kind is empty. What was settled was delivered or lost, and nothing of it
 * vanishes.
 * @see D24
 */
export const stockIsWhatIsOrdered = (books: Books): void => {
  const baskets = basketsIn(books)
  const subscriptions = subscriptionsIn(books)
  for (const { id: catalog, products, contract } of catalogsIn(books)) {
    const distributions =
      contract === null ? distributionsIn(books).map(({ id }) => id) : deliveriesIn(books, catalog).map(({ id }) => id)
    for (const product of Object.values(products)) {
      const unit = unitOf(product)
      const isGlobal = product.stock.policy === "global"
      const holds = (account: string) => balanceIn(books, account, unit)
      let all = 0
      for (const at of distributions) {
        const isOf = (line: Line, { distribution }: Basket) =>
          line.catalog === catalog && line.product === product.id && (line.contract?.delivery ?? distribution) === at
        const { taken, ordered, gone } = takenIn(baskets, isOf, heldAt(subscriptions, catalog, product.id, at))
        all += taken
        const found = {
          ordered: holds(orderedOf(catalog, product.id, at)),
          gone: holds(deliveredOf(catalog, product.id, at)) + holds(lostOf(catalog, product.id, at)),
          taken: 0 - holds(stockOf(catalog, product.id, at)),
        }
        const expected = { ordered, gone, taken: isGlobal ? 0 : taken }
        hold(
          sameData(found, expected),
          () => `${product.id} at ${at}: baskets say ${shown(expected)}, the ledger ${shown(found)}`,
        )
      }
      const taken = 0 - holds(stockOf(catalog, product.id, null))
      const expected = isGlobal ? all : 0
      hold(taken === expected, () => `${taken} ${unit} of ${product.id} are taken of all, and ${expected} ordered`)
    }
  }
}

const productIn = (catalog: Catalog | null, product: string): Product | undefined =>
  catalog === null ? undefined : productOf(catalog, product)

/** A stock account with the product it counts, as the catalogs of a moment know it. */
const countedBy = (account: string, moment: Moment): Product | undefined => {
  const [catalog = "", rest = ""] = account.slice("stock:".length).split("/")
  const [product = ""] = rest.split("@")
  return productIn(moment.state<Catalog>(`catalog:${catalog}`), product)
}

const stockAccounts = ({ batch }: Passage): ReadonlyArray<string> => [
  ...new Set(batch.postings.flatMap(({ from, to }) => [from, to]).filter((account) => account.startsWith("stock:"))),
]

/** Whether the account is the one that the product's stock is counted on. */
const counts = (account: string, { stock }: Product): boolean =>
  stock.policy !== "none" && account.includes("@") === (stock.policy === "per-distribution")

/**
 * No order takes more of a product than its stock at that moment, except one that a coordinator made beyond it with a
 * reason.
 * @see D13
 */
export const nothingIsOversold = ({ journal }: Books): void => {
  for (const passage of replayed(journal)) {
    const facts = basketFacts(passage.batch)
    const overridden = facts.some((fact) => "stockOverride" in fact && fact.stockOverride !== null)
    if (facts.length === 0 || overridden) continue
    for (const account of stockAccounts(passage)) {
      const product = countedBy(account, passage.before)
      if (product === undefined || product.stock.policy === "none" || !counts(account, product)) continue
      const { quantity } = product.stock
      const was = 0 - passage.before.balance(account, unitOf(product))
      const is = 0 - passage.after.balance(account, unitOf(product))
      hold(
        is <= was || is <= quantity,
        () => `${is} are taken on ${account} of a stock of ${quantity}: batch ${passage.batch.id}`,
      )
    }
  }
}

/** No reason, no override: whoever orders beyond the stock is a coordinator and says why. @see D13 */
export const overridesHaveReasons = ({ journal }: Books): void => {
  for (const batch of journal) {
    for (const fact of basketFacts(batch)) {
      if (!("stockOverride" in fact) || fact.stockOverride === null) continue
      const sentence = () => `${batch.by} overrode a stock as ${fact.entry}, saying "${fact.stockOverride}"`
      hold(fact.entry === "coordinator" && fact.stockOverride.trim() !== "", sentence)
    }
  }
}

/**
 * A stock is not set below what is ordered and not yet handed out. One that is exceeded already (a coordinator's
 * override) may stay or grow.
 * @see D24
 */
export const stocksCoverOrders = ({ journal }: Books): void => {
  const planned = distributionsPlanned(journal)
  for (const { batch, before, after } of replayed(journal)) {
    for (const { key, fact } of batch.facts) {
      if (fact._tag !== "ProductSaved" || fact.product.stock.policy === "none") continue
      const { id, stock } = fact.product
      const old = productIn(before.state<Catalog>(key), id)
      if (old !== undefined && old.stock.policy === stock.policy && old.stock.quantity <= stock.quantity) continue
      const catalog = key.slice("catalog:".length)
      const toCome = planned.filter((one) => !isOver(before, one, batch.at)).map((one) => stockOf(catalog, id, one))
      for (const account of stock.policy === "global" ? [stockOf(catalog, id, null)] : toCome) {
        const taken = 0 - after.balance(account, unitOf(fact.product))
        hold(
          taken <= stock.quantity,
          () => `a stock of ${id} was set to ${stock.quantity} when ${taken} were taken on ${account}`,
        )
      }
    }
  }
}

const isOver = (moment: Moment, distribution: string, now: string): boolean =>
  (moment.state<Distribution>(`distribution:${distribution}`)?.plan.endsAt ?? "") <= now

const distributionsPlanned = (journal: Books["journal"]): ReadonlyArray<string> =>
  journal.flatMap(({ facts }) => facts.flatMap(({ fact }) => (fact._tag === "DistributionPlanned" ? [fact.id] : [])))
