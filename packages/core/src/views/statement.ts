/** One posting of the wallet, as the storage lists it: newest first, signed by what entered the wallet. */
export interface WalletEntry {
  readonly position: string
  readonly at: string
  readonly by: string
  readonly other: string
  readonly quantity: number
  readonly reason: string
  readonly reference: string
}

/** A line of the statement: what moved, why, and the balance after it. */
export interface StatementLine {
  readonly position: string
  readonly at: string
  readonly by: string
  readonly amount: number
  readonly reason: string
  readonly reference: string
  readonly balance: number
}

/**
 * Running balances of a wallet, newest first: the first line carries the balance given, each older one what it
 * was before.
 * @rule WALLET-2
 * @see D23
 */
export const statementLines = (entries: ReadonlyArray<WalletEntry>, balance: number): ReadonlyArray<StatementLine> => {
  let running = balance
  return entries.map(({ position, at, by, quantity, reason, reference }) => {
    const line = { position, at, by, amount: quantity, reason, reference, balance: running }
    running -= quantity
    return line
  })
}
