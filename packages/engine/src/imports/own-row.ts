import { amountOf, parseQuantity, unitOf } from "@cabas/core/values"
import type { Measure, SaleKind } from "@cabas/core/values"
import { blockText, lineText, listOf, shown } from "./cell-text.ts"
import type { Field } from "./columns.ts"
import { tenthOf } from "./foreign-row.ts"
import type { ProductDraft } from "./imports.schema.ts"
import { measured, partsOf } from "./numbers.ts"
import { boundedList, cut, noteText, readFlag, readImage, readLine, readPrice, readVat } from "./row-reading.ts"
import type { RowReading } from "./row-reading.ts"

/**
 * The words of our own file for each sale kind: French, English.
 * @rule IMPORT-12
 */
export const saleKindWords = {
  piece: ["à la pièce", "piece"],
  weighed: ["pesé", "weighed"],
  "weighed-each": ["pesé un par un", "weighed-each"],
  loose: ["vrac", "loose"],
} as const satisfies Record<SaleKind, readonly [string, string]>

/** The words of our own file for each stock policy: French, English. */
export const stockPolicyWords = {
  none: ["sans", "none"],
  global: ["globale", "global"],
  "per-distribution": ["par distribution", "per-distribution"],
} as const satisfies Record<ProductDraft["stock"]["policy"], readonly [string, string]>

/** The columns without which a row of our own file does not say how a product is sold. */
export const ownRequired = ["name", "saleKind", "priceIncl", "per", "content"] as const satisfies ReadonlyArray<Field>

/** The product a row of our own file tells, exactly as it was written; problems are left in the reading. */
export function ownProduct(reading: RowReading, name: string, reference: string | null): ProductDraft | undefined {
  const vat = readVat(reading)
  const price = readPrice(reading, vat)
  const saleKind = readWord(saleKindWords, reading.cell("saleKind"))
  if (saleKind === undefined) refuse(reading, "SaleKindUnknown", "saleKind")
  const per = readMeasure(reading, "per", "PerUnreadable")
  const content = readMeasure(reading, "content", "ContentUnreadable")
  if (per === null) refuse(reading, "PerUnreadable", "per")
  const loose = saleKind === "loose" && per ? readLoose(reading, per) : noLoose(reading)
  const stock = readStock(reading, saleKind === "loose" && per ? unitOf(per) : "pieces")
  const rest = readRest(reading)
  tellColumns(reading)
  if (reading.problems.length > 0 || saleKind === undefined || !per || content === undefined) return undefined
  if (vat === undefined || price === undefined || loose === undefined) return undefined
  return { reference, name, saleKind, price, per, vat, content, loose, stock, ...rest }
}

/** A column of our own file tells even when its cell is blank. */
function tellColumns(reading: RowReading): void {
  reading.tells.push("name", "saleKind", "content", "loose")
  for (const field of ["description", "category", "labels", "allergens", "origin", "image", "active"] as const) {
    if (reading.has(field)) reading.tells.push(field)
  }
  if (reading.has("stock")) reading.tells.push("stock")
  if (reading.has("stockPolicy")) reading.tells.push("stockPolicy")
}

type Unreadable =
  | "SaleKindUnknown"
  | "PerUnreadable"
  | "ContentUnreadable"
  | "LooseUnreadable"
  | "StockUnreadable"
  | "StockPolicyUnknown"

function refuse(reading: RowReading, tag: Unreadable, field: Field): undefined {
  const value = shown(lineText(reading.cell(field)))
  reading.problems.push({ _tag: tag, column: reading.title(field), value })
  return undefined
}

/** The key whose words hold what the cell says. */
function readWord<Key extends string>(words: Record<Key, ReadonlyArray<string>>, cell: string): Key | undefined {
  const word = lineText(cell).toLowerCase()
  const keys = Object.keys(words) as Array<Key>
  return keys.find((key) => key === word || words[key].includes(word))
}

/** A measure, `null` when the cell is blank. */
function readMeasure(reading: RowReading, field: Field, tag: Unreadable): Measure | null | undefined {
  const text = lineText(reading.cell(field))
  if (text === "") return null
  const { number, word } = partsOf(text)
  const measure = measured(number, word, reading.file.language)
  return measure !== undefined && amountOf(measure) > 0 ? measure : refuse(reading, tag, field)
}

/** Step, minimum and maximum, in the unit of the price. */
function readLoose(reading: RowReading, per: Measure): ProductDraft["loose"] | undefined {
  const amount = (field: Field): number | null | undefined => {
    const text = lineText(reading.cell(field))
    if (text === "") return null
    const measure = parseQuantity(text, unitOf(per), reading.file.language)
    return measure !== undefined && amountOf(measure) > 0
      ? amountOf(measure)
      : refuse(reading, "LooseUnreadable", field)
  }
  const told = amount("step")
  const minimum = amount("minimum")
  const maximum = amount("maximum")
  if (told === undefined || minimum === undefined || maximum === undefined) return undefined
  const step = told ?? tenthOf(amountOf(per))
  if (told === null) reading.warnings.push({ _tag: "StepAssumed", column: reading.title("step"), step })
  return { step, minimum: minimum ?? step, maximum }
}

/** Products that are not loose have no step; one that is written is said to be left out. */
function noLoose(reading: RowReading): null {
  for (const field of ["step", "minimum", "maximum"] as const) ignore(reading, field)
  return null
}

function ignore(reading: RowReading, field: Field): void {
  const value = shown(lineText(reading.cell(field)))
  if (value !== "") reading.warnings.push({ _tag: "CellIgnored", column: reading.title(field), value })
}

/** The stock; a quantity without a policy counts over all distributions. */
function readStock(reading: RowReading, unit: "pieces" | "grams" | "millilitres"): ProductDraft["stock"] {
  const written = lineText(reading.cell("stockPolicy"))
  const text = lineText(reading.cell("stock"))
  const policy =
    written === "" ? (text === "" ? "none" : "global") : readWord(stockPolicyWords, reading.cell("stockPolicy"))
  if (policy === undefined) refuse(reading, "StockPolicyUnknown", "stockPolicy")
  if (policy === "none" || policy === undefined) {
    ignore(reading, "stock")
    return { policy: "none" }
  }
  const quantity = parseQuantity(text, unit, reading.file.language)
  if (quantity !== undefined) return { policy, quantity: amountOf(quantity) }
  refuse(reading, "StockUnreadable", "stock")
  return { policy: "none" }
}

function readRest(reading: RowReading) {
  const cell = reading.cell("description")
  noteText(reading, "description", cell)
  return {
    description: cut(reading, "description", blockText(cell), 4000),
    category: readLine(reading, "category", 64),
    labels: boundedList(reading, "labels", listOf(reading.cell("labels"))),
    allergens: boundedList(reading, "allergens", listOf(reading.cell("allergens"))),
    origin: readLine(reading, "origin", 128),
    image: readImage(reading, lineText(reading.cell("image"))),
    active: readFlag(reading, "active") ?? true,
  }
}
