import * as Result from "effect/Result"
import type { BankProblem } from "./bank.schema.ts"
import { ibanOf } from "./iban.ts"
import { readReference } from "./reference.ts"

type NotPossible = Extract<BankProblem, { readonly _tag: "TransferCodeNotPossible" }>

/** A transfer that a banking program is to propose: to whom, how much, and what the bank passes on. */
export interface Transfer {
  /** Whose account it is. */
  readonly name: string
  readonly iban: string
  readonly bic?: string | undefined
  /** Minor units. */
  readonly amount: number
  readonly currency: string
  /** A reference of ours, or words: the standard allows one of them. */
  readonly remittance: { readonly reference: string } | { readonly text: string }
}

const longestName = 70
const longestText = 140
const mostCents = 99_999_999_999
const mostBytes = 331

const refused = (problem: NotPossible["problem"], value: string, maximum: number | null = null) =>
  Result.fail<NotPossible>({ _tag: "TransferCodeNotPossible", problem, value, maximum })

/** One line: the lines of a code are its fields. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim()

/** How many octets of UTF-8 a text takes. */
const octetsOf = (text: string): number => {
  let octets = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    octets += code < 0x80 ? 1 : code < 0x8_00 ? 2 : code < 0x1_00_00 ? 3 : 4
  }
  return octets
}

const euros = (cents: number): string => `EUR${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`

type Remitted = { readonly reference: string; readonly text: string }

const remitted = (remittance: Transfer["remittance"]): Result.Result<Remitted, NotPossible> => {
  if ("text" in remittance) {
    const text = oneLine(remittance.text)
    return [...text].length > longestText
      ? refused("text-too-long", text, longestText)
      : Result.succeed({ reference: "", text })
  }
  const reference = readReference(remittance.reference)
  return reference === null ? refused("reference", remittance.reference) : Result.succeed({ reference, text: "" })
}

const problemOf = ({ currency, amount }: Transfer, name: string, bic: string) => {
  if (currency !== "EUR") return refused("currency", currency)
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > mostCents) {
    return refused("amount", String(amount), mostCents)
  }
  if (name === "") return refused("name-missing", name)
  if ([...name].length > longestName) return refused("name-too-long", name, longestName)
  return /^([A-Z]{6}[A-Z\d]{2}([A-Z\d]{3})?)?$/.test(bic) ? undefined : refused("bic", bic)
}

/**
 * What a QR code holds for banking programs to fill in a transfer (EPC069-12, version 002): lines for service, version,
 * alphabet, kind, BIC, name, account, amount, purpose, and a reference or words; those at the end that are blank are
 * left out, as the standard asks. Refuses what does not fit, and an account number that is wrong.
 * @rule BANK-5
 * @see D29
 */
export const epcPayload = (transfer: Transfer): Result.Result<string, BankProblem> => {
  const name = oneLine(transfer.name)
  const bic = (transfer.bic ?? "").toUpperCase().replaceAll(/\s/g, "")
  const problem = problemOf(transfer, name, bic)
  if (problem !== undefined) return problem
  const iban = ibanOf(transfer.iban)
  if (Result.isFailure(iban)) return Result.fail(iban.failure)
  const remittance = remitted(transfer.remittance)
  if (Result.isFailure(remittance)) return Result.fail(remittance.failure)
  const { reference, text } = remittance.success
  const head = ["BCD", "002", "1", "SCT", bic, name, iban.success, euros(transfer.amount)]
  const payload = [...head, "", reference, text].join("\n").trimEnd()
  const octets = octetsOf(payload)
  return octets > mostBytes ? refused("too-long", String(octets), mostBytes) : Result.succeed(payload)
}
