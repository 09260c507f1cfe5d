import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, expect, it } from "vitest"
import { StorageDown } from "@cabas/engine/storage"
import { downBecause, isBusy } from "./refusals.ts"
import { sqliteStorage } from "./sqlite.ts"

const folder = mkdtempSync(join(tmpdir(), "cabas-refusals-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** What SQLite throws when it is asked for something on a database. */
const refusalOf = (database: DatabaseSync, ...statements: ReadonlyArray<string>): unknown => {
  try {
    for (const statement of statements) database.exec(statement)
    throw new Error("SQLite refused nothing")
  } catch (cause) {
    return cause
  } finally {
    database.close()
  }
}

it("D31: a disk that is full is said plainly, and that nothing is written until there is room", () => {
  const many =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO t SELECT i FROM n"
  const full = refusalOf(new DatabaseSync(":memory:"), "PRAGMA max_page_count = 3; CREATE TABLE t (i)", many)
  const down = downBecause(full)
  expect(down.message).toBe(
    "SQLite: the disk is full, and nothing can be written until there is room (database or disk is full)",
  )
  expect(isBusy(full)).toBe(false)
})

it("D31: a file that nothing can be written to is said plainly", () => {
  const file = join(folder, "read-only.db")
  new DatabaseSync(file).close()
  const refused = refusalOf(new DatabaseSync(file, { readOnly: true }), "CREATE TABLE t (i)")
  expect(downBecause(refused).message).toMatch(/^SQLite: the file or its disk is read-only, and nothing can be written/)
})

it("D31: a file that is no database cannot be opened, and the sentence says so", () => {
  const file = join(folder, "letter.db")
  writeFileSync(file, "Dear members, the eggs are late. ".repeat(100))
  expect(() => sqliteStorage({ file })).toThrow(`The database ${file} cannot be opened: file is not a database.`)
})

it("D31: what has no sentence of its own keeps SQLite's, and what is a StorageDown stays what it is", () => {
  const refused = refusalOf(new DatabaseSync(":memory:"), "SELECT")
  expect(downBecause(refused).message).toBe("SQLite: incomplete input")
  const down = new StorageDown({ reason: "The storage was closed" })
  expect(downBecause(down)).toBe(down)
  expect([down.message, String(down)]).toEqual(["The storage was closed", "StorageDown: The storage was closed"])
})
