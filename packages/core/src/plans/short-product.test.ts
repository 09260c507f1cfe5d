import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import { aDesk, market, onTheDay } from "../../test/day.ts"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { answerOf, refusalOf } from "../../test/village.ts"
import type { Outcome } from "../../test/village.ts"
import { amountOfLine, dueOf, isHandedOver } from "../basket/index.ts"
import { heldFor, orderedOf, stockOf } from "../ledger/index.ts"
import { amountOf } from "../values/index.ts"
import type { Sale, Sharing } from "./index.ts"
import { settledWith, shareShort } from "./index.ts"

const members = ["francois", "seb", "julie"] as const

const codeOf = (outcome: Outcome<unknown>): string => refusalOf(outcome)?._tag ?? "done"

const appleShares = (parts: ReadonlyArray<number>): Sharing => ({
  how: "by-hand",
  shares: members.map((member, index) => ({ member, line: 1, quantity: { pieces: parts[index]! } })),
})

const asks: Readonly<Record<string, Ask>> = {
  "DAY-16": (ordered: ReadonlyArray<number>, came, how) => {
    const orders = members.map((member, index) => [member, { apples: ordered[index]! }] as const)
    const desk = onTheDay(Object.fromEntries(orders.filter(([, { apples }]) => apples > 0)))
    const sharing: Sharing = typeof how === "string" ? { how: how as "pro-rata" } : appleShares(how)
    const outcome = codeOf(desk.short("apples", came, sharing))
    const parts = members.map((member) => {
      const delivered = desk.village.basket(member)?.lines[0]?.delivered ?? null
      return delivered === null ? null : amountOf(delivered)
    })
    return [outcome, parts]
  },
  "DAY-25": (
    ordered: ReadonlyArray<number>,
    settled: ReadonlyArray<number>,
    { came, price, how = "pro-rata" }: { came?: number; price?: number; how?: string | ReadonlyArray<number> },
  ) => {
    const desk = onTheDay(Object.fromEntries(members.map((member, at) => [member, { apples: ordered[at]! }])))
    for (const at of settled) answerOf(desk.settle(members[at]!))
    const kept = settled.map((at) => desk.village.basket(members[at]!))
    const sharing: Sharing = typeof how === "string" ? { how: how as "pro-rata" } : appleShares(how)
    const named = settledWith(desk.all(), { catalog: "market", product: "apples" }).map(({ member }) => member)
    const outcome =
      came === undefined ? desk.reprice("apples", price!) : desk.short("apples", { pieces: came }, sharing)
    expect(settled.map((at) => desk.village.basket(members[at]!))).toEqual(kept)
    const lines = members.map((member) => desk.village.basket(member)!.lines[0]!)
    const seen = lines.map(({ delivered, terms }) =>
      came === undefined ? terms.price : delivered === null ? null : amountOf(delivered),
    )
    return [codeOf(outcome), seen, named]
  },
  "DAY-17": (apples, price) => {
    const desk = onTheDay(apples > 0 ? { seb: { apples } } : {})
    const outcome = codeOf(desk.reprice("apples", price))
    const line = desk.village.basket("seb")?.lines[0]
    return [
      outcome,
      line === undefined ? 0 : amountOfLine(line),
      desk.village.catalog("market").products["apples"]!.terms.price,
    ]
  },
  "DAY-18": (was, sale: Omit<Sale, "catalog">) => {
    const desk = onTheDay(was === "ordered" ? { seb: { apples: 3 } } : {})
    const outcome = codeOf(desk.sell("seb", sale))
    const basket = desk.village.basket("seb")
    const left = 20 + desk.village.balance(stockOf("market", "jam", null))
    return [outcome, desk.village.number("seb") ?? null, basket === null ? 0 : dueOf(basket), left]
  },
  "DAY-26": (was) => {
    const desk = onTheDay(was === "cancelled" ? { seb: { apples: 3 } } : {})
    const { village } = desk
    const day = village.now
    if (was === "a draft") {
      village.now = "2026-06-01T10:00:00.000Z"
      answerOf(village.draft("seb", market({ apples: 3 })))
      village.now = day
    }
    if (was === "cancelled") answerOf(village.cancel("seb", "coordinator"))
    if (was === "orders final" || was === "validated") desk.final()
    if (was === "validated") answerOf(desk.validate())
    if (was === "called off") {
      village.states.set("distribution:thursday", { ...village.distribution("thursday"), status: "cancelled" })
    }
    const outcome = codeOf(desk.sell("seb", { product: "jam", quantity: { pieces: 2 } }))
    const basket = village.basket("seb")
    return [outcome, village.number("seb") ?? null, basket === null ? 0 : dueOf(basket)]
  },
  "DAY-19": (said: ReadonlyArray<string | null>) => {
    const desk = onTheDay({ seb: { apples: 1 } })
    for (const [minute, to] of said.entries()) {
      answerOf(desk.hand("seb", to, { seenAt: `2026-06-04T16:0${minute}:00.000Z` }))
    }
    const basket = desk.village.basket("seb")!
    return [isHandedOver(basket), basket.handed!.to]
  },
}

const rules = rulesOn("day.md").filter(({ id }) => asks[id] !== undefined)

describe("the rule book's page on the day: what came, what is sold, who took it", () => {
  it("asks every table that it knows the question of", () => {
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(asks))
    expect(rules.filter(({ rows }) => rows.length < 4)).toEqual([])
  })

  for (const rule of rules) {
    it.each(casesOf(rule))(`${rule.id}: ${rule.title}: $title`, ({ given, says }) => {
      expect(asks[rule.id]!(...given)).toStrictEqual(says)
    })
  }
})

describe("sharing too little", () => {
  it("DAY-16 (AD5): those who ordered first are those with the first numbers, loose goods to the gram", () => {
    const desk = onTheDay({ julie: { lentils: 500 }, francois: { lentils: 700 } })
    answerOf(desk.short("lentils", { grams: 1000 }, { how: "first-come" }))
    expect(members.map((member) => desk.village.basket(member)?.lines[0]?.delivered)).toEqual([
      { grams: 500 },
      undefined,
      { grams: 500 },
    ])
  })

  it("DAY-16: a share of a line that nobody has, of another unit, or twice is not a share", () => {
    const desk = onTheDay({ seb: { apples: 2 }, julie: { apples: 2 } })
    const shares = (...shared: ReadonlyArray<readonly [string, number, object]>): Sharing => ({
      how: "by-hand",
      shares: shared.map(([member, line, quantity]) => ({ member, line, quantity: quantity as { pieces: number } })),
    })
    const outcomes = [
      shares(["seb", 1, { pieces: 1 }], ["nobody", 1, { pieces: 2 }]),
      shares(["seb", 1, { pieces: 1 }], ["julie", 7, { pieces: 2 }]),
      shares(["seb", 1, { pieces: 1 }], ["julie", 1, { grams: 2 }]),
      shares(["seb", 1, { pieces: 2 }], ["seb", 1, { pieces: 1 }]),
    ].map((sharing) => codeOf(desk.short("apples", { pieces: 3 }, sharing)))
    expect(outcomes).toEqual(["SharesNotWhole", "SharesNotWhole", "SharesNotWhole", "SharesNotWhole"])
    expect(
      codeOf(desk.short("apples", { pieces: 3 }, shares(["seb", 1, { pieces: 1 }], ["julie", 1, { pieces: 2 }]))),
    ).toBe("done")
  })

  it("DAY-16: what was sold on the spot was there, and gets no share", () => {
    const desk = onTheDay({ seb: { apples: 2 }, julie: { apples: 2 } })
    answerOf(desk.sell("julie", { product: "apples", quantity: { pieces: 5 } }))
    expect(refusalOf(desk.short("apples", { pieces: 5 }, { how: "pro-rata" }))).toEqual({
      _tag: "MoreThanOrdered",
      catalog: "market",
      product: "apples",
      ordered: { pieces: 4 },
      received: { pieces: 5 },
    })
    answerOf(desk.short("apples", { pieces: 3 }, { how: "pro-rata" }))
    expect(desk.village.basket("julie")!.lines.map(({ delivered }) => delivered)).toEqual([
      { pieces: 1 },
      { pieces: 5 },
    ])
  })

  it("DAY-16: one plan for all baskets, each with its money, and the reason with each line", () => {
    const desk = onTheDay({ seb: { apples: 2 }, julie: { apples: 2 } })
    const which = { catalog: "market", product: "apples" }
    const plan = Result.getOrThrow(shareShort(desk.all(), which, { pieces: 1 }, { how: "first-come" }, "frost"))
    expect(plan.facts.map(({ key }) => key)).toEqual(["basket:thursday~seb", "basket:thursday~julie"])
    expect(plan.postings.map(({ from, to, quantity }) => [from, to, quantity])).toEqual([
      ["held:seb", "wallet:seb", 100],
      ["held:julie", "wallet:julie", 200],
    ])
    expect(plan.answer.map(({ lines }) => lines[0]!.trail!.map(({ kind, reason }) => [kind, reason]))).toEqual([
      [["shared", "frost"]],
      [["missing", "frost"]],
    ])
    expect(plan.guards).toEqual(["distribution:thursday"])
  })

  it("DAY-25: what a settled basket did not get is for the others, no more than they ordered", () => {
    const desk = onTheDay({ seb: { apples: 2 }, julie: { apples: 4 } })
    answerOf(desk.weigh("julie", "apples", { delivered: { pieces: 1 } }))
    answerOf(desk.settle("julie"))
    answerOf(desk.short("apples", { pieces: 5 }, { how: "pro-rata" }))
    expect([desk.line("seb", "apples").delivered, desk.line("julie", "apples").delivered]).toEqual([
      { pieces: 2 },
      { pieces: 1 },
    ])
  })
})

describe("a price of the day", () => {
  it("DAY-17 (AD6, D4): keeps weight, fee and the other terms; what is sold after it has the price of the catalog", () => {
    const desk = onTheDay({ seb: { tomme: 1 } }, {}, 1000)
    answerOf(desk.weigh("seb", "tomme", { weights: [500] }))
    answerOf(desk.reprice("tomme", 2000))
    expect(amountOfLine(desk.line("seb", "tomme"))).toBe(1100)
    expect(desk.line("seb", "tomme").terms).toEqual({
      ...desk.village.catalog("market").products["tomme"]!.terms,
      price: 2000,
    })
    answerOf(desk.sell("seb", { product: "tomme", quantity: { pieces: 1 }, weighed: { grams: 500 } }))
    expect(desk.village.basket("seb")!.lines.map(amountOfLine)).toEqual([1100, 1320])
    expect(desk.village.balance(heldFor("seb"))).toBe(2420)
  })
})

describe("sales on the spot", () => {
  it("DAY-18 (D13): goods go from the stock to what is ordered, and come back when it is taken back, once", () => {
    const desk = onTheDay({ seb: { jam: 2 } })
    const accounts = () =>
      [stockOf("market", "jam", null), orderedOf("market", "jam", "thursday"), heldFor("seb")].map((account) =>
        desk.village.balance(account),
      )
    answerOf(desk.sell("seb", { product: "jam", quantity: { pieces: 3 } }))
    expect(accounts()).toEqual([-5, 5, 2500])
    answerOf(desk.takeBack("seb", 2))
    expect(accounts()).toEqual([-2, 2, 1000])
    expect(refusalOf(desk.takeBack("seb", 2))).toEqual({ _tag: "LineUnknown", basket: "thursday~seb", line: 2 })
    expect(refusalOf(desk.takeBack("seb", 1))).toEqual({ _tag: "LineUnknown", basket: "thursday~seb", line: 1 })
  })

  it("DAY-18, DAY-23: a sale is seen when it was made, so that what is seen of it since counts", () => {
    const desk = onTheDay({})
    answerOf(desk.sell("seb", { product: "apples", quantity: { pieces: 3 } }, { seenAt: "2026-06-04T16:05:00.000Z" }))
    answerOf(desk.weigh("seb", "apples", { delivered: { pieces: 2 } }, { seenAt: "2026-06-04T16:06:00.000Z" }))
    expect(amountOfLine(desk.line("seb", "apples"))).toBe(200)
  })

  it("DAY-18: an unknown catalog is refused by name; a product off sale is there all the same", () => {
    const desk = onTheDay({})
    const sale = { product: "apples", quantity: { pieces: 1 } }
    expect(refusalOf(desk.sell("seb", sale, { catalog: "moon" }))).toEqual({ _tag: "CatalogUnknown", catalog: "moon" })
    answerOf(desk.village.change("market", "apples", { active: false }))
    expect(codeOf(desk.sell("seb", sale))).toBe("done")
  })

  it("DAY-18, DAY-5: what is sold by weight and not weighed yet is an estimate, without a margin", () => {
    const desk = onTheDay({}, { payments: { moneyPot: false, floor: 0, margin: 1000 } })
    answerOf(desk.sell("seb", { product: "tomme", quantity: { pieces: 1 } }))
    expect(desk.village.balance(heldFor("seb"))).toBe(1200)
    expect(codeOf(desk.settle("seb"))).toBe("LinesToWeigh")
  })

  it("BASKET-9 (D15): a basket that a sale begins keeps its number when it is ordered into", () => {
    const desk = aDesk()
    answerOf(desk.sell("seb", { product: "apples", quantity: { pieces: 1 } }))
    answerOf(desk.village.confirm("julie", market({ apples: 1 })))
    answerOf(desk.village.confirm("seb", market({ apples: 4 })))
    expect([desk.village.number("seb"), desk.village.number("julie")]).toEqual([1, 2])
    expect(desk.village.ordered("seb", "market/apples")).toBe(4)
  })
})
