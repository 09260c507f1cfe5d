import { describe, expect, test } from "vitest"
import {
  calendar,
  catalogsAt,
  closedCount,
  distributionCount,
  group,
  openIndex,
  pastBaskets,
  places,
  producers,
} from "./index.ts"

/** The civil date and time that a clock on a wall in Paris shows. */
const parisClock = new Intl.DateTimeFormat("sv-SE", {
  timeZone: group.zone,
  dateStyle: "short",
  timeStyle: "short",
})

const hour = 3_600_000

const known = new Map<string, number>()

/** The instant of a civil moment in Paris, in milliseconds; none of ours falls into a clock change. */
const instantOf = ({ date, time }: { readonly date: string; readonly time: string }): number => {
  const before = known.get(`${date} ${time}`)
  if (before !== undefined) return before
  const asIfUtc = Date.parse(`${date}T${time}:00Z`)
  const found = [asIfUtc - hour, asIfUtc - 2 * hour].find((at) => parisClock.format(at) === `${date} ${time}`)
  if (found === undefined) throw new Error(`No ${date} ${time} in Paris`)
  known.set(`${date} ${time}`, found)
  return found
}

describe("calendar", () => {
  const weeks = [
    ["an ordinary week", "2026-11-16T00:00:00Z"],
    ["the week the clocks go back", "2026-10-19T00:00:00Z"],
    ["the week the clocks go forward", "2027-03-22T00:00:00Z"],
    ["the week the year ends", "2026-12-28T00:00:00Z"],
  ] as const

  /** Every half hour of eight days, and the minutes around each closing. */
  const moments = (from: string) => {
    const start = Date.parse(from)
    const halves = Array.from({ length: 8 * 48 }, (_, half) => start + half * (hour / 2))
    return [...halves, ...halves.map((at) => at - 60_000), ...halves.map((at) => at + 60_000)].map((at) => {
      const [date = "", time = ""] = parisClock.format(at).split(" ")
      return { at, date, time, ...calendar(date, time) }
    })
  }

  test.each(weeks)(
    "at every half hour of %s orders are open somewhere for a day at least, and not open yet elsewhere",
    (_, from) => {
      for (const { at, date, time, distributions } of moments(from)) {
        const open = distributions.filter(
          ({ opensAt, closesAt }) => instantOf(opensAt) <= at && at < instantOf(closesAt),
        )
        const roomy = open.filter(({ closesAt }) => instantOf(closesAt) - at >= 24 * hour)
        const closed = distributions.filter(({ closesAt }) => instantOf(closesAt) <= at)
        const later = distributions.filter(({ opensAt }) => at < instantOf(opensAt))
        expect.soft(roomy.length, `${date} ${time}`).toBeGreaterThanOrEqual(1)
        expect.soft(later.length, `${date} ${time}`).toBeGreaterThanOrEqual(1)
        expect.soft(closed, `${date} ${time}`).toEqual(distributions.slice(0, closedCount))
        expect.soft(open[0], `${date} ${time}`).toEqual(distributions[openIndex])
        const sinceOpening = at - instantOf(distributions[openIndex]!.opensAt)
        const last = Math.max(...pastBaskets(openIndex).map(({ minutesAfterOpening }) => minutesAfterOpening))
        expect.soft(sinceOpening, `${date} ${time}`).toBeGreaterThanOrEqual(last * 60_000)
      }
    },
  )

  test("D10: ten Saturdays in a row, orders closing before the morning they prepare, six at least already past", () => {
    for (const { at, distributions } of weeks.flatMap(([, from]) => moments(from))) {
      expect(distributions).toHaveLength(distributionCount)
      expect(new Set(distributions.map(({ id }) => id)).size).toBe(distributionCount)
      for (const { date, startsTime, endsTime, opensAt, closesAt } of distributions) {
        expect(new Date(`${date}T00:00:00Z`).getUTCDay()).toBe(6)
        const starts = instantOf({ date, time: startsTime })
        expect(instantOf(opensAt)).toBeLessThan(instantOf(closesAt))
        expect(instantOf(closesAt)).toBeLessThan(starts)
        expect(starts).toBeLessThan(instantOf({ date, time: endsTime }))
      }
      const past = distributions.filter(({ date, endsTime }) => instantOf({ date, time: endsTime }) <= at)
      expect(past.length).toBeGreaterThanOrEqual(6)
    }
  })

  test("the mock-up’s Saturday: on Sunday 22 November 2026, orders for the 28th close on Tuesday 24th at 20 h", () => {
    const { distributions } = calendar("2026-11-22", "09:30")
    expect(distributions[openIndex]).toEqual({
      id: "2026-11-28",
      date: "2026-11-28",
      startsTime: "10:00",
      endsTime: "12:00",
      place: "halle-du-canal",
      opensAt: { date: "2026-11-16", time: "08:00" },
      closesAt: { date: "2026-11-24", time: "20:00" },
      catalogs: catalogsAt(openIndex),
    })
  })

  test("D8: at the closing hour itself, the following Saturday takes the orders", () => {
    expect(calendar("2026-11-24", "19:59").distributions[openIndex]?.date).toBe("2026-11-28")
    expect(calendar("2026-11-24", "20:00").distributions[openIndex]?.date).toBe("2026-12-05")
  })

  test("a Saturday has its distribution of the day, before, during and after", () => {
    for (const time of ["00:00", "11:00", "23:59"]) {
      const { distributions } = calendar("2026-11-21", time)
      expect(distributions[closedCount - 1]?.date).toBe("2026-11-21")
      expect(distributions[openIndex]?.date).toBe("2026-11-28")
    }
  })

  test("both places receive, and every catalog takes part in the open distribution and in a closed one", () => {
    const { distributions } = calendar("2026-11-22", "09:30")
    expect(places).toHaveLength(2)
    expect(new Set(distributions.map(({ place }) => place))).toEqual(new Set(places.map(({ id }) => id)))
    const all = producers.map(({ catalog }) => catalog.id).toSorted()
    expect(catalogsAt(openIndex).toSorted()).toEqual(all)
    const closed = Array.from({ length: closedCount }, (_, index) => catalogsAt(index)).flat()
    expect([...new Set(closed)].toSorted()).toEqual(all)
    for (const { catalogs: taking } of distributions) for (const id of taking) expect(all).toContain(id)
  })
})
