import { describe, expect, it } from "vitest"
import { codeOf, may, Season, shares, twoAbsences } from "../../test/season.ts"
import type { Told } from "../../test/season.ts"
import { answerOf, aProduct, each, refusalOf } from "../../test/village.ts"
import { walletOf } from "../ledger/index.ts"
import { collectorOf } from "../subscription/index.ts"
import * as Plans from "./index.ts"
import { keyOf } from "./index.ts"

const coordinator = { entry: "coordinator" } as const
const partner = { member: "julie", share: 2500 }
/** The first delivery is closed, the three others are not. */
const afterFirst = "2026-05-04T16:00:00.000Z"

/** Seb subscribes to a box at each delivery. */
const subscribed = (kind: "constant" | "variable" = "constant", told: Told = {}, commit: object = {}): Season => {
  const season = new Season(kind, told)
  answerOf(season.subscribe("seb", commit))
  return season
}

const quantities = (season: Season, id = "seb") =>
  season.subscription(id).deliveries.map(({ lines }) => lines.map(({ quantity }) => Object.values(quantity)[0]))

describe("choosing for single deliveries", () => {
  it("SUB-3, SUB-14 (D8): until the closing, that instant excluded, whoever asks", () => {
    const season = subscribed("variable")
    season.now = "2026-05-04T15:59:59.999Z"
    expect(codeOf(season.order("2026-05-07", { box: 2 }))).toBe("done")
    season.now = afterFirst
    for (const acting of [{}, coordinator]) {
      expect(refusalOf(season.order("2026-05-07", { box: 3 }, acting))).toEqual({
        _tag: "DeliveryClosed",
        delivery: "2026-05-07",
        closesAt: afterFirst,
      })
    }
    expect(season.total()).toBe(2600)
  })

  it("SUB-3: before the opening for coordinators only; only what is covered and not absent", () => {
    const season = subscribed("variable", {
      contract: { delays: { opensDays: 10, closesHours: 72 }, absences: twoAbsences },
    })
    expect(refusalOf(season.order("2026-05-07", { box: 2 }))).toEqual({
      _tag: "DeliveryNotOpen",
      delivery: "2026-05-07",
      opensAt: "2026-04-27T16:00:00.000Z",
    })
    expect(codeOf(season.order("2026-05-07", { box: 2 }, coordinator))).toBe("done")
    season.now = "2026-04-27T16:00:00.000Z"
    expect(codeOf(season.order("2026-05-07", { box: 3 }))).toBe("done")
    expect(codeOf(season.order("2026-06-04", { box: 2 }, coordinator))).toBe("DeliveryNotCovered")
    answerOf(season.absent(["2026-05-14"]))
    expect(codeOf(season.order("2026-05-14", { box: 2 }, coordinator))).toBe("DeliveryAbsent")
  })

  it("SUB-3: that it is closed is said before what else is wrong with the order", () => {
    const minimums = { perDelivery: 1300, overPeriod: null, checked: "at-each-save" } as const
    const season = subscribed("variable", { contract: { minimums } })
    season.now = afterFirst
    expect(codeOf(season.order("2026-05-07", { onions: 1 }))).toBe("DeliveryClosed")
  })

  it("SUB-3: in a constant contract only a coordinator changes one", () => {
    const season = subscribed()
    expect(codeOf(season.order("2026-05-14", { box: 2 }))).toBe("ConstantOrder")
    answerOf(season.order("2026-05-14", { box: 2 }, coordinator))
    expect(quantities(season)).toEqual([[1], [2], [1], [1]])
  })

  it("SUB-4, SUB-2: what more there is too little of is refused, less goes back", () => {
    const season = subscribed("variable", {
      products: [aProduct("box", { terms: each(1300), stock: { policy: "per-distribution", quantity: 3 } })],
    })
    answerOf(season.order("2026-05-14", { box: 3 }))
    expect(refusalOf(season.order("2026-05-14", { box: 4 }))).toMatchObject({
      deliveries: [{ delivery: "2026-05-14", left: { pieces: 0 } }],
    })
    answerOf(season.order("2026-05-14", { box: 1 }))
    expect([season.takenAt("2026-05-14"), season.debt("seb")]).toEqual([1, -1300])
  })

  it("SUB-1 (D4): what is ordered again is on the terms of today, what was not stays on its own", () => {
    const season = subscribed("variable")
    answerOf(season.order("2026-05-07", { box: 1 }))
    answerOf(season.change("box", "box", { terms: each(1500) }))
    expect(season.total()).toBe(1300)
    answerOf(season.order("2026-05-14", { box: 1 }))
    expect([season.total(), season.subscription().offers.map(({ terms }) => terms.price)]).toEqual([2800, [1300, 1500]])
  })

  it("SUB-1: declining a product that is off sale is possible, ordering it is not", () => {
    const season = subscribed("variable")
    answerOf(season.change("box", "onions", { active: false }))
    expect(codeOf(season.order("2026-05-07", { box: 1, onions: 1 }))).toBe("ProductInactive")
    expect(codeOf(season.order("2026-05-07", { box: 1, onions: 0 }))).toBe("done")
  })

  it("SUB-10, SUB-11 (D22): nothing below the minimum of a delivery, declining included, nor of the period", () => {
    const contract = { minimums: { perDelivery: 1300, overPeriod: 5200, checked: "at-each-save" } } as const
    const season = subscribed("variable", { contract })
    expect(codeOf(season.order("2026-05-07", {}))).toBe("MinimumNotReached")
    expect(codeOf(season.order("2026-05-07", { onions: 6 }))).toBe("MinimumNotReached")
    expect(codeOf(season.order("2026-05-07", {}, coordinator))).toBe("done")
    expect(refusalOf(season.order("2026-05-14", { box: 1 }))).toEqual({
      _tag: "PeriodMinimumNotReached",
      minimum: 5200,
      total: 3900,
    })
    expect(codeOf(season.order("2026-05-14", { box: 2 }))).toBe("done")
  })

  it("SUB-11 (S7.4): or only once a single delivery is left open, absences apart", () => {
    const minimums = { perDelivery: null, overPeriod: 5200, checked: "at-last-delivery" } as const
    const season = subscribed("variable", { contract: { minimums, absences: twoAbsences } }, { order: [] })
    answerOf(season.order("2026-05-07", { box: 1 }))
    answerOf(season.absent(["2026-05-28"]))
    season.now = "2026-05-11T15:59:59.999Z"
    expect(codeOf(season.order("2026-05-14", { box: 1 }))).toBe("done")
    season.now = "2026-05-11T16:00:00.000Z"
    expect(refusalOf(season.order("2026-05-21", { onions: 1 }))).toEqual({
      _tag: "PeriodMinimumNotReached",
      minimum: 3900,
      total: 2800,
    })
    expect(codeOf(season.order("2026-05-21", { box: 1 }))).toBe("done")
  })
})

describe("changing the order", () => {
  it("SUB-12 (D17, S3.2): a constant order comes at each delivery that is not closed; later only by a coordinator", () => {
    const season = subscribed()
    answerOf(season.reorder({ box: 2, onions: 0 }))
    season.now = afterFirst
    expect(refusalOf(season.reorder({ box: 3 }))).toEqual({
      _tag: "PastOrders",
      subscription: "seb",
      deliveries: ["2026-05-07"],
    })
    answerOf(season.reorder({ box: 3 }, coordinator))
    expect(quantities(season)).toEqual([[2], [3], [3], [3]])
    expect(season.subscription().order).toEqual(shares({ box: 3 }))
    expect(codeOf(season.reorder({}))).toBe("PastOrders")
  })

  it("SUB-7: a constant order that becomes empty", () => {
    const season = subscribed()
    expect(codeOf(season.reorder({}))).toBe("OrderEmpty")
    answerOf(season.reorder({}, coordinator))
    expect([season.total(), season.takenAt("2026-05-07")]).toEqual([0, 0])
  })

  it("SUB-8, SUB-12: absences stay, and baskets that were moved are the new ones", () => {
    const season = subscribed("constant", { contract: { absences: twoAbsences } })
    answerOf(season.absent(["2026-05-07"]))
    answerOf(season.move("2026-05-14", "2026-05-28"))
    answerOf(season.reorder({ box: 2 }))
    expect(quantities(season)).toEqual([[], [], [2], [4]])
    answerOf(season.present(["2026-05-07", "2026-05-14"]))
    expect(quantities(season)).toEqual([[2], [2], [2], [2]])
  })

  it("SUB-10 (S5.1): a default order leaves alone what was chosen, and reaches the minimum", () => {
    const contract = { minimums: { perDelivery: 1300, overPeriod: null, checked: "at-each-save" } } as const
    const season = subscribed("variable", { contract })
    answerOf(season.order("2026-05-14", { box: 3 }))
    expect(codeOf(season.reorder({ onions: 1 }))).toBe("DefaultOrderTooSmall")
    answerOf(season.reorder({ box: 2 }))
    expect(season.sheet().deliveries.map(({ amount }) => amount)).toEqual([2600, 3900, 2600, 2600])
    expect(season.total()).toBe(3900)
  })

  it("SUB-11: a default order that leaves too little over the period", () => {
    const minimums = { perDelivery: null, overPeriod: 5200, checked: "at-each-save" } as const
    const season = subscribed("variable", { contract: { minimums } })
    expect(codeOf(season.reorder({ onions: 6 }))).toBe("PeriodMinimumNotReached")
    answerOf(season.order("2026-05-07", { box: 3 }))
    expect(codeOf(season.reorder({ onions: 6 }))).toBe("done")
  })

  it("SUB-4: a default order is looked at where deliveries are open, closed ones aside", () => {
    const season = subscribed(
      "variable",
      { products: [aProduct("box", { terms: each(1300), stock: { policy: "per-distribution", quantity: 2 } })] },
      { order: [] },
    )
    season.now = afterFirst
    answerOf(season.close("2026-05-07"))
    answerOf(season.subscribe("julie", { orders: [{ delivery: "2026-05-28", shares: shares({ box: 1 }) }] }))
    expect(refusalOf(season.reorder({ box: 2 }))).toMatchObject({
      _tag: "SeasonStockShort",
      deliveries: [{ delivery: "2026-05-28", left: { pieces: 1 } }],
    })
    expect(codeOf(season.reorder({ box: 1 }))).toBe("done")
  })
})

describe("the days of a subscription", () => {
  it("SUB-9, SUB-12 (GC-10.11, GC-10.12): an earlier end drops what comes later, and what it took goes back", () => {
    const season = subscribed()
    answerOf(season.period("2026-05-07", "2026-05-20"))
    expect([season.total(), season.debt("seb")]).toEqual([2600, -2600])
    expect([season.takenAt("2026-05-14"), season.takenAt("2026-05-21")]).toEqual([1, 0])
    expect(season.commitment("seb").periods[0]?.endsOn).toBe("2026-05-20")
    answerOf(season.period("2026-05-07", "2026-05-28"))
    expect(season.total()).toBe(5200)
  })

  it("SUB-12 (GC-10.10): what is closed stays, and stays inside", () => {
    const season = subscribed()
    season.now = afterFirst
    expect(codeOf(season.period("2026-05-07", "2026-05-20"))).toBe("PastOrders")
    expect(refusalOf(season.period("2026-05-08", "2026-05-20", coordinator))).toEqual({
      _tag: "PastOrders",
      subscription: "seb",
      deliveries: ["2026-05-07"],
    })
    answerOf(season.period("2026-05-07", "2026-05-20", coordinator, true))
    expect([season.total(), season.subscription().status]).toEqual([2600, "stopped"])
  })

  it("SUB-9 (GC-10.9): a member does not begin earlier, before deliveries that are closed", () => {
    const season = new Season()
    season.now = afterFirst
    answerOf(season.subscribe())
    expect(refusalOf(season.period("2026-05-01", "2026-05-28"))).toEqual({
      _tag: "StartsTooEarly",
      startsOn: "2026-05-01",
      earliest: "2026-05-14",
    })
    answerOf(season.period("2026-05-08", "2026-05-28"))
    answerOf(season.period("2026-05-01", "2026-05-28", coordinator))
    expect(season.subscription().deliveries.map(({ id }) => id)).toEqual(may.slice(1))
  })

  it.each([
    ["2026-05-20", "2026-05-19", "SubscriptionDatesInvalid"],
    ["2026-05-07", "2027-01-01", "OutsideCatalog"],
    ["2026-05-07", "2026-05-27", "OverlappingSubscription"],
    ["2026-05-07", "2026-05-20", "done"],
  ])("SUB-9: from %s to %s: %s", (startsOn, endsOn, says) => {
    const season = subscribed("constant", {}, { endsOn: "2026-05-14" })
    answerOf(season.subscribe("seb", { id: "later", startsOn: "2026-05-21" }))
    expect(codeOf(season.period(startsOn, endsOn))).toBe(says)
  })

  it("CALENDAR-2 (D19): a delivery that was put off past the end stays, unless the end is earlier than before", () => {
    const season = subscribed("constant", {}, { endsOn: "2026-05-28" })
    season.deliver("2026-06-04", [])
    answerOf(season.shift("2026-05-28", "2026-06-04"))
    answerOf(season.period("2026-05-07", "2026-05-30"))
    expect(season.total()).toBe(5200)
    answerOf(season.period("2026-05-07", "2026-05-21"))
    expect(season.total()).toBe(3900)
  })

  it("SUB-8: absences moved to or from deliveries that go are withdrawn first", () => {
    const season = subscribed("constant", { contract: { absences: twoAbsences } })
    answerOf(season.move("2026-05-14", "2026-05-28"))
    answerOf(season.period("2026-05-07", "2026-05-21"))
    expect(quantities(season)).toEqual([[1], [1], [1]])
  })

  it("SUB-3, SUB-8: one that is closed stays absent, and what was moved goes with the delivery that goes", () => {
    const season = subscribed("constant", { contract: { absences: twoAbsences } })
    answerOf(season.move("2026-05-07", "2026-05-28"))
    season.now = afterFirst
    answerOf(season.period("2026-05-07", "2026-05-21", coordinator))
    expect(quantities(season)).toEqual([[], [1], [1]])
    expect(season.own("2026-05-07").absence).not.toBeNull()
  })

  it("SUB-5 (D18): deliveries that come later go on in turn", () => {
    const season = subscribed("constant", {}, { partner, endsOn: "2026-05-21" })
    answerOf(season.cancelled("2026-05-14"))
    answerOf(season.period("2026-05-07", "2026-05-28"))
    const turns = season.subscription().deliveries.map(({ id, turn }) => [id, turn])
    expect(turns).toEqual([
      ["2026-05-07", "holder"],
      ["2026-05-21", "holder"],
      ["2026-05-28", "partner"],
    ])
  })

  it("SUB-10: a product that is no longer sold does not take the rest of a constant order with it", () => {
    const season = subscribed("constant", {}, { endsOn: "2026-05-21", order: shares({ box: 1, onions: 2 }) })
    answerOf(season.change("box", "onions", { active: false }))
    answerOf(season.period("2026-05-07", "2026-05-28"))
    expect(quantities(season)).toEqual([[1, 2], [1, 2], [1, 2], [1]])
  })
})

describe("who shares", () => {
  const collectors = (season: Season) =>
    season.subscription().deliveries.map((one) => collectorOf(season.subscription(), one))

  it("SUB-5, SUB-6 (SHR1): a household comes, with its share and its turns, and goes again", () => {
    const season = subscribed()
    answerOf(season.share(partner))
    expect(collectors(season)).toEqual(["seb", "julie", "seb", "julie"])
    expect([season.debt("seb"), season.debt("julie", "seb")]).toEqual([-3900, -1300])
    expect(season.commitment("julie").periods).toHaveLength(1)
    answerOf(season.share({ ...partner, share: 0 }))
    expect(collectors(season)).toEqual(["seb", "julie", "seb", "julie"])
    answerOf(season.share({ member: "francois", share: 10_000 }))
    expect([season.debt("seb"), season.debt("julie", "seb"), season.debt("francois", "seb")]).toEqual([0, 0, -5200])
    answerOf(season.share(null))
    expect(collectors(season)).toEqual(["seb", "seb", "seb", "seb"])
    expect([season.commitment("julie").periods, season.commitment("francois").periods]).toEqual([[], []])
    expect(season.debt("seb")).toBe(-5200)
  })

  it("SUB-12: once deliveries are behind only a coordinator, who changes none of their turns", () => {
    const season = subscribed()
    season.now = afterFirst
    expect(codeOf(season.share(partner))).toBe("PastOrders")
    answerOf(season.share(partner, coordinator))
    expect(collectors(season)).toEqual(["seb", "julie", "seb", "julie"])
  })

  it.each([
    [{ member: "seb", share: 0 }, "PartnerIsHolder"],
    [{ member: "nobody", share: 0 }, "PartnerUnknown"],
    [{ member: "francois", share: 0 }, "OverlappingSubscription"],
    [partner, "done"],
  ])("SUB-9 (D18): sharing with %j: %s", (wanted, says) => {
    const season = subscribed()
    answerOf(season.subscribe("francois"))
    expect(codeOf(season.share(wanted))).toBe(says)
  })

  it("SUB-5: single turns are set or swapped, of what is covered and not closed", () => {
    const season = subscribed("constant", {}, { partner })
    const set = (id: string) => season.adjust((context, one) => Plans.setTurns(context, one, [{ id, turn: "partner" }]))
    expect(codeOf(set("2026-06-04"))).toBe("DeliveryNotCovered")
    answerOf(set("2026-05-21"))
    expect(collectors(season)).toEqual(["seb", "julie", "julie", "julie"])
    answerOf(season.share({ ...partner, share: 0 }))
    expect(collectors(season)).toEqual(["seb", "julie", "julie", "julie"])
    season.now = afterFirst
    expect(codeOf(set("2026-05-07"))).toBe("DeliveryClosed")
  })

  it("SUB-5 (X3): a basket is given to a member or to somebody by name, and who pays stays the same", () => {
    const season = subscribed("constant", { contract: { absences: twoAbsences } })
    expect(codeOf(season.give("2026-06-04", null))).toBe("DeliveryNotCovered")
    expect(codeOf(season.give("2026-05-14", { member: "nobody", name: "" }))).toBe("TakerUnknown")
    answerOf(season.give("2026-05-14", { member: "julie", name: "Julie" }))
    answerOf(season.give("2026-05-21", { member: null, name: "Voisine" }))
    expect(collectors(season)).toEqual(["seb", "julie", "seb", "seb"])
    expect(season.debt("seb")).toBe(-5200)
    answerOf(season.give("2026-05-14", null))
    expect(collectors(season)).toEqual(["seb", "seb", "seb", "seb"])
    answerOf(season.absent(["2026-05-14"]))
    expect(codeOf(season.give("2026-05-14", { member: "julie", name: "Julie" }))).toBe("DeliveryAbsent")
    season.now = afterFirst
    expect(codeOf(season.give("2026-05-07", { member: "julie", name: "Julie" }))).toBe("DeliveryClosed")
  })
})

describe("the end of a subscription", () => {
  it("SUB-13 (GC-10.1, GC-10.3): deleted while nothing came of it and nothing was paid; everything goes back", () => {
    const season = subscribed("constant", {}, { partner })
    expect(refusalOf(season.remove(100))).toEqual({ _tag: "PaymentsRecorded", subscription: "seb", paid: 100 })
    answerOf(season.remove())
    expect([season.debt("seb"), season.debt("julie", "seb"), season.takenAt("2026-05-07")]).toEqual([0, 0, 0])
    expect([season.commitment("seb").periods, season.commitment("julie").periods]).toEqual([[], []])
    expect(season.subscription().status).toBe("deleted")
    answerOf(season.subscribe("seb", { id: "again" }))
    season.now = afterFirst
    expect(refusalOf(season.remove(0, "again"))).toEqual({
      _tag: "PastOrders",
      subscription: "again",
      deliveries: ["2026-05-07"],
    })
    expect(season.own("2026-05-07", "again").lines).toHaveLength(1)
  })

  it("SUB-13: an absence that was given back as credit is history too", () => {
    const absences = { ...twoAbsences, compensation: "credit" } as const
    const season = subscribed("constant", { contract: { absences } })
    answerOf(season.absent(["2026-05-07"]))
    season.now = afterFirst
    answerOf(season.close("2026-05-07"))
    expect(season.balance(walletOf("seb"))).toBe(1300)
    expect(codeOf(season.remove())).toBe("PastOrders")
  })

  it("SUB-15 (S9.4): the rest goes over on its terms; debts and goods add up to the same", () => {
    const season = subscribed("constant", { contract: { absences: twoAbsences } }, { partner })
    answerOf(season.absent(["2026-05-21"]))
    answerOf(season.change("box", "box", { terms: each(9900) }))
    season.now = afterFirst
    const rest = answerOf(season.transfer("francois", "2026-05-14"))
    expect([rest.member, rest.partner, rest.startsOn, rest.endsOn]).toEqual([
      "francois",
      null,
      "2026-05-14",
      "2026-12-31",
    ])
    expect([season.total(), season.total("francois-rest")]).toEqual([1300, 2600])
    expect([season.debt("seb"), season.debt("julie", "seb"), season.debt("francois", "francois-rest")]).toEqual([
      -975, -325, -2600,
    ])
    expect(may.map((day) => season.takenAt(day))).toEqual([1, 1, 0, 1])
    const first = season.subscription()
    expect([first.status, first.endsOn]).toEqual(["stopped", "2026-05-13"])
    answerOf(season.present(["2026-05-21"], {}, "francois-rest"))
    expect(season.total("francois-rest")).toBe(3900)
    expect(season.journal.at(-2)!.guards).toContain("member:francois")
  })

  it("SUB-15 (X3): a basket that was moved goes over moved, and comes back as it was", () => {
    const season = subscribed("constant", { contract: { absences: twoAbsences } })
    answerOf(season.move("2026-05-14", "2026-05-28"))
    answerOf(season.transfer("francois", "2026-05-01"))
    expect(quantities(season, "francois-rest")).toEqual([[1], [], [1], [2]])
    answerOf(season.present(["2026-05-14"], {}, "francois-rest"))
    expect(quantities(season, "francois-rest")).toEqual([[1], [1], [1], [1]])
    expect(season.subscription("francois-rest").startsOn).toBe("2026-05-07")
  })

  it("SUB-15 (X3): a basket that would be parted from its absence goes back first, and comes once", () => {
    for (const [source, target] of [
      ["2026-05-07", "2026-05-28"],
      ["2026-05-28", "2026-05-07"],
    ] as const) {
      const season = subscribed("constant", { contract: { absences: twoAbsences } })
      answerOf(season.move(source, target))
      answerOf(season.transfer("francois", "2026-05-14"))
      expect([quantities(season), quantities(season, "francois-rest")]).toEqual([[[1]], [[1], [1], [1]]])
      expect([season.total(), season.total("francois-rest"), season.debt("francois", "francois-rest")]).toEqual([
        1300, 3900, -3900,
      ])
      expect(may.map((day) => season.takenAt(day))).toEqual([1, 1, 1, 1])
    }
  })

  it("SUB-15 (X3): one whose other delivery is closed stays where it is, and comes no second time", () => {
    const early = subscribed("constant", { contract: { absences: twoAbsences } })
    answerOf(early.move("2026-05-28", "2026-05-07"))
    early.now = afterFirst
    answerOf(early.transfer("francois", "2026-05-14"))
    expect([quantities(early), quantities(early, "francois-rest")]).toEqual([[[2]], [[1], [1], []]])
    answerOf(early.present(["2026-05-28"], {}, "francois-rest"))
    expect(early.total("francois-rest")).toBe(2600)
    const late = subscribed("constant", { contract: { absences: twoAbsences } })
    answerOf(late.move("2026-05-07", "2026-05-28"))
    late.now = afterFirst
    answerOf(late.transfer("francois", "2026-05-14"))
    expect([quantities(late), quantities(late, "francois-rest")]).toEqual([[[]], [[1], [1], [2]]])
    expect([late.total(), late.total("francois-rest")]).toEqual([0, 5200])
  })

  it("SUB-15: what was ordered beyond the stock goes over too: nothing more is taken", () => {
    const products = [aProduct("box", { terms: each(1300), stock: { policy: "per-distribution", quantity: 1 } })]
    const season = new Season("constant", { products })
    answerOf(season.subscribe("seb", { order: shares({ box: 3 }) }, { ...coordinator, stockOverride: "told" }))
    answerOf(season.transfer("francois", "2026-05-14"))
    expect(season.takenAt("2026-05-14")).toBe(3)
  })

  it.each([
    ["nobody", "2026-05-14", "MemberUnknown"],
    ["julie", "2026-05-14", "OverlappingSubscription"],
    ["francois", "2027-05-14", "SubscriptionDatesInvalid"],
    ["francois", "2026-06-01", "CatalogWithoutDeliveries"],
    ["francois", "2026-05-14", "done"],
  ])("SUB-15: to %s from %s: %s", (member, from, says) => {
    const season = subscribed()
    answerOf(season.subscribe("julie"))
    expect(codeOf(season.transfer(member, from))).toBe(says)
  })

  it("SUB-15: not under the name of one that is there", () => {
    const season = subscribed()
    const to = { id: "seb", existing: season.subscription(), member: season.member("francois"), from: "2026-05-14" }
    expect(codeOf(season.adjust((context, one) => Plans.transferSubscription(context, one, to, "francois")))).toBe(
      "AlreadyExists",
    )
    expect(season.states.has(keyOf.subscription("francois-rest"))).toBe(false)
  })
})
