import { lineAmount, measureOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"
import { producers } from "./producers.ts"
import { products } from "./products.ts"
import type { BasketLine, Product } from "./types.ts"

const catalogFees = new Map(producers.map(({ catalog }) => [catalog.id, catalog.feeBasisPoints]))

/** So many pieces, grams or millilitres of a product: the unit it is ordered in. */
export const quantityOf = ({ saleKind, terms }: Product, amount: number): Measure => {
  if (saleKind !== "loose") return measureOf("pieces", amount)
  return measureOf("grams" in terms.per ? "grams" : "millilitres", amount)
}

/** What a quantity of a product costs in cents, without fees; weighed pieces at their nominal weight. */
export const expectedCents = (product: Product, amount: number): number =>
  lineAmount(product.terms, quantityOf(product, amount))

/** What lines cost in all, in cents, fees included; weighed pieces at their nominal weight. */
export const expectedTotal = (lines: ReadonlyArray<BasketLine>): number =>
  lines.reduce((total, { catalog, product: id, quantity }) => {
    const product = products[catalog]?.find((candidate) => candidate.id === id)
    return product === undefined ? total : total + lineAmount(product.terms, quantity, catalogFees.get(catalog) ?? 0)
  }, 0)
