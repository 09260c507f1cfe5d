import { randomUUID } from "node:crypto"
import { runPromise } from "effect/Effect"
import { afterAll, expect, it, vi } from "vitest"
import { mendSpace, verifySpace } from "@cabas/engine/verify"
import type { Storage } from "@cabas/engine/storage"
import { postgresStorage } from "../postgres/postgres.ts"
import { sqliteStorage } from "../sqlite/index.ts"
import { takeIn, withoutIndex } from "../../test/archives.ts"
import { startTestServer } from "../../test/postgres-server.ts"
import { archive, group } from "../../test/released/released.ts"

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const server = await startTestServer()
afterAll(server.stop)

const mend = (storage: Storage) => runPromise(mendSpace(storage, group, { now: () => 0, newId: randomUUID }))

const checksOf = async (storage: Storage) => {
  const { findings } = await runPromise(verifySpace(storage, group))
  return [...new Set(findings.map(({ check, about }) => `${check} ${about}`))]
}

it.each([
  ["SQLite", async () => sqliteStorage({ file: ":memory:" })],
  ["PostgreSQL", async () => postgresStorage({ url: server.url, schema: "mended" })],
] as const)("an index that came later is filled on %s, by two who do it at once, and once", async (_, open) => {
  const storage = await open()
  await takeIn(withoutIndex(storage, "basket.byMember"), archive())
  expect(await checksOf(storage)).toEqual(["index basket.byMember"])
  const both = await Promise.all([mend(storage), mend(storage)])
  expect(both.map(({ left }) => left)).toEqual([[], []])
  expect(Math.max(...both.map(({ documents }) => documents))).toBeGreaterThan(0)
  expect(await checksOf(storage)).toEqual([])
  expect(await mend(storage)).toEqual({ space: group, documents: 0, left: [] })
  await storage.close()
})
