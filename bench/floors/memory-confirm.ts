import type { ConfirmedLine, ConfirmedOrder, Order } from "./order.ts"
import { amountOf, sizes } from "./order.ts"

/** The floor of confirming in memory: plain Maps, the same checks, the same things kept, in one function. */
export interface MemoryFloor {
  readonly confirm: (order: Order) => ConfirmedOrder
}

interface Product {
  readonly name: string
  readonly price: number
  readonly vat: number
  readonly active: boolean
}

interface Kept {
  readonly members: Map<number, { readonly active: boolean }>
  readonly distributions: Map<number, { readonly opensAt: string; readonly closesAt: string }>
  readonly products: Map<number, Product>
  readonly stock: Map<number, number>
  readonly balances: Map<number, number>
  readonly numbers: Map<number, number>
  readonly orders: Map<string, ConfirmedOrder>
  readonly entries: Array<{
    readonly member: number
    readonly order: number
    readonly amount: number
    readonly at: string
  }>
  readonly requests: Map<string, { readonly fingerprint: string; readonly answer: ConfirmedOrder }>
}

const filled = (): Kept => {
  const each = <A>(count: number, make: (id: number) => A) =>
    new Map(Array.from({ length: count }, (_, index) => [index + 1, make(index + 1)] as const))
  return {
    members: each(sizes.members, () => ({ active: true })),
    distributions: each(1000, () => ({ opensAt: "2026-04-01T06:00:00.000Z", closesAt: "2026-06-01T06:00:00.000Z" })),
    products: each(sizes.products, (id) => ({
      name: `Tomates anciennes de plein champ ${id}`,
      price: 100 + id,
      vat: 550,
      active: true,
    })),
    stock: each(sizes.products, () => 1_000_000_000_000),
    balances: each(sizes.members, () => 1_000_000_000_000),
    numbers: new Map(),
    orders: new Map(),
    entries: [],
    requests: new Map(),
  }
}

/** Opens a group of `sizes`, in Maps. */
export const memoryFloor = (): MemoryFloor => {
  const kept = filled()
  return { confirm: (order) => confirm(kept, order) }
}

/** Checks everything before the first write: then nothing has to be undone. */
const confirm = (kept: Kept, order: Order): ConfirmedOrder => {
  if (kept.requests.has(order.key)) throw new Error("RequestRepeated")
  const distribution = kept.distributions.get(order.distribution)
  if (kept.members.get(order.member)?.active !== true || distribution === undefined) throw new Error("Unknown")
  if (order.at < distribution.opensAt || order.at >= distribution.closesAt) throw new Error("OrdersClosed")
  const basket = `${order.distribution}/${order.member}`
  if (kept.orders.has(basket)) throw new Error("OrderedBefore")
  const lines: ConfirmedLine[] = []
  let total = 0
  for (const { product, quantity } of order.wishes) {
    const found = kept.products.get(product)
    if (found === undefined || !found.active) throw new Error("ProductUnknown")
    if ((kept.stock.get(product) ?? 0) < quantity) throw new Error("StockShort")
    const amount = amountOf(found.price, quantity)
    total += amount
    lines.push({ product, name: found.name, quantity, price: found.price, vat: found.vat, amount })
  }
  const balance = kept.balances.get(order.member) ?? 0
  if (balance < total) throw new Error("BalanceTooLow")
  for (const { product, quantity } of order.wishes) kept.stock.set(product, (kept.stock.get(product) ?? 0) - quantity)
  kept.balances.set(order.member, balance - total)
  const number = (kept.numbers.get(order.distribution) ?? 0) + 1
  kept.numbers.set(order.distribution, number)
  const confirmed: ConfirmedOrder = { order: kept.orders.size + 1, number, total, lines }
  kept.orders.set(basket, confirmed)
  kept.entries.push({ member: order.member, order: confirmed.order, amount: -total, at: order.at })
  kept.requests.set(order.key, { fingerprint: order.fingerprint, answer: confirmed })
  return confirmed
}
