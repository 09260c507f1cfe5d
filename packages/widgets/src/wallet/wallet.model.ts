import type { InputOf } from "@cabas/client"
import { digitsOf } from "@cabas/core/values"
import type { Payment, PurseGroup, Season, Statement } from "./purse.store.ts"

type Policy = PurseGroup["settings"]["payments"]

/** A way of paying that a member may choose. */
export type Way = "transfer" | "cheque" | "cash" | "card" | "on-the-spot"

/** A part of what is paid, in one way. */
export interface Part {
  readonly kind: Way
  readonly amount: number
}

/** A promise as a basket or a list of payments keeps it. */
export type Promised = Pick<Payment, "id" | "amount" | "kind">

/** One thing to ask of the server on the way from what was promised to what is wanted. */
export type Step =
  | { readonly promise: InputOf<"payment.promise"> }
  | { readonly cancel: string; readonly reason: string }

const every = ["transfer", "cheque", "cash", "card"] as const

/** The ways of paying that the group offers, the one for which nobody needs to be there first. @see M2 */
export const waysOf = ({ kinds = every }: Policy): ReadonlyArray<Way> => every.filter((kind) => kinds.includes(kind))

/**
 * The ways of paying a basket: those offered, and to decide at the hand-over where several change hands there. The
 * money pot stands alone. @see M2, M10, M19
 */
export const basketWaysOf = (policy: Policy): ReadonlyArray<Way> => {
  if (policy.moneyPot) return []
  const ways = waysOf(policy)
  return ways.filter((way) => way !== "transfer").length > 1 ? [...ways, "on-the-spot"] : ways
}

/** What is left to choose a way of paying for; below zero when more was promised or paid than is due. */
export const openOf = (due: number, payments: ReadonlyArray<{ readonly amount: number; readonly status: string }>) =>
  payments.reduce((left, { amount, status }) => (status === "cancelled" ? left : left - amount), due)

/**
 * The way from what was promised to what is wanted: more in the same way is added, what is wanted no more or less of
 * is taken back first.
 * @see M10
 */
export const stepsTo = (
  wanted: ReadonlyArray<Part>,
  promised: ReadonlyArray<Promised>,
  about: { readonly distribution: string; readonly reason: string; readonly reference: (kind: Way) => string | null },
): ReadonlyArray<Step> => {
  const parts = wanted.filter(({ amount }) => amount > 0)
  const wantedOf = (kind: string) => parts.find((part) => part.kind === kind)?.amount ?? 0
  const gone = promised.filter(({ kind, amount }) => wantedOf(kind) < amount)
  const kept = promised.filter((one) => !gone.includes(one))
  const more = parts.flatMap(({ kind, amount }): ReadonlyArray<Step> => {
    const missing = kept.reduce((left, one) => (one.kind === kind ? left - one.amount : left), amount)
    const reference = about.reference(kind)
    const target = { basket: about.distribution }
    return missing > 0 ? [{ promise: { kind, amount: missing, target, ...(reference && { reference }) } }] : []
  })
  return [...gone.map(({ id }): Step => ({ cancel: id, reason: about.reason })), ...more]
}

/** An amount as people type it, in minor units; nothing when it is none: `12,50`, `12.5`, `1 250`. */
export const amountIn = (text: string, currency: string): number | undefined => {
  const digits = digitsOf(currency)
  const plain = text.replaceAll(/[\s\u00a0\u202f€]/g, "").replace(",", ".")
  const [whole = "", part = ""] = /^\d{1,7}(\.\d+)?$/.test(plain) ? plain.split(".") : []
  if (whole === "" || part.length > digits) return undefined
  return Number(whole) * 10 ** digits + Number(part.padEnd(digits, "0") || "0")
}

/** Minor units as a field shows them, to be changed: `12,50`. */
export const typed = (amount: number, currency: string, locale: string): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digitsOf(currency), useGrouping: false }).format(
    amount / 10 ** digitsOf(currency),
  )

/** The day that it is at an instant, where the group is: `2026-05-09`. */
export const dayIn = (instant: string, timeZone: string): string =>
  new Date(instant).toLocaleDateString("sv", { timeZone })

/** A day with its year, as it is read: `5 janv. 2027`. */
export const dayWithYear = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(date))

/** What a movement of the wallet is about, as the words of the wallet call it. @rule WALLET-2 */
export const reasonOf = ({ reason, amount }: Pick<Statement["lines"][number], "reason" | "amount">): string => {
  const [, sort = "", kind = ""] = /^(payment|refund)-(.*)$/.exec(reason) ?? []
  if (sort === "" || kind === "moved") return reason
  const isBack = sort === "payment" ? amount < 0 : amount > 0
  return `${sort}${isBack ? "-back" : ""}/${kind}`
}

/** Whether a payment is for a subscription; for the money pot when none is named. */
const isFor = ({ target }: Payment, subscription: string | null): boolean =>
  subscription === null
    ? target === undefined
    : target !== undefined && "subscription" in target && target.subscription === subscription

/** What was announced and has not come; for the money pot, or for a subscription in the order it is due. */
export const announcedOf = (payments: ReadonlyArray<Payment>, subscription: string | null): ReadonlyArray<Payment> =>
  payments
    .filter((one) => one.status === "promised" && isFor(one, subscription))
    .toSorted((one, other) => (one.dueOn ?? one.at).localeCompare(other.dueOn ?? other.at))

/** When a payment came or went. */
export const cameAt = ({ receivedAt, at }: Payment): string => receivedAt ?? at

/** What came for a subscription and what went back of it, the last first. */
export const movedOf = (payments: ReadonlyArray<Payment>, subscription: string): ReadonlyArray<Payment> =>
  payments
    .filter((one) => one.status === undefined && one.bouncedAt === undefined && isFor(one, subscription))
    .toSorted((one, other) => cameAt(other).localeCompare(cameAt(one)))

/** How a payment is called where the wallet calls its movements. */
export const reasonOfPayment = ({ direction, kind }: Payment): string =>
  kind === "moved" ? "payment-moved" : `${direction === "out" ? "refund" : "payment"}/${kind}`

/** What a member owes of a subscription, and what they paid on it. */
export const debtOf = (season: Season, member: string): Season["debts"][number] =>
  season.debts.find((one) => one.member === member) ?? { member, owed: 0, paid: 0, balance: 0 }

/** Subscriptions that something is or was owed of, those with most left first. */
export const owingOf = (seasons: ReadonlyArray<Season>, member: string): ReadonlyArray<Season> =>
  seasons
    .filter((one) => debtOf(one, member).owed > 0)
    .toSorted((one, other) => debtOf(one, member).balance - debtOf(other, member).balance)
