import * as Effect from "effect/Effect"
import { keyOf } from "@cabas/core/plans"
import { describe, expect, it } from "vitest"
import {
  centsOf,
  distributions,
  group,
  journalOf,
  levy,
  machine,
  put,
  withDistributions,
  yielding,
} from "../../test/jobs-world.ts"
import { memoryStorage } from "../storage/memory.ts"
import { StorageDown } from "../storage/storage.ts"
import type { PageWanted, Storage } from "../storage/storage.ts"
import { keyOfAction } from "./job.ts"
import type { Job } from "./job.ts"
import { deadLetters, requeue } from "./retry.ts"
import { sideOf } from "./side.ts"

const hour = 3_600_000

/** A storage that counts what it is asked. */
const counting = (storage: Storage) => {
  const asked = { reads: 0, feeds: 0, documents: 0, batches: 0 }
  const counted: Storage = {
    ...storage,
    read: (space, wanted) =>
      Effect.tap(storage.read(space, wanted), ({ pages }) =>
        Effect.sync(() => {
          asked.reads += 1
          asked.documents += pages.reduce((sum, page) => sum + page.documents.length, 0)
        }),
      ),
    feed: (space, after, limit) =>
      Effect.tap(storage.feed(space, after, limit), (found) =>
        Effect.sync(() => {
          asked.feeds += 1
          asked.batches += found.length
        }),
      ),
  }
  return { storage: counted, asked }
}

describe("what is due", () => {
  it("JOB-1 (D31): is run once its instant has come, and not before", async () => {
    const one = machine({ jobs: [levy()], now: "2026-05-01T09:59:59.999Z" })
    await withDistributions(one.storage, { may: "2026-05-01T10:00:00.000Z" })
    await one.look()
    expect(await centsOf(one.storage, ["may-0"])).toEqual([0])
    one.now += 1
    await one.look()
    await one.look()
    expect(await centsOf(one.storage, ["may-0"])).toEqual([1])
  })

  it("JOB-1 (D31): has one effect when two machines look at the same moment, whoever writes it down", async () => {
    const storage = yielding(memoryStorage())
    await withDistributions(storage, { may: "2026-05-01T10:00:00.000Z" })
    const machines = [1, 2].map(() => machine({ storage, jobs: [levy(50)], now: "2026-05-01T10:00:00.000Z" }))
    await Promise.all(machines.map((one) => one.look()))
    const members = Array.from({ length: 50 }, (_, index) => `may-${index}`)
    expect(await centsOf(storage, members)).toEqual(members.map(() => 1))
    expect((await journalOf(storage, sideOf(group))).length).toBe(1)
  })

  it("JOB-1 (D31): is run by the system, under a key that names job, subject and instant", async () => {
    const one = machine({ jobs: [levy()], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(one.storage, { may: "2026-05-01T10:00:00.000Z" })
    await one.look()
    const [last] = (await journalOf(one.storage, group)).slice(-1)
    expect([last?.by, last?.id]).toEqual(["@system", "@system:levy:may-0@2026-05-01T10:00:00.000Z"])
  })

  it("JOB-1: was run already, also when it would be run with another input by now", async () => {
    const storage = memoryStorage()
    await withDistributions(storage, { may: "2026-05-01T10:00:00.000Z" })
    const now = "2026-05-01T10:00:00.000Z"
    const to = (member: string): Job => {
      const { due, ...job } = levy()
      return { ...job, due: (...seen) => due(...seen).map((one) => ({ ...one, input: { group, member } })) }
    }
    await machine({ storage, jobs: [to("lea")], now }).look()
    await distributions(storage, { may: "2026-05-01T10:00:00.000Z" })
    const other = machine({ storage, jobs: [to("tom")], now })
    await other.look()
    expect(await centsOf(storage, ["lea", "tom"])).toEqual([1, 0])
    expect(await Effect.runPromise(deadLetters(other, group))).toEqual([])
  })

  it("JOB-1: long names make a key that the engine takes, and different ones different keys", () => {
    const dueAt = "2026-05-01T10:00:00.000Z"
    const keys = [1, 2].map((last) => keyOfAction("j".repeat(64), { key: "k".repeat(200) + last, dueAt }))
    expect(keys.map((key) => key.length <= 128)).toEqual([true, true])
    expect(new Set(keys).size).toBe(2)
  })

  it("JOB-2 (D31): is caught up after days without any machine, in the order of the instants", async () => {
    const one = machine({ jobs: [levy()], now: "2026-05-01T00:00:00.000Z" })
    await withDistributions(one.storage, {
      c: "2026-05-04T10:00:00.000Z",
      a: "2026-05-02T10:00:00.000Z",
      b: "2026-05-03T10:00:00.000Z",
    })
    await one.look()
    one.now = Date.parse("2026-05-10T00:00:00.000Z")
    await one.look()
    const ran = (await journalOf(one.storage, group))
      .filter(({ by }) => by === "@system")
      .map(({ id }) => id.slice(13, 16))
    expect(ran).toEqual(["a-0", "b-0", "c-0"])
  })

  it("JOB-2: is found when it was planned with an instant that had passed already", async () => {
    const one = machine({ jobs: [levy()], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(one.storage, { first: "2026-05-01T10:00:00.000Z" })
    await one.look()
    await distributions(one.storage, { late: "2026-05-01T09:00:00.000Z" })
    await one.look()
    expect(await centsOf(one.storage, ["first-0", "late-0"])).toEqual([1, 1])
  })

  it("JOB-2: is found by another machine that starts from what was written down", async () => {
    const one = machine({ jobs: [levy()], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(one.storage, { first: "2026-05-01T10:00:00.000Z" })
    await one.look()
    await distributions(one.storage, { late: "2026-05-01T09:00:00.000Z", next: "2026-05-02T01:00:00.000Z" })
    const other = machine({ storage: one.storage, jobs: [levy()], now: "2026-05-02T02:00:00.000Z" })
    await other.look()
    expect(await centsOf(one.storage, ["first-0", "late-0", "next-0"])).toEqual([1, 1, 1])
  })

  it("JOB-2: is due again when its instant was put off after it was run", async () => {
    const one = machine({ jobs: [levy()], now: "2026-05-01T10:00:00.000Z" })
    await withDistributions(one.storage, { may: "2026-05-01T10:00:00.000Z" })
    await one.look()
    await distributions(one.storage, { may: "2026-05-01T11:00:00.000Z" })
    await one.look()
    expect(await centsOf(one.storage, ["may-0"])).toEqual([1])
    one.now += hour
    await one.look()
    expect(await centsOf(one.storage, ["may-0"])).toEqual([2])
  })

  it("JOB-2: nothing from before a job began to exist is run", async () => {
    const one = machine({ jobs: [levy()], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(one.storage, { old: "2025-12-31T23:59:59.999Z", may: "2026-05-01T10:00:00.000Z" })
    await one.look()
    await distributions(one.storage, { old: "2025-12-31T23:59:59.998Z" })
    await one.look()
    expect(await centsOf(one.storage, ["old-0", "may-0"])).toEqual([0, 1])
  })

  it("JOB-2: a job may be due before the instant of its index, or after it", async () => {
    const early = { ...levy(), name: "early", ahead: hour }
    const reminder = {
      ...early,
      due: (...seen: Parameters<typeof early.due>) =>
        early.due(...seen).map((one) => ({ ...one, dueAt: new Date(Date.parse(one.dueAt) - hour).toISOString() })),
    }
    const one = machine({ jobs: [reminder], now: "2026-05-01T08:59:59.999Z" })
    await withDistributions(one.storage, { may: "2026-05-01T10:00:00.000Z" })
    await one.look()
    expect(await centsOf(one.storage, ["may-0"])).toEqual([0])
    one.now += 1
    await one.look()
    expect(await centsOf(one.storage, ["may-0"])).toEqual([1])
  })

  it("JOB-2: a job that looks further sees the group as it is when it is due", async () => {
    const { due, ...job } = levy()
    const wanted: PageWanted = { prefix: "member:", limit: 100 }
    const perMember = {
      ...job,
      look: () => ({ pages: [wanted] }),
      due: (...[document, seen]: Parameters<typeof due>) =>
        due(document, seen).flatMap((action) =>
          (seen?.pages[0]?.documents ?? []).map(({ key }) => ({
            ...action,
            key,
            input: { group, member: key.slice("member:".length) },
          })),
        ),
    }
    const one = machine({ jobs: [perMember], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(one.storage, { may: "2026-05-01T10:00:00.000Z" })
    await put(one.storage, { "member:lea": {}, "member:tom": {} })
    await one.look()
    expect(await centsOf(one.storage, ["lea", "tom"])).toEqual([1, 1])
  })

  it("more documents than a page are all found", async () => {
    const one = machine({ jobs: [levy()], now: "2026-05-02T00:00:00.000Z" })
    const ids = Array.from({ length: 450 }, (_, index) => `d${index}`)
    await withDistributions(one.storage, Object.fromEntries(ids.map((id) => [id, "2026-05-01T10:00:00.000Z"])))
    await one.look()
    expect(
      await centsOf(
        one.storage,
        ids.map((id) => `${id}-0`),
      ),
    ).toEqual(ids.map(() => 1))
  })

  it("JOB-2: a clock that goes back finds what falls due later all the same", async () => {
    const storage = memoryStorage()
    const ahead = machine({ storage, jobs: [levy()], now: "2026-05-01T12:00:00.000Z" })
    await withDistributions(storage, { first: "2026-05-01T10:00:00.000Z" })
    await ahead.look()
    const right = machine({ storage, jobs: [levy()], now: "2026-05-01T11:00:00.000Z" })
    await distributions(storage, { second: "2026-05-01T11:30:00.000Z", past: "2026-05-01T10:30:00.000Z" })
    await right.look()
    expect(await centsOf(storage, ["first-0", "second-0", "past-0"])).toEqual([1, 0, 1])
    right.now += hour
    await right.look()
    expect(await centsOf(storage, ["first-0", "second-0"])).toEqual([1, 1])
  })

  it("JOB-4: nothing is written when nothing is due, and looking does not cost more as the history grows", async () => {
    const { storage, asked } = counting(memoryStorage())
    const one = machine({ storage, jobs: [levy()], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(storage, { may: "2026-05-01T10:00:00.000Z", june: "2026-06-01T10:00:00.000Z" })
    await one.look()
    const before = (await journalOf(storage, sideOf(group))).length
    for (let batch = 0; batch < 400; batch += 1) await put(storage, { "place:halle": { batch } })
    await one.look()
    Object.assign(asked, { reads: 0, feeds: 0, documents: 0, batches: 0 })
    one.now += hour
    await one.look()
    expect(asked).toEqual({ reads: 2, feeds: 0, documents: 0, batches: 0 })
    expect((await journalOf(storage, sideOf(group))).length).toBe(before)
  })

  it("JOB-4: what was looked at in vain is written down now and then, so that a new process need not do so again", async () => {
    const { storage, asked } = counting(memoryStorage())
    const one = machine({ storage, jobs: [levy()], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(storage, { may: "2026-05-01T10:00:00.000Z" })
    await one.look()
    for (let batch = 0; batch < 600; batch += 1) await put(storage, { "place:halle": { batch } })
    await one.look()
    const other = machine({ storage, jobs: [levy()], now: "2026-05-02T00:00:00.000Z" })
    Object.assign(asked, { reads: 0, feeds: 0, documents: 0, batches: 0 })
    await other.look()
    expect(asked.batches).toBe(0)
  })

  it("JOB-3: waits while the group is suspended, and is caught up when it is resumed", async () => {
    const one = machine({ jobs: [levy()], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(one.storage, { may: "2026-05-01T10:00:00.000Z" })
    await put(one.storage, { [keyOf.group]: { status: "suspended" } })
    await one.look()
    expect(await centsOf(one.storage, ["may-0"])).toEqual([0])
    await put(one.storage, { [keyOf.group]: { status: "active" } })
    await one.look()
    expect(await centsOf(one.storage, ["may-0"])).toEqual([1])
  })

  it.each([["deleted"], [null]])("JOB-3: nothing is done in a group that is %s", async (status) => {
    const one = machine({ jobs: [levy()], now: "2026-05-02T00:00:00.000Z" })
    await distributions(one.storage, { may: "2026-05-01T10:00:00.000Z" })
    if (status !== null) await put(one.storage, { [keyOf.group]: { status } })
    await one.look()
    expect(await centsOf(one.storage, ["may-0"])).toEqual([0])
  })
})

describe("what cannot be done", () => {
  const refusal = { _tag: "MemberUnknown", member: "may-1" } as const
  const may = { may: "2026-05-01T10:00:00.000Z" }

  it("OBSERVER-3: a refused action is left to people, the others go on, and it can be put back", async () => {
    let isRefused = true
    const refuse = (member: string) => (isRefused && member === "may-1" ? refusal : undefined)
    const one = machine({ jobs: [levy(3, { refuse })], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(one.storage, may)
    await one.look()
    expect(await centsOf(one.storage, ["may-0", "may-1", "may-2"])).toEqual([1, 0, 1])
    const [letter] = await Effect.runPromise(deadLetters(one, group))
    expect(letter).toMatchObject({ attempts: 1, retryAt: null, error: JSON.stringify(refusal) })
    isRefused = false
    const keeper = { storage: one.storage, now: () => one.now, newId: () => "requeued", runner: "people" }
    expect(await Effect.runPromise(requeue(keeper, group, letter?.id ?? ""))).toBe(true)
    await one.look()
    expect(await centsOf(one.storage, ["may-0", "may-1", "may-2"])).toEqual([1, 1, 1])
    expect(await Effect.runPromise(deadLetters(one, group))).toEqual([])
    expect(await Effect.runPromise(requeue(keeper, group, letter?.id ?? ""))).toBe(false)
  })

  it("OBSERVER-3: a refusal which says that nothing is left to do leaves nothing behind", async () => {
    const job = { ...levy(1, { refuse: () => refusal }), settles: ["MemberUnknown"] as const }
    const one = machine({ jobs: [job], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(one.storage, may)
    await one.look()
    expect([await Effect.runPromise(deadLetters(one, group)), one.notices]).toEqual([[], []])
  })

  it("OBSERVER-3: what breaks is tried again, each time twice as late, and left to people after eight times", async () => {
    let tried = 0
    const refuse = () => {
      tried += 1
      throw new Error("broken")
    }
    const one = machine({ jobs: [levy(1, { refuse })], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(one.storage, may)
    const waits: Array<number> = []
    for (;;) {
      const before = tried
      await one.look()
      expect(tried).toBe(before + 1)
      const { againAt } = await one.look()
      if (againAt === Infinity) break
      waits.push((againAt - one.now) / 1000)
      one.now = againAt - 1
      await one.look()
      expect(tried).toBe(before + 1)
      one.now = againAt
    }
    expect([tried, waits]).toEqual([8, [1, 2, 4, 8, 16, 32, 64]])
    expect(await Effect.runPromise(deadLetters(one, group))).toMatchObject([{ attempts: 8, error: "broken" }])
  })

  it("JOB-2: a storage that goes away in the middle leaves all the rest to the next look", async () => {
    const inner = memoryStorage()
    let commits = 0
    const failing: Storage = {
      ...inner,
      commit: (space, batch) => {
        if (batch.operation !== "test.pay") return inner.commit(space, batch)
        commits += 1
        return commits === 3 ? Effect.fail(new StorageDown({ reason: "away" })) : inner.commit(space, batch)
      },
    }
    const one = machine({ storage: failing, jobs: [levy(5)], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(failing, may)
    const first = await one.look().catch((cause: unknown) => cause)
    expect(first).toBeInstanceOf(StorageDown)
    const members = [0, 1, 2, 3, 4].map((index) => `may-${index}`)
    expect(await centsOf(inner, members)).toEqual([1, 1, 0, 0, 0])
    await one.look()
    expect(await centsOf(inner, members)).toEqual([1, 1, 1, 1, 1])
  })

  it("JOB-2: a machine that is told to stop writes nothing down that it did not do", async () => {
    const storage = memoryStorage()
    const refuse = () => {
      one.isGoing = false
      return undefined
    }
    const one = machine({ storage, jobs: [levy(3, { refuse })], now: "2026-05-02T00:00:00.000Z" })
    await withDistributions(storage, may)
    await one.look()
    const other = machine({ storage, jobs: [levy(3)], now: "2026-05-02T00:00:00.000Z" })
    await other.look()
    expect(await centsOf(storage, ["may-0", "may-1", "may-2"])).toEqual([1, 1, 1])
  })
})

it("JOB-1: what a job lets run at once has one effect each, and a long run tells how far it is", async () => {
  const storage = memoryStorage()
  const ids = Array.from({ length: 120 }, (_, index) => `at-once-${index}`)
  await withDistributions(storage, Object.fromEntries(ids.map((id) => [id, "2026-05-01T10:00:00.000Z"])))
  const one = machine({ storage, jobs: [{ ...levy(), atOnce: 16 }], now: "2026-05-01T10:00:00.000Z" })
  await one.look()
  expect(
    await centsOf(
      storage,
      ids.map((id) => `${id}-0`),
    ),
  ).toEqual(ids.map(() => 1))
  expect(one.notices.map(({ level, message }) => [level, message])).toEqual([
    ["debug", "112 of 120 actions that were due are run"],
  ])
})
