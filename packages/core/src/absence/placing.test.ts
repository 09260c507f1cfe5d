import { describe, expect, it } from "vitest"
import { aContext, aDay, weekly } from "../../test/absences.ts"
import type { AbsenceContext, AbsencePolicy } from "./index.ts"
import {
  absenceDays,
  absenceProblem,
  absenceUse,
  numberProblem,
  placed,
  provisional,
  shiftProblem,
  unshiftProblem,
  withLapsed,
} from "./index.ts"

/** Ten Thursdays from the 7th of May 2026; the last two are 2 and 9 July. */
const season = weekly("2026-05-07", 10)
const [first, second] = season as [string, string]
const [ninth, tenth] = season.slice(-2) as [string, string]

const at = (policy: Partial<AbsencePolicy>, differences: Partial<AbsenceContext> = {}) =>
  aContext(policy, season, differences)

describe("placing a number", () => {
  const policy = { quota: { kind: "chosen", minimum: 1, maximum: 4 }, placement: "last" } as const

  it("ABS-9 (GC-19): two of ten, placed automatically, are the last two", () => {
    expect(placed(at(policy, { subscribing: true }), 2)).toEqual([ninth, tenth])
  })

  it("ABS-9: dates whose deadline has passed are not placed, frozen ones stay", () => {
    const now = "2026-07-01T00:00:00.000Z"
    expect(placed(at(policy, { subscribing: true, now }), 2)).toEqual([tenth])
    expect(placed(at(policy, { override: true, now, declared: [first, second] }), 1)).toEqual([first, second])
    expect(placed(at(policy, { override: true, now, declared: [first, tenth] }), 1)).toEqual([first])
    expect(placed(at(policy, { override: true, now, declared: [first] }), 2)).toEqual([first, tenth])
  })

  it("ABS-9: what is frozen stays before what is earlier, from the very deadline on", () => {
    const closesAt = "2026-05-01T00:00:00.000Z"
    const own = [aDay(first), aDay(tenth, { closesAt })]
    const context = aContext(policy, [], { own, override: true, declared: [first, tenth] })
    expect(placed({ ...context, now: "2026-04-30T23:59:59.999Z" }, 1)).toEqual([first])
    expect(placed({ ...context, now: closesAt }, 1)).toEqual([tenth])
  })

  it("ABS-9: ranges hold for what is placed", () => {
    const ranges = [{ from: "2026-07-01", to: "2026-07-31", maximum: 1 }]
    expect(placed(at({ ...policy, ranges }, { subscribing: true }), 2)).toEqual([season[7], tenth])
  })

  it("ABS-9: whole weeks are placed", () => {
    const own = ["2026-05-05", "2026-05-07", "2026-05-12", "2026-05-14"]
    const context = aContext({ ...policy, unit: "iso-week" }, own, { subscribing: true })
    expect(placed(context, 1)).toEqual(["2026-05-12", "2026-05-14"])
    expect(placed(context, 2)).toEqual(own)
  })

  it("ABS-6 (S8.1): the number is chosen at subscription within bounds, then only an admin changes it", () => {
    const subscribing = at(policy, { subscribing: true })
    expect([1, 4].map((number) => numberProblem(subscribing, number))).toEqual([undefined, undefined])
    expect(numberProblem(subscribing, 0)).toEqual({ _tag: "TooFewAbsences", minimum: 1, wanted: 0 })
    expect(numberProblem(subscribing, 5)).toEqual({ _tag: "TooManyAbsences", quota: 4, wanted: 5, range: null })
    expect(numberProblem({ ...subscribing, chosen: 2 }, 3)).toBeUndefined()
    const member = at(policy, { chosen: 2, declared: [ninth, tenth] })
    expect(numberProblem(member, 2)).toBeUndefined()
    expect(numberProblem(member, 3)).toEqual({ _tag: "AbsenceNumberFixed", chosen: 2, wanted: 3 })
    expect(numberProblem(member, 1)).toEqual({ _tag: "AbsenceNumberFixed", chosen: 2, wanted: 1 })
    const admin = { ...member, override: true }
    expect([0, 5, 10].map((number) => numberProblem(admin, number))).toEqual([undefined, undefined, undefined])
  })

  it("ABS-9 (S8.2): a number beyond the dates, or below what is frozen, is refused to an admin too", () => {
    const window = { from: first, to: second }
    expect(numberProblem(at({ ...policy, window }, { subscribing: true }), 3)).toEqual({
      _tag: "TooManyAbsences",
      quota: 2,
      wanted: 3,
      range: null,
    })
    const admin = at(policy, { override: true, now: "2026-05-13T00:00:00.000Z", declared: [first, second], chosen: 2 })
    expect(numberProblem(admin, 11)).toMatchObject({ _tag: "TooManyAbsences", quota: 10 })
    expect(numberProblem(admin, 1)).toEqual({ _tag: "TooFewAbsences", minimum: 2, wanted: 1 })
    expect(numberProblem(aContext(null, season), 0)).toEqual({ _tag: "AbsencesNotOffered" })
  })

  it("ABS-6: a number is held to the quota whatever its kind", () => {
    const fixed = at({ quota: { kind: "fixed", maximum: 2 } }, { subscribing: true })
    expect(numberProblem(fixed, 2)).toBeUndefined()
    expect(numberProblem(fixed, 3)).toMatchObject({ _tag: "TooManyAbsences", quota: 2 })
  })
})

describe("standing in", () => {
  const policy = {
    quota: { kind: "fixed", maximum: 2 },
    placement: "last-provisional",
    notice: { kind: "days", days: 6 },
  } as const

  it("ABS-10: what is left of the quota stands on the last dates", () => {
    expect(provisional(at(policy))).toEqual([ninth, tenth])
    expect(provisional(at(policy, { declared: [first] }))).toEqual([tenth])
    expect(provisional(at(policy, { declared: [first, second] }))).toEqual([])
    expect(provisional(at(policy, { declared: [tenth] }))).toEqual([ninth])
    expect(provisional(at({ ...policy, placement: "last" }))).toEqual([])
    expect(provisional(aContext(null, season))).toEqual([])
  })

  it("ABS-10: they stand also where dates are fixed at subscription", () => {
    expect(provisional(at({ ...policy, fixed: "at-subscription" }))).toEqual([ninth, tenth])
  })

  it("ABS-10: an admin may have given more than the maximum", () => {
    const chosen = { ...policy, quota: { kind: "chosen", minimum: 0, maximum: 1 } } as const
    expect(provisional(at(chosen, { chosen: 2 }))).toEqual([ninth, tenth])
    expect(placed(at(chosen, { chosen: 1, override: true }), 2)).toEqual([ninth, tenth])
  })

  it("ABS-10: a delivery that the member wants is left out", () => {
    expect(provisional(at(policy), [tenth])).toEqual([season[7], ninth])
    expect(provisional(at(policy, { declared: [first] }), [first])).toEqual([tenth])
  })

  it("ABS-10: an admin who looks sees the same", () => {
    const now = "2026-06-27T00:00:00.000Z"
    for (const override of [false, true]) expect(provisional(at(policy, { now, override }))).toEqual([tenth])
  })

  it("ABS-10: from its deadline on it is an absence like any other", () => {
    // The whole 26th of June is in time for the 2nd of July.
    const before = at(policy, { now: "2026-06-26T21:59:59.999Z" })
    const after = at(policy, { now: "2026-06-26T22:00:00.000Z" })
    expect(withLapsed(before, [ninth, tenth]).declared).toEqual([])
    for (const override of [false, true]) {
      const lapsed = withLapsed({ ...after, override }, [ninth, tenth])
      expect(lapsed.declared).toEqual([ninth])
      expect(provisional(lapsed)).toEqual([tenth])
    }
    expect(absenceProblem(withLapsed(after, [ninth, tenth]), tenth)).toBeUndefined()
    const full = withLapsed({ ...after, declared: [first] }, [ninth])
    expect(absenceProblem(full, tenth)).toMatchObject({ _tag: "TooManyAbsences", quota: 2, wanted: 3 })
  })
})

describe("a calendar", () => {
  it("ABS-12: says each state, its deadline and why it is locked", () => {
    const policy = { quota: { kind: "fixed", maximum: 3 }, placement: "last-provisional", barred: [second] } as const
    const days = absenceDays(at(policy, { declared: [first, season[3]!], now: "2026-05-06T00:00:00.000Z" }))
    expect(days.map(({ state, why }) => [state, why?._tag ?? null])).toEqual([
      ["absent", "AbsenceTooLate"],
      ["locked", "AbsenceNotPossible"],
      ["possible", null],
      ["absent", null],
      ...Array.from({ length: 5 }, () => ["possible", null]),
      ["provisional", null],
    ])
    expect(days[2]).toMatchObject({ delivery: season[2], date: season[2], deadline: "2026-05-19T16:00:00.000Z" })
    expect(absenceDays(at(policy), [tenth]).at(-1)?.state).toBe("possible")
  })

  it("ABS-12: counts what is used of what is allowed, in all and by range", () => {
    const ranges = [{ from: first, to: second, maximum: 1 }]
    const policy = { quota: { kind: "fixed", maximum: 4 }, ranges } as const
    expect(absenceUse(at(policy, { declared: [second, tenth, "elsewhere"] }))).toEqual({
      used: 2,
      maximum: 4,
      ranges: [{ from: first, to: second, used: 1, maximum: 1 }],
    })
    expect(absenceUse(aContext(null, season))).toEqual({ used: 0, maximum: 0, ranges: [] })
  })
})

describe("moving a basket", () => {
  const policy = { shift: { maximum: 1, weeks: 2 } }
  const absent = at(policy, { declared: [first, second] })
  const shift = { source: first, target: season[2]! }
  const done = { source: second, target: season[3]! }

  it("ABS-11: is a choice of the policy", () => {
    const refusal = { _tag: "ShiftNotPossible", ...shift, why: "not-offered" }
    expect(shiftProblem(at({}, { declared: [first] }), shift, [])).toEqual(refusal)
    expect(shiftProblem(aContext(null, season), shift, [])).toEqual(refusal)
  })

  it("ABS-11: is of an absence, once", () => {
    expect(shiftProblem(absent, shift, [])).toBeUndefined()
    expect(shiftProblem(absent, { ...shift, source: season[3]! }, [])).toMatchObject({ why: "source-not-absent" })
    expect(shiftProblem({ ...absent, declared: ["x"] }, { ...shift, source: "x" }, [])).toMatchObject({
      why: "source-not-absent",
    })
    expect(shiftProblem(absent, shift, [{ source: first, target: season[1]! }])).toMatchObject({
      why: "source-shifted",
    })
    expect(shiftProblem(absent, { source: first, target: second }, [])).toMatchObject({ why: "target-absent" })
  })

  it("ABS-11: is limited in number, but for an admin", () => {
    expect(shiftProblem(absent, shift, [done])).toEqual({ _tag: "TooManyShifts", maximum: 1 })
    expect(shiftProblem({ ...absent, override: true }, shift, [done])).toBeUndefined()
  })

  it("ABS-11: may be of a past absence, to a delivery that is open, for an admin too", () => {
    const context = (now: string, override: boolean) => ({ ...absent, now, override })
    const closes = "2026-05-19T16:00:00.000Z"
    for (const override of [false, true]) {
      expect(shiftProblem(context("2026-05-19T15:59:59.999Z", override), shift, [])).toBeUndefined()
      expect(shiftProblem(context(closes, override), shift, [])).toMatchObject({ why: "target-closed" })
    }
  })

  it("ABS-11: is undone while orders of the other delivery are open", () => {
    expect(unshiftProblem({ ...absent, now: "2026-05-19T15:59:59.999Z" }, shift)).toBeUndefined()
    expect(unshiftProblem({ ...absent, now: "2026-05-19T16:00:00.000Z" }, shift)).toEqual({
      _tag: "ShiftNotPossible",
      ...shift,
      why: "target-closed",
    })
    expect(unshiftProblem(absent, { ...shift, target: "x" })).toMatchObject({ why: "target-not-a-delivery" })
  })
})
