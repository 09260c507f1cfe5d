import * as Schema from "effect/Schema"
import { CivilDate, Currency, Id, Whole } from "../values/values.schema.ts"
import { ibanProblem } from "./iban.ts"
import { isReference } from "./reference.ts"

/** An account number as it is kept: capital letters and digits without spaces, its length and check digits right. @rule BANK-1 */
export const Iban = Schema.String.check(
  Schema.makeFilter((text) => ibanProblem(text) === null || "expected an IBAN without spaces, in capital letters"),
)
export type Iban = typeof Iban.Type

/** What a member writes on a transfer or a cheque, as it is kept: `RF` and 14 digits. @rule BANK-3 */
export const BankReference = Schema.String.check(
  Schema.makeFilter((text) => isReference(text) || "expected RF, two check digits and 12 digits"),
)
export type BankReference = typeof BankReference.Type

/** What a line of a bank statement says; texts are empty when the bank says nothing. @rule BANK-10 */
export const StatementEntry = Schema.Struct({
  bookedOn: CivilDate,
  valuedOn: Schema.NullOr(CivilDate),
  /** Minor units, positive for what came in. */
  amount: Whole,
  currency: Currency,
  /** Who paid, or was paid. */
  name: Schema.String,
  /** The account of who paid, or was paid. */
  iban: Schema.NullOr(Iban),
  text: Schema.String,
  /** What the bank calls this line, when it does. */
  bankId: Schema.NullOr(Schema.String),
  /** The account that the statement is of, when it says. */
  account: Schema.NullOr(Schema.String),
})
export type StatementEntry = typeof StatementEntry.Type

/** A line of a statement with what it is recognised by when it comes again. @rule BANK-6 */
export const KnownEntry = Schema.Struct({ ...StatementEntry.fields, fingerprint: Schema.String })
export type KnownEntry = typeof KnownEntry.Type

/** A payment that is to arrive at the bank. Amounts are minor units. */
export const ExpectedTransfer = Schema.Struct({
  payment: Id,
  member: Id,
  /** What the member is called, to compare with what the bank says. */
  name: Schema.String,
  amount: Whole,
  currency: Currency,
  reference: BankReference,
  /** When it is due: of several with one reference the earliest is paid first. */
  dueOn: Schema.NullOr(CivilDate),
  status: Schema.Literals(["pending", "posted", "cancelled"]),
})
export type ExpectedTransfer = typeof ExpectedTransfer.Type

/** What an account number or a code for banking programs may be refused for. @see D29 */
export const BankRefusal = {
  IbanInvalid: {
    iban: Schema.String,
    problem: Schema.Literals(["empty", "characters", "country", "length", "checksum"]),
  },
  TransferCodeNotPossible: {
    problem: Schema.Literals([
      "currency",
      "amount",
      "name-missing",
      "name-too-long",
      "bic",
      "reference",
      "text-too-long",
      "too-long",
    ]),
    value: Schema.String,
    maximum: Schema.NullOr(Schema.Number),
  },
} as const

/** One of the refusals about banks, as tagged plain data. */
export type BankProblem = ReturnType<typeof Schema.TaggedUnion<typeof BankRefusal>>["Type"]
