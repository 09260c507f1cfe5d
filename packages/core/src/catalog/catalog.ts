import type { Measure, Unit } from "../values/values.schema.ts"
import { unitOf } from "../values/measure.ts"
import type { Catalog, CatalogFact, CatalogRefusal, Product } from "./catalog.schema.ts"

/** The most products one catalog holds: it is read and written as one document. */
export const maximumProducts = 2000

/** Folds one fact into a catalog. */
export const evolve = (catalog: Catalog | null, fact: CatalogFact): Catalog | null => {
  if (fact._tag === "CatalogCreated") {
    const { id, settings } = fact
    return { id, kind: "shop", settings, contract: null, previous: null, products: {} }
  }
  if (fact._tag === "ContractOpened") {
    const { _tag: _, ...opened } = fact
    return { ...opened, products: {} }
  }
  if (catalog === null) return null
  switch (fact._tag) {
    case "CatalogChanged":
      return { ...catalog, settings: fact.settings }
    case "ContractChanged":
      return { ...catalog, contract: fact.contract }
    case "CatalogDeleted":
      return null
    case "ProductSaved":
      return { ...catalog, products: { ...catalog.products, [fact.product.id]: fact.product } }
    case "ProductActivated": {
      const product = productOf(catalog, fact.product)
      if (product === undefined) return catalog
      return { ...catalog, products: { ...catalog.products, [product.id]: { ...product, active: fact.active } } }
    }
  }
}

/** The catalog's product of that id, active or not. */
export const productOf = (catalog: Catalog, product: string): Product | undefined =>
  Object.hasOwn(catalog.products, product) ? catalog.products[product] : undefined

/**
 * The unit a product is ordered and counted in: pieces, except loose products, sold in their price's unit.
 * @rule SALE-1
 * @see D6, SK4
 */
export const orderUnit = (product: Product): Unit =>
  product.saleKind === "loose" ? unitOf(product.terms.per as Measure) : "pieces"

type TermsProblem = (typeof CatalogRefusal.ProductTermsInvalid.problem)["Type"]

/**
 * What is wrong with a product's terms, or nothing.
 * A weighed product needs the nominal content of a piece in the unit of its price; a loose one is priced by
 * weight or volume and has a step, a minimum on that step and a maximum not below it.
 * @rule SALE-2
 * @see D6, W2, W3
 */
export const termsProblem = (product: Product): TermsProblem | undefined =>
  product.saleKind === "loose" ? looseProblem(product) : pieceProblem(product)

const pieceProblem = ({ saleKind, terms, loose }: Product): TermsProblem | undefined => {
  if (loose !== null) return "loose-terms-unexpected"
  const perPiece = unitOf(terms.per as Measure) === "pieces"
  if (saleKind === "piece" && perPiece) return undefined
  if (terms.content === null) return "content-missing"
  return unitOf(terms.content as Measure) === unitOf(terms.per as Measure) && !perPiece
    ? undefined
    : "content-not-in-price-unit"
}

const looseProblem = ({ terms, loose }: Product): TermsProblem | undefined => {
  if (unitOf(terms.per as Measure) === "pieces") return "loose-not-by-weight-or-volume"
  if (loose === null) return "loose-terms-missing"
  const { step, minimum, maximum } = loose
  const onStep = minimum % step === 0 && (maximum === null || (maximum >= minimum && maximum % step === 0))
  return onStep ? undefined : "loose-bounds"
}
