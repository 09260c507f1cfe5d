import type { Basket, Line } from "@cabas/core/basket"
import { pricedBasket } from "@cabas/core/views"
import { against } from "./measure.ts"
import type { Measured } from "./measure.ts"

const line = (id: number): Line => ({
  id,
  catalog: `catalog-${id % 3}`,
  product: `product-${id}`,
  name: `Produit ${id}`,
  reference: `REF-${id}`,
  saleKind: id % 3 === 0 ? "weighed" : id % 3 === 1 ? "piece" : "loose",
  terms: {
    price: 180 + 37 * id,
    per: id % 3 === 1 ? { pieces: 1 } : { grams: 1000 },
    vat: 550,
    content: id % 3 === 2 ? null : { grams: 250 },
  },
  fee: id % 4 === 0 ? 300 : 0,
  ordered: id % 3 === 2 ? { grams: 750 + 50 * id } : { pieces: 1 + (id % 4) },
  delivered: null,
  status: "ordered",
})

const basket: Basket = {
  id: "d1~lea",
  distribution: "d1",
  member: "lea",
  status: "confirmed",
  draft: null,
  confirmedAt: "2026-05-01T06:00:00.000Z",
  changedAt: "2026-05-01T06:00:00.000Z",
  lines: Array.from({ length: 12 }, (_, index) => line(index + 1)),
}

/** What a line comes to when everything about it is already a plain integer. */
interface FlatLine {
  readonly line: Line
  readonly price: number
  readonly per: number
  readonly amount: number
  readonly fee: number
  readonly weighed: boolean
}

const flat: ReadonlyArray<FlatLine> = basket.lines.map((one) => {
  const byPiece = "pieces" in one.terms.per
  const ordered =
    "pieces" in one.ordered ? one.ordered.pieces * (byPiece ? 1 : 250) : (one.ordered as { grams: number }).grams
  const per = byPiece ? 1 : 1000
  return { line: one, price: one.terms.price, per, amount: ordered, fee: one.fee, weighed: one.saleKind === "weighed" }
})

const rounded = (numerator: number, divisor: number): number => {
  const rest = numerator % divisor
  const whole = (numerator - rest) / divisor
  return rest * 2 >= divisor ? whole + 1 : whole
}

/** The floor: the same priced objects from flat integers, exact rounding, nothing looked up. */
const priceFlat = () => {
  let total = 0
  let fees = 0
  let estimate = false
  const lines = []
  for (const { line: one, price, per, amount, fee, weighed } of flat) {
    const goods = rounded(price * amount, per)
    const whole = fee === 0 ? goods : rounded(price * amount * (10_000 + fee), per * 10_000)
    total += whole
    fees += whole - goods
    estimate ||= weighed
    lines.push({
      id: one.id,
      catalog: one.catalog,
      product: one.product,
      name: one.name,
      reference: one.reference,
      saleKind: one.saleKind,
      price,
      per: one.terms.per,
      vat: one.terms.vat,
      content: one.terms.content,
      ordered: one.ordered,
      delivered: one.delivered,
      billed: per === 1 ? { pieces: amount } : { grams: amount },
      estimate: weighed,
      fee: whole - goods,
      amount: whole,
      status: one.status,
    })
  }
  const { id, distribution, member, status, confirmedAt, changedAt } = basket
  return {
    id,
    distribution,
    member,
    number: 1,
    status,
    confirmedAt,
    changedAt,
    lines,
    goods: total - fees,
    fees,
    total,
    estimate,
  }
}

/** What a benchmark makes is kept here, so that no engine may leave out making it. */
let kept: unknown

const perSecond = (jobs: number, job: () => unknown): number => {
  const begun = performance.now()
  for (let turn = 0; turn < jobs; turn += 1) kept = job()
  return (jobs * 1000) / (performance.now() - begun)
}

/** Pricing a basket of 12 lines, against an integer loop that builds the same priced objects. */
export const pricing = async (rounds: number, jobs: number): Promise<Measured> => {
  const [ours, floor] = [pricedBasket(basket, 1), priceFlat()]
  if (JSON.stringify(ours) !== JSON.stringify(floor)) throw new Error("the floor prices another basket")
  const measured = await against(
    "price-basket",
    rounds,
    async () => perSecond(jobs, () => pricedBasket(basket, 1)),
    async () => perSecond(jobs, priceFlat),
  )
  if (kept === undefined) throw new Error("nothing was priced")
  return measured
}
