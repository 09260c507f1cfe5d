import * as Effect from "effect/Effect"
import type { Fact } from "@cabas/core/plans"
import { describe, expect, it } from "vitest"
import { group, journalOf, machine, put, since, yielding } from "../../test/jobs-world.ts"
import type { Machine } from "../../test/jobs-world.ts"
import { memoryStorage } from "../storage/memory.ts"
import { verifySpace } from "../verify/index.ts"
import { tolerance } from "./burst.ts"
import { observe } from "./observer.ts"
import type { Observer, Told } from "./observer.ts"
import { deadLetters, discard, requeue } from "./retry.ts"
import { sideOf } from "./side.ts"

const lease = 30_000

/** An observer that notes what it is told, and fails when it is said to. */
const noting = (fails: (told: Told) => boolean = () => false, part: Partial<Observer> = {}) => {
  const told: Array<Told> = []
  const observer = observe("notes", {
    since,
    handle: (one) => {
      told.push(one)
      return fails(one) ? Promise.reject(new Error(`no to ${one.key}`)) : Promise.resolve()
    },
    ...part,
  })
  return { observer, told, keys: () => told.map(({ key }) => key) }
}

const happened = async (one: Pick<Machine, "storage">, ...keys: ReadonlyArray<string>): Promise<void> => {
  for (const key of keys) await put(one.storage, { [key]: {} })
}

const sideJournal = async (one: Machine) =>
  (await journalOf(one.storage, sideOf(group))).map(({ operation }) => operation)

const keeperOf = ({ storage, now }: Machine) => ({
  storage,
  now: () => now,
  newId: () => `by hand ${now}`,
  runner: "people",
})

describe("an observer", () => {
  it("OBSERVER-1 (D31): is told each fact once, in order, under an id that names batch and place", async () => {
    const { observer, told } = noting()
    const one = machine({ observers: [observer] })
    await put(one.storage, { "place:a": {}, "place:b": {} }, { id: "first" })
    await put(one.storage, { "place:c": {} }, { id: "second" })
    await one.look()
    await one.look()
    expect(told.map(({ eventId, key, attempt }) => [eventId, key, attempt])).toEqual([
      ["paniers/first#0", "place:a", 1],
      ["paniers/first#1", "place:b", 1],
      ["paniers/second#0", "place:c", 1],
    ])
  })

  it("OBSERVER-1: is told only the facts it wants, and none from before it began to exist", async () => {
    const { observer, keys } = noting(undefined, { tells: ["MemberLeft"], since: "2026-05-01T00:00:00.000Z" })
    const one = machine({ observers: [observer] })
    const left = (key: string) => [{ key, fact: { _tag: "MemberLeft" } as unknown as Fact }]
    await put(one.storage, {}, { facts: left("member:old"), at: "2026-04-30T23:59:59.999Z" })
    await put(one.storage, {}, { facts: left("member:lea") })
    await happened(one, "place:a")
    await one.look()
    expect(keys()).toEqual(["member:lea"])
  })

  it("OBSERVER-1: is not told what was erased", async () => {
    const { observer, keys } = noting()
    const one = machine({ observers: [observer] })
    await happened(one, "member:lea", "place:a")
    await put(one.storage, { "member:lea": {} }, { erases: ["member:lea"], facts: [] })
    await one.look()
    expect(keys()).toEqual(["place:a"])
  })

  it("OBSERVER-1: may be an effect as well as a promise, or neither", async () => {
    const told: Array<string> = []
    const one = machine({
      observers: [
        observe("effect", { since, handle: ({ key }) => Effect.sync(() => told.push(`effect ${key}`)) }),
        observe("plain", { since, handle: ({ key }) => void told.push(`plain ${key}`) }),
      ],
    })
    await happened(one, "place:a")
    await one.look()
    expect(told).toEqual(["effect place:a", "plain place:a"])
  })

  it("OBSERVER-1: is told all of a long history in pages, and says at each how far it came", async () => {
    const { observer, told } = noting()
    const one = machine({ observers: [observer] })
    for (let batch = 0; batch < 250; batch += 1) await happened(one, `place:${batch}`)
    await one.look()
    expect(told.map(({ key }) => key)).toEqual(Array.from({ length: 250 }, (_, batch) => `place:${batch}`))
    expect((await sideJournal(one)).length).toBe(6)
  })

  it("JOB-4: nothing is written when there is nothing to tell, but now and then how far it came", async () => {
    const { observer, told } = noting(undefined, { tells: ["MemberLeft"] })
    const one = machine({ observers: [observer] })
    for (let batch = 0; batch < 450; batch += 1) await happened(one, "place:a")
    await one.look()
    await one.look()
    expect(await sideJournal(one)).toEqual([])
    for (let batch = 0; batch < 450; batch += 1) await happened(one, "place:a")
    await one.look()
    expect([await sideJournal(one), told]).toEqual([["observer.advance"], []])
  })
})

describe("claims", () => {
  it("OBSERVER-2 (D31): two machines that look at the same moment tell each event once", async () => {
    const storage = yielding(memoryStorage())
    const { observer, told } = noting()
    const handle: Observer["handle"] = async (one, signal) => {
      await new Promise((resolve) => setTimeout(resolve, 1))
      return observer.handle(one, signal)
    }
    const slow: Observer = { ...observer, handle }
    const machines = [1, 2, 3].map(() => machine({ storage, observers: [slow], lease }))
    for (let batch = 0; batch < 20; batch += 1) await happened({ storage }, `place:${batch}`)
    await Promise.all(machines.map((one) => one.look()))
    await Promise.all(machines.map((one) => one.look()))
    expect(told.map(({ key }) => key)).toEqual(Array.from({ length: 20 }, (_, batch) => `place:${batch}`))
  })

  it("OBSERVER-2: what a dead machine claimed is told by another once the claim has ended, and nothing is lost", async () => {
    const storage = memoryStorage()
    const never: Array<string> = []
    const dying = machine({
      storage,
      lease,
      observers: [
        observe("notes", {
          since,
          handle: ({ key }) => {
            never.push(key)
            return key === "place:b" ? new Promise(() => undefined) : undefined
          },
        }),
      ],
    })
    await happened({ storage }, "place:a", "place:b", "place:c")
    void dying.look()
    await expect.poll(() => never).toEqual(["place:a", "place:b"])
    const { observer, keys } = noting()
    const other = machine({ storage, observers: [observer], lease })
    const { againAt } = await other.look()
    expect([keys(), againAt]).toEqual([[], dying.now + lease + tolerance])
    other.now = againAt - 1
    await other.look()
    expect(keys()).toEqual([])
    other.now = againAt
    await other.look()
    // At least once: how far the dead one came within its claim was not written down.
    expect(keys()).toEqual(["place:a", "place:b", "place:c"])
  })

  it("OBSERVER-2: a claim that telling would outlive is taken again first", async () => {
    const storage = memoryStorage()
    const { observer, told } = noting()
    const other = machine({ storage, observers: [observer], lease })
    const seen: Array<string> = []
    const slow = machine({
      storage,
      lease,
      observers: [
        observe("notes", {
          since,
          handle: async ({ key }) => {
            slow.now += 12_000
            other.now = slow.now
            await other.look()
            seen.push(key)
          },
        }),
      ],
    })
    for (let batch = 0; batch < 12; batch += 1) await happened({ storage }, `place:${batch}`)
    await slow.look()
    expect([seen.length, told.length]).toEqual([12, 0])
  })

  it("OBSERVER-2: who comes back after its claim has lapsed says nothing more", async () => {
    const storage = memoryStorage()
    const { observer, keys } = noting()
    const other = machine({ storage, observers: [observer], lease })
    const seen: Array<string> = []
    const paused = machine({
      storage,
      lease,
      observers: [
        observe("notes", {
          since,
          handle: async ({ key }) => {
            seen.push(key)
            if (key !== "place:b") return
            paused.now += lease + tolerance
            other.now = paused.now
            await other.look()
          },
        }),
      ],
    })
    await happened({ storage }, "place:a", "place:b", "place:c")
    await paused.look()
    await paused.look()
    expect([seen, keys()]).toEqual([
      ["place:a", "place:b"],
      ["place:a", "place:b", "place:c"],
    ])
  })

  it("OBSERVER-2: a machine that is told to stop ends what it is doing, says how far it came and lets go", async () => {
    const storage = memoryStorage()
    const first = noting()
    const handle: Observer["handle"] = (told, signal) => {
      stopping.isGoing = told.key !== "place:b"
      return first.observer.handle(told, signal)
    }
    const stopping = machine({ storage, observers: [observe("notes", { since, handle })] })
    await happened({ storage }, "place:a", "place:b", "place:c")
    await stopping.look()
    const second = noting()
    await machine({ storage, observers: [second.observer] }).look()
    expect([first.keys(), second.keys()]).toEqual([["place:a", "place:b"], ["place:c"]])
  })

  it("OBSERVER-2: a batch of which half was told is gone on with in its middle", async () => {
    const storage = memoryStorage()
    const first = noting()
    const handle: Observer["handle"] = (told, signal) => {
      stopping.isGoing = false
      return first.observer.handle(told, signal)
    }
    const stopping = machine({ storage, observers: [observe("notes", { since, handle })] })
    await put(storage, { "place:a": {}, "place:b": {}, "place:c": {} })
    await stopping.look()
    const second = noting()
    await machine({ storage, observers: [second.observer] }).look()
    expect([first.keys(), second.keys()]).toEqual([["place:a"], ["place:b", "place:c"]])
  })
})

describe("what cannot be told", () => {
  it("OBSERVER-1, OBSERVER-3: is told again later; what follows waits its turn, other observers do not", async () => {
    let isBroken = true
    const { observer, told } = noting(({ key }) => isBroken && key === "place:b")
    const others = noting(undefined)
    const one = machine({ observers: [observer, { ...others.observer, name: "others" }] })
    await happened(one, "place:a", "place:b", "place:c")
    const { againAt } = await one.look()
    expect(againAt).toBe(one.now + 1000)
    one.now = againAt - 1
    await one.look()
    expect(told.map(({ key }) => key)).toEqual(["place:a", "place:b"])
    expect(others.keys()).toEqual(["place:a", "place:b", "place:c"])
    isBroken = false
    one.now = againAt
    await one.look()
    expect(told.map(({ key, attempt }) => `${key} ${attempt}`)).toEqual([
      "place:a 1",
      "place:b 1",
      "place:b 2",
      "place:c 1",
    ])
    expect(await Effect.runPromise(deadLetters(one, group))).toEqual([])
  })

  it("OBSERVER-3: is left to people after eight times, and what follows goes on", async () => {
    let isBroken = true
    const { observer, told } = noting(({ key }) => isBroken && key === "place:b")
    const one = machine({ observers: [observer] })
    await put(one.storage, { "place:a": {}, "place:b": {}, "place:c": {} }, { id: "batch" })
    const waits: Array<number> = []
    for (;;) {
      const { againAt } = await one.look()
      if (againAt === Infinity) break
      waits.push((againAt - one.now) / 1000)
      one.now = againAt
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64])
    expect(told.map(({ key }) => key).filter((key) => key !== "place:b")).toEqual(["place:a", "place:c"])
    const letters = await Effect.runPromise(deadLetters(one, group))
    expect(letters).toMatchObject([
      { about: { observer: "notes", batch: "batch", place: 1 }, attempts: 8, error: "no to place:b" },
    ])
    isBroken = false
    expect(await Effect.runPromise(requeue(keeperOf(one), group, letters[0]?.id ?? ""))).toBe(true)
    await one.look()
    expect(told.at(-1)).toMatchObject({ key: "place:b", eventId: "paniers/batch#1" })
    await one.look()
    expect([told.length, await Effect.runPromise(deadLetters(one, group))]).toEqual([11, []])
  })

  it("OBSERVER-3: what was put back and fails again is tried as often as at first", async () => {
    const { observer, told } = noting(({ key }) => key === "place:b", { tries: 2 })
    const one = machine({ observers: [observer] })
    await happened(one, "place:a", "place:b", "place:c")
    one.now = (await one.look()).againAt
    await one.look()
    const [letter] = await Effect.runPromise(deadLetters(one, group))
    await Effect.runPromise(requeue(keeperOf(one), group, letter?.id ?? ""))
    await one.look()
    one.now = (await one.look()).againAt
    await one.look()
    expect(told.map(({ key, attempt }) => `${key} ${attempt}`)).toEqual([
      "place:a 1",
      "place:b 1",
      "place:b 2",
      "place:c 1",
      "place:b 1",
      "place:b 2",
    ])
    expect((await Effect.runPromise(deadLetters(one, group))).length).toBe(1)
  })

  it("OBSERVER-3: what is given up is not told any more, and is given up once", async () => {
    const { observer, told } = noting(() => true, { tries: 1 })
    const one = machine({ observers: [observer] })
    await happened(one, "place:a")
    await one.look()
    const [letter] = await Effect.runPromise(deadLetters(one, group))
    const give = () => Effect.runPromise(discard(keeperOf(one), group, letter?.id ?? ""))
    expect([await give(), await give()]).toEqual([true, false])
    await one.look()
    expect([told.length, await Effect.runPromise(deadLetters(one, group))]).toEqual([1, []])
  })

  it("OBSERVER-3: a letter about somebody who was erased meanwhile is settled without being told", async () => {
    const { observer, told } = noting(() => true, { tries: 1 })
    const one = machine({ observers: [observer] })
    await happened(one, "member:lea")
    await one.look()
    const [letter] = await Effect.runPromise(deadLetters(one, group))
    await put(one.storage, { "member:lea": {} }, { erases: ["member:lea"], facts: [] })
    await Effect.runPromise(requeue(keeperOf(one), group, letter?.id ?? ""))
    await one.look()
    expect([told.length, await Effect.runPromise(deadLetters(one, group))]).toEqual([1, []])
  })

  it("OBSERVER-3: telling that takes too long has failed, and is told so", async () => {
    let isAborted = false
    const observer = observe("slow", {
      since,
      patience: 5,
      handle: (_, signal) => new Promise(() => signal.addEventListener("abort", () => (isAborted = true))),
    })
    const one = machine({ observers: [observer] })
    await happened(one, "place:a")
    await one.look()
    expect([isAborted, one.notices]).toEqual([
      true,
      [{ level: "warn", message: "an event is told again later", group, name: "slow", error: "not done within 5 ms" }],
    ])
  })

  it("D24: what is kept beside a group is the fold of its facts", async () => {
    const { observer } = noting(({ key }) => key === "place:b", { tries: 2 })
    const one = machine({ observers: [observer] })
    await happened(one, "place:a", "place:b", "place:c")
    one.now = (await one.look()).againAt
    await one.look()
    const { findings, documents } = await Effect.runPromise(verifySpace(one.storage, sideOf(group)))
    expect([findings, documents]).toEqual([[], 2])
  })
})
