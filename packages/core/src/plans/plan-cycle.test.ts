import * as fc from "fast-check"
import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { answerOf, aPlace, aProduct, refusalOf, Village } from "../../test/village.ts"
import { hasGoods } from "../basket/index.ts"
import type { Calendar } from "../calendar/index.ts"
import { deliveriesAt } from "../calendar/index.ts"
import type { Cycle, CycleRecipe } from "../cycle/index.ts"
import type { DayClaim, Distribution } from "../distribution/index.ts"
import { datesProblem } from "../distribution/index.ts"
import type { Place } from "../group/index.ts"
import type { Subscription } from "../subscription/index.ts"
import type { Exclusion, RecurrenceEnd } from "../values/index.ts"
import { civilAt, plusDays, plusMilliseconds } from "../values/index.ts"
import {
  cancelDistribution,
  changeCycle,
  changeDistribution,
  createCycle,
  dayOf,
  endCycle,
  joinCycle,
  joinDistribution,
  keyOf,
  previewCycle,
  savePlace,
  stepsToChange,
  stepsToCreate,
  withdrawCatalog,
  withExclusions,
} from "./index.ts"
import type { CycleAnswer, CycleContext, CycleSteps } from "./index.ts"

const start = "2026-06-04"

/** Thursdays of June 2026, 18:00 to 20:00 in the hall; orders from two months before until two days before at 20:00. */
const thursdays: CycleRecipe = {
  place: "hall",
  recurrence: { first: start, every: { weeks: 1 }, ends: { until: "2026-06-25" }, except: [] },
  startTime: "18:00",
  endTime: "20:00",
  orders: { opensDaysBefore: 60, opensTime: "08:00", closesDaysBefore: 2, closesTime: "20:00" },
  catalogs: "all",
  note: "",
}

const withEnds = (ends: RecurrenceEnd, except: ReadonlyArray<Exclusion> = []): CycleRecipe => ({
  ...thursdays,
  recurrence: { ...thursdays.recurrence, ends, except },
})

/** The same a day later. */
const fridays: CycleRecipe = {
  ...thursdays,
  recurrence: { ...thursdays.recurrence, first: "2026-06-05", ends: { until: "2026-06-26" } },
}

const id = "cycle"
const named = (date: string): string => `${id}-${date}`
const mayFirst = "2026-05-01"

const stateOf = <S>(village: Village, key: string): S | null => (village.states.get(key) ?? null) as S | null

const cycleOf = (village: Village): Cycle => stateOf<Cycle>(village, keyOf.cycle(id))!

const around = (village: Village, subscriptions: ReadonlyArray<Subscription> = []): CycleContext => ({
  group: village.group,
  now: village.now,
  catalogs: village.catalogs,
  distribution: (one) => stateOf<Distribution>(village, keyOf.distribution(one)),
  place: (one) => stateOf<Place>(village, keyOf.place(one)),
  claim: (place, date) => stateOf<DayClaim>(village, keyOf.day(place, date)),
  calendar: (catalog) => stateOf<Calendar>(village, keyOf.calendar(catalog)),
  baskets: (distribution) => village.baskets.filter((basket) => basket.distribution === distribution),
  subscriptions: (catalog) => subscriptions.filter((one) => one.catalog === catalog),
})

/** A village with fruit and bread all year, and another place. */
const usual = (): Village => {
  const village = new Village()
  village.open("fruit", [aProduct("apples")])
  village.open("bread", [aProduct("loaf")])
  village.must(savePlace(aPlace("barn")))
  village.must(savePlace(aPlace("attic")))
  return village
}

const create = (village: Village, recipe: CycleRecipe = thursdays) =>
  village.do(createCycle(around(village), null, id, recipe))

const change = (village: Village, recipe: CycleRecipe, from = mayFirst) =>
  village.do(changeCycle(around(village), cycleOf(village), recipe, from))

const end = (village: Village, from = mayFirst) => village.do(endCycle(around(village), cycleOf(village), from))

const cancel = (village: Village, date: string) => {
  const existing = village.distribution(named(date))
  return village.must(cancelDistribution(village.group, existing, [], claimOf(village, existing)))
}

const claimOf = (village: Village, { plan }: Distribution): DayClaim | null =>
  stateOf<DayClaim>(village, keyOf.day(plan.place, dayOf(village.group, plan)))

/** Corrects one distribution by hand. */
const correct = (village: Village, date: string, told: Partial<Distribution["plan"]>) => {
  const existing = village.distribution(named(date))
  const plan = { ...existing.plan, ...told }
  village.must(changeDistribution(village.around(plan), existing, plan, claimOf(village, existing)))
}

const order = (village: Village, date: string, amount = 2) =>
  answerOf(village.confirm("seb", { "fruit/apples": amount }, { at: named(date) }))

/** The days of what stands, with the id of each distribution. */
const standing = (village: Village): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...village.states]
      .filter(([key, state]) => key.startsWith("distribution:") && (state as Distribution).status === "planned")
      .map(([, state]) => state as Distribution)
      .map((one) => [dayOf(village.group, one.plan), one.id] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

const days = (village: Village): ReadonlyArray<string> => Object.keys(standing(village))

const did = (answer: CycleAnswer, date: string) =>
  answer.dates.find((line) => line.was === date || (line.was === null && line.date === date))?.does

const weekLater = 7 * 86_400_000
const dayLater = 86_400_000

const asks: Readonly<Record<string, Ask>> = {
  "CYCLE-2": (ends: RecurrenceEnd, [startTime, endTime]: [string, string]) => {
    const village = usual()
    village.must(createCycle(around(village), null, "other", withEnds({ until: start })))
    const other = village.distribution(`other-${start}`)
    const there = { ...other.plan, ...moved(other, 2 * weekLater) }
    village.must(changeDistribution(village.around(there), other, there, claimOf(village, other)))
    const outcome = create(village, { ...withEnds(ends), startTime, endTime })
    const refusal = refusalOf(outcome)
    if (refusal === undefined) return [answerOf(outcome).dates.length]
    expect(village.states.has(keyOf.cycle(id))).toBe(false)
    return [refusal._tag]
  },
  "CYCLE-3": (catalogs: "all" | ReadonlyArray<string>, startsOn: string, endsOn: string) => {
    const village = new Village()
    village.open("bread", [aProduct("loaf")])
    village.open("fruit", [], { startsOn, endsOn })
    answerOf(create(village, { ...thursdays, catalogs }))
    return [
      days(village).filter((date) =>
        village.distribution(named(date)).participations.some(({ catalog }) => catalog === "fruit"),
      ),
    ]
  },
  "CYCLE-4": (now: string, first: string) => {
    const village = usual()
    answerOf(create(village))
    if (first === "cancelled") cancel(village, start)
    village.now = now
    const answer = answerOf(change(village, fridays))
    return [did(answer, start), standing(village)["2026-06-05"] ?? "nothing"]
  },
  "CYCLE-6": (hand: string) => {
    const village = usual()
    answerOf(create(village))
    const existing = village.distribution(named("2026-06-11"))
    const { orders } = existing.plan
    const corrections: Readonly<Record<string, Partial<Distribution["plan"]>>> = {
      place: { place: "attic" },
      hours: moved(existing, dayLater),
      window: { orders: { ...orders, closesAt: plusMilliseconds(orders.closesAt, -dayLater) } },
      note: { note: "by hand" },
    }
    if (hand !== "nothing") correct(village, "2026-06-11", corrections[hand]!)
    answerOf(change(village, { ...thursdays, startTime: "19:00", place: "barn", note: "later" }))
    const { place, startsAt, note } = village.distribution(named("2026-06-11")).plan
    return [place, startsAt, note]
  },
  "CYCLE-7": (ordered: string, wanted: string) => {
    const village = usual()
    answerOf(create(village))
    if (ordered !== "no order") order(village, "2026-06-11")
    if (ordered === "cancelled order") answerOf(village.cancel("seb", "member", named("2026-06-11")))
    const without = wanted.includes("11th") ? "2026-06-11" : "2026-06-18"
    const recipe = wanted === "Fridays" ? fridays : withEnds({ until: "2026-06-25" }, [{ from: without, to: without }])
    return [refusalOf(change(village, recipe))?._tag ?? "done"]
  },
  "CYCLE-8": (from: string, ordered: string) => {
    const village = usual()
    answerOf(create(village))
    if (ordered === "ordered") order(village, "2026-06-11")
    answerOf(end(village, from))
    return [start, "2026-06-11", "2026-06-18"].map((date) => village.distribution(named(date)).status)
  },
  "CYCLE-9": (ends: RecurrenceEnd, except: ReadonlyArray<Exclusion>) => {
    const village = usual()
    answerOf(create(village, withEnds(ends)))
    answerOf(change(village, withExclusions(withEnds(ends), except), except[0]!.from))
    return [days(village)]
  },
  "CYCLE-10": (taken: ReadonlyArray<string>) => {
    const village = usual()
    for (const [index, date] of taken.entries()) {
      const recipe = { ...thursdays, recurrence: { ...thursdays.recurrence, first: date, ends: { count: 1 } } }
      village.must(createCycle(around(village), null, `other${index}`, recipe))
    }
    const lines = preview(village, stepsToCreate(around(village), id, thursdays))
    expect(Result.isSuccess(createCycle(around(village), null, id, thursdays))).toBe(taken.length === 0)
    return [lines.flatMap(({ date, problem }) => (problem === null ? [] : [date]))]
  },
  "CYCLE-11": (from: string, startsOn: string, endsOn: string) => {
    const village = usual()
    answerOf(create(village, { ...thursdays, catalogs: ["fruit"] }))
    village.open("honey", [], { startsOn, endsOn })
    answerOf(join(village, "honey", from))
    return [days(village).filter((date) => participants(village, date).includes("honey"))]
  },
}

const participants = (village: Village, date: string): ReadonlyArray<string> =>
  village.distribution(named(date)).participations.map(({ catalog }) => catalog)

const join = (village: Village, catalog: string, from = mayFirst) =>
  village.do(joinCycle(around(village), cycleOf(village), catalog, from))

const moved = ({ plan }: Distribution, by: number) => ({
  startsAt: plusMilliseconds(plan.startsAt, by),
  endsAt: plusMilliseconds(plan.endsAt, by),
})

const preview = (village: Village, steps: CycleSteps) =>
  Result.getOrThrow(previewCycle(around(village), id, steps)).dates

describe("the rule book's page on cycles", () => {
  const own = new Set(["CYCLE-1", "CYCLE-5"])
  const rules = rulesOn("cycles.md").filter((rule) => rule.id.startsWith("CYCLE-") && !own.has(rule.id))

  it("has a table of cases for each rule, and a question for each table", () => {
    expect(rules.map((rule) => rule.id)).toEqual(Object.keys(asks))
    expect(rules.filter(({ rows }) => rows.length < 2)).toStrictEqual([])
  })

  for (const rule of rules) {
    it.each(casesOf(rule))(`${rule.id}: ${rule.title}: $title`, ({ given, says }) => {
      expect(asks[rule.id]!(...given)).toEqual(says)
    })
  }
})

describe("creating", () => {
  it("CYCLE-2 (GC-11): each date is a distribution with its day claimed, in one batch", () => {
    const village = usual()
    const answer = answerOf(create(village))
    expect(answer.dates.map(({ date, weekday, distribution, does }) => [date, weekday, distribution, does])).toEqual(
      [start, "2026-06-11", "2026-06-18", "2026-06-25"].map((date) => [date, 4, named(date), "plan"]),
    )
    const plan = village.journal.at(-1)!
    expect(plan.facts.filter(({ fact }) => fact._tag === "DayClaimed")).toHaveLength(4)
    expect(new Set(plan.guards).size).toBe(plan.guards.length)
    expect(plan.guards).toEqual(expect.arrayContaining(["cycle:cycle", "group", "place:hall", "catalog:fruit"]))
    expect(cycleOf(village).dates.map(({ distribution }) => distribution)).toEqual(Object.values(standing(village)))
  })

  it("CYCLE-2 (GC-11.1): the season of the golden case, over the end of a year", () => {
    const village = usual()
    village.open("winter", [], { startsOn: "2029-12-01", endsOn: "2030-02-28" })
    const recurrence = { first: "2029-12-24", every: { weeks: 1 }, ends: { until: "2030-01-24" }, except: [] }
    answerOf(create(village, { ...thursdays, recurrence, startTime: "13:00", endTime: "14:00" }))
    expect(days(village)).toEqual(["2029-12-24", "2029-12-31", "2030-01-07", "2030-01-14", "2030-01-21"])
    expect(village.distribution(named("2030-01-07")).plan.startsAt).toBe("2030-01-07T12:00:00.000Z")
    expect(stateOf<Calendar>(village, "calendar:winter")?.deliveries).toHaveLength(5)
  })

  it("CYCLE-2: a cycle is not created twice, nor over a distribution that has the name of one of its own", () => {
    const village = usual()
    answerOf(create(village))
    expect(Result.merge(createCycle(around(village), cycleOf(village), id, thursdays))).toEqual({
      _tag: "AlreadyExists",
      what: "cycle",
      id,
    })
    expect(refusalOf(create(village))).toEqual({ _tag: "AlreadyExists", what: "distribution", id: named(start) })
  })

  it("CYCLE-2: refusals say which date, how many, or which name", () => {
    const village = usual()
    village.must(createCycle(around(village), null, "other", withEnds({ until: start })))
    expect(refusalOf(create(village))).toEqual({
      _tag: "DayTaken",
      place: "hall",
      date: start,
      distribution: `other-${start}`,
    })
    expect(refusalOf(create(village, withEnds({ count: 367 })))).toEqual({
      _tag: "CycleTooLong",
      cycle: id,
      maximum: 366,
    })
    expect(refusalOf(create(village, withEnds({ until: "2026-06-01" })))).toEqual({
      _tag: "CycleEmpty",
      cycle: id,
      first: start,
    })
    expect(refusalOf(create(village, { ...thursdays, catalogs: ["fruit", "wine"] }))).toEqual({
      _tag: "CatalogUnknown",
      catalog: "wine",
    })
    expect(refusalOf(create(village, { ...thursdays, place: "moon" }))).toEqual({
      _tag: "PlaceUnknown",
      place: "moon",
    })
  })

  it("CYCLE-3: a contract takes part from its first delivery on", () => {
    const village = usual()
    const fruit = village.catalog("fruit")
    const contract = { firstDelivery: "2026-06-18", delays: { opensDays: null, closesHours: null } }
    village.states.set(keyOf.catalog("fruit"), { ...fruit, contract })
    answerOf(create(village))
    const calendar = stateOf<Calendar>(village, "calendar:fruit")!
    expect(calendar.deliveries.map(({ distribution }) => distribution)).toEqual(["2026-06-18", "2026-06-25"].map(named))
  })
})

describe("changing", () => {
  it("CYCLE-5: every week, one week later: each takes the day of the next, and the first day is free", () => {
    const village = usual()
    answerOf(create(village))
    correct(village, "2026-06-25", { note: "last one" })
    const later = { ...thursdays.recurrence, first: "2026-06-05", ends: { until: "2026-06-26" } }
    answerOf(change(village, { ...thursdays, recurrence: later }))
    const again = { ...thursdays.recurrence, first: "2026-06-12", ends: { until: "2026-07-03" } }
    answerOf(change(village, { ...thursdays, recurrence: again }, "2026-06-05"))
    expect(days(village)).toEqual(["2026-06-12", "2026-06-19", "2026-06-26", "2026-07-03"])
    expect(stateOf<DayClaim>(village, keyOf.day("hall", "2026-06-05"))).toEqual({ distribution: null })
    for (const [date, one] of Object.entries(standing(village))) {
      expect(stateOf<DayClaim>(village, keyOf.day("hall", date))).toEqual({ distribution: one })
    }
  })

  it("CYCLE-5: a day that another one of the cycle is about to leave is free", () => {
    const village = usual()
    answerOf(create(village))
    // By hand the third one took the Friday that the second one is to have, and has no date of its own any more.
    const third = village.distribution(named("2026-06-18"))
    const { orders } = village.distribution(named("2026-06-11")).plan
    correct(village, "2026-06-18", { ...moved(third, -6 * dayLater), orders })
    const two = { ...fridays.recurrence, ends: { count: 2 } }
    answerOf(change(village, { ...fridays, recurrence: two }))
    expect(standing(village)).toEqual({ "2026-06-05": named(start), "2026-06-12": named("2026-06-11") })
    expect(stateOf<DayClaim>(village, keyOf.day("hall", "2026-06-12"))).toEqual({ distribution: named("2026-06-11") })
  })

  it("CYCLE-6: a day that one of the cycle was given by hand is taken", () => {
    const village = usual()
    answerOf(create(village))
    correct(village, start, moved(village.distribution(named(start)), 8 * dayLater))
    expect(refusalOf(change(village, fridays))).toEqual({
      _tag: "DayTaken",
      place: "hall",
      date: "2026-06-12",
      distribution: named(start),
    })
  })

  it("CYCLE-6: two of the cycle do not come to share a day of the place that they move to", () => {
    const village = usual()
    answerOf(create(village))
    correct(village, start, moved(village.distribution(named(start)), 8 * dayLater))
    expect(refusalOf(change(village, { ...fridays, place: "barn" }))).toEqual({
      _tag: "DayTaken",
      place: "barn",
      date: "2026-06-12",
      distribution: named(start),
    })
  })

  it("CYCLE-6: what an earlier recipe planned follows, also when a later date was changed before", () => {
    const village = usual()
    answerOf(create(village))
    answerOf(change(village, { ...thursdays, startTime: "19:00" }, "2026-06-18"))
    answerOf(change(village, { ...thursdays, startTime: "17:00" }))
    const hours = Object.values(standing(village)).map((one) => village.distribution(one).plan.startsAt.slice(11, 16))
    expect(hours).toEqual(["15:00", "15:00", "15:00", "15:00"])
  })

  it("CYCLE-3: a catalog that came by hand before its first delivery stays while the day does", () => {
    const village = usual()
    answerOf(create(village, { ...thursdays, catalogs: ["bread"] }))
    const contract = { firstDelivery: "2026-06-18", delays: { opensDays: null, closesHours: null } }
    village.states.set(keyOf.catalog("fruit"), { ...village.catalog("fruit"), contract })
    const first = village.distribution(named(start))
    village.must(joinDistribution(village.around(first.plan), first, { catalog: "fruit", window: null }))
    answerOf(change(village, { ...thursdays, catalogs: ["bread"], startTime: "19:00" }))
    expect(participants(village, start)).toEqual(["bread", "fruit"])
    answerOf(change(village, { ...fridays, catalogs: ["bread"], startTime: "19:00" }))
    expect(participants(village, start)).toEqual(["bread"])
  })

  it.each([
    ["2026-06-02T17:59:59.999Z", "plan"],
    ["2026-06-02T18:00:00.000Z", "skip"],
  ])("CYCLE-4: at %s a date whose orders close at 20:00 is still to come: %s", (now, does) => {
    const village = usual()
    answerOf(create(village, { ...thursdays, recurrence: { ...thursdays.recurrence, first: "2026-06-11" } }))
    village.now = now
    expect(did(answerOf(change(village, thursdays)), start)).toBe(does)
  })

  it("CYCLE-4: an added date whose orders are over is named and not planned", () => {
    const village = usual()
    answerOf(create(village, { ...thursdays, recurrence: { ...thursdays.recurrence, first: "2026-06-11" } }))
    village.now = "2026-06-03T10:00:00.000Z"
    const answer = answerOf(change(village, thursdays))
    expect(answer.dates[0]).toEqual({ date: start, weekday: 4, was: null, distribution: null, does: "skip" })
    expect(days(village)).toEqual(["2026-06-11", "2026-06-18", "2026-06-25"])
    expect(cycleOf(village).dates.map(({ date }) => date)).toEqual(["2026-06-11", "2026-06-18", "2026-06-25"])
  })

  it("CYCLE-5: a date that comes back gets a distribution with a name of its own", () => {
    const village = usual()
    answerOf(create(village))
    const holiday = [{ from: "2026-06-11", to: "2026-06-11" }]
    answerOf(change(village, withExclusions(thursdays, holiday)))
    expect(village.distribution(named("2026-06-11")).status).toBe("cancelled")
    answerOf(change(village, thursdays))
    expect(standing(village)["2026-06-11"]).toBe(`${named("2026-06-11")}-2`)
  })

  it("CYCLE-4: what was cancelled by hand is not planned again", () => {
    const village = usual()
    answerOf(create(village))
    cancel(village, "2026-06-11")
    const answer = answerOf(change(village, { ...thursdays, startTime: "17:00" }))
    expect(did(answer, "2026-06-11")).toBe("keep")
    expect(days(village)).toEqual([start, "2026-06-18", "2026-06-25"])
  })

  it("CYCLE-7: orders go with their distribution, and a refusal counts them", () => {
    const village = usual()
    answerOf(create(village))
    order(village, "2026-06-11")
    expect(refusalOf(change(village, withEnds({ until: start })))).toEqual({
      _tag: "DistributionHasOrders",
      distribution: named("2026-06-11"),
      baskets: 1,
    })
    answerOf(change(village, fridays))
    expect(standing(village)["2026-06-12"]).toBe(named("2026-06-11"))
    expect(village.ordered("seb", "fruit/apples", named("2026-06-11"))).toBe(2)
  })

  it("CYCLE-3: a catalog that comes to the recipe joins, one that goes leaves, others are left alone", () => {
    const village = usual()
    village.open("honey", [])
    answerOf(create(village, { ...thursdays, catalogs: ["fruit", "bread"] }))
    const first = village.distribution(named(start))
    village.must(withdrawCatalog(first, "bread", []))
    answerOf(change(village, { ...thursdays, catalogs: ["bread", "honey"] }))
    expect(participants(village, start)).toEqual(["honey"])
    expect(participants(village, "2026-06-11")).toEqual(["bread", "honey"])
    const planned = (catalog: string) =>
      stateOf<Calendar>(village, keyOf.calendar(catalog))!.deliveries.filter(({ status }) => status === "planned")
    expect([planned("fruit").length, planned("honey").length]).toEqual([0, 4])
  })

  it("CYCLE-3: a date that moves out of a catalog's period loses it, and one that moves in has it", () => {
    const village = usual()
    village.open("spring", [], { endsOn: "2026-06-11" })
    village.open("summer", [], { startsOn: "2026-06-12" })
    answerOf(create(village, { ...thursdays, catalogs: ["spring", "summer"] }))
    answerOf(change(village, { ...fridays, catalogs: ["spring", "summer"] }))
    const taking = Object.values(standing(village)).map((one) =>
      village.distribution(one).participations.map(({ catalog }) => catalog),
    )
    expect(taking).toEqual([["spring"], ["summer"], ["summer"], ["summer"]])
  })

  it("CYCLE-3, CYCLE-7: a catalog with orders does not leave", () => {
    const village = usual()
    answerOf(create(village))
    order(village, "2026-06-18")
    expect(refusalOf(change(village, { ...thursdays, catalogs: ["bread"] }))).toEqual({
      _tag: "DistributionHasOrders",
      distribution: named("2026-06-18"),
      baskets: 1,
    })
  })

  it("CYCLE-7: a delivery that subscribers expect is neither cancelled nor left", () => {
    const village = usual()
    answerOf(create(village))
    const expecting = { catalog: "fruit", deliveries: [{ id: named("2026-06-25") }] } as unknown as Subscription
    const refusal = { _tag: "CatalogHasSubscriptions", catalog: "fruit", subscriptions: 1 }
    const context = around(village, [expecting])
    const shorter = withEnds({ until: "2026-06-18" })
    expect(Result.merge(changeCycle(context, cycleOf(village), shorter, mayFirst))).toEqual(refusal)
    const less = { ...thursdays, catalogs: ["bread"] }
    expect(Result.merge(changeCycle(context, cycleOf(village), less, mayFirst))).toEqual(refusal)
    const answer = village.must(endCycle(context, cycleOf(village), mayFirst))
    expect(answer.dates.map(({ does }) => does)).toEqual(["cancel", "cancel", "cancel", "keep"])
  })

  it("CYCLE-9: a catalog that was deleted since does not stand in the way of a holiday", () => {
    const village = usual()
    answerOf(create(village, { ...thursdays, catalogs: ["bread", "fruit"] }))
    const catalogs = new Map([...village.catalogs].filter(([one]) => one !== "fruit"))
    for (const date of days(village)) village.must(withdrawCatalog(village.distribution(named(date)), "fruit", []))
    const recipe = withExclusions(cycleOf(village).recipes[0]!, [{ from: start, to: start }])
    village.must(changeCycle({ ...around(village), catalogs }, cycleOf(village), recipe, mayFirst))
    expect(days(village)).toEqual(["2026-06-11", "2026-06-18", "2026-06-25"])
  })

  it("CYCLE-2: a changed recipe follows the same limits", () => {
    const village = usual()
    answerOf(create(village))
    expect(refusalOf(change(village, withEnds({ count: 400 })))?._tag).toBe("CycleTooLong")
    expect(refusalOf(change(village, withEnds({ until: "2026-06-01" })))?._tag).toBe("CycleEmpty")
    expect(refusalOf(change(village, { ...thursdays, catalogs: ["wine"] }))?._tag).toBe("CatalogUnknown")
  })

  it("CYCLE-8: an ended cycle is neither changed nor ended again", () => {
    const village = usual()
    answerOf(create(village))
    answerOf(end(village))
    expect(refusalOf(change(village, fridays))).toEqual({ _tag: "CycleEnded", cycle: id })
    expect(refusalOf(end(village))).toEqual({ _tag: "CycleEnded", cycle: id })
    expect(days(village)).toEqual([])
  })

  it("CYCLE-11: a catalog that joined takes part in the dates that come later, and is left out where it was taken out", () => {
    const village = usual()
    village.open("honey", [])
    answerOf(create(village, { ...thursdays, catalogs: ["fruit"] }))
    answerOf(join(village, "honey"))
    village.must(withdrawCatalog(village.distribution(named(start)), "honey", []))
    const recipe = cycleOf(village).recipes.at(-1)!
    expect(recipe.catalogs).toEqual(["fruit", "honey"])
    const longer = { ...recipe.recurrence, ends: { until: "2026-07-02" } }
    answerOf(change(village, { ...recipe, recurrence: longer }))
    expect(days(village).map((date) => participants(village, date).includes("honey"))).toEqual([
      false,
      true,
      true,
      true,
      true,
    ])
  })

  it("CYCLE-11: where all take part already, or the season is over, nothing joins", () => {
    const village = usual()
    answerOf(create(village))
    const before = cycleOf(village)
    expect(answerOf(join(village, "fruit")).dates.map(({ does }) => does)).toEqual(["keep", "keep", "keep", "keep"])
    expect(cycleOf(village)).toEqual(before)
    village.open("honey", [])
    village.now = "2026-06-10T10:00:00.000Z"
    answerOf(join(village, "honey"))
    const takes = [start, "2026-06-11", "2026-06-18", "2026-06-25"].map((date) => participants(village, date).length)
    expect(takes).toEqual([2, 2, 3, 3])
    expect(refusalOf(join(village, "wine"))).toEqual({ _tag: "CatalogUnknown", catalog: "wine" })
    answerOf(end(village))
    expect(refusalOf(join(village, "fruit"))).toEqual({ _tag: "CycleEnded", cycle: id })
  })

  it("CYCLE-10: a preview of a change names catalogs, dates and problems", () => {
    const village = usual()
    answerOf(create(village))
    order(village, "2026-06-11")
    const recipe = {
      ...withEnds({ until: "2026-06-25" }, [{ from: "2026-06-11", to: "2026-06-18" }]),
      catalogs: ["bread"],
    }
    const lines = preview(village, stepsToChange(around(village), cycleOf(village), recipe, mayFirst))
    expect(lines.map(({ date, does, leaves, problem }) => [date, does, leaves, problem?._tag ?? null])).toEqual([
      [start, "change", ["fruit"], null],
      ["2026-06-11", "cancel", [], "DistributionHasOrders"],
      ["2026-06-18", "cancel", [], null],
      ["2026-06-25", "change", ["fruit"], null],
    ])
  })
})

describe("laws", () => {
  const every = fc.oneof(
    fc.record({ weeks: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ months: fc.constant(1), on: fc.constantFrom("weekday", "last-weekday", "day") }),
  )
  const recipe: fc.Arbitrary<CycleRecipe> = fc
    .record({
      after: fc.integer({ min: 0, max: 40 }),
      every,
      ends: fc.oneof(
        fc.record({ count: fc.integer({ min: 1, max: 12 }) }),
        fc.record({ until: fc.integer({ min: 60, max: 150 }).map((later) => plusDays(start, later)) }),
      ),
      except: fc.array(
        fc
          .integer({ min: 0, max: 120 })
          .map((later) => ({ from: plusDays(start, later), to: plusDays(start, later + 6) })),
        { maxLength: 2 },
      ),
      startTime: fc.constantFrom("17:00", "18:00", "19:00"),
      place: fc.constantFrom("hall", "barn"),
      catalogs: fc.constantFrom<CycleRecipe["catalogs"]>("all", ["fruit"], ["fruit", "bread"], []),
    })
    .map(({ after, every: rhythm, ends, except, startTime, place, catalogs }) => ({
      ...thursdays,
      recurrence: { first: plusDays(start, after), every: rhythm, ends, except },
      startTime,
      place,
      catalogs,
    }))

  it("CYCLE-5: changing a cycle to itself changes nothing, whatever was done to its distributions by hand", () => {
    fc.assert(
      fc.property(
        recipe,
        fc.array(fc.tuple(fc.nat(), fc.constantFrom("move", "cancel", "withdraw", "order")), { maxLength: 4 }),
        fc.integer({ min: 0, max: 80 }),
        (one, hands, later) => {
          const village = usual()
          if (Result.isFailure(create(village, one))) return
          for (const [index, hand] of hands) {
            const { date } = cycleOf(village).dates[index % cycleOf(village).dates.length]!
            const existing = village.distribution(named(date))
            if (existing.status === "cancelled") continue
            if (hand === "cancel") cancel(village, date)
            if (hand === "order") village.confirm("seb", { "fruit/apples": 1 }, { at: named(date) })
            if (hand === "withdraw") village.do(withdrawCatalog(existing, "bread", []))
            if (hand === "move") correct(village, date, { startsAt: plusMilliseconds(existing.plan.startsAt, 60_000) })
          }
          village.now = plusMilliseconds("2026-05-20T10:00:00.000Z", later * dayLater)
          const before = new Map(village.states)
          const answer = village.must(changeCycle(around(village), cycleOf(village), one, mayFirst))
          expect(answer.dates.every(({ does }) => does === "keep" || does === "skip")).toBe(true)
          expect(village.states).toEqual(before)
        },
      ),
      { numRuns: 60 },
    )
  })

  it("CYCLE-2, CYCLE-3, CYCLE-5 (D10): whatever a cycle becomes, days, windows, calendars and periods are right", () => {
    fc.assert(
      fc.property(
        fc.array(recipe, { minLength: 2, maxLength: 4 }),
        fc.nat(30),
        fc.boolean(),
        (recipes, at, ordered) => {
          const village = usual()
          village.open("summer", [], { startsOn: "2026-06-20", endsOn: "2026-08-15" })
          const [first, ...changes] = recipes
          if (Result.isFailure(create(village, first!))) return
          if (ordered) village.confirm("seb", { "fruit/apples": 1 }, { at: cycleOf(village).dates[0]!.distribution })
          for (const [index, next] of changes.entries()) {
            village.now = plusMilliseconds("2026-05-20T10:00:00.000Z", index * at * dayLater)
            change(village, next)
          }
          const stands = [...village.states]
            .filter(([key, state]) => key.startsWith("distribution:") && (state as Distribution).status === "planned")
            .map(([, state]) => state as Distribution)
          const claims = stands.map(({ plan }) => keyOf.day(plan.place, dayOf(village.group, plan)))
          expect(new Set(claims).size).toBe(claims.length)
          for (const { id: one, plan, participations } of stands) {
            expect(stateOf<DayClaim>(village, keyOf.day(plan.place, dayOf(village.group, plan)))).toEqual({
              distribution: one,
            })
            expect(datesProblem(plan, plan.orders)).toBeUndefined()
            const { date } = civilAt(plan.startsAt, "Europe/Paris")
            for (const { catalog } of participations) {
              const { startsOn, endsOn } = village.catalog(catalog).settings
              expect(startsOn <= date && date <= endsOn).toBe(true)
              const [delivery] = deliveriesAt(stateOf<Calendar>(village, keyOf.calendar(catalog))!, one)
              expect(delivery).toMatchObject({ startsAt: plan.startsAt, status: "planned" })
            }
          }
          const kept = village.baskets
            .filter(hasGoods)
            .map(({ distribution }) => village.distribution(distribution).status)
          expect(kept.every((status) => status === "planned")).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  it("CYCLE-10: what a preview lists without problem is what is done", () => {
    fc.assert(
      fc.property(recipe, recipe, (one, other) => {
        const village = usual()
        if (Result.isFailure(create(village, one))) return
        const steps = stepsToChange(around(village), cycleOf(village), other, mayFirst)
        if (Result.isFailure(steps)) return
        const lines = preview(village, steps)
        const outcome = change(village, other)
        const problem = lines.find((line) => line.problem !== null)?.problem
        expect(refusalOf(outcome)).toEqual(problem ?? undefined)
        if (problem !== undefined) return
        expect(answerOf(outcome).dates.map(({ date, does }) => [date, does])).toEqual(
          lines.map(({ date, does }) => [date, does]),
        )
        const written = lines.filter(({ does }) => does === "plan" || does === "change")
        expect(written.map(({ distribution }) => village.distribution(distribution!).plan)).toEqual(
          written.map(({ plan }) => plan),
        )
      }),
      { numRuns: 60 },
    )
  })
})
