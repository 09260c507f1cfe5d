import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import { answerOf, aProduct, each, july, refusalOf, thursday, Village } from "../../test/village.ts"
import { amountOf } from "../values/index.ts"
import { heldFor, orderedOf, stockOf, walletOf } from "../ledger/index.ts"
import { cancelBasket, draftBasket, joinDistribution, withdrawCatalog } from "./index.ts"

const onThursday = (): Village => {
  const village = new Village()
  village.open("fruit", [aProduct("strawberries", { terms: each(1000), stock: { policy: "global", quantity: 8 } })])
  village.open("bread", [aProduct("loaf", { terms: each(400), stock: { policy: "per-distribution", quantity: 5 } })])
  village.plan("thursday", thursday, ["fruit", "bread"])
  village.plan("july", july, ["fruit"])
  return village
}

describe("drafts", () => {
  it("BASKET-3 (D11): a draft is kept as it was said, and moves nothing", () => {
    const village = onThursday()
    const plan = Result.getOrThrow(
      draftBasket(village.ordering("seb", "thursday"), village.wishes({ "fruit/strawberries": 30, "bread/loaf": 0 })),
    )
    expect(plan.postings).toEqual([])
    expect(plan.numbers).toEqual([])
    expect(plan.answer).toEqual({
      id: "thursday~seb",
      distribution: "thursday",
      member: "seb",
      status: "draft",
      draft: [
        { catalog: "fruit", product: "strawberries", quantity: { pieces: 30 } },
        { catalog: "bread", product: "loaf", quantity: { pieces: 0 } },
      ],
      confirmedAt: null,
      changedAt: village.now,
      lines: [],
    })
  })

  it("BASKET-3: refuses by name what is not there, and what is named twice", () => {
    const village = onThursday()
    expect(refusalOf(village.draft("seb", { "moon/cheese": 1 }))).toEqual({ _tag: "CatalogUnknown", catalog: "moon" })
    expect(refusalOf(village.draft("seb", { "fruit/plums": 1 }))).toEqual({
      _tag: "ProductUnknown",
      catalog: "fruit",
      product: "plums",
    })
    const twice = [...village.wishes({ "bread/loaf": 1 }), ...village.wishes({ "bread/loaf": 1 })]
    expect(Result.merge(draftBasket(village.ordering("seb", "thursday"), twice))).toEqual({
      _tag: "ProductRepeated",
      catalog: "bread",
      product: "loaf",
    })
  })

  it("BASKET-3: a draft beside an order leaves the order as it is, and the next one takes its place", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/strawberries": 2 }))
    const { lines, status } = village.basket("seb")!
    village.draft("seb", { "bread/loaf": 3 })
    village.draft("seb", { "bread/loaf": 1 })
    expect(village.basket("seb")).toMatchObject({
      lines,
      status,
      draft: [{ product: "loaf", quantity: { pieces: 1 } }],
    })
    answerOf(village.confirm("seb", { "bread/loaf": 1 }))
    expect(village.basket("seb")).toMatchObject({ status: "confirmed", draft: null })
  })

  it("BASKET-3: a draft may be begun after a cancellation, and the basket stays cancelled until it is confirmed", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/strawberries": 2 }))
    answerOf(village.cancel("seb"))
    village.draft("seb", { "bread/loaf": 3 })
    expect(village.basket("seb")).toMatchObject({ status: "cancelled", draft: [{ product: "loaf" }] })
    answerOf(village.confirm("seb", { "bread/loaf": 3 }))
    expect(village.basket("seb")).toMatchObject({ status: "confirmed", draft: null })
  })

  it("BASKET-3, BASKET-6: a catalog that has left since the draft is refused by name when it is confirmed", () => {
    const village = onThursday()
    village.draft("seb", { "bread/loaf": 3 })
    village.must(withdrawCatalog(village.distribution("thursday"), "bread", village.baskets))
    expect(refusalOf(village.confirm("seb", { "bread/loaf": 3 }))).toEqual({
      _tag: "CatalogNotTakingPart",
      catalog: "bread",
      distribution: "thursday",
    })
  })

  it("DIST-7: nothing is drafted at a cancelled event", () => {
    const village = onThursday()
    village.states.set("distribution:thursday", { ...village.distribution("thursday"), status: "cancelled" })
    expect(refusalOf(village.draft("seb", { "bread/loaf": 1 }))).toEqual({
      _tag: "DistributionCancelled",
      distribution: "thursday",
    })
  })
})

describe("cancelling", () => {
  it("BASKET-4 (D13): goods and money go back where they came from, each on its account", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/strawberries": 2, "bread/loaf": 3 }))
    const plan = Result.getOrThrow(cancelBasket(village.ordering("seb", "thursday")))
    const about = { reason: "basket-cancelled", reference: "thursday~seb" }
    expect(plan.postings).toEqual([
      {
        from: "ordered:fruit/strawberries@thursday",
        to: "stock:fruit/strawberries",
        quantity: 2,
        unit: "pieces",
        ...about,
      },
      { from: "ordered:bread/loaf@thursday", to: "stock:bread/loaf@thursday", quantity: 3, unit: "pieces", ...about },
      { from: "held:seb", to: "wallet:seb", quantity: 3200, unit: "EUR", ...about },
    ])
    expect(plan.facts).toEqual([
      {
        key: "basket:thursday~seb",
        fact: { _tag: "BasketCancelled", distribution: "thursday", member: "seb", at: village.now, entry: "member" },
      },
    ])
    expect(plan.guards).toEqual(["distribution:thursday", "catalog:fruit", "catalog:bread"])
    expect([plan.floors, plan.numbers]).toEqual([[], []])
  })

  it("BASKET-4 (D14): every line is declined, none disappears", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/strawberries": 2, "bread/loaf": 3 }))
    const { lines } = answerOf(village.cancel("seb"))
    expect(lines.map((line) => [line.product, amountOf(line.ordered), line.status])).toEqual([
      ["strawberries", 0, "declined"],
      ["loaf", 0, "declined"],
    ])
  })

  it("BASKET-4: only what is cancelled goes back: another member's goods stay ordered", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/strawberries": 2 }))
    answerOf(village.confirm("julie", { "fruit/strawberries": 3 }))
    answerOf(village.cancel("seb"))
    expect(village.balance(stockOf("fruit", "strawberries", null))).toBe(-3)
    expect(village.balance(orderedOf("fruit", "strawberries", "thursday"))).toBe(3)
  })

  it("BASKET-4 (GC-5): ordered again, the product is on one line and the basket under its number", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/strawberries": 2 }))
    const first = village.basket("seb")!.confirmedAt
    answerOf(village.cancel("seb"))
    village.now = "2026-05-11T10:00:00.000Z"
    answerOf(village.confirm("seb", { "fruit/strawberries": 1 }))
    const basket = village.basket("seb")!
    expect(basket.lines.map((line) => [line.id, amountOf(line.ordered), line.status])).toEqual([[1, 1, "ordered"]])
    expect([basket.status, basket.confirmedAt, basket.changedAt]).toEqual(["confirmed", first, village.now])
    expect(village.number("seb")).toBe(1)
    expect(village.balance(walletOf("seb"))).toBe(-1000)
    expect(village.balance(heldFor("seb"))).toBe(1000)
  })

  it("BASKET-4: at the price of now when the price changed since", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/strawberries": 2 }))
    answerOf(village.cancel("seb"))
    village.change("fruit", "strawberries", { terms: each(900) })
    answerOf(village.confirm("seb", { "fruit/strawberries": 2 }))
    expect(village.basket("seb")!.lines.map(({ id, terms }) => [id, terms.price])).toEqual([[1, 900]])
    expect(village.balance(heldFor("seb"))).toBe(1800)
  })

  it("BASKET-4: a basket that was only drafted is put away, and its first confirmation is still to come", () => {
    const village = onThursday()
    village.draft("seb", { "bread/loaf": 3 })
    expect(answerOf(village.cancel("seb"))).toMatchObject({ status: "cancelled", draft: null, lines: [] })
    expect(village.journal.at(-1)!.postings).toEqual([])
    answerOf(village.confirm("seb", { "bread/loaf": 3 }))
    expect(village.number("seb")).toBe(1)
    expect(village.basket("seb")!.confirmedAt).toBe(village.now)
  })

  it("BASKET-4: there is nothing to cancel where nothing was begun, nor twice", () => {
    const village = onThursday()
    const nothing = { _tag: "BasketUnknown", basket: "thursday~seb" }
    expect(refusalOf(village.cancel("seb"))).toEqual(nothing)
    answerOf(village.confirm("seb", { "bread/loaf": 3 }))
    answerOf(village.cancel("seb"))
    expect(refusalOf(village.cancel("seb"))).toEqual(nothing)
  })

  it("WINDOW-2: a basket is cancelled whole or not at all: one catalog that closed holds it, one set to nothing does not", () => {
    const village = onThursday()
    const window = { opensAt: thursday.orders.opensAt, closesAt: "2026-05-12T10:00:00.000Z" }
    village.must(
      joinDistribution(village.around(thursday), village.distribution("thursday"), { catalog: "bread", window }),
    )
    answerOf(village.confirm("seb", { "fruit/strawberries": 2, "bread/loaf": 1 }))
    answerOf(village.confirm("julie", { "fruit/strawberries": 2, "bread/loaf": 1 }))
    answerOf(village.confirm("julie", { "bread/loaf": 0 }))
    village.now = window.closesAt
    expect(refusalOf(village.cancel("seb"))).toEqual({
      _tag: "OrdersClosed",
      distribution: "thursday",
      catalog: "bread",
      closesAt: window.closesAt,
    })
    expect(refusalOf(village.cancel("julie"))).toBeUndefined()
    expect(refusalOf(village.cancel("seb", "coordinator"))).toBeUndefined()
  })

  it("WINDOW-2: what a coordinator entered before the opening is cancelled by the member once orders are open", () => {
    const village = onThursday()
    village.now = "2026-04-01T10:00:00.000Z"
    answerOf(village.confirm("seb", { "bread/loaf": 1 }, { entry: "coordinator" }))
    expect(refusalOf(village.cancel("seb"))).toEqual({
      _tag: "OrdersNotOpen",
      distribution: "thursday",
      catalog: "bread",
      opensAt: thursday.orders.opensAt,
    })
    village.now = thursday.orders.opensAt
    expect(refusalOf(village.cancel("seb"))).toBeUndefined()
  })

  it("BASKET-4: a line whose product is nowhere is a mistake of the program, not of the member", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "bread/loaf": 1 }))
    const context = { ...village.ordering("seb", "thursday"), catalogs: new Map() }
    expect(() => cancelBasket(context)).toThrow(RangeError)
  })
})
