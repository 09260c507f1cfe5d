import type { InputOf } from "@cabas/client"
import type { Payment } from "../books/books.store.ts"
import type { Way } from "../wallet/wallet.model.ts"

/** How somebody wants to spread what is owed, as it stands in the fields. */
export interface Wish {
  readonly parts: string
  readonly first: string
  /** Months from one to the next. */
  readonly every: number
  readonly way: Way
  /** How the first comes; nothing when it comes like the others. */
  readonly firstWay: Way | null
  readonly note: string
}

/** The field that does not say anything that can be asked for. */
export type WrongWish = "parts" | "first"

/** The most instalments that are asked for at once. */
const most = 36

/** Months that may lie between one instalment and the next. */
export const intervals: ReadonlyArray<number> = [1, 2, 3, 4, 6, 12]

/** What is asked of the server; or the field that is wrong. @rule PAY-12, PAY-18 */
export const planOf = (
  { parts, first, every, way, firstWay, note }: Wish,
  { subscription, member }: { readonly subscription: string; readonly member: string },
): InputOf<"payment.plan"> | WrongWish => {
  const count = /^\s*\d+\s*$/.test(parts) ? Number(parts) : 0
  if (count < 1 || count > most) return "parts"
  if (!/^\d{4}-\d\d-\d\d$/.test(first)) return "first"
  const kinds = firstWay ? ([firstWay, way] as const) : ([way] as const)
  return { subscription, member, parts: count, first, every, kinds, note: note.trim() }
}

/** The instalments of a household that have not come, by the day they are due. @rule PAY-15 */
export const openOfHousehold = (payments: ReadonlyArray<Payment>, member: string): ReadonlyArray<Payment> =>
  payments
    .filter((one) => one.status === "promised" && one.member === member)
    .toSorted((one, other) => (one.dueOn ?? one.at).localeCompare(other.dueOn ?? other.at))
