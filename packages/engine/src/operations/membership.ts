import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { referenceFor } from "@cabas/core/bank"
import { firstDayOf, isValid, labelOf } from "@cabas/core/membership"
import type { Membership } from "@cabas/core/membership"
import { householdName } from "@cabas/core/member"
import type { Member } from "@cabas/core/member"
import type { Payment } from "@cabas/core/payment"
import { statusOf } from "@cabas/core/payment"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import type { Group } from "@cabas/core/group"
import type { RefusalTag } from "@cabas/core/refusals"
import { civilAt, plusDays } from "@cabas/core/values"
import { right, selfOr } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { command, nameOf, query } from "../run/operation.ts"
import type { Deciding } from "../run/operation.ts"
import { groupOf, inGroup, memberOf, optional, paged } from "./inputs.ts"

const MembershipAnswer = Schema.Struct({
  membership: Core.Membership,
  label: Schema.String,
  payment: Schema.NullOr(Core.Payment),
})

/** The year that is meant: the one named, else the one under way. */
const yearIn = (group: Group | null, year: number | undefined, now: string): number | undefined => {
  const policy = group?.settings.membership
  return (
    year ??
    (group === null || policy === null || policy === undefined ? undefined : Plans.currentYear(group, policy, now))
  )
}

const notUsed = (group: string) => Result.fail({ _tag: "MembershipsNotUsed", group } as const)

const contextOf = (
  { found, group, now, actor }: Pick<Deciding<unknown>, "found" | "group" | "now" | "actor">,
  member: string,
) => ({
  group,
  member: found.member(member),
  now,
  by: nameOf(actor),
})

const labelIn = (group: Group, year: number): string => labelOf(group.settings.membership?.renewal ?? "01-01", year)

/** Takes a membership. */
export const take = command("membership.take", {
  summary: "Records a member's membership of a year: its fee is owed, and what pays for it is recorded or promised.",
  input: Schema.Struct({
    ...inGroup,
    member: Core.Id,
    /** The year under way when absent. */
    year: optional(Core.MembershipYear),
    /** The group's fee when absent. */
    fee: optional(Core.Membership.fields.fee.check(Schema.isLessThanOrEqualTo(100_000_000))),
    /** How it is paid; from the money pot when absent. */
    kind: optional(Core.PaymentKind),
    /** It is still to come. */
    promised: optional(Schema.Boolean),
    cheque: optional(Core.Cheque),
    note: optional(Core.Payment.fields.note),
  }),
  output: MembershipAnswer,
  refusals: [
    "NotAllowed",
    "MemberUnknown",
    "MembershipsNotUsed",
    "MembershipFeeMissing",
    "MembershipExists",
    "MembershipIsFree",
    "MembershipYearTooFar",
    "PaymentKindNotOffered",
    "Busy",
  ],
  space: groupOf,
  allow: right("members"),
  read: ({ input, newId }) => ({ documents: [keyOf.member(input.member), keyOf.payment(newId())] }),
  more: ({ input, now }, found) => {
    const year = yearIn(found.group, input.year, now)
    return year === undefined ? undefined : { documents: [keyOf.membership(input.member, year)] }
  },
  decide: (deciding) => {
    const { input, found, group, now, newId, actor } = deciding
    const { member, fee, kind, promised = false, cheque, note = "" } = input
    const year = yearIn(group, input.year, now)
    if (year === undefined) return notUsed(group.id)
    const reference = referenceFor(group.id, member, { kind: "membership", year: String(year) })
    const payment: Payment | null =
      kind === undefined
        ? null
        : {
            id: newId(),
            member,
            // What it costs is put in when that is known.
            amount: 1,
            kind,
            note,
            at: now,
            by: nameOf(actor),
            reference,
            ...(promised ? { status: "promised" } : {}),
            ...(cheque === undefined ? {} : { cheque }),
          }
    const taken = Plans.takeMembership(contextOf(deciding, member), found.membership(member, year), {
      member,
      year,
      fee,
      payment,
    })
    return Result.map(taken, (plan) => ({ ...plan, answer: { ...plan.answer, label: labelIn(group, year) } }))
  },
})

const unknownYear: ReadonlyArray<RefusalTag> = [
  "NotAllowed",
  "MemberUnknown",
  "MembershipsNotUsed",
  "MembershipUnknown",
]

/** The payment that a membership came with. */
const paymentKeys = (membership: Membership | null): ReadonlyArray<string> =>
  membership === null || membership.payment === null ? [] : [keyOf.payment(membership.payment)]

const paymentIn = (found: Found, membership: Membership | null): Payment | null =>
  membership === null || membership.payment === null ? null : found.payment(membership.payment)

/** Undoes a membership. */
export const cancel = command("membership.cancel", {
  summary: "Undoes a membership, with a reason: its fee is owed no more, and its payment is taken back.",
  input: Schema.Struct({
    ...inGroup,
    member: Core.Id,
    year: Core.MembershipYear,
    reason: Core.BasketLine.fields.name,
  }),
  output: MembershipAnswer,
  refusals: ["NotAllowed", "MembershipUnknown", "Busy"],
  space: groupOf,
  allow: right("members"),
  read: ({ input }) => ({ documents: [keyOf.member(input.member), keyOf.membership(input.member, input.year)] }),
  more: ({ input }, found) => ({ documents: paymentKeys(found.membership(input.member, input.year)) }),
  decide: (deciding) => {
    const { input, found, group } = deciding
    const existing = found.membership(input.member, input.year)
    const context = contextOf(deciding, input.member)
    const cancelled = Plans.cancelMembership(context, existing, input, paymentIn(found, existing))
    return Result.map(cancelled, (plan) => ({ ...plan, answer: { ...plan.answer, label: labelIn(group, input.year) } }))
  },
})

const MembershipRow = Schema.Struct({
  member: Core.Id,
  name: Schema.String,
  /** `late` when there is none, or when its payment was taken back. */
  state: Schema.Literals(["paid", "promised", "late"]),
  fee: Schema.NullOr(Core.Money),
  at: Schema.NullOr(Core.Instant),
})

/** Where the membership of a member stands. */
const stateOf = (membership: Membership | null, payment: Payment | null): (typeof MembershipRow.Type)["state"] => {
  if (!isValid(membership)) return "late"
  if (payment === null) return "paid"
  const status = statusOf(payment)
  return status === "received" ? "paid" : status === "promised" ? "promised" : "late"
}

/** Who has a membership and who is late. */
export const list = query("membership.list", {
  summary: "Members with their membership of a year, a page of members at a time; those who are late alone if wanted.",
  input: Schema.Struct({
    ...inGroup,
    year: optional(Core.MembershipYear),
    late: optional(Schema.Boolean),
    ...paged,
  }),
  output: Schema.Struct({
    year: Core.MembershipYear,
    label: Schema.String,
    startsOn: Core.CivilDate,
    endsOn: Core.CivilDate,
    members: Schema.Array(MembershipRow),
    next: Schema.NullOr(Schema.String),
  }),
  refusals: ["NotAllowed", "MembershipsNotUsed"],
  space: groupOf,
  allow: right("members"),
  read: ({ input: { after, limit } }) => ({
    pages: [{ prefix: "member:", limit: limit ?? 500, ...(after === undefined ? {} : { after }) }],
  }),
  more: [
    ({ input, now }, found) => {
      const year = yearIn(found.group, input.year, now)
      const members = found.page<Member>(0).states
      return year === undefined ? undefined : { documents: members.map(({ id }) => keyOf.membership(id, year)) }
    },
    ({ input, now }, found) => {
      const year = yearIn(found.group, input.year, now)
      if (year === undefined) return undefined
      return { documents: found.page<Member>(0).states.flatMap(({ id }) => paymentKeys(found.membership(id, year))) }
    },
  ],
  view: ({ input, found, group, now }) => {
    const policy = group.settings.membership
    if (policy === undefined || policy === null) return notUsed(group.id)
    const year = input.year ?? Plans.currentYear(group, policy, now)
    const { states, next } = found.page<Member>(0)
    const members = states
      .filter(({ status }) => status === "active")
      .map(({ id, people }) => {
        const membership = found.membership(id, year)
        const valid = isValid(membership) ? membership : null
        const state = stateOf(membership, paymentIn(found, membership))
        return { member: id, name: householdName(people), state, fee: valid?.fee ?? null, at: valid?.at ?? null }
      })
      .filter(({ state }) => input.late !== true || state === "late")
    const { renewal } = policy
    const endsOn = plusDays(firstDayOf(renewal, year + 1), -1)
    return Result.succeed({
      year,
      label: labelOf(renewal, year),
      startsOn: firstDayOf(renewal, year),
      endsOn,
      members,
      next,
    })
  },
})

/** A receipt of a membership. */
export const receipt = query("membership.receipt", {
  summary: "The receipt of a member's membership: who, which year, how much, how it was paid, under which number.",
  input: Schema.Struct({ ...inGroup, member: optional(Core.Id), year: Core.MembershipYear }),
  output: Schema.Struct({
    /** From 1 in each year, in the order they were taken. */
    number: Schema.NullOr(Schema.Int),
    group: Schema.String,
    holder: Schema.NullOr(Schema.String),
    member: Core.Id,
    name: Schema.String,
    address: Schema.String,
    year: Core.MembershipYear,
    label: Schema.String,
    amount: Core.Money,
    currency: Core.Currency,
    kind: Schema.NullOr(Core.PaymentKind),
    state: MembershipRow.fields.state,
    /** The day it was paid, or taken from the money pot; nothing as long as it is promised. */
    paidOn: Schema.NullOr(Core.CivilDate),
  }),
  refusals: unknownYear,
  space: groupOf,
  allow: selfOr((input) => input.member, "members"),
  read: ({ input, actor }) => {
    const member = memberOf(input, actor)
    const key = keyOf.membership(member, input.year)
    return {
      documents: [keyOf.member(member), key],
      numbers: [{ series: Plans.receiptNumbers(input.year), key }],
    }
  },
  more: ({ input, actor }, found) => ({
    documents: paymentKeys(found.membership(memberOf(input, actor), input.year)),
  }),
  view: ({ input, actor, found, group }) => {
    const id = memberOf(input, actor)
    const member = found.member(id)
    if (member === null) return Result.fail({ _tag: "MemberUnknown", member: id })
    const membership = found.membership(id, input.year)
    if (!isValid(membership)) return Result.fail({ _tag: "MembershipUnknown", member: id, year: input.year })
    const payment = paymentIn(found, membership)
    const state = stateOf(membership, payment)
    const paidAt = payment === null ? membership.at : (payment.receivedAt ?? payment.at)
    return Result.succeed({
      number: found.numberOf(keyOf.membership(id, input.year)),
      group: group.settings.name,
      holder: group.settings.payments.holder ?? null,
      member: id,
      name: householdName(member.people),
      address: member.address,
      year: input.year,
      label: labelIn(group, input.year),
      amount: membership.fee,
      currency: group.currency,
      kind: payment?.kind ?? null,
      state,
      paidOn: state === "paid" ? civilAt(paidAt, group.settings.timeZone).date : null,
    })
  },
})
