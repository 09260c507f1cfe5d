/** What is missing for the wallet to pay an amount and stay on its floor; 0 when it can. @rule WALLET-1 @see D26, M3 */
export const missingFor = (balance: number, amount: number, floor: number): number =>
  amount <= 0 ? 0 : Math.max(0, floor + amount - balance)
