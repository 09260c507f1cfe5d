import { describe, expect, it } from "vitest"
import {
  commitmentFrom,
  duesOf,
  followingOf,
  inputOf,
  leftOf,
  outlookOf,
  priceOf,
  rulesFor,
  sharesOf,
  stepsOf,
} from "./contract.model.ts"
import type { Commitment } from "./contract.model.ts"
import type { Contract, Season } from "../season/season.store.ts"

const now = "2026-05-10T10:00:00.000Z"
const offer = (product: string, price: number, more: object = {}) => ({
  product,
  name: product,
  saleKind: "piece",
  terms: { price, per: { pieces: 1 }, vat: 550, content: null },
  shownPrice: price,
  unitPrice: { price, per: { pieces: 1 } },
  loose: null,
  ...more,
})
const meat = offer("boeuf", 1800, {
  saleKind: "loose",
  terms: { price: 1800, per: { grams: 1000 }, vat: 550, content: null },
  loose: { step: 500, minimum: 500, maximum: null },
})
const contractOf = (more: object = {}, terms: object = {}) =>
  ({
    id: "fromages",
    kind: "variable",
    currency: "EUR",
    timeZone: "Europe/Paris",
    previous: "fromages-2025",
    offers: [offer("tomme", 600), meat],
    deliveries: ["2026-05-07", "2026-05-14", "2026-05-21", "2026-05-28"].map((day) => ({
      id: day,
      day,
      startsAt: `${day}T16:00:00.000Z`,
      endsAt: `${day}T17:00:00.000Z`,
      opensAt: "2026-04-01T06:00:00.000Z",
      closesAt: `${day}T06:00:00.000Z`,
    })),
    contract: {
      minimums: { perDelivery: 1000, overPeriod: 10_000, checked: "at-each-save" },
      absences: { compensation: "not-charged" },
      sharing: true,
      ...terms,
    },
    ...more,
  }) as unknown as Contract
const contract = contractOf()
const chosen: Commitment = { ...commitmentFrom(contract, undefined), order: { tomme: 2 } }

describe("on the way to a subscription", () => {
  it("asks only what the contract asks", () => {
    expect(stepsOf(contract)).toEqual(["read", "order", "share", "absences", "pay"])
    expect(stepsOf(contractOf({}, { sharing: false, absences: null }))).toEqual(["read", "order", "pay"])
  })

  it("SUB-9: those who come late get what is not closed", () => {
    expect(leftOf(contract, now).map(({ day }) => day)).toEqual(["2026-05-14", "2026-05-21", "2026-05-28"])
    expect(rulesFor(contract, chosen, now).own).toHaveLength(3)
  })

  it("begins with last season’s order, without what is not offered any more", () => {
    const order = [
      { product: "tomme", quantity: { pieces: 3 } },
      { product: "brebis", quantity: { pieces: 1 } },
    ]
    expect(commitmentFrom(contract, { order } as unknown as Season).order).toEqual({ tomme: 3 })
  })

  it("D3: prices what is chosen, by piece and by weight", () => {
    expect(priceOf(contract, { tomme: 2, boeuf: 1500 })).toEqual({ amount: 1200 + 2700, estimate: false })
    expect(sharesOf(contract, { tomme: 2, boeuf: 1500, nothing: 0 })).toEqual([
      { product: "tomme", quantity: { pieces: 2 } },
      { product: "boeuf", quantity: { grams: 1500 } },
    ])
  })

  it("D17, D22: says what the season comes to, and what is lacking to its minimums in proportion", () => {
    expect(outlookOf(contract, chosen, now)).toMatchObject({
      left: 3,
      received: 3,
      each: 1200,
      total: 3600,
      lacking: 0,
      minimumOver: 7500,
      lackingOver: 3900,
    })
    const singles = { "2026-05-21": { tomme: 5 } }
    expect(outlookOf(contract, { ...chosen, singles }, now).total).toBe(1200 + 3000 + 1200)
    expect(outlookOf(contract, { ...chosen, order: { tomme: 1 } }, now).lacking).toBe(400)
  })

  it("D21: an absence is not counted where it is not charged", () => {
    const absences = ["2026-05-21"]
    expect(outlookOf(contract, { ...chosen, absences }, now)).toMatchObject({ received: 2, total: 2400 })
    const charged = contractOf({}, { absences: { compensation: "credit" } })
    expect(outlookOf(charged, { ...chosen, absences }, now)).toMatchObject({ received: 2, total: 3600 })
  })

  it("asks the server for nothing that the contract does not know", () => {
    expect(inputOf(contract, { ...chosen, partner: "tom", share: 33 })).toEqual({
      catalog: "fromages",
      order: [{ product: "tomme", quantity: { pieces: 2 } }],
      orders: [],
      partner: { member: "tom", share: 3300 },
      firstTurn: "holder",
      absences: [],
    })
    const plain = contractOf({ kind: "constant" }, { absences: null })
    expect(inputOf(plain, chosen)).toEqual({
      catalog: "fromages",
      order: [{ product: "tomme", quantity: { pieces: 2 } }],
    })
  })
})

describe("a subscription", () => {
  const delivery = (day: string, more: object = {}) => ({
    id: day,
    day,
    startsAt: `${day}T16:00:00.000Z`,
    amount: 1000,
    absent: false,
    phase: "open",
    ...more,
  })
  const season = {
    deliveries: [
      delivery("2026-05-07", { phase: "closed" }),
      delivery("2026-05-14"),
      delivery("2026-05-21", { absent: true, amount: 0 }),
      delivery("2026-06-04"),
    ],
    debts: [
      { member: "lea", owed: 2000, paid: 0, balance: -2000 },
      { member: "tom", owed: 1000, paid: 0, balance: -1000 },
    ],
  } as unknown as Season

  it("D23: is due by month, each household its part", () => {
    expect(duesOf({ ...season, debts: season.debts.slice(0, 1) }, "lea")).toEqual([
      { month: "2026-05", count: 2, amount: 2000 },
      { month: "2026-06", count: 1, amount: 1000 },
    ])
    expect(duesOf(season, "tom").map(({ amount }) => amount)).toEqual([667, 333])
  })

  it("an order for all that follow leaves out what is closed or absent", () => {
    expect(followingOf(season, "2026-05-14")).toEqual(["2026-05-14", "2026-06-04"])
    expect(followingOf(season, "2026-06-04")).toEqual(["2026-06-04"])
  })
})
