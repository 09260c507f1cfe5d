import { lineText, shown } from "./cell-text.ts"
import type { Field, Header } from "./columns.ts"
import { decodeFile } from "./encoding.ts"
import { readRows, refused } from "./file-rows.ts"
import type { Encoding, Problem, ProductsFile, Row, Separator } from "./imports.schema.ts"
import { layoutOf } from "./layout.ts"
import { languageOf } from "./numbers.ts"
import { ownRequired } from "./own-row.ts"
import { isBlank, rowsOf } from "./records.ts"
import type { CellRow } from "./records.ts"
import { priceField } from "./row-reading.ts"
import type { FileReading } from "./row-reading.ts"

/** How a file is to be understood where it does not say itself. */
export interface ReadOptions {
  /** Whether its prices hold VAT; it wins over what the header says. */
  readonly prices?: "incl" | "excl" | undefined
  /** VAT in basis points for rows that tell none; 550 when left out, and said to be assumed. */
  readonly vat?: number | undefined
  /** How many decimals the currency has; 2 when left out. */
  readonly currencyDigits?: number | undefined
}

/** Ten times what a catalog holds; a longer file is no price list, and reading it would keep others waiting. */
const mostRows = 20_000

/**
 * Reads a price list: each row that is not blank gives one row, a product or the reasons why not.
 * @rule IMPORT-1
 * @see D30, IMP1, IMP2, P6
 */
export function readProductsFile(file: Uint8Array | string, options: ReadOptions = {}): ProductsFile {
  const decoded = decodeFile(file)
  if ("notText" in decoded) return unread("utf-8", [{ _tag: "FileNotText", kind: decoded.notText }])
  const { text, encoding } = decoded
  if (text.trim() === "") return unread(encoding, [{ _tag: "FileEmpty" }])
  const layout = layoutOf(text)
  const rows = rowsOf(text, layout.separator)
  if (rows.length > mostRows) {
    const problem: Problem = { _tag: "TooManyRows", rows: rows.length, maximum: mostRows }
    return { ...unread(encoding, [problem]), separator: layout.separator }
  }
  if (layout.header === undefined) return withoutHeader(encoding, layout.separator, rows)
  const top = rows.findIndex(({ line }) => line === layout.line)
  const read = { ...withHeader(layout.header, rows.slice(top + 1), options), encoding, separator: layout.separator }
  return { ...read, warnings: [...rows.slice(0, top).flatMap(above), ...read.warnings] }
}

const unread = (encoding: Encoding, problems: Array<Problem>): ProductsFile => ({
  format: "unknown",
  encoding,
  separator: ";",
  rows: [],
  blankRows: 0,
  problems,
  warnings: [],
})

/** A file whose titles are not known: every row is refused for it. */
function withoutHeader(encoding: Encoding, separator: Separator, rows: ReadonlyArray<CellRow>): ProductsFile {
  const filled = rows.filter(({ cells }) => !isBlank(cells))
  const problem: Problem = { _tag: "HeaderUnknown", value: shown(lineText(filled[0]?.cells.join(separator) ?? "")) }
  return {
    ...unread(encoding, [problem]),
    separator,
    rows: filled.map(({ line }) => refused(line, null, [problem])),
    blankRows: rows.length - filled.length,
  }
}

/** A line above the titles, told so that it is not passed over in silence. */
const above = ({ line, cells }: CellRow): Array<Problem> =>
  isBlank(cells)
    ? []
    : [{ _tag: "LineBeforeHeader", line, value: shown(lineText(cells.filter((cell) => cell !== "").join(" "))) }]

type ReadRows = Omit<ProductsFile, "encoding" | "separator">

function withHeader(header: Header, below: ReadonlyArray<CellRow>, options: ReadOptions): ReadRows {
  const filled = below.filter(({ cells }) => !isBlank(cells))
  const { format } = header
  const blankRows = below.length - filled.length
  const missing = format === "cabas" ? ownRequired.filter((field) => !header.at.has(field)) : []
  if (missing.length > 0) {
    const problems = missing.map((column): Problem => ({ _tag: "ColumnMissing", column }))
    return { format, rows: filled.map(({ line }) => refused(line, null, problems)), blankRows, problems, warnings: [] }
  }
  const file = fileReading(header, filled, options)
  const rows = readRows(file, filled)
  const warnings = [...headerWarnings(file, filled, options), ...categoryCodes(header, rows)]
  return { format, rows, blankRows, problems: [], warnings }
}

/** Categories that are numbers come from a table of the predecessor's; nobody shops by them. */
function categoryCodes(header: Header, rows: ReadonlyArray<Row>): Array<Problem> {
  if (header.format === "cabas") return []
  const codes = rows.flatMap(({ product }) => product?.category ?? []).filter((category) => /^\d+$/.test(category))
  const column = header.titles[header.at.get("category") ?? -1] ?? ""
  return codes.length === 0 ? [] : [{ _tag: "CategoryCodesKept", column, codes: [...new Set(codes)] }]
}

/** Columns that hold numbers, by which a file shows how it writes decimals. */
const numeric: ReadonlyArray<Field> = [
  "price",
  "priceIncl",
  "priceExcl",
  "vat",
  "deposit",
  "quantity",
  "smallQt",
  "stock",
]

function fileReading(header: Header, rows: ReadonlyArray<CellRow>, options: ReadOptions): FileReading {
  const digits = options.currencyDigits ?? 2
  const columns = numeric.flatMap((field) => header.at.get(field) ?? [])
  const numbers = rows.flatMap(({ cells }) => columns.map((index) => (cells[index] ?? "").trim()))
  const excl = header.at.has("priceExcl") && !header.at.has("priceIncl") && !header.at.has("price")
  return {
    header,
    prices: options.prices ?? (excl ? "excl" : "incl"),
    vat: options.vat,
    digits,
    language: languageOf(numbers, digits),
  }
}

/** What is said once for the whole file: columns nobody reads, prices read against their title. */
function headerWarnings(file: FileReading, rows: ReadonlyArray<CellRow>, options: ReadOptions): Array<Problem> {
  const { header, prices } = file
  const filledIn = filledCells(rows)
  const ignored = header.ignored.flatMap((index): Array<Problem> => {
    const [column, filled] = [header.titles[index] ?? "", filledIn.get(index) ?? 0]
    return column === "" && filled === 0 ? [] : [{ _tag: "ColumnIgnored", column, filled }]
  })
  const repeated = header.repeated.map((index): Problem => ({ _tag: "ColumnRepeated", column: header.titles[index]! }))
  const field = priceField(header, prices)
  const column = header.titles[header.at.get(field)!]!
  const against = field === (prices === "incl" ? "priceExcl" : "priceIncl") && options.prices !== undefined
  const contradicted: Array<Problem> = against ? [{ _tag: "PriceHeaderContradicted", column, prices }] : []
  // In a product base the product's own reference stands in for the offer's.
  const references = header.at.has("reference") || header.at.has("productReference")
  return [
    ...ignored,
    ...repeated,
    ...contradicted,
    ...(references ? [] : [{ _tag: "ReferenceColumnMissing" } as const]),
  ]
}

/** How many rows have something in each column. */
function filledCells(rows: ReadonlyArray<CellRow>): ReadonlyMap<number, number> {
  const filled = new Map<number, number>()
  for (const { cells } of rows) {
    for (const [index, cell] of cells.entries()) {
      if (cell.trim() !== "") filled.set(index, (filled.get(index) ?? 0) + 1)
    }
  }
  return filled
}
