import * as Effect from "effect/Effect"
import { expect, it, onTestFinished } from "vitest"
import { centsOf, group, levy, put, since, withDistributions } from "../../test/jobs-world.ts"
import { makeEngine } from "../run/engine.ts"
import { memoryStorage } from "../storage/memory.ts"
import { StorageDown } from "../storage/storage.ts"
import type { Storage } from "../storage/storage.ts"
import { observe } from "./observer.ts"
import { startRunner } from "./runner.ts"
import type { Runner, RunnerOptions } from "./runner.ts"
import { sideOf } from "./side.ts"
import { waking } from "./waking.ts"
import type { Notice } from "./workshop.ts"

const started = (storage: Storage, options: Partial<RunnerOptions>): Runner => {
  const groups = () => Effect.succeed([group, sideOf(group)])
  const runner = startRunner({ engine: makeEngine({ storage }), groups, every: 40, ...options })
  onTestFinished(runner.stop)
  return runner
}

it("JOB-2: looks by itself from time to time", async () => {
  const storage = memoryStorage()
  let now = Date.parse("2026-05-01T09:00:00.000Z")
  started(storage, { jobs: [levy()], clock: () => now })
  await withDistributions(storage, { may: "2026-05-01T10:00:00.000Z" })
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(await centsOf(storage, ["may-0"])).toEqual([0])
  now += 3_600_000
  await expect.poll(() => centsOf(storage, ["may-0"])).toEqual([1])
})

it("OBSERVER-1: what is committed in this process is told at once", async () => {
  const storage = waking(memoryStorage())
  const told: Array<string> = []
  const observer = observe("notes", { since, handle: ({ key }) => void told.push(key) })
  started(storage, { woken: storage.woken, every: 3_600_000, observers: [observer] })
  await new Promise((resolve) => setTimeout(resolve, 60))
  await put(storage, { "place:a": {} })
  await expect.poll(() => told).toEqual(["place:a"])
})

it("OBSERVER-3: what waits to be tried again is tried when its time has come, without waiting for the next look", async () => {
  const storage = memoryStorage()
  const attempts: Array<number> = []
  const handle = ({ attempt }: { readonly attempt: number }) => {
    attempts.push(attempt)
    if (attempt === 1) throw new Error("not yet")
  }
  started(storage, { every: 3_600_000, random: () => 0, observers: [observe("notes", { since, handle })] })
  await put(storage, { "place:a": {} })
  await expect.poll(() => attempts, { timeout: 3000 }).toEqual([1, 2])
})

it("a storage that is away is told to whoever runs the server, and looked at again", async () => {
  const inner = memoryStorage()
  await withDistributions(inner, { may: "2026-05-01T10:00:00.000Z" })
  let isAway = true
  const down = Effect.fail(new StorageDown({ reason: "away" }))
  const storage: Storage = { ...inner, read: (...asked) => (isAway ? down : inner.read(...asked)) }
  const notices: Array<Notice> = []
  started(storage, { jobs: [levy()], tell: (notice) => void notices.push(notice) })
  const said = { level: "warn", message: "a group could not be looked after", group, error: "away" }
  await expect.poll(() => notices).toContainEqual(said)
  isAway = false
  await expect.poll(() => centsOf(storage, ["may-0"])).toEqual([1])
})

it("groups that cannot be listed are asked for again", async () => {
  const storage = memoryStorage()
  await withDistributions(storage, { may: "2026-05-01T10:00:00.000Z" })
  let asked = 0
  const groups = () => {
    asked += 1
    return asked === 1 ? Effect.fail(new StorageDown({ reason: "away" })) : Effect.succeed([group])
  }
  const notices: Array<Notice> = []
  started(storage, { jobs: [levy()], groups, tell: (notice) => void notices.push(notice) })
  await expect.poll(() => centsOf(storage, ["may-0"])).toEqual([1])
  expect(notices.map(({ message }) => message)).toEqual(["the groups could not be listed"])
})

it("OBSERVER-2: stopping waits for what is being told, and begins nothing more", async () => {
  const storage = memoryStorage()
  const told: Array<string> = []
  const handle = async ({ key }: { readonly key: string }) => {
    told.push(`${key} begun`)
    await new Promise((resolve) => setTimeout(resolve, 100))
    told.push(`${key} ended`)
  }
  await put(storage, { "place:a": {} })
  await put(storage, { "place:b": {} })
  const runner = started(storage, { observers: [observe("notes", { since, handle })] })
  await expect.poll(() => told).toEqual(["place:a begun"])
  await runner.stop()
  expect(told).toEqual(["place:a begun", "place:a ended"])
  runner.wake(group)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(told.length).toBe(2)
  const { documents } = await Effect.runPromise(storage.read(sideOf(group), { documents: ["observer:notes"] }))
  expect(documents.get("observer:notes")?.state).toMatchObject({ claimedBy: null, claimedUntil: null })
})

it("groups in any number are looked after, a few at once", async () => {
  const storage = memoryStorage()
  const spaces = Array.from({ length: 50 }, (_, index) => `group-${index}`)
  for (const space of spaces) await put(storage, { "place:a": {} }, {}, space)
  let [now, most] = [0, 0]
  const told: Array<string> = []
  const handle = async ({ group: of }: { readonly group: string }) => {
    now += 1
    most = Math.max(most, now)
    await new Promise((resolve) => setTimeout(resolve, 1))
    told.push(of)
    now -= 1
  }
  started(storage, { groups: () => Effect.succeed(spaces), observers: [observe("notes", { since, handle })] })
  await expect.poll(() => told.toSorted()).toEqual(spaces.toSorted())
  expect(most).toBe(4)
})
