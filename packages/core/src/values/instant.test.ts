import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { compareInstants, earliest, instantOf, lastHour, lastMinute, latest, plusMilliseconds } from "./instant.ts"

const first = Date.parse("0000-01-01T00:00:00.000Z")
const last = Date.parse("9999-12-31T23:59:59.999Z")
const moment = fc.oneof(
  fc.integer({ min: first, max: last }),
  fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
)

describe("TIME-1 (D7): instants compare as text", () => {
  it("TIME-1: as their moments do", () => {
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        expect(compareInstants(instantOf(a), instantOf(b))).toBe(Math.sign(a - b))
        expect(compareInstants(instantOf(a), instantOf(a))).toBe(0)
      }),
    )
  })

  it("TIME-1: adding milliseconds and taking them off again changes nothing", () => {
    const recent = fc.integer({ min: 0, max: 4_000_000_000_000 })
    fc.assert(
      fc.property(recent, fc.integer({ min: -1e12, max: 1e12 }), (at, apart) => {
        const instant = instantOf(at)
        expect(Date.parse(plusMilliseconds(instant, apart))).toBe(at + apart)
        expect(plusMilliseconds(plusMilliseconds(instant, apart), -apart)).toBe(instant)
      }),
    )
  })

  it("TIME-1 (GC-17): orders of several catalogs open with the earliest and close with the latest", () => {
    const opening = ["2026-05-02T06:00:00.000Z", "2026-04-30T06:00:00.000Z"] as const
    const closing = ["2026-05-04T18:00:00.000Z", "2026-05-06T18:00:00.000Z"] as const
    expect([earliest(opening), latest(closing)]).toStrictEqual([opening[1], closing[1]])
    const none: Array<string> = []
    expect([earliest(none), latest(none)]).toStrictEqual([undefined, undefined])
  })

  it("TIME-1: the earliest and the latest are among them, with all the others between", () => {
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1 }), (moments) => {
        const instants = moments.map(instantOf)
        expect(earliest(new Set(instants))).toBe(instantOf(Math.min(...moments)))
        expect(latest(new Set(instants))).toBe(instantOf(Math.max(...moments)))
      }),
    )
  })

  it("TIME-1: refuses what has no year of four digits, or is no instant", () => {
    expect(() => plusMilliseconds("9999-12-31T23:59:59.999Z", 1)).toThrow(RangeError)
    expect(() => plusMilliseconds("0000-01-01T00:00:00.000Z", -1)).toThrow(RangeError)
    expect(() => plusMilliseconds("today", 1)).toThrow(RangeError)
  })
})

describe("TIME-2 (D31): the last hour and the last minute are those that are over", () => {
  it("TIME-2: run once in each hour or minute, they cover each instant once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (at) => {
        for (const [span, length] of [
          [lastHour, 3_600_000],
          [lastMinute, 60_000],
        ] as const) {
          const { opensAt, closesAt } = span(instantOf(at))
          expect(plusMilliseconds(opensAt, length)).toBe(closesAt)
          expect(closesAt <= instantOf(at) && instantOf(at) < plusMilliseconds(closesAt, length)).toBe(true)
          expect(span(instantOf(at + length)).opensAt).toBe(closesAt)
        }
      }),
    )
  })

  it("TIME-2 (GC-19.19): at 23:05 the last hour is 22:00 to 23:00", () => {
    expect(lastHour("2026-05-01T23:05:00.000Z")).toStrictEqual({
      opensAt: "2026-05-01T22:00:00.000Z",
      closesAt: "2026-05-01T23:00:00.000Z",
    })
  })
})
