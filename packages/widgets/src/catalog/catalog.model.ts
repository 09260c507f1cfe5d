import { amountOf, lineAmount, unitOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"
import { keyOf } from "../connection/draft.model.ts"
import type { Offer, Shop } from "../connection/state.ts"
import type { Choice } from "../quantity/quantity.model.ts"

/** A product as the catalog shows it. */
export interface Row {
  readonly key: string
  readonly offer: Offer
  readonly producer: string
  readonly category: string
  /** What search looks through: folded name, producer, category, labels. */
  readonly text: string
}

/** A category with how many products it holds. */
export interface Category {
  readonly name: string
  readonly count: number
}

/** What a product costs: the price of what one takes, and the price to compare by, unless it is the same. */
export interface Price {
  readonly amount: number
  /** What the amount is for; null for one piece whose price to compare by is another. */
  readonly per: Measure | null
  readonly estimate: boolean
  readonly unit: { readonly price: number; readonly per: Measure } | null
}

/** Text without case and accents, as search compares it. */
export const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("’", "'")

/** The rows of a shop: by category in the order of the offers, then by name. */
export const rowsOf = (shop: Shop, locale: string): ReadonlyArray<Row> => {
  const names = new Map(shop.producers.map(({ id, name }) => [id, name]))
  const producers = new Map((shop.distribution?.catalogs ?? []).map(({ id, producer }) => [id, names.get(producer) ?? ""]))
  const rank = new Map([...new Set(shop.offers.map(({ category }) => category ?? ""))].map((name, index) => [name, index]))
  const { compare } = new Intl.Collator(locale, { numeric: true })
  return shop.offers
    .map((offer) => {
      const producer = producers.get(offer.catalog) ?? ""
      const category = offer.category ?? ""
      const text = folded([offer.name, producer, category, ...offer.labels].join(" "))
      return { key: keyOf(offer), offer, producer, category, text }
    })
    .sort((a, b) => rank.get(a.category)! - rank.get(b.category)! || compare(a.offer.name, b.offer.name))
}

/** The categories of some rows, in their order. */
export const categoriesOf = (rows: ReadonlyArray<Row>): ReadonlyArray<Category> => {
  const counts = new Map<string, number>()
  for (const { category } of rows) if (category !== "") counts.set(category, (counts.get(category) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count }))
}

/** Whether a row is of a category (all of them when empty) and holds every word of a search. */
export const isFound = (row: Row, category: string, search: string): boolean =>
  (category === "" || row.category === category) &&
  folded(search)
    .split(/\s+/)
    .every((word) => row.text.includes(word))

/** What a product costs, with the catalog's fee in basis points. @see D3, D6, X27 */
export const priceOf = (offer: Offer, fee: number): Price => {
  const { saleKind, terms, unitPrice } = offer
  const estimate = saleKind === "weighed" || saleKind === "weighed-each"
  if (saleKind === "loose") {
    const isSame = amountOf(terms.per) === amountOf(unitPrice.per)
    return { amount: offer.shownPrice, per: terms.per, estimate, unit: isSame ? null : unitPrice }
  }
  const amount = lineAmount(terms, { pieces: 1 }, fee)
  const isSame = unitOf(unitPrice.per) === "pieces" && unitPrice.price === amount
  return { amount, per: isSame ? { pieces: 1 } : null, estimate, unit: isSame ? null : unitPrice }
}

/** What may be chosen of a product, when so much of it is already ordered: what is left comes on top. */
export const choiceOf = (offer: Offer, ordered: number): Choice => {
  const most = offer.left === null ? null : ordered + amountOf(offer.left)
  if (offer.loose === null) return { unit: "pieces", step: 1, minimum: 1, maximum: most }
  const { step, minimum, maximum } = offer.loose
  const bound = most === null ? maximum : Math.min(maximum ?? most, most)
  return { unit: unitOf(offer.terms.per), step, minimum, maximum: bound }
}

/** Above this it is not said how much is left: ten pieces, kilograms or litres. */
const few = { pieces: 10, grams: 10_000, millilitres: 10_000 }

/** What is left of a product when that is little. */
export const littleLeft = ({ left }: Offer): Measure | null =>
  left !== null && amountOf(left) <= few[unitOf(left)] ? left : null
