import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { civilAt, plusDays } from "../values/index.ts"
import type { Cycle, CycleRecipe } from "./index.ts"
import { distributionId, evolve, firstDay, pairDates, planOn, recipeOf } from "./index.ts"

const recipe: CycleRecipe = {
  place: "hall",
  recurrence: { first: "2026-06-04", every: { weeks: 1 }, ends: { count: 3 }, except: [] },
  startTime: "18:00",
  endTime: "20:00",
  orders: { opensDaysBefore: 10, opensTime: "08:00", closesDaysBefore: 2, closesTime: "20:00" },
  catalogs: "all",
  note: "",
}

const zone = "Europe/Paris"

const madeOf = (dates: ReadonlyArray<string>) => dates.map((date) => ({ date, distribution: date }))

const asks: Readonly<Record<string, Ask>> = {
  "CYCLE-1": (
    date: string,
    startTime: string,
    endTime: string,
    [opensDaysBefore, opensTime]: [number, string],
    [closesDaysBefore, closesTime]: [number, string],
  ) => {
    const orders = { opensDaysBefore, opensTime, closesDaysBefore, closesTime }
    const plan = planOn({ ...recipe, startTime, endTime, orders }, date, zone)
    return [plan.orders.opensAt, plan.orders.closesAt, plan.startsAt, plan.endsAt]
  },
  "CYCLE-5": (planned: ReadonlyArray<string>, wanted: ReadonlyArray<string>) => {
    const pairs = pairDates(madeOf(planned), wanted)
    const became = pairs.flatMap(({ was, date }) => (was === undefined ? [] : [[was.date, date ?? null] as const]))
    const added = pairs.flatMap(({ was, date }) => (was === undefined && date !== undefined ? [date] : []))
    return [{ ...Object.fromEntries(became), ...(added.length === 0 ? {} : { new: added }) }]
  },
}

describe("the rule book's page on cycles, on their own", () => {
  for (const rule of rulesOn("cycles.md").filter(({ id }) => id in asks)) {
    it.each(casesOf(rule))(`${rule.id}: ${rule.title}: $title`, ({ given, says }) => {
      expect(asks[rule.id]!(...given)).toEqual(says)
    })
  }
})

const sortedDates = (maximum: number) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: maximum })
    .map((days) => days.toSorted((a, b) => a - b).map((one) => plusDays("2026-01-01", one)))

describe("laws", () => {
  it("CYCLE-5: each planned and each wanted date appears once, in order, and what stays keeps its date", () => {
    fc.assert(
      fc.property(sortedDates(12), sortedDates(12), (planned, wanted) => {
        const pairs = pairDates(madeOf(planned), wanted)
        expect(pairs.flatMap(({ was }) => was?.date ?? [])).toEqual(planned)
        expect(pairs.flatMap(({ date }) => date ?? [])).toEqual(wanted)
        const lost = pairs.filter(
          ({ was, date }) => was !== undefined && wanted.includes(was.date) && date !== was.date,
        )
        expect(lost).toEqual([])
      }),
    )
  })

  it("CYCLE-5: what keeps its date bounds the others: no distribution passes it", () => {
    fc.assert(
      fc.property(sortedDates(12), sortedDates(12), (planned, wanted) => {
        const staying = planned.filter((date) => wanted.includes(date))
        for (const { was, date } of pairDates(madeOf(planned), wanted)) {
          if (was === undefined || date === undefined) continue
          for (const bound of staying) expect(Math.sign(cmp(was.date, bound))).toBe(Math.sign(cmp(date, bound)))
        }
      }),
    )
  })

  it("CYCLE-1 (D7): the hours on the wall are the recipe's on every date, over both clock changes", () => {
    const time = fc
      .tuple(fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"))
    const days = fc.integer({ min: 0, max: 40 })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        time,
        time,
        days,
        fc.constantFrom("Europe/Paris", "America/New_York", "Australia/Lord_Howe"),
        (after, startTime, opensTime, opensDaysBefore, timeZone) => {
          const date = plusDays("2026-01-01", after)
          const orders = { ...recipe.orders, opensDaysBefore, opensTime }
          const plan = planOn({ ...recipe, startTime, orders }, date, timeZone)
          expect(civilAt(plan.startsAt, timeZone)).toMatchObject({ date, time: startTime })
          expect(civilAt(plan.orders.opensAt, timeZone)).toMatchObject({
            date: plusDays(date, -opensDaysBefore),
            time: opensTime,
          })
        },
      ),
    )
  })
})

const cmp = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

describe("what is told of a cycle", () => {
  const dates = madeOf(["2026-06-11", "2026-06-04"])
  const created = evolve(null, { _tag: "CycleCreated", id: "c", recipe, dates }) as Cycle

  it("CYCLE-2: a cycle is created with its dates in order", () => {
    expect(created).toEqual({
      id: "c",
      recipes: [recipe],
      dates: [
        { date: "2026-06-04", distribution: "2026-06-04", recipe: 0 },
        { date: "2026-06-11", distribution: "2026-06-11", recipe: 0 },
      ],
      status: "running",
    })
  })

  it("CYCLE-4: a change replaces the dates from its day on and keeps the earlier recipe for those before", () => {
    const later = { ...recipe, startTime: "19:00" }
    const fact = { _tag: "CycleChanged", from: "2026-06-05", recipe: later, dates: madeOf(["2026-06-12"]) } as const
    const changed = evolve(created, fact) as Cycle
    expect(recipeOf(changed)).toBe(later)
    expect(changed.dates).toEqual([
      { date: "2026-06-04", distribution: "2026-06-04", recipe: 0 },
      { date: "2026-06-12", distribution: "2026-06-12", recipe: 1 },
    ])
  })

  it("CYCLE-8: an end is remembered, and what is told before the cycle is there folds into nothing", () => {
    expect(evolve(created, { _tag: "CycleEnded", from: "2026-06-05" })).toEqual({ ...created, status: "ended" })
    expect(evolve(null, { _tag: "CycleEnded", from: "2026-06-05" })).toBeNull()
  })

  it.each([
    ["2026-06-01", "2026-06-10T12:00:00.000Z", "2026-06-10"],
    ["2026-06-11", "2026-06-10T12:00:00.000Z", "2026-06-11"],
    ["2026-06-01", "2026-06-10T22:30:00.000Z", "2026-06-11"],
  ])("CYCLE-4 (D7): a change from %s asked at %s applies from %s on", (from, now, day) => {
    expect(firstDay(from, now, zone)).toBe(day)
  })

  it("CYCLE-5: the id of a distribution tells its cycle and its date", () => {
    expect(distributionId("c", "2026-06-04")).toBe("c-2026-06-04")
    expect(distributionId("c", "2026-06-04", 2)).toBe("c-2026-06-04-2")
  })
})
