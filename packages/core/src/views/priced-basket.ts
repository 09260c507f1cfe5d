import { amountOfLine, billedOf, goodsOfLine, isEstimate } from "../basket/index.ts"
import type { Basket, Line } from "../basket/index.ts"
import { vatTable } from "../values/index.ts"
import type { Measure, SaleKind, VatRow } from "../values/index.ts"

/** A line with its amounts, in minor units, VAT included. */
export interface PricedLine {
  readonly id: number
  readonly catalog: string
  readonly product: string
  readonly name: string
  readonly reference: string | null
  readonly saleKind: SaleKind
  readonly price: number
  readonly per: Measure
  readonly vat: number
  readonly content: Measure | null
  readonly ordered: Measure
  readonly delivered: Measure | null
  readonly billed: Measure
  /** Whether the amount will follow the weighing. */
  readonly estimate: boolean
  /** The part of the amount that is a fee. */
  readonly fee: number
  readonly amount: number
  readonly status: Line["status"]
}

/** A basket as bills, screens and reports show it: every one of them adds up these same amounts. */
export interface PricedBasket {
  readonly id: string
  readonly distribution: string
  readonly member: string
  /** From 1 in order of first confirmation; null before. @see D15 */
  readonly number: number | null
  readonly status: Basket["status"]
  readonly confirmedAt: string | null
  readonly changedAt: string
  readonly lines: ReadonlyArray<PricedLine>
  readonly goods: number
  readonly fees: number
  readonly total: number
  readonly estimate: boolean
}

/** Prices one line. @rule LINE-3 @see D3, D6 */
export const pricedLine = (line: Line): PricedLine => {
  const { terms } = line
  const amount = amountOfLine(line)
  return {
    id: line.id,
    catalog: line.catalog,
    product: line.product,
    name: line.name,
    reference: line.reference,
    saleKind: line.saleKind,
    price: terms.price,
    per: terms.per,
    vat: terms.vat,
    content: terms.content,
    ordered: line.ordered,
    delivered: line.delivered,
    billed: billedOf(line),
    estimate: isEstimate(line),
    fee: line.fee === 0 ? 0 : amount - goodsOfLine(line),
    amount,
    status: line.status,
  }
}

/** Prices a basket: its total is the sum of its rounded lines. @rule BASKET-1 @see D3 */
export const pricedBasket = (basket: Basket, number: number | null): PricedBasket => {
  const lines = basket.lines.map(pricedLine)
  let total = 0
  let fees = 0
  let estimate = false
  for (const line of lines) {
    total += line.amount
    fees += line.fee
    estimate ||= line.estimate
  }
  return {
    id: basket.id,
    distribution: basket.distribution,
    member: basket.member,
    number,
    status: basket.status,
    confirmedAt: basket.confirmedAt,
    changedAt: basket.changedAt,
    lines,
    goods: total - fees,
    fees,
    total,
    estimate,
  }
}

/** The basket's amounts by VAT rate; the parts add up to the total. @rule VAT-3 @see D5, R6 */
export const vatOfBasket = (basket: PricedBasket): ReadonlyArray<VatRow> => vatTable(basket.lines)
