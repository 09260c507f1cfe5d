import { describe, expect, it } from "vitest"
import { aPolicy } from "../../test/absences.ts"
import { codeOf, may, Season, shares, twoAbsences } from "../../test/season.ts"
import type { Acting, Told } from "../../test/season.ts"
import { answerOf, aProduct, each, refusalOf } from "../../test/village.ts"
import type { Outcome } from "../../test/village.ts"
import { deliveryOf, plannedDeliveries } from "../calendar/index.ts"
import type { DistributionPlan } from "../distribution/index.ts"
import type { DistributionImpact } from "./index.ts"
import { cancelWithDeliveries, moveDistribution, shiftDelivery, subscribe, windowAlong } from "./index.ts"

const [first, second, third, fourth] = may
const partner = { member: "julie", share: 5000 }

/** Boxes for Seb with Julie and for François, cheese each time for François, and the shop’s bread. */
const usual = (told: Told = {}): Season => {
  const season = new Season("constant", told)
  season.openContract("cheese", "variable")
  answerOf(season.save("cheese", aProduct("tomme", { terms: each(600) })))
  season.open("bread", [aProduct("loaf", { terms: each(400) })])
  answerOf(season.subscribe("seb", { partner }))
  answerOf(season.subscribe("francois"))
  return season
}

/** François chooses cheese each time, two tommes unless he says otherwise. */
const tommes = (season: Season): void => {
  const context = { ...season.season({}, "cheese"), holder: season.member("francois"), partner: null, existing: null }
  const order = shares({ tomme: 2 })
  const wanted = { id: "tommes", member: "francois", partner: null, firstTurn: "holder", order, orders: [] } as const
  season.must(subscribe(context, { ...wanted, startsOn: null, endsOn: null, absences: null }))
}

const around = (season: Season, catalogs: ReadonlyArray<string>, distribution: string, acting: Acting = {}) => ({
  seasons: catalogs
    .filter((catalog) => season.catalog(catalog).contract !== null)
    .map((catalog) => season.season({ entry: "coordinator" }, catalog)),
  calendars: season.calendars,
  baskets: season.baskets.filter((basket) => basket.distribution === distribution),
  token: acting.token ?? null,
})

const catalogsAt = (season: Season, distribution: string) =>
  season.distribution(distribution).participations.map(({ catalog }) => catalog)

const move = (
  season: Season,
  distribution: string,
  change: Partial<DistributionPlan>,
  acting: Acting = {},
): Outcome<DistributionImpact> => {
  const event = season.distribution(distribution)
  const plan = { ...event.plan, ...change }
  const seen = around(season, catalogsAt(season, distribution), distribution, acting)
  return season.do(moveDistribution(season.around(plan), event, plan, null, seen))
}

const cancel = (season: Season, distribution: string, acting: Acting = {}): Outcome<DistributionImpact> => {
  const seen = around(season, catalogsAt(season, distribution), distribution, acting)
  return season.do(cancelWithDeliveries(season.group, season.distribution(distribution), null, seen))
}

const friday = { startsAt: "2026-05-08T16:00:00.000Z", endsAt: "2026-05-08T18:00:00.000Z" }
const june = "2026-06-04"

describe("moving a whole distribution", () => {
  it("CALENDAR-8, ABS-10: absences that stand in are then at the last dates", () => {
    const policy = aPolicy({ quota: { kind: "fixed", maximum: 2 }, placement: "last-provisional" })
    const season = new Season("constant", { contract: { absences: policy } })
    answerOf(season.subscribe())
    const standing = () =>
      season.subscription().deliveries.flatMap(({ id, absence }) => (absence?.provisional === true ? [id] : []))
    expect(standing()).toEqual([may[2], may[3]])
    const evening = { startsAt: "2026-06-04T16:00:00.000Z", endsAt: "2026-06-04T18:00:00.000Z" }
    const orders = { opensAt: "2015-01-01T00:00:00.000Z", closesAt: "2026-06-04T10:00:00.000Z" }
    const { deliveries } = answerOf(move(season, may[0], { ...evening, orders }))
    expect(standing()).toEqual([may[0], may[3]])
    expect(deliveries[0]!.subscriptions).toMatchObject([{ totalBefore: 2600, totalAfter: 2600 }])
    expect([season.total(), season.debt("seb")]).toEqual([2600, -2600])
  })

  it("CALENDAR-8 (D20): names deliveries, subscriptions, turns, orders, amounts and messages, and changes no amount", () => {
    const season = usual()
    season.deliver(june, ["box", "cheese", "bread"])
    answerOf(season.extend(june))
    tommes(season)
    answerOf(season.confirm("camille", { "bread/loaf": 3 }, { at: june }))
    const before = structuredClone(season.subscriptions)
    const friday5 = { startsAt: "2026-06-05T16:00:00.000Z", endsAt: "2026-06-05T18:00:00.000Z" }
    const impact = answerOf(move(season, june, friday5))
    expect([impact.before.startsAt, impact.after?.startsAt]).toEqual(["2026-06-04T16:00:00.000Z", friday5.startsAt])
    expect(
      impact.deliveries.map(({ catalog, delivery, subscriptions }) => [
        catalog,
        delivery,
        subscriptions.map((one) => [one.members, one.collector, one.totalBefore, one.totalAfter]),
      ]),
    ).toEqual([
      [
        "box",
        june,
        [
          [["seb", "julie"], "seb", 6500, 6500],
          [["francois"], "francois", 6500, 6500],
        ],
      ],
      ["cheese", june, [[["francois"], "francois", 1200, 1200]]],
    ])
    expect(impact.orders).toEqual([{ member: "camille", amount: 1200 }])
    expect(impact.messages).toBe(4)
    expect(season.subscriptions).toEqual(before)
    expect(deliveryOf(season.calendar("box"), june)?.startsAt).toBe(friday5.startsAt)
    expect(deliveryOf(season.calendar("cheese"), june)?.startsAt).toBe(friday5.startsAt)
  })

  it("CALENDAR-8 (D20): what is done is what was previewed, or it is refused", () => {
    const { token } = answerOf(move(usual(), first, friday))
    const later = usual()
    answerOf(later.subscribe("camille"))
    expect(refusalOf(move(later, first, friday, { token }))).toEqual({ _tag: "PreviewOutdated", token })
    expect(codeOf(move(usual(), first, { ...friday, endsAt: "2026-05-08T19:00:00.000Z" }, { token }))).toBe(
      "PreviewOutdated",
    )
    const orders = { opensAt: "2026-04-01T00:00:00.000Z", closesAt: "2026-05-07T10:00:00.000Z" }
    expect(codeOf(move(usual(), first, { ...friday, orders }, { token }))).toBe("PreviewOutdated")
    const same = usual()
    expect(codeOf(move(same, first, friday, { token }))).toBe("done")
    expect(same.journal.at(-1)!.guards).toEqual(expect.arrayContaining(["subscription:seb", "subscription:francois"]))
  })

  it("CALENDAR-8, DIST-3: what does not fit is refused as ever", () => {
    const season = usual({ settings: { endsOn: "2026-05-31" } })
    expect(
      codeOf(move(season, fourth, { startsAt: "2026-06-01T16:00:00.000Z", endsAt: "2026-06-01T18:00:00.000Z" })),
    ).toBe("DistributionOutsideCatalog")
  })

  it("CALENDAR-8 (D7): an order window that is not told goes along by as many days, at the same hours", () => {
    const plan: DistributionPlan = {
      place: "hall",
      startsAt: "2026-03-26T17:00:00.000Z",
      endsAt: "2026-03-26T19:00:00.000Z",
      orders: { opensAt: "2026-03-20T07:00:00.000Z", closesAt: "2026-03-25T11:00:00.000Z" },
      note: "",
    }
    expect(windowAlong(plan, "2026-04-02T16:30:00.000Z", "Europe/Paris")).toEqual({
      opensAt: "2026-03-27T07:00:00.000Z",
      closesAt: "2026-04-01T10:00:00.000Z",
    })
    expect(windowAlong(plan, "2026-03-26T18:30:00.000Z", "Europe/Paris")).toEqual(plan.orders)
  })
})

describe("cancelling a whole distribution", () => {
  it("CALENDAR-8, CALENDAR-6 (D19): takes the deliveries away from all who expect them, and says so first", () => {
    const season = usual()
    const impact = answerOf(cancel(season, second))
    expect([impact.after, impact.messages]).toEqual([null, 3])
    expect(
      impact.deliveries.map(({ subscriptions }) => subscriptions.map((one) => [one.totalBefore, one.totalAfter])),
    ).toEqual([
      [
        [5200, 3900],
        [5200, 3900],
      ],
    ])
    expect([season.total(), season.debt("julie", "seb"), season.takenAt(second)]).toEqual([3900, -1950, 0])
    expect(season.subscription().deliveries.map(({ turn }) => turn)).toEqual(["holder", "holder", "partner"])
    expect(plannedDeliveries(season.calendar("box")).map(({ id }) => id)).toEqual([first, third, fourth])
    expect(season.distribution(second).status).toBe("cancelled")
  })

  it("CALENDAR-8, CALENDAR-2: takes both deliveries of a day, and a basket that was moved there goes back", () => {
    const season = usual({ contract: { absences: twoAbsences } })
    answerOf(season.do(shiftDelivery(season.season({ entry: "coordinator" }), first, season.distribution(second))))
    answerOf(season.move(third, second))
    const impact = answerOf(cancel(season, second))
    expect(impact.deliveries.map(({ delivery }) => delivery).toSorted()).toEqual([first, second])
    expect(season.subscription().deliveries.map(({ id, lines }) => [id, lines.length])).toEqual([
      [third, 1],
      [fourth, 1],
    ])
    expect(impact.deliveries[0]?.subscriptions[0]).toMatchObject({ deliveriesBefore: 4, deliveriesAfter: 2 })
  })

  it("CALENDAR-8, DIST-4: not while the shop holds an order, nor when a delivery that somebody expects is closed", () => {
    const season = usual()
    season.deliver(june, ["box", "bread"])
    answerOf(season.confirm("camille", { "bread/loaf": 1 }, { at: june }))
    expect(codeOf(cancel(season, june))).toBe("DistributionHasOrders")
    season.now = "2026-05-04T16:00:00.000Z"
    expect(refusalOf(cancel(season, first))).toMatchObject({ _tag: "DeliveryClosed", delivery: first })
  })

  it("CALENDAR-8 (D20): what is done is what was previewed, or it is refused", () => {
    const { token } = answerOf(cancel(usual(), first))
    const later = usual()
    answerOf(later.reorder({ box: 2 }, {}, "francois"))
    expect(codeOf(cancel(later, first, { token }))).toBe("PreviewOutdated")
    expect(codeOf(cancel(usual(), second, { token }))).toBe("PreviewOutdated")
    expect(codeOf(cancel(usual(), first, { token }))).toBe("done")
  })

  it("CALENDAR-8: catalogs of the shop leave it too", () => {
    const season = usual()
    season.deliver(june, ["bread"])
    expect(answerOf(cancel(season, june)).deliveries).toEqual([])
    expect(plannedDeliveries(season.calendar("bread"))).toEqual([])
  })
})
