import { memoryStorage } from "@cabas/engine"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { distributionOn, play, products, spaces } from "../arbitraries/index.ts"
import type { Call, WorldTerms } from "../arbitraries/index.ts"
import { allLawsHold } from "./all.ts"
import { booksOf } from "./books.ts"
import { runs } from "./runs.ts"
import { twoProcesses } from "./two-processes.ts"

const { group } = spaces
const by = (as: string, name: string, input: object = {}): Call => ({ as, do: name, with: { group, ...input } })
const pieces = (catalog: string, product: string, count: number) => ({ catalog, product, quantity: { pieces: count } })
const orders = (as: string, product: string, count: number, more: object = {}): Call =>
  by(as, "basket.confirm", { distribution: "d1", lines: [pieces("c1", product, count)], ...more })
const stocked = (stock: object): Call => by("ada", "product.save", { ...products.cheese, stock })

const terms: WorldTerms = {
  shortage: "refuse",
  moneyPot: false,
  floor: 0,
  apples: { policy: "global", quantity: 3 },
  cheeses: { policy: "global", quantity: 6 },
  flour: { policy: "none" },
  fee: 0,
}
const each = stocked({ policy: "per-distribution", quantity: 6 })
const { participations: _, ...plan } = distributionOn("d1", "2026-06-01", [])
const closed = { ...plan, orders: { ...plan.orders, closesAt: "2026-05-02T08:00:00Z" } }

/** What was done before, and what is then done at once. */
const races: Readonly<Record<string, readonly [before: ReadonlyArray<Call>, atOnce: ReadonlyArray<Call>]>> = {
  "an order, while the stock stops being one for all": [
    [orders("lea", "cheese", 1)],
    [orders("tom", "cheese", 2), each],
  ],
  "a reduction, while the stock stops being one for all": [
    [orders("lea", "cheese", 3)],
    [orders("lea", "cheese", 1), each],
  ],
  "a cancellation, while the stock stops being one for all": [
    [orders("lea", "cheese", 3)],
    [by("lea", "basket.cancel", { distribution: "d1" }), each],
  ],
  "a first order, while the stock becomes one for all": [
    [stocked({ policy: "none" })],
    [orders("lea", "cheese", 2), stocked({ policy: "global", quantity: 6 })],
  ],
  "a reduction, while the stock becomes one for all": [
    [each, orders("lea", "cheese", 3)],
    [orders("lea", "cheese", 1), stocked({ policy: "global", quantity: 6 })],
  ],
  "an order, while the stock is lowered": [
    [orders("lea", "cheese", 2)],
    [orders("lea", "cheese", 5), stocked({ policy: "global", quantity: 3 })],
  ],
  "an order, while the price changes": [
    [],
    [
      orders("lea", "cheese", 2),
      by("ada", "product.save", { ...products.cheese, terms: { ...products.cheese.terms, price: 1 } }),
    ],
  ],
  "an order, while the product goes off sale": [
    [],
    [orders("lea", "cheese", 2), by("ada", "product.activate", { catalog: "c1", id: "cheese", active: false })],
  ],
  "an order, while its catalog is withdrawn": [
    [],
    [orders("lea", "cheese", 2), by("ada", "distribution.withdraw", { id: "d1", catalog: "c1" })],
  ],
  "an order, while its distribution is cancelled": [
    [],
    [orders("lea", "cheese", 2), by("ada", "distribution.cancel", { id: "d1" })],
  ],
  "an order, while orders close": [[], [orders("lea", "cheese", 2), by("ada", "distribution.change", closed)]],
  "an order, while the member leaves": [[], [orders("eva", "cheese", 2), by("eva", "member.remove")]],
  "a coordinator's order, while the member leaves": [
    [],
    [orders("dan", "cheese", 2, { member: "eva" }), by("ada", "member.remove", { member: "eva" })],
  ],
  "a payment, while the member leaves": [
    [],
    [by("ada", "payment.record", { member: "eva", amount: 5, kind: "cash" }), by("eva", "member.remove")],
  ],
  "an order, while the group is suspended": [
    [],
    [orders("lea", "cheese", 2), by("ada", "group.suspend", { reason: "A break" })],
  ],
  "an order, while the money pot is introduced": [
    [],
    [orders("tom", "cheese", 5), by("ada", "group.configure", { payments: { moneyPot: true, floor: 0 } })],
  ],
  "a coordinator's order, while the right is taken": [
    [],
    [orders("dan", "cheese", 2, { member: "eva" }), by("ada", "member.grant", { member: "dan", rights: [] })],
  ],
  "the last admins leaving": [
    [by("ada", "member.grant", { member: "dan", rights: ["group-admin"] })],
    [by("ada", "member.remove"), by("dan", "member.remove")],
  ],
  "two events at one place and day": [
    [],
    [
      by("ada", "distribution.plan", distributionOn("d3", "2026-06-15", [])),
      by("ada", "distribution.plan", distributionOn("d4", "2026-06-15", [])),
    ],
  ],
  "one basket, changed from two screens": [
    [orders("lea", "cheese", 1)],
    [orders("lea", "cheese", 3), orders("lea", "apple", 2)],
  ],
}

describe("D11, D13, D26, D28: of two things done at once, each is as if the other came before or after", () => {
  it.each(Object.entries(races))(
    "%s",
    async (_name, [before, atOnce]) => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (scheduler) => {
          const storage = memoryStorage()
          const { done } = await play({ terms, calls: before }, storage)
          expect(done.map(({ outcome }) => outcome.refusal)).toEqual(before.map(() => undefined))
          const outcomes = await twoProcesses(storage, scheduler)(atOnce)
          expect(outcomes.some(({ refusal }) => refusal === undefined)).toBe(true)
          expect(outcomes.map(({ refusal }) => refusal?._tag)).not.toContain("Busy")
          allLawsHold(await booksOf(storage, group))
        }),
        { numRuns: runs(25) },
      )
    },
    60_000,
  )

  it("KEY-1 (D11): the same order sent twice is one order", async () => {
    const order = { ...orders("lea", "cheese", 2), key: "sent-twice" }
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const storage = memoryStorage()
        await play({ terms, calls: [] }, storage)
        const [first, second] = await twoProcesses(storage, scheduler)([order, order])
        expect(first?.refusal).toBeUndefined()
        expect(second).toEqual(first)
        const { journal } = await booksOf(storage, group)
        expect(journal.filter(({ operation }) => operation === "basket.confirm")).toHaveLength(1)
      }),
      { numRuns: runs(40) },
    )
  })
})
