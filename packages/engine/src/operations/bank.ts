import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { matchEntries, readReference, referenceFor, referenceText } from "@cabas/core/bank"
import type { KnownEntry, Matched, Purpose } from "@cabas/core/bank"
import type { Group } from "@cabas/core/group"
import { entryOf } from "@cabas/core/ledger"
import { householdName } from "@cabas/core/member"
import type { Member } from "@cabas/core/member"
import type { Payment } from "@cabas/core/payment"
import * as Plans from "@cabas/core/plans"
import { keyOf, planned } from "@cabas/core/plans"
import { householdsOf } from "@cabas/core/subscription"
import type { Subscription } from "@cabas/core/subscription"
import { readStatement } from "../imports/index.ts"
import { StatementFile, StatementRow } from "../imports/statement.schema.ts"
import { right, selfOr } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { command, query } from "../run/operation.ts"
import type { Deciding } from "../run/operation.ts"
import { groupOf, inGroup, memberOf, optional } from "./inputs.ts"
import { openPayments, payAround, targetKeys } from "./paying.ts"

const PurposeWanted = {
  /** What it is for: the basket of a distribution, a subscription, the membership of a year; else the money pot. */
  distribution: optional(Core.Id),
  subscription: optional(Core.Id),
  year: optional(Core.MembershipYear),
}

const purposeIn = ({
  distribution,
  subscription,
  year,
}: {
  readonly distribution?: string
  readonly subscription?: string
  readonly year?: number
}): Purpose => {
  if (distribution !== undefined) return { kind: "basket", distribution }
  if (subscription !== undefined) return { kind: "subscription", subscription }
  return year === undefined ? { kind: "wallet" } : { kind: "membership", year: String(year) }
}

/** What to write on a transfer or a cheque, and where it goes. */
export const reference = query("payment.reference", {
  summary: "What a member writes on a transfer or a cheque, and whose account it goes to.",
  input: Schema.Struct({ ...inGroup, member: optional(Core.Id), ...PurposeWanted }),
  output: Schema.Struct({
    reference: Core.BankReference,
    /** The same in groups of four, as it is shown. */
    text: Schema.String,
    iban: Schema.NullOr(Core.Iban),
    bic: Schema.NullOr(Schema.String),
    holder: Schema.NullOr(Schema.String),
    payee: Schema.NullOr(Schema.String),
  }),
  refusals: ["NotAllowed", "MemberUnknown"],
  space: groupOf,
  allow: selfOr((input) => input.member, "members", "desk"),
  read: ({ input, actor }) => ({ documents: [keyOf.member(memberOf(input, actor))] }),
  view: ({ input, actor, found, group }) => {
    const member = memberOf(input, actor)
    if (found.member(member) === null) return Result.fail({ _tag: "MemberUnknown", member })
    const { iban = null, bic = null, holder = null, payee = null } = group.settings.payments
    const own = referenceFor(group.id, member, purposeIn(input))
    return Result.succeed({ reference: own, text: referenceText(own), iban, bic, holder, payee })
  },
})

/** A statement of a month: files up to four million characters. */
const maximumFile = 4_000_000

/** A line of the statement and what it is: a promise that came, or money of a member for something. */
const Accepted = Schema.Struct({
  entry: Core.Name(128),
  payment: optional(Core.Id),
  member: optional(Core.Id),
  target: optional(Core.PaymentTarget),
}).check(
  Schema.makeFilter(({ payment, member, target }) =>
    (payment === undefined) !== (member === undefined) && (target === undefined || member !== undefined)
      ? true
      : "expected either a payment or a member",
  ),
)
type Accepted = typeof Accepted.Type

const Input = Schema.Struct({
  ...inGroup,
  /** The file: its text, or its bytes in base64. */
  content: Schema.String.check(Schema.isMaxLength(maximumFile)),
  encoding: optional(Schema.Literals(["text", "base64"])),
  /** What the lines are that payments are made of; without it the file is only looked at. */
  accept: optional(Schema.Array(Accepted).check(Schema.isMinLength(1), Schema.isMaxLength(500))),
})
type Input = typeof Input.Type

const Row = Schema.Struct({
  ...StatementRow.fields,
  outcome: Schema.Literals([
    "matched",
    "matched-other-amount",
    "suggested",
    "member-known",
    "unmatched",
    "ignored",
    "already",
    "unreadable",
  ]),
  why: Schema.NullOr(Schema.String),
  /** The promise that it is, or may be. */
  payment: Schema.NullOr(Core.Id),
  /** What was promised, where another amount came. */
  expected: Schema.NullOr(Core.Money),
  member: Schema.NullOr(Core.Id),
  name: Schema.NullOr(Schema.String),
  target: Schema.NullOr(Core.PaymentTarget),
})
type Row = typeof Row.Type

const bytesOf = (base64: string): Uint8Array | null => {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}

/** What was read of each input: reading and deciding look at the same file. */
const readings = new WeakMap<Input, StatementFile | null>()

const fileIn = (input: Input, { currency, settings }: Group): StatementFile | null => {
  const known = readings.get(input)
  if (known !== undefined) return known
  const content = input.encoding === "base64" ? bytesOf(input.content) : input.content
  const account = settings.payments.iban ?? null
  const file = content === null ? null : readStatement(content, { currency, account })
  readings.set(input, file)
  return file
}

const entriesOf = (file: StatementFile | null): ReadonlyArray<KnownEntry> =>
  (file?.rows ?? []).flatMap(({ entry }) => entry ?? [])

/** Members, what they promised, and their subscriptions: all that a line may be about. */
const everybody = [
  { ...openPayments("promised"), limit: 10_000 },
  { prefix: "member:", limit: 10_000 },
  { prefix: "subscription:", limit: 10_000 },
] as const

const isUsed = (found: Found, fingerprint: string): boolean => (found.balance(entryOf(fingerprint), "entries") ?? 0) > 0

/** What references of the group mean, whether or not something was promised under them. @rule PAY-16 */
const referencesOf = (found: Found, group: Group) => {
  const known = new Map<string, Pick<Row, "member" | "target">>()
  for (const { id } of found.page<Member>(1).states) {
    known.set(referenceFor(group.id, id, { kind: "wallet" }), { member: id, target: null })
  }
  for (const subscription of found.page<Subscription>(2).states) {
    const target = { subscription: subscription.id }
    for (const member of householdsOf(subscription)) {
      known.set(referenceFor(group.id, member, { kind: "subscription", ...target }), { member, target })
    }
  }
  return known
}

const emptyRow = { why: null, payment: null, expected: null, member: null, name: null, target: null }

const rowsOf = (file: StatementFile, found: Found, group: Group): ReadonlyArray<Row> => {
  const names = new Map(found.page<Member>(1).states.map(({ id, people }) => [id, householdName(people)]))
  const promises = new Map(found.page<Payment>(0).states.map((payment) => [payment.id, payment]))
  const expected = [...promises.values()].map((payment) =>
    Plans.expectedTransfer(group, payment, names.get(payment.member) ?? ""),
  )
  const entries = entriesOf(file)
  const seen = entries.filter(({ fingerprint }) => isUsed(found, fingerprint)).map(({ fingerprint }) => fingerprint)
  const matched = matchEntries(entries, expected, seen)
  const references = referencesOf(found, group)
  let next = 0
  return file.rows.map((row) => {
    if (row.entry === undefined) return { ...row, ...emptyRow, outcome: "unreadable" }
    const one = matched[next] as Matched
    next += 1
    return { ...row, ...answerOf(one, promises, names, references) }
  })
}

const answerOf = (
  one: Matched,
  promises: ReadonlyMap<string, Payment>,
  names: ReadonlyMap<string, string>,
  references: ReturnType<typeof referencesOf>,
): Omit<Row, keyof StatementRow> => {
  const { outcome } = one
  const named = (member: string | null) => (member === null ? null : (names.get(member) ?? null))
  if (outcome === "unmatched") {
    const written = readReference(one.entry.text)
    const known = written === null ? undefined : references.get(written)
    if (known === undefined) return { ...emptyRow, outcome, why: one.why }
    return { ...emptyRow, ...known, outcome: "member-known", name: named(known.member) }
  }
  if (outcome === "ignored" || outcome === "already") return { ...emptyRow, outcome }
  const payment = promises.get(one.payment)
  const member = payment?.member ?? null
  const expected = outcome === "matched-other-amount" ? one.expected : null
  return {
    ...emptyRow,
    outcome,
    payment: one.payment,
    expected,
    member,
    name: named(member),
    target: payment?.target ?? null,
  }
}

const acceptedIn = (deciding: Deciding<Input>, accept: ReadonlyArray<Accepted>): ReadonlyArray<Plans.AcceptedEntry> => {
  const { found, group, newId } = deciding
  const entries = new Map(entriesOf(fileIn(deciding.input, group)).map((entry) => [entry.fingerprint, entry]))
  return accept.map(({ entry: fingerprint, payment: promise, member = "", target }) => {
    const id = newId()
    const payment = promise === undefined ? null : found.payment(promise)
    const told = { entry: entries.get(fingerprint) ?? null, fingerprint, isUsed: isUsed(found, fingerprint) }
    return promise === undefined
      ? { ...told, context: payAround(deciding, member, target), is: { id, member, target } }
      : {
          ...told,
          context: payAround(deciding, payment?.member ?? "", payment?.target),
          is: { promise, payment },
        }
  })
}

/** Takes a bank statement in. */
export const importStatement = command("bank.import", {
  summary:
    "Compares a bank statement with what was promised; with what was accepted of it, records those payments, all or none, each line once.",
  input: Input,
  output: Schema.Struct({
    format: StatementFile.fields.format,
    encoding: StatementFile.fields.encoding,
    separator: StatementFile.fields.separator,
    problems: StatementFile.fields.problems,
    warnings: StatementFile.fields.warnings,
    /** Every line of the file when it is only looked at; else none: the journal keeps nothing of the statement. */
    rows: Schema.Array(Row),
    recorded: Schema.Array(Core.Payment),
    total: Core.Money,
  }),
  refusals: [
    "NotAllowed",
    "FileUnreadable",
    "EntryUnknown",
    "EntryIsMatched",
    "PaymentUnknown",
    "PaymentNotPromised",
    "MemberUnknown",
    "SubscriptionUnknown",
    "DistributionUnknown",
    "DistributionCancelled",
    "DistributionValidated",
    "BasketUnknown",
    "BasketSettled",
    "Busy",
  ],
  space: groupOf,
  allow: right("members"),
  onlyLooks: ({ accept }) => accept === undefined,
  read: ({ input: { accept = [] }, newId }) => {
    const promises = accept.flatMap(({ payment }) => payment ?? [])
    const fresh = accept.map(() => newId())
    const targets = accept.flatMap(({ member, target }) =>
      member === undefined ? [] : [keyOf.member(member), ...targetKeys(member, target)],
    )
    return {
      documents: [...promises, ...fresh].map(keyOf.payment).concat(targets),
      pages: accept.length === 0 ? everybody : [],
    }
  },
  more: ({ input }, found) => {
    if (found.group === null) return undefined
    const promised = (input.accept ?? []).flatMap(({ payment }) =>
      payment === undefined ? [] : (found.payment(payment) ?? []),
    )
    const accepted = new Set((input.accept ?? []).map(({ entry }) => entry))
    const fingerprints = entriesOf(fileIn(input, found.group)).map(({ fingerprint }) => fingerprint)
    return {
      documents: promised.flatMap(({ member, target }) => [keyOf.member(member), ...targetKeys(member, target)]),
      balances: fingerprints.filter((one) => input.accept === undefined || accepted.has(one)).map(entryOf),
    }
  },
  decide: (deciding) => {
    const { input, found, group } = deciding
    const file = fileIn(input, group)
    if (file === null) return Plans.refused({ _tag: "FileUnreadable", reason: "NotBase64" })
    const { format, encoding, separator, problems, warnings } = file
    const about = { format, encoding, separator }
    const { accept } = input
    if (accept === undefined) {
      return planned({ ...about, problems, warnings, rows: rowsOf(file, found, group), recorded: [], total: 0 })
    }
    return Result.map(Plans.importTransfers(acceptedIn(deciding, accept)), (plan) => ({
      ...plan,
      answer: {
        ...about,
        problems: [],
        warnings: [],
        rows: [],
        recorded: plan.answer,
        total: plan.answer.reduce((sum, { amount }) => sum + amount, 0),
      },
    }))
  },
})
