import { pastBaskets } from "./baskets.ts"
import { members } from "./members.ts"
import { openIndex } from "./participation.ts"
import { expectedTotal } from "./prices.ts"

/** Money a member puts into the wallet. */
export interface TopUp {
  readonly member: string
  readonly amountCents: number
  readonly by: "cheque" | "transfer"
}

/** Round sums in cents. Those who top up little and often are found nearly out of credit. */
const roundSums = [10_000, 15_000, 8000, 2000] as const

const topUpsBefore = (index: number, wallets: Map<string, number>): ReadonlyArray<TopUp> =>
  pastBaskets(index).flatMap(({ member, lines }): ReadonlyArray<TopUp> => {
    const place = members.findIndex(({ id }) => id === member)
    const balance = wallets.get(member) ?? 0
    const total = expectedTotal(lines)
    const missing = total - balance
    const round = roundSums[place % 4] ?? roundSums[0]
    const amountCents = missing <= 0 ? 0 : Math.ceil(missing / round) * round
    wallets.set(member, balance + amountCents - total)
    return amountCents === 0 ? [] : [{ member, amountCents, by: place % 3 === 0 ? "cheque" : "transfer" }]
  })

const everyTopUp = (): ReadonlyArray<ReadonlyArray<TopUp>> => {
  const wallets = new Map(members.map(({ id, walletCents }) => [id, walletCents]))
  return Array.from({ length: openIndex + 1 }, (_, index) => topUpsBefore(index, wallets))
}

/** Kept once computed: what a wallet lacks depends on all earlier baskets. */
let kept: ReadonlyArray<ReadonlyArray<TopUp>> | undefined

/**
 * What members pay into their wallets before they confirm their basket for the distribution at that place in the
 * calendar. With the credit a wallet opened with, no basket ever brings it below zero, weighed pieces counted at their
 * nominal weight.
 * @see D26
 */
export const topUps = (distributionIndex: number): ReadonlyArray<TopUp> => {
  kept ??= everyTopUp()
  return kept[distributionIndex] ?? []
}
