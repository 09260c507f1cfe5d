import type { Product } from "@cabas/core/catalog"
import type { ProductDraft } from "./imports.schema.ts"

/** The catalog's product that a draft makes under that identifier. */
export function productOfDraft(id: string, draft: ProductDraft): Product {
  const { price, per, vat, content, ...rest } = draft
  return { id, ...rest, terms: { price, per, vat, content } }
}

/** A catalog's product as a file would tell it. */
export function draftOfProduct(product: Product): ProductDraft & { readonly id: string } {
  const { terms, ...rest } = product
  return { ...rest, ...terms }
}
