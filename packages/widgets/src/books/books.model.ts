import { amountIn } from "../wallet/wallet.model.ts"
import type { Payment } from "./books.store.ts"

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase()

/** What a name, a reference or an amount is found by: all the words that are typed, whatever accents and case. */
export const fits = (search: string, ...texts: ReadonlyArray<string>): boolean => {
  const text = plain(texts.join(" "))
  return plain(search)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** The sum of some payments. */
export const sumOf = (payments: ReadonlyArray<{ readonly amount: number }>): number =>
  payments.reduce((sum, { amount }) => sum + amount, 0)

/** Payments in the order they are to come: those with a day by it, the others by when they were announced. */
export const inOrder = (payments: ReadonlyArray<Payment>): ReadonlyArray<Payment> =>
  payments.toSorted((one, other) => (one.dueOn ?? one.at).localeCompare(other.dueOn ?? other.at))

/** One field of a mass entry. */
export interface Entry {
  readonly member: string
  readonly subscription: string
  readonly text: string
}

/** What a mass entry comes to: rows with their amounts, and those that are no amount. */
export const rowsOf = (
  entries: ReadonlyArray<Entry>,
  currency: string,
): {
  readonly rows: ReadonlyArray<{
    readonly member: string
    readonly subscription: string
    readonly amount: number | null
  }>
  readonly wrong: ReadonlyArray<Entry>
} => {
  const read = entries.map((entry) => ({ entry, amount: amountIn(entry.text, currency) }))
  return {
    rows: read.map(({ entry: { member, subscription }, amount }) => ({ member, subscription, amount: amount || null })),
    wrong: read.flatMap(({ entry, amount }) => (entry.text.trim() !== "" && amount === undefined ? [entry] : [])),
  }
}

/** What of a bank statement is shown under which head. */
export type Heap = "matched" | "review" | "unmatched" | "ignored"

/** Under which head a line of a statement stands. @rule BANK-7 */
export const heapOf = (outcome: string): Heap => {
  if (outcome === "matched") return "matched"
  if (outcome === "matched-other-amount" || outcome === "suggested" || outcome === "member-known") return "review"
  return outcome === "unmatched" || outcome === "unreadable" ? "unmatched" : "ignored"
}
