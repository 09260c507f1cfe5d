import { heldForLine, isSettled } from "@cabas/core/basket"
import type { Basket } from "@cabas/core/basket"
import type { Catalog } from "@cabas/core/catalog"
import type { Posting } from "@cabas/core/ledger"
import { depositsOf, heldFor } from "@cabas/core/ledger"
import { debtMoves, stockMoves } from "@cabas/core/plans"
import type { Fact } from "@cabas/core/plans"
import type { Subscription } from "@cabas/core/subscription"
import { amountOf } from "@cabas/core/values"
import type { Recorded } from "../storage/storage.ts"
import type { Account, Accounts } from "./accounts.ts"
import { accountOf } from "./floors.ts"
import type { Looking } from "./floors.ts"
import type { Due } from "./counted.ts"
import type { Finding } from "./report.ts"

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

const basketTags = new Set([
  "BasketConfirmed",
  "BasketAmended",
  "BasketCancelled",
  "LineSold",
  "LinesMeasured",
  "LinesRepriced",
  "BasketSettled",
  "BasketReopened",
])

/** Whether a fact moves a basket's goods and money. */
export const movesBasket = ({ _tag }: Fact): boolean => basketTags.has(_tag)

/** Adds up what accounts must change by, on the accounts themselves; those that nothing ever touched are kept apart. */
interface Dues {
  readonly add: (name: string, account: Account | undefined, quantity: number) => void
  /** Compares with what the batch changed: first the accounts that were added to, then the others that it touched. */
  readonly findings: (id: string, isOfThese: (account: Account) => boolean) => ReadonlyArray<Finding>
}

const duesOf = ({ touched, changeOf, nextLook }: Accounts): Dues => {
  const look = nextLook()
  const due: Array<Account> = []
  let untouched: Map<string, number> | undefined
  return {
    add: (name, account, quantity) => {
      if (account === undefined) {
        untouched ??= new Map()
        untouched.set(name, (untouched.get(name) ?? 0) + quantity)
      } else if (account.dueIn === look) {
        account.due += quantity
      } else {
        account.dueIn = look
        account.due = quantity
        due.push(account)
      }
    },
    findings: (id, isOfThese) => {
      const findings: Array<Finding> = []
      const compare = (name: string, expected: number, found: number): void => {
        if (expected !== found) findings.push({ check: "movement", about: `${id} ${name}`, expected, found })
      }
      for (const account of due) compare(account.name, account.due, changeOf(account))
      for (const [name, quantity] of untouched ?? []) compare(name, quantity, 0)
      for (const account of touched) {
        if (account.dueIn !== look && isOfThese(account)) compare(account.name, 0, account.change)
      }
      return findings
    },
  }
}

/**
 * What is ordered and held for a basket. A line of a contract is ordered and paid through its subscription; once the
 * basket is settled, nothing is ordered any more.
 */
const addLines = (dues: Dues, { accounts, standsAt }: Looking, basket: Basket | null, sign: number): void => {
  if (basket === null) return
  const deposits = basket.settled?.deposits ?? 0
  if (deposits !== 0) {
    const name = depositsOf(basket.member)
    dues.add(name, accounts.all.get(name), sign * deposits)
  }
  if (basket.lines.length === 0) return
  const stands = standsAt(basket.distribution)
  const settled = isSettled(basket)
  let held: number | undefined
  for (const line of basket.lines) {
    const { contract } = line
    if (contract !== undefined) {
      if (!settled) continue
      const { ordered } = standsAt(contract.delivery)(line.catalog).shelf(line.product)
      dues.add(ordered.name, accountOf(accounts, ordered), -sign * amountOf(line.ordered))
      continue
    }
    if (settled) continue
    const { ordered } = stands(line.catalog).shelf(line.product)
    dues.add(ordered.name, accountOf(accounts, ordered), sign * amountOf(line.ordered))
    held = (held ?? 0) + heldForLine(line)
  }
  if (held === undefined) return
  const name = heldFor(basket.member)
  dues.add(name, accounts.all.get(name), sign * held)
}

const isOfBasket = (account: string): boolean => account.startsWith("ordered:") || account.startsWith("held:")

/** A subscription before and after a batch. */
export interface SubscriptionChange {
  readonly catalog: Catalog
  readonly currency: string
  readonly before: Subscription | null
  readonly after: Subscription | null
}

const isOfSubscription = (account: string): boolean => isOfBasket(account) || account.startsWith("contract:")

/** What a batch should have moved, by what it tells of baskets and subscriptions; compared once all of it is told. */
export interface Tally {
  /** The goods and the money of a basket move as its lines change, no more and no less. @see D11, D24 */
  readonly basket: (before: Basket | null, after: Basket | null) => void
  /** The goods and the debts of subscriptions move as they change, no more and no less. @see D24, S10.2 */
  readonly subscription: (change: SubscriptionChange) => void
  /** What follows from payments, tills and settled baskets alone moves with them, and with nothing else. @see D23, D25 */
  readonly counted: (dues: ReadonlyArray<Due>) => void
  readonly findings: (id: string) => ReadonlyArray<Finding>
}

/** Nothing is told of the batch yet. */
export const makeTally = (looking: Looking): Tally => {
  const { accounts } = looking
  let dues: Dues | undefined
  let isThese: (account: string) => boolean = () => false
  const begun = (): Dues => (dues ??= duesOf(accounts))
  const move = (account: string, quantity: number): void => {
    if (isOfSubscription(account)) begun().add(account, accounts.all.get(account), quantity)
  }
  return {
    basket: (before, after) => {
      if (isThese !== isOfSubscription) isThese = isOfBasket
      addLines(begun(), looking, before, -1)
      addLines(begun(), looking, after, 1)
    },
    subscription: ({ catalog, currency, before, after }) => {
      begun()
      isThese = isOfSubscription
      for (const { from, to, quantity } of [
        ...stockMoves(catalog, before, after),
        ...debtMoves(currency, before, after),
      ]) {
        move(from, -quantity)
        move(to, quantity)
      }
    },
    counted: (all) => {
      for (const [account, quantity] of all) begun().add(account, accounts.all.get(account), quantity)
    },
    findings: (id) => {
      if (dues === undefined && !accounts.touched.some((account) => account.isCounted)) return none
      return begun().findings(id, (account) => account.isCounted || isThese(account.name))
    },
  }
}
