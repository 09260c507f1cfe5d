import { heldFor, pendingFor, walletOf } from "@cabas/core/ledger"
import type { Group } from "@cabas/core/group"
import type { Found } from "../run/found.ts"
import type { WalletState } from "./outputs.ts"

/** The accounts that say what a member's wallet comes to. */
export const walletAccounts = (member: string): ReadonlyArray<string> => [
  walletOf(member),
  heldFor(member),
  pendingFor(walletOf(member)),
]

/** A member's money, from balances that were read. @see D23 */
export const walletIn = (found: Found, group: Group, member: string): typeof WalletState.Type => {
  const expected = found.balance(walletOf(member), group.currency) ?? 0
  const held = found.balance(heldFor(member), group.currency) ?? 0
  const pending = found.balance(pendingFor(walletOf(member)), group.currency) ?? 0
  const { moneyPot, floor } = group.settings.payments
  return { expected, held, posted: expected + held, pending, floor: moneyPot ? floor : null }
}
