import { amountOf, isWeighed, lineAmount, unitOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"
import type { Offer, Shop } from "../connection/state.ts"

/** A product as the catalog shows it. */
export interface Row {
  readonly offer: Offer
  readonly category: string
  /** Who grows it, and its labels. */
  readonly about: string
  /** What search looks through. */
  readonly text: string
}

/** What a product costs: the price of what one takes, and the price to compare by unless it says the same. */
export interface Price {
  readonly amount: number
  /** What the amount is for; null for one piece whose price to compare by is another. */
  readonly per: Measure | null
  readonly estimate: boolean
  readonly unit: { readonly price: number; readonly per: Measure } | null
}

/** Text without case and accents, as search compares it. */
export const folded = (text: string): string =>
  text.toLowerCase().replaceAll("œ", "oe").replaceAll("’", "'").normalize("NFD").replaceAll(/\p{M}/gu, "")

/** `nature-et-progres`, a name from the data, as people read it: from the language's own list, else as it is written. */
export const named = (name: string, names: Readonly<Record<string, string>>): string => {
  const known = names[name] ?? name
  return known.charAt(0).toUpperCase() + known.slice(1).replaceAll("-", " ")
}

/** The rows of a shop: by category in the order of the offers, then by name. */
export const rowsOf = (shop: Shop, names: Readonly<Record<string, string>>, locale: string): ReadonlyArray<Row> => {
  const { offers, distribution, producers } = shop
  const categories = [...new Set(offers.map(({ category }) => category))]
  return offers
    .map((offer) => {
      const catalog = distribution?.catalogs.find(({ id }) => id === offer.catalog)
      const producer = producers.find(({ id }) => id === catalog?.producer)?.name ?? catalog?.name ?? ""
      const category = named(offer.category ?? "", names)
      const about = [producer, ...offer.labels.map((label) => named(label, names))].join(" · ")
      return { offer, category, about, text: folded(`${offer.name} ${about} ${category}`) }
    })
    .sort(
      ({ offer: a }, { offer: b }) =>
        categories.indexOf(a.category) - categories.indexOf(b.category) || a.name.localeCompare(b.name, locale),
    )
}

/** How many rows each category holds, in their order. */
export const categoriesOf = (rows: ReadonlyArray<Row>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { category } of rows) if (category) counts.set(category, (counts.get(category) ?? 0) + 1)
  return counts
}

/** Whether a row is of a category (all of them when empty) and holds every word of a search. */
export const isFound = (row: Row, category: string, search: string): boolean =>
  (category === "" || row.category === category) &&
  folded(search)
    .split(/\s+/)
    .every((word) => row.text.includes(word))

/** What a product costs, with the catalog's fee in basis points. @see D3, D6, X27 */
export const priceOf = ({ saleKind, terms, shownPrice, unitPrice }: Offer, fee: number): Price => {
  const isLoose = saleKind === "loose"
  const amount = isLoose ? shownPrice : lineAmount(terms, { pieces: 1 }, fee)
  const size = isLoose ? amountOf(terms.per) : 1
  const isSame = size === amountOf(unitPrice.per) && unitPrice.price === amount
  const per = isLoose || isSame ? terms.per : null
  return { amount, per, estimate: isWeighed(saleKind), unit: isSame ? null : unitPrice }
}

/** How much is left is said up to ten pieces, kilograms or litres. */
export const isLittle = (left: Measure): boolean =>
  amountOf(left) > 0 && amountOf(left) <= (unitOf(left) === "pieces" ? 10 : 10_000)
