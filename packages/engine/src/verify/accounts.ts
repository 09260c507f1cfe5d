import { isListed } from "@cabas/core/ledger"
import type { Posting } from "@cabas/core/ledger"
import { isCounted } from "./counted.ts"

/** What an account holds of one unit. */
export interface Holding {
  readonly unit: string
  quantity: number
}

/** An account as the journal tells it. */
export interface Account {
  readonly name: string
  /** Hardly ever more than one. */
  readonly holdings: Array<Holding>
  readonly isListed: boolean
  /** Whether it follows from payments, tills and settled baskets alone. */
  readonly isCounted: boolean
  /** How many postings touch it. */
  postings: number
  /** The account that the last posting from this one went to: the next one often goes there too. */
  lastTo: Account | undefined
  /** By how much a batch changed it last, whatever the unit; which batch that was is told by `changedBy`. */
  change: number
  changedBy: number
  /** By how much it should have changed, says the look at a batch that `dueIn` tells. */
  due: number
  dueIn: number
}

/** All accounts of a space, and those that the last batch touches. */
export interface Accounts {
  readonly all: ReadonlyMap<string, Account>
  /** Takes the postings of the next batch. */
  readonly post: (postings: ReadonlyArray<Posting>) => void
  /** The accounts that the last batch touches, each once. */
  readonly touched: ReadonlyArray<Account>
  /** By how much the last batch changes an account, whatever the unit. */
  readonly changeOf: (account: Account | undefined) => number
  /** Begins another look at what accounts should have changed by: its number, for `dueIn`. */
  readonly nextLook: () => number
}

/** What an account holds, whatever the unit. */
export const balanceOf = (account: Account | undefined): number => {
  let sum = 0
  for (const { quantity } of account?.holdings ?? []) sum += quantity
  return sum
}

const opened = (name: string): Account => ({
  name,
  holdings: [],
  isListed: isListed(name),
  isCounted: isCounted(name),
  postings: 0,
  lastTo: undefined,
  change: 0,
  changedBy: 0,
  due: 0,
  dueIn: 0,
})

const hold = ({ holdings }: Account, unit: string, quantity: number): void => {
  for (const holding of holdings) {
    if (holding.unit !== unit) continue
    holding.quantity += quantity
    return
  }
  holdings.push({ unit, quantity })
}

/** No accounts yet. What batches change is kept on the accounts themselves: a journal has too many for maps of each. */
export const makeAccounts = (): Accounts => {
  const all = new Map<string, Account>()
  const touched: Array<Account> = []
  let batch = 0
  let looks = 0
  const accountOf = (name: string): Account => {
    let account = all.get(name)
    if (account === undefined) {
      account = opened(name)
      all.set(name, account)
    }
    return account
  }
  /** Where a posting of an account goes to, and so the next one's first guess: names are long to look for. */
  const receiverOf = (giver: Account, name: string): Account => {
    const last = giver.lastTo
    return last?.name === name ? last : (giver.lastTo = accountOf(name))
  }
  const move = (account: Account, unit: string, quantity: number): void => {
    if (account.changedBy !== batch) {
      account.changedBy = batch
      account.change = 0
      touched.push(account)
    }
    account.change += quantity
    account.postings += 1
    hold(account, unit, quantity)
  }
  return {
    all,
    touched,
    post: (postings) => {
      batch += 1
      touched.length = 0
      for (const { from, to, quantity, unit } of postings) {
        const giver = accountOf(from)
        move(giver, unit, -quantity)
        move(receiverOf(giver, to), unit, quantity)
      }
    },
    changeOf: (account) => (account?.changedBy === batch ? account.change : 0),
    nextLook: () => {
      looks += 1
      return looks
    },
  }
}
