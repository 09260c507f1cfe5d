import type { Measure, PriceTerms, SaleKind } from "@cabas/core/values"
import type { Allergen, Category, Label, LooseRange, Product, Stock } from "../types.ts"

/** How a product is sold and for how much; prices in cents, VAT included. */
export interface Sale {
  readonly saleKind: SaleKind
  readonly terms: Omit<PriceTerms, "vat">
  readonly loose: LooseRange | null
}

/** Sold by the piece; `content` is what one piece holds, or null when only the piece counts. */
export const piece = (price: number, content: Measure | null = null): Sale => ({
  saleKind: "piece",
  terms: { price, per: { pieces: 1 }, content },
  loose: null,
})

const byTheKilo =
  (saleKind: "weighed" | "weighed-each") =>
  (price: number, nominalGrams: number): Sale => ({
    saleKind,
    terms: { price, per: { grams: 1000 }, content: { grams: nominalGrams } },
    loose: null,
  })

/** Ordered in pieces of about `nominalGrams`, paid by the weight found on the day, at `price` a kilo. */
export const weighed = byTheKilo("weighed")

/** Like `weighed`, each piece with its own weight. */
export const weighedEach = byTheKilo("weighed-each")

/** Loose by weight at `price` a kilo; step, minimum and maximum in grams. */
export const looseGrams = (price: number, step: number, minimum: number, maximum: number): Sale => ({
  saleKind: "loose",
  terms: { price, per: { grams: 1000 }, content: null },
  loose: { step, minimum, maximum },
})

/** Loose by volume at `price` a litre; step, minimum and maximum in millilitres. */
export const looseMillilitres = (price: number, step: number, minimum: number, maximum: number): Sale => ({
  saleKind: "loose",
  terms: { price, per: { millilitres: 1000 }, content: null },
  loose: { step, minimum, maximum },
})

/** So many in all, until the producer makes more; pieces, grams or millilitres as ordered. */
export const inAll = (quantity: number): Stock => ({ policy: "global", quantity })

/** So many at each distribution; pieces, grams or millilitres as ordered. */
export const eachTime = (quantity: number): Stock => ({ policy: "per-distribution", quantity })

/** French VAT on food, in basis points. */
export const foodVat = 550

/** French VAT on alcohol, sweets, soap and candles, in basis points. */
export const fullVat = 2000

/** What the products of one catalog have in common. */
export interface Common {
  /** Begins every reference of the catalog. */
  readonly prefix: string
  readonly category: Category
  readonly labels: ReadonlyArray<Label>
  readonly allergens: ReadonlyArray<Allergen>
  readonly origin: string
  readonly vat: number
}

/** One product, as far as it differs from its catalog. */
export interface Entry extends Partial<Omit<Common, "prefix">> {
  readonly id: string
  /** The reference without the catalog’s prefix. */
  readonly code: string
  readonly name: string
  readonly description: string
  readonly sale: Sale
  readonly stock?: Stock
  readonly active?: boolean
}

/** Completes each entry with what its catalog has in common. */
export const listing = (common: Common, entries: ReadonlyArray<Entry>): ReadonlyArray<Product> =>
  entries.map((entry) => ({
    id: entry.id,
    reference: `${common.prefix}-${entry.code}`,
    name: entry.name,
    description: entry.description,
    saleKind: entry.sale.saleKind,
    terms: { ...entry.sale.terms, vat: entry.vat ?? common.vat },
    loose: entry.sale.loose,
    stock: entry.stock ?? { policy: "none" },
    category: entry.category ?? common.category,
    labels: entry.labels ?? common.labels,
    allergens: entry.allergens ?? common.allergens,
    origin: entry.origin ?? common.origin,
    image: null,
    active: entry.active ?? true,
  }))
