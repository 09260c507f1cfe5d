import { describe, expect, it } from "vitest"
import { codeOf, may, Season, shares } from "../../test/season.ts"
import { answerOf, aProduct, each, people, refusalOf } from "../../test/village.ts"
import type { Minimums, StockSchedule } from "../catalog/index.ts"
import { contractOf, engagedTo, orderedOf } from "../ledger/index.ts"
import type { Share } from "../subscription/index.ts"
import { addMember, keyOf, periodMinimum } from "./index.ts"

const minimums = (told: Partial<Minimums>): Minimums => ({
  perDelivery: null,
  overPeriod: null,
  checked: "at-each-save",
  ...told,
})

const counted = (quantity: number, policy: "global" | "per-distribution" = "per-distribution") => [
  aProduct("box", { terms: each(1300), stock: { policy, quantity } }),
  aProduct("onions", { terms: each(200) }),
]

const partner = { member: "julie", share: 5000 }

describe("subscribing", () => {
  it("SUB-1, SUB-2 (D24): one order at each delivery; goods and debts follow, and the books balance", () => {
    const season = new Season()
    answerOf(season.subscribe("seb", { order: shares({ box: 2, onions: 1 }) }))
    expect(season.total()).toBe(4 * 2800)
    expect(season.balance(contractOf("seb", "seb"))).toBe(-11_200)
    expect(season.balance(engagedTo("box"))).toBe(11_200)
    expect(may.map((day) => season.balance(orderedOf("box", "box", day)))).toEqual([2, 2, 2, 2])
    expect(may.map((day) => season.takenAt(day))).toEqual([2, 2, 2, 2])
  })

  it("SUB-2: a stock that is one number is used up delivery after delivery", () => {
    const season = new Season("constant", { products: counted(10, "global") })
    answerOf(season.subscribe())
    answerOf(season.subscribe("julie"))
    expect(refusalOf(season.subscribe("francois"))).toEqual({
      _tag: "SeasonStockShort",
      deliveries: [
        { delivery: "2026-05-21", product: "box", name: "box", wanted: { pieces: 1 }, left: { pieces: 0 } },
        { delivery: "2026-05-28", product: "box", name: "box", wanted: { pieces: 1 }, left: { pieces: 0 } },
      ],
    })
  })

  it("SUB-9 (GC-10.4): from the next open delivery to the end of the contract, unless said otherwise", () => {
    const season = new Season()
    season.now = "2026-05-04T16:00:00.000Z"
    const { startsOn, endsOn, deliveries } = answerOf(season.subscribe())
    expect([startsOn, endsOn, deliveries.length]).toEqual(["2026-05-14", "2026-12-31", 3])
  })

  it.each([
    [{ startsOn: "2026-05-20", endsOn: "2026-05-19" }, "SubscriptionDatesInvalid"],
    [{ startsOn: "2025-12-31" }, "OutsideCatalog"],
    [{ endsOn: "2027-01-01" }, "OutsideCatalog"],
    [{ startsOn: "2026-01-01", endsOn: "2026-12-31" }, "done"],
    [{ startsOn: "2026-05-20", endsOn: "2026-05-20" }, "CatalogWithoutDeliveries"],
    [{ startsOn: "2026-05-21", endsOn: "2026-05-21" }, "done"],
  ])("SUB-9: with %j: %s", (period, says) => {
    expect(codeOf(new Season().subscribe("seb", period))).toBe(says)
  })

  it("SUB-9: there must be deliveries, one of them open, and the contract is one", () => {
    expect(codeOf(new Season("constant", { days: [] }).subscribe())).toBe("CatalogWithoutDeliveries")
    const over = new Season()
    over.now = "2026-05-25T16:00:00.000Z"
    expect(codeOf(over.subscribe())).toBe("SubscriptionsClosed")
    const shop = new Season()
    shop.states.set(keyOf.catalog("box"), { ...shop.catalog("box"), kind: "shop", contract: null })
    expect(codeOf(shop.subscribe())).toBe("NotAContract")
    const known = new Season()
    expect(codeOf(known.subscribe("nobody"))).toBe("MemberUnknown")
    answerOf(known.subscribe())
    expect(codeOf(known.subscribe())).toBe("AlreadyExists")
  })

  it("SUB-9: a member cannot begin before deliveries that are closed; for a coordinator those are left out", () => {
    const season = new Season()
    season.now = "2026-05-11T16:00:00.000Z"
    expect(refusalOf(season.subscribe("seb", { startsOn: "2026-05-01" }))).toEqual({
      _tag: "StartsTooEarly",
      startsOn: "2026-05-01",
      earliest: "2026-05-21",
    })
    const late = answerOf(season.subscribe("seb", { startsOn: "2026-05-01" }, { entry: "coordinator" }))
    expect(late.deliveries.map(({ id }) => id)).toEqual(["2026-05-21", "2026-05-28"])
  })

  it("SUB-9 (D18): neither household has another subscription in these days; the day after is free", () => {
    const season = new Season()
    answerOf(season.subscribe("seb", { endsOn: "2026-05-14", partner }))
    const again = (member: string, startsOn: string) =>
      codeOf(season.subscribe(member, { id: `${member}-${startsOn}`, startsOn }))
    expect(again("seb", "2026-05-14")).toBe("OverlappingSubscription")
    expect(again("julie", "2026-05-14")).toBe("OverlappingSubscription")
    expect(codeOf(season.subscribe("francois", { partner: { member: "julie", share: 0 } }))).toBe(
      "OverlappingSubscription",
    )
    expect(again("julie", "2026-05-15")).toBe("done")
    expect(season.commitment("seb").periods).toEqual([
      { subscription: "seb", startsOn: "2026-05-07", endsOn: "2026-05-14" },
    ])
  })

  it("SUB-5 (SHR2): households take turns over all the catalog's deliveries, whoever is first", () => {
    const season = new Season()
    const turns = (told: object) =>
      answerOf(season.subscribe("seb", { id: JSON.stringify(told), partner, ...told })).deliveries.map(
        ({ turn }) => turn,
      )
    expect(turns({ endsOn: "2026-05-07" })).toEqual(["holder"])
    expect(turns({ startsOn: "2026-05-08", endsOn: "2026-05-21" })).toEqual(["partner", "holder"])
    expect(turns({ startsOn: "2026-05-28", firstTurn: "partner" })).toEqual(["holder"])
  })

  it.each([
    [{ partner: { member: "seb", share: 0 } }, true, "PartnerIsHolder"],
    [{ partner: { member: "nobody", share: 0 } }, true, "PartnerUnknown"],
    [{ partner }, false, "SharingNotOffered"],
    [{ partner }, true, "done"],
  ])(
    "SUB-5 (GC-10.5, GC-10.6): with %j where sharing is offered: %s, says %s, and leaves nothing behind",
    (told, sharing, says) => {
      const season = new Season("constant", { contract: { sharing } })
      expect(codeOf(season.subscribe("seb", told))).toBe(says)
      expect(season.subscriptions).toHaveLength(says === "done" ? 1 : 0)
    },
  )

  it("SUB-6: each household owes its share", () => {
    const season = new Season()
    answerOf(season.subscribe("seb", { partner: { member: "julie", share: 3333 } }))
    expect([season.debt("seb"), season.debt("julie", "seb")]).toEqual([-3467, -1733])
  })

  it("SUB-7 (S3.3): a constant order holds something, unless a coordinator answers for it", () => {
    const season = new Season()
    expect(codeOf(season.subscribe("seb", { order: [] }))).toBe("OrderEmpty")
    expect(codeOf(season.subscribe("seb", { order: shares({ box: 0 }) }))).toBe("OrderEmpty")
    expect(answerOf(season.subscribe("seb", { order: [] }, { entry: "coordinator" })).order).toEqual([])
  })

  it("SUB-3: single deliveries of a constant order are not chosen", () => {
    const orders = [{ delivery: "2026-05-14", shares: shares({ box: 2 }) }]
    expect(codeOf(new Season().subscribe("seb", { orders }))).toBe("ConstantOrder")
  })

  it.each([
    [{ box: 1, pear: 1 }, "ProductUnknown"],
    [{ box: 1, onions: 1 }, "ProductInactive"],
    [{ box: 1, onions: 0 }, "done"],
  ] as const)("SUB-1: ordering %j: %s", (wanted, says) => {
    const season = new Season()
    season.change("box", "onions", { active: false })
    expect(codeOf(season.subscribe("seb", { order: shares(wanted) }))).toBe(says)
  })

  it("SUB-1 (D16): each product once, in its unit, in the quantities it is sold in", () => {
    const flour = aProduct("flour", {
      saleKind: "loose",
      terms: { price: 300, per: { grams: 1000 }, vat: 550, content: null },
      loose: { step: 50, minimum: 100, maximum: 2000 },
    })
    const season = new Season("constant", { products: [flour] })
    const asking = (...order: ReadonlyArray<Share>) => codeOf(season.subscribe("seb", { order }))
    expect(asking({ product: "flour", quantity: { grams: 100 } }, { product: "flour", quantity: { grams: 50 } })).toBe(
      "ProductRepeated",
    )
    expect(asking({ product: "flour", quantity: { pieces: 1 } })).toBe("WrongUnit")
    for (const grams of [50, 120, 2050]) {
      expect(asking({ product: "flour", quantity: { grams } })).toBe("QuantityNotOffered")
    }
    expect(codeOf(new Season().subscribe("seb", { order: shares({ box: 9_007_199_254_740_000 }) }))).toBe(
      "AmountTooLarge",
    )
    expect(asking({ product: "flour", quantity: { grams: 2000 } })).toBe("done")
  })
})

describe("subscribing to a variable contract", () => {
  const variable = (told: ConstructorParameters<typeof Season>[1] = {}) => new Season("variable", told)

  it("SUB-4 (SK6): a default order is checked too, by delivery, though it takes nothing until closing", () => {
    const season = variable({ products: counted(2) })
    const orders = [{ delivery: "2026-05-14", shares: shares({ box: 2 }) }]
    answerOf(season.subscribe("seb", { orders }))
    expect(may.map((day) => season.takenAt(day))).toEqual([0, 2, 0, 0])
    expect(refusalOf(season.subscribe("julie"))).toEqual({
      _tag: "SeasonStockShort",
      deliveries: [{ delivery: "2026-05-14", product: "box", name: "box", wanted: { pieces: 1 }, left: { pieces: 0 } }],
    })
    expect(codeOf(season.subscribe("julie", {}, { entry: "coordinator" }))).toBe("done")
  })

  it("SUB-4: what is chosen from the start counts besides the default order", () => {
    const season = variable({ products: counted(5, "global") })
    const orders = [{ delivery: "2026-05-07", shares: shares({ box: 3 }) }]
    expect(codeOf(season.subscribe("seb", { orders }))).toBe("SeasonStockShort")
    expect(codeOf(season.subscribe("seb", { orders: [{ ...orders[0]!, shares: shares({ box: 2 }) }] }))).toBe("done")
  })

  it("SUB-4 (D13): a coordinator orders beyond the stock with a reason only", () => {
    const season = new Season("constant", { products: counted(1) })
    const two = { order: shares({ box: 2 }) }
    expect(codeOf(season.subscribe("seb", two, { entry: "coordinator" }))).toBe("SeasonStockShort")
    expect(codeOf(season.subscribe("seb", two, { stockOverride: "told" }))).toBe("SeasonStockShort")
    expect(codeOf(season.subscribe("seb", two, { entry: "coordinator", stockOverride: "told" }))).toBe("done")
  })

  it("SUB-10 (D22): the default order reaches the minimum of a delivery, and so does what is chosen", () => {
    const season = variable({ contract: { minimums: minimums({ perDelivery: 1500 }) } })
    expect(refusalOf(season.subscribe())).toEqual({ _tag: "DefaultOrderTooSmall", minimum: 1500, total: 1300 })
    const order = shares({ box: 1, onions: 1 })
    const choosing = (wanted: Record<string, number>) =>
      season.subscribe("seb", { order, orders: [{ delivery: "2026-05-21", shares: shares(wanted) }] })
    expect(refusalOf(choosing({ onions: 7 }))).toEqual({
      _tag: "MinimumNotReached",
      delivery: "2026-05-21",
      minimum: 1500,
      total: 1400,
    })
    expect(codeOf(choosing({}))).toBe("MinimumNotReached")
    expect(codeOf(choosing({ box: 2 }))).toBe("done")
  })

  it("SUB-3: what is chosen from the start is covered, and its orders are open", () => {
    const season = variable({ contract: { delays: { opensDays: 30, closesHours: 72 } } })
    const choosing = (delivery: string, entry: "member" | "coordinator" = "member") =>
      codeOf(season.subscribe("seb", { orders: [{ delivery, shares: shares({ box: 2 }) }] }, { entry }))
    expect(choosing("2026-06-04")).toBe("DeliveryNotCovered")
    expect(choosing("2026-05-07")).toBe("DeliveryNotOpen")
    expect(choosing("2026-05-07", "coordinator")).toBe("done")
  })

  it("SUB-11 (S7.3): the minimum over the period is in proportion to the deliveries taken, in whole euros", () => {
    const season = variable({ contract: { minimums: minimums({ overPeriod: 10_050 }) } })
    expect(refusalOf(season.subscribe())).toEqual({ _tag: "PeriodMinimumNotReached", minimum: 10_000, total: 5200 })
    const late = { startsOn: "2026-05-14", order: shares({ box: 2 }) }
    expect(refusalOf(season.subscribe("seb", late))).toBeUndefined()
    expect(season.sheet().minimums.overPeriod).toBe(7500)
    expect(codeOf(season.subscribe("julie", {}, { entry: "coordinator" }))).toBe("done")
  })

  it.each([
    ["EUR", 10_050, 3, 4, 7500],
    ["EUR", 10_050, 4, 4, 10_000],
    ["EUR", 10_050, 9, 4, 10_000],
    ["EUR", 99, 4, 4, 0],
    ["JPY", 10_050, 3, 4, 7537],
    ["EUR", 10_050, 0, 0, null],
    ["EUR", 10_050, 0, 4, 0],
  ])("SUB-11: in %s, of %i for %i of %i deliveries: %s", (currency, overPeriod, own, all, says) => {
    const season = variable({ contract: { minimums: minimums({ overPeriod }) } })
    expect(periodMinimum(season.catalog("box"), currency, own, all)).toBe(says)
  })

  it("SUB-9: a household that leaves meanwhile stops it", () => {
    const season = variable()
    season.must(addMember(null, { id: "lea", people: people("Léa"), address: "" }, [], season.now))
    answerOf(season.subscribe("seb", { partner }))
    expect(season.journal.at(-1)!.guards).toEqual(
      expect.arrayContaining(["member:seb", "member:julie", "catalog:box", "calendar:box"]),
    )
  })
})

describe("stock over a season", () => {
  const eggs = (schedule: StockSchedule) => [
    aProduct("box", {
      terms: each(300),
      stock: { policy: "per-distribution", quantity: 2, schedule },
    }),
  ]

  it("STOCK-4 (SK2): at every second delivery, and none in between", () => {
    const season = new Season("variable", {
      products: eggs({ kind: "every-nth", nth: 2, from: "2026-05-14" }),
    })
    answerOf(season.subscribe("seb", { order: [] }))
    expect(may.map((day) => codeOf(season.order(day, { box: 2 })))).toEqual([
      "SeasonStockShort",
      "done",
      "SeasonStockShort",
      "done",
    ])
    expect(codeOf(season.order("2026-05-14", { box: 3 }))).toBe("SeasonStockShort")
  })

  it("STOCK-4: so many in each period, days included", () => {
    const season = new Season("variable", {
      products: eggs({
        kind: "periods",
        periods: [
          { from: "2026-05-14", to: "2026-05-14", quantity: 5 },
          { from: "2026-05-21", to: "2026-05-27", quantity: 1 },
        ],
      }),
    })
    answerOf(season.subscribe("seb", { order: [] }))
    expect(may.map((day) => codeOf(season.order(day, { box: 5 })))).toEqual([
      "SeasonStockShort",
      "done",
      "SeasonStockShort",
      "SeasonStockShort",
    ])
    expect(codeOf(season.order("2026-05-21", { box: 1 }))).toBe("done")
  })
})
