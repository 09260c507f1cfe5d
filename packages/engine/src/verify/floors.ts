import type { Basket } from "@cabas/core/basket"
import type { Catalog } from "@cabas/core/catalog"
import type { Group } from "@cabas/core/group"
import { walletOf } from "@cabas/core/ledger"
import { keyOf } from "@cabas/core/plans"
import type { Fact } from "@cabas/core/plans"
import type { Recorded } from "../storage/storage.ts"
import { balanceOf } from "./accounts.ts"
import type { Account } from "./accounts.ts"
import type { Finding } from "./report.ts"
import type { Shelves } from "./shelves.ts"

/** How a document stood when an order was written. */
export type StateOf = (key: string) => unknown

/** Gives each account that an order takes from, with the lowest it may have taken it to. */
const eachFloor = (
  shelves: Shelves,
  after: Basket,
  fact: Fact,
  state: StateOf,
  look: (account: Account | undefined, floor: number) => void,
): void => {
  if (fact._tag !== "BasketConfirmed" && fact._tag !== "BasketAmended") return
  const group = state(keyOf.group) as Group | null
  const { moneyPot = false, floor = 0 } = group?.settings.payments ?? {}
  if (moneyPot && fact.entry === "member") look(shelves.accounts.all.get(walletOf(after.member)), floor)
  if (fact.stockOverride !== null) return
  let [read, catalog] = ["", null as Catalog | null]
  for (const line of fact.lines) {
    if (line.catalog !== read) {
      read = line.catalog
      catalog = state(keyOf.catalog(read)) as Catalog | null
    }
    if (catalog === null) continue
    const stock = shelves.stock(after.distribution, line.catalog, catalog, line.product)
    if (stock !== undefined) look(shelves.accountOf(stock), stock.least)
  }
}

/** No order took more than there was, or than the member had, unless somebody answered for it. @see D13, D26 */
export const floorFindings = (
  { id }: Recorded,
  shelves: Shelves,
  after: Basket | null,
  fact: Fact,
  state: StateOf,
): ReadonlyArray<Finding> => {
  if (after === null) return none
  let findings: Map<string, Finding> | undefined
  eachFloor(shelves, after, fact, state, (account, floor) => {
    if (account === undefined || shelves.accounts.changeOf(account) >= 0) return
    const found = balanceOf(account)
    if (found >= floor) return
    findings ??= new Map()
    findings.set(account.name, { check: "floor", about: `${id} ${account.name}`, expected: floor, found })
  })
  return findings === undefined ? none : [...findings.values()]
}

const none: ReadonlyArray<Finding> = []
