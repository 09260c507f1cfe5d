import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { memoryStorage } from "@cabas/engine"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { afterAll, describe, expect, it } from "vitest"
import { runs } from "./runs.ts"
import { absencesAtOnce, closingsAtOnce, seasonsHold, withdrawingUndoes } from "./season-promises.ts"
import type { OpenTwice } from "./season-promises.ts"

const folder = mkdtempSync(join(tmpdir(), "cabas-season-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inMemory: OpenTwice = async () => {
  const storage = memoryStorage()
  return { storages: [storage, storage], close: async () => {} }
}

let files = 0
/** One file, opened by two connections. */
const inSqlite: OpenTwice = async () => {
  files += 1
  const open = () => sqliteStorage({ file: join(folder, `${files}.db`) })
  const [one, two] = [open(), open()]
  return { storages: [one, two], close: async () => void (await Promise.all([one.close(), two.close()])) }
}

describe.each([
  ["memory", inMemory, 4],
  ["SQLite", inSqlite, 1],
] as const)("a season in %s", (_, open, often) => {
  it("SUB-1 to SUB-15: keeps every law, whatever is done", async () => {
    await expect(seasonsHold(open, runs(6 * often))).resolves.toBeUndefined()
  }, 60_000)

  it("SUB-8, ABS-4 (D21): withdrawing an absence undoes it", async () => {
    expect(await withdrawingUndoes(open, runs(16 * often))).toBeGreaterThan(0)
  }, 60_000)

  it("ABS-6 (D21): two households never have more absences than the contract allows, however they say it", async () => {
    await expect(absencesAtOnce(open, runs(4 * often))).resolves.toBeUndefined()
  }, 60_000)

  it("SUB-10, SUB-14 (D22, D31): two servers close a delivery once, and the default orders share what there is", async () => {
    await expect(closingsAtOnce(open, runs(2))).resolves.toBeUndefined()
  }, 60_000)
})
