import { describe, expect, it } from "vitest"
import { aContext, aDay, paris, weekly } from "../../test/absences.ts"
import { daysBetween, instantAt, plusDays, weekdayOf } from "../values/index.ts"
import type { AbsenceContext, AbsencePolicy } from "./index.ts"
import {
  absenceProblem,
  amapjJokers,
  amapjPrepaid,
  camapAbsences,
  choiceProblem,
  csaAbsences,
  numberProblem,
  openOlitorAbsences,
  placed,
  policyProblem,
  provisional,
  quotaOf,
  settled,
  shiftProblem,
  skipBeforeClose,
  strayProblem,
  tapirJokers,
  withdrawalProblem,
} from "./index.ts"

/** A year of Thursdays over both clock changes and the turn of the year. */
const season = weekly("2026-03-05", 48)

const at = (policy: AbsencePolicy, differences: Partial<AbsenceContext> = {}) => aContext(policy, season, differences)

/** Whether an absence may be declared at a delivery of which orders close only as it starts, on a day at a time. */
const mayDeclare = (policy: AbsencePolicy, date: string, today: string, time: string): boolean => {
  const startsAt = instantAt(date, "18:00", paris)
  const now = instantAt(today, time, paris)
  return absenceProblem(aContext(policy, [], { own: [aDay(date, { closesAt: startsAt })], now }), date) === undefined
}

/** From ten days before a delivery to the day itself, at the first and the last minute and at noon. */
const moments = (date: string) =>
  Array.from({ length: 11 }, (_, days) => plusDays(date, days - 10)).flatMap((today) =>
    ["00:00", "12:00", "23:59"].map((time) => [today, time] as const),
  )

/** Around both clock changes, the turn of the year and a leap day. */
const deliveries = ["2026-03-31", "2026-10-27", "2027-01-02", "2028-03-01", "2026-05-07"]

const hasStarted = (date: string, today: string, time: string): boolean => today === date && time >= "18:00"

describe("Cagette and CAMAP", () => {
  const window = { from: season[2]!, to: season[11]! }
  const policy = camapAbsences({ maximum: 4, window })
  const subscribing = at(policy, { subscribing: true })

  it("ABS-14 (S8.1): a number up to the maximum is chosen at subscription, and not changed by the member", () => {
    expect([0, 4, 5].map((number) => numberProblem(subscribing, number)?._tag)).toEqual([
      undefined,
      undefined,
      "TooManyAbsences",
    ])
    const member = at(policy, { chosen: 2, declared: [season[10]!, season[11]!] })
    expect(numberProblem(member, 3)?._tag).toBe("AbsenceNumberFixed")
    expect(choiceProblem(member, [season[3]!, season[11]!])).toBeUndefined()
    expect(choiceProblem(member, [season[11]!])?._tag).toBe("AbsenceNumberFixed")
    expect(withdrawalProblem(member, season[11]!)?._tag).toBe("AbsenceNumberFixed")
    expect(absenceProblem(member, season[4]!)?._tag).toBe("AbsenceNumberFixed")
  })

  it("ABS-14 (S8.2): a number without dates is the last dates of the window", () => {
    expect(placed(subscribing, 2)).toEqual([season[10], season[11]])
    const narrow = {
      ...subscribing,
      policy: camapAbsences({ maximum: 4, window: { from: season[2]!, to: season[4]! } }),
    }
    expect(numberProblem(narrow, 4)).toMatchObject({ _tag: "TooManyAbsences", quota: 3 })
  })

  it("ABS-14 (S8.3): no date twice, none outside window or period, none that stands for several, none past", () => {
    const codes = (ids: ReadonlyArray<string>, differences: Partial<AbsenceContext> = {}) =>
      choiceProblem({ ...subscribing, ...differences }, ids)
    expect(codes([season[3]!, season[3]!])).toMatchObject({ _tag: "AbsenceRepeated" })
    expect(codes([season[1]!])).toMatchObject({ why: "outside-window" })
    expect(codes([season[2]!, season[11]!])).toBeUndefined()
    expect(codes([season[12]!])).toMatchObject({ why: "outside-window" })
    expect(codes(["2026-03-06"])).toMatchObject({ why: "not-a-delivery" })
    const own = season.map((date) => aDay(date, date === season[3] ? { merged: 2 } : {}))
    expect(codes([season[3]!], { own })).toMatchObject({ why: "merged" })
    const now = instantAt(season[3]!, "18:00", paris)
    expect(codes([season[3]!], { now, override: true })).toMatchObject({ _tag: "AbsenceTooLate" })
  })

  it("ABS-14 (S8.3): closed but still to come is frozen by the rules, not only on the screen", () => {
    const now = instantAt(plusDays(season[3]!, -1), "12:00", paris)
    const context = at(policy, { chosen: 2, declared: [season[3]!, season[11]!], now })
    expect(choiceProblem(context, [season[5]!, season[11]!])).toMatchObject({ _tag: "AbsenceTooLate", date: season[3] })
    expect(choiceProblem(context, [season[3]!, season[5]!])).toBeUndefined()
  })

  it("ABS-14 (S8.5): an absence is not charged", () => {
    expect(policy.compensation).toBe("not-charged")
  })

  it("ABS-14 (S8.6): a period that leaves an absence outside names it", () => {
    const own = season.slice(0, 10).map((date) => aDay(date))
    expect(strayProblem({ ...subscribing, own, declared: [season[9]!, season[10]!] })).toMatchObject({
      delivery: season[10],
    })
  })

  it("ABS-14 (S8.7): a maximum that is lowered later takes no absence away", () => {
    const declared = [season[3]!, season[4]!, season[5]!]
    const lowered = at(camapAbsences({ maximum: 1, window }), { chosen: 3, declared })
    expect(choiceProblem(lowered, declared)).toBeUndefined()
    expect(placed({ ...lowered, override: true }, 3)).toEqual(declared)
  })

  it("ABS-14 (CAT13): fits a contract whose period holds the window", () => {
    expect(policyProblem(policy, { from: "2026-03-01", to: "2027-02-28" }, season)).toBeUndefined()
    expect(policyProblem(policy, { from: "2026-04-01", to: "2027-02-28" }, season)).toMatchObject({
      problem: "window-outside-period",
    })
  })
})

describe("AmapJ", () => {
  it.each([0, 1, 3, 7])("ABS-14: a joker while today is before the delivery less %i days", (delay) => {
    const policy = amapjJokers({ minimum: 0, maximum: 2, mode: { delay } })
    for (const date of deliveries) {
      for (const [today, time] of moments(date)) {
        const isIn = today < plusDays(date, -delay)
        expect([date, today, time, mayDeclare(policy, date, today, time)]).toEqual([date, today, time, isIn])
      }
    }
  })

  it("ABS-14: a joker until the end of enrolment, the whole day", () => {
    const policy = amapjJokers({ minimum: 1, maximum: 2, mode: { until: "2026-10-25" } })
    const may = (today: string, time: string) => mayDeclare(policy, "2026-11-05", today, time)
    expect([may("2026-10-25", "00:00"), may("2026-10-25", "23:59"), may("2026-10-26", "00:00")]).toEqual([
      true,
      true,
      false,
    ])
  })

  it("ABS-14: the number is between the two when saved, and dates are placed by nobody", () => {
    const context = at(amapjJokers({ minimum: 1, maximum: 2, mode: { delay: 3 } }), { subscribing: true })
    const codes = [0, 1, 2, 3].map((number) => choiceProblem(context, season.slice(5, 5 + number))?._tag)
    expect(codes).toEqual(["TooFewAbsences", undefined, undefined, "TooManyAbsences"])
    expect(context.policy).toMatchObject({ placement: "none", compensation: "not-charged" })
  })

  it("ABS-14: a cell of a prepaid card while the delivery less the delay is ahead, if it is not barred", () => {
    const policy = amapjPrepaid({ delay: 3, barred: ["2026-05-14"] })
    const may = (today: string, time: string) => mayDeclare(policy, "2026-03-31", today, time)
    expect([may("2026-03-28", "17:59"), may("2026-03-28", "18:00")]).toEqual([true, false])
    expect(absenceProblem(aContext(policy, ["2026-05-14"]), "2026-05-14")).toMatchObject({ why: "barred" })
    expect(quotaOf(at(policy))).toBe(48)
  })
})

describe("tapir", () => {
  const ranges = [{ from: "2026-04-13", to: "2026-06-25", maximum: 2 }]

  it.each([1, 2, 3, 4, 5, 6, 7])("ABS-14: until the last weekday %i up to the delivery, inclusive", (weekday) => {
    const policy = tapirJokers({ maximum: 4, ranges: [], weekday })
    for (const date of deliveries) {
      for (const [today, time] of moments(date)) {
        const before = (((weekdayOf(date) - weekday) % 7) + 7) % 7
        const isIn = daysBetween(today, date) >= before && !hasStarted(date, today, time)
        expect([date, today, time, mayDeclare(policy, date, today, time)]).toEqual([date, today, time, isIn])
      }
    }
  })

  it("ABS-14: at most two from 13.04. to 25.06., both days included, and four in all", () => {
    const policy = tapirJokers({ maximum: 4, ranges, weekday: 1 })
    const dates = weekly("2026-04-13", 3).concat(weekly("2026-06-25", 4))
    const context = aContext(policy, dates, { declared: ["2026-04-13", "2026-04-20"] })
    expect(absenceProblem(context, "2026-06-25")).toMatchObject({ quota: 2, wanted: 3, range: { from: "2026-04-13" } })
    expect(absenceProblem(context, "2026-07-02")).toBeUndefined()
    const full = { ...context, declared: [...context.declared, "2026-07-02", "2026-07-09"] }
    expect(absenceProblem(full, "2026-07-16")).toMatchObject({ quota: 4, range: null })
  })

  it("ABS-14: one joker per ISO week, also at the turn of the year", () => {
    const policy = tapirJokers({ maximum: 4, ranges: [], weekday: 1 })
    const dates = ["2026-01-01", "2026-12-29", "2027-01-01"]
    const context = aContext(policy, dates)
    expect(choiceProblem(context, ["2026-12-29"])).toMatchObject({ why: "week-not-whole" })
    expect(choiceProblem(context, ["2026-12-29", "2027-01-01"])).toBeUndefined()
    expect(choiceProblem(context, dates)).toBeUndefined()
    const one = { ...context, policy: tapirJokers({ maximum: 1, ranges: [], weekday: 1 }) }
    expect(choiceProblem(one, ["2026-12-29", "2027-01-01"])).toBeUndefined()
    expect(choiceProblem(one, dates)).toMatchObject({ quota: 1, wanted: 2 })
  })

  it("ABS-14: the credit comes after the deadline, so that undoing before it costs nothing", () => {
    const policy = tapirJokers({ maximum: 4, ranges: [], weekday: 1 })
    expect(policy.compensation).toBe("credit")
    const context = (now: string) => at(policy, { declared: ["2026-05-07"], now })
    expect(withdrawalProblem(context("2026-05-04T21:59:00.000Z"), "2026-05-07")).toBeUndefined()
    expect(settled(context("2026-05-04T21:59:00.000Z"))).toEqual([])
    expect(withdrawalProblem(context("2026-05-04T22:00:00.000Z"), "2026-05-07")?._tag).toBe("AbsenceTooLate")
    expect(settled(context("2026-05-04T22:00:00.000Z"))).toEqual(["2026-05-07"])
  })
})

describe("csa-admin", () => {
  const terms = { included: 4, noticeDays: 7, billed: false, atEnd: "absent", shift: { maximum: 2, weeks: 3 } } as const
  const policy = csaAbsences(terms)

  it("ABS-14: included absences are prorated by deliveries, halves up", () => {
    for (let own = 1; own <= 48; own += 1) {
      const context = aContext(policy, season.slice(0, own), { catalogDeliveries: 48 })
      expect([own, quotaOf(context)]).toEqual([own, Math.floor(4 * (own / 48) + 0.5)])
    }
  })

  it("ABS-14: notice is so many days before the absence begins", () => {
    for (const date of deliveries) {
      for (const [today, time] of moments(date)) {
        const isIn = daysBetween(today, date) >= 7
        expect([date, today, time, mayDeclare(policy, date, today, time)]).toEqual([date, today, time, isIn])
      }
    }
  })

  it("ABS-14: billed or not; at the end kept on the last deliveries, or delivered", () => {
    expect(policy.compensation).toBe("not-charged")
    expect(csaAbsences({ ...terms, billed: true }).compensation).toBe("none")
    expect(provisional(at(policy, { declared: [season[10]!] }))).toEqual(season.slice(-3))
    expect(provisional(at(csaAbsences({ ...terms, atEnd: "delivered" })))).toEqual([])
  })

  it("ABS-14: a basket is shifted within three weeks, either way, twice", () => {
    const declared = season.slice(10, 13)
    const context = at(policy, { declared })
    const to = (target: string) => shiftProblem(context, { source: season[10]!, target }, [])
    expect([to(season[7]!), to(season[13]!)]).toEqual([undefined, undefined])
    expect([to(season[6]!), to(season[14]!), to(season[11]!)]).toMatchObject([
      { why: "too-far" },
      { why: "too-far" },
      { why: "target-absent" },
    ])
    const shifted = [1, 2].map((index) => ({ source: season[10 + index]!, target: season[13 + index]! }))
    expect(shiftProblem(context, { source: season[10]!, target: season[9]! }, shifted)?._tag).toBe("TooManyShifts")
  })
})

describe("OpenOlitor", () => {
  const period = { from: "2026-03-01", to: "2027-02-28" }

  it("ABS-14: so many per business year, each counted apart", () => {
    const policy = openOlitorAbsences({ maximum: 2, yearStart: "01-01", period })
    expect(policy.ranges).toEqual([
      { from: "2026-01-01", to: "2026-12-31", maximum: 2 },
      { from: "2027-01-01", to: "2027-12-31", maximum: 2 },
    ])
    const declared = ["2026-12-24", "2026-12-31"]
    expect(absenceProblem(at(policy, { declared }), "2026-12-17")).toMatchObject({ quota: 2, wanted: 3 })
    expect(absenceProblem(at(policy, { declared }), "2027-01-07")).toBeUndefined()
  })

  it("ABS-14: a business year may begin on any day", () => {
    const ranges = (yearStart: string) => openOlitorAbsences({ maximum: 2, yearStart, period }).ranges
    expect(ranges("04-01").map(({ from, to }) => [from, to])).toEqual([
      ["2025-04-01", "2026-03-31"],
      ["2026-04-01", "2027-03-31"],
    ])
    expect(ranges("03-01").map(({ from, to }) => [from, to])).toEqual([["2026-03-01", "2027-02-28"]])
  })

  it("ABS-14: while the delivery is open", () => {
    const policy = openOlitorAbsences({ maximum: 2, yearStart: "01-01", period })
    const context = (now: string) => at(policy, { now })
    expect(absenceProblem(context("2026-05-05T15:59:59.999Z"), "2026-05-07")).toBeUndefined()
    expect(absenceProblem(context("2026-05-05T16:00:00.000Z"), "2026-05-07")?._tag).toBe("AbsenceTooLate")
  })
})

describe("Open Food Network", () => {
  it("ABS-14: any delivery is skipped until its orders close, and is not charged", () => {
    const policy = skipBeforeClose()
    expect(choiceProblem(at(policy), season)).toBeUndefined()
    expect(absenceProblem(at(policy, { now: "2026-05-05T16:00:00.000Z" }), "2026-05-07")?._tag).toBe("AbsenceTooLate")
    expect(withdrawalProblem(at(policy, { declared: ["2026-05-07"] }), "2026-05-07")).toBeUndefined()
    expect(policy.compensation).toBe("not-charged")
  })
})
