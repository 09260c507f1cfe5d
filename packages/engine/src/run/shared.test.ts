import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createCabas } from "../cabas.ts"
import type { Methods } from "../cabas.ts"
import { operations } from "../operations/index.ts"
import { memoryStorage } from "../storage/memory.ts"
import type { Storage } from "../storage/storage.ts"
import type { Actor, AnyQuery } from "./operation.ts"
import type { Kept, Shelf } from "./shared.ts"

const group = "canal"
const start = Date.parse("2026-05-01T06:00:00.000Z")
const hour = 3_600_000

const must = async (call: Promise<{ readonly refusal?: unknown }>): Promise<void> => {
  const { refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
}

const person = { firstName: "Ana", lastName: "Martin", email: null, phone: null }

const instant = (hours: number) => new Date(start + hours * hour).toISOString()

const plan = (by: Methods, id: string, opensIn: number) =>
  by.distribution.plan({
    group,
    id,
    place: "halle",
    orders: { opensAt: instant(opensIn), closesAt: instant(opensIn + 24) },
    startsAt: instant(opensIn + 30),
    endsAt: instant(opensIn + 33),
    participations: [{ catalog: "legumes" }],
  })

const carrots = (by: Methods, price: number) =>
  by.product.save({
    group,
    catalog: "legumes",
    id: "carottes",
    name: "Carottes",
    saleKind: "piece",
    terms: { price, per: { pieces: 1 }, vat: 550, content: null },
    stock: { policy: "global", quantity: 1000 },
  })

const furnished = async (storage: Storage, clock: () => number) => {
  const cabas = createCabas({ storage, clock })
  const by = cabas.as("ana")
  await must(cabas.asHost.group.create({ id: group, name: "Canal", admin: { id: "ana", people: [person] } }))
  await must(by.group.configure({ group, severalPerDay: true }))
  await must(by.place.save({ group, id: "halle", name: "Halle" }))
  await must(by.producer.save({ group, id: "ferme", name: "Ferme" }))
  await must(by.member.add({ group, id: "gaelle", people: [person] }))
  const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }
  await must(by.catalog.create({ group, id: "legumes", name: "Légumes", producer: "ferme", ...period }))
  await must(carrots(by, 200))
  await must(plan(by, "first", 0))
  await must(plan(by, "second", 20))
  return { cabas, by }
}

const shelfOf = () => {
  const kept = new Map<string, Kept<string>>()
  const shelf: Shelf<string> = { get: (name) => kept.get(name), put: (name, one) => void kept.set(name, one) }
  return { kept, shelf }
}

const visitor: Actor = { kind: "visitor" }
const shop = operations.shop.get

/** Counts the answers that were really made. */
const counting = () => {
  const made = { times: 0 }
  const make = (answer: unknown) => {
    made.times += 1
    return JSON.stringify(answer)
  }
  return { made, make }
}

const openWorld = async (wrap: (storage: Storage) => Storage = (storage) => storage) => {
  const world = { now: start }
  const { cabas, by } = await furnished(memoryStorage(), () => world.now)
  const watched = createCabas({ storage: wrap(cabas.engine.storage), clock: () => world.now })
  const { kept, shelf } = shelfOf()
  const { made, make } = counting()
  const ask = (as: Actor = visitor, input: unknown = { group }, operation: AnyQuery = shop) =>
    Effect.runPromise(Effect.result(watched.engine.runMade(operation, input, { as }, shelf, make)))
  const look = async (...asked: Parameters<typeof ask>) => {
    const answer = await ask(...asked)
    if (answer._tag === "Failure") throw new Error(JSON.stringify(answer.failure))
    return answer.success
  }
  return Object.assign(world, { cabas, by, kept, made, ask, look })
}

describe("a shared answer", () => {
  it("is made once, for everybody who may see it", async () => {
    const { look, made, by } = await openWorld()
    const first = await look()
    expect(await look({ kind: "member", member: "gaelle" })).toBe(first)
    expect(await look({ kind: "host" })).toBe(first)
    expect(made.times).toBe(1)
    await must(carrots(by, 300))
    expect(JSON.parse(await look()).offers[0].terms.price).toBe(300)
    expect(made.times).toBe(2)
  })

  it("is made again for another input", async () => {
    const { look, made } = await openWorld()
    const chosen = async (distribution: string) =>
      JSON.parse(await look(visitor, { group, distribution })).distribution.id
    expect(await chosen("second")).toBe("second")
    expect(await chosen("first")).toBe("first")
    expect(await chosen("second")).toBe("second")
    expect(made.times).toBe(2)
  })

  it("is not shown to whoever lost the right to see it, though it is kept", async () => {
    const { ask, look, by } = await openWorld()
    await look()
    await must(by.group.configure({ group, visitors: "nothing" }))
    await look({ kind: "member", member: "gaelle" })
    const refused = await ask()
    expect(refused).toMatchObject({ _tag: "Failure", failure: { refusal: { _tag: "NotAllowed" } } })
    await must(by.member.remove({ group, member: "gaelle" }))
    expect((await ask({ kind: "member", member: "gaelle" }))._tag).toBe("Failure")
  })

  it("D8: ends when orders open or close or a distribution ends, and not before", async () => {
    const world = await openWorld()
    const at = async (hours: number, milliseconds = 0) => {
      world.now = start + hours * hour + milliseconds
      const { distribution } = JSON.parse(await world.look())
      return distribution?.id ?? null
    }
    expect(await at(23)).toBe("first")
    expect(await at(24, -1)).toBe("first")
    expect(await at(24)).toBe("second")
    expect(await at(44, -1)).toBe("second")
    expect(await at(44)).toBe("second")
    expect(await at(53)).toBe(null)
    // At first, and after: the first closes, the first ends, the second closes, the second ends.
    expect(world.made.times).toBe(5)
  })

  it("of a query that looks at the clock without saying until when it holds is never kept", async () => {
    const { look, kept } = await openWorld()
    const { until: _, ...timeless } = shop
    await look(visitor, { group }, timeless as AnyQuery)
    expect(kept.size).toBe(0)
  })

  it("of a query that never looks at the clock holds until the next commit", async () => {
    const world = await openWorld()
    const places: AnyQuery = { ...operations.place.list, shared: true }
    await world.look(visitor, { group }, places)
    world.now = start + 10_000 * hour
    await world.look(visitor, { group }, places)
    expect([world.made.times, [...world.kept.values()][0]?.until]).toEqual([1, null])
  })

  it("cannot depend on who asked first", async () => {
    const { look } = await openWorld()
    const who: AnyQuery = {
      ...operations.place.list,
      shared: true,
      view: ({ actor }) => ({ _tag: "Success", success: actor }) as never,
    }
    expect(JSON.parse(await look({ kind: "member", member: "ana" }, { group }, who))).toEqual(visitor)
  })

  it("whose readings saw different moments is looked for again, and never kept mixed", async () => {
    let reads = 0
    let interfere: () => Promise<unknown> = async () => undefined
    const wrap = (storage: Storage): Storage => ({
      ...storage,
      read: (space, wanted) =>
        Effect.tap(storage.read(space, wanted), () => {
          reads += 1
          return Effect.promise(() => interfere())
        }),
    })
    const { look, by, kept, made } = await openWorld(wrap)
    let price = 300
    interfere = () => must(carrots(by, (price += 1)))
    await look()
    expect(kept.size).toBe(0)
    reads = 0
    interfere = async () => (reads === 2 ? must(carrots(by, 999)) : undefined)
    expect(JSON.parse(await look()).offers[0].terms.price).toBe(999)
    interfere = async () => undefined
    expect(JSON.parse(await look()).offers[0].terms.price).toBe(999)
    expect([kept.size, made.times]).toEqual([1, 2])
  })

  it("is what asking afresh would give, after anything that happens and at any time", async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("price" as const), by: fc.integer({ min: 1, max: 900 }) }),
      fc.record({ do: fc.constant("plan" as const), by: fc.integer({ min: 1, max: 90 }) }),
      fc.record({ do: fc.constant("order" as const), by: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ do: fc.constant("join" as const), by: fc.integer({ min: 0, max: 30 }) }),
      fc.record({ do: fc.constant("wait" as const), by: fc.integer({ min: 0, max: 40 }) }),
      fc.record({ do: fc.constant("cancel" as const), by: fc.constantFrom(0, 1) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const world = await openWorld()
        const { by, cabas, look } = world
        let planned = 0
        for (const { do: what, by: much } of steps) {
          const lines = [{ catalog: "legumes", product: "carottes", quantity: { pieces: much } }]
          const window = { opensAt: instant(much - 10), closesAt: instant(much) }
          if (what === "price") await carrots(by, much)
          if (what === "plan") await plan(by, `more-${(planned += 1)}`, much)
          if (what === "order") await cabas.as("gaelle").basket.confirm({ group, distribution: "first", lines })
          if (what === "join") await by.distribution.join({ group, id: "second", catalog: "legumes", window })
          if (what === "cancel") await by.distribution.cancel({ group, id: much === 0 ? "first" : "second" })
          if (what === "wait") world.now += much * hour
          for (const input of [{ group }, { group, distribution: "second" }]) {
            const { answer, refusal } = await cabas.asVisitor.shop.get(input)
            expect(refusal).toBeUndefined()
            expect(await look(visitor, input)).toBe(JSON.stringify(answer))
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})
