import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { runPromise } from "effect/Effect"
import * as fc from "fast-check"
import { afterAll, expect, it, vi } from "vitest"
import { memoryStorage } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import { verifySpace } from "@cabas/engine/verify"
import { historyArbitrary, play, spaces } from "@cabas/testkit/arbitraries"
import { sqliteStorage } from "../sqlite/sqlite.ts"
import { archiveOf, besidesOf, takeIn } from "../../test/archives.ts"
import { startTestServer } from "../../test/postgres-server.ts"
import { testSubject } from "../../test/postgres-subject.ts"

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const server = await startTestServer()
afterAll(server.stop)

const { group } = spaces

it("D13, D15, D24: from memory to SQLite to PostgreSQL and back to SQLite, an archive stays the same, byte for byte", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cabas-archive-"))
  for (const [turn, history] of fc.sample(historyArbitrary(), { numRuns: 4, seed: 20_260_501 }).entries()) {
    const memory = memoryStorage()
    await play(history, memory)
    const lines = await archiveOf(memory, group)
    const beside = await besidesOf(memory, group)
    const there = sqliteStorage({ file: join(folder, `there-${turn}.db`) })
    const subject = await testSubject(server)
    const back = sqliteStorage({ file: join(folder, `back-${turn}.db`) })
    let before: Storage = memory
    for (const storage of [there, subject.storage, back]) {
      await takeIn(storage, await archiveOf(before, group))
      expect(await archiveOf(storage, group)).toEqual(lines)
      expect(await besidesOf(storage, group)).toEqual(beside)
      expect((await runPromise(verifySpace(storage, group))).findings).toEqual([])
      before = storage
    }
    await there.close()
    await back.close()
    await subject.close()
  }
  rmSync(folder, { recursive: true })
})
