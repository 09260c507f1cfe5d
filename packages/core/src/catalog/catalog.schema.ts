import * as Schema from "effect/Schema"
import {
  Amount,
  BasisPoints,
  CivilDate,
  Id,
  Line,
  Measure,
  Name,
  PriceTerms,
  SaleKind,
  Text,
} from "../values/values.schema.ts"

/** How many are offered: without limit, over all distributions, or the same number at each. @see C6, SK1 */
export const StockTerms = Schema.Union([
  Schema.Struct({ policy: Schema.Literal("none") }),
  Schema.Struct({ policy: Schema.Literals(["global", "per-distribution"]), quantity: Amount }),
])
export type StockTerms = typeof StockTerms.Type

/** What a member may choose of a loose product, in whole grams or millilitres. @see D6, W3 */
export const LooseTerms = Schema.Struct({
  step: Amount.check(Schema.isGreaterThanOrEqualTo(1)),
  minimum: Amount.check(Schema.isGreaterThanOrEqualTo(1)),
  maximum: Schema.NullOr(Amount.check(Schema.isGreaterThanOrEqualTo(1))),
})
export type LooseTerms = typeof LooseTerms.Type

/** A product of a catalog with the terms it is sold on. @see C2, D3, D6 */
export const Product = Schema.Struct({
  id: Id,
  reference: Schema.NullOr(Name(64)),
  name: Name(128),
  description: Text(4000),
  saleKind: SaleKind,
  terms: PriceTerms,
  loose: Schema.NullOr(LooseTerms),
  stock: StockTerms,
  category: Schema.NullOr(Name(64)),
  labels: Schema.Array(Name(48)).check(Schema.isMaxLength(20)),
  allergens: Schema.Array(Name(48)).check(Schema.isMaxLength(20)),
  origin: Schema.NullOr(Line(128)),
  image: Schema.NullOr(Schema.String.check(Schema.isPattern(/^(https:\/\/|\/)[^\s"'<>]+$/), Schema.isMaxLength(512))),
  active: Schema.Boolean,
})
export type Product = typeof Product.Type

/** A fee on top of prices: a rate and the label members see. @see CAT14 */
export const Fee = Schema.Struct({ basisPoints: BasisPoints, label: Name(64) })
export type Fee = typeof Fee.Type

/** What a coordinator tells of a catalog. */
export const CatalogSettings = Schema.Struct({
  name: Name(64),
  producer: Id,
  startsOn: CivilDate,
  endsOn: CivilDate,
  fee: Schema.NullOr(Fee),
})
export type CatalogSettings = typeof CatalogSettings.Type

/** One producer's offer in one group over a period (both days included). @see C1 */
export const Catalog = Schema.Struct({
  id: Id,
  kind: Schema.Literal("shop"),
  settings: CatalogSettings,
  products: Schema.Record(Schema.String, Product),
})
export type Catalog = typeof Catalog.Type

/** What can happen to a catalog. */
export const CatalogFact = Schema.TaggedUnion({
  CatalogCreated: { id: Id, settings: CatalogSettings },
  CatalogChanged: { settings: CatalogSettings },
  ProductSaved: { product: Product },
  ProductActivated: { product: Id, active: Schema.Boolean },
})
export type CatalogFact = typeof CatalogFact.Type

/** What a catalog or a product may be refused for. @see D29 */
export const CatalogRefusal = {
  CatalogUnknown: { catalog: Schema.String },
  CatalogDatesInvalid: { startsOn: Schema.String, endsOn: Schema.String },
  CatalogFull: { catalog: Schema.String, maximum: Schema.Number },
  ProductUnknown: { catalog: Schema.String, product: Schema.String },
  ProductTermsInvalid: {
    product: Schema.String,
    problem: Schema.Literals([
      "content-missing",
      "content-not-in-price-unit",
      "loose-terms-missing",
      "loose-not-by-weight-or-volume",
      "loose-bounds",
      "loose-terms-unexpected",
    ]),
  },
  ReferenceTaken: { catalog: Schema.String, reference: Schema.String, product: Schema.String },
  ProductUnitFrozen: { catalog: Schema.String, product: Schema.String, unit: Schema.String },
  StockBelowOrders: { catalog: Schema.String, product: Schema.String, ordered: Measure },
} as const
