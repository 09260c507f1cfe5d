import type { Distribution } from "@cabas/core/distribution"
import { isValidated } from "@cabas/core/distribution"
import { depositsOf, entryOf, tillDifference, tillOf } from "@cabas/core/ledger"
import { isOfTill, isTillKind, receivedOf } from "@cabas/core/payment"
import type { Payment } from "@cabas/core/payment"
import type { Fact } from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import { differenceOf } from "@cabas/core/till"
import type { Counted, Till } from "@cabas/core/till"
import type { Finding } from "./report.ts"
import { same } from "./same.ts"

/** Whether an account follows from payments, tills and settled baskets alone, whichever batch touches it. */
export const isCounted = (account: string): boolean =>
  account === tillDifference ||
  account.startsWith("till:") ||
  account.startsWith("bank-entry:") ||
  account.startsWith("deposits:")

/** What an account must change by. */
export type Due = readonly [account: string, quantity: number]

const entryUsed = (payment: Payment | null): boolean => payment?.entry !== undefined && receivedOf(payment) !== 0

/** How many deposits a payment brought back. */
const broughtBack = (payment: Payment | null): number =>
  payment !== null && payment.kind === "deposit" ? receivedOf(payment) : 0

/** What happens to a payment at the till that it names; a cheque is taken to the bank, or bounces, elsewhere. */
const atTill = new Set(["PaymentRecorded", "PaymentReceived", "PaymentCancelled"])

/**
 * What a payment moves besides the money itself: it makes the till another one that it came in at, uses up a line of a
 * statement, and brings deposits back.
 * @rule PAY-6, PAY-11, PAY-14
 */
export const duesOfPayment = (before: Payment | null, after: Payment | null, { _tag }: Fact): ReadonlyArray<Due> => {
  const payment = after ?? before
  if (payment === null) return []
  const dues: Array<Due> = []
  if (payment.till !== undefined && atTill.has(_tag)) dues.push([tillOf(payment.till), 1])
  if (payment.entry !== undefined && entryUsed(before) !== entryUsed(after)) {
    dues.push([entryOf(payment.entry), entryUsed(after) ? 1 : -1])
  }
  const back = broughtBack(after) - broughtBack(before)
  if (back !== 0) dues.push([depositsOf(payment.member), -back])
  return dues
}

/** What validating a distribution, or opening it again, moves to or from what tills are off by. @rule DAY-20, DAY-22 */
export const duesOfValidation = (
  before: Distribution | null,
  after: Distribution | null,
  till: Till | null,
): ReadonlyArray<Due> => {
  const [was, is] = [before !== null && isValidated(before), after !== null && isValidated(after)]
  if (was === is || till === null || till.counted === null || till.expected === null) return []
  const { cash, cheque, card } = differenceOf(till.counted, till.expected)
  const over = cash + cheque + card
  return over === 0 ? [] : [[tillDifference, is ? over : -over]]
}

/** What came and went at each till, by the payments that name it. */
export interface Tills {
  readonly payment: (before: Payment | null, after: Payment | null) => void
  /** What is wrong with what was said to be expected, when the till was counted. @rule DAY-20 */
  readonly findings: (batch: string, fact: Fact) => ReadonlyArray<Finding>
}

const none: ReadonlyArray<Finding> = []

/** No money came at any till yet. */
export const makeTills = (): Tills => {
  const tills = new Map<string, { cash: number; cheque: number; card: number }>()
  const add = (payment: Payment | null, sign: 1 | -1): void => {
    if (payment === null || payment.till === undefined || !isTillKind(payment.kind) || !isOfTill(payment)) return
    const till = tills.get(payment.till) ?? { cash: 0, cheque: 0, card: 0 }
    tills.set(payment.till, till)
    till[payment.kind] += sign * receivedOf(payment)
  }
  return {
    payment: (before, after) => {
      add(before, -1)
      add(after, 1)
    },
    findings: (batch, fact) => {
      if (fact._tag !== "TillCounted") return none
      const { cash = 0, cheque = 0, card = 0 } = tills.get(fact.distribution) ?? {}
      const expected: Counted = { cash: fact.float + cash, cheque, card }
      return same(expected, fact.expected)
        ? none
        : [{ check: "till", about: `${batch} ${keyOf.till(fact.distribution)}`, expected, found: fact.expected }]
    },
  }
}
