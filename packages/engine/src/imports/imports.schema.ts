import { PriceTerms, Product } from "@cabas/core/schema"
import * as Schema from "effect/Schema"

const { id: _id, terms: _terms, ...told } = Product.fields

/**
 * A product as a file tells it, its price terms laid flat; it has no identifier yet.
 * `price` is in minor units, VAT included; `stock.quantity` counts pieces, or grams or millilitres when loose.
 * @see D3, D6
 */
export const ProductDraft = Schema.Struct({ ...told, ...PriceTerms.fields })
export type ProductDraft = typeof ProductDraft.Type

const column = Schema.String
const value = Schema.String

/** Why a row is refused, or what is worth knowing about one that is not: a tag, the column as the file heads it, and what was read. @see D30 */
export const Problem = Schema.TaggedUnion({
  // The file
  FileEmpty: {},
  FileNotText: { kind: Schema.Literals(["spreadsheet", "binary"]) },
  TooManyRows: { rows: Schema.Number, maximum: Schema.Number },
  HeaderUnknown: { value },
  ColumnMissing: { column },
  ColumnIgnored: { column, filled: Schema.Number },
  ColumnRepeated: { column },
  LineBeforeHeader: { line: Schema.Number, value },
  PriceHeaderContradicted: { column, prices: Schema.Literals(["incl", "excl"]) },
  ReferenceColumnMissing: {},
  CategoryCodesKept: { column, codes: Schema.Array(Schema.String) },
  // The row
  RowTooShort: { cells: Schema.Number, expected: Schema.Number },
  RowTooLong: { cells: Schema.Number, expected: Schema.Number, value },
  QuotesUnbalanced: { value },
  CharactersRemoved: { column, count: Schema.Number },
  CellIgnored: { column, value },
  // Names and texts
  NameMissing: { column },
  ReferenceMissing: { column },
  ReferenceRepeated: { column, value, firstLine: Schema.Number },
  TextShortened: { column, value, maximum: Schema.Number },
  TextTooLong: { column, value, maximum: Schema.Number },
  ListTooLong: { column, count: Schema.Number, maximum: Schema.Number },
  MarkupKeptAsText: { column, value },
  ImageIgnored: { column, value },
  FlagUnreadable: { column, value },
  // Prices
  PriceMissing: { column },
  PriceUnreadable: {
    column,
    value,
    reason: Schema.Literals(["not-a-number", "ambiguous", "negative", "too-large"]),
  },
  PriceRounded: { column, value, price: Schema.Number },
  PerUnreadable: { column, value },
  VatUnreadable: { column, value },
  VatAssumed: { column, vat: Schema.Number },
  VatUnlikely: { column, value, vat: Schema.Number },
  DepositIgnored: { column, value },
  // Sale kinds and contents
  SaleKindUnknown: { column, value },
  FlagsConflict: { columns: Schema.Array(column) },
  FractionsIgnored: { column, value },
  UnitUnknown: { column, value },
  UnitNotMeasurable: { column, value, saleKind: Schema.String },
  ContentUnreadable: { column, value },
  ContentMissing: { column },
  ContentAssumed: { column, content: PriceTerms.fields.per },
  LooseUnreadable: { column, value },
  StepAssumed: { column, step: Schema.Number },
  TermsInvalid: { problem: Schema.String },
  // Stock
  StockUnreadable: { column, value },
  StockPolicyUnknown: { column, value },
  // Against what is already there
  ReferenceAmbiguous: { value, products: Schema.Array(Schema.String) },
  SaleKindDiffers: { read: Schema.String, kept: Schema.String },
  NameAlreadyThere: { value, products: Schema.Array(Schema.String) },
  StillInactive: { product: Schema.String },
  RetiringWithheld: { lines: Schema.Array(Schema.Number) },
})
export type Problem = typeof Problem.Type

/** What a row says about the product it names; an update leaves the rest alone. @see IMPORT-14 */
export const Told = Schema.Literals([
  "name",
  "description",
  "saleKind",
  "content",
  "loose",
  "vat",
  "stock",
  "stockPolicy",
  "category",
  "labels",
  "organic",
  "allergens",
  "origin",
  "image",
  "active",
])
export type Told = typeof Told.Type

/** One row of the file, by its 1-based line: the product it tells, or why it tells none. */
export const Row = Schema.Struct({
  line: Schema.Number,
  reference: Schema.NullOr(Schema.String),
  tells: Schema.Array(Told),
  product: Schema.optionalKey(ProductDraft),
  problems: Schema.Array(Problem),
  warnings: Schema.Array(Problem),
})
export type Row = typeof Row.Type

/** Whose columns a file has. `cagette-products` also stands for a hand-made list of products with their prices. */
export const Format = Schema.Literals(["cabas", "cagette-products", "cagette-product-base", "foodcoopshop", "unknown"])
export type Format = typeof Format.Type

/** How a file's bytes stand for characters. */
export const Encoding = Schema.Literals(["utf-8", "utf-16le", "windows-1252"])
export type Encoding = typeof Encoding.Type

/** What stands between the cells of a row. */
export const Separator = Schema.Literals([";", ",", "\t"])
export type Separator = typeof Separator.Type

/** A products file as it was read: each row that is not blank is in `rows`, whatever became of it. */
export const ProductsFile = Schema.Struct({
  format: Format,
  encoding: Encoding,
  separator: Separator,
  rows: Schema.Array(Row),
  blankRows: Schema.Number,
  problems: Schema.Array(Problem),
  warnings: Schema.Array(Problem),
})
export type ProductsFile = typeof ProductsFile.Type

/** What an import would do, row by row, and the products as they would be afterwards. */
export const ImportPlan = Schema.Struct({
  rows: Schema.Array(
    Schema.Struct({
      line: Schema.Number,
      outcome: Schema.Literals(["created", "updated", "unchanged", "refused"]),
      reference: Schema.NullOr(Schema.String),
      name: Schema.NullOr(Schema.String),
      productId: Schema.optionalKey(Schema.String),
      changed: Schema.optionalKey(Schema.Array(Schema.String)),
      reason: Schema.optionalKey(Schema.Array(Problem)),
      warnings: Schema.Array(Problem),
    }),
  ),
  changes: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      change: Schema.Literals(["created", "updated", "retired"]),
      product: ProductDraft,
    }),
  ),
  counts: Schema.Struct({
    created: Schema.Number,
    updated: Schema.Number,
    unchanged: Schema.Number,
    refused: Schema.Number,
    retired: Schema.Number,
    blank: Schema.Number,
  }),
  problems: Schema.Array(Problem),
  warnings: Schema.Array(Problem),
})
export type ImportPlan = typeof ImportPlan.Type
