import { memoryStorage } from "@cabas/engine"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readScenarios } from "../scenario/read-scenarios.ts"
import { runScenario } from "../scenario/run-scenario.ts"
import { historyArbitrary } from "./history.ts"
import { seasonHistory } from "./season-history.ts"
import { play, scenarioOf } from "./stage.ts"

const deeds = [
  "basket.cancel",
  "basket.confirm",
  "basket.draft",
  "catalog.change",
  "distribution.cancel",
  "distribution.change",
  "distribution.join",
  "distribution.plan",
  "distribution.withdraw",
  "group.configure",
  "group.resume",
  "group.suspend",
  "member.grant",
  "member.remove",
  "payment.record",
  "product.activate",
  "product.save",
]
const refusals = [
  "AlreadyExists",
  "BadInput",
  "BalanceTooLow",
  "BasketEmpty",
  "BasketUnknown",
  "CatalogDatesInvalid",
  "CatalogNotTakingPart",
  "DayTaken",
  "DistributionCancelled",
  "DistributionDatesInvalid",
  "DistributionHasOrders",
  "DistributionOutsideCatalog",
  "DistributionUnknown",
  "GroupSuspended",
  "KeyReused",
  "LastAdmin",
  "MemberHasBalance",
  "MemberHasOrders",
  "NotAllowed",
  "OrdersClosed",
  "ProductInactive",
  "ProductRepeated",
  "ProductUnknown",
  "QuantityNotOffered",
  "StockBelowOrders",
  "StockShort",
  "WrongUnit",
]

const seasonDeeds = [
  "absence.choose",
  "absence.declare",
  "absence.move",
  "absence.withdraw",
  "contract.change",
  "delivery.cancel",
  "delivery.extend",
  "delivery.shift",
  "subscription.change",
  "subscription.close",
  "subscription.delete",
  "subscription.give",
  "subscription.order",
  "subscription.period",
  "subscription.share",
  "subscription.start",
  "subscription.stop",
  "subscription.transfer",
  "subscription.turns",
]
const seasonRefusals = [
  "AbsenceNotPossible",
  "AbsenceTooLate",
  "ConstantOrder",
  "DeliveryClosed",
  "DeliveryNotCovered",
  "DeliveryNotOpen",
  "OverlappingSubscription",
  "PastOrders",
  "SeasonStockShort",
  "ShiftNotPossible",
  "TooManyAbsences",
]

describe("histories", () => {
  it("go through a season: subscribe, are absent, close, change the calendar, and are refused", async () => {
    const counts = new Map<string, number>()
    for (const history of fc.sample(seasonHistory(), { numRuns: 120, seed: 1 })) {
      const { done } = await play(history, memoryStorage())
      for (const { call, outcome } of done) {
        const what = outcome.refusal?._tag ?? call.do
        counts.set(what, (counts.get(what) ?? 0) + 1)
      }
    }
    expect([...seasonDeeds, ...seasonRefusals].filter((what) => !counts.has(what))).toEqual([])
    expect(counts.get("subscription.close")).toBeGreaterThan(10)
  }, 60_000)

  it("do what can be done in a shop, are refused for what can be wrong, and hold plenty of orders", async () => {
    const counts = new Map<string, number>()
    for (const history of fc.sample(historyArbitrary(), { numRuns: 200, seed: 1 })) {
      const { done } = await play(history, memoryStorage())
      for (const { call, outcome } of done) {
        const what = outcome.refusal?._tag ?? call.do
        counts.set(what, (counts.get(what) ?? 0) + 1)
      }
    }
    expect([...deeds, ...refusals].filter((what) => !counts.has(what))).toEqual([])
    expect(counts.get("basket.confirm")).toBeGreaterThan(300)
  }, 60_000)

  it("give the same answers played again on another storage", async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary(), async (history) => {
        const [once, twice] = [await play(history, memoryStorage()), await play(history, memoryStorage())]
        expect(twice.done).toEqual(once.done)
      }),
      { numRuns: 15 },
    )
  }, 60_000)

  it("can be kept as a scenario, which holds", async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary(), async (history) => {
        const { done } = await play(history, memoryStorage())
        const text = JSON.stringify(scenarioOf("Kept", history, done))
        const { scenarios = [] } = readScenarios(text)
        expect(await runScenario(scenarios[0]!, { storage: memoryStorage() })).toEqual({ title: "Kept" })
      }),
      { numRuns: 15 },
    )
  }, 60_000)
})
