import { describe, expect, it } from "vitest"
import { aContext, aDay, aPolicy, paris, weekly } from "../../test/absences.ts"
import type { Ask } from "../../test/rule-page.ts"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import {
  absenceProblem,
  barrier,
  choiceProblem,
  countOf,
  deadlineOf,
  placed,
  policyProblem,
  provisional,
  quotaOf,
  shiftProblem,
} from "./index.ts"
import type { AbsenceDay } from "./index.ts"

const codeOf = (problem: { readonly _tag: string } | undefined) => [problem?._tag ?? "none"]

const april = weekly("2026-04-09", 4)
const letters = ["a", "b", "c", "d", "e", "f"]
const lettered = weekly("2026-05-07", letters.length).map((date, index) => aDay(date, { delivery: letters[index]! }))

const may = weekly("2026-05-07", 4).map((date) => aDay(date))
const without = (date: string) => may.filter((day) => day.date !== date)

/** What a subscription receives once its calendar has changed: a delivery put off keeps its name. */
const changed: Readonly<Record<string, ReadonlyArray<AbsenceDay>>> = {
  nothing: may,
  "4 June is added, for new subscribers only": may,
  "4 June is extended to all": [...may, aDay("2026-06-04")],
  "7 May is put off to 4 June": [...without("2026-05-07"), aDay("2026-06-04", { delivery: "2026-05-07" })],
  "28 May is cancelled": without("2026-05-28"),
  "7 May is cancelled": without("2026-05-07"),
}

const asks: Readonly<Record<string, Ask>> = {
  "ABS-1": (window, barred, date, merged) => [barrier(aPolicy({ window, barred }), aDay(date, { merged })) ?? "none"],
  "ABS-2": (unit, dates) => {
    const context = aContext({ unit }, dates)
    return [countOf(context, context.own)]
  },
  "ABS-3": (quota, own, catalogDeliveries, chosen, subscribing) => {
    const dates = weekly("2026-01-01", own)
    return [quotaOf(aContext({ quota }, dates, { catalogDeliveries, chosen, subscribing }))]
  },
  "ABS-4": (notice, date, startsAt, closesAt) => {
    const own = [{ delivery: date, date, startsAt, closesAt }]
    return [deadlineOf(aContext({ notice }, [], { own }), own[0]!)]
  },
  "ABS-5": (now, isMember) => {
    const context = aContext({ notice: { kind: "days", days: 3 } }, ["2026-05-07"], { now, override: !isMember })
    return codeOf(absenceProblem(context, "2026-05-07"))
  },
  "ABS-6": (quota, placement, subscribing, declared, wanted) => {
    const chosen = quota.kind === "chosen" ? 2 : null
    return codeOf(
      choiceProblem(aContext({ quota, placement }, [], { own: lettered, subscribing, declared, chosen }), wanted),
    )
  },
  "ABS-7": (ranges, declared, wanted) => codeOf(absenceProblem(aContext({ ranges }, april, { declared }), wanted)),
  "ABS-8": (spacing, dates, declared, wanted) =>
    codeOf(absenceProblem(aContext({ spacing }, dates, { declared }), wanted)),
  "ABS-9": (dates, window, barred, spacing, declared, number) => [
    placed(aContext({ window, barred, spacing }, dates, { declared }), number),
  ],
  "ABS-10": (change: string) => {
    const policy = {
      quota: { kind: "fixed", maximum: 2 },
      placement: "last-provisional",
      notice: { kind: "days", days: 3 },
    } as const
    return [provisional(aContext(policy, [], { own: changed[change]! }))]
  },
  "ABS-11": (weeks, source, target) => {
    // A minute after the first one closed.
    const now = "2026-05-05T16:01:00.000Z"
    const shift = { maximum: 1, weeks }
    const context = aContext({ shift }, weekly("2026-05-07", 5), { declared: [source], now })
    const problem = shiftProblem(context, { source, target }, [])
    return [problem?._tag === "ShiftNotPossible" ? problem.why : (problem?._tag ?? "none")]
  },
  "ABS-13": (quota, placement, window, barred) => {
    const policy = aPolicy({ quota, placement, window, barred })
    const problem = policyProblem(policy, { from: "2026-05-01", to: "2026-05-31" }, weekly("2026-05-07", 4))
    return [problem?._tag === "AbsencePolicyInvalid" ? problem.problem : "none"]
  },
}

const rules = rulesOn("absences.md")
const asked = rules.filter(({ rows }) => rows.length > 0)

describe("the rule book's page on absences", () => {
  it("ABS-1: asks every table of the page", () => {
    expect(asked.map(({ id }) => id)).toEqual(Object.keys(asks))
  })

  for (const rule of asked) {
    it.each(casesOf(rule))(`${rule.id}: ${rule.title}: $title`, ({ given, says }) => {
      expect(asks[rule.id]!(...given)).toStrictEqual(says)
    })
  }

  it("ABS-13: the refusal says the maximum and how many dates may be absences", () => {
    const period = { from: "2026-05-01", to: "2026-05-31" }
    const policy = aPolicy({ quota: { kind: "fixed", maximum: 3 }, barred: ["2026-05-14"], unit: "iso-week" })
    const dates = ["2026-05-05", "2026-05-07", "2026-05-12", "2026-05-14", "2026-05-21"]
    expect(policyProblem(policy, period, dates)).toEqual({
      _tag: "AbsencePolicyInvalid",
      problem: "maximum-takes-all-dates",
      maximum: 3,
      dates: 3,
    })
    const any = aPolicy({ placement: "last" })
    expect(policyProblem(any, period, dates)).toMatchObject({ maximum: 0, dates: 5 })
  })

  it("ABS-13: ranges are in order, and a contract without deliveries yet limits no number", () => {
    const period = { from: "2026-05-01", to: "2026-05-31" }
    const range = { from: "2026-05-10", to: "2026-05-09", maximum: 1 }
    expect(policyProblem(aPolicy({ ranges: [range] }), period, [])).toMatchObject({ problem: "range-order" })
    expect(policyProblem(aPolicy({ ranges: [{ ...range, to: range.from }] }), period, [])).toBeUndefined()
    expect(policyProblem(aPolicy({ quota: { kind: "fixed", maximum: 9 } }), period, [])).toBeUndefined()
  })

  it("ABS-4: days are those of the group's zone", () => {
    const policy = { notice: { kind: "days", days: 3 } } as const
    const deadline = (zone: string) => deadlineOf(aContext(policy, [], { zone }), aDay("2026-05-07"))
    expect([paris, "America/Cayenne"].map(deadline)).toEqual(["2026-05-04T22:00:00.000Z", "2026-05-05T03:00:00.000Z"])
  })
})
