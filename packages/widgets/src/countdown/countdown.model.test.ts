import { describe, expect, it } from "vitest"
import { leftUntil } from "./countdown.model.ts"

const closing = "2026-11-24T19:00:00.000Z"
const before = (milliseconds: number) => new Date(Date.parse(closing) - milliseconds).toISOString()
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe("what is left", () => {
  it("is said in days from two days on, then hours, then minutes", () => {
    expect(leftUntil(closing, before(3 * day + hour))).toMatchObject({ value: 3, unit: "day", isLast: false })
    expect(leftUntil(closing, before(2 * day - 1))).toMatchObject({ value: 47, unit: "hour" })
    expect(leftUntil(closing, before(hour))).toMatchObject({ value: 1, unit: "hour", isLast: false })
    expect(leftUntil(closing, before(59 * minute))).toMatchObject({ value: 59, unit: "minute", isLast: true })
    expect(leftUntil(closing, before(1))).toMatchObject({ value: 1, unit: "minute" })
  })

  it("D8: is nothing from the closing on", () => {
    expect(leftUntil(closing, closing)).toBeUndefined()
    expect(leftUntil(closing, before(-day))).toBeUndefined()
  })

  it("is said again before it is wrong, and at least each minute", () => {
    for (const left of [3 * day, day + 1, hour + 30_000, 90_000, 1000]) {
      const { next } = leftUntil(closing, before(left))!
      expect(next).toBeGreaterThan(0)
      expect(next).toBeLessThanOrEqual(minute + 1)
    }
  })
})
