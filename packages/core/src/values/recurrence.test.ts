import * as fc from "fast-check"
import * as Schema from "effect/Schema"
import { RRuleTemporal } from "rrule-temporal"
import { describe, expect, it } from "vitest"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { daysBetween, plusDays, weekdayOf } from "./civil.ts"
import { isExcluded, occurrences, occurrencesWithin } from "./recurrence.ts"
import { Recurrence as RecurrenceSchema } from "./recurrence.schema.ts"
import type { Exclusion, Recurrence, RecurrenceEnd, Rhythm } from "./recurrence.schema.ts"

const all = (recurrence: Recurrence): ReadonlyArray<string> => [...occurrences(recurrence)]

const datesAsked: Ask = (
  first: string,
  every: Rhythm,
  ends: RecurrenceEnd,
  except: ReadonlyArray<Exclusion> | undefined,
) => [all({ first, every, ends, except: except ?? [] })]

const asks: Readonly<Record<string, Ask>> = {
  "RECUR-1": datesAsked,
  "RECUR-2": datesAsked,
  "RECUR-3": datesAsked,
  "RECUR-4": datesAsked,
  "RECUR-5": datesAsked,
  "RECUR-6": (first: string, every: Rhythm, ends: RecurrenceEnd, maximum: number) => [
    occurrencesWithin({ first, every, ends, except: [] }, maximum)?.length ?? "too many",
  ],
}

const rules = rulesOn("cycles.md").filter(({ id }) => id.startsWith("RECUR-"))

describe("the rule book's page on cycles, recurrences", () => {
  it("has a table of cases for each rule, and a question for each table", () => {
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(asks))
    expect(rules.filter(({ rows }) => rows.length < 2)).toStrictEqual([])
  })

  for (const rule of rules) {
    it.each(casesOf(rule))(`${rule.id}: ${rule.title}: $title`, ({ given, says }) => {
      expect(asks[rule.id]!(...given)).toStrictEqual(says)
    })
  }
})

/** The how manieth such weekday of its month, found by walking over the month's days. */
const walked = (month: string, weekday: number, nth: number): string => {
  const days = Array.from({ length: 31 }, (_, index) => plusDays(`${month}-01`, index)).filter(
    (date) => date.startsWith(month) && weekdayOf(date) === weekday,
  )
  return days[nth - 1] ?? days.at(-1)!
}

describe("the end of March", () => {
  const months = (year: number) =>
    Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`)

  it.each([2025, 2026, 2027, 2028, 2029])(
    "RECUR-2 (D7): every weekday of %i, first to fifth of the month, is on its day all year",
    (year) => {
      for (let weekday = 1; weekday <= 7; weekday += 1) {
        for (let nth = 1; nth <= 5; nth += 1) {
          // The first month of the year before that has a fifth one, so that it is known which is meant.
          const first = months(year - 1)
            .map((month) => walked(month, weekday, nth))
            .find((date) => Math.ceil(Number(date.slice(8)) / 7) === nth)!
          const every = { months: 1, on: "weekday" } as const
          const dates = all({ first, every, ends: { until: `${year}-12-31` }, except: [] })
          expect(dates.filter((date) => date.startsWith(`${year}`))).toEqual(
            months(year).map((month) => walked(month, weekday, nth)),
          )
        }
      }
    },
  )

  it("RECUR-2 (D7): the dates that a predecessor had a day early", () => {
    const march = (first: string) =>
      all({ first, every: { months: 1, on: "weekday" }, ends: { count: 12 }, except: [] }).find((date) =>
        date.slice(4, 8).startsWith("-03-"),
      )
    expect(march("2024-12-29")).toBe("2025-03-30")
    expect(march("2024-11-30")).toBe("2025-03-29")
    expect(march("2025-11-30")).toBe("2026-03-29")
    expect(march("2027-01-22")).toBe("2027-03-26")
    expect(march("2027-01-28")).toBe("2027-03-25")
    expect(march("2028-01-24")).toBe("2028-03-27")
    expect(march("2028-01-25")).toBe("2028-03-28")
    expect(march("2029-01-22")).toBe("2029-03-26")
    expect(march("2029-01-24")).toBe("2029-03-28")
  })
})

const date = fc.integer({ min: 0, max: 20_000 }).map((days) => plusDays("2000-01-01", days))
const every: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.record({ weeks: fc.integer({ min: 1, max: 52 }) }),
  fc.record({ months: fc.integer({ min: 1, max: 12 }), on: fc.constantFrom("weekday", "last-weekday", "day") }),
)
const except = (from: string) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: -10, max: 900 }), fc.integer({ min: 0, max: 60 }))
      .map(([start, length]) => ({ from: plusDays(from, start), to: plusDays(from, start + length) })),
    { maxLength: 4 },
  )
const recurrence: fc.Arbitrary<Recurrence> = date.chain((first) =>
  fc.record({
    first: fc.constant(first),
    every,
    ends: fc.oneof(
      fc.record({ count: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ until: fc.integer({ min: -30, max: 1500 }).map((days) => plusDays(first, days)) }),
    ),
    except: except(first),
  }),
)

describe("laws", () => {
  it("RECUR-1, RECUR-4, RECUR-5: dates rise, none is excluded or too early, and the end is honoured", () => {
    fc.assert(
      fc.property(recurrence, (one) => {
        const dates = all(one)
        const until = "until" in one.ends ? one.ends.until : "9999-12-31"
        expect(dates).toEqual([...new Set(dates)].toSorted())
        expect(dates.filter((day) => day < one.first || day > until || isExcluded(one.except, day))).toEqual([])
        expect(dates).toHaveLength("count" in one.ends ? one.ends.count : dates.length)
      }),
    )
  })

  /** Whether a date may be one by the first one and the rhythm alone. */
  const fits = ({ first, every: rhythm }: Recurrence, day: string): boolean => {
    if ("weeks" in rhythm || rhythm.on !== "day") return weekdayOf(day) === weekdayOf(first)
    const isMonthEnd = plusDays(day, 1).endsWith("-01")
    return day.slice(8) === first.slice(8) || (isMonthEnd && day.slice(8) < first.slice(8))
  }

  it("RECUR-1, RECUR-2, RECUR-3: dates keep to the weekday of the first one; by day, to its day or the month's end", () => {
    fc.assert(
      fc.property(recurrence, (one) => {
        expect(all(one).filter((day) => !fits(one, day))).toEqual([])
      }),
    )
  })

  it("RECUR-5: an exclusion takes its days out of the dates until a day, and changes no other", () => {
    fc.assert(
      fc.property(recurrence, fc.integer({ min: 0, max: 1500 }), (one, days) => {
        const ends = { until: plusDays(one.first, days) }
        const whole = all({ ...one, ends, except: [] })
        expect(all({ ...one, ends })).toEqual(whole.filter((day) => !isExcluded(one.except, day)))
      }),
    )
  })

  it("RECUR-6: dates are made as they are asked for", () => {
    const [first, second] = occurrences({
      first: "2026-01-01",
      every: { weeks: 1 },
      ends: { count: Number.MAX_SAFE_INTEGER },
      except: [],
    })
    expect([first, second]).toEqual(["2026-01-01", "2026-01-08"])
  })

  it("RECUR-6: dates end before the year has five digits", () => {
    for (const rhythm of [{ weeks: 52 }, { months: 12, on: "weekday" }, { months: 11, on: "day" }] as const) {
      const dates = all({ first: "9990-12-31", every: rhythm, ends: { count: 100 }, except: [] })
      expect(dates.length).toBeGreaterThan(5)
      expect(dates.every((day) => day.length === 10 && day.startsWith("99"))).toBe(true)
    }
  })
})

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

/** The same dates as an iCalendar rule; without exclusions, which count differently there. */
const ruleOf = ({ first, every: rhythm, ends }: Recurrence): string => {
  const end = "count" in ends ? `COUNT=${ends.count}` : `UNTIL=${ends.until.replaceAll("-", "")}T235959Z`
  return `DTSTART;TZID=UTC:${first.replaceAll("-", "")}T120000\nRRULE:${rhythmOf(first, rhythm)};${end}`
}

const rhythmOf = (first: string, rhythm: Rhythm): string => {
  if ("weeks" in rhythm) return `FREQ=WEEKLY;INTERVAL=${rhythm.weeks}`
  const monthly = `FREQ=MONTHLY;INTERVAL=${rhythm.months}`
  const day = Number(first.slice(8))
  if (rhythm.on === "day") {
    const days = Array.from({ length: Math.max(1, day - 27) }, (_, index) => day - index)
    return `${monthly};BYMONTHDAY=${days.toReversed().join(",")};BYSETPOS=-1`
  }
  const nth = Math.ceil(day / 7)
  const weekday = weekdays[weekdayOf(first) - 1]!
  // A fifth that falls back to the fourth where there is none is the last one of each month.
  return `${monthly};BYDAY=${rhythm.on === "last-weekday" || nth === 5 ? -1 : nth}${weekday}`
}

const elsewhere = (one: Recurrence): ReadonlyArray<string> =>
  new RRuleTemporal({ rruleString: ruleOf(one) }).all().map((moment) => moment.toString().slice(0, 10))

describe("another implementation of recurrences", () => {
  it("RECUR-1, RECUR-2, RECUR-3, RECUR-4 (D7): gives the same dates", () => {
    fc.assert(
      fc.property(recurrence, (one) => {
        const plain = { ...one, except: [] }
        expect(all(plain)).toEqual(elsewhere(plain))
      }),
      { numRuns: 300 },
    )
  })

  it("RECUR-5: gives the same dates once those excluded are left out", () => {
    fc.assert(
      fc.property(recurrence, fc.integer({ min: 0, max: 1500 }), (one, days) => {
        const until = { ...one, ends: { until: plusDays(one.first, days) } }
        expect(all(until)).toEqual(elsewhere(until).filter((day) => !isExcluded(one.except, day)))
      }),
    )
  })
})

describe("what is read", () => {
  const read = Schema.is(RecurrenceSchema)
  const good = { first: "2026-01-08", every: { weeks: 1 }, ends: { count: 3 }, except: [] }

  it.each([
    ["as it is", good, true],
    ["a range", { ...good, except: [{ from: "2026-01-01", to: "2027-01-01" }] }, true],
    ["a range of more than a year", { ...good, except: [{ from: "2026-01-01", to: "2027-01-02" }] }, false],
    ["a range that ends before", { ...good, except: [{ from: "2026-01-02", to: "2026-01-01" }] }, false],
    ["no weeks", { ...good, every: { weeks: 0 } }, false],
    ["weeks and months", { ...good, every: { weeks: 1, months: 1, on: "day" } }, false],
    ["two ends", { ...good, ends: { count: 1, until: "2026-01-08" } }, false],
    ["a day that does not exist", { ...good, first: "2026-02-29" }, false],
  ])("RECUR-5: %s", (_, input, expected) => {
    expect(read(input)).toBe(expected)
  })

  it("RECUR-5: the longest exclusion is a leap year", () => {
    expect(daysBetween("2024-01-01", "2024-12-31") + 1).toBe(366)
    expect(read({ ...good, except: [{ from: "2024-01-01", to: "2024-12-31" }] })).toBe(true)
  })
})
