import { ibanOf } from "@cabas/core/bank"
import * as Result from "effect/Result"
import { plain } from "./columns.ts"
import type { Separator } from "./imports.schema.ts"
import { isBlank, rowsOf } from "./records.ts"
import type { CellRow } from "./records.ts"
import { bareAmount, statementDay } from "./statement-cells.ts"

/** What a column of a statement holds. */
export type StatementField =
  | "bookedOn"
  | "valuedOn"
  | "amount"
  | "debit"
  | "credit"
  | "direction"
  | "currency"
  | "name"
  | "iban"
  | "text"
  | "bankId"
  | "account"

/** The columns of a statement: where each field is, several for texts, and what the header says or else their numbers. */
export interface StatementColumns {
  readonly titles: ReadonlyArray<string>
  readonly at: ReadonlyMap<StatementField, ReadonlyArray<number>>
  readonly ignored: ReadonlyArray<number>
}

/** How a statement is laid out: the rows below the titles, and those above them. */
export interface StatementLayout {
  readonly separator: Separator
  readonly columns: StatementColumns | undefined
  readonly above: ReadonlyArray<CellRow>
  readonly rows: ReadonlyArray<CellRow>
}

/** Titles in French, German and English, as `plain` leaves them; of those of texts every one that is there is read. */
const titles: Readonly<Record<StatementField, string>> = {
  bookedOn:
    "date|date operation|date de l operation|date d operation|date comptable|date de comptabilisation|dateop|" +
    "buchungstag|buchungsdatum|datum|booking date|posting date|transaction date|date d execution",
  valuedOn: "date valeur|date de valeur|dateval|valuta|valutadatum|wertstellung|value date",
  amount: "montant|montant eur|montant en euros|amount|betrag|betrag eur|umsatz",
  debit: "debit|debit euros|debit eur|montant debit|soll|belastung|ausgang|money out|paid out|withdrawal|withdrawals",
  credit: "credit|credit euros|credit eur|montant credit|haben|gutschrift|eingang|money in|paid in|deposit|deposits",
  direction: "sens|soll haben|haben soll|debit credit|credit debit|direction",
  currency: "devise|monnaie|currency|wahrung|waehrung|ccy",
  name:
    "nom|tiers|contrepartie|nom contrepartie|nom de la contrepartie|donneur d ordre|emetteur|debiteur|counterparty|" +
    "counterparty name|name|payer|payee|begunstigter zahlungspflichtiger|beguenstigter zahlungspflichtiger|auftraggeber|" +
    "auftraggeber empfanger|name zahlungsbeteiligter|partnername|partner name|beneficiaire",
  iban:
    "iban|compte contrepartie|compte de la contrepartie|iban contrepartie|counterparty account|counterparty iban|" +
    "kontonummer iban|iban zahlungsbeteiligter|partner iban|kontonummer",
  text:
    "libelle|libelle operation|libelle de l operation|libelle simplifie|libelle complet|libelle court|motif|" +
    "motif de l operation|communication|communications|details|detail|description|informations complementaires|" +
    "infos complementaires|information complementaire|reference|reference client|reference de bout en bout|" +
    "verwendungszweck|buchungstext|zahlungsreferenz|kundenreferenz|auftraggeberreferenz|end to end reference|label|" +
    "memo|text|payment reference|remittance information|transaction details|nature de l operation",
  bankId: "numero operation|numero d operation|reference banque|reference operation|transaction id|bank reference|id",
  account: "compte|numero de compte|iban du compte|auftragskonto|iban auftragskonto|account|konto",
}

const fields: ReadonlyMap<string, StatementField> = new Map(
  Object.entries(titles).flatMap(([field, words]) =>
    words.split("|").map((word): [string, StatementField] => [word, field as StatementField]),
  ),
)

/** How far down the titles may be: banks put the account and its balance above them. */
const titlesWithin = 20

/** The separator and the columns under which a statement makes sense, by its titles or else by what is in its cells. @rule BANK-10 */
export function statementLayout(text: string): StatementLayout {
  const layouts = ([";", ",", "\t"] as const).map((separator) => layoutWith(separator, rowsOf(text, separator)))
  const known = layouts.filter(({ columns }) => columns !== undefined)
  const sizeOf = ({ columns }: StatementLayout) => columns?.at.size ?? 0
  return known.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0] ?? layouts[0]!
}

function layoutWith(separator: Separator, rows: ReadonlyArray<CellRow>): StatementLayout {
  for (const [at, { cells, broken }] of rows.slice(0, titlesWithin).entries()) {
    const columns = broken ? undefined : titled(cells)
    if (columns !== undefined) return { separator, columns, above: rows.slice(0, at), rows: rows.slice(at + 1) }
  }
  return { separator, columns: untitled(rows), above: [], rows }
}

const isEnough = (at: ReadonlyMap<StatementField, unknown>): boolean =>
  at.has("bookedOn") && (at.has("amount") || at.has("credit"))

function titled(cells: ReadonlyArray<string>): StatementColumns | undefined {
  return placed(
    cells.map((cell) => cell.trim()),
    cells.map((cell) => fields.get(plain(cell))),
  )
}

/** Of two columns of the same field the first is read, but every text is. */
function placed(
  names: ReadonlyArray<string>,
  found: ReadonlyArray<StatementField | undefined>,
): StatementColumns | undefined {
  const at = new Map<StatementField, Array<number>>()
  const ignored: Array<number> = []
  for (const [index, field] of found.entries()) {
    const already = field === undefined ? undefined : at.get(field)
    if (field === undefined || (already !== undefined && field !== "text")) ignored.push(index)
    else if (already === undefined) at.set(field, [index])
    else already.push(index)
  }
  return isEnough(at) ? { titles: names, at, ignored } : undefined
}

/** So many rows tell what columns hold when no titles do. */
const looksAt = 50

/** The columns of a file without titles, by what all of their cells look like. */
function untitled(rows: ReadonlyArray<CellRow>): StatementColumns | undefined {
  const filled = rows.filter(({ cells, broken }) => !broken && !isBlank(cells)).slice(0, looksAt)
  const width = Math.max(0, ...filled.map(({ cells }) => cells.length))
  const columns = Array.from({ length: width }, (_, index) =>
    filled.map(({ cells }) => (cells[index] ?? "").trim()).filter((cell) => cell !== ""),
  )
  const looks = columns.map(lookOf)
  // A second column of amounts may be the balance, or what came in beside what went out: nobody can tell.
  if (looks.filter((look) => look === "amount").length > 1) return undefined
  const first = looks.indexOf("bookedOn")
  const found = looks.map((look, index) => (look === "bookedOn" && index > first ? "valuedOn" : look))
  return placed(
    columns.map((_, index) => String(index + 1)),
    found,
  )
}

function lookOf(cells: ReadonlyArray<string>): StatementField | undefined {
  const all = (test: (cell: string) => boolean) => cells.length > 0 && cells.every(test)
  if (all((cell) => cell.length <= 10 && statementDay(cell) !== undefined)) return "bookedOn"
  if (all((cell) => /^[A-Z]{3}$/.test(cell))) return "currency"
  if (all((cell) => /^[+\-−]?[\d \u00a0\u202f.,'’]*\d[.,]\d{2}$/.test(bareAmount(cell)))) return "amount"
  if (all((cell) => Result.isSuccess(ibanOf(cell)))) return "iban"
  return cells.some((cell) => /\p{L}{2}/u.test(cell)) ? "text" : undefined
}
