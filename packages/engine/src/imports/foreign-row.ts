import { amountOf, unitOf } from "@cabas/core/values"
import type { Measure, SaleKind } from "@cabas/core/values"
import { blockText, lineText, listOf, shown } from "./cell-text.ts"
import type { Field } from "./columns.ts"
import type { ProductDraft } from "./imports.schema.ts"
import { isUnit, measured, partsOf, timesOf } from "./numbers.ts"
import { boundedList, cut, noteText, readFlag, readImage, readLine, readPrice, readVat } from "./row-reading.ts"
import type { RowReading } from "./row-reading.ts"

/** What a row sells by: its kind, and the step when it is loose. */
type Selling = Pick<ProductDraft, "saleKind" | "per" | "content" | "loose">

/**
 * The product a row of a predecessor's file tells; problems are left in the reading.
 * Prices there are those of one package, whatever it holds.
 * @see W0, IMP1, IMP2, P6
 */
export function foreignProduct(reading: RowReading, name: string, reference: string | null): ProductDraft | undefined {
  const vat = readVat(reading)
  const price = readPrice(reading, vat)
  if (reading.file.prices === "excl" && !reading.tells.includes("vat")) reading.tells.push("vat")
  const selling = readSelling(reading)
  const stock = readStock(reading, selling)
  const rest = { description: readDescription(reading), ...readRest(reading) }
  reading.tells.push("name")
  if (reading.problems.length > 0 || vat === undefined || price === undefined || selling === undefined) return undefined
  const { saleKind, per, content, loose } = selling
  return { reference, name, saleKind, price, per, vat, content, loose, stock, ...rest }
}

/**
 * The sale kind, from the flags and the package.
 * @rule IMPORT-6
 * @see D6, W2, W3, W4
 */
function readSelling(reading: RowReading): Selling | undefined {
  const flags = readKind(reading)
  const content = readContent(reading)
  if (flags === undefined || content === undefined) return undefined
  if (flags.kind === "piece") return { saleKind: "piece", per: { pieces: 1 }, content, loose: null }
  if (content !== null && unitOf(content) !== "pieces") return byMeasure(reading, flags.kind, content)
  if (flags.flag === "floatQt") {
    // Half a piece cannot be ordered, and the price of a whole one is the same.
    reading.warnings.push({
      _tag: "FractionsIgnored",
      column: reading.title("floatQt"),
      value: reading.cell("floatQt").trim(),
    })
    return { saleKind: "piece", per: { pieces: 1 }, content, loose: null }
  }
  const column = reading.title(reading.has("unit") ? "unit" : "quantity")
  const value = lineText(`${reading.cell("quantity")} ${reading.cell("unit")}`)
  reading.problems.push({ _tag: "UnitNotMeasurable", column, value: shown(value), saleKind: flags.kind })
  return undefined
}

/** Terms of a product priced by a package of so many grams or millilitres. */
function byMeasure(reading: RowReading, saleKind: SaleKind, content: Measure): Selling | undefined {
  if (saleKind !== "loose") return { saleKind, per: content, content, loose: null }
  const step = readStep(reading, amountOf(content))
  return step === undefined
    ? undefined
    : { saleKind, per: content, content: null, loose: { step, minimum: step, maximum: null } }
}

/** The kind the flags tell, and the flag that decided; told only when a flag is filled in. */
function readKind(reading: RowReading): { readonly kind: SaleKind; readonly flag: Field | null } | undefined {
  const read = (field: Field) => ({ field, flag: readFlag(reading, field) })
  const flags = [read("bulk"), read("multiWeight"), read("variablePrice"), read("floatQt")]
  if (flags.some(({ flag }) => flag !== null)) reading.tells.push("saleKind")
  const set = flags.filter(({ flag }) => flag === true).map(({ field }) => field)
  if (set.includes("bulk") && set.includes("multiWeight")) {
    reading.problems.push({ _tag: "FlagsConflict", columns: [reading.title("bulk"), reading.title("multiWeight")] })
    return undefined
  }
  const flag = set[0] ?? null
  const kind =
    flag === null ? "piece" : flag === "multiWeight" ? "weighed-each" : flag === "variablePrice" ? "weighed" : "loose"
  return { kind, flag }
}

/** The step of a loose product: the smallest fraction of its package, or a tenth of it when none is told. */
function readStep(reading: RowReading, amount: number): number | undefined {
  const column = reading.title("smallQt")
  const text = lineText(reading.cell("smallQt"))
  if (text === "") {
    const step = tenthOf(amount)
    reading.warnings.push({ _tag: "StepAssumed", column, step })
    return step
  }
  reading.tells.push("loose")
  const step = timesOf(text, amount, reading.file.language)
  if (step !== undefined && step >= 1 && step <= amount) return step
  reading.problems.push({ _tag: "LooseUnreadable", column, value: shown(text) })
  return undefined
}

/** The step assumed for a loose product: a tenth of what its price is for, or all of it when that is no whole number. */
export const tenthOf = (amount: number): number => (amount % 10 === 0 ? amount / 10 : amount)

/**
 * What one package holds, `null` when it is one piece and nothing more is told.
 * @rule IMPORT-7
 */
function readContent(reading: RowReading): Measure | null | undefined {
  const quantity = partsOf(lineText(reading.cell("quantity")))
  const unit = partsOf(lineText(reading.cell("unit")))
  const words = [quantity.word, unit.word].filter((word) => word !== "")
  const column = reading.title(reading.has("unit") ? "unit" : "quantity")
  const numbers = [quantity.number, unit.number].filter((number) => number !== "")
  const value = shown(lineText(`${reading.cell("quantity")} ${reading.cell("unit")}`))
  if (value === "") return null
  reading.tells.push("content")
  if (words.length > 1 && words[0] !== words[1]) return refuse(reading, "UnitUnknown", column, value)
  const word = words[0] ?? ""
  if (!isUnit(word)) return refuse(reading, "UnitUnknown", column, value)
  if (numbers.length === 0) return unnumbered(reading, word)
  const content = numbers.length === 1 ? measured(numbers[0]!, word, reading.file.language) : undefined
  if (content === undefined) return refuse(reading, "ContentUnreadable", reading.title("quantity"), value)
  if (amountOf(content) === 0) return contentMissing(reading)
  return unitOf(content) === "pieces" && amountOf(content) === 1 ? null : content
}

/** The content when only a unit is told: one kilogram or litre is meant, one gram is not. */
function unnumbered(reading: RowReading, word: string): Measure | null {
  const content = measured("1", word, undefined)!
  if (unitOf(content) === "pieces") return null
  if (amountOf(content) < 1000) return contentMissing(reading)
  reading.warnings.push({ _tag: "ContentAssumed", column: reading.title("quantity"), content })
  return content
}

function contentMissing(reading: RowReading): null {
  reading.warnings.push({ _tag: "ContentMissing", column: reading.title("quantity") })
  return null
}

function refuse(
  reading: RowReading,
  tag: "UnitUnknown" | "ContentUnreadable",
  column: string,
  value: string,
): undefined {
  reading.problems.push({ _tag: tag, column, value })
  return undefined
}

/**
 * How many packages there are; for a loose product, what they hold together.
 * @rule IMPORT-11
 */
function readStock(reading: RowReading, selling: Selling | undefined): ProductDraft["stock"] {
  const text = lineText(reading.cell("stock"))
  if (text === "") return { policy: "none" }
  reading.tells.push("stock")
  const size = selling?.saleKind === "loose" ? amountOf(selling.per) : 1
  const quantity = timesOf(text, size, reading.file.language)
  if (quantity !== undefined) return { policy: "global", quantity }
  reading.problems.push({ _tag: "StockUnreadable", column: reading.title("stock"), value: shown(text) })
  return { policy: "none" }
}

/** The description; a short one goes before the long one. */
function readDescription(reading: RowReading): string {
  const fields = ["shortDescription", "description"] as const
  const texts = fields.map((field) => {
    const cell = reading.cell(field)
    noteText(reading, field, cell)
    return blockText(cell).trim()
  })
  const text = texts.filter((part) => part !== "").join("\n\n")
  if (text !== "") reading.tells.push("description")
  return cut(reading, "description", text, 4000)
}

/** What does not change the price; blank cells tell nothing. */
function readRest(reading: RowReading) {
  const deposit = lineText(reading.cell("deposit"))
  if (deposit !== "" && timesOf(deposit, 100, reading.file.language) !== 0) {
    reading.warnings.push({ _tag: "DepositIgnored", column: reading.title("deposit"), value: shown(deposit) })
  }
  const category = readLine(reading, "category", 64)
  const origin = readLine(reading, "origin", 128)
  const image = readImage(reading, lineText(reading.cell("image")))
  const allergens = boundedList(reading, "allergens", listOf(reading.cell("allergens")))
  const organic = readFlag(reading, "organic") === true
  const others = listOf(reading.cell("labels")).filter((label) => !organic || label !== "organic")
  const labels = boundedList(reading, "labels", organic ? ["organic", ...others] : others)
  const active = readFlag(reading, "active") ?? true
  if (category !== null) reading.tells.push("category")
  if (origin !== null) reading.tells.push("origin")
  if (image !== null) reading.tells.push("image")
  if (allergens.length > 0) reading.tells.push("allergens")
  if (others.length > 0) reading.tells.push("labels")
  if (reading.has("organic")) reading.tells.push("organic")
  if (reading.has("active")) reading.tells.push("active")
  return { category, labels, allergens, origin, image, active }
}
