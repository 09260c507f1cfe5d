import { orderUnit } from "@cabas/core/catalog"
import * as Core from "@cabas/core/schema"
import { amountOf, lineAmount } from "@cabas/core/values"
import * as Schema from "effect/Schema"
import { describe, expect, test } from "vitest"
import {
  catalogsAt,
  closedCount,
  distributionCount,
  members,
  newcomers,
  openIndex,
  pastBaskets,
  producers,
  products,
  topUps,
  undecided,
} from "./index.ts"
import type { Basket, BasketLine, Product } from "./index.ts"

const every = Object.values(products).flat()
const everyBasket = Array.from({ length: distributionCount }, (_, index) => pastBaskets(index))

const productOf = (line: BasketLine): Product => {
  const found = products[line.catalog]?.find(({ id }) => id === line.product)
  if (found === undefined) throw new Error(`No product ${line.product} in ${line.catalog}`)
  return found
}

describe("baskets", () => {
  const allLines = everyBasket.flatMap((baskets) => baskets.flatMap(({ lines }) => lines))

  const taken = (baskets: ReadonlyArray<Basket>): ReadonlyMap<string, number> => {
    const sums = new Map<string, number>()
    for (const { product, quantity } of baskets.flatMap(({ lines }) => lines)) {
      sums.set(product, (sums.get(product) ?? 0) + amountOf(quantity))
    }
    return sums
  }

  const left = (product: Product): number => {
    if (product.stock.policy === "none") return Number.POSITIVE_INFINITY
    const baskets = product.stock.policy === "global" ? everyBasket.flat() : (everyBasket[openIndex] ?? [])
    return product.stock.quantity - (taken(baskets).get(product.id) ?? 0)
  }

  test("35 to 50 baskets of 3 to 14 lines for each closed distribution, eighteen for the open one, none later", () => {
    for (const [index, baskets] of everyBasket.entries()) {
      const wanted =
        index < closedCount
          ? { least: 35, most: 50 }
          : index === openIndex
            ? { least: 18, most: 18 }
            : { least: 0, most: 0 }
      expect(baskets.length).toBeGreaterThanOrEqual(wanted.least)
      expect(baskets.length).toBeLessThanOrEqual(wanted.most)
      for (const { lines } of baskets) {
        expect(lines.length).toBeGreaterThanOrEqual(3)
        expect(lines.length).toBeLessThanOrEqual(14)
        expect(new Set(lines.map(({ product }) => product)).size).toBe(lines.length)
      }
      expect(new Set(baskets.map(({ member }) => member)).size).toBe(baskets.length)
    }
  })

  test("D16: every line names an active product of a catalog taking part, and every buyer is a member", () => {
    const known = new Set(members.map(({ id }) => id))
    for (const [index, baskets] of everyBasket.entries()) {
      const taking = new Set(catalogsAt(index))
      for (const { member, lines } of baskets) {
        expect(known.has(member)).toBe(true)
        for (const line of lines) {
          expect(taking.has(line.catalog)).toBe(true)
          expect(productOf(line).active).toBe(true)
        }
      }
    }
  })

  test("D2, D6: quantities are in the unit ordered, on the step, between minimum and maximum", () => {
    for (const line of allLines) {
      const product = productOf(line)
      const amount = amountOf(line.quantity)
      expect(Schema.is(Core.Measure)(line.quantity)).toBe(true)
      expect(Object.keys(line.quantity)).toEqual([orderUnit(product)])
      expect(amount).toBeGreaterThan(0)
      if (product.loose === null) continue
      expect(amount % product.loose.step).toBe(0)
      expect(amount).toBeGreaterThanOrEqual(product.loose.minimum)
      expect(amount).toBeLessThanOrEqual(product.loose.maximum)
    }
    expect(new Set(allLines.map((line) => productOf(line).saleKind)).size).toBe(4)
  })

  test("D13: no stock is oversold, in all or at one distribution", () => {
    const oversold = (baskets: ReadonlyArray<Basket>, policy: Product["stock"]["policy"]) => {
      const sums = taken(baskets)
      return every.filter(
        ({ id, stock }) => stock.policy === policy && stock.policy !== "none" && (sums.get(id) ?? 0) > stock.quantity,
      )
    }
    expect(oversold(everyBasket.flat(), "global")).toEqual([])
    for (const baskets of everyBasket) expect(oversold(baskets, "per-distribution")).toEqual([])
  })

  test("the open distribution shows what shortage looks like: something sold out, several with little left", () => {
    const leftovers = every.filter(({ active }) => active).map((product) => ({ product, left: left(product) }))
    expect(leftovers.filter((one) => one.left === 0).length).toBeGreaterThanOrEqual(1)
    expect(
      leftovers.filter((one) => one.product.loose === null && one.left > 0 && one.left <= 3).length,
    ).toBeGreaterThanOrEqual(4)
    expect(
      leftovers.filter((one) => one.product.loose !== null && one.left > 0 && one.left <= 3000).length,
    ).toBeGreaterThanOrEqual(1)
  })

  test("baskets come in the order of their confirmation, inside the window, each distribution’s after the one before", () => {
    const minutes = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 60_000
    const window = minutes("2026-11-16T08:00Z", "2026-11-24T20:00Z")
    const week = minutes("2026-11-16T08:00Z", "2026-11-23T08:00Z")
    const times = everyBasket.flatMap((baskets, index) =>
      baskets.map(({ minutesAfterOpening }) => {
        expect(minutesAfterOpening).toBeGreaterThanOrEqual(0)
        // An hour to spare: the clocks may go forward inside the window.
        expect(minutesAfterOpening).toBeLessThan(window - 60)
        return index * week + minutesAfterOpening
      }),
    )
    expect(times.toSorted((a, b) => a - b)).toEqual(times)
  })

  test("D26: with what members pay in, no wallet goes below zero, newcomers stay at zero, some end nearly empty", () => {
    const fees = new Map(producers.map(({ catalog }) => [catalog.id, catalog.feeBasisPoints]))
    const wallets = new Map(members.map(({ id, walletCents }) => [id, walletCents]))
    const move = (member: string, cents: number): number => {
      const balance = (wallets.get(member) ?? Number.NaN) + cents
      wallets.set(member, balance)
      return balance
    }
    for (const [index, baskets] of everyBasket.entries()) {
      for (const { member, amountCents } of topUps(index)) {
        expect(amountCents).toBeGreaterThan(0)
        move(member, amountCents)
      }
      for (const { member, lines } of baskets) {
        const amounts = lines.map((line) => lineAmount(productOf(line).terms, line.quantity, fees.get(line.catalog)))
        expect(move(member, -amounts.reduce((total, amount) => total + amount, 0))).toBeGreaterThanOrEqual(0)
      }
    }
    for (const id of newcomers) expect(wallets.get(id)).toBe(0)
    expect([...wallets.values()].filter((cents) => cents > 0 && cents < 1000).length).toBeGreaterThanOrEqual(3)
    expect(wallets.get("lea-martin")).toBeGreaterThan(5000)
    expect(wallets.get("ines-caron")).toBeLessThan(2000)
  })

  test("the undecided have ordered before but not for the open distribution, newcomers never", () => {
    const buyers = (index: number) => new Set(everyBasket[index]?.map(({ member }) => member))
    const before = new Set(Array.from({ length: closedCount }, (_, index) => [...buyers(index)]).flat())
    for (const id of undecided) {
      expect(buyers(openIndex).has(id)).toBe(false)
      expect(before.has(id)).toBe(!newcomers.has(id))
    }
  })
})
