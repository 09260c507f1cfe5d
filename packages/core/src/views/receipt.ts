import type { Basket } from "../basket/index.ts"
import type { VatRow } from "../values/index.ts"
import { vatTable } from "../values/index.ts"
import { pricedLine } from "./priced-basket.ts"
import type { PricedLine } from "./priced-basket.ts"
import { byText, counts } from "./recap-line.ts"

/** What a receipt says of one producer. */
export interface ReceiptPart {
  readonly producer: string
  readonly lines: ReadonlyArray<PricedLine>
  readonly total: number
}

/** What a member had at a distribution. */
export interface Receipt {
  readonly producers: ReadonlyArray<ReceiptPart>
  readonly vat: ReadonlyArray<VatRow>
  readonly fees: number
  readonly total: number
  readonly estimate: boolean
}

/**
 * The receipt of a basket: its lines by producer, with the amounts of the bill, and the VAT of the whole.
 * @rule RECEIPT-1
 * @see R8, R6, X28
 */
export const receiptOf = (basket: Basket, producerOf: (catalog: string) => string): Receipt => {
  const lines = basket.lines.filter(counts).map(pricedLine)
  const producers = [...new Set(lines.map(({ catalog }) => producerOf(catalog)))].sort(byText)
  return {
    producers: producers.map((producer) => {
      const own = lines.filter(({ catalog }) => producerOf(catalog) === producer)
      return { producer, lines: own, total: own.reduce((sum, { amount }) => sum + amount, 0) }
    }),
    vat: vatTable(lines),
    fees: lines.reduce((sum, { fee }) => sum + fee, 0),
    total: lines.reduce((sum, { amount }) => sum + amount, 0),
    estimate: lines.some(({ estimate }) => estimate),
  }
}
