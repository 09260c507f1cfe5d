import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { answerOf, aProduct, each, july, refusalOf, thursday, Village } from "../../test/village.ts"
import { totalOf } from "../basket/index.ts"
import { Wish } from "../basket/basket.schema.ts"
import type { GroupSettings } from "../group/index.ts"
import { amountOf } from "../values/index.ts"
import { leftOf, recapByProduct, stockAccountOf } from "../views/index.ts"
import { productOf } from "../catalog/index.ts"

/** The cases of the predecessors' own suites, played on our rules. Amounts in cents, grams and pieces. */
const fixture = (settings: Partial<GroupSettings> = {}): Village => {
  const village = new Village(settings)
  village.open("fruit", [
    aProduct("strawberries", {
      terms: { ...each(1000), content: { grams: 1000 } },
      stock: { policy: "global", quantity: 8 },
    }),
    aProduct("apples", {
      terms: { ...each(600), content: { grams: 1000 } },
      stock: { policy: "global", quantity: 12 },
    }),
  ])
  village.open("vegetables", [
    aProduct("courgettes", { terms: { ...each(350), content: { grams: 1000 } } }),
    aProduct("potatoes", {
      saleKind: "weighed-each",
      terms: { price: 1500, per: { grams: 1500 }, vat: 550, content: { grams: 1500 } },
    }),
  ])
  village.open("roots", [aProduct("carrots", { terms: each(280) })])
  village.open("pastries", [aProduct("flan", { terms: each(350) }), aProduct("croissant", { terms: each(280) })])
  village.plan("thursday", thursday, ["fruit", "vegetables", "roots", "pastries"])
  village.plan("july", july, ["fruit", "vegetables", "roots"])
  return village
}

const left = (village: Village, product: string): number => {
  const known = productOf(village.catalog("fruit"), product)!
  return amountOf(leftOf(known, village.balance(stockAccountOf("fruit", known, "thursday")))!)
}

describe("GC-1: basket numbers", () => {
  it("BASKET-9 (GC-1): 1, 2, 1, 2, 2 over one distribution, and 1 again at the next", () => {
    const village = fixture()
    answerOf(village.confirm("francois", { "fruit/strawberries": 3 }))
    expect(village.number("francois")).toBe(1)
    answerOf(village.confirm("seb", { "fruit/strawberries": 1 }))
    expect(village.number("seb")).toBe(2)
    answerOf(village.confirm("francois", { "fruit/apples": 1 }))
    expect(village.number("francois")).toBe(1)
    answerOf(village.confirm("seb", { "fruit/apples": 1 }))
    answerOf(village.confirm("seb", { "fruit/apples": 5 }))
    expect(village.number("seb")).toBe(2)
    answerOf(village.confirm("seb", { "fruit/apples": 6 }, { at: "july" }))
    expect(village.number("seb", "july")).toBe(1)
  })

  it("BASKET-9 (GC-1.7, D13): the 12 apples of step 7 are refused: their stock is one number over all distributions", () => {
    const village = fixture()
    answerOf(village.confirm("seb", { "fruit/apples": 5 }))
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 12 }, { at: "july" }))).toMatchObject({
      lines: [{ wanted: { pieces: 12 }, left: { pieces: 7 } }],
    })
    expect(village.number("seb", "july")).toBeUndefined()
  })
})

describe("GC-2: stock when ordering", () => {
  it("BASKET-7 (GC-2, D12): refusing, the default: 3 of 8 leave 5; 9 in all says 8, and nothing changes", () => {
    const village = fixture()
    answerOf(village.confirm("francois", { "fruit/strawberries": 3 }))
    expect(left(village, "strawberries")).toBe(5)
    expect(refusalOf(village.confirm("francois", { "fruit/strawberries": 9 }))).toMatchObject({
      lines: [{ left: { pieces: 8 } }],
    })
    expect([village.ordered("francois", "fruit/strawberries"), left(village, "strawberries")]).toEqual([3, 5])
  })

  it("BASKET-7 (GC-2, D12): clipping, by policy of the group: 6 more give 5, and 3 more give nothing", () => {
    const village = fixture({ shortage: "clip" })
    answerOf(village.confirm("francois", { "fruit/strawberries": 3 }))
    const { clipped } = answerOf(village.confirm("francois", { "fruit/strawberries": 3 + 6 }))
    expect(clipped).toMatchObject([{ wanted: { pieces: 9 }, left: { pieces: 8 } }])
    expect([village.ordered("francois", "fruit/strawberries"), left(village, "strawberries")]).toEqual([8, 0])
    const before = village.journal.length
    answerOf(village.confirm("francois", { "fruit/strawberries": 8 + 3 }))
    expect(village.journal.slice(before).flatMap(({ postings }) => postings)).toEqual([])
    expect([village.ordered("francois", "fruit/strawberries"), left(village, "strawberries")]).toEqual([8, 0])
  })
})

describe("GC-3: stock when changing an order", () => {
  it.each(["refuse", "clip"] as const)("BASKET-7 (GC-3, D12): 3, 6, 9, 12, 6 of 8, with the policy %s", (shortage) => {
    const village = fixture({ shortage })
    const most = shortage === "clip" ? 8 : 6
    const steps: ReadonlyArray<readonly [number, number]> = [
      [3, 3],
      [6, 6],
      [9, most],
      [12, most],
      [6, 6],
    ]
    for (const [wanted, then] of steps) {
      village.confirm("francois", { "fruit/strawberries": wanted })
      expect([village.ordered("francois", "fruit/strawberries"), left(village, "strawberries")]).toEqual([
        then,
        8 - then,
      ])
    }
  })

  it("BASKET-6 (GC-3.6, D2): 6.4 strawberries cannot be said: pieces are whole, and the border refuses it", () => {
    const wish = (pieces: number) => ({ catalog: "fruit", product: "strawberries", quantity: { pieces } })
    const reads = Schema.is(Wish)
    expect(reads(wish(6))).toBe(true)
    for (const pieces of [6.4, -1, Number.NaN, Number.POSITIVE_INFINITY, 1_000_000_001]) {
      expect(reads(wish(pieces))).toBe(false)
    }
  })
})

describe("GC-4: several weighings", () => {
  it("LINE-2 (GC-4, D6): 1 then 2 more potatoes are one line of 3 pieces, its weights to come: an estimate of 45 €", () => {
    const village = fixture()
    answerOf(village.confirm("francois", { "vegetables/potatoes": 1 }))
    const [one] = village.basket("francois")!.lines
    expect([one!.ordered, totalOf(village.basket("francois")!)]).toEqual([{ pieces: 1 }, 1500])
    answerOf(village.confirm("francois", { "vegetables/potatoes": 3 }))
    const { lines } = village.basket("francois")!
    expect(lines).toEqual([{ ...one!, ordered: { pieces: 3 } }])
    expect(totalOf(village.basket("francois")!)).toBe(4500)
  })
})

describe("GC-5: nothing, then again", () => {
  it("LINE-4 (GC-5): 1, 0, 1 is one line of 1, and says so in between", () => {
    const village = fixture()
    answerOf(village.confirm("francois", { "fruit/strawberries": 1 }))
    answerOf(village.confirm("francois", { "fruit/strawberries": 0 }))
    expect(village.basket("francois")!.lines).toMatchObject([{ ordered: { pieces: 0 }, status: "declined" }])
    answerOf(village.confirm("francois", { "fruit/strawberries": 1 }))
    expect(village.basket("francois")!.lines).toMatchObject([{ ordered: { pieces: 1 }, status: "ordered" }])
  })
})

describe("GC-8: reports", () => {
  const orders = (
    village: Village,
    at: string,
    told: Readonly<Record<string, Readonly<Record<string, number>>>>,
  ): void => {
    for (const [member, wanted] of Object.entries(told)) answerOf(village.confirm(member, wanted, { at }))
  }
  const first = {
    seb: { "vegetables/courgettes": 4, "vegetables/potatoes": 1 },
    francois: { "vegetables/courgettes": 6, "vegetables/potatoes": 2, "roots/carrots": 3 },
    julie: { "roots/carrots": 8, "vegetables/potatoes": 3 },
  }
  const rowOf = (village: Village, product: string, at: string) => {
    const baskets = village.baskets.filter(({ distribution }) => distribution === at)
    const rows = recapByProduct(baskets).filter((row) => row.product === product)
    return rows.map(({ ordered, total, totalNet, members }) => [ordered, total, totalNet, members])
  }

  it("RECAP-1 (GC-8.1): 10 courgettes 35.00 and 33.18 without VAT, whatever the price becomes; 6 potatoes 90.00", () => {
    const village = fixture()
    orders(village, "thursday", first)
    expect(rowOf(village, "courgettes", "thursday")).toEqual([[{ pieces: 10 }, 3500, 3318, 2]])
    village.change("vegetables", "courgettes", { terms: each(750) })
    expect(rowOf(village, "courgettes", "thursday")).toEqual([[{ pieces: 10 }, 3500, 3318, 2]])
    expect(rowOf(village, "potatoes", "thursday")).toEqual([[{ pieces: 6 }, 9000, 8531, 3]])
  })

  it("RECAP-1 (GC-8.1, D16): the carrots are of a catalog that takes part, where the case let any through", () => {
    const village = fixture()
    village.plan("bare", { ...july, startsAt: "2026-07-03T16:00:00.000Z", endsAt: "2026-07-03T18:00:00.000Z" }, [
      "vegetables",
    ])
    expect(refusalOf(village.confirm("julie", { "roots/carrots": 8 }, { at: "bare" }))?._tag).toBe(
      "CatalogNotTakingPart",
    )
  })

  it("RECAP-1 (GC-8.2): 6 potatoes are counted as 6, and weigh 9 kg until they are weighed", () => {
    const village = fixture()
    orders(village, "thursday", first)
    const row = recapByProduct(village.baskets).find(({ product }) => product === "potatoes")
    expect(row).toMatchObject({ ordered: { pieces: 6 }, billed: { grams: 9000 }, estimate: true })
  })

  it("RECAP-1 (GC-8.3): over two distributions, 16 courgettes for 68.00 at two prices, and 22 carrots", () => {
    const village = fixture()
    orders(village, "thursday", first)
    village.change("vegetables", "courgettes", { terms: { ...each(550), content: { grams: 1000 } } })
    orders(village, "july", { julie: { "vegetables/courgettes": 6, "roots/carrots": 11 } })
    const rows = recapByProduct(village.baskets)
    const courgettes = rows.filter(({ product }) => product === "courgettes")
    expect(courgettes.map(({ price, ordered, total }) => [price, amountOf(ordered), total])).toEqual([
      [350, 10, 3500],
      [550, 6, 3300],
    ])
    const carrots = rows.filter(({ product }) => product === "carrots")
    expect(carrots.map(({ ordered }) => amountOf(ordered))).toEqual([22])
  })
})

describe("GC-18: a cart", () => {
  const cart = (): Village => {
    const village = new Village()
    village.open("shop", [aProduct("p0", { terms: each(450) }), aProduct("p1", { terms: each(570) })])
    village.plan("thursday", thursday, ["shop"])
    return village
  }
  const total = (village: Village): number => totalOf(village.basket("seb")!)

  it("BASKET-1 (GC-18): 10.20, then 27.30 with three more", () => {
    const village = cart()
    answerOf(village.confirm("seb", { "shop/p0": 1 }))
    answerOf(village.confirm("seb", { "shop/p1": 1 }))
    expect([village.basket("seb")!.lines.length, total(village)]).toEqual([2, 1020])
    answerOf(village.confirm("seb", { "shop/p1": 4 }))
    expect(total(village)).toBe(2730)
  })

  it("BASKET-1 (GC-18, D14): 30.60 with two less, and 13.50 without p1, whose line stays as declined", () => {
    const village = cart()
    answerOf(village.confirm("seb", { "shop/p0": 5, "shop/p1": 3 }))
    answerOf(village.confirm("seb", { "shop/p0": 3 }))
    expect(total(village)).toBe(3060)
    answerOf(village.confirm("seb", { "shop/p1": 0 }))
    expect(total(village)).toBe(1350)
    expect(village.basket("seb")!.lines.map(({ status }) => status)).toEqual(["ordered", "declined"])
  })
})

describe("GC-19: cases that follow from the rules", () => {
  it("LINE-3 (GC-19.1): 1.5 kg at 1.11 € the kilogram are 1.67 €", () => {
    const village = new Village()
    const loose = { step: 500, minimum: 500, maximum: null }
    const terms = { price: 111, per: { grams: 1000 }, vat: 550, content: null }
    village.open("fruit", [aProduct("nuts", { saleKind: "loose", terms, loose })])
    village.plan("thursday", thursday, ["fruit"])
    expect(totalOf(answerOf(village.confirm("seb", { "fruit/nuts": 1500 })).basket)).toBe(167)
  })

  it("BASKET-2 (invariant 5): ordering a and then b more comes to ordering a + b, on the same terms", () => {
    const [bit, whole] = [fixture(), fixture()]
    answerOf(bit.confirm("seb", { "fruit/apples": 2 }))
    answerOf(bit.confirm("seb", { "fruit/apples": 5 }))
    answerOf(whole.confirm("seb", { "fruit/apples": 5 }))
    expect(bit.basket("seb")!.lines).toEqual(whole.basket("seb")!.lines)
    expect([...bit.balances].sort()).toEqual([...whole.balances].sort())
    expect(Result.isSuccess(bit.cancel("seb"))).toBe(true)
  })
})
