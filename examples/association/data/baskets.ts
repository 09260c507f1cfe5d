import { amountOf } from "@cabas/core/values"
import { dice } from "./dice.ts"
import type { Dice } from "./dice.ts"
import { members } from "./members.ts"
import { catalogsAt, openIndex } from "./participation.ts"
import { expectedCents, quantityOf } from "./prices.ts"
import { products } from "./products.ts"
import type { Basket, BasketLine, Category, Member, Product } from "./types.ts"

interface Offer {
  readonly catalog: string
  readonly product: Product
}

/** What is left of each product whose stock is counted: over all distributions, and at this one. */
interface Left {
  readonly inAll: Map<string, number>
  readonly thisTime: Map<string, number>
}

/** How often a household takes something of a shelf, next to the others. */
const taste: Record<Category, number> = {
  vegetables: 2.2,
  fruit: 1.9,
  mushrooms: 1.2,
  dairy: 1.7,
  cheese: 1.6,
  eggs: 4,
  meat: 1.1,
  poultry: 1.2,
  fish: 1.3,
  bread: 1.8,
  grocery: 0.9,
  honey: 1,
  drinks: 1,
  household: 0.5,
}

/** What most households take most weeks. */
const staples = new Set([
  "carottes-des-sables",
  "pommes-de-terre-charlotte",
  "poireaux",
  "batavia-blonde",
  "pommes-reine-des-reinettes",
  "oeufs-boite-de-6",
  "pain-de-campagne",
  "lait-cru-bouteille",
  "beurre-demi-sel",
])

/** Joined this week, with an empty wallet: they have never ordered. */
export const newcomers: ReadonlySet<string> = new Set(["lucie-charpentier", "alioune-ndour"])

/** Have not ordered yet for the open distribution, so that a visitor of the demonstration can do it in their name. */
export const undecided: ReadonlySet<string> = new Set(["lea-martin", "ines-caron", "camille-roussel", ...newcomers])

/** A basket stops growing around this, in cents. */
const dearest = 12_000

const eatsNoMeat = (member: Member): boolean => members.indexOf(member) % 6 === 5
const animal = new Set<Category>(["meat", "poultry", "fish"])

const weightOf = (member: Member, { product }: Offer): number => {
  if (!product.active || (eatsNoMeat(member) && animal.has(product.category))) return 0
  const dear = expectedCents(product, 1) > 2500 && product.saleKind !== "loose" ? 0.3 : 1
  return taste[product.category] * (staples.has(product.id) ? 3 : 1) * dear
}

/** Takes one offer out of the hat, the heavier ones more often. */
const draw = (hat: Offer[], weights: number[], { roll }: Dice): Offer | undefined => {
  let point = roll() * weights.reduce((total, weight) => total + weight, 0)
  const place = weights.findIndex((weight) => (point -= weight) < 0)
  if (place < 0) return undefined
  weights.splice(place, 1)
  return hat.splice(place, 1)[0]
}

/** How much is wished: mostly a little, on the step of loose products. */
const wished = ({ saleKind, loose, terms }: Product, { roll }: Dice): number => {
  if (loose !== null) return Math.min(loose.maximum, loose.minimum + loose.step * Math.floor(roll() ** 1.6 * 5))
  if (saleKind === "weighed-each" && amountOf(terms.content ?? terms.per) < 500) return 1 + Math.floor(roll() * 4)
  if (saleKind !== "piece" || terms.price > 1000) return roll() < 0.1 ? 2 : 1
  return 1 + Math.floor(roll() ** 2 * 3)
}

/** What can be had of a wish when only so much is left: on the step, and nothing below the minimum. */
const available = ({ loose }: Product, amount: number, left: number): number => {
  if (amount <= left) return amount
  if (loose === null) return left
  const onStep = left - (left % loose.step)
  return onStep < loose.minimum ? 0 : onStep
}

const leftOf = (left: Left, { stock, id }: Product): number => {
  if (stock.policy === "none") return Number.POSITIVE_INFINITY
  return (stock.policy === "global" ? left.inAll : left.thisTime).get(id) ?? stock.quantity
}

const take = (left: Left, product: Product, amount: number): void => {
  const rest = leftOf(left, product) - amount
  if (product.stock.policy === "global") left.inAll.set(product.id, rest)
  if (product.stock.policy === "per-distribution") left.thisTime.set(product.id, rest)
}

const linesFor = (
  member: Member,
  offers: ReadonlyArray<Offer>,
  left: Left,
  chance: Dice,
): ReadonlyArray<BasketLine> => {
  const hat = [...offers]
  const weights = hat.map((offer) => weightOf(member, offer))
  const most = chance.between(3, member.people.length > 1 ? 14 : 10)
  const chosen = new Map<Offer, number>()
  let total = 0
  while (chosen.size < most) {
    const offer = draw(hat, weights, chance)
    if (offer === undefined) break
    const { product } = offer
    const amount = available(product, wished(product, chance), leftOf(left, product))
    const cents = expectedCents(product, amount)
    if (amount === 0 || total + cents > dearest) continue
    total += cents
    chosen.set(offer, amount)
    take(left, product, amount)
  }
  // In the order of the catalogs, as a member who goes through the page would fill it.
  return offers.flatMap((offer) => {
    const amount = chosen.get(offer)
    if (amount === undefined) return []
    return [{ catalog: offer.catalog, product: offer.product.id, quantity: quantityOf(offer.product, amount) }]
  })
}

const minutesPerDay = 1440

/**
 * The days on which baskets are confirmed, counted from the Monday of the opening. The calendar promises that the open
 * distribution has been open since Monday, until Tuesday at least. The earlier ones wait for the Wednesday after the
 * closing of the distribution before, and the one just before stops on Sunday: so each distribution's baskets come
 * after those of the one before, and a wallet's history reads in one order.
 */
const daysAt = (index: number): readonly [first: number, last: number] => {
  if (index === openIndex) return [0, 1]
  return index === openIndex - 1 ? [2, 6] : [2, 8]
}

/** Between 8 h, when orders open, and 22 h, 18 h on the last day: early enough when the clocks go forward. */
const confirmedAfter = ([first, last]: readonly [number, number], { between }: Dice): number => {
  const day = between(first, last)
  return day * minutesPerDay + between(0, day === last ? 600 : 840)
}

/** The households that order, in the order of their confirmation. */
const buyersAt = (index: number, chance: Dice): ReadonlyArray<{ member: Member; minutesAfterOpening: number }> => {
  const open = index === openIndex
  const candidates = members.filter(({ id }) => !(open ? undecided : newcomers).has(id))
  const count = open ? 18 : chance.between(36, 49)
  return candidates
    .map((member) => ({ member, place: chance.roll() }))
    .sort((a, b) => a.place - b.place)
    .slice(0, count)
    .map(({ member }) => ({ member, minutesAfterOpening: confirmedAfter(daysAt(index), chance) }))
    .sort((a, b) => a.minutesAfterOpening - b.minutesAfterOpening)
}

const offersAt = (index: number): ReadonlyArray<Offer> =>
  catalogsAt(index).flatMap((catalog) => (products[catalog] ?? []).map((product) => ({ catalog, product })))

const basketsAt = (index: number, inAll: Map<string, number>): ReadonlyArray<Basket> => {
  const chance = dice(2026 + index * 7919)
  const offers = offersAt(index)
  const left: Left = { inAll, thisTime: new Map() }
  return buyersAt(index, chance).map(({ member, minutesAfterOpening }) => ({
    member: member.id,
    minutesAfterOpening,
    lines: linesFor(member, offers, left, chance),
  }))
}

const everyBasket = (): ReadonlyArray<ReadonlyArray<Basket>> => {
  const inAll = new Map<string, number>()
  return Array.from({ length: openIndex + 1 }, (_, index) => basketsAt(index, inAll))
}

/** Kept once computed: the baskets of one distribution depend on the stock the earlier ones left. */
let kept: ReadonlyArray<ReadonlyArray<Basket>> | undefined

/**
 * The confirmed baskets of the distribution at that place in the calendar, in the order of their confirmation:
 * about forty for each of the seven closed ones, eighteen for the open one, none later.
 */
export const pastBaskets = (distributionIndex: number): ReadonlyArray<Basket> => {
  kept ??= everyBasket()
  return kept[distributionIndex] ?? []
}
