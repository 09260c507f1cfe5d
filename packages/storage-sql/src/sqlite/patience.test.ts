import { DatabaseSync } from "node:sqlite"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { result, runPromise, runSync } from "effect/Effect"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { patiently } from "./patience.ts"

let folder = ""
let [one, other] = [new DatabaseSync(":memory:"), new DatabaseSync(":memory:")]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cabas-patience-"))
  const file = join(folder, "test.db")
  one = new DatabaseSync(file)
  one.exec("CREATE TABLE things (name TEXT)")
  other = new DatabaseSync(file)
  // Without write-ahead logging a writer at the end of its transaction keeps readers out.
  other.exec("BEGIN EXCLUSIVE")
})
afterEach(() => {
  one.close()
  other.close()
  rmSync(folder, { recursive: true })
})

const count = () => one.prepare("SELECT count(*) AS found FROM things").get()?.["found"]

describe("patience", () => {
  it("tries again until the other one lets go", async () => {
    const counted = runPromise(patiently(5000, count))
    setTimeout(() => other.exec("COMMIT"), 40)
    expect(await counted).toBe(0)
  })

  it("has an end", async () => {
    expect(await runPromise(result(patiently(40, count)))).toMatchObject({
      failure: { _tag: "StorageDown", reason: "SQLite: database is locked" },
    })
  })

  it("fails at once for any other reason", () => {
    const broken = () => one.prepare("SELECT missing FROM things")
    expect(runSync(result(patiently(5000, broken)))).toMatchObject({
      failure: { _tag: "StorageDown", reason: "SQLite: no such column: missing" },
    })
  })
})
