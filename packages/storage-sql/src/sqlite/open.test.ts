import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { StorageDown } from "@cabas/engine/storage"
import { openDatabase } from "./open.ts"
import { steps } from "./schema.ts"

let folder = ""
let file = ""
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cabas-open-"))
  file = join(folder, "test.db")
})
afterEach(() => rmSync(folder, { recursive: true }))

const failure = (open: () => unknown): StorageDown => {
  try {
    open()
  } catch (cause) {
    if (cause instanceof StorageDown) return cause
    throw cause
  }
  throw new Error("The database should not have opened")
}

const versions = (): ReadonlyArray<unknown> => {
  const database = new DatabaseSync(file)
  const rows = database.prepare("SELECT version FROM cabas_schema ORDER BY version").all()
  database.close()
  return rows.map((row) => row["version"])
}

/** Opens the file in that many processes at once, each of which says when it has. */
const openInProcesses = (count: number): Promise<ReadonlyArray<string>> => {
  const program = `
    const { openDatabase } = await import(${JSON.stringify(new URL("open.ts", import.meta.url).href)})
    openDatabase(${JSON.stringify(file)}).close()
    process.stdout.write("opened")`
  const one = () =>
    new Promise<string>((resolve) => {
      const child = spawn(process.execPath, ["--conditions=source", "--input-type=module", "--eval", program])
      let said = ""
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()))
      child.once("close", () => resolve(said))
    })
  return Promise.all(Array.from({ length: count }, one))
}

describe("opening a database", () => {
  it("makes it survive a crash: write-ahead log, flushed at each commit", () => {
    const database = openDatabase(file)
    const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
    expect([pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")]).toEqual(["wal", 2, 1])
    expect(pragma("busy_timeout")).toBeLessThan(100)
    database.close()
  })

  it("brings the schema to the newest version once, and leaves it there", () => {
    for (let time = 0; time < 3; time += 1) openDatabase(file).close()
    expect(versions()).toEqual(steps.map((_, index) => index + 1))
  })

  it("refuses a database that a newer Cabas wrote, and leaves it as it is", () => {
    openDatabase(file).close()
    const database = new DatabaseSync(file)
    database.exec(`INSERT INTO cabas_schema (version) VALUES (${steps.length + 7})`)
    database.close()
    const { reason } = failure(() => openDatabase(file))
    expect(reason).toBe(
      `The database ${file} was written by a newer Cabas: its schema is version ${steps.length + 7}, ` +
        `and this one knows versions up to ${steps.length}. Update Cabas, or open another file.`,
    )
    expect(versions()).toEqual([...steps.map((_, index) => index + 1), steps.length + 7])
  })

  it("refuses a file that is not a database, and leaves it as it is", () => {
    writeFileSync(file, "A price list, not a database. ".repeat(100))
    expect(failure(() => openDatabase(file)).reason).toMatch(/cannot be opened: file is not a database/)
    expect(existsSync(`${file}-wal`)).toBe(false)
  })

  it("refuses a path in a folder that does not exist", () => {
    expect(failure(() => openDatabase(join(folder, "none", "test.db"))).reason).toMatch(
      /cannot be opened: unable to open/,
    )
  })

  it("leaves nothing of a schema step that fails", () => {
    const database = new DatabaseSync(file)
    database.exec("CREATE TABLE entries (somebody_elses TEXT)")
    database.close()
    expect(failure(() => openDatabase(file)).reason).toMatch(/table entries already exists/)
    const after = new DatabaseSync(file)
    expect(after.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()).toEqual([
      expect.objectContaining({ name: "entries" }),
    ])
    after.close()
  })

  it("works in several processes at the same moment on a file that was not there", async () => {
    expect(await openInProcesses(5)).toEqual(["opened", "opened", "opened", "opened", "opened"])
    expect(versions()).toEqual(steps.map((_, index) => index + 1))
  }, 30_000)
})
