import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import { afterAll, beforeAll, expect, it, vi } from "vitest"
import { createCabas } from "@cabas/engine"
import { deadLetters, observe, startRunner } from "@cabas/engine/jobs"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { runVerb as run } from "./verb.ts"
import { furnish, group, noon, otherGroup } from "./world.ts"

let folder = ""
let file = ""

/** Tells an observer everything there is, until `so` many letters are left. */
const tellUntil = async (so: number, handle: (key: string) => void, also = (): void => undefined): Promise<void> => {
  const storage = sqliteStorage({ file })
  const observer = observe("notes", { since: "2026-01-01T00:00:00.000Z", tries: 1, handle: ({ key }) => handle(key) })
  const { engine } = createCabas({ storage })
  const groups = () => Effect.succeed([group])
  const runner = startRunner({ engine, groups, observers: [observer], every: 20 })
  await vi.waitFor(
    async () => {
      expect((await Effect.runPromise(deadLetters({ storage }, group))).length).toBe(so)
      also()
    },
    { timeout: 20_000 },
  )
  await runner.stop()
  await storage.close()
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cabas-letters-"))
  file = join(folder, "canal.db")
  const storage = sqliteStorage({ file })
  await furnish(createCabas({ storage, clock: () => noon }))
  await storage.close()
  await tellUntil(2, (key) => {
    if (key === "place:halle" || key === "producer:aubiers") throw new Error(`no to ${key}`)
  })
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const listed = async (): Promise<ReadonlyArray<{ readonly id: string; readonly group: string }>> =>
  JSON.parse((await run("letters", "list", "--file", file, "--json")).text)

it("OBSERVER-3: what is left to people is listed, with what went wrong, in both languages", async () => {
  const english = await run("letters", "list", "--file", file, "--language", "en")
  expect(english.text).toMatch(
    /^canal {2}letter:notes\/.+#0\n {2}tried 1 times, then: no to (place:halle|producer:aubiers)$/m,
  )
  const french = await run("letters", "list", "--file", file, "--language", "fr", "--group", group)
  expect(french.text).toMatch(/essayé 1 fois, puis : no to/)
  const other = await run("letters", "list", "--file", file, "--group", otherGroup, "--language", "fr")
  expect([other.ok, other.text]).toEqual([true, "Rien n’attend qu’on s’en occupe."])
  expect(await listed()).toMatchObject([
    { group, attempts: 1 },
    { group, attempts: 1 },
  ])
})

it("OBSERVER-3: one is dropped and the other tried again, each once; what is not there is said", async () => {
  const [first, second] = await listed()
  const on = ["--group", group, "--file", file] as const
  expect(await run("letters", "drop", String(first?.id), ...on)).toEqual({ ok: true, text: `${first?.id}: dropped` })
  const again = await run("letters", "drop", String(first?.id), ...on)
  expect([again.ok, again.text]).toEqual([false, expect.stringContaining("Not left to people in canal")])
  expect((await run("letters", "retry", String(second?.id), ...on)).ok).toBe(true)
  expect(await listed()).toEqual([])
  const told: Array<string> = []
  await tellUntil(
    0,
    (key) => void told.push(key),
    () => expect(told.length).toBe(1),
  )
})
