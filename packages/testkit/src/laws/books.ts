import * as Effect from "effect/Effect"
import { isListed } from "@cabas/core/ledger"
import { basketNumbers, kindOf } from "@cabas/core/plans"
import type { Basket } from "@cabas/core/basket"
import type { Catalog } from "@cabas/core/catalog"
import type { Distribution } from "@cabas/core/distribution"
import type { Group } from "@cabas/core/group"
import type { Member } from "@cabas/core/member"
import type { Payment } from "@cabas/core/payment"
import type { Document, Entry, Recorded, Storage } from "@cabas/engine/storage"
import { journalOf } from "../arbitraries/stage.ts"

/** Everything that a storage holds of a space: its journal, and what it keeps besides. */
export interface Books {
  readonly space: string
  readonly journal: ReadonlyArray<Recorded>
  /** Every document, by key. */
  readonly documents: ReadonlyMap<string, Document>
  /** The balance of every account that was ever posted to, by account and unit. */
  readonly balances: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** The numbers that baskets took, by key. */
  readonly numbers: ReadonlyMap<string, number>
  /** The entries of every listed account, newest first. */
  readonly entries: ReadonlyMap<string, ReadonlyArray<Entry>>
}

/** More than a test ever writes. */
const all = 1_000_000

/** Reads the books of a space. Nobody should write to it meanwhile. */
export const booksOf = async (storage: Storage, space: string): Promise<Books> => {
  const journal = await journalOf(storage, space)
  const accounts = [...new Set(journal.flatMap(({ postings }) => postings.flatMap(({ from, to }) => [from, to])))]
  const { pages, balances } = await Effect.runPromise(
    storage.read(space, { pages: [{ prefix: "", limit: all }], balances: accounts }),
  )
  const documents = new Map((pages[0]?.documents ?? []).map((one) => [one.key, one]))
  const series = statesOf<Basket>(documents, "basket").map(({ distribution, id }) => ({
    series: basketNumbers(distribution),
    key: `basket:${id}`,
  }))
  const { numbers } = await Effect.runPromise(storage.read(space, { numbers: series }))
  const entries = new Map<string, ReadonlyArray<Entry>>()
  for (const account of accounts.filter(isListed)) {
    const found = await Effect.runPromise(storage.read(space, { entries: { account, limit: all } }))
    entries.set(account, found.entries)
  }
  return { space, journal, documents, balances, numbers, entries }
}

/** The states of the documents of a kind. */
const statesOf = <S>(documents: ReadonlyMap<string, Document>, kind: string): ReadonlyArray<S> =>
  [...documents.values()].filter(({ key }) => kindOf(key) === kind).map(({ state }) => state as S)

/** The group of the books, none before it was created. */
export const groupIn = ({ documents }: Books): Group | null => (documents.get("group")?.state ?? null) as Group | null

/** The baskets in the books. */
export const basketsIn = ({ documents }: Books): ReadonlyArray<Basket> => statesOf(documents, "basket")

/** The payments in the books, promised and cancelled ones among them. */
export const paymentsIn = ({ documents }: Books): ReadonlyArray<Payment> => statesOf(documents, "payment")

/** The catalogs in the books, without those that were deleted. */
export const catalogsIn = ({ documents }: Books): ReadonlyArray<Catalog> =>
  statesOf<Catalog | null>(documents, "catalog").filter((one) => one !== null)

/** The distributions in the books. */
export const distributionsIn = ({ documents }: Books): ReadonlyArray<Distribution> =>
  statesOf(documents, "distribution")

/** The members in the books, those who left among them. */
export const membersIn = ({ documents }: Books): ReadonlyArray<Member> => statesOf(documents, "member")

/** What an account holds of a unit, as the storage says. */
export const balanceIn = ({ balances }: Books, account: string, unit: string): number =>
  balances.get(account)?.get(unit) ?? 0
