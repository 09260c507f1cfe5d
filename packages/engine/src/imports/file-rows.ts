import { termsProblem } from "@cabas/core/catalog"
import { shown, unguarded } from "./cell-text.ts"
import type { Field, Header } from "./columns.ts"
import { foreignProduct } from "./foreign-row.ts"
import type { Problem, ProductDraft, Row } from "./imports.schema.ts"
import { ownProduct } from "./own-row.ts"
import { productOfDraft } from "./product-draft.ts"
import type { CellRow } from "./records.ts"
import { cut, readingOf, readLine, readReference } from "./row-reading.ts"
import type { FileReading, RowReading } from "./row-reading.ts"

/** A row that tells no product for these reasons. */
export const refused = (line: number, reference: string | null, problems: ReadonlyArray<Problem>): Row => ({
  line,
  reference,
  tells: [],
  problems,
  warnings: [],
})

/** The product that the offers below a row of a product base belong to. */
interface Parent {
  readonly row: CellRow
  readonly offers: number
}

/** The rows of a file, each with its product or its problems, each reference used once. */
export const readRows = (file: FileReading, rows: ReadonlyArray<CellRow>): Array<Row> =>
  onceEach(eachRow(file, rows), file)

function eachRow(file: FileReading, rows: ReadonlyArray<CellRow>): Array<Row> {
  if (file.header.format !== "cagette-product-base") return rows.map((row) => readRow(file, row, null))
  let parent: Parent | null = null
  return rows.map((row) => {
    const index = file.header.at.get("name")!
    const named = (row.cells[index] ?? "").trim() !== ""
    // Below a row that cannot be read, nobody knows whose offers follow.
    if (row.broken) parent = null
    else parent = named ? { row, offers: 1 } : parent && { row: parent.row, offers: parent.offers + 1 }
    return readRow(file, row, parent)
  })
}

/** What an extra offer takes from the product above when its own cell is blank. */
const inheritedFields: ReadonlySet<Field> = new Set([
  "productReference",
  "name",
  "description",
  "unit",
  "organic",
  "floatQt",
  "variablePrice",
  "multiWeight",
  "bulk",
  "category",
])

/**
 * One row; `parent` is the product that a row of a product base is an offer of.
 * @rule IMPORT-8
 * @see P6
 */
function readRow(file: FileReading, row: CellRow, parent: Parent | null): Row {
  const own = file.header.format === "cabas"
  const cells = own ? row.cells.map(unguarded) : row.cells
  const above = parent === null || parent.row === row ? undefined : readingOf(file, parent.row)
  const inherited = (field: Field) => (above && inheritedFields.has(field) ? above.cell(field) : "")
  const reading = readingOf(file, { ...row, cells }, inherited)
  const shape = shapeProblem(file.header, row)
  if (shape !== undefined) return refused(row.line, null, [shape])
  if (cells.length < file.header.titles.length) {
    reading.warnings.push({ _tag: "RowTooShort", cells: cells.length, expected: file.header.titles.length })
  }
  const reference = referenceOf(reading, parent?.offers ?? 1)
  const name = nameOf(reading)
  if (name === null) reading.problems.push({ _tag: "NameMissing", column: reading.title("name") })
  const product = own ? ownProduct(reading, name ?? "", reference) : foreignProduct(reading, name ?? "", reference)
  return rowOf(reading, row.line, reference, product)
}

function rowOf(reading: RowReading, line: number, reference: string | null, product: ProductDraft | undefined): Row {
  const { tells, problems, warnings } = reading
  const invalid = product === undefined ? undefined : termsProblem(productOfDraft("draft", product))
  if (invalid !== undefined) problems.push({ _tag: "TermsInvalid", problem: invalid })
  const row = { line, reference, tells, problems, warnings }
  return product === undefined || problems.length > 0 ? row : { ...row, product }
}

/**
 * Why the cells of a row cannot be trusted to stand under their titles.
 * Cells missing at the end are blank ones, as spreadsheets leave them out, unless the price is among them.
 */
function shapeProblem(header: Header, row: CellRow): Problem | undefined {
  const { cells, broken } = row
  const expected = header.titles.length
  if (broken) return { _tag: "QuotesUnbalanced", value: shown(cells[0] ?? "") }
  const beyond = cells.slice(expected).find((cell) => cell.trim() !== "")
  if (beyond !== undefined) return { _tag: "RowTooLong", cells: cells.length, expected, value: shown(beyond) }
  const prices = (["price", "priceIncl", "priceExcl"] as const).flatMap((field) => header.at.get(field) ?? [])
  const needed = Math.max(header.at.get("name") ?? 0, Math.min(...prices))
  return cells.length <= needed ? { _tag: "RowTooShort", cells: cells.length, expected } : undefined
}

/**
 * The reference that a row is known by: its own, else in a product base the product's with the offer's number.
 * @rule IMPORT-9
 */
function referenceOf(reading: RowReading, offer: number): string | null {
  const own = readReference(reading, "reference")
  if (own !== null || reading.problems.length > 0) return own
  const column = reading.title("reference")
  if (reading.file.header.format !== "cagette-product-base") {
    if (reading.has("reference")) reading.warnings.push({ _tag: "ReferenceMissing", column })
    return null
  }
  const product = readReference(reading, "productReference")
  if (product !== null) return `${product}-${offer}`
  if (reading.problems.length === 0) reading.problems.push({ _tag: "ReferenceMissing", column })
  return null
}

/** The name, with the offer's after it in a product base. */
function nameOf(reading: RowReading): string | null {
  const name = readLine(reading, "name", 128)
  const offer = readLine(reading, "offerName", 128)
  if (name === null || offer === null || offer === name) return name
  return offer.startsWith(name) ? offer : cut(reading, "offerName", `${name} – ${offer}`, 128)
}

/** The rows with each reference used once: later ones that use it again are refused. */
function onceEach(rows: ReadonlyArray<Row>, file: FileReading): Array<Row> {
  const firstLines = new Map<string, number>()
  const column = file.header.titles[file.header.at.get("reference") ?? -1] ?? "reference"
  return rows.map((row) => {
    if (row.reference === null) return row
    const firstLine = firstLines.get(row.reference)
    if (firstLine === undefined) {
      firstLines.set(row.reference, row.line)
      return row
    }
    const repeated: Problem = { _tag: "ReferenceRepeated", column, value: row.reference, firstLine }
    const { product: _product, ...kept } = row
    return { ...kept, problems: [...row.problems, repeated] }
  })
}
