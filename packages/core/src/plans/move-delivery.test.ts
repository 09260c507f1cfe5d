import { describe, expect, it } from "vitest"
import { codeOf, may, Season, shares, twoAbsences } from "../../test/season.ts"
import type { Told } from "../../test/season.ts"
import { answerOf, aProduct, each, refusalOf } from "../../test/village.ts"
import { deliveryOf, plannedDeliveries } from "../calendar/index.ts"
import {
  cancelDistribution,
  changeDistribution,
  joinDistribution,
  subscribedProblem,
  withdrawCatalog,
} from "./index.ts"

const [first, second, third, fourth] = may
const june = "2026-06-04"
const afterFirst = "2026-05-04T16:00:00.000Z"
const partner = { member: "julie", share: 5000 }

/** Seb and Julie share, François is alone; there is a distribution in June where nothing is delivered yet. */
const usual = (told: Told = {}, orders: object = {}): Season => {
  const season = new Season("constant", told)
  answerOf(season.subscribe("seb", { partner, ...orders }))
  answerOf(season.subscribe("francois"))
  season.deliver(june, [])
  return season
}

const days = (season: Season) =>
  plannedDeliveries(season.calendar("box")).map(({ id, startsAt }) => [id, startsAt.slice(0, 10)])

describe("putting a delivery off", () => {
  it("CALENDAR-2 (D18, D19): it stays the same: deliveries, totals, goods, orders, turns and absences", () => {
    const season = usual({ contract: { absences: twoAbsences } })
    answerOf(season.absent([first], {}, "francois"))
    const before = structuredClone([season.subscription(), season.subscription("francois")])
    const impact = answerOf(season.shift(first, june))
    expect([impact.before, impact.after, impact.messages]).toEqual([first, june, 3])
    expect(
      impact.subscriptions.map(({ collector, totalBefore, totalAfter }) => [collector, totalBefore, totalAfter]),
    ).toEqual([
      ["seb", 5200, 5200],
      ["francois", 3900, 3900],
    ])
    expect([season.subscription(), season.subscription("francois")]).toEqual(before)
    expect(season.takenAt(first)).toBe(1)
    expect(days(season)).toEqual([
      [second, second],
      [third, third],
      [fourth, fourth],
      [first, june],
    ])
    expect(deliveryOf(season.calendar("box"), first)?.window.closesAt).toBe("2026-06-01T16:00:00.000Z")
    expect(season.distribution(june).participations.map(({ catalog }) => catalog)).toEqual(["box"])
    expect(season.distribution(first).participations).toEqual([])
  })

  it("CALENDAR-2 (X20): two deliveries of a day keep their own orders, and leave one by one", () => {
    const season = usual()
    answerOf(season.shift(first, second))
    season.now = "2026-05-11T16:00:00.000Z"
    expect(season.distribution(second).participations).toHaveLength(1)
    answerOf(season.close(first))
    answerOf(season.close(second))
    expect(season.basket("seb", second)?.lines.map(({ contract }) => contract?.delivery)).toEqual([first])
    expect(season.basket("julie", second)?.lines.map(({ contract }) => contract?.delivery)).toEqual([second])
  })

  it("CALENDAR-2: the distribution that one of two leaves is still the other's", () => {
    const season = usual()
    answerOf(season.shift(first, second))
    answerOf(season.shift(first, june))
    expect(season.distribution(second).participations).toHaveLength(1)
    answerOf(season.shift(second, june))
    expect(season.distribution(second).participations).toEqual([])
  })

  it("CALENDAR-4 (R4.12): to a distribution that takes place, within the contract, when it is not closed", () => {
    const season = usual({ settings: { endsOn: "2026-06-30" } })
    season.deliver("2026-07-02", [])
    expect(codeOf(season.shift(first, "2026-07-02"))).toBe("DistributionOutsideCatalog")
    expect(codeOf(season.shift("nothing", june))).toBe("DeliveryUnknown")
    const event = season.distribution(june)
    season.must(cancelDistribution(season.group, event, [], null))
    expect(codeOf(season.shift(first, june))).toBe("DistributionCancelled")
    season.now = afterFirst
    expect(codeOf(season.shift(first, second))).toBe("DeliveryClosed")
    season.now = "2026-05-14T18:00:00.000Z"
    expect(codeOf(season.shift(third, second))).toBe("DistributionCancelled")
  })

  it("CALENDAR-4, WINDOW-4: its window by the delays fits where it goes, unless one is set there", () => {
    const season = usual()
    season.plan(
      "2026-06-11",
      {
        ...season.distribution(june).plan,
        startsAt: "2026-06-11T16:00:00.000Z",
        endsAt: "2026-06-11T18:00:00.000Z",
        orders: { opensAt: "2026-06-09T00:00:00.000Z", closesAt: "2026-06-11T10:00:00.000Z" },
      },
      [],
    )
    answerOf(season.contract({ delays: { opensDays: null, closesHours: 72 } }))
    expect(codeOf(season.shift(first, "2026-06-11"))).toBe("DistributionDatesInvalid")
    const window = { opensAt: "2026-06-09T00:00:00.000Z", closesAt: "2026-06-10T00:00:00.000Z" }
    const there = season.distribution("2026-06-11")
    season.must(joinDistribution(season.around(there.plan), there, { catalog: "box", window }))
    answerOf(season.shift(first, "2026-06-11"))
    expect(deliveryOf(season.calendar("box"), first)).toMatchObject({ window, origin: "own" })
  })

  it("CALENDAR-5 (D20): what is done is what was previewed, or it is refused", () => {
    const season = usual()
    const token = answerOf(season.shift(first, june)).token
    const again = usual()
    answerOf(again.subscribe("camille"))
    expect(refusalOf(again.shift(first, june, { token }))).toEqual({ _tag: "PreviewOutdated", token })
    const same = usual()
    expect(codeOf(same.shift(first, third, { token }))).toBe("PreviewOutdated")
    expect(codeOf(same.shift(first, june, { token }))).toBe("done")
    expect(same.journal.at(-1)!.guards).toEqual(
      expect.arrayContaining(["subscription:seb", "subscription:francois", "catalog:box", `distribution:${june}`]),
    )
  })
})

describe("cancelling a delivery", () => {
  it("CALENDAR-6 (D19, X12): it is charged to nobody, its goods go back, and no turn changes", () => {
    const season = usual()
    const { token } = answerOf(season.cancelled(second))
    expect([season.total(), season.debt("seb"), season.debt("julie", "seb"), season.takenAt(second)]).toEqual([
      3900, -1950, -1950, 0,
    ])
    expect(season.subscription().deliveries.map(({ turn }) => turn)).toEqual(["holder", "holder", "partner"])
    expect(season.distribution(second).participations).toEqual([])
    const other = usual()
    expect(codeOf(other.cancelled(first, { token }))).toBe("PreviewOutdated")
    expect(codeOf(other.cancelled(second, { token }))).toBe("done")
    expect(codeOf(other.cancelled(second))).toBe("DeliveryUnknown")
    other.now = afterFirst
    expect(codeOf(other.cancelled(first))).toBe("DeliveryClosed")
  })

  it("CALENDAR-6, SUB-8: a basket that was moved there goes back first", () => {
    const season = usual({ contract: { absences: twoAbsences } })
    answerOf(season.move(second, fourth))
    answerOf(season.cancelled(fourth))
    expect(season.subscription().deliveries.map(({ id, lines }) => [id, lines.length])).toEqual([
      [first, 1],
      [second, 1],
      [third, 1],
    ])
  })

  it("SUB-4, CALENDAR-6: of a stock that is one number, what the ones before take is taken", () => {
    const products = [aProduct("box", { terms: each(1300), stock: { policy: "global", quantity: 8 } })]
    const season = usual({ products })
    expect(season.takenAt(first)).toBe(8)
    answerOf(season.cancelled(first))
    expect(season.takenAt(first)).toBe(6)
    season.deliver("2026-06-11")
    expect(codeOf(season.extend("2026-06-11"))).toBe("done")
    season.deliver("2026-06-18")
    expect(refusalOf(season.extend("2026-06-18"))).toMatchObject({ _tag: "SeasonStockShort" })
    const half = usual({ products: [aProduct("box", { terms: each(1300), stock: { policy: "global", quantity: 9 } })] })
    half.deliver("2026-06-11")
    expect(refusalOf(half.extend("2026-06-11"))).toMatchObject({
      deliveries: [{ delivery: "2026-06-11", left: { pieces: 0 } }],
    })
    expect(codeOf(half.extend("2026-06-11", { stockOverride: "told" }))).toBe("done")
  })
})

describe("a delivery that is added", () => {
  it("CALENDAR-7 (D19): is for new subscribers, unless it is extended to all whose days hold it", () => {
    const season = usual()
    answerOf(season.period(first, second, { entry: "coordinator" }, true, "francois"))
    season.deliver("2026-06-11")
    expect([season.total(), answerOf(season.subscribe("camille")).deliveries.length]).toEqual([5200, 5])
    const { token, subscriptions } = answerOf(season.extend("2026-06-11"))
    expect(subscriptions).toEqual([
      {
        subscription: "seb",
        members: ["seb", "julie"],
        collector: "seb",
        deliveriesBefore: 4,
        deliveriesAfter: 5,
        totalBefore: 5200,
        totalAfter: 6500,
      },
    ])
    expect([season.total(), season.total("francois"), season.debt("julie", "seb")]).toEqual([6500, 2600, -3250])
    expect(codeOf(season.extend("2026-06-11", { token }))).toBe("PreviewOutdated")
    expect(answerOf(season.extend("2026-06-11")).subscriptions).toEqual([])
  })

  it("CALENDAR-7: is not for a subscription that was stopped, even where its last days hold it", () => {
    const season = usual()
    answerOf(season.period(first, "2026-06-30", { entry: "coordinator" }, true))
    season.deliver("2026-06-11")
    const { subscriptions } = answerOf(season.extend("2026-06-11"))
    expect(subscriptions.map(({ subscription }) => subscription)).toEqual(["francois"])
  })

  it("CALENDAR-7: in a variable contract nothing is said of it yet", () => {
    const season = new Season("variable")
    answerOf(season.subscribe("seb", { order: shares({ box: 2 }) }))
    season.deliver(june)
    const impact = answerOf(season.extend(june))
    expect(impact.subscriptions.map(({ totalBefore, totalAfter }) => [totalBefore, totalAfter])).toEqual([
      [4 * 2600, 5 * 2600],
    ])
    expect([season.own(june).answer, season.total(), season.sheet().expected]).toEqual(["none", 0, 5 * 2600])
  })
})

describe("the amounts of a variable contract", () => {
  it("CALENDAR-5 (D20, D22): count the default order wherever there is no answer, and what was said elsewhere", () => {
    const season = new Season("variable")
    answerOf(season.subscribe("seb", { order: shares({ box: 2 }) }))
    answerOf(season.order(second, { box: 1, onions: 3 }))
    answerOf(season.order(third, {}))
    season.deliver(june, [])
    const totals = (impact: ReturnType<Season["shift"]>) =>
      answerOf(impact).subscriptions.map(({ totalBefore, totalAfter }) => [totalBefore, totalAfter])
    const expected = season.sheet().expected
    expect([expected, season.total()]).toEqual([2600 + 1900 + 0 + 2600, 1900])
    expect(totals(season.shift(first, june))).toEqual([[expected, expected]])
    expect(totals(season.cancelled(third))).toEqual([[expected, expected]])
    expect(totals(season.cancelled(first))).toEqual([[expected, expected - 2600]])
    expect(season.sheet().expected).toBe(expected - 2600)
  })

  it("CALENDAR-5, SUB-10: are those of the product's present price, which the default order would be agreed on", () => {
    const season = new Season("variable")
    answerOf(season.subscribe("seb", { order: shares({ box: 1 }) }))
    answerOf(season.save("box", aProduct("box", { terms: each(1500) })))
    const { subscriptions } = answerOf(season.cancelled(first))
    expect([subscriptions[0]?.totalAfter, season.sheet().expected]).toEqual([3 * 1500, 3 * 1500])
  })
})

describe("distributions that subscribers count on", () => {
  it("DIST-8 (R4.11): are neither cancelled nor left, and moving them moves the delivery", () => {
    const season = usual()
    expect(subscribedProblem(first, season.calendars, season.subscriptions)).toEqual({
      _tag: "CatalogHasSubscriptions",
      catalog: "box",
      subscriptions: 2,
    })
    expect(subscribedProblem(june, season.calendars, season.subscriptions)).toBeUndefined()
    const event = season.distribution(first)
    const plan = { ...event.plan, startsAt: "2026-05-08T16:00:00.000Z", endsAt: "2026-05-08T18:00:00.000Z" }
    season.must(changeDistribution(season.around(plan), event, plan, null))
    const moved = deliveryOf(season.calendar("box"), first)
    expect([moved?.startsAt, moved?.window.closesAt]).toEqual([plan.startsAt, "2026-05-05T16:00:00.000Z"])
  })

  it("CALENDAR-1, CALENDAR-3: a closing that is past stays when the hour moves", () => {
    const season = usual()
    season.now = afterFirst
    const event = season.distribution(first)
    const plan = { ...event.plan, startsAt: "2026-05-07T17:00:00.000Z" }
    season.must(changeDistribution(season.around(plan), event, plan, null))
    expect(deliveryOf(season.calendar("box"), first)).toMatchObject({
      startsAt: plan.startsAt,
      window: { closesAt: afterFirst },
    })
  })

  it("CALENDAR-1: leaving and cancelling cancel the delivery in the calendar, joining plans one", () => {
    const season = new Season()
    season.must(withdrawCatalog(season.distribution(first), "box", [], season.calendars))
    season.must(cancelDistribution(season.group, season.distribution(second), [], null, season.calendars))
    expect(days(season).map(([id]) => id)).toEqual([third, fourth])
    const event = season.distribution(first)
    season.must(joinDistribution(season.around(event.plan), event, { catalog: "box", window: null }))
    expect(days(season).map(([id]) => id)).toEqual([first, third, fourth])
  })
})
