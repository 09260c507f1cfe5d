import type { Measure, PriceTerms, SaleKind } from "@cabas/core/values"

/** What a producer sells under one set of rules and fees. */
export interface Catalog {
  readonly id: string
  readonly name: string
  /** Added on top of the prices, in basis points: 300 is 3 %. */
  readonly feeBasisPoints: number
  readonly feeLabel: string | null
}

/** A farm or a workshop, the person to call, and its catalog. */
export interface Producer {
  readonly id: string
  readonly name: string
  readonly contact: string
  readonly email: string
  readonly phone: string
  readonly city: string
  readonly description: string
  readonly catalog: Catalog
}

/** The shelf a product stands on. */
export type Category =
  | "vegetables"
  | "fruit"
  | "mushrooms"
  | "dairy"
  | "cheese"
  | "eggs"
  | "meat"
  | "poultry"
  | "fish"
  | "bread"
  | "grocery"
  | "honey"
  | "drinks"
  | "household"

/** A guarantee printed on the product. */
export type Label = "organic" | "demeter" | "nature-et-progres" | "farmhouse"

/** One of the fourteen allergens that European law has named on a label. */
export type Allergen =
  | "gluten"
  | "crustaceans"
  | "eggs"
  | "fish"
  | "peanuts"
  | "soybeans"
  | "milk"
  | "nuts"
  | "celery"
  | "mustard"
  | "sesame"
  | "sulphites"
  | "lupin"
  | "molluscs"

/** What may be ordered of a loose product, in grams or millilitres; minimum and maximum are multiples of the step. */
export interface LooseRange {
  readonly step: number
  readonly minimum: number
  readonly maximum: number
}

/**
 * How much there is: no limit, so much in all, or so much at each distribution.
 * The quantity counts what is ordered: pieces, or grams or millilitres of a loose product.
 */
export type Stock =
  | { readonly policy: "none" }
  | { readonly policy: "global" | "per-distribution"; readonly quantity: number }

/** One thing that can be ordered. */
export interface Product {
  readonly id: string
  readonly reference: string
  readonly name: string
  readonly description: string
  readonly saleKind: SaleKind
  readonly terms: PriceTerms
  readonly loose: LooseRange | null
  readonly stock: Stock
  readonly category: Category
  readonly labels: ReadonlyArray<Label>
  readonly allergens: ReadonlyArray<Allergen>
  readonly origin: string
  readonly image: null
  readonly active: boolean
}

/** What a member may do beyond ordering; a catalog administrator of `null` looks after every catalog. */
export type Right =
  | { readonly right: "group-admin" | "members" | "messages" | "desk" }
  | { readonly right: "catalog-admin"; readonly catalog: string | null }

/** Someone of a household; without an e-mail, the group looks after the account. */
export interface Person {
  readonly firstName: string
  readonly lastName: string
  readonly email: string | null
  readonly phone: string | null
}

/** A household, its people and the credit its wallet opened with. */
export interface Member {
  readonly id: string
  readonly people: ReadonlyArray<Person>
  /** Cents in the wallet before the first distribution. */
  readonly walletCents: number
  readonly rights: ReadonlyArray<Right>
}

/** Where baskets are handed over. */
export interface Place {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly city: string
  readonly directions: string
}

/** An hour of a day on the wall clock of the group: `{ date: "2026-11-24", time: "20:00" }`. */
export interface CivilMoment {
  readonly date: string
  readonly time: string
}

/** One Saturday morning: when, where, what can be ordered and until when. */
export interface Distribution {
  readonly id: string
  readonly date: string
  readonly startsTime: string
  readonly endsTime: string
  readonly place: string
  readonly opensAt: CivilMoment
  readonly closesAt: CivilMoment
  readonly catalogs: ReadonlyArray<string>
}

/** What a member takes of one product, in pieces, or in grams or millilitres when it is sold loose. */
export interface BasketLine {
  readonly catalog: string
  readonly product: string
  readonly quantity: Measure
}

/** An order of a member for one distribution. */
export interface Basket {
  readonly member: string
  /** When it was confirmed, counted from the opening of the orders. */
  readonly minutesAfterOpening: number
  readonly lines: ReadonlyArray<BasketLine>
}
