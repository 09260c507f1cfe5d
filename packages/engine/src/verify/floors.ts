import type { Basket } from "@cabas/core/basket"
import type { Group } from "@cabas/core/group"
import { walletOf } from "@cabas/core/ledger"
import { keyOf } from "@cabas/core/plans"
import type { Fact } from "@cabas/core/plans"
import type { Recorded } from "../storage/storage.ts"
import { balanceOf } from "./accounts.ts"
import type { Account, Accounts } from "./accounts.ts"
import type { Finding } from "./report.ts"
import { stockAt } from "./shelves.ts"
import type { Named, Stands } from "./shelves.ts"

/** What orders are looked at with. */
export interface Looking {
  readonly accounts: Accounts
  readonly standsAt: (distribution: string) => Stands
  /** How a document stood when the order was written. */
  readonly state: (key: string) => unknown
}

/** The account of a name, looked for once. */
export const accountOf = ({ all }: Accounts, named: Named): Account | undefined =>
  (named.account ??= all.get(named.name))

const floorFinding = (id: string, account: Account | undefined, { changeOf }: Accounts, floor: number) => {
  if (account === undefined || changeOf(account) >= 0) return undefined
  const found = balanceOf(account)
  if (found >= floor) return undefined
  return { check: "floor", about: `${id} ${account.name}`, expected: floor, found } as const
}

const walletFinding = (id: string, { accounts, state }: Looking, member: string): Finding | undefined => {
  const group = state(keyOf.group) as Group | null
  const { moneyPot = false, floor = 0 } = group?.settings.payments ?? {}
  return moneyPot ? floorFinding(id, accounts.all.get(walletOf(member)), accounts, floor) : undefined
}

/** No order took more than there was, or than the member had, unless somebody answered for it. @see D13, D26 */
export const floorFindings = (
  { id }: Recorded,
  looking: Looking,
  after: Basket | null,
  fact: Fact,
): ReadonlyArray<Finding> => {
  if (after === null || (fact._tag !== "BasketConfirmed" && fact._tag !== "BasketAmended")) return none
  const { accounts, standsAt, state } = looking
  const findings = new Map<string, Finding>()
  const find = (one: Finding | undefined) => one !== undefined && findings.set(one.about, one)
  if (fact.entry === "member") find(walletFinding(id, looking, after.member))
  const { distribution } = after
  const stands = standsAt(distribution)
  const place = { distribution, state }
  for (const { catalog, product } of fact.stockOverride === null ? fact.lines : []) {
    const stand = stands(catalog)
    const offered = stand.catalog()
    const stock = offered === null ? undefined : stockAt(stand.shelf(product), place, offered, product)
    if (stock !== undefined) find(floorFinding(id, accountOf(accounts, stock), accounts, stock.least))
  }
  return findings.size === 0 ? none : [...findings.values()]
}

const none: ReadonlyArray<Finding> = []
