import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import { asBefore, group, must, person, unindexed, written } from "../../test/older.ts"
import { createCabas } from "../cabas.ts"
import { memoryStorage } from "../storage/memory.ts"
import { StorageDown, start } from "../storage/storage.ts"
import type { Storage, Write } from "../storage/storage.ts"
import { mendSpace, verifySpace } from "./index.ts"

const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)

let turn = 0
const mend = (storage: Storage) => run(mendSpace(storage, group, { now: () => 0, newId: () => String((turn += 1)) }))

const checks = async (storage: Storage) => [
  ...new Set((await run(verifySpace(storage, group))).findings.map(({ check }) => check)),
]

const shorter = (write: Write): Write =>
  write.key.startsWith("member:") ? { ...write, state: { ...(write.state as object), people: [] } } : write

describe("mending", () => {
  it.each([
    ["no index", unindexed, ["index"]],
    ["another shape", shorter, ["state"]],
  ] as const)("gives data that was written with %s what this version would have, once", async (_, was, before) => {
    const storage = memoryStorage()
    await written(storage, was)
    expect(await checks(storage)).toEqual(before)
    expect(await mend(storage)).toEqual({ space: group, documents: 11, left: [] })
    expect(await checks(storage)).toEqual([])
    const journal = await run(storage.feed(group, start, 1000))
    expect(await mend(storage)).toEqual({ space: group, documents: 0, left: [] })
    expect(await run(storage.feed(group, start, 1000))).toEqual(journal)
  })

  it("takes more documents than one batch does", async () => {
    const storage = memoryStorage()
    await written(storage, unindexed, 150)
    expect(await mend(storage)).toMatchObject({ documents: 151, left: [] })
    expect(await checks(storage)).toEqual([])
  })

  it("finds documents beyond the first page, by their state and by where an index finds them", async () => {
    const storage = memoryStorage()
    await written(storage, (write) => shorter(unindexed(write)), 600)
    expect(await mend(storage)).toMatchObject({ documents: 601, left: [] })
    expect(await checks(storage)).toEqual([])
  })

  it("overwrites nothing that is written meanwhile", async () => {
    const storage = memoryStorage()
    await written(storage, unindexed)
    const cabas = createCabas({ storage: asBefore(storage), clock: () => Date.parse("2026-05-02T06:00:00.000Z") })
    let commits = 0
    const busy: Storage = {
      ...storage,
      commit: (space, batch) => {
        commits += 1
        if (commits > 3) return storage.commit(space, batch)
        const people = [{ ...person, firstName: `Hugo ${commits}`, email: "hugo@example.org" }]
        const change = cabas.as("ana").member.save({ group, id: "member-3", people })
        return Effect.andThen(
          Effect.promise(() => must(change)),
          storage.commit(space, batch),
        )
      },
    }
    expect(await mend(busy)).toMatchObject({ left: [] })
    expect(await checks(storage)).toEqual([])
    const { documents } = await run(storage.read(group, { documents: ["member:member-3"] }))
    expect(JSON.stringify(documents.get("member:member-3")?.state)).toContain("Hugo 3")
  })

  it("leaves alone what is damage: documents that facts do not tell of, or tell of otherwise", async () => {
    const storage = memoryStorage()
    await written(storage, unindexed)
    const cabas = createCabas({
      storage: asBefore(storage),
      clock: () => Date.parse("2026-05-02T06:00:00.000Z"),
    })
    const people = [{ ...person, email: "hugo@example.org" }]
    await must(cabas.as("ana").member.save({ group, id: "member-5", people }))
    // The only batch of one member and the second of another are gone from the journal.
    const isLost = (facts: string): boolean => facts.includes("member-2") || facts.includes("hugo@")
    const lossy: Storage = {
      ...storage,
      feed: (...asked) =>
        Effect.map(storage.feed(...asked), (all) => all.filter(({ facts }) => !isLost(JSON.stringify(facts)))),
    }
    const lost = { documents: ["member:member-2", "member:member-5"] }
    const before = await run(storage.read(group, lost))
    expect((await mend(lossy)).left).toEqual(["member:member-5"])
    expect((await run(storage.read(group, lost))).documents).toEqual(before.documents)
  })

  it("leaves alone a journal that breaks off", async () => {
    const storage = memoryStorage()
    await written(storage, unindexed)
    const broken: Storage = {
      ...storage,
      feed: (space, after, limit) =>
        limit > 1 || after !== start
          ? Effect.fail(new StorageDown({ reason: "torn" }))
          : storage.feed(space, after, limit),
    }
    expect(await mend(broken)).toEqual({ space: group, documents: 0, left: [] })
    expect(await checks(storage)).toEqual(["index"])
  })
})
