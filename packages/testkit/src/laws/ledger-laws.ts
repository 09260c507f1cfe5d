import { amountOfLines } from "@cabas/core/subscription"
import type { Subscription } from "@cabas/core/subscription"
import type { Group } from "@cabas/core/group"
import { walletOf } from "@cabas/core/ledger"
import type { Membership } from "@cabas/core/membership"
import { leftOf } from "@cabas/core/payment"
import type { BasketFact } from "@cabas/core/basket"
import { basketFacts, depositsIn, totalOf } from "./basket-laws.ts"
import type { Books } from "./books.ts"
import { balanceIn, basketsIn, groupIn, paymentsIn } from "./books.ts"
import { hold, sameData, shown } from "./law.ts"
import { foldedStates, replayed } from "./replay.ts"

/**
 * Every document is what its facts fold to, written as often as its version says, and plain data.
 * @see D23
 */
export const statesAreFoldsOfFacts = ({ journal, documents }: Books): void => {
  const folded = foldedStates(journal)
  for (const { key, state, version } of documents.values()) {
    hold(folded.has(key), () => `${key} is kept, and no fact tells of it`)
    hold(
      sameData(state, folded.get(key)),
      () => `${key} is ${shown(state)}; its facts fold to ${shown(folded.get(key))}`,
    )
    const written = journal.filter(({ facts }) => facts.some((told) => told.key === key)).length
    hold(version === written, () => `${key} is at version ${version} after ${written} batches`)
    hold(sameData(state, JSON.parse(JSON.stringify(state))), () => `${key} is not plain data: ${shown(state)}`)
  }
  for (const key of folded.keys()) hold(documents.has(key), () => `facts tell of ${key}, which is not kept`)
}

const measureUnits = ["pieces", "grams", "millilitres"]

/** Accounts that only count how often something happened. */
const counted = ["coverage", "desk", "till", "bank-entry"]

/** The units that an account may hold: money in wallets, boxes and banks, produce in stocks, changes where they are counted. */
const mayHold = (account: string, unit: string, currency: string): boolean => {
  if (counted.some((kind) => account.startsWith(kind))) return unit === "changes" || unit === "entries"
  return ["stock:", "ordered:", "delivered:", "lost:"].some((kind) => account.startsWith(kind))
    ? measureUnits.includes(unit)
    : unit === currency
}

/**
 * Every movement has two sides and a whole quantity from 1, in a unit that both accounts may hold, and says why.
 * @see D23, D24
 */
export const postingsHaveTwoSides = (books: Books): void => {
  const currency = groupIn(books)?.currency ?? "EUR"
  for (const { id, postings } of books.journal) {
    for (const posting of postings) {
      const { from, to, quantity, unit, reason, reference } = posting
      const sentence = () => `batch ${id} moves ${shown(posting)}`
      hold(from !== to && from !== "" && to !== "", sentence)
      hold(Number.isSafeInteger(quantity) && quantity >= 1, sentence)
      hold(mayHold(from, unit, currency) && mayHold(to, unit, currency), sentence)
      hold(reason !== "" && reference !== "", sentence)
    }
  }
}

/** The balances that the storage answers with are the sums of the postings. @see D23 */
export const balancesAreSumsOfPostings = ({ journal, balances }: Books): void => {
  const sums = new Map<string, Map<string, number>>()
  const add = (account: string, unit: string, quantity: number) => {
    const units = sums.get(account) ?? new Map<string, number>()
    units.set(unit, (units.get(unit) ?? 0) + quantity)
    sums.set(account, units)
  }
  for (const { from, to, quantity, unit } of journal.flatMap(({ postings }) => postings)) {
    add(from, unit, -quantity)
    add(to, unit, quantity)
  }
  for (const account of new Set([...sums.keys(), ...balances.keys()])) {
    const units = new Set([...(sums.get(account)?.keys() ?? []), ...(balances.get(account)?.keys() ?? [])])
    for (const unit of units) {
      const sum = sums.get(account)?.get(unit) ?? 0
      const balance = balances.get(account)?.get(unit) ?? 0
      hold(sum === balance, () => `${account} holds ${balance} ${unit}; its postings add up to ${sum}`)
    }
  }
}

/** All accounts together hold nothing, unit by unit. @see D23 */
export const accountsSumToZero = ({ balances }: Books): void => {
  const sums = new Map<string, number>()
  for (const units of balances.values()) {
    for (const [unit, balance] of units) sums.set(unit, (sums.get(unit) ?? 0) + balance)
  }
  for (const [unit, sum] of sums) hold(sum === 0, () => `all accounts together hold ${sum} ${unit}`)
}

/** The entries of a listed account are its postings, newest first, each with the batch that made it. @see D23 */
export const entriesAreThePostings = ({ journal, entries }: Books): void => {
  for (const [account, listed] of entries) {
    const posted = journal.flatMap(({ by, at, postings }) =>
      postings
        .filter(({ from, to }) => from === account || to === account)
        .map(({ from, to, quantity, unit, reason, reference }) =>
          from === account
            ? { at, by, account, other: to, quantity: -quantity, unit, reason, reference }
            : { at, by, account, other: from, quantity, unit, reason, reference },
        ),
    )
    const kept = listed.map(({ position: _, ...entry }) => entry).toReversed()
    hold(
      kept.length === posted.length && kept.every((entry, index) => sameData(entry, posted[index])),
      () => `${account} lists ${shown(kept)}; its postings are ${shown(posted)}`,
    )
    const positions = listed.map(({ position }) => position)
    const falling = positions.every((position, index) => index === 0 || position < positions[index - 1]!)
    hold(falling, () => `the entries of ${account} are not in order: ${shown(positions)}`)
  }
}

const byMember = (fact: BasketFact): boolean => "entry" in fact && fact.entry === "member"

/**
 * With a money pot, no order that a member makes leaves a wallet below the floor of that moment; one that is below
 * already may only grow.
 * @see D26
 */
export const walletsKeepTheirFloor = ({ journal }: Books): void => {
  for (const { batch, before, after } of replayed(journal)) {
    const group = before.state<Group>("group")
    if (group === null || !group.settings.payments.moneyPot) continue
    const { floor } = group.settings.payments
    for (const { member, ...fact } of basketFacts(batch).filter(byMember)) {
      const was = before.balance(walletOf(member), group.currency)
      const is = after.balance(walletOf(member), group.currency)
      const sentence = () => `${fact._tag} by ${member} leaves ${is} in a wallet of ${was} whose floor is ${floor}`
      hold(is >= was || is >= floor, sentence)
    }
  }
}

/** What the absences of a subscription that are given back as credit came to, once they are closed. @see D21 */
const creditedIn = (subscription: Subscription): number =>
  subscription.deliveries.reduce((sum, { absence, closedAt }) => {
    if (closedAt === null || absence === null || absence.compensation !== "credit" || absence.movedTo !== null)
      return sum
    return sum + amountOfLines(subscription, absence.lines)
  }, 0)

/** The credit of each household, as it was posted; of each subscription it is what its absences came to. */
const creditsIn = (books: Books): ReadonlyMap<string, number> => {
  const [credits, ofEach] = [new Map<string, number>(), new Map<string, number>()]
  for (const { to, quantity, reason, reference } of books.journal.flatMap(({ postings }) => postings)) {
    if (reason !== "absence-credit") continue
    const [member, subscription] = [to.slice("wallet:".length), reference.split("@")[0] ?? ""]
    credits.set(member, (credits.get(member) ?? 0) + quantity)
    ofEach.set(subscription, (ofEach.get(subscription) ?? 0) + quantity)
  }
  for (const { key, state } of books.documents.values()) {
    if (!key.startsWith("subscription:") || state === null) continue
    const subscription = state as Subscription
    const [due, given] = [creditedIn(subscription), ofEach.get(subscription.id) ?? 0]
    hold(due === given, () => `${subscription.id} had absences worth ${due}, and ${given} was given back`)
  }
  return credits
}

/** What payments brought to money pots: received less given back, moved in less moved out. @see D23 */
const paidIn = (books: Books): ReadonlyMap<string, number> => {
  const paid = new Map<string, number>()
  const add = (member: string, amount: number) => paid.set(member, (paid.get(member) ?? 0) + amount)
  for (const payment of paymentsIn(books)) {
    const { member, target, source } = payment
    if (target === undefined || !("subscription" in target)) add(member, leftOf(payment))
    if (source !== undefined && source.subscription === null) add(source.member, -leftOf(payment))
  }
  return paid
}

/** What went out of money pots for baskets that were settled. @see D25 */
const settledFor = (books: Books): ReadonlyMap<string, number> => {
  const gone = new Map<string, number>()
  for (const basket of basketsIn(books)) {
    if ((basket.settled ?? null) === null) continue
    gone.set(basket.member, (gone.get(basket.member) ?? 0) + totalOf(basket) + depositsIn(basket))
  }
  return gone
}

/** What went out of money pots for memberships that stand. @see M17 */
const membershipsOf = (books: Books): ReadonlyMap<string, number> => {
  const fees = new Map<string, number>()
  for (const { key, state } of books.documents.values()) {
    if (!key.startsWith("membership:") || state === null) continue
    const { member, fee, cancelled } = state as Membership
    if (cancelled === null) fees.set(member, (fees.get(member) ?? 0) + fee)
  }
  return fees
}

/**
 * Each wallet holds what came in, less what is held and was paid for baskets and memberships; absences that are credited
 * come in too, and cheques that bounced do not.
 * @see D21, D23, D25, M17
 */
export const walletsAreWhatCameIn = (books: Books): void => {
  const currency = groupIn(books)?.currency ?? "EUR"
  const [credits, paid, gone] = [creditsIn(books), paidIn(books), settledFor(books)]
  const fees = membershipsOf(books)
  const members = new Set([...books.balances.keys()].filter((account) => account.startsWith("wallet:")))
  for (const account of members) {
    const member = account.slice("wallet:".length)
    const posted = balanceIn(books, account, currency) + balanceIn(books, `held:${member}`, currency)
    const came =
      (credits.get(member) ?? 0) + (paid.get(member) ?? 0) - (gone.get(member) ?? 0) - (fees.get(member) ?? 0)
    hold(posted === came, () => `${member} paid ${came} in that is not spent, and has ${posted} with what is held`)
  }
}

/** What is promised waits beside the account that it is for, and nothing else does. @see D23 */
export const promisesArePending = (books: Books): void => {
  const currency = groupIn(books)?.currency ?? "EUR"
  const promised = new Map<string, number>()
  for (const { member, target, status, amount } of paymentsIn(books)) {
    if (status !== "promised") continue
    const account =
      target !== undefined && "subscription" in target
        ? `pending:contract:${target.subscription}/${member}`
        : `pending:wallet:${member}`
    promised.set(account, (promised.get(account) ?? 0) + amount)
  }
  for (const account of new Set([...promised.keys(), ...books.balances.keys()])) {
    if (!account.startsWith("pending:")) continue
    const [waits, expected] = [balanceIn(books, account, currency), promised.get(account) ?? 0]
    hold(waits === expected, () => `${account} holds ${waits}, and ${expected} is promised`)
  }
}
