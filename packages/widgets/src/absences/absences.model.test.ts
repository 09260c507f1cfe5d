import { describe, expect, it } from "vitest"
import type { AbsenceContext, AbsencePolicy } from "@cabas/core/absence"
import { differenceOf, monthsOf, picked, pickedBetween, reached, targetsOf, useOf, weeksOf } from "./absences.model.ts"
import type { Season } from "../season/season.store.ts"

const days = ["2026-05-07", "2026-05-14", "2026-05-21", "2026-05-28", "2026-06-04"]
const idOf = (day: string) => `d${day.slice(5)}`
const policy: AbsencePolicy = {
  unit: "delivery",
  window: null,
  barred: [],
  quota: { kind: "fixed", maximum: 2 },
  ranges: [{ from: "2026-05-01", to: "2026-05-31", maximum: 1 }],
  notice: { kind: "closing" },
  spacing: { kind: "none" },
  compensation: "not-charged",
  placement: "none",
  fixed: "by-notice",
  shift: { maximum: 1, weeks: 2 },
}
const rules = (more: Partial<AbsenceContext> = {}): AbsenceContext => ({
  policy: { ...policy, ranges: [] },
  zone: "Europe/Paris",
  now: "2026-05-10T10:00:00.000Z",
  own: days.map((date) => ({
    delivery: idOf(date),
    date,
    startsAt: `${date}T16:00:00.000Z`,
    closesAt: `${date}T06:00:00.000Z`,
  })),
  catalogDeliveries: 5,
  declared: [],
  chosen: null,
  subscribing: false,
  override: false,
  ...more,
})

describe("picking absences", () => {
  it("ABS-3: turns on as many as there may be, and says why not the next", () => {
    const one = picked(rules(), "d05-14")
    const two = picked(rules({ declared: one.declared }), "d05-21")
    expect(two).toEqual({ declared: ["d05-14", "d05-21"], why: null })
    const three = picked(rules({ declared: two.declared }), "d05-28")
    expect(three).toMatchObject({ declared: two.declared, why: { _tag: "TooManyAbsences", quota: 2 } })
    expect(useOf(rules({ declared: two.declared }))).toMatchObject({ used: 2, maximum: 2 })
  })

  it("ABS-4: what is closed does not change", () => {
    expect(picked(rules(), "d05-07").why?._tag).toBe("AbsenceTooLate")
    expect(picked(rules({ declared: ["d05-07"] }), "d05-07").why?._tag).toBe("AbsenceTooLate")
  })

  it("ABS-6: where the number is fixed, one is taken off for another to take its place", () => {
    const fixed: AbsencePolicy = { ...policy, quota: { kind: "chosen", minimum: 0, maximum: 2 }, placement: "last" }
    const before = rules({ policy: { ...fixed, ranges: [] }, chosen: 2, declared: ["d05-28", "d06-04"] })
    const off = picked(before, "d05-28")
    expect(off).toEqual({ declared: ["d06-04"], why: null })
    expect(picked({ ...before, declared: off.declared }, "d05-14").declared).toEqual(["d06-04", "d05-14"])
    expect(picked(before, "d05-14").why?._tag).toBe("AbsenceNumberFixed")
  })

  it("ABS-12: counts within ranges too", () => {
    const { ranges } = useOf(rules({ policy, declared: ["d05-14"] }))
    expect(ranges).toMatchObject([{ used: 1, maximum: 1 }])
  })

  it("ABS-3: a holiday takes the deliveries in it, and tells those that cannot be", () => {
    const { declared, refused } = pickedBetween(rules(), "2026-05-01", "2026-05-31")
    expect(declared).toEqual(["d05-14", "d05-21"])
    expect(refused.map(({ _tag }) => _tag)).toEqual(["AbsenceTooLate", "TooManyAbsences"])
  })

  it("says what saving would change", () => {
    expect(differenceOf(rules({ declared: ["d05-21"] }), ["d05-14"])).toEqual({
      added: ["2026-05-21"],
      removed: ["2026-05-14"],
    })
  })
})

describe("a calendar of deliveries", () => {
  const months = monthsOf(rules({ declared: ["d05-21"] }), [])

  it("has a month for each, with what is picked, changed and over", () => {
    expect(months.map(({ month, days: own }) => [month, own.length])).toEqual([
      ["2026-05", 4],
      ["2026-06", 1],
    ])
    expect(months[0]!.days.map(({ picked: is, changed, isOver }) => [is, changed, isOver])).toEqual([
      [false, false, true],
      [false, false, false],
      [true, true, false],
      [false, false, false],
    ])
  })

  it("is walked by arrows, Home and End, and by months", () => {
    expect(reached(months, "d05-14", "ArrowRight")).toBe("d05-21")
    expect(reached(months, "d05-14", "ArrowLeft")).toBe("d05-07")
    expect(reached(months, "d05-07", "ArrowLeft")).toBe("d05-07")
    expect(reached(months, "d05-28", "ArrowDown")).toBe("d06-04")
    expect(reached(months, "d06-04", "ArrowDown")).toBe("d06-04")
    expect(reached(months, "d05-14", "Home")).toBe("d05-07")
    expect(reached(months, "d05-14", "End")).toBe("d05-28")
    expect(reached(months, "d05-14", "PageDown")).toBe("d06-04")
    expect(reached(months, "d06-04", "PageUp")).toBe("d05-07")
    expect(reached(months, "d06-04", "PageDown")).toBe("d06-04")
    expect(reached(months, "d06-04", "a")).toBeUndefined()
  })

  it("begins its weeks on Monday", () => {
    const weeks = weeksOf("2026-05")
    expect(weeks[0]).toEqual([null, null, null, null, "2026-05-01", "2026-05-02", "2026-05-03"])
    expect(weeks).toHaveLength(5)
    expect(weeksOf("2027-02")).toHaveLength(4)
    expect(weeksOf("2026-03").flat().filter(Boolean)).toHaveLength(31)
  })
})

it("X3: a basket may be moved to open deliveries of the weeks around, and once", () => {
  const delivery = (day: string, more: object = {}) => ({
    id: idOf(day),
    day,
    closesAt: `${day}T06:00:00.000Z`,
    absent: false,
    movedTo: null,
    ...more,
  })
  const season = (movedTo: string | null) =>
    ({
      deliveries: [
        delivery("2026-05-07"),
        delivery("2026-05-14", { absent: true, movedTo }),
        delivery("2026-05-21"),
        delivery("2026-05-28", { absent: true }),
        delivery("2026-06-04"),
      ],
    }) as unknown as Season
  const idsOf = (movedTo: string | null) => targetsOf(rules(), season(movedTo), "d05-14").map(({ id }) => id)
  expect(idsOf(null)).toEqual(["d05-21"])
  expect(idsOf("d05-21")).toEqual([])
})
