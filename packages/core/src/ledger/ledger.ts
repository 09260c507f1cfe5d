import type { Posting } from "./ledger.schema.ts"

/**
 * An account that must hold at least `minimum` once the batch is in, or nothing of it is written; and at most
 * `maximum` where one is given, so that a decision taken from a balance can ask that it is still the same.
 * @see D24
 */
export interface Floor {
  readonly account: string
  readonly unit: string
  readonly minimum: number
  readonly maximum?: number
}

/** An account that must hold exactly this once the batch is in. @see D24 */
export const exactly = (account: string, unit: string, quantity: number): Floor => ({
  account,
  unit,
  minimum: quantity,
  maximum: quantity,
})

/** The member's money pot: what they may still spend. */
export const walletOf = (member: string): string => `wallet:${member}`

/** The member's money set aside for confirmed baskets until they are settled. @see D23 */
export const heldFor = (member: string): string => `held:${member}`

/**
 * What a household has paid on a subscription less what it owes of it: minus what is still to be paid.
 * @see S10.3, D18
 */
export const contractOf = (subscription: string, member: string): string => `contract:${subscription}/${member}`

/** What subscribers of a catalog are committed to pay. @see D23 */
export const engagedTo = (catalog: string): string => `engaged:${catalog}`

/**
 * Counts the times that somebody came to expect other deliveries of a catalog than before: whoever decides about its
 * deliveries from the subscriptions there are asks that it still holds the same.
 * @rule SUB-16
 */
export const coverageOf = (catalog: string): string => `coverage:${catalog}`

/** The other side of each such change. */
export const coverageBefore = (catalog: string): string => `coverage-before:${catalog}`

/** Money that came in by hand, cheque, transfer or terminal. */
export const moneyIn = (kind: "cash" | "cheque" | "transfer" | "card"): string =>
  kind === "cash" || kind === "cheque" ? `cash-box:${kind}` : `bank:${kind}`

/** Cheques that were taken to the bank, and those that the group wrote. @see M4 */
export const bankedCheques = "bank:cheque"

/** What a member paid as deposits and has not brought back. @see X2 */
export const depositsOf = (member: string): string => `deposits:${member}`

/** Promised payments that have not come: what an account is expected to get. @see D23 */
export const pendingFor = (account: string): string => `pending:${account}`

/** The other side of what is promised, by the way it is to come. */
export const promisedBy = (kind: string): string => `promised:${kind}`

/**
 * Counts the baskets of a distribution that came to be open after its orders were final, sold at the desk or opened
 * again: whoever validates it from the baskets there are asks that it still holds the same.
 * @rule DAY-24
 */
export const deskOf = (distribution: string): string => `desk:${distribution}`

/** The other side of each such change. */
export const deskBefore = (distribution: string): string => `desk-before:${distribution}`

/** What a producer is owed for goods that were settled. @see D23 */
export const earnedBy = (producer: string): string => `producer:${producer}`

/** The fees that came on top of the prices of a catalog. @see CAT14 */
export const feesOf = (catalog: string): string => `fees:${catalog}`

/** What was counted in the till beyond what was expected, or below it. @see 9.3 */
export const tillDifference = "rounding:till"

/**
 * Counts what came or went at the till of a distribution: whoever counts it, or closes the distribution, asks that it
 * still holds the same.
 * @rule PAY-11
 */
export const tillOf = (distribution: string): string => `till:${distribution}`

/** The other side of each such change. */
export const tillBefore = (distribution: string): string => `till-before:${distribution}`

/** Whether a line of a bank statement has become a payment: 1 when it has, and never more. @rule PAY-14 */
export const entryOf = (fingerprint: string): string => `bank-entry:${fingerprint}`

/** The other side of each such change. */
export const entryBefore = "bank-entries"

/** What came in as membership fees. @see M17 */
export const membershipIncome = "membership:income"

/** What was handed over of a product at a distribution, in the unit it was ordered in. @see D24 */
export const deliveredOf = (catalog: string, product: string, distribution: string): string =>
  `delivered:${catalog}/${product}@${distribution}`

/** What was ordered of a product and was not there. @see AD5 */
export const lostOf = (catalog: string, product: string, distribution: string): string =>
  `lost:${catalog}/${product}@${distribution}`

/**
 * The account of what was taken of a product's offer: its balance is minus what is ordered, so what is left is
 * the offered quantity plus the balance. One account for all distributions, or one for each.
 * @rule STOCK-1
 * @see D24, SK2, SK3
 */
export const stockOf = (catalog: string, product: string, distribution: string | null): string =>
  distribution === null ? `stock:${catalog}/${product}` : `stock:${catalog}/${product}@${distribution}`

/** What members have ordered of a product at a distribution. */
export const orderedOf = (catalog: string, product: string, distribution: string): string =>
  `ordered:${catalog}/${product}@${distribution}`

/** The account kinds whose balance is kept at every commit, because floors are checked on them. */
const keptKinds = [
  "wallet:",
  "held:",
  "stock:",
  "contract:",
  "coverage:",
  "deposits:",
  "pending:",
  "desk:",
  "till:",
  "bank-entry:",
]

/** Whether the account's balance is kept row by row; any other balance is the sum of its postings. @rule LEDGER-2 */
export const isKept = (account: string): boolean => keptKinds.some((kind) => account.startsWith(kind))

/** Whether the account's postings can be listed one by one (statements). @rule LEDGER-2 */
export const isListed = (account: string): boolean => account.startsWith("wallet:") || account.startsWith("contract:")

/**
 * A movement of a signed quantity: positive goes from the first account to the second, negative comes back,
 * zero is no movement.
 * @rule LEDGER-1
 * @see D23
 */
export const move = (
  from: string,
  to: string,
  quantity: number,
  unit: string,
  reason: string,
  reference: string,
): ReadonlyArray<Posting> => {
  if (quantity === 0) return []
  return quantity > 0
    ? [{ from, to, quantity, unit, reason, reference }]
    : [{ from: to, to: from, quantity: -quantity, unit, reason, reference }]
}

/** Balances after postings, by account and unit; their sum is zero in each unit. @rule LEDGER-1 @see D23 */
export const balancesOf = (postings: Iterable<Posting>): Map<string, Map<string, number>> => {
  const balances = new Map<string, Map<string, number>>()
  const add = (account: string, unit: string, quantity: number) => {
    const units = balances.get(account) ?? new Map<string, number>()
    units.set(unit, (units.get(unit) ?? 0) + quantity)
    balances.set(account, units)
  }
  for (const { from, to, quantity, unit } of postings) {
    add(from, unit, -quantity)
    add(to, unit, quantity)
  }
  return balances
}
