import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { instantOf } from "./instant.ts"
import { covers, isValidWindow, isWithin, overlaps, phase } from "./interval.ts"
import { Window } from "./values.schema.ts"

const day = 86_400_000
const now = "2026-05-10T12:00:00.000Z"
const inDays = (days: number) => instantOf(Date.parse(now) + days * day)
// Few instants, so that they often coincide.
const instant = fc.nat(12).map((n) => inDays(n))
const window = fc.record({ opensAt: instant, closesAt: instant })
const valid = window.filter(isValidWindow)

describe("INTERVAL-1 (D8): open means opens ≤ now < closes", () => {
  it.each([
    [-4, -2, false],
    [2, 4, false],
    [2, -4, false],
    [-2, 2, true],
    [0, 2, true],
    [-2, 0, false],
  ])("INTERVAL-1 (GC-17): from %i d to %i d, open now: %s", (opens, closes, open) => {
    expect(isWithin({ opensAt: inDays(opens), closesAt: inDays(closes) }, now)).toBe(open)
  })

  it("INTERVAL-1 (GC-17, re-expressed): a window without an end is refused at the border rather than closed", () => {
    expect(Schema.is(Window)({ opensAt: inDays(-2), closesAt: null })).toBe(false)
    expect(Schema.is(Window)({ opensAt: inDays(-2), closesAt: inDays(2) })).toBe(true)
  })

  it("INTERVAL-1: a window is open exactly in its open phase, which includes its opening and excludes its closing", () => {
    fc.assert(
      fc.property(window, instant, (w, at) => {
        expect(isWithin(w, at)).toBe(phase(w, at) === "open")
        expect(phase(w, w.opensAt)).toBe(isValidWindow(w) ? "open" : "after")
        expect(phase(w, w.closesAt)).toBe(w.closesAt < w.opensAt ? "before" : "after")
      }),
    )
  })

  it("INTERVAL-1: as time passes, phases only go forward", () => {
    const rank = { before: 0, open: 1, after: 2 }
    fc.assert(
      fc.property(window, instant, instant, (w, a, b) => {
        const [earlier, later] = a <= b ? [a, b] : [b, a]
        expect(rank[phase(w, earlier)]).toBeLessThanOrEqual(rank[phase(w, later)])
      }),
    )
  })

  it("INTERVAL-1: windows one after the other hold each instant once", () => {
    fc.assert(
      fc.property(instant, instant, instant, instant, (a, b, c, at) => {
        const [x, y, z] = [a, b, c].sort() as [string, string, string]
        const within = [window2(x, y), window2(y, z)].filter((w) => isWithin(w, at)).length
        expect(within).toBe(isWithin(window2(x, z), at) ? 1 : 0)
      }),
    )
  })
})

describe("INTERVAL-2 (D10): a window opens before it closes", () => {
  it("INTERVAL-2: one that does not is open at no instant", () => {
    fc.assert(
      fc.property(window, instant, (w, at) => {
        expect(isValidWindow(w)).toBe(w.opensAt < w.closesAt)
        expect(isWithin(w, at) && !isValidWindow(w)).toBe(false)
      }),
    )
  })
})

describe("INTERVAL-3 (D8): windows that touch do not overlap", () => {
  // Windows of whole days from day 0 to 12: a day is in both or in none.
  const days = Array.from({ length: 13 }, (_, n) => inDays(n))

  it("INTERVAL-3: two windows overlap exactly when some instant is in both, whichever comes first", () => {
    fc.assert(
      fc.property(window, window, (a, b) => {
        expect(overlaps(a, b)).toBe(days.some((at) => isWithin(a, at) && isWithin(b, at)))
        expect(overlaps(b, a)).toBe(overlaps(a, b))
      }),
    )
  })

  it("INTERVAL-3: a valid window covers another exactly when all its instants are in it", () => {
    fc.assert(
      fc.property(valid, valid, (outer, inner) => {
        expect(covers(outer, inner)).toBe(days.every((at) => !isWithin(inner, at) || isWithin(outer, at)))
        expect(covers(outer, outer)).toBe(true)
      }),
    )
  })
})

function window2(opensAt: string, closesAt: string): Window {
  return { opensAt, closesAt }
}
