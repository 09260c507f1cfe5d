import { ibanOf } from "@cabas/core/bank"
import type { StatementEntry } from "@cabas/core/bank"
import { digitsOf, sum } from "@cabas/core/values"
import * as Result from "effect/Result"
import { lineText, shown } from "./cell-text.ts"
import type { ReadEntry, ReadLines, StatementDefaults } from "./read-statement.ts"
import { statementAmount, statementDay } from "./statement-cells.ts"
import type { StatementProblem } from "./statement.schema.ts"
import { childAt, childrenOf, textAt, xmlOf } from "./xml.ts"
import type { XmlElement } from "./xml.ts"

/** Money with its sign, as an element tells it. */
interface Amount {
  readonly amount: number
  readonly currency: string
}

/** An entry of a statement while it is read. */
interface EntryReading {
  readonly element: XmlElement
  readonly path: string
  readonly account: string | null
  readonly total: Amount
  readonly bookedOn: string
  readonly valuedOn: string | null
}

/** The booked entries of a CAMT.053 statement, one line for each payment in them. @rule BANK-11, BANK-12 */
export function camtLines(text: string, defaults: StatementDefaults): ReadLines {
  const root = xmlOf(text)
  if ("reason" in root) return { lines: [], problems: [{ _tag: "XmlInvalid", ...root }] }
  const message = childAt(root, "BkToCstmrStmt")
  if (message === undefined) return { lines: [], problems: [{ _tag: "XmlNotStatement", root: root.name }] }
  const lines = childrenOf(message, "Stmt").flatMap((statement, at) => {
    const account = textAt(statement, "Acct", "Id", "IBAN") || textAt(statement, "Acct", "Id", "Othr", "Id")
    return childrenOf(statement, "Ntry").flatMap((entry, index) =>
      entryLines(entry, `Stmt[${at + 1}]/Ntry[${index + 1}]`, account || defaults.account),
    )
  })
  return { lines, problems: [] }
}

const refused = ({ line }: XmlElement, path: string, ...problems: ReadonlyArray<StatementProblem>): ReadEntry => ({
  line,
  path,
  problems,
  warnings: [],
})

function entryLines(element: XmlElement, path: string, account: string | null): ReadonlyArray<ReadEntry> {
  const problems: Array<StatementProblem> = []
  const status = textAt(element, "Sts", "Cd") || textAt(element, "Sts")
  if (status !== "BOOK") return [refused(element, path, { _tag: "NotBooked", path: `${path}/Sts`, status })]
  const total = amountIn(childAt(element, "Amt"), directionOf(element), path, problems)
  const bookedOn = dayIn(element, "BookgDt", path, problems)
  const valuedOn = childAt(element, "ValDt") === undefined ? null : dayIn(element, "ValDt", path, problems)
  if (total === undefined || bookedOn === undefined || valuedOn === undefined || problems.length > 0) {
    return [refused(element, path, ...problems)]
  }
  return paymentsOf({ element, path, account, total, bookedOn, valuedOn })
}

function dayIn(element: XmlElement, name: string, path: string, problems: Array<StatementProblem>): string | undefined {
  const value = textAt(element, name, "Dt") || textAt(element, name, "DtTm")
  const day = statementDay(value.replace("T", " "))
  if (day === undefined) problems.push({ _tag: "DateUnreadable", path: `${path}/${name}`, value: shown(value) })
  return day
}

const directionOf = (element: XmlElement): string => textAt(element, "CdtDbtInd")

function amountIn(
  element: XmlElement | undefined,
  direction: string,
  path: string,
  problems: Array<StatementProblem>,
): Amount | undefined {
  if (element === undefined) {
    problems.push({ _tag: "AmountMissing", path: `${path}/Amt` })
    return undefined
  }
  const currency = element.attributes.get("Ccy") ?? ""
  const isCurrency = /^[A-Z]{3}$/.test(currency)
  const amount = isCurrency ? statementAmount(element.text, digitsOf(currency), "en") : undefined
  if (!isCurrency) problems.push({ _tag: "CurrencyUnreadable", path: `${path}/Amt/@Ccy`, value: shown(currency) })
  else if (amount === undefined) {
    problems.push({ _tag: "AmountUnreadable", path: `${path}/Amt`, value: shown(element.text) })
  }
  if (direction !== "CRDT" && direction !== "DBIT") {
    problems.push({ _tag: "DirectionUnreadable", path: `${path}/CdtDbtInd`, value: shown(direction) })
  }
  return amount === undefined ? undefined : { currency, amount: direction === "CRDT" ? amount : 0 - amount }
}

/** An entry is one payment, or many that the bank booked together and tells one by one. @rule BANK-12 */
function paymentsOf(reading: EntryReading): ReadonlyArray<ReadEntry> {
  const { element, path, total } = reading
  const details = childrenOf(element, "NtryDtls").flatMap((each) => childrenOf(each, "TxDtls"))
  const counted = Number(textAt(element, "NtryDtls", "Btch", "NbOfTxs") || "0")
  if (details.length <= 1) {
    const line = lineOf(reading, details[0], path, total)
    const notItemised: StatementProblem = { _tag: "BatchNotItemised", path, details: counted }
    return [counted > 1 ? { ...line, warnings: [...line.warnings, notItemised] } : line]
  }
  const problems: Array<StatementProblem> = []
  const paths = details.map((_, at) => `${path}/TxDtls[${at + 1}]`)
  const amounts = details.map((each, at) =>
    amountIn(detailAmount(each), directionOf(each) || directionOf(element), paths[at]!, problems),
  )
  if (problems.some(({ _tag }) => _tag !== "AmountMissing")) return [refused(element, path, ...problems)]
  if (problems.length > 0) {
    const line = lineOf(reading, undefined, path, total)
    return [{ ...line, warnings: [...line.warnings, { _tag: "BatchNotItemised", path, details: details.length }] }]
  }
  const told = amounts.flatMap((each) => each ?? [])
  const parts = sum(told.map(({ amount }) => amount))
  if (parts !== total.amount || told.some(({ currency }) => currency !== total.currency)) {
    return [refused(element, path, { _tag: "BatchSumDiffers", path, sum: parts, total: total.amount })]
  }
  return details.map((each, at) => lineOf(reading, each, paths[at]!, told[at]!))
}

/** What a payment of several is, in the currency of the account: its place differs between versions. */
const detailAmount = (details: XmlElement): XmlElement | undefined =>
  childAt(details, "Amt") ?? childAt(details, "AmtDtls", "TxAmt", "Amt")

/** What banks write where a payer gave nothing. */
const isNothing = (text: string): boolean => text === "" || text === "NOTPROVIDED" || text === "NONREF"

function lineOf(reading: EntryReading, details: XmlElement | undefined, path: string, money: Amount): ReadEntry {
  const { element, account, bookedOn, valuedOn } = reading
  const { line } = details ?? element
  const isIn = money.amount >= 0
  const warnings: Array<StatementProblem> = []
  const words = wordsOf(element, details)
  const told = textAt(details, "RltdPties", isIn ? "DbtrAcct" : "CdtrAcct", "Id", "IBAN")
  const iban = told === "" ? null : ibanOf(told)
  const isWrong = iban !== null && Result.isFailure(iban)
  if (isWrong) warnings.push({ _tag: "IbanUnreadable", path: `${path}/RltdPties`, value: shown(told) })
  const bankId = [textAt(details, "Refs", "AcctSvcrRef"), textAt(element, "AcctSvcrRef")].find((id) => !isNothing(id))
  const entry: StatementEntry = {
    bookedOn,
    valuedOn,
    account,
    ...money,
    name: lineText(nameOf(details, isIn ? "Dbtr" : "Cdtr")),
    iban: iban !== null && Result.isSuccess(iban) ? iban.success : null,
    text: [...words, ...(isWrong ? [told] : [])].join(" "),
    bankId: bankId ?? null,
  }
  return { line, path, entry, problems: [], warnings }
}

/** Since version 8 the name of a party is one element deeper. */
const nameOf = (details: XmlElement | undefined, party: string): string =>
  textAt(details, "RltdPties", party, "Nm") || textAt(details, "RltdPties", party, "Pty", "Nm")

/** All that a payer or a bank wrote: references, words, and the number from end to end. */
function wordsOf(element: XmlElement, details: XmlElement | undefined): ReadonlyArray<string> {
  const remittance = childAt(details, "RmtInf")
  const words = [
    ...childrenOf(remittance, "Strd").map((each) => textAt(each, "CdtrRefInf", "Ref")),
    ...childrenOf(remittance, "Strd").map((each) => textAt(each, "AddtlRmtInf")),
    // A text that the bank cut in several is put together again.
    childrenOf(remittance, "Ustrd")
      .map(({ text }) => text.trim())
      .join(" "),
    textAt(details, "Refs", "EndToEndId"),
    textAt(details, "AddtlTxInf"),
    textAt(element, "AddtlNtryInf"),
  ]
  return [...new Set(words.map(lineText))].filter((word) => !isNothing(word))
}
