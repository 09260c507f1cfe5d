import { describe, expect, it } from "vitest"
import { aContext, aDay, weekly } from "../../test/absences.ts"
import { isoWeek, plusDays } from "../values/index.ts"
import type { AbsenceContext, AbsencePolicy } from "./index.ts"
import {
  absenceProblem,
  choiceProblem,
  covered,
  deadlineOf,
  quotaOf,
  settled,
  strayProblem,
  weekOf,
  withdrawalProblem,
} from "./index.ts"

/** The four Thursdays of May 2026 from the 7th. */
const may = weekly("2026-05-07", 4)
const [first, second, third, last] = may as [string, string, string, string]
/** Two deliveries a week: Tuesdays and Thursdays. */
const twice = ["2026-05-05", "2026-05-07", "2026-05-12", "2026-05-14"]
const weeks = { unit: "iso-week" } as const

const at = (policy: Partial<AbsencePolicy>, differences: Partial<AbsenceContext> = {}) =>
  aContext(policy, may, differences)

describe("declaring", () => {
  it("ABS-1: without a policy there are no absences, for an admin neither", () => {
    const refusal = { _tag: "AbsencesNotOffered" }
    for (const declared of [[], [first]]) {
      const none = aContext(null, may, { override: true, declared })
      expect(absenceProblem(none, first)).toEqual(refusal)
      expect(withdrawalProblem(none, first)).toEqual(refusal)
      expect(choiceProblem(none, [second, second])).toEqual(refusal)
    }
  })

  it("ABS-1: a delivery of somebody else, or of another day, is named", () => {
    const refusal = { _tag: "AbsenceNotPossible", delivery: "x", date: null, why: "not-a-delivery" }
    expect([absenceProblem(at({}), "x"), choiceProblem(at({}), [first, "x"])]).toEqual([refusal, refusal])
  })

  it.each([
    ["outside-window", { window: { from: second, to: last } }],
    ["barred", { barred: [first] }],
  ] as const)("ABS-1: a day that cannot be an absence (%s) is refused to an admin too", (why, policy) => {
    const refusal = { _tag: "AbsenceNotPossible", delivery: first, date: first, why }
    expect(absenceProblem(at(policy), first)).toEqual(refusal)
    expect(choiceProblem(at(policy, { override: true }), [first])).toEqual(refusal)
  })

  it("ABS-1: a delivery that stands for several is refused", () => {
    const own = [aDay(first, { merged: 2 }), aDay(second)]
    expect(absenceProblem(aContext({}, [], { own }), first)).toMatchObject({ why: "merged" })
    expect(absenceProblem(aContext({}, [], { own }), second)).toBeUndefined()
  })

  it("ABS-2: an absence is declared once", () => {
    const refusal = { _tag: "AbsenceRepeated", delivery: first, date: first }
    expect(absenceProblem(at({}, { declared: [first] }), first)).toEqual(refusal)
    expect(choiceProblem(at({}), [second, first, second])).toEqual({ ...refusal, delivery: second, date: second })
  })

  it("ABS-4: dates fixed at subscription change only by an admin", () => {
    const policy = { fixed: "at-subscription" } as const
    const refusal = { _tag: "AbsenceDatesFixed", delivery: second, date: second }
    expect(absenceProblem(at(policy), second)).toEqual(refusal)
    expect(withdrawalProblem(at(policy, { declared: [second] }), second)).toEqual(refusal)
    expect(choiceProblem(at(policy, { declared: [second] }), [])).toEqual(refusal)
    expect(absenceProblem(at(policy, { subscribing: true }), second)).toBeUndefined()
    expect(absenceProblem(at(policy, { override: true }), second)).toBeUndefined()
  })

  it("ABS-6: the refusal says the quota and what was wanted", () => {
    const declared = [first, second]
    expect(absenceProblem(at({ quota: { kind: "fixed", maximum: 2 } }, { declared }), third)).toEqual({
      _tag: "TooManyAbsences",
      quota: 2,
      wanted: 3,
      range: null,
    })
    const chosen = { quota: { kind: "chosen", minimum: 0, maximum: 4 } } as const
    expect(absenceProblem(at(chosen, { declared, chosen: 2 }), third)).toEqual({
      _tag: "AbsenceNumberFixed",
      chosen: 2,
      wanted: 3,
    })
    const between = { quota: { kind: "between", minimum: 2, maximum: 3 } } as const
    expect(withdrawalProblem(at(between, { declared }), second)).toEqual({
      _tag: "TooFewAbsences",
      minimum: 2,
      wanted: 1,
    })
  })

  it("ABS-6: while subscribing dates are picked one by one, and the minimum waits for the end", () => {
    const policy = { quota: { kind: "between", minimum: 2, maximum: 3 } } as const
    const subscribing = at(policy, { subscribing: true, declared: [first] })
    expect(absenceProblem(at(policy, { subscribing: true }), first)).toBeUndefined()
    expect(withdrawalProblem(subscribing, first)).toBeUndefined()
    expect(choiceProblem(subscribing, [first])).toMatchObject({ _tag: "TooFewAbsences" })
  })

  it("ABS-6: so many dates picked at subscription are so many, up to the maximum", () => {
    const policy = { quota: { kind: "chosen", minimum: 0, maximum: 2 } } as const
    const picked = (number: number) =>
      choiceProblem(at(policy, { subscribing: true, chosen: number }), may.slice(0, number))
    expect(picked(2)).toBeUndefined()
    expect(picked(3)).toEqual({ _tag: "TooManyAbsences", quota: 2, wanted: 3, range: null })
  })

  it("ABS-7: the refusal says the range", () => {
    const ranges = [{ from: first, to: second, maximum: 1 }]
    expect(absenceProblem(at({ ranges }, { declared: [first] }), second)).toEqual({
      _tag: "TooManyAbsences",
      quota: 1,
      wanted: 2,
      range: { from: first, to: second },
    })
  })

  it("ABS-7: a range that holds too many already hinders only what is added to it", () => {
    const context = at({ ranges: [{ from: first, to: second, maximum: 1 }] }, { declared: [first, second] })
    expect(absenceProblem(context, third)).toBeUndefined()
    expect(choiceProblem(context, [first, third])).toBeUndefined()
  })

  it("ABS-8: the refusal says the other absence; an admin is held to it too", () => {
    const refusal = { _tag: "AbsenceTooClose", delivery: second, date: second, other: third }
    const spacing = { kind: "apart", deliveries: 1 } as const
    for (const override of [false, true]) {
      expect(absenceProblem(at({ spacing }, { declared: [third], override }), second)).toEqual(refusal)
    }
  })
})

describe("an admin", () => {
  const policy = {
    quota: { kind: "between", minimum: 1, maximum: 1 },
    ranges: [{ from: first, to: last, maximum: 1 }],
    notice: { kind: "until", day: "2026-04-01" },
  } as const

  it("ABS-5: exceeds quota, ranges, minimum and notice as long as orders are open", () => {
    const now = "2026-05-04T00:00:00.000Z"
    const member = at(policy, { now, declared: [first] })
    const admin = { ...member, override: true }
    expect(absenceProblem(member, second)).toMatchObject({ _tag: "AbsenceTooLate" })
    expect(absenceProblem({ ...member, now: "2026-01-01T00:00:00.000Z" }, second)).toMatchObject({ quota: 1 })
    expect([absenceProblem(admin, second), withdrawalProblem(admin, first), choiceProblem(admin, may)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it.each([false, true])("ABS-5: changes nothing that is closed (override: %s)", (override) => {
    // The first is closed, the second not.
    const context = at({}, { now: "2026-05-06T00:00:00.000Z", override, declared: [first] })
    const deadline = "2026-05-05T16:00:00.000Z"
    const refusal = { _tag: "AbsenceTooLate", delivery: first, date: first, deadline }
    expect(withdrawalProblem(context, first)).toEqual(refusal)
    expect(choiceProblem(context, [second])).toEqual(refusal)
    expect(absenceProblem({ ...context, declared: [] }, first)).toEqual(refusal)
    expect(choiceProblem({ ...context, declared: [] }, [first, second])).toEqual(refusal)
    expect(choiceProblem(context, [first, second])).toBeUndefined()
  })
})

describe("withdrawing", () => {
  it("ABS-4: holds the same deadline as declaring", () => {
    const notice = { kind: "weekday", weekday: 1 } as const
    const context = (now: string) => at({ notice }, { now, declared: [first] })
    expect(withdrawalProblem(context("2026-05-04T21:59:59.999Z"), first)).toBeUndefined()
    expect(withdrawalProblem(context("2026-05-04T22:00:00.000Z"), first)).toMatchObject({
      _tag: "AbsenceTooLate",
      deadline: "2026-05-04T22:00:00.000Z",
    })
  })

  it("ABS-2: what is not an absence cannot be withdrawn", () => {
    const refusal = { _tag: "AbsenceNotPossible", delivery: "x", date: null, why: "not-absent" }
    expect(withdrawalProblem(at({}), "x")).toEqual(refusal)
    expect(withdrawalProblem(at({}), first)).toMatchObject({
      _tag: "AbsenceNotPossible",
      date: first,
      why: "not-absent",
    })
  })

  it("ABS-1: what became barred or is out of the window stays, or is withdrawn", () => {
    const context = at({ barred: [first], window: { from: third, to: last } }, { declared: [first, second] })
    expect(choiceProblem(context, [first, second, third])).toBeUndefined()
    expect(withdrawalProblem(context, first)).toBeUndefined()
    expect(choiceProblem(context, [])).toBeUndefined()
  })
})

describe("weeks", () => {
  it("ABS-2: an absence covers its week, and is one", () => {
    const policy = { ...weeks, quota: { kind: "fixed", maximum: 1 } } as const
    expect(absenceProblem(aContext(policy, twice), "2026-05-07")).toBeUndefined()
    const declared = ["2026-05-05", "2026-05-07"]
    expect(choiceProblem(aContext(policy, twice), declared)).toBeUndefined()
    expect(absenceProblem(aContext(policy, twice, { declared }), "2026-05-12")).toMatchObject({ quota: 1, wanted: 2 })
    expect(withdrawalProblem(aContext(policy, twice, { declared }), "2026-05-05")).toBeUndefined()
  })

  it("ABS-2 (D7): the number of a week is that of the days which ISO puts in it, and of no others", () => {
    const dates = Array.from({ length: 4 * 366 }, (_, index) => plusDays("2024-12-20", index))
    const isoName = (date: string) => `${isoWeek(date).year}-${isoWeek(date).week}`
    const names = new Map(dates.map((date) => [weekOf(date), isoName(date)]))
    expect(dates.map((date) => names.get(weekOf(date)))).toEqual(dates.map(isoName))
    expect(names.size).toBe(new Set(dates.map(isoName)).size)
  })

  it("ABS-2: a week covers each of its deliveries once, and counts once in a quota and a range", () => {
    const ranges = [{ from: "2026-05-05", to: "2026-05-12", maximum: 1 }]
    const context = aContext({ ...weeks, ranges }, twice)
    expect(covered(context, context.own[1]!).map((day) => day.delivery)).toEqual(["2026-05-07", "2026-05-05"])
    expect(quotaOf(context)).toBe(2)
    expect(absenceProblem(context, "2026-05-07")).toBeUndefined()
    const declared = ["2026-05-05", "2026-05-07"]
    expect(absenceProblem({ ...context, declared }, "2026-05-14")).toMatchObject({ quota: 1, wanted: 2 })
  })

  it("ABS-2: half a week is neither taken nor given back", () => {
    const refusal = { _tag: "AbsenceNotPossible", why: "week-not-whole" }
    expect(choiceProblem(aContext(weeks, twice), ["2026-05-07"])).toMatchObject({ ...refusal, date: "2026-05-07" })
    const declared = ["2026-05-05", "2026-05-07"]
    expect(choiceProblem(aContext(weeks, twice, { declared }), ["2026-05-07"])).toMatchObject({
      ...refusal,
      date: "2026-05-05",
    })
  })

  it("ABS-2: a day that cannot be an absence is left out of its week", () => {
    const context = aContext({ ...weeks, barred: ["2026-05-05"] }, twice)
    expect(choiceProblem(context, ["2026-05-07"])).toBeUndefined()
    expect(absenceProblem(context, "2026-05-05")).toMatchObject({ why: "barred" })
  })

  it("ABS-2: the week has the deadline of its first delivery, for an admin its first closing", () => {
    const context = aContext(weeks, twice, { now: "2026-05-03T16:00:00.000Z" })
    expect(absenceProblem({ ...context, now: "2026-05-03T15:59:59.999Z" }, "2026-05-07")).toBeUndefined()
    for (const override of [false, true]) {
      expect(absenceProblem({ ...context, override }, "2026-05-07")).toMatchObject({ _tag: "AbsenceTooLate" })
    }
    // The whole day of the delivery would be in time, were the other one of the week not closed.
    const sameDay = aContext({ ...weeks, notice: { kind: "days", days: 0 } }, twice)
    expect(deadlineOf(sameDay, sameDay.own[1]!)).toBe("2026-05-03T16:00:00.000Z")
  })

  it("ABS-8: deliveries apart are weeks apart", () => {
    const spacing = { kind: "apart", deliveries: 1 } as const
    const own = [...twice, "2026-05-19", "2026-05-21"]
    const context = aContext({ ...weeks, spacing }, own, { declared: ["2026-05-05", "2026-05-07"] })
    expect(absenceProblem(context, "2026-05-12")).toMatchObject({ _tag: "AbsenceTooClose" })
    expect(absenceProblem(context, "2026-05-19")).toBeUndefined()
  })
})

describe("what is left behind", () => {
  it("ABS-16 (S8.6): an absence outside the new period is named, counts for nothing and may go", () => {
    const policy = { quota: { kind: "fixed", maximum: 1 } } as const
    const context = at(policy, { declared: ["2026-06-04"] })
    expect(strayProblem(context)).toEqual({
      _tag: "AbsenceNotPossible",
      delivery: "2026-06-04",
      date: null,
      why: "not-a-delivery",
    })
    expect(strayProblem(at(policy, { declared: [first] }))).toBeUndefined()
    expect(absenceProblem(context, first)).toBeUndefined()
    expect(withdrawalProblem(context, "2026-06-04")).toBeUndefined()
    expect(choiceProblem(context, [first])).toBeUndefined()
    expect(choiceProblem(context, ["2026-06-04", first])).toBeUndefined()
  })

  it("ABS-15: credit is due from the member's deadline on, whoever asks", () => {
    const notice = { kind: "days", days: 3 } as const
    const context = (now: string, override: boolean) => at({ notice }, { declared: [first, third], now, override })
    expect(settled(context("2026-05-04T21:59:59.999Z", false))).toEqual([])
    expect(settled(context("2026-05-04T22:00:00.000Z", true))).toEqual([first])
    expect(settled(context("2026-06-01T00:00:00.000Z", false))).toEqual([first, third])
  })
})
