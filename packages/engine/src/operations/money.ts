import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { depositsOf, walletOf } from "@cabas/core/ledger"
import type { Payment } from "@cabas/core/payment"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import { statementLines } from "@cabas/core/views"
import { right, selfOr } from "../run/allow.ts"
import { command, nameOf, query } from "../run/operation.ts"
import { groupOf, inGroup, memberOf, optional, paged } from "./inputs.ts"
import { StatementLine, WalletState } from "./outputs.ts"
import {
  aroundPayment,
  mayTakeMoney,
  mayTouch,
  newPayment,
  openPayments,
  PaidAmount,
  payAround,
  payingRefusals,
  purseAccounts,
  purseIn,
  readNew,
  readTarget,
  runsContractOf,
  whichPayment,
} from "./paying.ts"
import { walletAccounts, walletIn } from "./wallet-state.ts"

const told = (input: Readonly<Record<string, unknown>>, more: Partial<Payment>): Payment => {
  const { group: _, sure: __, ...rest } = input
  return { note: "", ...rest, ...more } as Payment
}

/** Records money that came from a member. */
export const record = command("payment.record", {
  summary: "Records money received from a member: into their money pot, for a basket, or for a subscription.",
  input: Schema.Struct({
    ...newPayment,
    member: Core.Id,
    kind: Core.PaymentKind,
    cheque: optional(Core.Cheque),
    reference: optional(Core.Name(64)),
    /** The distribution at whose till it came in. */
    till: optional(Core.Id),
    /** More deposits come back than were paid, and that is meant. */
    sure: optional(Schema.Boolean),
  }),
  output: Core.Payment,
  refusals: [...payingRefusals, "DepositTooLarge"],
  space: groupOf,
  allow: mayTakeMoney,
  read: (reads) => readNew(reads, { balances: [depositsOf(reads.input.member)] }),
  decide: (deciding) => {
    const { input, found, group, now, newId, actor } = deciding
    const { member, target, sure = false } = input
    const payment = told(input, { id: input.id ?? newId(), at: now, by: nameOf(actor) })
    const deposits = found.balance(depositsOf(member), group.currency) ?? 0
    const context = payAround(deciding, member, target, input.till)
    return Plans.recordPayment(context, found.payment(payment.id), payment, { deposits, sure })
  },
})

/** Keeps what a member says they will pay. */
export const promise = command("payment.promise", {
  summary: "Keeps how and how much a member will pay; more for the same basket in the same way is added.",
  input: Schema.Struct({
    ...newPayment,
    member: optional(Core.Id),
    kind: Core.PaymentKind,
    reference: optional(Core.Name(64)),
    dueOn: optional(Core.CivilDate),
  }),
  output: Core.Payment,
  refusals: payingRefusals,
  space: groupOf,
  allow: selfOr((input) => input.member, "members", "desk"),
  read: (reads) => readNew(reads),
  more: ({ input, actor, now, newId }, found) => {
    if (found.group === null) return undefined
    const member = memberOf(input, actor)
    const context = payAround({ found, group: found.group, now, actor }, member, input.target)
    const payment = told(input, { id: input.id ?? newId(), member, at: now })
    const raised = Plans.promiseToRaise(context, payment)
    return raised === undefined ? undefined : { documents: [keyOf.payment(raised)] }
  },
  decide: (deciding) => {
    const { input, found, now, newId, actor } = deciding
    const member = memberOf(input, actor)
    const payment = told(input, { id: input.id ?? newId(), member, at: now, by: nameOf(actor) })
    const context = payAround(deciding, member, input.target)
    const raised = Plans.promiseToRaise(context, payment)
    return Plans.promisePayment(
      context,
      found.payment(payment.id),
      payment,
      raised === undefined ? null : found.payment(raised),
    )
  },
})

/** Records that promised money came. */
export const receive = command("payment.receive", {
  summary: "Records that promised money came, perhaps in another way or of another amount.",
  input: Schema.Struct({
    ...whichPayment,
    /** As it came; as it was promised when absent. */
    kind: optional(Core.PaymentKind),
    amount: optional(PaidAmount),
    till: optional(Core.Id),
    /** What is written on the cheque, when it came by one. */
    cheque: optional(Core.Cheque),
  }),
  output: Core.Payment,
  refusals: [
    "NotAllowed",
    "PaymentUnknown",
    "PaymentNotPromised",
    "PaymentKindNotOffered",
    "DepositTooLarge",
    "DistributionUnknown",
    "DistributionCancelled",
    "DistributionValidated",
    "Busy",
  ],
  space: groupOf,
  allow: mayTouch,
  read: ({ input }) => ({ documents: [keyOf.payment(input.payment)] }),
  more: readTarget,
  decide: (deciding) =>
    Result.flatMap(aroundPayment(deciding), ({ payment, context }) => {
      const { kind = payment.kind, amount = payment.amount, till = null, cheque } = deciding.input
      const deposits = deciding.found.balance(depositsOf(payment.member), deciding.group.currency) ?? 0
      const arrival = { kind, amount, till, entry: null, ...(cheque === undefined ? {} : { cheque }) }
      return Plans.receivePayment(context, payment, payment.id, arrival, deposits)
    }),
})

/** Takes a payment back. */
export const cancel = command("payment.cancel", {
  summary:
    "Takes a payment back that never came or was recorded by mistake, with a reason; what it moved is moved back.",
  input: Schema.Struct({ ...whichPayment, reason: Core.BasketLine.fields.name }),
  output: Core.Payment,
  refusals: [
    "NotAllowed",
    "PaymentUnknown",
    "PaymentIsCancelled",
    "ChequeIsBounced",
    "DistributionCancelled",
    "DistributionUnknown",
    "DistributionValidated",
    "BasketSettled",
    "Busy",
  ],
  space: groupOf,
  allow: (asking) => {
    const payment = asking.found.payment(asking.input.payment)
    const isOwnPromise = payment?.status === "promised"
    return isOwnPromise ? selfOr(() => payment?.member, "members", "desk")(asking) : mayTouch(asking)
  },
  read: ({ input }) => ({ documents: [keyOf.payment(input.payment)] }),
  more: readTarget,
  decide: (deciding) =>
    Result.flatMap(aroundPayment(deciding), ({ payment, context }) =>
      Plans.cancelPayment(context, payment, payment.id, deciding.input.reason),
    ),
})

/** Gives money back. */
export const refund = command("payment.refund", {
  summary: "Gives money back to a member: of a basket what it was paid too much, else what is over.",
  input: Schema.Struct({
    ...newPayment,
    member: Core.Id,
    kind: Core.PaymentKind,
    till: optional(Core.Id),
  }),
  output: Core.Payment,
  refusals: [...payingRefusals, "NothingToRefund", "RefundTooLarge"],
  space: groupOf,
  allow: mayTakeMoney,
  read: (reads) => readNew(reads, { balances: purseAccounts(reads.input.member, reads.input.target) }),
  decide: (deciding) => {
    const { input, found, group, now, newId, actor } = deciding
    const { member, target } = input
    const payment = told(input, { id: input.id ?? newId(), at: now, by: nameOf(actor) })
    const purse = purseIn(found, group.currency, member, target)
    return Plans.refundPayment(
      payAround(deciding, member, target, input.till),
      found.payment(payment.id),
      payment,
      purse,
    )
  },
})

const Source = Schema.Struct({ member: Core.Id, subscription: Schema.NullOr(Core.Id) })

/** Moves money that is there already. */
export const move = command("payment.move", {
  summary: "Moves money from a money pot or a subscription to another one, of the same member or of another.",
  input: Schema.Struct({ ...newPayment, member: Core.Id, source: Source }),
  output: Core.Payment,
  refusals: [...payingRefusals, "SameAccount", "MoveTooLarge"],
  space: groupOf,
  allow: right("members"),
  read: (reads) => {
    const { source } = reads.input
    const from = Plans.accountPaid(
      source.member,
      source.subscription === null ? undefined : { subscription: source.subscription },
    )
    return readNew(reads, { balances: [from] })
  },
  decide: (deciding) => {
    const { input, found, group, now, newId, actor } = deciding
    const { member, target, source } = input
    const from = Plans.accountPaid(
      source.member,
      source.subscription === null ? undefined : { subscription: source.subscription },
    )
    const payment = told(input, { id: input.id ?? newId(), kind: "moved", at: now, by: nameOf(actor) })
    const available = found.balance(from, group.currency) ?? 0
    const context = payAround(deciding, member, target)
    return Plans.movePayment(context, found.payment(payment.id), { ...payment, source }, available)
  },
})

/** What a list of payments is asked with: one of these, or one's own. */
interface Wanted {
  readonly member?: string
  readonly subscription?: string
  readonly till?: string
  readonly open?: "promised" | "cheque"
}

/** Where a list of payments is found. */
const foundUnder = ({ member, subscription, till, open }: Wanted, self: string) => {
  if (open !== undefined && subscription === undefined && till === undefined) return openPayments(open)
  const under = (index: string, value: string) => ({ index, from: value, to: value })
  if (subscription !== undefined) return under("payment.bySubscription", subscription)
  return till === undefined ? under("payment.byMember", member ?? self) : under("payment.byTill", till)
}

/** Payments by what they are: of a member, at a till, still to come, or cheques in the box. @rule DOOR-6 */
export const list = query("payment.list", {
  summary:
    "Payments of a member, of a subscription, at a till, those still to come or the cheques that are not at the bank, what is due first before the others.",
  input: Schema.Struct({
    ...inGroup,
    /** Oneself when nothing is named. */
    member: optional(Core.Id),
    subscription: optional(Core.Id),
    till: optional(Core.Id),
    open: optional(Schema.Literals(["promised", "cheque"])),
    ...paged,
  }),
  output: Schema.Struct({ payments: Schema.Array(Core.Payment), next: Schema.NullOr(Schema.String) }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: (asking) => {
    const { member, subscription, till, open } = asking.input
    if (subscription !== undefined && runsContractOf(asking, subscription)) return undefined
    const isOfMember = subscription === undefined && till === undefined && open === undefined
    return isOfMember ? selfOr(() => member, "members")(asking) : right("members", "desk")(asking)
  },
  read: ({ input, actor }) => {
    const { after, limit = 200 } = input
    const page = { ...foundUnder(input, memberOf({}, actor)), limit }
    return {
      documents: input.subscription === undefined ? [] : [keyOf.subscription(input.subscription)],
      pages: [after === undefined ? page : { ...page, after }],
    }
  },
  view: ({ found }) => {
    const { states, next } = found.page<Payment>(0)
    return Result.succeed({ payments: states, next })
  },
})

/** Tells that the bank gave a cheque back. */
export const bounce = command("cheque.bounce", {
  summary:
    "Records that the bank gave a cheque back: its money goes on that day and is owed again; what was settled or validated stays as it is.",
  input: Schema.Struct({ ...whichPayment, reason: Core.BasketLine.fields.name }),
  output: Core.Payment,
  refusals: [
    "NotAllowed",
    "PaymentUnknown",
    "NotACheque",
    "PaymentNotReceived",
    "PaymentIsCancelled",
    "ChequeIsBounced",
    "Busy",
  ],
  space: groupOf,
  allow: right("members"),
  read: ({ input }) => ({ documents: [keyOf.payment(input.payment)] }),
  more: readTarget,
  decide: (deciding) =>
    Result.flatMap(aroundPayment(deciding), ({ payment, context }) =>
      Plans.bounceCheque(context, payment, payment.id, deciding.input.reason),
    ),
})

/** Takes cheques to the bank. */
export const bankCheques = command("cheque.bank", {
  summary: "Records that cheques were taken to the bank, all of those named or none.",
  input: Schema.Struct({
    ...inGroup,
    payments: Schema.Array(Core.Id).check(Schema.isMinLength(1), Schema.isMaxLength(500)),
  }),
  output: Schema.Struct({ payments: Schema.Array(Core.Payment), total: Core.Money }),
  refusals: [
    "NotAllowed",
    "PaymentUnknown",
    "NotACheque",
    "PaymentNotReceived",
    "PaymentIsCancelled",
    "ChequeIsBanked",
    "ChequeIsBounced",
    "Busy",
  ],
  space: groupOf,
  allow: right("members"),
  read: ({ input }) => ({ documents: [...new Set(input.payments)].map(keyOf.payment) }),
  decide: (deciding) => {
    const { input, found } = deciding
    const ids = [...new Set(input.payments)]
    const decisions = ids.map((id) => Plans.bankCheque(payAround(deciding, "", undefined), found.payment(id), id))
    return Result.map(Plans.togetherAll(decisions), (plan) => ({
      ...plan,
      answer: { payments: plan.answer, total: plan.answer.reduce((sum, { amount }) => sum + amount, 0) },
    }))
  },
})

/** Movements read at once: more than a member makes in a lifetime of baskets. */
const maximumEntries = 10_000

interface Shown {
  readonly before?: string
  readonly limit?: number
}

/** The movements that one page of a statement shows. */
const shownOf = <Line extends { readonly position: string }>(
  { before, limit = 100 }: Shown,
  lines: ReadonlyArray<Line>,
): ReadonlyArray<Line> =>
  (before === undefined ? lines : lines.filter(({ position }) => position < before)).slice(0, limit)

/** The distribution of the member's basket that a movement is about. */
const dayOf = ({ reference }: { readonly reference: string }, member: string): string | undefined => {
  const end = `~${member}`
  return reference.endsWith(end) ? reference.slice(0, -end.length) : undefined
}

/** Whether a movement is that of a payment, which says why it was made. */
const isOfPayment = ({ reason }: { readonly reason: string }): boolean => /^(payment|refund)-/.test(reason)

/** A member's wallet: what it holds and how it came to. */
export const statement = query("wallet.statement", {
  summary: "A member's wallet: balances, and its movements newest first with the balance after each.",
  input: Schema.Struct({
    ...inGroup,
    member: optional(Core.Id),
    before: optional(Schema.String),
    limit: optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 500 }))),
  }),
  output: Schema.Struct({
    member: Core.Id,
    currency: Core.Currency,
    wallet: WalletState,
    /** What was paid as deposits and has not come back. */
    deposits: Core.Money,
    lines: Schema.Array(StatementLine),
    next: Schema.NullOr(Schema.String),
  }),
  refusals: ["NotAllowed", "MemberUnknown"],
  space: groupOf,
  allow: selfOr((input) => input.member, "members", "desk"),
  read: ({ input, actor }) => {
    const member = memberOf(input, actor)
    return {
      documents: [keyOf.member(member)],
      balances: [...walletAccounts(member), depositsOf(member)],
      entries: { account: walletOf(member), limit: maximumEntries },
    }
  },
  more: ({ input, actor }, found) => {
    const keys = shownOf(input, found.entries).flatMap((entry) => {
      const day = dayOf(entry, memberOf(input, actor))
      if (day !== undefined) return keyOf.distribution(day)
      return isOfPayment(entry) ? keyOf.payment(entry.reference) : []
    })
    return { documents: [...new Set(keys)] }
  },
  view: ({ input, actor, found, group }) => {
    const member = memberOf(input, actor)
    if (found.member(member) === null) return Result.fail({ _tag: "MemberUnknown", member })
    const wallet = walletIn(found, group, member)
    const all = shownOf({ ...input, limit: maximumEntries }, statementLines(found.entries, wallet.expected))
    const shown = shownOf(input, all)
    const lines = shown.map((line) => {
      const day = dayOf(line, member)
      const startsAt = (day === undefined ? null : found.distribution(day)?.plan.startsAt) ?? null
      return { ...line, startsAt, note: isOfPayment(line) ? (found.payment(line.reference)?.note ?? "") : "" }
    })
    const next = all.length > lines.length ? (lines.at(-1)?.position ?? null) : null
    const deposits = found.balance(depositsOf(member), group.currency) ?? 0
    return Result.succeed({ member, currency: group.currency, wallet, deposits, lines, next })
  },
})
