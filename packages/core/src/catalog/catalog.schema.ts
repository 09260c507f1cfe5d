import * as Schema from "effect/Schema"
import { ContractTerms } from "./contract.schema.ts"
import {
  Amount,
  BasisPoints,
  CivilDate,
  Id,
  Line,
  Measure,
  Name,
  Price,
  PriceTerms,
  SaleKind,
  Text,
} from "../values/values.schema.ts"

/**
 * When a product is there at all: at every nth delivery from a day on, or so many in each period (days included);
 * at any other delivery there is none.
 * @see SK2
 */
export const StockSchedule = Schema.Union([
  Schema.Struct({
    kind: Schema.Literal("every-nth"),
    nth: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 52 })),
    from: CivilDate,
  }),
  Schema.Struct({
    kind: Schema.Literal("periods"),
    periods: Schema.Array(Schema.Struct({ from: CivilDate, to: CivilDate, quantity: Amount })).check(
      Schema.isMinLength(1),
      Schema.isMaxLength(52),
    ),
  }),
])
export type StockSchedule = typeof StockSchedule.Type

/**
 * How many are offered: without limit, over all distributions, or the same number at each; at some of them only where a
 * schedule says so.
 * @see C6, SK1
 */
export const StockTerms = Schema.Union([
  Schema.Struct({ policy: Schema.Literal("none") }),
  Schema.Struct({ policy: Schema.Literal("global"), quantity: Amount }),
  Schema.Struct({
    policy: Schema.Literal("per-distribution"),
    quantity: Amount,
    schedule: Schema.optionalKey(StockSchedule),
  }),
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
  /** What is given back for a piece's packaging, on top of the price. @see X2 */
  deposit: Schema.optionalKey(Price),
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

/** Without commitment, or a contract whose order is chosen for each delivery, or is the same at each. @see C1, CAT1 */
export const CatalogKind = Schema.Literals(["shop", "variable", "constant"])
export type CatalogKind = typeof CatalogKind.Type

/** One producer's offer in one group over a period (both days included). @see C1 */
export const Catalog = Schema.Struct({
  id: Id,
  kind: CatalogKind,
  settings: CatalogSettings,
  /** What subscribers commit to; a shop catalog has none. */
  contract: Schema.NullOr(ContractTerms),
  /** The season before, whose subscribers are invited again. @see CAT19 */
  previous: Schema.NullOr(Id),
  products: Schema.Record(Schema.String, Product),
})
export type Catalog = typeof Catalog.Type

/** What can happen to a catalog. */
export const CatalogFact = Schema.TaggedUnion({
  CatalogCreated: { id: Id, settings: CatalogSettings },
  ContractOpened: {
    id: Id,
    kind: Schema.Literals(["variable", "constant"]),
    settings: CatalogSettings,
    contract: ContractTerms,
    previous: Schema.NullOr(Id),
  },
  CatalogChanged: { settings: CatalogSettings },
  ContractChanged: { contract: ContractTerms },
  CatalogDeleted: {},
  ProductSaved: { product: Product },
  ProductActivated: { product: Id, active: Schema.Boolean },
})
export type CatalogFact = typeof CatalogFact.Type

/** What a catalog or a product may be refused for. @see D29 */
export const CatalogRefusal = {
  CatalogUnknown: { catalog: Schema.String },
  CatalogDatesInvalid: { startsOn: Schema.String, endsOn: Schema.String },
  CatalogHasOrders: { catalog: Schema.String },
  NotAContract: { catalog: Schema.String },
  ContractTermsInvalid: {
    catalog: Schema.String,
    problem: Schema.Literals(["closing-delay-missing", "first-delivery-outside", "minimums-on-constant"]),
  },
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
