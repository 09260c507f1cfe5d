import { amountOf, measureOf, unitOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"
import { guarded, listText } from "./cell-text.ts"
import { ownColumns } from "./columns.ts"
import type { ProductDraft, Separator } from "./imports.schema.ts"
import { saleKindWords, stockPolicyWords } from "./own-row.ts"

/** How our own file is written; as a French spreadsheet opens it when left out. */
export interface WriteOptions {
  readonly separator?: Separator | undefined
  readonly decimal?: "," | "." | undefined
  readonly bom?: boolean | undefined
  readonly language?: "fr" | "en" | undefined
  /** How many decimals the currency has; 2 when left out. */
  readonly currencyDigits?: number | undefined
}

/** How numbers and words are written in this file. */
interface Writing {
  readonly decimal: "," | "."
  /** 0 for French, 1 for English. */
  readonly language: 0 | 1
  readonly digits: number
}

/**
 * Our own file of these products: `readProductsFile` reads it back to the very same products.
 * @rule IMPORT-12
 * @see C3, D30
 */
export function writeProductsFile(products: ReadonlyArray<ProductDraft>, options: WriteOptions = {}): string {
  const { separator = ";", decimal = ",", bom = true, language = "fr", currencyDigits = 2 } = options
  const writing: Writing = { decimal, language: language === "fr" ? 0 : 1, digits: currencyDigits }
  const titles = ownColumns.map(([, ...title]) => title[writing.language])
  const rows = products.map((product) => {
    const cells = cellsOf(product, writing)
    return ownColumns.map(([field]) => guarded(cells[field]))
  })
  const lines = [titles, ...rows].map((cells) => cells.map((cell) => quoted(cell, separator)).join(separator))
  return `${bom ? "\ufeff" : ""}${lines.join("\r\n")}\r\n`
}

/** The cell between quotes when it could be taken for more than one, or lose its spaces. */
const quoted = (cell: string, separator: Separator): string =>
  cell.includes(separator) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

type OwnField = (typeof ownColumns)[number][0]

function cellsOf(product: ProductDraft, writing: Writing): Record<OwnField, string> {
  const { language } = writing
  const ordered = product.saleKind === "loose" ? unitOf(product.per) : "pieces"
  const measure = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? "" : measureText(measureOf(ordered, amount), writing)
  const { loose, stock } = product
  return {
    reference: product.reference ?? "",
    name: product.name,
    description: product.description,
    saleKind: saleKindWords[product.saleKind][language],
    priceIncl: decimalText(product.price, writing.digits, writing),
    per: measureText(product.per, writing),
    vat: decimalText(product.vat, 2, writing).replace(/[.,]?0+$/, "") || "0",
    content: product.content === null ? "" : measureText(product.content, writing),
    step: measure(loose?.step),
    minimum: measure(loose?.minimum),
    maximum: measure(loose?.maximum),
    stockPolicy: stockPolicyWords[stock.policy][language],
    stock: stock.policy === "none" ? "" : ordered === "pieces" ? String(stock.quantity) : measure(stock.quantity),
    category: product.category ?? "",
    labels: listText(product.labels),
    allergens: listText(product.allergens),
    origin: product.origin ?? "",
    image: product.image ?? "",
    active: (product.active ? ["oui", "yes"] : ["non", "no"])[language]!,
  }
}

/** A whole number of hundredths (or the like) as a decimal number. */
function decimalText(amount: number, digits: number, { decimal }: Writing): string {
  if (digits === 0) return String(amount)
  const written = String(amount).padStart(digits + 1, "0")
  return `${written.slice(0, -digits)}${decimal}${written.slice(-digits)}`
}

/** A measure in whole numbers, so that no reader wonders about the decimals: 1184 g, 2 kg, 750 ml. */
function measureText(measure: Measure, { language }: Writing): string {
  const amount = amountOf(measure)
  const unit = unitOf(measure)
  if (unit === "pieces") return `${amount} ${language === 0 ? "pièce" : "piece"}${amount > 1 ? "s" : ""}`
  const whole = amount !== 0 && amount % 1000 === 0
  const [large, small] = unit === "grams" ? ["kg", "g"] : ["l", "ml"]
  return whole ? `${amount / 1000} ${large}` : `${amount} ${small}`
}
