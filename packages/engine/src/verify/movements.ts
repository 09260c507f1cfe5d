import { amountOfLine, isOfContract } from "@cabas/core/basket"
import type { Basket, Line } from "@cabas/core/basket"
import { productOf } from "@cabas/core/catalog"
import type { Catalog } from "@cabas/core/catalog"
import type { Group } from "@cabas/core/group"
import type { Posting } from "@cabas/core/ledger"
import { heldFor, orderedOf, walletOf } from "@cabas/core/ledger"
import { debtMoves, keyOf, stockMoves } from "@cabas/core/plans"
import type { Fact } from "@cabas/core/plans"
import type { Subscription } from "@cabas/core/subscription"
import { amountOf } from "@cabas/core/values"
import { stockAccountOf } from "@cabas/core/views"
import type { Recorded } from "../storage/storage.ts"
import type { Finding } from "./report.ts"

/** The quantities that accounts hold, or by which they change. */
export type Quantities = Map<string, number>

/** Adds to what an account holds. */
export const add = (quantities: Quantities, account: string, quantity: number): void =>
  void quantities.set(account, (quantities.get(account) ?? 0) + quantity)

/** By how much a batch changes each account, whatever the unit. */
export const changesOf = ({ postings }: Recorded): Quantities => {
  const changes: Quantities = new Map()
  for (const { from, to, quantity } of postings) {
    add(changes, from, -quantity)
    add(changes, to, quantity)
  }
  return changes
}

/** What is wrong with a batch's postings by themselves. @see D23 */
export const postingFindings = ({ id, postings }: Recorded): ReadonlyArray<Finding> =>
  postings.every(isSound)
    ? none
    : postings
        .filter((one) => !isSound(one))
        .map((found) => ({
          check: "posting",
          about: id,
          expected: "a whole quantity from 1, between two accounts",
          found,
        }))

const none: ReadonlyArray<Finding> = []

const isSound = ({ from, to, quantity }: Posting): boolean =>
  from !== to && Number.isSafeInteger(quantity) && quantity >= 1

const basketTags = new Set(["BasketConfirmed", "BasketAmended", "BasketCancelled"])

/** Whether a fact moves a basket's goods and money. */
export const movesBasket = ({ _tag }: Fact): boolean => basketTags.has(_tag)

const countLines = (quantities: Quantities, basket: Basket | null, lines: ReadonlyArray<Line>, sign: number): void => {
  for (const line of lines) {
    if (basket === null) return
    if (isOfContract(line)) continue
    add(quantities, orderedOf(line.catalog, line.product, basket.distribution), sign * amountOf(line.ordered))
    add(quantities, heldFor(basket.member), sign * amountOfLine(line))
  }
}

/** The goods and the money of a basket move as its lines change, no more and no less. @see D11, D24 */
export const basketFindings = (
  { id }: Recorded,
  found: Quantities,
  before: Basket | null,
  after: Basket | null,
): ReadonlyArray<Finding> => {
  const expected: Quantities = new Map()
  countLines(expected, before, before?.lines ?? [], -1)
  countLines(expected, after, after?.lines ?? [], 1)
  const findings: Array<Finding> = []
  const compare = (account: string, told: number, moved: number): void => {
    if (told !== moved) findings.push({ check: "movement", about: `${id} ${account}`, expected: told, found: moved })
  }
  for (const [account, told] of expected) compare(account, told, found.get(account) ?? 0)
  for (const [account, moved] of found) {
    if (!expected.has(account) && isOfBasket(account)) compare(account, 0, moved)
  }
  return findings
}

const isOfBasket = (account: string): boolean => account.startsWith("ordered:") || account.startsWith("held:")

/** A subscription before and after a batch. */
export interface SubscriptionChange {
  readonly catalog: Catalog
  readonly currency: string
  readonly before: Subscription | null
  readonly after: Subscription | null
}

const isOfContracts = (account: string): boolean => account.startsWith("contract:")

/** The goods and the debts of subscriptions move as they change, no more and no less. @see D24, S10.2 */
export const subscriptionFindings = (
  { id }: Recorded,
  found: Quantities,
  changes: ReadonlyArray<SubscriptionChange>,
): ReadonlyArray<Finding> => {
  const expected: Quantities = new Map()
  for (const { catalog, currency, before, after } of changes) {
    for (const { from, to, quantity } of [
      ...stockMoves(catalog, before, after),
      ...debtMoves(currency, before, after),
    ]) {
      add(expected, from, -quantity)
      add(expected, to, quantity)
    }
  }
  const accounts = new Set([...expected.keys(), ...found.keys()].filter((one) => isOfBasket(one) || isOfContracts(one)))
  return [...accounts].flatMap((account) => {
    const [told, moved] = [expected.get(account) ?? 0, found.get(account) ?? 0]
    return told === moved
      ? []
      : [{ check: "movement", about: `${id} ${account}`, expected: told, found: moved } as const]
  })
}

/** What an order may be checked against: how things stood when it was written. */
export interface Standing {
  readonly state: (key: string) => unknown
  /** The account's balance with the batch in. */
  readonly balance: (account: string) => number
}

/** The lowest that an order may have taken an account to, by account. */
const floorsOf = (recorded: Recorded, after: Basket, fact: Fact, { state }: Standing): ReadonlyMap<string, number> => {
  const floors = new Map<string, number>()
  if (fact._tag !== "BasketConfirmed" && fact._tag !== "BasketAmended") return floors
  const group = state(keyOf.group) as Group | null
  const { moneyPot = false, floor = 0 } = group?.settings.payments ?? {}
  if (moneyPot && fact.entry === "member") floors.set(walletOf(after.member), floor)
  if (fact.stockOverride !== null) return floors
  for (const { catalog, product } of fact.lines) {
    const offered = state(keyOf.catalog(catalog)) as Catalog | null
    const sold = offered === null ? undefined : productOf(offered, product)
    if (sold === undefined || sold.stock.policy === "none") continue
    if ("schedule" in sold.stock) continue
    floors.set(stockAccountOf(catalog, sold, after.distribution), -sold.stock.quantity)
  }
  return floors
}

/** No order took more than there was, or than the member had, unless somebody answered for it. @see D13, D26 */
export const floorFindings = (
  recorded: Recorded,
  changes: Quantities,
  after: Basket | null,
  fact: Fact,
  standing: Standing,
): ReadonlyArray<Finding> => {
  if (after === null) return []
  return [...floorsOf(recorded, after, fact, standing)].flatMap(([account, floor]) => {
    const found = standing.balance(account)
    const lowered = (changes.get(account) ?? 0) < 0
    return lowered && found < floor
      ? [{ check: "floor", about: `${recorded.id} ${account}`, expected: floor, found }]
      : []
  })
}
