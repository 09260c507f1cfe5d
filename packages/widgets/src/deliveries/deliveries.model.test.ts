import { expect, it } from "vitest"
import { comingDays, handsOf } from "./deliveries.model.ts"
import type { Next } from "../season/season.store.ts"

const one = (day: string, more: object = {}) =>
  ({
    day,
    startsAt: `${day}T16:00:00.000Z`,
    endsAt: `${day}T17:00:00.000Z`,
    absent: false,
    taker: null,
    mine: true,
    ...more,
  }) as unknown as Next

it("SEASON-2: what comes on one day is told together, whatever the contract", () => {
  const days = comingDays([one("2026-05-07"), one("2026-05-07"), one("2026-05-14")])
  expect(days.map(({ day, deliveries }) => [day, deliveries.length])).toEqual([
    ["2026-05-07", 2],
    ["2026-05-14", 1],
  ])
})

it("D18, X3: says whose hands a basket goes to", () => {
  expect(handsOf(one("2026-05-07"))).toBe("mine")
  expect(handsOf(one("2026-05-07", { mine: false }))).toBe("theirs")
  expect(handsOf(one("2026-05-07", { taker: { member: null, name: "Jeanne" } }))).toBe("given")
  expect(handsOf(one("2026-05-07", { absent: true, mine: false }))).toBe("absent")
})
