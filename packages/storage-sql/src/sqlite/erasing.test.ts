import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Batch } from "@cabas/engine/storage"
import { batch, commit } from "../../test/batches.ts"
import { sqliteStorage } from "./sqlite.ts"
import type { SqliteStorage } from "./sqlite.ts"

let folder: string
let file: string
let storage: SqliteStorage

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cabas-sqlite-"))
  file = join(folder, "test.db")
  storage = sqliteStorage({ file })
})

afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

/** Whether a text stands anywhere in the file or its log. */
const isOnDisk = (text: string): boolean =>
  [file, `${file}-wal`].some((path) => existsSync(path) && readFileSync(path).includes(text))

const name = "Œdipine Épinard"

/** A batch that tells a name after so many letters of something else: the name comes to stand on a page of its own. */
const telling = (key: string, from: number, letters: number): Batch =>
  batch(`${key} ${from}`, {
    guards: [{ key, version: from }],
    writes: [{ key, version: from + 1, state: { long: "x".repeat(letters), name } }],
    facts: [{ key, fact: { _tag: "Told", long: "x".repeat(letters), name } as never }],
    answer: { long: "x".repeat(letters), name },
  })

const erasing = (key: string, from: number): Batch =>
  batch(`erase ${key}`, {
    guards: [{ key, version: from }],
    writes: [{ key, version: from + 1, state: { name: "a pseudonym" } }],
    facts: [{ key, fact: { _tag: "Erased" } as never }],
    erases: [key],
  })

describe("erasing from a SQLite file", () => {
  it.each([10, 8000, 200_000])("D27: leaves nothing on the disk of what stood after %d letters", async (letters) => {
    await commit(storage, telling("member:ana", 0, letters))
    for (let other = 0; other < 20; other += 1) await commit(storage, batch(`other ${other}`))
    expect(isOnDisk(name)).toBe(true)
    expect((await commit(storage, erasing("member:ana", 1)))._tag).toBe("Committed")
    expect(isOnDisk(name)).toBe(false)
    expect(isOnDisk("other 7")).toBe(true)
  })

  it("D27: leaves nothing of states that were replaced long before", async () => {
    for (let from = 0; from < 40; from += 1) {
      await commit(storage, telling("member:ana", from, from * 20))
      await commit(storage, batch(`other ${from}`))
    }
    await commit(storage, erasing("member:ana", 40))
    expect(isOnDisk(name)).toBe(false)
  })

  it("D27: while another connection reads, the log is emptied after a later write", async () => {
    await commit(storage, telling("member:ana", 0, 10))
    const reader = new DatabaseSync(file)
    reader.exec("BEGIN; SELECT count(*) FROM journal")
    reader.prepare("SELECT count(*) FROM journal").get()
    expect((await commit(storage, erasing("member:ana", 1)))._tag).toBe("Committed")
    expect(isOnDisk(name)).toBe(true)
    expect(reader.prepare("SELECT facts FROM journal").get()).toMatchObject({ facts: expect.stringContaining(name) })
    reader.exec("COMMIT")
    reader.close()
    await commit(storage, batch("later"))
    expect(isOnDisk(name)).toBe(false)
  })

  it("D27: is undone with the batches that share its transaction when one of them cannot be written", async () => {
    await commit(storage, telling("member:ana", 0, 10))
    const twice = { ...batch("twice"), numbers: [{ series: "s", key: null as never }] }
    const outcomes = await Promise.all([
      commit(storage, erasing("member:ana", 1)),
      commit(storage, twice),
      commit(storage, batch("beside")),
    ])
    expect(outcomes.map(({ _tag }) => _tag)).toEqual(["Committed", "StorageDown", "Committed"])
    expect(isOnDisk(name)).toBe(false)
  })
})
