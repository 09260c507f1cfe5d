import { createCabas, memoryStorage } from "@cabas/engine"
import type { Outcome } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  coordinatorCall,
  dayHistory,
  historyArbitrary,
  memberCall,
  play,
  seasonHistory,
  spaces,
} from "../arbitraries/index.ts"
import type { History } from "../arbitraries/index.ts"
import { allLawsHold } from "./all.ts"
import { booksOf } from "./books.ts"
import { outdated } from "./outdated.ts"
import { runs } from "./runs.ts"

/** How old the memory is: always the newest, always nothing, or whatever comes of a list of numbers. */
const choosing = (): fc.Arbitrary<(many: number) => number> =>
  fc.oneof(
    fc.constant((many: number) => many - 1),
    fc.infiniteStream(fc.nat()).map((turns) => (many: number) => Number(turns.next().value) % many),
    fc.infiniteStream(fc.nat({ max: 9 })).map((turns) => (many: number) => {
      const turn = Number(turns.next().value)
      return turn < 8 ? many - 1 : turn % many
    }),
  )

/** The call, so that what a wrong answer belongs to is seen. */
const seen = async (history: History, storage: ReturnType<typeof memoryStorage>) => {
  const { done } = await play(history, storage)
  return done.map(({ call, outcome, wrote }) => ({ call, outcome, wrote }))
}

const sameFromMemory = async (history: History, choose: (many: number) => number): Promise<number> => {
  const forgetful = outdated(memoryStorage(), choose)
  const fromMemory = await seen(history, forgetful)
  expect(fromMemory).toEqual(await seen(history, memoryStorage()))
  allLawsHold(await booksOf(forgetful, spaces.group))
  return forgetful.answered()
}

describe("however old what a storage remembers is", () => {
  it("DOOR-7 (D11, D13): every call has the answer and the effect that it has when everything is read", async () => {
    let answered = 0
    const calls = fc.oneof({ weight: 3, arbitrary: memberCall() }, { weight: 2, arbitrary: coordinatorCall() })
    await fc.assert(
      fc.asyncProperty(historyArbitrary({ longest: 25, call: calls }), choosing(), async (history, choose) => {
        answered += await sameFromMemory(history, choose)
      }),
      { numRuns: runs(150) },
    )
    expect(answered).toBeGreaterThan(runs(100))
  }, 60_000)

  it("DOOR-7, KEY-1: what is asked twice under one key too", async () => {
    const twice = ({ terms, calls }: History): History => ({
      terms,
      calls: calls.flatMap((call, at) => [
        { ...call, key: `k${at}` },
        { ...call, key: `k${at}` },
      ]),
    })
    const property = fc.asyncProperty(
      historyArbitrary({ longest: 15, call: memberCall() }),
      choosing(),
      async (history, choose) => void (await sameFromMemory(twice(history), choose)),
    )
    await expect(fc.assert(property, { numRuns: runs(100) })).resolves.toBeUndefined()
  }, 60_000)

  it("DOOR-7 (D6, D31): on the day too, where tablets weigh and till and desk change what is weighed", async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(dayHistory({ longest: 25 }), choosing(), async (history, choose) => {
        answered += await sameFromMemory(history, choose)
      }),
      { numRuns: runs(100) },
    )
    expect(answered).toBeGreaterThan(runs(100))
  }, 60_000)

  it("DOOR-7 (D17): in a season too, where what is offered depends on calendars that nobody guards", async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(seasonHistory({ longest: 25 }), choosing(), async (history, choose) => {
        answered += await sameFromMemory(history, choose)
      }),
      { numRuns: runs(100) },
    )
    expect(answered).toBeGreaterThan(runs(20))
  }, 60_000)
})

const group = "canal"

const must = async <A>(call: Promise<Outcome<A>>): Promise<A> => {
  const { answer, refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  return answer as A
}

/** Eggs at every second delivery from June on, six of them, and honey without end; two Thursdays to order for. */
const withEggs = async (storage: Storage) => {
  const cabas = createCabas({ storage, clock: () => Date.parse("2026-06-01T06:00:00.000Z") })
  const by = cabas.as("ana")
  const people = [{ firstName: "Ana", lastName: "Martin", email: "ana@example.org", phone: null }]
  await must(cabas.asHost.group.create({ id: group, name: "Canal", admin: { id: "ana", people } }))
  await must(by.group.configure({ group, shortage: "refuse" }))
  await must(by.place.save({ group, id: "halle", name: "Halle" }))
  await must(by.producer.save({ group, id: "ferme", name: "Ferme" }))
  const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }
  await must(by.catalog.create({ group, id: "ferme", name: "Ferme", producer: "ferme", ...period }))
  const honey = (price: number) =>
    by.product.save({
      group,
      catalog: "ferme",
      id: "miel",
      name: "Miel",
      saleKind: "piece",
      terms: { price, per: { pieces: 1 }, vat: 550, content: null },
      stock: { policy: "none" },
    })
  await must(honey(500))
  const schedule = { kind: "every-nth", nth: 2, from: "2026-06-01" } as const
  await must(
    by.product.save({
      group,
      catalog: "ferme",
      id: "oeufs",
      name: "Œufs",
      saleKind: "piece",
      terms: { price: 200, per: { pieces: 1 }, vat: 550, content: null },
      stock: { policy: "per-distribution", quantity: 6, schedule },
    }),
  )
  const plan = (day: string) =>
    by.distribution.plan({
      group,
      id: day,
      place: "halle",
      orders: { opensAt: "2026-05-20T06:00:00.000Z", closesAt: `${day}T06:00:00.000Z` },
      startsAt: `${day}T16:00:00.000Z`,
      endsAt: `${day}T18:00:00.000Z`,
      participations: [{ catalog: "ferme" }],
    })
  await must(plan("2026-06-25"))
  await must(plan("2026-06-18"))
  const order = (product: string, pieces: number, key?: string) =>
    by.basket.confirm(
      { group, distribution: "2026-06-25", lines: [{ catalog: "ferme", product, quantity: { pieces } }] },
      key === undefined ? {} : { key },
    )
  return { by, honey, order }
}

/** Counts what is read, and the commits. */
const counting = (storage: Storage) => {
  const counts = { read: 0, commits: 0 }
  const counted: Storage = {
    ...storage,
    read: (space, wanted) => {
      counts.read += 1
      return storage.read(space, wanted)
    },
    commit: (space, batch) => {
      counts.commits += 1
      return storage.commit(space, batch)
    },
  }
  return { counted, counts }
}

describe("DOOR-7: ordering on what a storage remembers", () => {
  /** As it stands, but documents of one kind as they were so many versions before, less one. */
  const remembering = (old?: string, ago = 2) => {
    const { counted, counts } = counting(memoryStorage())
    const versionsAgo = (key: string) => (old !== undefined && key.startsWith(`${old}:`) ? ago : 1)
    return { storage: outdated(counted, (many, key) => Math.max(0, many - versionsAgo(key))), counts }
  }

  it("reads nothing where it still holds, and commits once", async () => {
    const { storage, counts } = remembering()
    const { order } = await withEggs(storage)
    const before = { ...counts }
    expect(await must(order("miel", 2))).toMatchObject({ number: 1, total: 1000 })
    expect(counts).toEqual({ read: before.read, commits: before.commits + 1 })
  })

  it("reads where the answer would be no: what is refused was read", async () => {
    const { storage, counts } = remembering("catalog")
    const { by, order } = await withEggs(storage)
    const activate = (active: boolean) => by.product.activate({ group, catalog: "ferme", id: "miel", active })
    await must(activate(false))
    await must(activate(true))
    const before = { ...counts }
    expect(await must(order("miel", 2))).toMatchObject({ total: 1000 })
    expect(counts.commits).toBe(before.commits + 1)
    expect(counts.read).toBeGreaterThan(before.read)
    await must(activate(false))
    expect((await order("miel", 3)).refusal).toMatchObject({ _tag: "ProductInactive" })
  })

  it("decides again when the price was another one since", async () => {
    const { storage, counts } = remembering("catalog")
    const { honey, order } = await withEggs(storage)
    await must(honey(700))
    const before = counts.commits
    expect(await must(order("miel", 2))).toMatchObject({ total: 1400 })
    expect(counts.commits).toBe(before + 2)
  })

  it("D17, STOCK-4: reads where a calendar decides, which no commit looks at again", async () => {
    const { storage, counts } = remembering("calendar")
    const { order } = await withEggs(storage)
    const before = counts.commits
    // They were there while theirs was the first Thursday, and are not since another was planned before it.
    expect((await order("oeufs", 1)).refusal).toMatchObject({ _tag: "StockShort" })
    // Once tried on what was read, which says how many are left.
    expect(counts.commits).toBe(before + 1)
  })

  it("D11, D15: the same key has the same answer, and a basket that is amended keeps its number", async () => {
    const { storage } = remembering()
    const { order } = await withEggs(storage)
    const first = await must(order("miel", 2, "k"))
    expect(await must(order("miel", 2, "k"))).toEqual(first)
    expect((await order("miel", 3, "k")).refusal).toMatchObject({ _tag: "KeyReused" })
    expect(await must(order("miel", 5))).toMatchObject({ number: 1, total: 2500 })
  })

  it("D11, D15: an amendment that is asked for again has its number where the basket is not remembered", async () => {
    const { storage } = remembering("basket", Infinity)
    const { order } = await withEggs(storage)
    await must(order("miel", 2))
    const amended = await must(order("miel", 5, "k"))
    expect(amended).toMatchObject({ number: 1, total: 2500 })
    expect(await must(order("miel", 5, "k"))).toEqual(amended)
  })

  it("BASKET-3: drafts on it too, but of a product that came since it reads", async () => {
    const { storage, counts } = remembering("catalog", 3)
    const { by } = await withEggs(storage)
    const draft = (product: string) =>
      by.basket.draft({
        group,
        distribution: "2026-06-25",
        lines: [{ catalog: "ferme", product, quantity: { pieces: 1 } }],
      })
    const before = { ...counts }
    expect((await must(draft("oeufs"))).draft).toHaveLength(1)
    expect(counts.commits).toBe(before.commits + 1)
    expect(counts.read).toBeGreaterThan(before.read)
    await must(by.product.activate({ group, catalog: "ferme", id: "miel", active: false }))
    await must(by.product.activate({ group, catalog: "ferme", id: "miel", active: true }))
    // The eggs are known by now, in a catalog that is not the newest: the commit says so.
    expect((await must(draft("oeufs"))).draft).toHaveLength(1)
    expect(counts.commits).toBe(before.commits + 5)
  })

  describe("DAY-27: weighing", () => {
    const ordered = async (old?: string) => {
      const { storage, counts } = remembering(old)
      const { by } = await withEggs(storage)
      const people = [{ firstName: "Ben", lastName: "Petit", email: "ben@example.org", phone: null }]
      await must(by.member.add({ group, id: "ben", people }))
      const lines = [{ catalog: "ferme", product: "miel", quantity: { pieces: 3 } }]
      await must(by.basket.confirm({ group, distribution: "2026-06-25", member: "ben", lines }))
      const weigh = (pieces: number) =>
        by.line.weigh({ group, distribution: "2026-06-25", member: "ben", line: 1, delivered: { pieces } })
      const evening = createCabas({ storage, clock: () => Date.parse("2026-06-25T17:00:00.000Z") }).as("ana")
      return { weigh, counts, evening }
    }

    it("reads nothing where it still holds, and commits once", async () => {
      const { weigh, counts } = await ordered()
      const before = { ...counts }
      expect(await must(weigh(2))).toMatchObject({ total: 1000, line: { trail: [{ delivered: { pieces: 2 } }] } })
      expect(counts).toEqual({ read: before.read, commits: before.commits + 1 })
    })

    it("D6: decides again when another tablet has weighed the line since, and keeps both", async () => {
      const { weigh, counts } = await ordered("basket")
      await must(weigh(2))
      const before = counts.commits
      expect((await must(weigh(1))).line.trail.map(({ delivered }) => delivered)).toEqual([
        { pieces: 2 },
        { pieces: 1 },
      ])
      expect(counts.commits).toBe(before + 2)
    })

    it("refuses what was settled since", async () => {
      const { evening, weigh } = await ordered("basket")
      await must(weigh(3))
      await must(evening.basket.settle({ group, distribution: "2026-06-25", member: "ben" }))
      expect((await weigh(2)).refusal).toMatchObject({ _tag: "BasketSettled" })
    })
  })

  it("D26: a money pot is held to, read or not, by a storage that leaves empty accounts out", async () => {
    const sparse = (): Storage => {
      const memory = memoryStorage()
      return {
        ...memory,
        read: (space, wanted) =>
          Effect.map(memory.read(space, wanted), (snapshot) => ({
            ...snapshot,
            balances: new Map([...snapshot.balances].filter(([, units]) => units.size > 0)),
          })),
      }
    }
    for (const storage of [sparse(), outdated(sparse(), (many) => many - 1)]) {
      const { by, order } = await withEggs(storage)
      await must(by.group.configure({ group, payments: { moneyPot: true, floor: 0 } }))
      expect((await order("miel", 2)).refusal).toMatchObject({ _tag: "BalanceTooLow", balance: 0, missing: 1000 })
    }
  })

  it("D20: a preview reads, and so does a question", async () => {
    const { storage, counts } = remembering()
    const { by } = await withEggs(storage)
    const lines = [{ catalog: "ferme", product: "miel", quantity: { pieces: 2 } }]
    const before = { answered: storage.answered(), read: counts.read }
    await must(by.basket.confirm({ group, distribution: "2026-06-25", lines }, { preview: true }))
    await must(by.shop.get({ group, distribution: "2026-06-25" }))
    expect(storage.answered()).toBe(before.answered)
    expect(counts.read).toBeGreaterThan(before.read)
  })
})
