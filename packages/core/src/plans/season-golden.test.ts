import { describe, expect, it } from "vitest"
import { Season, codeOf, shares } from "../../test/season.ts"
import { answerOf, aProduct, each, refusalOf } from "../../test/village.ts"
import { debtsOf, totalOfSubscription } from "../subscription/index.ts"
import type { Rhythm } from "../values/index.ts"
import { occurrencesWithin } from "../values/index.ts"

const coordinator = { entry: "coordinator" } as const
const products = [aProduct("box", { terms: each(1300) }), aProduct("onions", { terms: each(200) })]

/** The predecessors' contract: a delivery that is long past, one in two weeks, one far away. */
const [past, soon, far] = ["2017-05-01", "2026-04-15", "2030-07-01"] as const
const setup = (): Season =>
  new Season("constant", {
    products,
    settings: { startsOn: "2017-01-01", endsOn: "2035-12-31" },
    days: [past, soon, far],
  })

/** The same with Seb's order on the delivery of 2017, subscribed to at the time. */
const longAgo = (): Season => {
  const season = setup()
  const { now } = season
  season.now = "2017-02-01T10:00:00.000Z"
  answerOf(season.subscribe("seb", { order: shares({ box: 2, onions: 3 }) }))
  season.now = now
  return season
}

const linesOf = (season: Season) => season.subscription().deliveries.map(({ lines }) => lines.length)

describe("GC-9: what a constant order comes to as the calendar changes", () => {
  it("SUB-1, CALENDAR-6, CALENDAR-7 (GC-9): 13, 26, 91 and 26 for one basket, three times that for three", () => {
    const season = new Season("constant", {
      settings: { startsOn: "2018-01-01", endsOn: "2019-12-31" },
      days: ["2018-05-01"],
    })
    season.now = "2018-04-01T10:00:00.000Z"
    answerOf(season.subscribe("francois"))
    answerOf(season.subscribe("seb", { order: shares({ box: 3 }) }))
    const totals = () => [season.total("francois"), season.total("seb")]
    const add = (...days: ReadonlyArray<string>) => {
      for (const day of days) {
        season.deliver(day)
        answerOf(season.extend(day))
      }
    }
    const cycle = ["2018-12-24", "2018-12-31", "2019-01-07", "2019-01-14", "2019-01-21"]
    expect(totals()).toEqual([1300, 3900])
    add("2018-06-01")
    expect(totals()).toEqual([2600, 7800])
    add(...cycle)
    expect(totals()).toEqual([9100, 27_300])
    for (const day of cycle) answerOf(season.cancelled(day))
    expect(totals()).toEqual([2600, 7800])
    expect([season.debt("francois"), season.debt("seb")]).toEqual([-2600, -7800])
  })
})

describe("GC-10: subscriptions", () => {
  it("SUB-13 (GC-10.1, GC-10.2): one with an order on a past delivery is not deleted, and there is no other state", () => {
    const season = longAgo()
    expect(refusalOf(season.remove())).toEqual({ _tag: "PastOrders", subscription: "seb", deliveries: [past] })
    expect(linesOf(season)).toEqual([2, 2, 2])
  })

  it("SUB-13 (GC-10.3): without a past order it is", () => {
    const season = setup()
    answerOf(season.subscribe())
    answerOf(season.remove())
    expect(linesOf(season)).toEqual([])
  })

  it("SUB-9 (GC-10.4): begins at the next open delivery when nothing is said; not outside the contract", () => {
    const season = setup()
    expect(codeOf(season.subscribe("seb", { startsOn: "2000-06-01" }))).toBe("OutsideCatalog")
    expect(codeOf(season.subscribe("seb", { endsOn: "2036-06-01" }))).toBe("OutsideCatalog")
    expect(season.subscriptions).toEqual([])
    expect(answerOf(season.subscribe()).startsOn).toBe(soon)
  })

  it("SUB-5 (GC-10.5, GC-10.6): a partner who is nobody, or the holder: none is left behind", () => {
    const season = setup()
    expect(codeOf(season.subscribe("seb", { partner: { member: "999999", share: 0 } }))).toBe("PartnerUnknown")
    expect(codeOf(season.subscribe("seb", { partner: { member: "seb", share: 0 } }))).toBe("PartnerIsHolder")
    expect([season.subscriptions, season.commitment("seb").periods]).toEqual([[], []])
  })

  it("SUB-9 (GC-10.7): a period with a past delivery in it, for a member", () => {
    expect(codeOf(setup().subscribe("seb", { startsOn: "2017-01-01" }))).toBe("StartsTooEarly")
  })

  it("SUB-1 (GC-10.8, GC-10.8b): 3 onions and 2 baskets over two deliveries are four lines and 64 €", () => {
    const season = setup()
    answerOf(season.subscribe("seb", { startsOn: "2019-06-01", order: shares({ onions: 3, box: 2 }) }))
    const { deliveries } = season.subscription()
    expect(deliveries.map(({ lines }) => lines.map(({ quantity }) => quantity))).toEqual([
      [{ pieces: 3 }, { pieces: 2 }],
      [{ pieces: 3 }, { pieces: 2 }],
    ])
    expect(season.total()).toBe(6400)
  })

  it("SUB-9 (GC-10.9): then moved to the start of the contract", () => {
    const season = setup()
    answerOf(season.subscribe("seb", { startsOn: "2019-06-01" }))
    expect(codeOf(season.period("2017-01-01", "2035-12-31"))).toBe("StartsTooEarly")
  })

  it("SUB-12 (GC-10.10): with an order on the delivery of 2017 it does not begin after it, whoever asks", () => {
    const season = longAgo()
    const before = season.subscription()
    expect(codeOf(season.period(soon, "2035-12-31"))).toBe("PastOrders")
    expect(codeOf(season.period(soon, "2035-12-31", coordinator))).toBe("PastOrders")
    expect(season.subscription()).toEqual(before)
  })

  it("SUB-12 (GC-10.11): covering all three, its end moves to 2029: two deliveries and four lines remain", () => {
    const season = longAgo()
    answerOf(season.period("2017-05-01", "2029-06-01", coordinator))
    expect(season.subscription().deliveries.map(({ id }) => id)).toEqual([past, soon])
    expect(linesOf(season)).toEqual([2, 2])
    expect(season.total()).toBe(6400)
  })

  // The dates of the case, some years on: what it ends at there is past by the time it is asked here.
  it("SUB-9 (GC-10.12, GC-10.13, GC-10.14): its end is a day, that day included; the next may begin the day after", () => {
    const season = setup()
    answerOf(season.subscribe("seb", { startsOn: "2019-06-01" }))
    answerOf(season.period("2019-06-01", "2029-06-01"))
    expect(season.subscription().endsOn).toBe("2029-06-01")
    const next = (startsOn: string) => codeOf(season.subscribe("seb", { id: "next", startsOn }))
    expect(next("2029-06-01")).toBe("OverlappingSubscription")
    expect(season.subscriptions).toHaveLength(1)
    expect(next("2029-06-02")).toBe("done")
    expect(season.subscriptions).toHaveLength(2)
  })

  it("CALENDAR-2 (GC-10.15): five Mondays; the third is put off to March: still five, still 65 €, and it is the last", () => {
    const mondays = ["2029-12-24", "2029-12-31", "2030-01-07", "2030-01-14", "2030-01-21"]
    const season = new Season("constant", { products, settings: { endsOn: "2035-12-31" }, days: mondays })
    answerOf(season.subscribe("seb"))
    answerOf(season.subscribe("francois"))
    season.deliver("2030-03-03", [])
    answerOf(season.shift("2030-01-07", "2030-03-03"))
    for (const member of ["seb", "francois"]) {
      const { deliveries, total } = season.sheet(member)
      expect([deliveries.length, total, deliveries.at(-1)]).toMatchObject([
        5,
        6500,
        { id: "2030-01-07", day: "2030-03-03", amount: 1300 },
      ])
    }
  })

  it("SEASON-1 (GC-10.16): total, paid and balance of one basket per delivery", () => {
    const season = setup()
    answerOf(season.subscribe("francois"))
    expect(season.sheet("francois").debts).toEqual([{ member: "francois", owed: 2600, paid: 0, balance: -2600 }])
    season.balances.set("contract:francois/francois", 0)
    expect(season.sheet("francois").debts).toEqual([{ member: "francois", owed: 2600, paid: 2600, balance: 0 }])
    const subscription = season.subscription("francois")
    expect(debtsOf(subscription)[0]?.amount).toBe(totalOfSubscription(subscription))
  })
})

describe("GC-11: the calendar", () => {
  const cases: ReadonlyArray<readonly [id: string, first: string, every: Rhythm, until: string, dates: string]> = [
    ["RECUR-1 (GC-11.1)", "2018-12-24", { weeks: 1 }, "2019-01-24", "12-24 12-31 01-07 01-14 01-21"],
    [
      "RECUR-2 (GC-11.2)",
      "2018-10-30",
      { months: 1, on: "last-weekday" },
      "2019-03-31",
      "10-30 11-27 12-25 01-29 02-26 03-26",
    ],
    ["RECUR-1 (GC-11.3)", "2018-10-30", { weeks: 2 }, "2019-01-31", "10-30 11-13 11-27 12-11 12-25 01-08 01-22"],
    ["RECUR-1 (GC-11.4)", "2018-10-30", { weeks: 3 }, "2019-01-31", "10-30 11-20 12-11 01-01 01-22"],
  ]
  it.each(cases)("%s: from %s each %j until %s: %s", (_, first, every, until, dates) => {
    const found = occurrencesWithin({ first, every, ends: { until }, except: [] }, 100)
    expect(found?.map((date) => date.slice(5)).join(" ")).toBe(dates)
  })

  it("DIST-8 (GC-11.7, D19): a contract with orders is not withdrawn; its delivery is cancelled from its calendar", () => {
    const season = setup()
    answerOf(season.subscribe())
    answerOf(season.cancelled(soon))
    expect([season.total(), season.distribution(soon).participations]).toEqual([1300, []])
  })
})
