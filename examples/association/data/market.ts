import { pastBaskets, undecided } from "./baskets.ts"
import { catalogsAt } from "./participation.ts"
import { products } from "./products.ts"
import type { BasketLine, Place, Product } from "./types.ts"

/** Where the market of the day is held, so that it never meets the Saturdays at the hall and the farm. */
export const marketPlace: Place = {
  id: "place-du-marche",
  name: "Place du Marché",
  address: "Place du Marché",
  city: "Saint-Aubin-sur-Vère",
  directions: "Sous le préau de l’ancienne école, côté fontaine.",
}

/** How a household settles what it takes away. */
export type Settling =
  | "cash"
  | "cash-exact"
  | "cheque"
  | "card"
  | "transfer-come"
  | "transfer-awaited"
  | "on-the-spot"
  | "pot"
  | "two-ways"
  | "too-much"
  | "bottles-back"

/** One household at the market of the day: what it ordered, how far its basket is, and how it pays. */
export interface Visit {
  readonly member: string
  readonly lines: ReadonlyArray<BasketLine>
  readonly settling: Settling
  /** Still to come, there with its basket weighed, gone with it, or gone and settled. */
  readonly stands: "awaited" | "weighed" | "gone" | "settled"
}

/** The distribution whose orders the market takes up: all kinds of goods were sold there. */
const model = 3

/** The catalogs at the market. */
export const marketCatalogs: ReadonlyArray<string> = catalogsAt(model)

const productOf = ({ catalog, product }: BasketLine): Product | undefined =>
  products[catalog]?.find(({ id }) => id === product)

/** What is there without limit, or as many at each distribution: nothing that the coming Saturdays would miss. */
const isFree = (line: BasketLine): boolean => {
  const product = productOf(line)
  return product !== undefined && product.active && product.stock.policy !== "global"
}

/** Whether it is weighed on the day. */
export const isWeighed = (line: BasketLine): boolean => {
  const kind = productOf(line)?.saleKind
  return kind === "weighed" || kind === "weighed-each"
}

/** What a piece should weigh, in grams. */
export const nominalGrams = (line: BasketLine): number => {
  const content = productOf(line)?.terms.content
  return content !== undefined && content !== null && "grams" in content ? content.grams : 500
}

/** Goods that go out in a bottle or a jar, with what is given back for it, in cents. */
export const deposits: Readonly<Record<string, number>> = { "lait-cru-bouteille": 50 }

const settlings: ReadonlyArray<readonly [Settling, Visit["stands"]]> = [
  ["cash", "settled"],
  ["cheque", "settled"],
  ["card", "settled"],
  ["transfer-come", "settled"],
  ["cash", "gone"],
  ["cash-exact", "gone"],
  ["cheque", "gone"],
  ["two-ways", "gone"],
  ["bottles-back", "gone"],
  ["too-much", "weighed"],
  ["card", "weighed"],
  ["pot", "weighed"],
  ["on-the-spot", "weighed"],
  ["on-the-spot", "awaited"],
  ["transfer-awaited", "awaited"],
  ["cheque", "awaited"],
  ["on-the-spot", "awaited"],
  ["pot", "awaited"],
  ["transfer-awaited", "awaited"],
  ["on-the-spot", "awaited"],
  ["pot", "awaited"],
  ["on-the-spot", "awaited"],
]

/** The households at the market of the day, in the order of their names on the list. */
export const visits: ReadonlyArray<Visit> = pastBaskets(model)
  .filter(({ member, lines }) => !undecided.has(member) && lines.filter(isFree).length >= 3)
  .slice(0, settlings.length)
  .map(({ member, lines }, index) => {
    const [settling, stands] = settlings[index] ?? (["pot", "awaited"] as const)
    return { member, lines: lines.filter(isFree), settling, stands }
  })
