import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { contractOf, pendingFor } from "@cabas/core/ledger"
import { householdName } from "@cabas/core/member"
import type { Payment } from "@cabas/core/payment"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import { householdsOf } from "@cabas/core/subscription"
import type { Subscription } from "@cabas/core/subscription"
import { civilAt } from "@cabas/core/values"
import { awaitedOf, duesOf } from "@cabas/core/views"
import { catalogAdmin, has, right, selfOr } from "../run/allow.ts"
import { command, nameOf, query } from "../run/operation.ts"
import type { Asking, Deciding } from "../run/operation.ts"
import { subscriptionsOf } from "./distribution.ts"
import { groupOf, inGroup, optional } from "./inputs.ts"
import { openPayments, PaidAmount, payAround, runsContractOf } from "./paying.ts"

/** Whoever owes it, as they may promise it; those who keep members' money, or who run the contract. @rule PAY-18 */
const maySpread = (asking: Asking<{ readonly subscription: string; readonly member: string }>) => {
  const { subscription, member } = asking.input
  return runsContractOf(asking, subscription) ? undefined : selfOr(() => member, "members")(asking)
}

/** Those who keep members' money; who runs contracts, for payments of their subscriptions alone. @see S10.4 */
const mayRecord = (asking: Asking<{ readonly rows: ReadonlyArray<{ readonly subscription?: string }> }>) =>
  asking.input.rows.every(({ subscription }) => subscription !== undefined && runsContractOf(asking, subscription))
    ? undefined
    : right("members")(asking)

const mostInstalments = 36

/** Spreads what is owed of a subscription. */
export const plan = command("payment.plan", {
  summary: "Spreads what is still owed of a subscription over months: promises of equal parts, each in its way.",
  input: Schema.Struct({
    ...inGroup,
    subscription: Core.Id,
    /** The household that pays. */
    member: Core.Id,
    parts: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: mostInstalments })),
    /** The day of the first. */
    first: Core.CivilDate,
    /** Months from one to the next; one when absent. */
    every: optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 12 }))),
    /** How they come, in their order; the last holds for those after it. */
    kinds: Schema.NonEmptyArray(Core.PaymentKind).check(Schema.isMaxLength(mostInstalments)),
    note: optional(Core.Payment.fields.note),
  }),
  output: Schema.Struct({ payments: Schema.Array(Core.Payment), total: Core.Money }),
  refusals: ["NotAllowed", "MemberUnknown", "SubscriptionUnknown", "NothingToPay", "PaymentKindNotOffered", "Busy"],
  space: groupOf,
  allow: maySpread,
  read: ({ input, newId }) => {
    const { member, subscription, parts } = input
    const account = contractOf(subscription, member)
    return {
      documents: [
        keyOf.member(member),
        keyOf.subscription(subscription),
        ...Array.from({ length: parts }, () => keyOf.payment(newId())),
      ],
      balances: [account, pendingFor(account)],
    }
  },
  decide: (deciding) => {
    const { input, found, group, newId } = deciding
    const { member, subscription, parts, first, every = 1, kinds, note = "" } = input
    const account = contractOf(subscription, member)
    const ids = Array.from({ length: parts }, () => newId())
    const context = payAround(deciding, member, { subscription })
    const problem = Plans.payableProblem(context, member, { subscription })
    if (problem !== undefined) return Plans.refused(problem)
    const wanted = { member, subscription, first, every, kinds, note, ids }
    const owed = {
      balance: found.balance(account, group.currency) ?? 0,
      pending: found.balance(pendingFor(account), group.currency) ?? 0,
    }
    return Result.map(Plans.planInstalments(context, wanted, owed), (made) => ({
      ...made,
      answer: { payments: made.answer, total: made.answer.reduce((sum, { amount }) => sum + amount, 0) },
    }))
  },
})

const GivenRow = Schema.Struct({
  member: Core.Id,
  /** What it is for; the money pot when absent. */
  subscription: optional(Core.Id),
  /** Nothing came: the row is left out. */
  amount: Schema.NullOr(PaidAmount),
})
type GivenRow = typeof GivenRow.Type

const RowAnswer = Schema.Struct({
  ...GivenRow.fields,
  outcome: Schema.Literals(["blank", "recorded", "ready", "refused"]),
  /** What was recorded of it: the promises that came with it, and a payment of what it was beyond them. */
  payments: Schema.Array(Core.Id),
  refusal: Schema.NullOr(Core.Refusal),
})

const targetOf = ({ subscription }: GivenRow) => (subscription === undefined ? undefined : { subscription })

/** Of every row, for each the id that it would take. */
const rowsIn = ({
  input,
  newId,
}: Pick<Deciding<{ readonly rows: ReadonlyArray<GivenRow> }>, "input" | "newId">): ReadonlyArray<{
  readonly row: GivenRow
  readonly id: string
}> => input.rows.map((row) => ({ row, id: newId() }))

/** Records many payments at once. */
export const recordMany = command("payment.record-many", {
  summary:
    "Records many payments of one kind at once, all or none; what was promised for a subscription comes with them, rows without an amount are left out, and each row says what became of it.",
  input: Schema.Struct({
    ...inGroup,
    kind: Core.PaymentKind,
    /** What they are called. */
    note: optional(Core.Payment.fields.note),
    rows: Schema.Array(GivenRow).check(Schema.isMinLength(1), Schema.isMaxLength(500)),
  }),
  output: Schema.Struct({ recorded: Schema.Int, total: Core.Money, rows: Schema.Array(RowAnswer) }),
  refusals: ["NotAllowed", "Busy"],
  space: groupOf,
  allow: mayRecord,
  read: (reads) => ({
    documents: rowsIn(reads).flatMap(({ row: { member, subscription }, id }) => [
      keyOf.member(member),
      keyOf.payment(id),
      ...(subscription === undefined ? [] : [keyOf.subscription(subscription)]),
    ]),
    pages: [{ ...openPayments("promised"), limit: 10_000 }],
  }),
  decide: (deciding) => {
    const { input, now, actor, found } = deciding
    const { kind, note = "" } = input
    const open = found.page<Payment>(0).states
    const rows = rowsIn(deciding).map(({ row, id }) => {
      const [target, context] = [targetOf(row), payAround(deciding, row.member, targetOf(row))]
      const { member, amount, subscription } = row
      const promises = subscription === undefined ? [] : awaitedOf(open, { subscription, member })
      const told = { id, member, kind, note, at: now, by: nameOf(actor), ...(target === undefined ? {} : { target }) }
      return { context, promises, payment: amount === null ? null : { ...told, amount } }
    })
    return Result.map(Plans.recordMany(rows), (made) => ({
      ...made,
      answer: {
        ...made.answer,
        rows: made.answer.rows.map((one, index) => ({
          ...(input.rows[index] as GivenRow),
          outcome: one.outcome,
          payments: one.outcome === "recorded" ? one.payments : [],
          refusal: one.outcome === "refused" ? one.refusal : null,
        })),
      },
    }))
  },
})

const DueRow = Schema.Struct({
  subscription: Core.Id,
  member: Core.Id,
  name: Schema.String,
  total: Core.Money,
  paid: Core.Money,
  /** Still to be paid. */
  due: Core.Money,
  /** Paid beyond it. */
  over: Core.Money,
  /** Promised, and not come. */
  promised: Core.Money,
  /** Of that, what was to come before today. */
  overdue: Core.Money,
  /** When the next of it is to come, or was; null when it has no day. */
  nextOn: Schema.NullOr(Core.CivilDate),
  /** How much that is; null when nothing is promised. */
  next: Schema.NullOr(Core.Money),
})

/** What subscribers owe. */
export const due = query("payment.due", {
  summary: "What each subscriber of a catalog owes, has paid and has promised, and what of it is late.",
  input: Schema.Struct({ ...inGroup, catalog: Core.Id }),
  output: Schema.Struct({ rows: Schema.Array(DueRow), due: Core.Money, overdue: Core.Money }),
  refusals: ["NotAllowed", "CatalogUnknown"],
  space: groupOf,
  allow: (asking) => (has(asking, "members") ? undefined : catalogAdmin(() => asking.input.catalog)(asking)),
  read: ({ input }) => ({
    documents: [keyOf.catalog(input.catalog)],
    pages: [subscriptionsOf(input.catalog), { ...openPayments("promised"), limit: 10_000 }],
  }),
  more: (_, found) => {
    const subscriptions = found.page<Subscription>(0).states
    return {
      documents: subscriptions.flatMap(householdsOf).map(keyOf.member),
      balances: subscriptions.flatMap((one) => householdsOf(one).map((member) => contractOf(one.id, member))),
    }
  },
  view: ({ input, found, group, now }) => {
    if (found.catalog(input.catalog) === null) return Result.fail({ _tag: "CatalogUnknown", catalog: input.catalog })
    const today = civilAt(now, group.settings.timeZone).date
    const payments = found.page<Payment>(1).states
    const rows = found.page<Subscription>(0).states.flatMap((subscription) => {
      const balanceOf = (member: string) => found.balance(contractOf(subscription.id, member), group.currency) ?? 0
      return duesOf(subscription, balanceOf, payments, today).map((one) => ({
        ...one,
        name: householdName(found.member(one.member)?.people ?? []),
      }))
    })
    const sum = (of: "due" | "overdue") => rows.reduce((all, row) => all + row[of], 0)
    return Result.succeed({ rows, due: sum("due"), overdue: sum("overdue") })
  },
})
