import { describe, expect, it } from "vitest"
import { aSubscription } from "../../test/season.ts"
import { each } from "../../test/village.ts"
import type { AgreedLine, AgreedOffer, Subscription, SubscriptionFact } from "./index.ts"
import {
  absentDeliveries,
  agreedOffer,
  amountOfDelivery,
  collectorOf,
  debtsOf,
  evolve,
  evolveCommitment,
  following,
  householdsOf,
  sharesOf,
  subscribedTo,
  totalOfSubscription,
} from "./index.ts"

const by = { entry: "member", at: "2026-04-01T10:00:00.000Z" } as const
const offer = (id: number, price: number): AgreedOffer => ({
  id,
  product: `p${id}`,
  name: `P${id}`,
  reference: null,
  saleKind: "piece",
  terms: each(price),
  fee: 0,
})
const line = (of: number, pieces: number): AgreedLine => ({ offer: of, quantity: { pieces } })
const ordered = (deliveries: ReadonlyArray<string>, ...lines: ReadonlyArray<AgreedLine>): SubscriptionFact => ({
  _tag: "DeliveriesOrdered",
  deliveries,
  lines,
  answer: "chosen",
  ...by,
})
const absent = (
  deliveries: ReadonlyArray<string>,
  compensation: "not-charged" | "credit" | "none" = "not-charged",
): SubscriptionFact => ({ _tag: "AbsencesDeclared", deliveries, compensation, provisional: false, ...by })
const back = (...deliveries: ReadonlyArray<string>): SubscriptionFact => ({
  _tag: "AbsencesWithdrawn",
  deliveries,
  ...by,
})

/** Three deliveries of one box at 13 € each. */
const usual: Subscription = following(aSubscription("box", ["a", "b", "c"]), [
  { _tag: "OffersAgreed", offers: [offer(1, 1300), offer(2, 200)] },
  ordered(["a", "b", "c"], line(1, 1)),
])

const totals = (subscription: Subscription) =>
  subscription.deliveries.map((delivery) => amountOfDelivery(subscription, delivery))

describe("a subscription", () => {
  it("SUB-1 (D3): is the sum of its lines, each on the terms it was agreed on", () => {
    const later = following(usual, [{ _tag: "OffersAgreed", offers: [offer(3, 1500)] }, ordered(["c"], line(3, 1))])
    expect([totals(later), totalOfSubscription(later)]).toEqual([[1300, 1300, 1500], 4100])
    expect(() => agreedOffer(usual, 9)).toThrow("offer 9 of seb was never agreed")
  })

  it("SUB-1: nothing happens to a subscription that never began", () => {
    expect(evolve(null, absent(["a"]))).toBeNull()
  })

  it("SUB-8 (D21): an absence takes the lines away, and gives them back as they were", () => {
    const away = following(usual, [absent(["b"])])
    expect([totals(away), absentDeliveries(away)]).toEqual([[1300, 0, 1300], ["b"]])
    expect(following(away, [back("b")])).toEqual(usual)
    expect(following(usual, [back("b")])).toEqual(usual)
  })

  it.each([
    ["not-charged", 0],
    ["credit", 1300],
    ["none", 1300],
  ] as const)("ABS-15: an absence with compensation %s is charged %i cents", (compensation, amount) => {
    const away = following(usual, [absent(["b"], compensation)])
    expect(amountOfDelivery(away, subscribedTo(away, "b")!)).toBe(amount)
  })

  it.each(["not-charged", "credit", "none"] as const)(
    "SUB-8 (X3): the basket of an absence (%s) that was moved is charged once, where it comes",
    (compensation) => {
      const moved = following(usual, [
        absent(["b"], compensation),
        { _tag: "AbsenceMoved", delivery: "b", to: "c", ...by },
      ])
      expect(totals(moved)).toEqual([1300, 0, 2600])
      expect(following(moved, [back("b")])).toEqual(usual)
    },
  )

  it("SUB-8: what is ordered where a basket was moved to comes besides it, and withdrawing takes only that back", () => {
    const moved = following(usual, [absent(["b"]), { _tag: "AbsenceMoved", delivery: "b", to: "c", ...by }])
    const changed = following(moved, [ordered(["c"], line(2, 3))])
    expect(totals(changed)).toEqual([1300, 0, 1900])
    expect(totals(following(changed, [back("b")]))).toEqual([1300, 1300, 600])
  })

  it("SUB-8: nothing is moved of a delivery that is no absence", () => {
    expect(following(usual, [{ _tag: "AbsenceMoved", delivery: "b", to: "c", ...by }])).toEqual(usual)
  })

  it("SUB-5 (D18, X3): whoever a basket is given to collects it, else the household whose turn it is", () => {
    const shared = following(usual, [
      { _tag: "PartnerChanged", partner: { member: "julie", share: 0 }, ...by },
      { _tag: "TurnsSet", turns: [{ id: "b", turn: "partner" }], ...by },
      { _tag: "BasketGiven", delivery: "c", taker: { member: "francois", name: "François" }, ...by },
    ])
    const collectors = (of: Subscription) => of.deliveries.map((delivery) => collectorOf(of, delivery))
    expect(collectors(shared)).toEqual(["seb", "julie", "francois"])
    const byName: SubscriptionFact = {
      _tag: "BasketGiven",
      delivery: "b",
      taker: { member: null, name: "Voisine" },
      ...by,
    }
    expect(collectors(following(shared, [byName]))).toEqual(["seb", "julie", "francois"])
    expect(collectors(following(shared, [{ _tag: "PartnerChanged", partner: null, ...by }]))[1]).toBe("seb")
  })

  it("SUB-6 (D5): the partner owes their share by largest remainder, the holder the rest", () => {
    const shared = following(usual, [{ _tag: "PartnerChanged", partner: { member: "julie", share: 3333 }, ...by }])
    expect(debtsOf(shared)).toEqual([
      { member: "seb", amount: 2600 },
      { member: "julie", amount: 1300 },
    ])
    expect(debtsOf(usual)).toEqual([{ member: "seb", amount: 3900 }])
    expect(sharesOf({ member: "seb", partner: { member: "julie", share: 0 } }, 5)).toEqual([
      { member: "seb", amount: 5 },
    ])
    expect([householdsOf(usual), householdsOf(shared)]).toEqual([["seb"], ["seb", "julie"]])
  })

  it("SUB-13: nothing is left of one that is deleted, and its days are free", () => {
    expect(totalOfSubscription(following(usual, [{ _tag: "SubscriptionDeleted", ...by }]))).toBe(0)
    const period = { subscription: "seb", startsOn: "2026-05-01", endsOn: "2026-05-31" }
    const taken = evolveCommitment(null, { _tag: "PeriodTaken", ...period })
    expect(taken.periods).toEqual([period])
    const longer = { ...period, endsOn: "2026-06-30" }
    expect(evolveCommitment(taken, { _tag: "PeriodTaken", ...longer }).periods).toEqual([longer])
    expect(evolveCommitment(taken, { _tag: "PeriodReleased", subscription: "seb" }).periods).toEqual([])
  })
})
