import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import { aPolicy } from "../../test/absences.ts"
import { aContract, codeOf, may, Season, twoAbsences } from "../../test/season.ts"
import { answerOf, aProducer, aProduct, refusalOf, wholeYear } from "../../test/village.ts"
import { deliveryOf, plannedDeliveries } from "../calendar/index.ts"
import type { ContractTerms } from "../catalog/index.ts"
import { deleteCatalog, joinDistribution, keyOf, openContract } from "./index.ts"

const [first, second, third, fourth] = may
const opened = (kind: "constant" | "variable", contract: Partial<ContractTerms>, settings = {}) => ({
  kind,
  settings: { ...wholeYear, ...settings },
  contract: { ...aContract, ...contract },
})

const closing = (season: Season, delivery: string) => deliveryOf(season.calendar("box"), delivery)?.window.closesAt

describe("opening a contract", () => {
  it.each([
    ["constant", { delays: { opensDays: null, closesHours: null } }, "closing-delay-missing"],
    ["variable", { delays: { opensDays: null, closesHours: null } }, "done"],
    ["constant", { minimums: { perDelivery: 100, overPeriod: null, checked: "at-each-save" } }, "minimums-on-constant"],
    ["constant", { minimums: { perDelivery: null, overPeriod: 1, checked: "at-each-save" } }, "minimums-on-constant"],
    ["variable", { minimums: { perDelivery: 100, overPeriod: 1, checked: "at-each-save" } }, "done"],
    ["variable", { firstDelivery: "2025-12-31" }, "first-delivery-outside"],
    ["variable", { firstDelivery: "2027-01-01" }, "first-delivery-outside"],
    ["variable", { firstDelivery: "2026-01-01" }, "done"],
    ["variable", { firstDelivery: "2026-12-31" }, "done"],
    ["variable", { absences: aPolicy({ window: { from: "2026-02-01", to: "2026-01-01" } }) }, "window-order"],
    ["variable", { absences: aPolicy({ window: { from: "2025-02-01", to: "2026-01-01" } }) }, "window-outside-period"],
    ["variable", { absences: twoAbsences }, "done"],
  ] as const)("CONTRACT-1: a %s one with %j: %s", (kind, contract, says) => {
    const refusal = refusalOf(openContract(null, "c", opened(kind, contract), aProducer("farm"), null, "none") as never)
    expect(refusal !== undefined && "problem" in refusal ? refusal.problem : (refusal?._tag ?? "done")).toBe(says)
  })

  it("CONTRACT-1 (CAT13): and when it is changed, against the deliveries there are", () => {
    const season = new Season()
    const four = aPolicy({ quota: { kind: "fixed", maximum: 4 } })
    expect(refusalOf(season.contract({ absences: four }))).toEqual({
      _tag: "AbsencePolicyInvalid",
      problem: "maximum-takes-all-dates",
      maximum: 4,
      dates: 4,
    })
    expect(codeOf(season.contract({ delays: { opensDays: 3, closesHours: null } }))).toBe("ContractTermsInvalid")
    expect(codeOf(season.contract({ absences: twoAbsences }))).toBe("done")
    expect(season.catalog("box").contract?.absences).toEqual(twoAbsences)
  })

  it("CONTRACT-1: under a new name, of a producer that is there, with dates in order", () => {
    const season = new Season()
    const of = opened("variable", {})
    const opening = (...[existing, id, contract, producer]: Parameters<typeof openContract>) =>
      season.do(openContract(existing, id, contract, producer, null, "none"))
    expect(codeOf(opening(season.catalog("box"), "box", of, aProducer("farm"), null, "none"))).toBe("AlreadyExists")
    expect(codeOf(opening(null, "c", of, null, null, "none"))).toBe("ProducerUnknown")
    const backwards = opened("variable", {}, { startsOn: "2027-01-01" })
    expect(codeOf(opening(null, "c", backwards, aProducer("farm"), null, "none"))).toBe("CatalogDatesInvalid")
    expect(codeOf(season.contract({}, { endsOn: "2025-01-01" }))).toBe("CatalogDatesInvalid")
  })

  it.each([
    ["all", ["box", "leeks"]],
    ["active", ["box"]],
    ["none", []],
  ] as const)(
    "CONTRACT-2 (CAT19): of the season before, %s products come along, without their stock",
    (copied, says) => {
      const stock = { policy: "global", quantity: 3 } as const
      const season = new Season("constant", {
        products: [aProduct("box", { stock }), aProduct("leeks", { active: false })],
      })
      const next = openContract(null, "next", opened("constant", {}), aProducer("farm"), season.catalog("box"), copied)
      expect(Result.getOrThrow(next).guards).toEqual(["producer:farm", "catalog:box"])
      season.must(next)
      const { previous, products } = season.catalog("next")
      expect([previous, Object.keys(products)]).toEqual(["box", says])
      expect(Object.values(products).every((product) => product.stock.policy === "none")).toBe(true)
    },
  )
})

describe("changing a contract", () => {
  const delays = { opensDays: 60, closesHours: 24 }
  const own = { opensAt: "2026-04-01T00:00:00.000Z", closesAt: "2026-05-20T00:00:00.000Z" }

  /** The window of the third delivery was set by a coordinator. */
  const windowed = (): Season => {
    const season = new Season()
    const there = season.distribution(third)
    season.must(joinDistribution(season.around(there.plan), there, { catalog: "box", window: own }))
    return season
  }

  it("CONTRACT-3 (CAT10): windows to come follow the delays, but for closed ones and those a coordinator set", () => {
    const season = windowed()
    season.now = "2026-05-04T16:00:00.000Z"
    const { windows } = answerOf(season.contract({ delays }))
    expect(windows.map(({ delivery, own: set }) => [delivery, set])).toEqual([
      [second, false],
      [fourth, false],
    ])
    expect(may.map((day) => closing(season, day))).toEqual([
      "2026-05-04T16:00:00.000Z",
      "2026-05-13T16:00:00.000Z",
      own.closesAt,
      "2026-05-27T16:00:00.000Z",
    ])
    expect(season.distribution(second).participations).toEqual([
      { catalog: "box", window: windows[0]!.after, byDelays: true },
    ])
  })

  it("CONTRACT-3 (D20): asked to, those too: the preview names them, and its token holds", () => {
    const season = windowed()
    const change = answerOf(season.contract({ delays }, {}, { resetOwn: true }))
    expect(change.windows.filter((one) => one.own).map(({ delivery, before }) => [delivery, before])).toEqual([
      [third, own],
    ])
    expect(closing(season, third)).toBe("2026-05-20T16:00:00.000Z")
    const again = windowed()
    expect(codeOf(again.contract({ delays }, {}, { token: change.token }))).toBe("PreviewOutdated")
    expect(codeOf(again.contract({ delays }, {}, { token: change.token, resetOwn: true }))).toBe("done")
    expect(answerOf(again.contract({ text: "Bonjour" })).windows).toEqual([])
  })

  it("CONTRACT-3: without delays windows are the distributions' own; one that would not fit is refused", () => {
    const season = new Season("variable")
    answerOf(season.contract({ delays: { opensDays: null, closesHours: null } }))
    expect(closing(season, first)).toBe("2026-05-07T10:00:00.000Z")
    expect(season.distribution(first).participations).toEqual([{ catalog: "box", window: null }])
    expect(codeOf(season.contract({ delays: { opensDays: 1, closesHours: 48 } }))).toBe("DistributionDatesInvalid")
  })

  it("CONTRACT-4 (CAT5, D10): no delivery falls outside, and subscriptions are cut to the period", () => {
    const season = new Season()
    answerOf(season.subscribe("seb", { partner: { member: "julie", share: 0 }, startsOn: "2026-02-01" }))
    expect(refusalOf(season.contract({}, { endsOn: "2026-05-27" }))).toMatchObject({
      _tag: "DistributionOutsideCatalog",
      date: fourth,
    })
    expect(codeOf(season.contract({}, { startsOn: "2026-05-08" }))).toBe("DistributionOutsideCatalog")
    const cut = answerOf(season.contract({}, { startsOn: first, endsOn: fourth }))
    expect(cut.subscriptions).toEqual(["seb"])
    const { startsOn, endsOn } = season.subscription()
    expect([startsOn, endsOn, season.total()]).toEqual([first, fourth, 5200])
    const period = { subscription: "seb", startsOn: first, endsOn: fourth }
    expect([season.commitment("seb").periods, season.commitment("julie").periods]).toEqual([[period], [period]])
    expect(answerOf(season.contract({})).subscriptions).toEqual([])
  })

  it.each([
    [{ startsOn: "2026-03-01" }, ["seb"]],
    [{ endsOn: "2026-06-30" }, ["seb", "julie"]],
    [{ startsOn: "2026-02-01", endsOn: "2026-12-31" }, []],
  ])("CONTRACT-4: with %j those of %j are cut", (settings, says) => {
    const season = new Season()
    answerOf(season.subscribe("seb", { startsOn: "2026-02-01" }))
    answerOf(season.subscribe("julie"))
    expect(answerOf(season.contract({}, settings)).subscriptions).toEqual(says)
  })

  it("CONTRACT-1: a shop is none", () => {
    const season = new Season()
    season.states.set(keyOf.catalog("box"), { ...season.catalog("box"), kind: "shop", contract: null })
    expect(codeOf(season.contract({}))).toBe("NotAContract")
  })
})

describe("deleting a catalog", () => {
  const deleting = (season: Season, ordered = false) =>
    season.do(deleteCatalog(season.catalog("box"), season.calendar("box"), ordered, season.subscriptions))

  it("CONTRACT-5 (CAT18): while nothing was ordered from it; it leaves its distributions", () => {
    const season = new Season()
    answerOf(season.subscribe())
    expect(refusalOf(deleting(season))).toEqual({ _tag: "CatalogHasSubscriptions", catalog: "box", subscriptions: 1 })
    answerOf(season.remove())
    expect(refusalOf(deleting(season, true))).toEqual({ _tag: "CatalogHasOrders", catalog: "box" })
    answerOf(deleting(season))
    expect(season.states.get(keyOf.catalog("box"))).toBeNull()
    expect(plannedDeliveries(season.calendar("box"))).toEqual([])
    expect(may.map((day) => season.distribution(day).participations)).toEqual([[], [], [], []])
  })
})
