import * as fc from "fast-check"
import * as Schema from "effect/Schema"
import { afterEach, describe, expect, it, vi } from "vitest"
import { aContext } from "../../test/absences.ts"
import { instantAt, instantOf, plusDays } from "../values/index.ts"
import { AbsencePolicy as AbsencePolicySchema } from "./absence.schema.ts"
import type { AbsenceContext, AbsenceDay, AbsencePolicy } from "./index.ts"
import {
  absenceDays,
  absenceProblem,
  absenceUse,
  barrier,
  choiceProblem,
  countOf,
  covered,
  deadlineOf,
  declaring,
  weekOf,
  placed,
  provisional,
  quotaOf,
  settled,
  unitOf,
  withdrawalProblem,
  withdrawing,
  withLapsed,
} from "./index.ts"

const start = "2026-11-02"
/** Half a year over both a turn of the year and, in most zones, a clock change. */
const span = 180

const zone = fc.constantFrom("Europe/Paris", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe", "UTC")
const date = fc.integer({ min: -20, max: span + 20 }).map((later) => plusDays(start, later))
const range = fc.tuple(date, date).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }))
const count = fc.integer({ min: 0, max: 6 })
const bounds = fc.tuple(count, count).map(([a, b]) => ({ minimum: Math.min(a, b), maximum: Math.max(a, b) }))

const quota: fc.Arbitrary<AbsencePolicy["quota"]> = fc.oneof(
  fc.constant({ kind: "any" } as const),
  count.map((maximum) => ({ kind: "fixed" as const, maximum })),
  bounds.map((both) => ({ kind: "between" as const, ...both })),
  bounds.map((both) => ({ kind: "chosen" as const, ...both })),
  count.map((whole) => ({ kind: "prorated" as const, whole })),
)

const notice: fc.Arbitrary<AbsencePolicy["notice"]> = fc.oneof(
  fc.constant({ kind: "closing" } as const),
  fc.nat(14).map((length) => ({ kind: "days" as const, days: length })),
  fc.nat(200).map((hours) => ({ kind: "hours" as const, hours })),
  fc.integer({ min: 1, max: 7 }).map((weekday) => ({ kind: "weekday" as const, weekday })),
  date.map((day) => ({ kind: "until" as const, day })),
)

const spacing: fc.Arbitrary<AbsencePolicy["spacing"]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ kind: "none" } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: "one-per-iso-week" } as const) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 3 }).map((deliveries) => ({ kind: "apart" as const, deliveries })),
  },
)

const policy: fc.Arbitrary<AbsencePolicy> = fc.record({
  unit: fc.constantFrom("delivery", "iso-week"),
  window: fc.option(range, { freq: 2 }),
  barred: fc.array(date, { maxLength: 3 }),
  quota,
  ranges: fc.array(
    fc.tuple(range, count).map(([within, maximum]) => ({ ...within, maximum })),
    { maxLength: 2 },
  ),
  notice,
  spacing,
  compensation: fc.constantFrom("not-charged", "credit", "none"),
  placement: fc.constantFrom("none", "last", "last-provisional"),
  fixed: fc.constantFrom("by-notice", "by-notice", "at-subscription"),
  shift: fc.option(fc.record({ maximum: count, weeks: fc.integer({ min: 1, max: 5 }) })),
})

/** Deliveries one to nine days apart, two on a day at times, of which orders close some hours before. */
const own = fc
  .tuple(zone, fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.nat(120), fc.nat(9)), { maxLength: 14 }))
  .map(([at, gaps]) => {
    let later = 0
    const all = gaps.map(([gap, hours, merged], index): AbsenceDay => {
      later += gap
      const startsAt = instantAt(plusDays(start, later), "18:00", at)
      const closesAt = instantOf(Date.parse(startsAt) - hours * 3_600_000)
      return { delivery: `d${index}`, date: plusDays(start, later), startsAt, closesAt, merged: merged === 0 ? 2 : 1 }
    })
    return { zone: at, own: all }
  })

const now = fc
  .integer({ min: -10 * 24, max: 120 * 24 })
  .map((hours) => instantOf(Date.parse(start) + hours * 3_600_000))

const context: fc.Arbitrary<AbsenceContext> = fc
  .tuple(policy, own, now, count, fc.boolean(), fc.boolean(), fc.nat(20))
  .map(([rules, at, when, chosen, subscribing, override, more]) => ({
    ...aContext(rules, []),
    ...at,
    now: when,
    catalogDeliveries: at.own.length + more,
    chosen: rules.quota.kind === "chosen" ? Math.min(Math.max(chosen, rules.quota.minimum), rules.quota.maximum) : null,
    subscribing,
    override,
  }))

/** What is tried, one after the other: at which delivery, how many hours later. */
const steps = fc.array(fc.tuple(fc.nat(13), fc.nat(72), fc.boolean()), { maxLength: 16 })

const idOf = (at: AbsenceContext, index: number) => at.own[index % Math.max(at.own.length, 1)]?.delivery ?? "none"
const dayAt = (at: AbsenceContext, delivery: string) => at.own.find((day) => day.delivery === delivery)!
const declaredAt = (at: AbsenceContext) => at.own.filter((day) => at.declared.includes(day.delivery))

const declare = (at: AbsenceContext, delivery: string): AbsenceContext => ({ ...at, declared: declaring(at, delivery) })

const withdraw = (at: AbsenceContext, delivery: string): AbsenceContext => ({
  ...at,
  declared: withdrawing(at, delivery),
})

/** A step carried out when the rules allow it: declaring what is not absent, withdrawing what is. */
const step = (at: AbsenceContext, delivery: string): AbsenceContext => {
  if (at.declared.includes(delivery)) {
    return withdrawalProblem(at, delivery) === undefined ? withdraw(at, delivery) : at
  }
  return absenceProblem(at, delivery) === undefined ? declare(at, delivery) : at
}

/** Every state that a sequence of steps comes through, time passing. */
const history = (first: AbsenceContext, tried: ReadonlyArray<readonly [number, number, boolean]>) => {
  const states = [first]
  for (const [index, hours, override] of tried) {
    const last = states.at(-1)!
    const later = instantOf(Date.parse(last.now) + hours * 3_600_000)
    const at = { ...last, now: later, override: override && first.override }
    states.push(step(at, idOf(at, index)))
  }
  return states
}

/** A state that was reached by rights. */
const reached = fc.tuple(context, steps).map(([first, tried]) => history(first, tried).at(-1)!)

const member = <A extends AbsenceContext>(at: A): A => ({ ...at, override: false })

const inRange = (at: AbsenceContext, from: string, to: string) =>
  declaredAt(at).filter((day) => from <= day.date && day.date <= to)

describe("what no sequence of allowed steps does", () => {
  it("ABS-3, ABS-6, ABS-7: members never exceed the quota, nor that of a range", () => {
    fc.assert(
      fc.property(context, steps, (first, tried) => {
        for (const at of history(member(first), tried)) {
          expect(countOf(at, declaredAt(at))).toBeLessThanOrEqual(quotaOf(at))
          for (const { from, to, maximum } of at.policy!.ranges) {
            expect(countOf(at, inRange(at, from, to))).toBeLessThanOrEqual(maximum)
          }
        }
      }),
    )
  })

  it("ABS-1, ABS-2, ABS-8: nobody takes a day that cannot be one, half a week, or two too close", () => {
    fc.assert(
      fc.property(context, steps, (first, tried) => {
        const at = history(first, tried).at(-1)!
        const { policy: rules, own: all } = at
        const units = [...new Set(all.map((day) => unitOf(at, day)))]
        const absent = declaredAt(at)
        for (const day of absent) {
          expect(barrier(rules!, day)).toBeUndefined()
          expect(at.declared).toEqual(expect.arrayContaining(idsOf(covered(at, day))))
          for (const other of absent.filter((each) => unitOf(at, each) !== unitOf(at, day))) {
            const between = Math.abs(units.indexOf(unitOf(at, day)) - units.indexOf(unitOf(at, other))) - 1
            const least = rules!.spacing.kind === "apart" ? rules!.spacing.deliveries : 0
            expect(between).toBeGreaterThanOrEqual(least)
            const sharesWeek = weekOf(day.date) === weekOf(other.date)
            expect(sharesWeek && rules!.spacing.kind === "one-per-iso-week").toBe(false)
          }
        }
      }),
    )
  })

  it("ABS-5: nobody, admins included, changes what is closed", () => {
    fc.assert(
      fc.property(context, steps, (first, tried) => {
        const states = history(first, tried)
        for (const [index, at] of states.slice(1).entries()) {
          const before = states[index]!
          const closed = at.own.filter((day) => day.closesAt <= at.now).map((day) => day.delivery)
          const frozen = (state: AbsenceContext) => closed.filter((delivery) => state.declared.includes(delivery))
          expect(frozen(at)).toEqual(frozen(before))
        }
      }),
    )
  })

  it("ABS-5: no new set either", () => {
    fc.assert(
      fc.property(reached, fc.array(fc.nat(13), { maxLength: 8 }), (at, indices) => {
        const wanted = [...new Set(indices.map((index) => idOf(at, index)))]
        if (choiceProblem(at, wanted) !== undefined) return
        const closed = at.own.filter((day) => day.closesAt <= at.now).map((day) => day.delivery)
        for (const delivery of closed) expect(wanted.includes(delivery)).toBe(at.declared.includes(delivery))
      }),
    )
  })
})

const idsOf = (all: ReadonlyArray<AbsenceDay>) => all.map((day) => day.delivery)

describe("declaring and withdrawing", () => {
  it("ABS-4, ABS-6: what was declared may be withdrawn under the same deadline, and leaves the same set", () => {
    fc.assert(
      fc.property(reached, fc.nat(13), (at, index) => {
        // Where the policy places a chosen number itself, none is given back: dates are only exchanged.
        if (at.policy!.quota.kind === "chosen" && at.policy!.placement !== "none") return
        const possible = at.own.filter((day) => absenceProblem(at, day.delivery) === undefined)
        if (possible.length === 0) return
        const { delivery } = possible[index % possible.length]!
        const after = declare(at, delivery)
        expect(deadlineOf(after, dayAt(at, delivery))).toBe(deadlineOf(at, dayAt(at, delivery)))
        expect(withdraw(after, delivery).declared).toEqual(at.declared)
        const { quota: most } = at.policy!
        const minimum = most.kind === "between" && !at.override && !at.subscribing ? most.minimum : 0
        const isShort = countOf(at, declaredAt(at)) < minimum
        expect(withdrawalProblem(after, delivery)?._tag).toBe(isShort ? "TooFewAbsences" : undefined)
      }),
    )
  })

  it("ABS-4: later never allows what was too late", () => {
    fc.assert(
      fc.property(reached, fc.nat(13), fc.nat(5000), (at, index, hours) => {
        const delivery = idOf(at, index)
        const later = { ...at, now: instantOf(Date.parse(at.now) + hours * 3_600_000) }
        for (const ask of [absenceProblem, withdrawalProblem]) {
          const [soon, then] = [ask(at, delivery), ask(later, delivery)]
          expect(soon?._tag !== "AbsenceTooLate" || then?._tag === "AbsenceTooLate").toBe(true)
          expect(then !== undefined || soon === undefined).toBe(true)
        }
      }),
    )
  })

  it("ABS-5: what a member may, an admin may", () => {
    fc.assert(
      fc.property(reached, fc.nat(13), (at, index) => {
        const delivery = idOf(at, index)
        for (const ask of [absenceProblem, withdrawalProblem]) {
          const isAllowed = ask({ ...at, override: true }, delivery) === undefined
          expect(isAllowed || ask(member(at), delivery) !== undefined).toBe(true)
        }
      }),
    )
  })

  it("ABS-6: what is declared may stay, and a whole set is judged like its steps", () => {
    fc.assert(
      fc.property(reached, fc.nat(13), (at, index) => {
        const settledIn = { ...at, subscribing: false }
        expect(choiceProblem(settledIn, at.declared)).toBeUndefined()
        const delivery = idOf(at, index)
        fc.pre(delivery !== "none" && !at.declared.includes(delivery))
        const whole = choiceProblem(settledIn, declare(at, delivery).declared)
        expect(whole).toEqual(absenceProblem(settledIn, delivery))
      }),
    )
  })
})

describe("placing", () => {
  it("ABS-9: gives no more than the number, each allowed, and the last ones", () => {
    fc.assert(
      fc.property(context, count, (at, wanted) => {
        const { quota: most } = at.policy!
        const number = most.kind === "chosen" ? Math.min(wanted, most.maximum) : wanted
        const ids = placed(at, number)
        const asked = { ...at, subscribing: true, chosen: number }
        expect(
          countOf(
            at,
            at.own.filter((day) => ids.includes(day.delivery)),
          ),
        ).toBeLessThanOrEqual(number)
        const problem = choiceProblem(asked, ids)
        expect(problem === undefined || problem._tag === "TooFewAbsences").toBe(true)
        // Whatever was left out was full, or not possible beside those placed after it.
        for (const [index, day] of at.own.entries()) {
          if (ids.includes(day.delivery)) continue
          const after = idsOf(at.own.slice(index + 1)).filter((delivery) => ids.includes(delivery))
          const isFull =
            countOf(
              at,
              at.own.filter((each) => after.includes(each.delivery)),
            ) >= number
          const left = absenceProblem({ ...asked, declared: after }, day.delivery)
          expect(isFull || left !== undefined).toBe(true)
        }
      }),
    )
  })

  it("ABS-9: of what is declared, keeps what is frozen and takes only what was there or may be", () => {
    fc.assert(
      fc.property(reached, count, (at, number) => {
        const ids = placed(at, number)
        const frozen = declaredAt(at).filter((day) => deadlineOf(at, day) <= at.now)
        expect(ids).toEqual(expect.arrayContaining(idsOf(frozen)))
        const all = at.own.filter((day) => ids.includes(day.delivery))
        expect(countOf(at, all)).toBeLessThanOrEqual(Math.max(number, countOf(at, frozen)))
        const isWithin = countOf(at, declaredAt(at)) <= number
        expect(ids).toEqual(expect.arrayContaining(isWithin ? [...at.declared] : []))
      }),
    )
  })

  it("ABS-10: what stands in and what is declared never exceed the quota, whatever the order of deadlines", () => {
    fc.assert(
      fc.property(reached, fc.nat(3000), (at, hours) => {
        const asked: AbsenceContext = {
          ...member(at),
          policy: { ...at.policy!, placement: "last-provisional" },
        }
        fc.pre(countOf(asked, declaredAt(asked)) <= quotaOf(asked))
        const standing = provisional(asked)
        const later = withLapsed({ ...asked, now: instantOf(Date.parse(at.now) + hours * 3_600_000) }, standing)
        const together = [...later.declared, ...provisional(later)]
        expect(new Set(together).size).toBe(together.length)
        const all = later.own.filter((day) => together.includes(day.delivery))
        expect(countOf(later, all)).toBeLessThanOrEqual(quotaOf(later))
      }),
    )
  })
})

describe("the quota", () => {
  it("ABS-3: prorated is monotone in the deliveries, and whole at full participation", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), fc.nat(14), fc.nat(30), fc.nat(30), (mine, fewer, more, whole) => {
        const rules = { quota: { kind: "prorated", whole } } as const
        const dates = (number: number) => Array.from({ length: number }, (_, index) => plusDays(start, index))
        const shareOf = (number: number) => quotaOf(aContext(rules, dates(number), { catalogDeliveries: mine + more }))
        expect(shareOf(Math.min(fewer, mine))).toBeLessThanOrEqual(shareOf(mine))
        expect(shareOf(mine)).toBeLessThanOrEqual(whole)
        expect(quotaOf(aContext(rules, dates(mine), { catalogDeliveries: mine }))).toBe(whole)
      }),
    )
  })
})

describe("a calendar", () => {
  it("ABS-12: says for each delivery what trying would say", () => {
    fc.assert(
      fc.property(reached, (at) => {
        const views = absenceDays(at)
        expect(views.map(({ delivery, date: on }) => [delivery, on])).toEqual(
          at.own.map((day) => [day.delivery, day.date]),
        )
        for (const { delivery, state, why, deadline } of views) {
          const isAbsent = at.declared.includes(delivery)
          expect(state === "absent").toBe(isAbsent)
          expect(why).toEqual((isAbsent ? withdrawalProblem(at, delivery) : absenceProblem(at, delivery)) ?? null)
          expect(state !== "possible" || why === null).toBe(true)
          expect(state !== "locked" || why !== null).toBe(true)
          expect(deadline).toBe(deadlineOf(at, dayAt(at, delivery)))
          expect(why !== null || at.now < deadline).toBe(true)
        }
        expect(absenceUse(at)).toMatchObject({ used: countOf(at, declaredAt(at)), maximum: quotaOf(at) })
        const final = views.filter(({ state, delivery }) => state === "absent" && settled(at).includes(delivery))
        for (const { why } of at.override ? [] : final) expect(why).not.toBeNull()
      }),
    )
  })
})

describe("a policy", () => {
  it("ABS-14 (D21): is data, the same after a journey as JSON, and is what the schema says", () => {
    fc.assert(
      fc.property(policy, (rules) => {
        const back: unknown = JSON.parse(JSON.stringify(rules))
        expect(back).toEqual(rules)
        expect(Schema.decodeUnknownSync(AbsencePolicySchema)(back)).toEqual(rules)
      }),
    )
  })

  afterEach(() => void vi.useRealTimers())

  it("ABS-4 (D9): no rule reads the clock, or changes what it was given", () => {
    const answers = (at: AbsenceContext) => [
      absenceDays(at),
      placed(at, 3),
      absenceUse(at),
      settled(at),
      choiceProblem(at, idsOf(at.own.slice(0, 2))),
    ]
    fc.assert(
      fc.property(reached, (at) => {
        const given = structuredClone(at)
        vi.useFakeTimers({ now: Date.parse("2001-01-01T00:00:00Z") })
        const early = answers(at)
        vi.setSystemTime(Date.parse("2041-07-01T00:00:00Z"))
        expect(answers(at)).toEqual(early)
        expect(at).toEqual(given)
      }),
      { numRuns: 50 },
    )
  })
})
