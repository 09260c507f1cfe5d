import { ibanOf } from "@cabas/core/bank"
import type { StatementEntry } from "@cabas/core/bank"
import { digitsOf } from "@cabas/core/values"
import * as Result from "effect/Result"
import { lineText, shown } from "./cell-text.ts"
import { languageOf } from "./numbers.ts"
import { isBlank } from "./records.ts"
import type { CellRow } from "./records.ts"
import { bareAmount, statementAmount, statementDay } from "./statement-cells.ts"
import type { StatementColumns, StatementField, StatementLayout } from "./statement-columns.ts"
import type { StatementProblem } from "./statement.schema.ts"
import type { ReadEntry, StatementDefaults } from "./read-statement.ts"

/** One line while it is read. */
interface LineReading {
  readonly columns: StatementColumns
  readonly defaults: StatementDefaults
  readonly language: string | undefined
  readonly problems: Array<StatementProblem>
  readonly warnings: Array<StatementProblem>
  /** What stands under the field's columns, "" when nothing does. */
  readonly cell: (field: StatementField) => string
  readonly title: (field: StatementField) => string
}

/** The lines of a statement in cells, each with its entry or why it is none. @rule BANK-10 */
export function statementLines(
  { columns, rows }: StatementLayout & { readonly columns: StatementColumns },
  defaults: StatementDefaults,
): ReadonlyArray<ReadEntry> {
  const filled = rows.filter(({ cells }) => !isBlank(cells))
  const amounts = (["amount", "debit", "credit"] as const).flatMap((field) => columns.at.get(field) ?? [])
  const written = filled.flatMap(({ cells }) => amounts.map((index) => bareAmount(cells[index] ?? "")))
  const language = languageOf(written, digitsOf(defaults.currency))
  return filled.map((row) => {
    const shape = shapeProblem(columns, row)
    if (shape !== undefined) return { line: row.line, path: "", problems: [shape], warnings: [] }
    return readLine(row, columns, defaults, language)
  })
}

function shapeProblem({ titles }: StatementColumns, { cells, broken }: CellRow): StatementProblem | undefined {
  if (broken) return { _tag: "QuotesUnbalanced", value: shown(lineText(cells[0] ?? "")) }
  const beyond = cells.slice(titles.length).find((cell) => cell.trim() !== "")
  if (beyond === undefined) return undefined
  return { _tag: "RowTooLong", cells: cells.length, expected: titles.length, value: shown(lineText(beyond)) }
}

function readLine(
  { line, cells }: CellRow,
  columns: StatementColumns,
  defaults: StatementDefaults,
  language: string | undefined,
): ReadEntry {
  const under = (field: StatementField) => columns.at.get(field) ?? []
  const reading: LineReading = {
    columns,
    defaults,
    language,
    problems: [],
    warnings: [],
    cell: (field) =>
      under(field)
        .map((index) => lineText(cells[index] ?? ""))
        .filter((cell) => cell !== "")
        .join(" "),
    title: (field) => columns.titles[under(field)[0] ?? -1] ?? field,
  }
  const entry = entryOf(reading)
  const { problems, warnings } = reading
  return { line, path: "", ...(entry === undefined ? {} : { entry }), problems, warnings }
}

function entryOf(reading: LineReading): StatementEntry | undefined {
  const { cell, defaults, problems } = reading
  const bookedOn = dayIn(reading, "bookedOn")
  const valuedOn = cell("valuedOn") === "" ? null : dayIn(reading, "valuedOn")
  const currency = currencyOf(reading)
  const amount = amountOf(reading, currency ?? defaults.currency)
  const iban = accountOf(reading)
  if (bookedOn === undefined || currency === undefined || amount === undefined || problems.length > 0) return undefined
  const text = [cell("text"), iban === null ? cell("iban") : ""].filter((part) => part !== "").join(" ")
  return {
    bookedOn,
    valuedOn: valuedOn ?? null,
    amount,
    currency,
    iban,
    text,
    name: cell("name"),
    bankId: cell("bankId") || null,
    account: cell("account") || defaults.account,
  }
}

function dayIn({ cell, title, problems }: LineReading, field: "bookedOn" | "valuedOn"): string | undefined {
  const day = statementDay(cell(field))
  if (day === undefined) problems.push({ _tag: "DateUnreadable", path: title(field), value: shown(cell(field)) })
  return day
}

function currencyOf({ cell, title, defaults, problems }: LineReading): string | undefined {
  const written = cell("currency").toUpperCase()
  const currency = written === "€" ? "EUR" : written === "" ? defaults.currency : written
  if (/^[A-Z]{3}$/.test(currency)) return currency
  problems.push({ _tag: "CurrencyUnreadable", path: title("currency"), value: shown(written) })
  return undefined
}

/** An account number that is none stays readable among the words of the line. */
function accountOf({ cell, title, warnings }: LineReading): string | null {
  if (cell("iban") === "") return null
  const iban = ibanOf(cell("iban"))
  if (Result.isSuccess(iban)) return iban.success
  warnings.push({ _tag: "IbanUnreadable", path: title("iban"), value: shown(cell("iban")) })
  return null
}

function numberIn(reading: LineReading, field: StatementField, currency: string): number | undefined {
  const { cell, title, language, problems } = reading
  const amount = statementAmount(cell(field), digitsOf(currency), language)
  if (amount === undefined) problems.push({ _tag: "AmountUnreadable", path: title(field), value: shown(cell(field)) })
  return amount
}

/** One amount with its sign or its direction, or what went out and what came in under two titles. */
function amountOf(reading: LineReading, currency: string): number | undefined {
  const { cell, title, columns, problems } = reading
  if (columns.at.has("amount")) {
    if (cell("amount") === "") problems.push({ _tag: "AmountMissing", path: title("amount") })
    const amount = cell("amount") === "" ? undefined : numberIn(reading, "amount", currency)
    return amount === undefined ? undefined : directed(reading, amount)
  }
  const sides = (["debit", "credit"] as const).filter((field) => cell(field) !== "")
  const amounts = sides.map((side) => ({ side, amount: numberIn(reading, side, currency) }))
  // Some banks write 0,00 on the side where nothing happened.
  const moved = amounts.length === 1 ? amounts : amounts.filter(({ amount }) => amount !== 0)
  const [only] = moved
  if (only === undefined) problems.push({ _tag: "AmountMissing", path: title("credit") })
  if (moved.length > 1) problems.push({ _tag: "AmountUnreadable", path: title("credit"), value: shown(cell("credit")) })
  if (only?.amount === undefined) return undefined
  return only.side === "credit" ? only.amount : 0 - Math.abs(only.amount)
}

const incoming = new Set("c cr crdt credit h haben + in".split(" "))
const outgoing = new Set("d dr dbit debit s soll - out".split(" "))

function directed({ cell, title, problems }: LineReading, amount: number): number | undefined {
  const written = cell("direction")
  if (written === "") return amount
  const word = written.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase()
  if (incoming.has(word)) return Math.abs(amount)
  if (outgoing.has(word)) return 0 - Math.abs(amount)
  problems.push({ _tag: "DirectionUnreadable", path: title("direction"), value: shown(written) })
  return undefined
}
