import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import { createCabas } from "../cabas.ts"
import type { Cabas, Outcome } from "../cabas.ts"
import { memoryStorage } from "../storage/memory.ts"
import { start } from "../storage/storage.ts"
import type { Recorded, Storage } from "../storage/storage.ts"

const group = "paniers"
const thursday = "2026-06-04"

const answerOf = async <O>(call: Promise<Outcome<O>>): Promise<O> => {
  const { answer, refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  return answer as O
}

const each = { price: 100, per: { pieces: 1 }, vat: 550, content: null }

interface World {
  readonly cabas: Cabas
  readonly storage: Storage
  readonly at: (now: string) => void
}

/** A group with fruit and bread all year, two places, and Léa. */
const world = async (storage: Storage = memoryStorage()): Promise<World> => {
  let now = Date.parse("2026-05-10T10:00:00Z")
  const cabas = createCabas({ storage, clock: () => now, random: () => 0 })
  const camille = cabas.as("camille")
  await answerOf(camille.group.create({ id: group, name: "Les Paniers" }))
  await answerOf(
    camille.member.add({
      group,
      id: "lea",
      people: [{ firstName: "Léa", lastName: "Martin", email: null, phone: null }],
    }),
  )
  await answerOf(camille.producer.save({ group, id: "ferme", name: "Ferme" }))
  const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }
  for (const id of ["fruits", "pain"]) {
    await answerOf(camille.catalog.create({ group, id, name: id, producer: "ferme", ...period }))
    await answerOf(
      camille.product.save({ group, catalog: id, id: "un", name: id, saleKind: "piece", terms: each, loose: null }),
    )
  }
  for (const id of ["halle", "ecole"]) await answerOf(camille.place.save({ group, id, name: id }))
  return { cabas, storage, at: (instant) => (now = Date.parse(instant)) }
}

/** Thursdays of June, orders open for two months. */
const thursdays = {
  group,
  id: "saison",
  place: "halle",
  recurrence: { first: thursday, every: { weeks: 1 }, ends: { until: "2026-06-25" } },
  startTime: "18:00",
  endTime: "20:00",
  orders: { opensDaysBefore: 60, opensTime: "08:00", closesDaysBefore: 2, closesTime: "20:00" },
} as const

const fridays = {
  ...thursdays,
  recurrence: { ...thursdays.recurrence, first: "2026-06-05", ends: { until: "2026-06-26" } },
} as const

/** The recipe as a preview takes it. */
const asText = ({ id, group: _, ...recipe }: object & { readonly id: string; readonly group: string }) => ({
  group,
  id,
  recipe: JSON.stringify(recipe),
})

const named = (date: string) => `saison-${date}`

const daysIn = async ({ cabas }: World): Promise<ReadonlyArray<string>> => {
  const { distributions } = await answerOf(cabas.as("camille").distribution.list({ group }))
  return distributions.filter(({ status }) => status === "planned").map(({ startsAt }) => startsAt.slice(0, 10))
}

const journal = async ({ storage }: World): Promise<ReadonlyArray<Recorded>> =>
  Effect.runPromise(storage.feed(group, start, 10_000))

const confirm = ({ cabas }: World, date: string, pieces = 2) =>
  cabas.as("lea").basket.confirm({
    group,
    distribution: named(date),
    lines: [{ catalog: "fruits", product: "un", quantity: { pieces } }],
  })

describe("creating a cycle", () => {
  it("CYCLE-2: one commit plans every date with its catalogs", async () => {
    const one = await world()
    const before = (await journal(one)).length
    const answer = await answerOf(one.cabas.as("camille").cycle.create(thursdays))
    expect(answer.dates.map(({ date, weekday, does }) => [date, weekday, does])).toEqual([
      ["2026-06-04", 4, "plan"],
      ["2026-06-11", 4, "plan"],
      ["2026-06-18", 4, "plan"],
      ["2026-06-25", 4, "plan"],
    ])
    const batches = await journal(one)
    expect(batches).toHaveLength(before + 1)
    const planned = batches.at(-1)!.facts.filter(({ fact }) => fact._tag === "DistributionPlanned")
    expect(planned).toHaveLength(4)
    const { distributions } = await answerOf(one.cabas.as("lea").distribution.list({ group }))
    expect(distributions.map(({ id, catalogs }) => [id, catalogs.map((catalog) => catalog.id)])).toEqual(
      ["2026-06-04", "2026-06-11", "2026-06-18", "2026-06-25"].map((date) => [named(date), ["fruits", "pain"]]),
    )
    expect((await confirm(one, "2026-06-11")).refusal).toBeUndefined()
  })

  it("CYCLE-2 (D11): the same key gives the same cycle, with an id of its own when none is named", async () => {
    const one = await world()
    const { id: _, ...anonymous } = thursdays
    const first = await answerOf(one.cabas.as("camille").cycle.create(anonymous, { key: "k" }))
    expect(await answerOf(one.cabas.as("camille").cycle.create(anonymous, { key: "k" }))).toEqual(first)
    expect(first.dates[0]?.distribution).toBe(`${first.id}-${thursday}`)
    expect(await daysIn(one)).toHaveLength(4)
  })

  it("CYCLE-2: nothing at all is planned when one day is taken, also when it is taken meanwhile", async () => {
    const one = await world()
    const camille = one.cabas.as("camille")
    const plan = (id: string, startsAt: string, endsAt: string) => ({
      group,
      id,
      place: "halle",
      startsAt,
      endsAt,
      orders: { opensAt: "2026-05-01T06:00:00Z", closesAt: "2026-05-31T18:00:00Z" },
      participations: [],
    })
    const outcomes = await Promise.all([
      camille.cycle.create(thursdays),
      camille.distribution.plan(plan("fete", "2026-06-18T08:00:00Z", "2026-06-18T10:00:00Z")),
    ])
    const refused = outcomes.flatMap(({ refusal }) => refusal ?? [])
    expect(refused.map(({ _tag }) => _tag)).toEqual(["DayTaken"])
    expect([1, 4]).toContain((await daysIn(one)).length)
    const again = await camille.cycle.create({ ...thursdays, id: "autre" })
    expect(again.refusal).toMatchObject({ _tag: "DayTaken", place: "halle" })
  })

  it("CYCLE-2, CYCLE-3: what is refused", async () => {
    const one = await world()
    const camille = one.cabas.as("camille")
    const tag = async (told: object) => (await camille.cycle.create({ ...thursdays, ...told })).refusal?._tag
    const ending = (ends: object) => ({ recurrence: { ...thursdays.recurrence, ends } })
    expect(await tag({ place: "lune" })).toBe("PlaceUnknown")
    expect(await tag({ catalogs: ["vin"] })).toBe("CatalogUnknown")
    expect(await tag({ catalogs: ["pain", "pain"] })).toBe("BadInput")
    expect(await tag({ endTime: "18:00" })).toBe("DistributionDatesInvalid")
    expect(await tag(ending({ until: "2026-06-03" }))).toBe("CycleEmpty")
    expect(await tag(ending({ count: 367 }))).toBe("CycleTooLong")
    expect(await tag({ id: "x".repeat(49) })).toBe("BadInput")
    expect(await daysIn(one)).toEqual([])
    await answerOf(camille.cycle.create(thursdays))
    expect(await tag({})).toBe("AlreadyExists")
    const lea = await one.cabas.as("lea").cycle.create({ ...thursdays, id: "autre" })
    expect(lea.refusal).toMatchObject({ _tag: "NotAllowed", needs: "catalog-admin" })
  })

  it("CYCLE-2: the longest cycle is one commit", async () => {
    const one = await world()
    const recurrence = { ...thursdays.recurrence, ends: { count: 366 } }
    const answer = await answerOf(one.cabas.as("camille").cycle.create({ ...thursdays, recurrence }))
    expect(answer.dates.at(-1)?.date).toBe("2033-06-02")
    const { dates } = await answerOf(one.cabas.as("lea").cycle.get({ group, id: "saison" }))
    expect(dates).toHaveLength(366)
  })
})

describe("changing a cycle", () => {
  it("CYCLE-5, CYCLE-7: distributions move with their orders", async () => {
    const one = await world()
    const camille = one.cabas.as("camille")
    await answerOf(camille.cycle.create(thursdays))
    await answerOf(confirm(one, "2026-06-11"))
    const answer = await answerOf(camille.cycle.change({ ...fridays, from: "2026-06-01", place: "ecole" }))
    expect(answer.dates.map(({ was, date, does }) => [was, date, does])).toEqual([
      ["2026-06-04", "2026-06-05", "change"],
      ["2026-06-11", "2026-06-12", "change"],
      ["2026-06-18", "2026-06-19", "change"],
      ["2026-06-25", "2026-06-26", "change"],
    ])
    expect(await daysIn(one)).toEqual(["2026-06-05", "2026-06-12", "2026-06-19", "2026-06-26"])
    const basket = await answerOf(one.cabas.as("lea").basket.get({ group, distribution: named("2026-06-11") }))
    expect(basket.lines.map(({ ordered }) => ordered)).toEqual([{ pieces: 2 }])
    const distribution = await answerOf(camille.distribution.get({ group, id: named("2026-06-11") }))
    expect(distribution).toMatchObject({ startsAt: "2026-06-12T16:00:00.000Z", place: { id: "ecole" } })
    // The days left are free for others.
    expect((await camille.cycle.create({ ...thursdays, id: "autre" })).refusal).toBeUndefined()
  })

  it("CYCLE-4: what no longer takes orders stays", async () => {
    const one = await world()
    const camille = one.cabas.as("camille")
    await answerOf(camille.cycle.create(thursdays))
    one.at("2026-06-03T10:00:00Z")
    await answerOf(camille.cycle.change(fridays))
    expect(await daysIn(one)).toEqual(["2026-06-04", "2026-06-12", "2026-06-19", "2026-06-26"])
  })

  it("CYCLE-5: a cycle that is given its own recipe writes nothing", async () => {
    const one = await world()
    const camille = one.cabas.as("camille")
    await answerOf(camille.cycle.create(thursdays))
    const before = await camille.cycle.get({ group, id: "saison" })
    const answer = await answerOf(camille.cycle.change(thursdays))
    expect(answer.dates.map(({ does }) => does)).toEqual(["keep", "keep", "keep", "keep"])
    expect((await journal(one)).at(-1)?.facts).toEqual([])
    expect(await camille.cycle.get({ group, id: "saison" })).toEqual(before)
  })

  it("CYCLE-9, CYCLE-7: a holiday is left out, unless somebody ordered", async () => {
    const one = await world()
    const camille = one.cabas.as("camille")
    await answerOf(camille.cycle.create(thursdays))
    await answerOf(confirm(one, "2026-06-11"))
    const holiday = (date: string) => camille.cycle.exclude({ group, id: "saison", except: [{ from: date, to: date }] })
    expect((await holiday("2026-06-11")).refusal).toEqual({
      _tag: "DistributionHasOrders",
      distribution: named("2026-06-11"),
      baskets: 1,
    })
    await answerOf(holiday("2026-06-18"))
    expect(await daysIn(one)).toEqual(["2026-06-04", "2026-06-11", "2026-06-25"])
    const { recipe } = await answerOf(camille.cycle.get({ group, id: "saison" }))
    expect(recipe.recurrence.except).toEqual([{ from: "2026-06-18", to: "2026-06-18" }])
  })

  it("CYCLE-7 (D13): an order that comes in at the same moment is not lost", async () => {
    for (const pieces of [1, 2, 3]) {
      const one = await world()
      const camille = one.cabas.as("camille")
      await answerOf(camille.cycle.create(thursdays))
      const [exclusion, order] = await Promise.all([
        camille.cycle.exclude({ group, id: "saison", except: [{ from: "2026-06-18", to: "2026-06-18" }] }),
        confirm(one, "2026-06-18", pieces),
      ])
      const { status } = await answerOf(camille.distribution.get({ group, id: named("2026-06-18") }))
      expect([exclusion.refusal?._tag, order.refusal?._tag]).toEqual(
        status === "planned" ? ["DistributionHasOrders", undefined] : [undefined, "DistributionCancelled"],
      )
    }
  })

  it("CYCLE-3: a catalog joins the dates that are left, and leaves them", async () => {
    const one = await world()
    const camille = one.cabas.as("camille")
    await answerOf(camille.cycle.create({ ...thursdays, catalogs: ["pain"] }))
    await answerOf(camille.cycle.change({ ...thursdays, catalogs: ["fruits"], from: "2026-06-10" }))
    const { distributions } = await answerOf(camille.distribution.list({ group }))
    expect(distributions.map(({ catalogs }) => catalogs.map(({ id }) => id))).toEqual([
      ["pain"],
      ["fruits"],
      ["fruits"],
      ["fruits"],
    ])
    await answerOf(confirm(one, "2026-06-18"))
    const back = await camille.cycle.change({ ...thursdays, catalogs: ["pain"] })
    expect(back.refusal).toMatchObject({ _tag: "DistributionHasOrders", distribution: named("2026-06-18") })
  })

  it("CYCLE-11: whoever runs a catalog lets it take part in what is left", async () => {
    const one = await world()
    const camille = one.cabas.as("camille")
    await answerOf(camille.cycle.create({ ...thursdays, catalogs: ["pain"] }))
    await answerOf(camille.member.grant({ group, member: "lea", rights: ["catalog-admin:fruits"] }))
    const lea = one.cabas.as("lea")
    const answer = await answerOf(lea.cycle.join({ group, id: "saison", catalog: "fruits", from: "2026-06-10" }))
    expect(answer.dates.map(({ date, does }) => [date, does])).toEqual([
      ["2026-06-11", "change"],
      ["2026-06-18", "change"],
      ["2026-06-25", "change"],
    ])
    const { distributions } = await answerOf(lea.distribution.list({ group }))
    expect(distributions.map(({ catalogs }) => catalogs.map(({ id }) => id))).toEqual([
      ["pain"],
      ["pain", "fruits"],
      ["pain", "fruits"],
      ["pain", "fruits"],
    ])
    expect((await lea.cycle.join({ group, id: "saison", catalog: "pain" })).refusal?._tag).toBe("NotAllowed")
    const refused = async (told: object) =>
      (await camille.cycle.join({ group, id: "saison", catalog: "fruits", ...told })).refusal?._tag
    expect(await refused({ catalog: "vin" })).toBe("CatalogUnknown")
    expect(await refused({ id: "autre" })).toBe("CycleUnknown")
  })

  it("CYCLE-8: a cycle ends, and what holds orders stays", async () => {
    const one = await world()
    const camille = one.cabas.as("camille")
    await answerOf(camille.cycle.create(thursdays))
    await answerOf(confirm(one, "2026-06-18"))
    const answer = await answerOf(camille.cycle.end({ group, id: "saison", from: "2026-06-11" }))
    expect(answer.dates.map(({ date, does }) => [date, does])).toEqual([
      ["2026-06-11", "cancel"],
      ["2026-06-18", "keep"],
      ["2026-06-25", "cancel"],
    ])
    expect(await daysIn(one)).toEqual(["2026-06-04", "2026-06-18"])
    for (const call of [
      camille.cycle.end({ group, id: "saison" }),
      camille.cycle.change(thursdays),
      camille.cycle.preview(asText(thursdays)),
    ]) {
      expect((await call).refusal).toEqual({ _tag: "CycleEnded", cycle: "saison" })
    }
  })

  it("CYCLE-4: a cycle that is not there is refused by name", async () => {
    const one = await world()
    const camille = one.cabas.as("camille")
    const except = [{ from: thursday, to: thursday }]
    for (const call of [
      camille.cycle.change(thursdays),
      camille.cycle.end({ group, id: "saison" }),
      camille.cycle.exclude({ group, id: "saison", except }),
      camille.cycle.get({ group, id: "saison" }),
    ]) {
      expect((await call).refusal).toEqual({ _tag: "CycleUnknown", cycle: "saison" })
    }
  })
})

describe("looking ahead", () => {
  it("CYCLE-10: a preview tells all that stands in the way, and writes nothing", async () => {
    const one = await world()
    const camille = one.cabas.as("camille")
    await answerOf(camille.cycle.create({ ...thursdays, recurrence: { ...thursdays.recurrence, every: { weeks: 2 } } }))
    const before = (await journal(one)).length
    const fresh = await answerOf(camille.cycle.preview(asText({ ...thursdays, id: "autre" })))
    expect(fresh.dates.map(({ date, does, problem }) => [date, does, problem?._tag ?? null])).toEqual([
      ["2026-06-04", "plan", "DayTaken"],
      ["2026-06-11", "plan", null],
      ["2026-06-18", "plan", "DayTaken"],
      ["2026-06-25", "plan", null],
    ])
    const weekly = await answerOf(camille.cycle.preview(asText(thursdays)))
    expect(weekly.dates.map(({ does, joins, problem }) => [does, joins, problem])).toEqual([
      ["keep", [], null],
      ["plan", ["fruits", "pain"], null],
      ["keep", [], null],
      ["plan", ["fruits", "pain"], null],
    ])
    const asked = await answerOf(camille.cycle.change(thursdays, { preview: true }))
    expect(asked.dates.map(({ does }) => does)).toEqual(["keep", "plan", "keep", "plan"])
    expect(await journal(one)).toHaveLength(before)
  })

  it("CYCLE-10: a text that is no recipe is refused", async () => {
    const { cabas } = await world()
    const refused = async (recipe: string) => (await cabas.as("camille").cycle.preview({ group, recipe })).refusal
    for (const text of ["", "{", "{}", JSON.stringify({ ...thursdays, colour: "red" })]) {
      expect(await refused(text)).toMatchObject({ _tag: "BadInput", issues: [{ path: ["recipe"] }] })
    }
    const unending = { ...thursdays.recurrence, ends: { count: 400 } }
    const { group: _, id: __, ...recipe } = thursdays
    expect(await refused(JSON.stringify({ ...recipe, recurrence: unending }))).toMatchObject({ _tag: "CycleTooLong" })
    expect(await refused(JSON.stringify({ ...recipe, catalogs: ["vin"] }))).toMatchObject({ _tag: "CatalogUnknown" })
    expect(await refused(JSON.stringify(recipe))).toBeUndefined()
  })

  it("CYCLE-10: a list tells each cycle, its recipe and how far it goes", async () => {
    const one = await world()
    await answerOf(one.cabas.as("camille").cycle.create(thursdays))
    const { cycles } = await answerOf(one.cabas.as("lea").cycle.list({ group }))
    expect(cycles).toEqual([
      {
        id: "saison",
        status: "running",
        recipe: expect.objectContaining({ place: "halle", catalogs: "all", note: "" }),
        dates: 4,
        first: "2026-06-04",
        last: "2026-06-25",
      },
    ])
    const visitor = await one.cabas.asVisitor.cycle.list({ group })
    expect(visitor.refusal?._tag).toBe("NotAllowed")
  })
})
