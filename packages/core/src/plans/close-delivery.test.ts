import { describe, expect, it } from "vitest"
import { codeOf, may, Season, shares, twoAbsences } from "../../test/season.ts"
import type { Told } from "../../test/season.ts"
import { answerOf, aProduct, each, refusalOf } from "../../test/village.ts"
import { orderedOfProduct, totalOf } from "../basket/index.ts"
import { walletOf } from "../ledger/index.ts"

const [first, second] = may
const afterFirst = "2026-05-04T16:00:00.000Z"
const coordinator = { entry: "coordinator" } as const

const closing = (kind: "constant" | "variable", told: Told = {}, commit: object = {}): Season => {
  const season = new Season(kind, told)
  answerOf(season.subscribe("seb", commit))
  season.now = afterFirst
  return season
}

describe("closing a delivery", () => {
  it("SUB-14 (D15, D22): the default order fills in, goes into the basket, which takes the next number", () => {
    const season = closing("variable", {}, { order: shares({ box: 2, onions: 1 }) })
    const closed = answerOf(season.close(first))
    expect(closed).toEqual({
      subscription: "seb",
      delivery: first,
      collector: "seb",
      answer: "default",
      absent: false,
      total: 2800,
      missing: [],
    })
    const basket = season.basket("seb", first)!
    expect([orderedOfProduct(basket, "box", "box"), totalOf(basket), season.number("seb", first)]).toEqual([2, 2800, 1])
    expect(basket.lines.map(({ id, contract }) => [id, contract])).toEqual([
      [1, { subscription: "seb", delivery: first }],
      [2, { subscription: "seb", delivery: first }],
    ])
    expect([season.debt("seb"), season.takenAt(first), season.balance(walletOf("seb"))]).toEqual([-2800, 2, 0])
  })

  it("SUB-14 (D31): once: again changes nothing, at another hour neither", () => {
    const season = closing("constant")
    answerOf(season.close(first))
    const [subscription, basket] = [season.subscription(), season.basket("seb", first)]
    season.now = "2026-05-07T20:00:00.000Z"
    expect(answerOf(season.close(first)).total).toBe(1300)
    expect(season.journal.at(-1)!.facts).toEqual([])
    expect([season.subscription(), season.basket("seb", first)]).toEqual([subscription, basket])
  })

  it("SUB-14: not before its closing, and only what is covered and planned", () => {
    const season = closing("constant")
    expect(refusalOf(season.close(second))).toEqual({
      _tag: "DeliveryNotOpen",
      delivery: second,
      opensAt: "2026-05-11T16:00:00.000Z",
    })
    expect(codeOf(season.close("2026-06-04"))).toBe("DeliveryNotCovered")
  })

  it("SUB-14, SUB-3: a closing that was missed is made up for later, and nothing changes in between", () => {
    const season = closing("variable")
    season.now = "2026-05-10T10:00:00.000Z"
    expect(codeOf(season.order(first, { box: 3 }, coordinator))).toBe("DeliveryClosed")
    expect(answerOf(season.close(first)).answer).toBe("default")
  })

  it.each([
    ["chosen", { orders: [{ delivery: first, shares: shares({ onions: 3 }) }] }, "chosen", 600],
    ["declined", { orders: [{ delivery: first, shares: [] }] }, "chosen", 0],
    ["without default order", { order: [] }, "none", 0],
    ["unanswered", {}, "default", 1300],
  ])("SUB-10 (D14): what was %s stays so", (_, commit, answer, total) => {
    const closed = answerOf(closing("variable", {}, commit).close(first))
    expect([closed.answer, closed.total]).toEqual([answer, total])
  })

  it("SUB-10: an absence is no question, and a basket without goods is none", () => {
    const season = new Season("variable", { contract: { absences: twoAbsences } })
    answerOf(season.subscribe("seb", { absences: [first] }))
    season.now = afterFirst
    expect(answerOf(season.close(first))).toMatchObject({ absent: true, answer: "none", total: 0 })
    expect([season.basket("seb", first), season.number("seb", first)]).toEqual([null, undefined])
    expect(season.own(first).closedAt).toBe(afterFirst)
  })

  it("SUB-10 (D12): as far as there is enough; what is missing is told", () => {
    const products = [
      aProduct("box", { terms: each(1300), stock: { policy: "per-distribution", quantity: 3 } }),
      aProduct("onions", { terms: each(200), stock: { policy: "per-distribution", quantity: 1 } }),
      aProduct("leeks", { terms: each(300) }),
    ]
    const season = new Season("variable", { products })
    answerOf(season.subscribe("seb", { order: shares({ box: 2, onions: 1, leeks: 1 }) }))
    const orders = [{ delivery: first, shares: shares({ box: 2, onions: 1 }) }]
    answerOf(season.subscribe("julie", { order: [], orders }))
    answerOf(season.change("box", "leeks", { active: false }))
    season.now = afterFirst
    const closed = answerOf(season.close(first))
    expect([closed.total, closed.missing]).toEqual([
      1300,
      [
        { product: "box", name: "box", wanted: { pieces: 2 }, left: { pieces: 1 } },
        { product: "onions", name: "onions", wanted: { pieces: 1 }, left: { pieces: 0 } },
        { product: "leeks", name: "leeks", wanted: { pieces: 1 }, left: { pieces: 0 } },
      ],
    ])
    expect([season.takenAt(first), season.takenAt(first, "onions")]).toEqual([3, 1])
  })

  it("SUB-10: a product whose quantities changed is missing, and takes nothing else with it", () => {
    const flour = aProduct("flour", {
      saleKind: "loose",
      terms: { price: 300, per: { grams: 1000 }, vat: 550, content: null },
      loose: { step: 50, minimum: 100, maximum: 2000 },
    })
    const order = [
      { product: "flour", quantity: { grams: 150 } },
      { product: "box", quantity: { pieces: 1 } },
    ]
    const season = closing("variable", { products: [flour, aProduct("box", { terms: each(1300) })] }, { order })
    answerOf(season.change("box", "flour", { loose: { step: 100, minimum: 100, maximum: 2000 } }))
    const closed = answerOf(season.close(first))
    expect([closed.total, closed.missing.map(({ product }) => product)]).toEqual([1300, ["flour"]])
  })

  it("SUB-5, SUB-14 (D18): into the basket of whoever collects, besides what is there", () => {
    const season = new Season("constant", { days: may.slice(0, 2) })
    answerOf(season.subscribe("seb", { partner: { member: "julie", share: 5000 }, firstTurn: "partner" }))
    answerOf(season.subscribe("francois"))
    answerOf(season.give(first, { member: "julie", name: "Julie" }, "francois"))
    season.now = afterFirst
    expect(answerOf(season.close(first)).collector).toBe("julie")
    answerOf(season.close(first, "francois"))
    const basket = season.basket("julie", first)!
    expect(basket.lines.map(({ id, contract }) => [id, contract?.subscription])).toEqual([
      [1, "seb"],
      [2, "francois"],
    ])
    expect([season.basket("seb", first), season.basket("francois", first)]).toEqual([null, null])
    expect(season.number("julie", first)).toBe(1)
  })

  it("SUB-14, BASKET-3 (D15): a basket that was only drafted takes its number then, one that was ordered keeps it", () => {
    const season = closing("constant")
    season.open("honey", [aProduct("jar")])
    answerOf(season.draft("seb", { "honey/jar": 1 }, first))
    answerOf(season.close(first))
    expect(season.number("seb", first)).toBe(1)
    expect(season.basket("seb", first)?.draft).toEqual([{ catalog: "honey", product: "jar", quantity: { pieces: 1 } }])
  })

  it("ABS-15 (S8.5): an absence that is given back as credit is so when it is final, shared like the debt", () => {
    const absences = { ...twoAbsences, compensation: "credit" } as const
    const season = new Season("constant", { contract: { absences } })
    answerOf(season.subscribe("seb", { partner: { member: "julie", share: 3333 }, absences: [first] }))
    expect(season.balance(walletOf("seb"))).toBe(0)
    season.now = afterFirst
    answerOf(season.close(first))
    expect([season.balance(walletOf("seb")), season.balance(walletOf("julie"))]).toEqual([867, 433])
    answerOf(season.close(first))
    expect(season.balance(walletOf("seb"))).toBe(867)
  })

  it("ABS-15: an absence whose basket was moved is not given back as well", () => {
    const absences = { ...twoAbsences, compensation: "credit" } as const
    const season = new Season("constant", { contract: { absences } })
    answerOf(season.subscribe())
    answerOf(season.move(first, second))
    season.now = afterFirst
    answerOf(season.close(first))
    expect([season.balance(walletOf("seb")), season.total()]).toEqual([0, 5200])
  })
})
