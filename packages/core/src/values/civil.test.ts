import { execFileSync } from "node:child_process"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  civilAt,
  daysBefore,
  daysBetween,
  delayBefore,
  instantAt,
  isoWeek,
  offsetText,
  plusDays,
  plusMonths,
  weekdayOf,
  windowOfDays,
} from "./civil.ts"
import { instantOf, plusMilliseconds } from "./instant.ts"
import { covers, isValidWindow, overlaps } from "./interval.ts"

const minute = 60_000
const day = 86_400_000
const zone = fc.constantFrom(
  "Europe/Paris",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/St_Johns",
  "Africa/Casablanca",
  "Antarctica/Troll",
  "Pacific/Apia",
  "UTC",
)
const from = Date.parse("1975-01-01T00:00:00Z")
const to = Date.parse("2060-01-01T00:00:00Z")
/** Whole minutes, half of them in the weeks of 2026 where clocks change. */
const moment = fc
  .oneof(
    fc.integer({ min: from / minute, max: to / minute }),
    ...["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01"].map((date) => {
      const middle = Date.parse(date) / minute
      return fc.integer({ min: middle - 2880, max: middle + 2880 })
    }),
  )
  .map((minutes) => minutes * minute)
const date = fc.integer({ min: from / day, max: to / day }).map((days) => instantOf(days * day).slice(0, 10))
const span = fc.integer({ min: -4000, max: 4000 })

/** What a formatter of its own says a clock on the wall shows. */
function shown(at: number, inZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: inZone, dateStyle: "short", timeStyle: "short" }).format(at)
}

describe("TIME-3 (D7): the wall clock is the zone's", () => {
  it("TIME-3: date and time are those that a formatter shows, and the weekday is the date's", () => {
    fc.assert(
      fc.property(moment, zone, (at, inZone) => {
        const civil = civilAt(instantOf(at + 59_999), inZone)
        expect(`${civil.date} ${civil.time}`).toBe(shown(at, inZone))
        expect(civil.weekday).toBe(weekdayOf(civil.date))
      }),
    )
  })

  it("TIME-3: weekdays go round from Monday 1 to Sunday 7", () => {
    fc.assert(
      fc.property(date, (on) => {
        expect(weekdayOf(plusDays(on, 1))).toBe((weekdayOf(on) % 7) + 1)
      }),
    )
    expect(weekdayOf("2026-11-22")).toBe(7)
  })

  it("TIME-3: a zone that does not exist is refused", () => {
    expect(() => civilAt("2026-05-01T00:00:00.000Z", "Europe/Lutetia")).toThrow(RangeError)
  })
})

describe("TIME-4 (D7): an hour that does not exist moves forward, one that exists twice is the first", () => {
  it("TIME-4: reading the clock and finding the time again gives the same instant, or the first of two", () => {
    fc.assert(
      fc.property(moment, zone, (at, inZone) => {
        const instant = instantOf(at)
        const civil = civilAt(instant, inZone)
        const again = instantAt(civil.date, civil.time, inZone)
        expect(again <= instant).toBe(true)
        expect(civilAt(again, inZone)).toStrictEqual(civil)
      }),
      { numRuns: 500 },
    )
  })

  it("TIME-4: is the first instant that shows the time, found by looking at each quarter of an hour", () => {
    fc.assert(
      fc.property(
        moment.map((at) => at - (at % (15 * minute))),
        zone,
        (wall, inZone) => {
          const text = instantOf(wall)
          const asked = `${text.slice(0, 10)} ${text.slice(11, 16)}`
          const quarters = Array.from({ length: 121 }, (_, n) => wall + (n - 60) * 15 * minute)
          const first = quarters.find((at) => shown(at, inZone) === asked)
          const found = instantAt(text.slice(0, 10), text.slice(11, 16), inZone)
          const skipped = first === undefined && shown(Date.parse(found), inZone) > asked
          expect(found).toBe(skipped ? found : instantOf(first!))
        },
      ),
      { numRuns: 150 },
    )
  })

  it("TIME-4: a day's midnight comes before noon of the next day, whatever the clocks do between", () => {
    fc.assert(
      fc.property(date, zone, (on, inZone) => {
        expect(instantAt(on, "00:00", inZone) < instantAt(plusDays(on, 1), "12:00", inZone)).toBe(true)
      }),
    )
  })
})

describe("TIME-5 (X29): dates are counted on the calendar", () => {
  it("TIME-5: days add up and can be taken off again; never -0", () => {
    fc.assert(
      fc.property(date, span, span, (on, a, b) => {
        expect(plusDays(plusDays(on, a), b)).toBe(plusDays(on, a + b))
        expect(Object.is(daysBetween(on, plusDays(on, a)), a)).toBe(true)
        expect(daysBetween(on, on)).toBe(0)
      }),
    )
  })

  it("TIME-5: a month later is the next month, on the same day or its last", () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -500, max: 500 }), (on, months) => {
        const later = plusMonths(on, months)
        const count = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
        expect(count(later) - count(on)).toBe(months)
        const sameDay = later.slice(8) === on.slice(8)
        const shorter = later.slice(8) < on.slice(8) && plusDays(later, 1).endsWith("-01")
        expect(sameDay || shorter).toBe(true)
      }),
    )
  })

  it("TIME-5: refuses to leave the years of four digits", () => {
    expect(() => plusDays("9999-12-31", 1)).toThrow(RangeError)
    expect(() => plusMonths("9999-12-31", 1)).toThrow(RangeError)
  })
})

describe("TIME-6 (D7): a delay's whole days are calendar days", () => {
  it("TIME-6: so many days before shows the same time so many dates earlier, unless the clock skips it", () => {
    fc.assert(
      fc.property(moment, fc.nat(400), zone, (at, days, inZone) => {
        const civil = civilAt(instantOf(at), inZone)
        const before = daysBefore(instantOf(at), days, inZone)
        expect(before).toBe(days === 0 ? instantOf(at) : instantAt(plusDays(civil.date, -days), civil.time, inZone))
      }),
    )
  })

  it("TIME-6: keeps seconds and milliseconds", () => {
    expect(daysBefore("2026-03-30T10:20:30.456Z", 2, "Europe/Paris")).toBe("2026-03-28T11:20:30.456Z")
  })

  it("TIME-6 (R0.2): whole days of a delay are the days, and the rest passes by the hour", () => {
    fc.assert(
      fc.property(moment, fc.nat(30), fc.nat(23), zone, (at, days, hours, inZone) => {
        const before = daysBefore(instantOf(at), days, inZone)
        expect(delayBefore(instantOf(at), 24 * days + hours, inZone)).toBe(
          plusMilliseconds(before, -hours * 60 * minute),
        )
      }),
    )
  })

  it("TIME-6: a longer delay is never later, in zones that keep their hours", () => {
    fc.assert(
      fc.property(moment, fc.nat(800), fc.nat(800), (at, hours, more) => {
        const instant = instantOf(at)
        expect(
          delayBefore(instant, hours + more, "Asia/Kathmandu") <= delayBefore(instant, hours, "Asia/Kathmandu"),
        ).toBe(true)
      }),
    )
  })
})

describe("TIME-7 (D7): ISO weeks go with ISO years", () => {
  it("TIME-7: weeks run from 1 to 52 or 53, and the next one follows in seven days", () => {
    fc.assert(
      fc.property(date, (on) => {
        const { year, week } = isoWeek(on)
        const next = isoWeek(plusDays(on, 7))
        const turns = next.year > year
        expect(next).toStrictEqual(turns ? { year: year + 1, week: 1 } : { year, week: week + 1 })
        expect(turns ? [52, 53] : Array.from({ length: 52 }, (_, n) => n + 1)).toContain(week)
      }),
    )
  })

  it("TIME-7: the days from a Monday to a Sunday are one week, and the 4th of January is in week 1", () => {
    fc.assert(
      fc.property(date, (on) => {
        const monday = plusDays(on, 1 - weekdayOf(on))
        expect(isoWeek(monday)).toStrictEqual(isoWeek(plusDays(monday, 6)))
        const year = on.slice(0, 4)
        expect(isoWeek(`${year}-01-04`)).toStrictEqual({ year: Number(year), week: 1 })
      }),
    )
  })
})

describe("TIME-8 (GC-12.7): local text carries its offset", () => {
  it("TIME-8: reads back as the same instant", () => {
    fc.assert(
      fc.property(moment, fc.nat(59_999), zone, (at, rest, inZone) => {
        expect(Date.parse(offsetText(instantOf(at + rest), inZone))).toBe(at + rest)
      }),
    )
  })

  it("TIME-8: tells the two halves of a doubled hour apart", () => {
    expect(offsetText("2026-10-25T00:30:00.000Z", "Europe/Paris")).toBe("2026-10-25T02:30:00+02:00")
    expect(offsetText("2026-10-25T01:30:00.000Z", "Europe/Paris")).toBe("2026-10-25T02:30:00+01:00")
  })
})

describe("INTERVAL-4 (C0.8): a period of days includes its last day", () => {
  it("INTERVAL-4: periods that share a day overlap, those on two days in a row do not", () => {
    fc.assert(
      fc.property(date, fc.nat(60), fc.nat(60), zone, (first, a, b, inZone) => {
        const middle = plusDays(first, a)
        const whole = windowOfDays(first, plusDays(middle, b + 1), inZone)
        const start = windowOfDays(first, middle, inZone)
        expect(overlaps(start, windowOfDays(plusDays(middle, 1), plusDays(middle, b + 1), inZone))).toBe(false)
        // The one day that Samoa skipped is shared by nobody.
        const shared = windowOfDays(middle, middle, inZone)
        expect(overlaps(start, windowOfDays(middle, plusDays(middle, b), inZone))).toBe(isValidWindow(shared))
        expect(covers(whole, start)).toBe(true)
      }),
    )
  })
})

describe("D7: the zone of the machine plays no part", () => {
  const script = `
    const { civilAt, daysBefore, instantAt, isoWeek, offsetText, plusMonths, windowOfDays } = await import(process.argv[1])
    const zones = ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
    const days = ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01"]
    console.log(JSON.stringify(zones.flatMap((zone) => days.flatMap((date) => ["00:00", "01:45", "02:15", "23:59"].map((time) => {
      const instant = instantAt(date, time, zone)
      return [instant, civilAt(instant, zone), daysBefore(instant, 1, zone), offsetText(instant, zone), isoWeek(date),
        plusMonths(date, 1), windowOfDays(date, date, zone)]
    })))))`
  const answers = (TZ: string) =>
    execFileSync(process.execPath, ["--input-type=module", "-e", script, new URL("./civil.ts", import.meta.url).href], {
      env: { ...process.env, TZ },
      encoding: "utf8",
    })

  it.each(["America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"])(
    "TIME-4 (D7): a machine in %s gives the same answers as one at UTC",
    { timeout: 30_000 },
    (TZ) => {
      const expected = answers("UTC")
      expect(JSON.parse(expected)).toHaveLength(96)
      expect(answers(TZ)).toBe(expected)
    },
  )
})
