import type { AnswerOf } from "@cabas/client"
import type { Books } from "../books/books.store.ts"
import { debtOf } from "../wallet/wallet.model.ts"

type Season = AnswerOf<"subscription.list">["subscriptions"][number]

/** A household's accounts: its money pot, and what it has on its subscriptions. */
export interface Accounts {
  readonly member: string
  /** What is in the money pot beyond what is set aside. */
  readonly wallet: number
  readonly seasons: ReadonlyArray<Season>
}

/** What was paid on a subscription less what is owed. */
export const balanceOf = (season: Season, member: string): number => debtOf(season, member).balance

/** The accounts of a household; nothing when they cannot be read, which stays to be said. */
export const accountsOf = async (books: Books, member: string): Promise<Accounts | undefined> => {
  const wallet = await books.ask("wallet.statement", { member, limit: 1 })
  const seasons = wallet && (await books.ask("subscription.list", { member }))
  return wallet && seasons && { member, wallet: wallet.wallet.expected, seasons: seasons.subscriptions }
}
