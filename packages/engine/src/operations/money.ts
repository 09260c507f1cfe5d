import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { heldFor, walletOf } from "@cabas/core/ledger"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import { statementLines } from "@cabas/core/views"
import { right, selfOr } from "../run/allow.ts"
import { command, query } from "../run/operation.ts"
import { groupOf, inGroup, memberOf, optional } from "./inputs.ts"
import { StatementLine, WalletState } from "./outputs.ts"
import { walletIn } from "./wallet-state.ts"

/** Records money that came from a member. */
export const record = command("payment.record", {
  summary: "Records money received from a member into their wallet.",
  input: Schema.Struct({
    ...inGroup,
    id: optional(Core.Id),
    member: Core.Id,
    amount: Core.Payment.fields.amount.check(Schema.isLessThanOrEqualTo(100_000_000)),
    kind: Core.Payment.fields.kind,
    note: optional(Core.Payment.fields.note),
  }),
  output: Core.Payment,
  refusals: ["NotAllowed", "MemberUnknown", "AlreadyExists"],
  space: groupOf,
  allow: right("members"),
  read: ({ input }) => ({
    documents: [keyOf.member(input.member), ...(input.id === undefined ? [] : [keyOf.payment(input.id)])],
  }),
  more: ({ input, newId }) => (input.id === undefined ? { documents: [keyOf.payment(newId())] } : undefined),
  decide: ({ input, found, group, now, newId }) => {
    const { group: _, ...told } = input
    const id = input.id ?? newId()
    const payment = { ...told, id, note: input.note ?? "", at: now }
    return Plans.recordPayment(group, found.member(input.member), found.payment(id), payment)
  },
})

/** Movements read at once: more than a member makes in a lifetime of baskets. */
const maximumEntries = 10_000

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
      balances: [walletOf(member), heldFor(member)],
      entries: { account: walletOf(member), limit: maximumEntries },
    }
  },
  view: ({ input, actor, found, group }) => {
    const member = memberOf(input, actor)
    if (found.member(member) === null) return Result.fail({ _tag: "MemberUnknown", member })
    const wallet = walletIn(found, group, member)
    const all = statementLines(found.entries, wallet.expected)
    const { before, limit = 100 } = input
    const older = before === undefined ? all : all.filter(({ position }) => position < before)
    const lines = older.slice(0, limit)
    const next = older.length > lines.length ? (lines.at(-1)?.position ?? null) : null
    return Result.succeed({ member, currency: group.currency, wallet, lines, next })
  },
})
