import { depositsOfBasket, dueOf, paidOfBasket, promisedOf, shopTotalOf } from "../basket/index.ts"
import type { Basket } from "../basket/index.ts"
import type { Payment, PaymentKind } from "../payment/index.ts"
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

/** A payment of a basket; below zero when the money went back. */
export interface ReceiptPayment {
  readonly payment: string
  readonly kind: PaymentKind
  readonly status: "received" | "promised"
  readonly amount: number
  /** When it came, or when it was promised. */
  readonly at: string
  /** What stands on the transfer, or the number of the cheque. */
  readonly reference: string | null
}

/** What was paid for a basket, and what remains. */
export interface ReceiptMoney {
  /** By date. */
  readonly payments: ReadonlyArray<ReceiptPayment>
  /** Of the total, what is paid with the subscriptions that brought it. */
  readonly contracts: number
  readonly deposits: number
  /** What is to be paid with the basket: the total without contracts, and the deposits. */
  readonly due: number
  readonly paid: number
  readonly promised: number
  /** What is due and was not paid for the basket: the money pot pays it; below zero it keeps what was paid too much. */
  readonly rest: number
}

/** What a member had at a distribution. */
export interface Receipt extends ReceiptMoney {
  readonly producers: ReadonlyArray<ReceiptPart>
  readonly vat: ReadonlyArray<VatRow>
  readonly fees: number
  readonly total: number
  readonly estimate: boolean
}

/** Finds a payment; null when nothing is known of it any more. */
export type PaymentOf = (id: string) => Payment | null

/** What was paid for a basket, and what remains. @rule RECEIPT-2 @see D25, R8 */
export const receiptMoney = (basket: Basket, paymentOf: PaymentOf): ReceiptMoney => {
  const total = basket.lines.filter(counts).reduce((sum, line) => sum + pricedLine(line).amount, 0)
  const [due, paid] = [dueOf(basket), paidOfBasket(basket)]
  return {
    payments: (basket.payments ?? [])
      .flatMap((one): ReadonlyArray<ReceiptPayment> => {
        const { id, kind, amount, status } = one
        if (status === "cancelled") return []
        const known = paymentOf(id)
        const at = known?.receivedAt ?? known?.at ?? basket.changedAt
        return [{ payment: id, kind, status, amount, at, reference: known?.reference ?? known?.cheque?.number ?? null }]
      })
      .toSorted((a, b) => byText(a.at, b.at)),
    contracts: total - shopTotalOf(basket),
    deposits: depositsOfBasket(basket),
    due,
    paid,
    promised: promisedOf(basket),
    rest: due - paid,
  }
}

/**
 * The receipt of a basket: its lines by producer, with the amounts of the bill, the VAT of the whole, and what was paid.
 * @rule RECEIPT-1, RECEIPT-2
 * @see R8, R6, X28
 */
export const receiptOf = (
  basket: Basket,
  producerOf: (catalog: string) => string,
  paymentOf: PaymentOf = () => null,
): Receipt => {
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
    ...receiptMoney(basket, paymentOf),
  }
}
