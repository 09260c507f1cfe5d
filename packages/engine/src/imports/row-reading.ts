import { flagOf, hasMarkup, invisibleIn, lineText, shortened, shown } from "./cell-text.ts"
import type { Field, Header } from "./columns.ts"
import type { Problem, Told } from "./imports.schema.ts"
import { priceOf, rateOf } from "./numbers.ts"
import type { CellRow } from "./records.ts"

/** What holds for every row of one file. */
export interface FileReading {
  readonly header: Header
  readonly prices: "incl" | "excl"
  /** Basis points for a row that tells no VAT; `undefined` when nobody chose them. */
  readonly vat: number | undefined
  readonly digits: number
  readonly language: string | undefined
}

/** The VAT of food, for rows and callers that tell none, in basis points. */
const usualVat = 550

/** One row while it is read: its cells by field, and what is found wrong or worth saying on the way. */
export interface RowReading {
  readonly file: FileReading
  readonly problems: Array<Problem>
  readonly warnings: Array<Problem>
  readonly tells: Array<Told>
  /** The title of a field's column, or the field's own name when the file has no such column. */
  readonly title: (field: Field) => string
  readonly has: (field: Field) => boolean
  /** The cell as it stands in the file, "" when there is none. */
  readonly cell: (field: Field) => string
}

/** Begins reading a row; `inherited` answers for cells that are blank on this one. */
export function readingOf(file: FileReading, row: CellRow, inherited: (field: Field) => string = () => ""): RowReading {
  const { at, titles } = file.header
  const own = (field: Field): string => {
    const index = at.get(field)
    return index === undefined ? "" : (row.cells[index] ?? "")
  }
  return {
    file,
    problems: [],
    warnings: [],
    tells: [],
    has: (field) => at.has(field),
    title: (field) => titles[at.get(field) ?? -1] ?? field,
    cell: (field) => {
      const cell = own(field)
      return cell.trim() === "" ? inherited(field) || cell : cell
    },
  }
}

/**
 * A cell of one line, `null` when it is blank. Longer than `maximum`, it is cut and said to be.
 * @rule IMPORT-10
 */
export function readLine(reading: RowReading, field: Field, maximum: number): string | null {
  const cell = reading.cell(field)
  const text = lineText(cell)
  noteText(reading, field, cell)
  return text === "" ? null : cut(reading, field, text, maximum)
}

/** The text within its limit, said to be cut when it was. */
export function cut(reading: RowReading, field: Field, text: string, maximum: number): string {
  if (text.length <= maximum) return text
  reading.warnings.push({ _tag: "TextShortened", column: reading.title(field), value: shown(text), maximum })
  return shortened(text, maximum)
}

/** Says what is odd in a text that is kept: markup, characters that do not show. */
export function noteText(reading: RowReading, field: Field, cell: string): void {
  const column = reading.title(field)
  if (hasMarkup(cell)) reading.warnings.push({ _tag: "MarkupKeptAsText", column, value: shown(cell) })
  const count = invisibleIn(cell)
  if (count > 0) reading.warnings.push({ _tag: "CharactersRemoved", column, count })
}

/** The longest reference. */
const longestReference = 64

/**
 * A cell that names the product. It is never cut: a shorter reference is another product's.
 * @rule IMPORT-9
 */
export function readReference(reading: RowReading, field: Field): string | null {
  const text = lineText(reading.cell(field))
  if (text === "") return null
  if (text.length <= longestReference) return text
  const column = reading.title(field)
  reading.problems.push({ _tag: "TextTooLong", column, value: shown(text), maximum: longestReference })
  return null
}

/** Items of a list; too many or too long are refused, since cutting an allergen off would be a lie. */
export function boundedList(reading: RowReading, field: Field, items: Array<string>): Array<string> {
  const column = reading.title(field)
  const long = items.find((item) => item.length > 48)
  if (long !== undefined) reading.problems.push({ _tag: "TextTooLong", column, value: shown(long), maximum: 48 })
  if (items.length > 20) reading.problems.push({ _tag: "ListTooLong", column, count: items.length, maximum: 20 })
  return items
}

/** Yes, no, or `null` for a blank; anything else is refused. */
export function readFlag(reading: RowReading, field: Field): boolean | null {
  const cell = reading.cell(field)
  const flag = flagOf(cell)
  if (flag !== undefined) return flag
  reading.problems.push({ _tag: "FlagUnreadable", column: reading.title(field), value: shown(cell.trim()) })
  return null
}

/**
 * An address that a page may load a picture from: over https, or on the site itself. Any other is left out.
 * @rule IMPORT-11
 */
export function readImage(reading: RowReading, text: string): string | null {
  if (text === "") return null
  if (/^(https:\/\/|\/)[^\s"'<>]+$/.test(text) && text.length <= 512) return text
  reading.warnings.push({ _tag: "ImageIgnored", column: reading.title("image"), value: shown(text) })
  return null
}

/**
 * The VAT of a row in basis points; what the caller chose, or the usual rate, for a row that tells none.
 * `undefined` when it is told and cannot be read.
 * @rule IMPORT-5
 */
export function readVat(reading: RowReading): number | undefined {
  const { vat: chosen, language } = reading.file
  const column = reading.title("vat")
  const text = lineText(reading.cell("vat"))
  if (text === "") {
    if (chosen === undefined) reading.warnings.push({ _tag: "VatAssumed", column, vat: usualVat })
    return chosen ?? usualVat
  }
  const vat = rateOf(text, language)
  if (vat === undefined) {
    reading.problems.push({ _tag: "VatUnreadable", column, value: shown(text) })
    return undefined
  }
  // Nobody levies less than 0.9 %: this is 0.2 for 20 %.
  if (vat > 0 && vat < 90) reading.warnings.push({ _tag: "VatUnlikely", column, value: shown(text), vat })
  reading.tells.push("vat")
  return vat
}

/**
 * The price of a row in minor units, VAT included.
 * @rule IMPORT-5
 */
export function readPrice(reading: RowReading, vat: number | undefined): number | undefined {
  const { prices, digits, language } = reading.file
  const field = priceField(reading.file.header, prices)
  const column = reading.title(field)
  const text = lineText(reading.cell(field))
  if (text === "") {
    reading.problems.push({ _tag: "PriceMissing", column })
    return undefined
  }
  const read = priceOf(text, { vat: prices === "excl" ? (vat ?? 0) : 0, digits, language })
  if (typeof read === "string") {
    reading.problems.push({ _tag: "PriceUnreadable", column, value: shown(text), reason: read })
    return undefined
  }
  if (prices === "incl" && !read.exact) {
    reading.warnings.push({ _tag: "PriceRounded", column, value: shown(text), price: read.price })
  }
  return read.price
}

/** The column that prices are read from: the one that says it is what is wanted, else the one there is. */
export function priceField(header: Header, prices: "incl" | "excl"): Field {
  const wanted = prices === "incl" ? "priceIncl" : "priceExcl"
  const other = prices === "incl" ? "priceExcl" : "priceIncl"
  return header.at.has(wanted) ? wanted : header.at.has("price") ? "price" : other
}
