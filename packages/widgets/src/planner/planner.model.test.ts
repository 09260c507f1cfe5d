import { describe, expect, it } from "vitest"
import type { Contract, Distribution } from "./desk.store.ts"
import {
  columnsOf,
  isChanged,
  isOpen,
  monthsOf,
  movedBy,
  newCycle,
  nextTarget,
  recipeOf,
  rowsOf,
  sumOf,
  targetsOf,
} from "./planner.model.ts"
import type { Impact } from "./planner.model.ts"

const zone = "Europe/Paris"
const now = "2026-11-22T09:30:00.000Z"

const distribution = (
  day: string,
  catalogs: ReadonlyArray<string>,
  more: Partial<Distribution> = {},
): Distribution => ({
  id: day,
  place: { id: "halle", name: "Halle", address: "", city: "" },
  startsAt: `${day}T17:30:00.000Z`,
  endsAt: `${day}T19:00:00.000Z`,
  note: "",
  orders: { opensAt: "2026-01-01T00:00:00.000Z", closesAt: `${day}T08:00:00.000Z` },
  status: "planned",
  catalogs: catalogs.map((id) => ({
    id,
    name: id,
    producer: "ferme",
    window: { opensAt: "2026-01-01T00:00:00.000Z", closesAt: `${day}T08:00:00.000Z` },
    fee: null,
  })),
  ...more,
})

const contract = (id: string, days: ReadonlyArray<readonly [delivery: string, distribution: string]>): Contract =>
  ({
    id,
    name: id,
    producer: "ferme",
    producerName: "Ferme",
    startsOn: "2026-11-01",
    endsOn: "2026-12-17",
    deliveries: days.map(([delivery, at]) => ({
      id: delivery,
      distribution: at,
      day: at,
      startsAt: `${at}T17:30:00.000Z`,
      closesAt: `${at}T08:00:00.000Z`,
      origin: "delays",
    })),
  }) as unknown as Contract

const season = [
  distribution("2026-11-19", ["legumes"]),
  distribution("2026-12-03", ["legumes", "pains"]),
  distribution("2026-11-26", ["legumes"]),
  distribution("2026-11-28", ["pains"]),
  distribution("2026-12-10", [], { status: "cancelled" }),
  distribution("2026-12-24", ["legumes"]),
]
const vegetables = contract("legumes", [
  ["a", "2026-11-19"],
  ["b", "2026-11-26"],
  ["c", "2026-12-03"],
  ["d", "2026-12-03"],
  ["e", "2026-12-24"],
])
const columns = columnsOf(season, [vegetables], now, zone, true)

describe("the calendar", () => {
  it("has a column for each distribution with a contract, by date, others when asked for, none for what is cancelled", () => {
    const own = columnsOf(season, [vegetables], now, zone, false)
    expect(own.map(({ id, isPast }) => [id, isPast])).toEqual([
      ["2026-11-19", true],
      ["2026-11-26", false],
      ["2026-12-03", false],
      ["2026-12-24", false],
    ])
    expect(columns.map(({ id }) => id)).toContain("2026-11-28")
    expect(columns.map(({ id }) => id)).not.toContain("2026-12-10")
  })

  it("D7: names days by the group's clock", () => {
    const late = distribution("2026-11-26", [], { startsAt: "2026-11-26T23:30:00.000Z" })
    expect(columnsOf([late], [], now, zone, true)[0]?.day).toBe("2026-11-27")
  })

  it("CALENDAR-2: has a row for each catalog, and both deliveries where two take place on one day", () => {
    const rows = rowsOf([vegetables], season, true)
    expect(rows.map(({ catalog }) => catalog)).toEqual(["legumes", "pains"])
    expect(rows[0]?.cells.get("2026-12-03")?.map(({ id }) => id)).toEqual(["c", "d"])
    expect(rows[1]?.contract).toBeNull()
    expect([...(rows[1]?.cells.keys() ?? [])].toSorted()).toEqual(["2026-11-28", "2026-12-03"])
    expect(rowsOf([vegetables], season, false)).toHaveLength(1)
  })

  it("counts the columns of each month", () => {
    expect(monthsOf(columns)).toEqual([
      { month: "2026-11", count: 3 },
      { month: "2026-12", count: 2 },
    ])
  })
})

describe("putting a delivery off", () => {
  const second = vegetables.deliveries[1]!

  it("CALENDAR-3: is for those that are not closed, the instant of closing excluded", () => {
    expect(isOpen(second, "2026-11-26T07:59:59.999Z")).toBe(true)
    expect(isOpen(second, "2026-11-26T08:00:00.000Z")).toBe(false)
  })

  it("CALENDAR-4: leads to other days to come, within the contract's period", () => {
    expect(targetsOf(vegetables, second, columns).map(({ id }) => id)).toEqual(["2026-11-28", "2026-12-03"])
  })

  it("goes from one possible day to the next, and stays at the last", () => {
    const targets = new Set(["2026-11-26", "2026-12-03"])
    expect(nextTarget(columns, targets, "2026-11-26", 1)).toBe("2026-12-03")
    expect(nextTarget(columns, targets, "2026-12-03", 1)).toBe("2026-12-03")
    expect(nextTarget(columns, targets, "2026-12-03", -1)).toBe("2026-11-26")
    expect(nextTarget(columns, targets, "2026-11-26", -1)).toBe("2026-11-26")
  })

  it("D20: tells who would pay or get something else", () => {
    const one = {
      subscription: "s",
      members: ["lea"],
      collector: "lea",
      deliveriesBefore: 4,
      deliveriesAfter: 4,
      totalBefore: 5200,
      totalAfter: 5200,
    }
    const impact = { subscriptions: [one, { ...one, deliveriesAfter: 3, totalAfter: 3900 }] } as unknown as Impact
    expect(impact.subscriptions.map(isChanged)).toEqual([false, true])
    expect(sumOf(impact)).toEqual({ before: 10_400, after: 9100 })
  })
})

describe("keys of the grid", () => {
  it.each([
    ["ArrowLeft", false, { row: 1, column: 1 }],
    ["ArrowRight", false, { row: 1, column: 3 }],
    ["ArrowUp", false, { row: 0, column: 2 }],
    ["ArrowDown", false, { row: 2, column: 2 }],
    ["PageUp", false, { row: 1, column: 0 }],
    ["PageDown", false, { row: 1, column: 6 }],
    ["Home", false, { row: 1, column: 0 }],
    ["End", false, { row: 1, column: 9 }],
    ["Home", true, { row: 0, column: 0 }],
    ["End", true, { row: 2, column: 9 }],
    ["x", false, undefined],
  ])("%s (control %s)", (key, isControl, place) => {
    expect(movedBy(key, isControl, { row: 1, column: 2 }, 3, 10)).toEqual(place)
  })

  it("stay within", () => {
    expect(movedBy("ArrowRight", false, { row: 0, column: 9 }, 3, 10)).toEqual({ row: 0, column: 9 })
    expect(movedBy("ArrowUp", false, { row: 0, column: 9 }, 3, 10)).toEqual({ row: 0, column: 9 })
  })
})

describe("the form of a cycle", () => {
  const form = newCycle("halle", "2027-03-03", "2027-03-31")

  it("CYCLE-2: becomes a recipe", () => {
    expect(recipeOf(form)).toEqual({
      place: "halle",
      recurrence: { first: "2027-03-03", every: { weeks: 1 }, ends: { until: "2027-03-31" }, except: [] },
      startTime: "18:30",
      endTime: "20:00",
      orders: { opensDaysBefore: 28, opensTime: "08:00", closesDaysBefore: 3, closesTime: "20:00" },
      catalogs: "all",
    })
  })

  it("R4.8: says every other week, a weekday of the month, a number of dates", () => {
    expect(recipeOf({ ...form, rhythm: "w2" }).recurrence.every).toEqual({ weeks: 2 })
    expect(recipeOf({ ...form, rhythm: "last-weekday" }).recurrence.every).toEqual({ months: 1, on: "last-weekday" })
    expect(recipeOf({ ...form, ends: "count", count: 7 }).recurrence.ends).toEqual({ count: 7 })
  })

  it("RECUR-5: leaves out holidays, one day when only one is named, in whichever order they are", () => {
    const except = [
      { from: "2027-03-19", to: "2027-03-15" },
      { from: "2027-03-30", to: "" },
      { from: "", to: "" },
    ]
    expect(recipeOf({ ...form, except }).recurrence.except).toEqual([
      { from: "2027-03-15", to: "2027-03-19" },
      { from: "2027-03-30", to: "2027-03-30" },
    ])
  })
})
