import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { aContract, aSubscription } from "../../test/season.ts"
import { aPlace, aProduct, july, refusalOf, thursday, Village, wholeYear } from "../../test/village.ts"
import type { Entry } from "../basket/index.ts"
import { deliveriesAt } from "../calendar/index.ts"
import type { Catalog } from "../catalog/index.ts"
import {
  cancelDistribution,
  changeDistribution,
  dayOf,
  joinDistribution,
  keyOf,
  planDistribution,
  savePlace,
  subscribedProblem,
  windowByDelays,
  withdrawCatalog,
} from "../plans/index.ts"
import type { Decision, DistributionContext } from "../plans/index.ts"
import { civilAt, instantAt, plusMilliseconds } from "../values/index.ts"
import type { Window } from "../values/index.ts"
import type { Subscription } from "../subscription/index.ts"
import type { DayClaim, Distribution, DistributionPlan } from "./index.ts"
import { datesProblem, evolve, evolveDay, isPast, participationOf, wholeWindow, windowOf } from "./index.ts"

type Span = readonly [string, string]

const windowed = ([opensAt, closesAt]: Span): Window => ({ opensAt, closesAt })
const own = (span: Span | null): Window | null => (span === null ? null : windowed(span))

/** An event at that moment whose orders were taken in the first days of the year. */
const eventAt = (startsAt: string): DistributionPlan => ({
  ...thursday,
  startsAt,
  endsAt: plusMilliseconds(startsAt, 3_600_000),
  orders: { opensAt: "2026-01-02T10:00:00.000Z", closesAt: "2026-01-03T10:00:00.000Z" },
})

const outcome = (decision: Decision<unknown>, done: string): string =>
  Result.isFailure(decision) ? decision.failure._tag : done

/** A village with fruit and bread on Thursday. */
const usual = (): Village => {
  const village = new Village()
  village.open("fruit", [aProduct("apples")])
  village.open("bread", [aProduct("loaf")])
  village.plan("thursday", thursday, ["fruit", "bread"])
  return village
}

const claimOf = (village: Village, plan: DistributionPlan): DayClaim | null =>
  (village.states.get(keyOf.day(plan.place, dayOf(village.group, plan))) ?? null) as DayClaim | null

const move = (village: Village, to: DistributionPlan, id = "thursday") => {
  const existing = village.distribution(id)
  return village.do(changeDistribution(village.around(to), existing, to, claimOf(village, existing.plan)))
}

const cancel = (village: Village, id = "thursday") => {
  const existing = village.distribution(id)
  return village.do(cancelDistribution(village.group, existing, village.baskets, claimOf(village, existing.plan)))
}

/** A contract with those delays. */
const byDelays = (opensDays: number | null, closesHours: number | null): Catalog => ({
  id: "fruit",
  kind: "variable",
  settings: wholeYear,
  contract: { ...aContract, delays: { opensDays, closesHours } },
  previous: null,
  products: {},
})

/** A subscription that expects something on Thursday, or not. */
const subscribed: Readonly<Record<string, ReadonlyArray<Subscription>>> = {
  none: [],
  "covers it": [aSubscription("fruit", ["thursday"])],
  "covers another": [aSubscription("fruit", ["july"])],
  "to another catalog": [aSubscription("bread", [])],
}

const asks: Readonly<Record<string, Ask>> = {
  "DIST-1": (opensAt: string, closesAt: string, startsAt: string, endsAt: string) => [
    datesProblem({ ...thursday, startsAt, endsAt }, { opensAt, closesAt }) ?? "none",
  ],
  "DIST-2": (endsAt: string, now: string) => {
    const village = usual()
    const distribution = village.distribution("thursday")
    return [isPast({ ...distribution, plan: { ...distribution.plan, endsAt } }, now)]
  },
  "DIST-3": (startsOn: string, endsOn: string, startsAt: string) => {
    const village = new Village()
    village.open("fruit", [], { startsOn, endsOn })
    return [refusalOf(village.plan("event", eventAt(startsAt), ["fruit"]))?._tag ?? "planned"]
  },
  "DIST-4": (was: string, from: string) => {
    const village = usual()
    const wanted = (amount: number) => ({ [from === "bread" ? "bread/loaf" : "fruit/apples"]: amount })
    if (was === "draft") village.draft("seb", wanted(2))
    if (was !== "none" && was !== "draft") village.confirm("seb", wanted(2))
    if (was === "declined") village.confirm("seb", wanted(0))
    if (was === "cancelled") village.cancel("seb")
    const event = village.distribution("thursday")
    const left = withdrawCatalog(event, "fruit", village.baskets)
    return [outcome(left, "done"), outcome(cancelDistribution(village.group, event, village.baskets, null), "done")]
  },
  "DIST-5": (endsOn: string, span: Span | null, place: string) => {
    const village = usual()
    village.open("honey", [], { endsOn })
    if (place === "archived") village.must(savePlace({ ...aPlace("hall"), archived: true }))
    const existing = village.distribution("thursday")
    const decision = joinDistribution(village.around(existing.plan), existing, { catalog: "honey", window: own(span) })
    return [outcome(decision, "joined")]
  },
  "DIST-6": (severalPerDay: boolean, there: string, planned: string, samePlace: boolean) => {
    const village = new Village({ severalPerDay })
    village.must(savePlace(aPlace("barn")))
    village.plan("there", eventAt(there), [])
    const plan = { ...eventAt(planned), place: samePlace ? "hall" : "barn" }
    return [refusalOf(village.plan("planned", plan, []))?._tag ?? "planned"]
  },
  "DIST-7": (asked: string) => {
    const village = usual()
    cancel(village)
    const existing = village.distribution("thursday")
    const context = village.around(existing.plan)
    switch (asked) {
      case "move":
        return [refusalOf(move(village, july))?._tag]
      case "join":
        return [outcome(joinDistribution(context, existing, { catalog: "fruit", window: null }), "done")]
      case "leave":
        return [outcome(withdrawCatalog(existing, "fruit", []), "done")]
      case "cancel":
        return [refusalOf(cancel(village))?._tag]
      case "draft":
        return [refusalOf(village.draft("seb", { "fruit/apples": 1 }))?._tag]
      default:
        return [refusalOf(village.confirm("seb", { "fruit/apples": 1 }, { entry: "coordinator" }))?._tag]
    }
  },
  "WINDOW-1": (orders: Span, span: Span | null) => {
    const village = usual()
    village.plan("july", { ...july, orders: windowed(orders) }, [{ catalog: "fruit", window: own(span) }])
    const distribution = village.distribution("july")
    const { opensAt, closesAt } = windowOf(distribution, participationOf(distribution, "fruit")!)
    return [[opensAt, closesAt]]
  },
  "WINDOW-2": (who: Entry, now: string) => {
    const ordering = usual()
    ordering.now = now
    const ordered = refusalOf(ordering.confirm("seb", { "fruit/apples": 2 }, { entry: who }))?._tag ?? "done"
    const cancelling = usual()
    cancelling.confirm("seb", { "fruit/apples": 2 })
    cancelling.now = now
    return [ordered, refusalOf(cancelling.cancel("seb", who))?._tag ?? "done"]
  },
  "WINDOW-3": (orders: Span, spans: ReadonlyArray<Span | null>) => {
    const participations = spans.map((span, index) => ({ catalog: `c${index}`, window: own(span) }))
    const plan = { ...july, orders: windowed(orders) }
    const { opensAt, closesAt } = wholeWindow({ id: "july", plan, participations, status: "planned" })
    return [[opensAt, closesAt]]
  },
  "DIST-8": (subscription: string, asked: string) => {
    const village = usual()
    const { calendars } = village
    const refusal = subscribedProblem("thursday", calendars, subscribed[subscription]!)
    if (refusal !== undefined) return [refusal._tag]
    const event = village.distribution("thursday")
    const leaves = withdrawCatalog(event, "fruit", [], calendars)
    village.must(asked === "leave" ? leaves : cancelDistribution(village.group, event, [], null, calendars))
    return [deliveriesAt(village.calendar("fruit"), "thursday").length === 0 ? "done" : "still planned"]
  },
  "WINDOW-4": (startsAt: string, opensDays: number | null, closesHours: number | null) => {
    const orders = { opensAt: "2026-05-01T06:00:00.000Z", closesAt: "2026-05-06T06:00:00.000Z" }
    const window = windowByDelays(new Village().group, byDelays(opensDays, closesHours), {
      ...thursday,
      startsAt,
      orders,
    })
    return [window?.opensAt, window?.closesAt]
  },
}

const rules = rulesOn("distributions.md")

describe("the rule book's page on distributions", () => {
  it("asks every table of the page", () => {
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(asks))
    expect(rules.filter(({ rows }) => rows.length < 2)).toEqual([])
  })

  for (const rule of rules) {
    it.each(casesOf(rule))(`${rule.id}: ${rule.title}: $title`, ({ given, says }) => {
      expect(asks[rule.id]!(...given)).toStrictEqual(says)
    })
  }
})

describe("planning", () => {
  it("DIST-1: a refusal says which inequality, with the dates; each catalog's own window is held to it too", () => {
    const village = usual()
    const late = { opensAt: "2026-05-01T18:00:00.000Z", closesAt: "2026-07-02T16:00:00.001Z" }
    expect(refusalOf(village.plan("july", july, ["bread", { catalog: "fruit", window: late }]))).toEqual({
      _tag: "DistributionDatesInvalid",
      rule: "closes-by-start",
      ...late,
      startsAt: july.startsAt,
      endsAt: july.endsAt,
    })
    expect(refusalOf(village.plan("july", { ...july, endsAt: july.startsAt }, []))).toMatchObject({
      rule: "starts-before-ends",
    })
  })

  it("DIST-1 (D10): an event that moves before an own window closes is refused", () => {
    const village = usual()
    const late = { opensAt: "2026-05-01T18:00:00.000Z", closesAt: july.startsAt }
    village.plan("july", july, [{ catalog: "fruit", window: late }])
    const earlier = { ...july, startsAt: plusMilliseconds(july.startsAt, -1) }
    expect(refusalOf(move(village, earlier, "july"))).toMatchObject({
      rule: "closes-by-start",
      closesAt: july.startsAt,
    })
  })

  it("DIST-3: refuses a catalog it does not know, and one that is named twice", () => {
    const village = usual()
    expect(refusalOf(village.plan("july", july, ["honey"]))).toEqual({ _tag: "CatalogUnknown", catalog: "honey" })
    expect(refusalOf(village.plan("july", july, ["fruit", "bread", "fruit"]))).toEqual({
      _tag: "AlreadyTakingPart",
      catalog: "fruit",
      distribution: "july",
    })
  })

  it("DIST-3 (D10): an event that moves out of a catalog's period is refused, naming the day", () => {
    const village = usual()
    village.open("honey", [], { endsOn: "2026-06-04" })
    village.do(
      joinDistribution(village.around(thursday), village.distribution("thursday"), { catalog: "honey", window: null }),
    )
    const friday = { ...thursday, startsAt: "2026-06-05T16:00:00.000Z", endsAt: "2026-06-05T18:00:00.000Z" }
    expect(refusalOf(move(village, friday))).toEqual({
      _tag: "DistributionOutsideCatalog",
      catalog: "honey",
      date: "2026-06-05",
      startsOn: "2026-01-01",
      endsOn: "2026-06-04",
    })
  })

  it("DIST-6: refuses a place that is not there or is archived, and an id that is taken", () => {
    const village = usual()
    expect(refusalOf(village.plan("july", { ...july, place: "moon" }, []))).toEqual({
      _tag: "PlaceUnknown",
      place: "moon",
    })
    village.must(savePlace({ ...aPlace("hall"), archived: true }))
    expect(refusalOf(village.plan("july", july, []))).toEqual({ _tag: "PlaceUnknown", place: "hall" })
    expect(refusalOf(village.plan("thursday", july, []))).toEqual({
      _tag: "AlreadyExists",
      what: "distribution",
      id: "thursday",
    })
  })

  it("DIST-6: a refusal names the event that is there", () => {
    const village = usual()
    expect(refusalOf(village.plan("again", thursday, []))).toEqual({
      _tag: "DayTaken",
      place: "hall",
      date: "2026-06-04",
      distribution: "thursday",
    })
  })

  it("DIST-6 (GC-11.5): an event moves to a free day, not to a taken one, and within its own day", () => {
    const village = usual()
    village.plan("july", july, [])
    expect(refusalOf(move(village, { ...thursday, startsAt: july.startsAt, endsAt: july.endsAt }))?._tag).toBe(
      "DayTaken",
    )
    const later = { ...thursday, startsAt: "2026-06-04T17:00:00.000Z", endsAt: "2026-06-04T19:00:00.000Z" }
    expect(refusalOf(move(village, later))).toBeUndefined()
    const friday = { ...thursday, startsAt: "2026-06-05T16:00:00.000Z", endsAt: "2026-06-05T18:00:00.000Z" }
    expect(refusalOf(move(village, friday))).toBeUndefined()
    expect(refusalOf(village.plan("new", thursday, []))).toBeUndefined()
    expect(refusalOf(village.plan("other", friday, []))).toMatchObject({ _tag: "DayTaken", distribution: "thursday" })
  })

  it("DIST-6: what was planned while several a day were allowed claims nothing, and moving claims from then on", () => {
    const village = new Village({ severalPerDay: true })
    village.plan("morning", eventAt("2026-06-04T08:00:00.000Z"), [])
    village.configure({ severalPerDay: false })
    expect(refusalOf(village.plan("evening", eventAt("2026-06-04T16:00:00.000Z"), []))).toBeUndefined()
    const friday = eventAt("2026-06-05T08:00:00.000Z")
    expect(refusalOf(move(village, friday, "morning"))).toBeUndefined()
    expect(claimOf(village, thursday)).toEqual({ distribution: "evening" })
    expect(claimOf(village, friday)).toEqual({ distribution: "morning" })
  })

  it("DIST-6: once several a day are allowed, a day that was claimed is free to all", () => {
    const village = usual()
    village.configure({ severalPerDay: true })
    expect(refusalOf(village.plan("again", thursday, []))).toBeUndefined()
  })

  it("DIST-6: the day is the group's, not that of UTC", () => {
    const village = new Village({ timeZone: "America/New_York" })
    village.plan("evening", eventAt("2026-06-04T23:30:00.000Z"), [])
    expect(refusalOf(village.plan("night", eventAt("2026-06-05T03:59:00.000Z"), []))?._tag).toBe("DayTaken")
    expect(refusalOf(village.plan("midnight", eventAt("2026-06-05T04:00:00.000Z"), []))).toBeUndefined()
  })

  it("DIST-3: what planning looked at must still be so when it is written", () => {
    const village = usual()
    const decision = planDistribution(village.around(july), null, "july", july, [{ catalog: "fruit", window: null }])
    expect(Result.getOrThrow(decision).guards).toEqual(["group", "place:hall", "catalog:fruit"])
    const existing = village.distribution("thursday")
    const joining = joinDistribution(village.around(thursday), existing, { catalog: "fruit", window: null })
    expect(Result.getOrThrow(joining).guards).toEqual(["group", "catalog:fruit"])
    const moving = changeDistribution(village.around(july), existing, july, null)
    expect(Result.getOrThrow(moving).guards).toEqual(["group", "place:hall", "catalog:fruit", "catalog:bread"])
  })
})

describe("past and to come", () => {
  it("DIST-2 (D8): an event is past from the instant it ends, not on the morning of its day", () => {
    const event = usual().distribution("thursday")
    const at = [thursday.startsAt, plusMilliseconds(thursday.endsAt, -1), thursday.endsAt]
    expect(at.map((now) => isPast(event, now))).toEqual([false, false, true])
  })
})

describe("joining, leaving, cancelling", () => {
  it("DIST-5: a catalog whose window changes keeps its place in the list", () => {
    const village = usual()
    const window = { opensAt: "2026-05-02T18:00:00.000Z", closesAt: "2026-05-28T18:00:00.000Z" }
    const existing = village.distribution("thursday")
    village.must(joinDistribution(village.around(thursday), existing, { catalog: "fruit", window }))
    expect(village.distribution("thursday").participations).toEqual([
      { catalog: "fruit", window },
      { catalog: "bread", window: null },
    ])
    village.open("honey", [])
    village.must(
      joinDistribution(village.around(thursday), village.distribution("thursday"), { catalog: "honey", window: null }),
    )
    expect(village.distribution("thursday").participations.map(({ catalog }) => catalog)).toEqual([
      "fruit",
      "bread",
      "honey",
    ])
  })

  it("DIST-5: an unknown catalog does not join", () => {
    const village = usual()
    const decision = joinDistribution(village.around(thursday), village.distribution("thursday"), {
      catalog: "honey",
      window: null,
    })
    expect(Result.merge(decision)).toEqual({ _tag: "CatalogUnknown", catalog: "honey" })
  })

  it("DIST-4: who does not take part does not leave; who leaves takes part no more", () => {
    const village = usual()
    expect(Result.merge(withdrawCatalog(village.distribution("thursday"), "honey", []))).toEqual({
      _tag: "CatalogNotTakingPart",
      catalog: "honey",
      distribution: "thursday",
    })
    village.must(withdrawCatalog(village.distribution("thursday"), "fruit", []))
    expect(village.distribution("thursday").participations).toEqual([{ catalog: "bread", window: null }])
  })

  it("DIST-4: a refusal counts the baskets", () => {
    const village = usual()
    village.confirm("seb", { "fruit/apples": 1, "bread/loaf": 1 })
    village.confirm("julie", { "bread/loaf": 1 })
    const event = village.distribution("thursday")
    const holding = { _tag: "DistributionHasOrders", distribution: "thursday" }
    expect(Result.merge(withdrawCatalog(event, "fruit", village.baskets))).toEqual({ ...holding, baskets: 1 })
    expect(Result.merge(withdrawCatalog(event, "bread", village.baskets))).toEqual({ ...holding, baskets: 2 })
    expect(refusalOf(cancel(village))).toEqual({ ...holding, baskets: 2 })
  })

  it("DIST-6: a cancelled event leaves its day free, and not the day of another", () => {
    const village = usual()
    expect(refusalOf(cancel(village))).toBeUndefined()
    expect(village.distribution("thursday").status).toBe("cancelled")
    expect(refusalOf(village.plan("again", thursday, []))).toBeUndefined()
    expect(claimOf(village, thursday)).toEqual({ distribution: "again" })
    const [told] = Result.getOrThrow(
      cancelDistribution(village.group, { ...village.distribution("again"), id: "x" }, [], claimOf(village, thursday)),
    ).facts
    expect(told?.key).toBe("distribution:x")
    expect(claimOf(village, thursday)).toEqual({ distribution: "again" })
  })

  it("facts that come before the event is there fold into nothing; a claim is what was told last", () => {
    expect(evolve(null, { _tag: "DistributionCancelled" })).toBeNull()
    expect(evolveDay({ distribution: "a" }, { _tag: "DayReleased" })).toEqual({ distribution: null })
  })
})

describe("laws", () => {
  const hour = fc.integer({ min: Date.UTC(2026, 0, 10) / 3_600_000, max: Date.UTC(2026, 11, 20) / 3_600_000 })
  const step = fc.record({
    id: fc.constantFrom("a", "b", "c"),
    does: fc.constantFrom("plan", "move", "cancel"),
    at: hour.map((hours) => new Date(hours * 3_600_000).toISOString()),
    near: fc.option(fc.integer({ min: -30, max: 30 })),
    place: fc.constantFrom("hall", "barn"),
  })

  it("DIST-6, DIST-1, DIST-3 (D10): whatever is planned, moved and cancelled, the rules hold of what stands", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 20 }),
        fc.constantFrom("Europe/Paris", "Pacific/Auckland"),
        (steps, timeZone) => {
          const village = new Village({ timeZone })
          village.must(savePlace(aPlace("barn")))
          village.open("fruit", [], { startsOn: "2026-02-01", endsOn: "2026-11-30" })
          for (const { id, does, at, near, place } of steps) {
            const start =
              near === null ? at : plusMilliseconds(instantAt("2026-03-29", "00:00", timeZone), near * 3_600_000)
            const plan = { ...eventAt(start), place }
            const existing = village.states.has(keyOf.distribution(id)) ? village.distribution(id) : undefined
            if (does === "plan") village.plan(id, plan, ["fruit"])
            else if (existing !== undefined && does === "move") move(village, plan, id)
            else if (existing !== undefined) cancel(village, id)
          }
          const standing = [...village.states.values()].filter(
            (state): state is Distribution =>
              (state as Partial<Distribution>).status === "planned" && "participations" in (state as object),
          )
          const days = standing.map(({ plan }) => `${plan.place} ${civilAt(plan.startsAt, timeZone).date}`)
          expect(new Set(days).size).toBe(days.length)
          for (const { id, plan } of standing) {
            expect(datesProblem(plan, plan.orders)).toBeUndefined()
            expect(claimOf(village, plan)).toEqual({ distribution: id })
            const { date } = civilAt(plan.startsAt, timeZone)
            expect(date >= "2026-02-01" && date <= "2026-11-30").toBe(true)
          }
        },
      ),
    )
  })

  it("WINDOW-3: every catalog's window lies in the whole one, and touches both its ends somewhere", () => {
    const instant = fc
      .integer({ min: 0, max: 1000 })
      .map((minutes) => new Date(Date.UTC(2026, 4, 1) + minutes * 60_000).toISOString())
    const span = fc
      .tuple(instant, instant)
      .map(([a, b]) => (a < b ? { opensAt: a, closesAt: b } : { opensAt: b, closesAt: a }))
    fc.assert(
      fc.property(fc.array(fc.option(span), { minLength: 1, maxLength: 5 }), span, (spans, orders) => {
        const participations = spans.map((window, index) => ({ catalog: `c${index}`, window }))
        const event: Distribution = { id: "d", plan: { ...thursday, orders }, participations, status: "planned" }
        const whole = wholeWindow(event)
        const windows = participations.map((one) => windowOf(event, one))
        for (const window of windows) {
          expect(window.opensAt >= whole.opensAt && window.closesAt <= whole.closesAt).toBe(true)
        }
        expect(windows.some(({ opensAt }) => opensAt === whole.opensAt)).toBe(true)
        expect(windows.some(({ closesAt }) => closesAt === whole.closesAt)).toBe(true)
      }),
    )
  })
})

describe("GC-17: orders open, by start and end relative to now", () => {
  const now = "2026-05-10T10:00:00.000Z"
  const day = (days: number) => plusMilliseconds(now, days * 86_400_000)
  it.each([
    [-4, -2, "OrdersClosed"],
    [2, 4, "OrdersNotOpen"],
    [-2, 2, "done"],
    [0, 2, "done"],
    [-2, 0, "OrdersClosed"],
  ] as const)("WINDOW-2 (GC-17): from %i to %i days, ordering comes to %s", (from, to, expected) => {
    const village = usual()
    const window = { opensAt: day(from), closesAt: day(to) }
    village.plan("july", july, [{ catalog: "fruit", window }])
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 1 }, { at: "july" }))?._tag ?? "done").toBe(expected)
  })

  it("DIST-1 (GC-17): a window that closes before it opens is refused when it is planned, and has no order", () => {
    const village = usual()
    const window = { opensAt: day(2), closesAt: day(-4) }
    expect(refusalOf(village.plan("july", july, [{ catalog: "fruit", window }]))).toMatchObject({
      rule: "opens-before-closes",
    })
  })

  it("WINDOW-1 (SH4): each catalog is held to its own window at one event", () => {
    const village = usual()
    const early = { opensAt: thursday.orders.opensAt, closesAt: "2026-05-10T10:00:00.000Z" }
    village.must(
      joinDistribution(village.around(thursday), village.distribution("thursday"), { catalog: "bread", window: early }),
    )
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 1 }))).toBeUndefined()
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 2, "bread/loaf": 1 }))).toEqual({
      _tag: "OrdersClosed",
      distribution: "thursday",
      catalog: "bread",
      closesAt: early.closesAt,
    })
    expect(village.ordered("seb", "fruit/apples")).toBe(1)
  })
})

const context = (village: Village): DistributionContext => village.around(thursday)

describe("what is asked of the door", () => {
  it("DIST-6: planning claims the day in the same breath", () => {
    const village = new Village()
    const { facts } = Result.getOrThrow(planDistribution(context(village), null, "d", thursday, []))
    expect(facts.map(({ key }) => key)).toEqual(["distribution:d", "day:hall~2026-06-04"])
  })
})
