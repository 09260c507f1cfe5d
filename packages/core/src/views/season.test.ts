import { describe, expect, it } from "vitest"
import { may, Season, shares, twoAbsences } from "../../test/season.ts"
import { answerOf } from "../../test/village.ts"
import { evolve } from "../subscription/index.ts"
import { nextDeliveries, offersOf, offersOfContract } from "./index.ts"

const [first, second, third, fourth] = may

describe("a subscription as it is shown", () => {
  it("SEASON-1 (S10.8, GC-10.16): what is owed, paid and left of it, by household", () => {
    const season = new Season()
    answerOf(season.subscribe("seb", { partner: { member: "julie", share: 2500 } }))
    expect(season.sheet().debts).toEqual([
      { member: "seb", owed: 3900, paid: 0, balance: -3900 },
      { member: "julie", owed: 1300, paid: 0, balance: -1300 },
    ])
    season.balances.set("contract:seb/seb", 100)
    expect(season.sheet().debts[0]).toEqual({ member: "seb", owed: 3900, paid: 4000, balance: 100 })
  })

  it("SEASON-1 (D22): each delivery with its state; the default order where nothing was said, and what is lacking", () => {
    const minimums = { perDelivery: 1300, overPeriod: 4000, checked: "at-last-delivery" } as const
    const season = new Season("variable", {
      contract: { minimums, absences: twoAbsences, delays: { opensDays: 30, closesHours: 72 } },
    })
    answerOf(season.subscribe("seb", { absences: [third] }))
    season.now = "2026-05-11T16:00:00.000Z"
    answerOf(season.close(first))
    answerOf(season.order(fourth, { onions: 1 }, { entry: "coordinator" }))
    const sheet = season.sheet()
    const shown = sheet.deliveries.map(({ id, phase, answer, absent, amount, lacking }) => [
      id,
      phase,
      answer,
      absent,
      amount,
      lacking,
    ])
    expect(shown).toEqual([
      [first, "past", "default", false, 1300, 0],
      [second, "closed", "none", false, 1300, 0],
      [third, "open", "none", true, 0, 0],
      [fourth, "open", "chosen", false, 200, 1100],
    ])
    expect([sheet.total, sheet.expected, sheet.kind]).toEqual([1500, 2800, "variable"])
    expect(sheet.minimums).toEqual({ perDelivery: 1300, overPeriod: 3000 })
    expect(sheet.absences).toMatchObject({ chosen: 1, used: 1, maximum: 2 })
    expect(sheet.order).toEqual([{ product: "box", name: "box", quantity: { pieces: 1 }, amount: 1300 }])
    expect(sheet.deliveries[1]!.lines).toEqual(sheet.order)
  })

  it("SEASON-1, DAY-9: a delivery shows what was billed on the day, and all of them what is expected", () => {
    const season = new Season()
    answerOf(season.subscribe())
    const subscription = season.subscription()
    const fact = { _tag: "DeliveryBilled", delivery: first, adjustment: -1300, at: season.now } as const
    season.states.set("subscription:seb", evolve(subscription, fact))
    const { deliveries, expected, total } = season.sheet()
    expect(deliveries[0]).toMatchObject({ amount: 0, adjustment: -1300, lacking: 0 })
    expect(deliveries[1]).not.toHaveProperty("adjustment")
    expect([expected, total]).toEqual([3900, 3900])
    expect(deliveries.reduce((all, { amount }) => all + amount, 0)).toBe(3900)
  })

  it("SEASON-1: before its orders open, a delivery is so", () => {
    const season = new Season("variable", { contract: { delays: { opensDays: 10, closesHours: 72 } } })
    answerOf(season.subscribe())
    const [delivery] = season.sheet().deliveries
    expect(delivery).toMatchObject({ phase: "before", opensAt: "2026-04-27T16:00:00.000Z", day: first })
    expect(season.sheet().absences).toBeNull()
  })

  it("SEASON-1: deliveries by date, where they now are", () => {
    const season = new Season("constant", { contract: { absences: twoAbsences } })
    answerOf(season.subscribe())
    answerOf(season.shift(first, fourth))
    answerOf(season.move(second, third))
    const { deliveries } = season.sheet()
    expect(deliveries.map(({ id, day, movedTo }) => [id, day, movedTo])).toEqual([
      [second, second, third],
      [third, third, null],
      [first, fourth, null],
      [fourth, fourth, null],
    ])
  })
})

describe("what comes next", () => {
  it("SEASON-2 (SHR3): one list by date over all subscriptions, and whose turn each is", () => {
    const season = new Season()
    answerOf(season.subscribe("seb", { partner: { member: "julie", share: 0 }, endsOn: second }))
    answerOf(season.subscribe("julie", { startsOn: third }))
    season.now = "2026-05-07T18:00:00.000Z"
    const sheets = [season.sheet("julie"), season.sheet("seb")]
    const next = (member: string) =>
      nextDeliveries(sheets, member).map(({ id, subscription, mine }) => [id, subscription, mine])
    expect(next("julie")).toEqual([
      [second, "seb", true],
      [third, "julie", true],
      [fourth, "julie", true],
    ])
    expect(next("seb")).toEqual([
      [second, "seb", false],
      [third, "julie", false],
      [fourth, "julie", false],
    ])
  })
})

describe("what a contract offers", () => {
  it("SHOP-1: not in the shop; on the terms it would be agreed on, what is on sale", () => {
    const season = new Season("variable")
    answerOf(season.change("box", "onions", { active: false }))
    expect(offersOf(season.distribution(first), season.catalogs, () => 0)).toEqual([])
    const offers = offersOfContract(season.catalog("box"))
    expect(offers.map(({ product, shownPrice, left }) => [product, shownPrice, left])).toEqual([["box", 1300, null]])
    expect(answerOf(season.subscribe("seb", { order: shares({ box: 1 }) })).offers[0]?.terms).toEqual(offers[0]?.terms)
  })
})
