import { setImmediate } from "node:timers"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import { entriesToday, goldenEntries, goldenFacts, stateToday } from "../../test/facts/golden.ts"
import { asBefore, emailOf, group, must, person, unindexed, written } from "../../test/older.ts"
import { createCabas } from "../cabas.ts"
import { sideOf } from "../jobs/side.ts"
import { memoryStorage } from "../storage/memory.ts"
import { StorageDown, start } from "../storage/storage.ts"
import type { Storage } from "../storage/storage.ts"
import { verifySpace } from "../verify/index.ts"
import { entriesOf } from "./entries.ts"
import { isNamedAfterKind } from "./fill.ts"

const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)

const later = () => Date.parse("2026-05-02T06:00:00.000Z")

const opened = (storage: Storage) => createCabas({ storage, clock: later })

const under = async (storage: Storage, email: string): Promise<ReadonlyArray<string>> => {
  const wanted = { index: "member.byEmail", from: email, to: email, limit: 10 }
  const { pages } = await run(storage.read(group, { pages: [wanted] }))
  return (pages[0]?.documents ?? []).map(({ key }) => key)
}

const journal = (storage: Storage) => run(storage.feed(group, start, 10_000))

const findings = async (storage: Storage) => (await run(verifySpace(storage, group))).findings

/** Members as a version left them that had no index of addresses. */
const old = async (members = 10): Promise<Storage> => {
  const storage = memoryStorage()
  await written(storage, unindexed, members)
  return storage
}

describe("D31: an index that an update brings", () => {
  it("finds what was there before from the first reading on, and is not looked through again", async () => {
    const storage = await old()
    expect(await under(storage, emailOf(3))).toEqual([])
    const { engine } = opened(storage)
    expect(await under(engine.storage, emailOf(3))).toEqual(["member:member-3"])
    expect(await findings(storage)).toEqual([])
    const after = await journal(storage)
    let readings = 0
    const counted: Storage = {
      ...storage,
      read: (...asked) => {
        readings += 1
        return storage.read(...asked)
      },
    }
    const again = opened(counted).engine
    expect(await under(again.storage, emailOf(4))).toEqual(["member:member-4"])
    // By the index, which was not known to be whole; what was written down beside the group; and by the index.
    expect(readings).toBe(3)
    await under(again.storage, emailOf(5))
    expect(readings).toBe(4)
    expect(await journal(storage)).toEqual(after)
  })

  it("makes an operation refuse what it would have let through: one address for two members", async () => {
    const storage = await old()
    const people = [{ ...person, email: emailOf(3) }]
    const { refusal } = await opened(storage).as("ana").member.add({ group, id: "twice", people })
    expect(refusal?._tag).toBe("EmailTaken")
  })

  it("writes nothing where nothing is missing, and nothing at all in a group that there is not", async () => {
    const storage = memoryStorage()
    await written(storage, (write) => write)
    const before = await journal(storage)
    const { engine } = opened(storage)
    await under(engine.storage, emailOf(3))
    expect(await journal(storage)).toEqual(before)
    await run(engine.storage.read("nowhere", { pages: [{ index: "member.byEmail", from: "a", to: "z", limit: 1 }] }))
    expect(await run(storage.feed(sideOf("nowhere"), start, 10))).toEqual([])
  })

  it("is filled by servers that start at once without writing a document twice", async () => {
    const storage = await old(120)
    let conflicts = 0
    // Each call lets the other servers make theirs, so that all three go in step.
    const inTurn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))
    const stepping: Storage = {
      ...storage,
      read: (...asked) => Effect.andThen(inTurn, storage.read(...asked)),
      commit: (space, batch) => {
        const counted = Effect.sync(() => {
          if (space === group) conflicts += 1
        })
        return Effect.andThen(
          inTurn,
          Effect.tapError(storage.commit(space, batch), () => counted),
        )
      },
    }
    const servers = [opened(stepping), opened(stepping), opened(stepping)]
    const seen = await Promise.all(servers.map(({ engine }) => under(engine.storage, emailOf(119))))
    expect(seen).toEqual([["member:member-119"], ["member:member-119"], ["member:member-119"]])
    expect(await findings(storage)).toEqual([])
    const filled = (await journal(storage)).filter(({ operation }) => operation === "index.fill")
    expect(filled.map(({ facts }) => facts.length)).toEqual([100, 21])
    expect(conflicts).toBe(0)
  })

  it("goes on where it was stopped, and answers nobody from half of it", async () => {
    const storage = await old(120)
    let commits = 0
    const dying: Storage = {
      ...storage,
      commit: (...asked) => {
        commits += 1
        return commits > 1 ? Effect.fail(new StorageDown({ reason: "killed" })) : storage.commit(...asked)
      },
    }
    await expect(under(opened(dying).engine.storage, emailOf(1))).rejects.toMatchObject({ reason: "killed" })
    expect((await journal(storage)).filter(({ operation }) => operation === "index.fill").length).toBe(1)
    expect(await under(opened(storage).engine.storage, emailOf(119))).toEqual(["member:member-119"])
    const filled = (await journal(storage)).filter(({ operation }) => operation === "index.fill")
    expect(filled.map(({ facts }) => facts.length)).toEqual([100, 21])
    expect(await findings(storage)).toEqual([])
  })

  it("leaves what somebody writes meanwhile as they wrote it", async () => {
    const storage = await old(30)
    const others = opened(asBefore(storage))
    let commits = 0
    const busy: Storage = {
      ...storage,
      commit: (space, batch) => {
        commits += 1
        if (commits > 2) return storage.commit(space, batch)
        const people = [{ ...person, firstName: `Hugo ${commits}`, email: "hugo@example.org" }]
        const change = () => must(others.as("ana").member.save({ group, id: "member-3", people }))
        return Effect.andThen(Effect.promise(change), storage.commit(space, batch))
      },
    }
    expect(await under(opened(busy).engine.storage, "hugo@example.org")).toEqual(["member:member-3"])
    const { documents } = await run(storage.read(group, { documents: ["member:member-3"] }))
    expect(JSON.stringify(documents.get("member:member-3")?.state)).toContain("Hugo 2")
    expect(await findings(storage)).toEqual([])
  })

  it("lets whoever else asks something be answered between two readings, also where nothing is missing", async () => {
    const storage = memoryStorage()
    await written(storage, (write) => write, 600)
    let turn = 0
    let watching = true
    const watch = (): void => {
      turn += 1
      if (watching) setImmediate(watch)
    }
    const turns = { keys: new Set<number>(), documents: new Set<number>() }
    let readings = 0
    const watched: Storage = {
      ...storage,
      read: (space, wanted) => {
        for (const page of wanted.pages ?? []) {
          readings += 1
          turns["prefix" in page ? "documents" : "keys"].add(turn)
        }
        return storage.read(space, wanted)
      },
    }
    setImmediate(watch)
    expect(await under(opened(watched).engine.storage, emailOf(3))).toEqual(["member:member-3"])
    watching = false
    // 601 documents by 100, their keys by 500; before and after, by whoever asked.
    expect(readings).toBe(7 + 2 + 2)
    expect(turns.documents.size).toBe(7)
    expect(turns.keys.size).toBeGreaterThanOrEqual(2)
  })

  it("is read also where nothing can be written, as long as it lacks nothing", async () => {
    const storage = memoryStorage()
    await written(storage, (write) => write)
    const readOnly: Storage = { ...storage, commit: () => Effect.fail(new StorageDown({ reason: "read-only" })) }
    expect(await under(opened(readOnly).engine.storage, emailOf(3))).toEqual(["member:member-3"])
  })

  it("goes by the name of the kind that it finds", () => {
    const all = [...goldenFacts().values()].flat()
    const entries = all.flatMap((one) => entriesOf(one.key, stateToday(one)).map((entry) => ({ key: one.key, entry })))
    expect(new Set(entries.map(({ entry }) => entry.name)).size).toBeGreaterThan(8)
    expect(entries.filter(({ key, entry }) => !isNamedAfterKind(key, entry))).toEqual([])
  })

  it("takes a name of its own: under one that there was, what it finds is found under the same values", () => {
    const today = entriesToday()
    for (const [index, found] of Object.entries(goldenEntries())) {
      const same = Object.fromEntries(Object.keys(found).map((name) => [name, today[index]?.[name]]))
      expect({ [index]: same }).toEqual({ [index]: found })
    }
    // What is missing is added by `test/facts/collect.ts`.
    expect(Object.keys(today).filter((index) => goldenEntries()[index] === undefined)).toEqual([])
  })
})
