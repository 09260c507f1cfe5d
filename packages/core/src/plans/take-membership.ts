import type { Group } from "../group/index.ts"
import { membershipIncome, move, walletOf } from "../ledger/index.ts"
import type { Member } from "../member/index.ts"
import type { Membership, MembershipPolicy } from "../membership/index.ts"
import { evolve, isValid, labelOf, membershipId, yearOf } from "../membership/index.ts"
import type { Payment } from "../payment/index.ts"
import { statusOf } from "../payment/index.ts"
import * as Result from "effect/Result"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { dateAt } from "../values/index.ts"
import { keyOf } from "./keys.ts"
import { cancelPayment, recordPayment } from "./pay.ts"
import type { PayContext } from "./payment-plan.ts"
import type { Decision, Plan } from "./plan.ts"
import { planned, refused } from "./plan.ts"
import { promisePayment } from "./promise-payment.ts"

/** What taking a membership looks at. */
export interface MembershipContext {
  readonly group: Group
  readonly member: Member | null
  readonly now: string
  readonly by: string
}

/** A membership as it is asked for. */
export interface MembershipWanted {
  readonly member: string
  /** The current one when absent. */
  readonly year?: number | undefined
  /** The group's when absent. */
  readonly fee?: number | undefined
  /** How it is paid; from the money pot when null. */
  readonly payment: Payment | null
}

/** A membership and the payment that came with it. */
export interface MembershipTold {
  readonly membership: Membership
  readonly payment: Payment | null
}

/** How many years back and ahead a membership can be taken. @rule MEMBERSHIP-4 @see R3.6 */
const [yearsBack, yearsAhead] = [4, 1]

/** The year that is under way. @rule MEMBERSHIP-1 */
export const currentYear = ({ settings }: Group, { renewal }: MembershipPolicy, now: string): number =>
  yearOf(renewal, dateAt(now, settings.timeZone))

const yearProblem = (group: Group, policy: MembershipPolicy, year: number, now: string): Refusal | undefined => {
  const current = currentYear(group, policy, now)
  const [first, last] = [current - yearsBack, current + yearsAhead]
  return year >= first && year <= last ? undefined : { _tag: "MembershipYearTooFar", year, first, last }
}

/** The series that numbers the receipts of a membership year. @see D15 */
export const receiptNumbers = (year: number): string => `membership@${year}`

const paying = ({ group, member, now, by }: MembershipContext): PayContext => ({
  group,
  member,
  distribution: null,
  basket: null,
  subscription: null,
  now,
  by,
})

/** The fee is owed by the wallet. @rule MEMBERSHIP-3 @see M17 */
const fee = ({ group }: MembershipContext, { member, year, fee: amount }: Membership, sign: 1 | -1) =>
  move(walletOf(member), membershipIncome, sign * amount, group.currency, "membership", membershipId(member, year))

const paidWith = (context: MembershipContext, payment: Payment): Decision<Payment> =>
  statusOf(payment) === "promised"
    ? promisePayment(paying(context), null, payment, null)
    : recordPayment(paying(context), null, payment)

const withPlan = (plan: Plan<Payment> | null, parts: Omit<Plan<unknown>, "answer">, membership: Membership) =>
  planned<MembershipTold>(
    { membership, payment: plan?.answer ?? null },
    {
      facts: [...parts.facts, ...(plan?.facts ?? [])],
      postings: [...parts.postings, ...(plan?.postings ?? [])],
      floors: plan?.floors ?? [],
      guards: plan?.guards ?? [],
      numbers: parts.numbers,
    },
  )

const parts = { floors: [], guards: [], erases: [], numbers: [] }

/**
 * Takes a membership for a year: the fee is owed, and what pays for it is recorded or promised with it. At most one for
 * each year.
 * @rule MEMBERSHIP-3, MEMBERSHIP-4
 * @see R3.7, M17
 */
export const takeMembership = (
  context: MembershipContext,
  existing: Membership | null,
  wanted: MembershipWanted,
): Decision<MembershipTold> => {
  const { group, member, now: at, by } = context
  const policy = group.settings.membership
  if (policy === undefined || policy === null) return refused({ _tag: "MembershipsNotUsed", group: group.id })
  if (member === null || member.status !== "active") return refused({ _tag: "MemberUnknown", member: wanted.member })
  const year = wanted.year ?? currentYear(group, policy, at)
  const far = yearProblem(group, policy, year, at)
  if (far !== undefined) return refused(far)
  const cost = wanted.fee ?? policy.fee
  if (cost === null) return refused({ _tag: "MembershipFeeMissing", group: group.id })
  const label = labelOf(policy.renewal, year)
  if (isValid(existing)) return refused({ _tag: "MembershipExists", member: member.id, year, label })
  if (cost === 0 && wanted.payment !== null) return refused({ _tag: "MembershipIsFree", member: member.id })
  const payment = wanted.payment === null ? null : { ...wanted.payment, amount: cost }
  const paid = payment === null ? null : paidWith(context, payment)
  if (paid !== null && Result.isFailure(paid)) return Result.fail(paid.failure)
  const plan = paid === null ? null : paid.success
  const membership: Membership = {
    member: member.id,
    year,
    fee: cost,
    payment: plan?.answer.id ?? null,
    at,
    by,
    cancelled: null,
  }
  const key = keyOf.membership(member.id, year)
  const facts = [{ key, fact: { _tag: "MembershipTaken", membership } as const }]
  const numbers = [{ series: receiptNumbers(year), key }]
  return withPlan(plan, { ...parts, facts, numbers, postings: fee(context, membership, 1) }, membership)
}

/** Undoes a membership: the fee is owed no more, and its payment is taken back, unless that was done before. @rule MEMBERSHIP-5 @see R3.9, M17 */
export const cancelMembership = (
  context: MembershipContext,
  existing: Membership | null,
  which: { readonly member: string; readonly year: number; readonly reason: string },
  payment: Payment | null,
): Decision<MembershipTold> => {
  const { now: at, by } = context
  const { member, year, reason } = which
  if (!isValid(existing)) return refused({ _tag: "MembershipUnknown", member, year })
  const isOpen = payment !== null && statusOf(payment) !== "cancelled"
  const back = isOpen ? cancelPayment(paying(context), payment, payment.id, reason) : null
  if (back !== null && Result.isFailure(back)) return Result.fail(back.failure)
  const fact = { _tag: "MembershipCancelled", reason, at, by } as const
  const facts = [{ key: keyOf.membership(member, year), fact }]
  const plan = back === null ? null : back.success
  return withPlan(plan, { ...parts, facts, postings: fee(context, existing, -1) }, evolve(existing, fact) ?? existing)
}
