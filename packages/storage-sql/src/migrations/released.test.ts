import { spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { DatabaseSync } from "node:sqlite"
import { runPromise } from "effect/Effect"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { memoryStorage } from "@cabas/engine"
import { mendSpace, verifySpace } from "@cabas/engine/verify"
import { openDatabase } from "../sqlite/open.ts"
import { steps } from "../sqlite/schema.ts"
import { sqliteStorage } from "../sqlite/sqlite.ts"
import { archiveOf, besidesOf, takeIn } from "../../test/archives.ts"
import { archive, group, releasedOf } from "../../test/released/released.ts"

let folder = ""
let file = ""
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cabas-released-"))
  file = join(folder, "old.db")
})
afterEach(() => rmSync(folder, { recursive: true }))

const restore = (statements: ReadonlyArray<string>): void => {
  const database = new DatabaseSync(file)
  for (const statement of statements) database.exec(statement)
  database.close()
}

const versions = (): ReadonlyArray<unknown> => {
  const database = new DatabaseSync(file)
  const rows = database.prepare("SELECT version FROM cabas_schema ORDER BY version").all()
  database.close()
  return rows.map(({ version }) => version)
}

const upTo = (newest: number): ReadonlyArray<number> => Array.from({ length: newest }, (_, index) => index + 1)

/** The lines of the journal: what documents come to may be told otherwise by later rules. */
const journalIn = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.filter((line) => line.startsWith('{"batch"'))

const released = releasedOf("sqlite")

describe("a SQLite file of every version that was released", () => {
  it("is here as a snapshot, made by `test/released/make.ts`", () => {
    expect(released.map(({ version }) => version)).toEqual(upTo(steps.length))
  })

  it.each(released)("version $version was made by steps that have not changed since", ({ version, statements }) => {
    expect(statements.slice(1, 1 + version)).toEqual(steps.slice(0, version).map((step) => step.trim()))
  })

  it.each(released)("version $version opens with all that was in it, and goes on", async ({ statements }) => {
    restore(statements)
    const made = memoryStorage()
    await takeIn(made, archive())
    for (let time = 0; time < 2; time += 1) {
      const storage = sqliteStorage({ file })
      expect(journalIn(await archiveOf(storage, group))).toEqual(journalIn(archive()))
      expect(await besidesOf(storage, group)).toEqual(await besidesOf(made, group))
      // What can be found under a value that came since is found there once it is written anew.
      const { findings } = await runPromise(verifySpace(storage, group))
      expect(findings.filter(({ check }) => check !== "index")).toEqual([])
      await storage.close()
    }
    const storage = sqliteStorage({ file })
    await runPromise(mendSpace(storage, group, { now: Date.now, newId: randomUUID }))
    expect((await runPromise(verifySpace(storage, group))).findings).toEqual([])
    await storage.close()
    expect(versions()).toEqual(upTo(steps.length))
  })
})

describe("a step that was made", () => {
  it("D27: leaves no copy of what is erased afterwards on pages that it gave back", () => {
    const name = "Œdipine Épinard"
    const told = `INSERT INTO batches (seq, space, id, made_by, made_at, operation, fingerprint, answer, facts, postings)
      VALUES (4294968000, 1, 'long', '', '', '', '', '', '${`${"x".repeat(3000)}${name}`.repeat(60)}', '[]')`
    restore([...(released[0]?.statements ?? []), told])
    openDatabase(file).close()
    const isOnDisk = () => readFileSync(file).includes(name)
    expect(isOnDisk()).toBe(true)
    restore(["PRAGMA secure_delete = ON", "DELETE FROM journal WHERE id = 'long'"])
    expect(isOnDisk()).toBe(false)
  })
})

describe("a step that comes after", () => {
  const next = [...steps, "ALTER TABLE documents ADD COLUMN note TEXT; UPDATE documents SET note = key"]

  const notes = (): unknown => {
    const database = new DatabaseSync(file)
    const [row] = database.prepare("SELECT count(*) AS documents, count(note) AS notes FROM documents").all()
    database.close()
    return row
  }

  /** Opens the file in another process, with the steps of the next version. */
  const openElsewhere = (): Promise<string> => {
    const program = `
      const { openDatabase } = await import(${JSON.stringify(new URL("../sqlite/open.ts", import.meta.url).href)})
      openDatabase(${JSON.stringify(file)}, ${JSON.stringify(next)}).close()
      process.stdout.write("opened")`
    return new Promise((resolve) => {
      const child = spawn(process.execPath, ["--conditions=source", "--input-type=module", "--eval", program])
      let said = ""
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()))
      child.once("close", () => resolve(said))
    })
  }

  it.each(released)(
    "is made once on version $version, by however many processes at a time",
    async ({ statements }) => {
      restore(statements)
      expect(await Promise.all([openElsewhere(), openElsewhere(), openElsewhere()])).toEqual([
        "opened",
        "opened",
        "opened",
      ])
      openDatabase(file, next).close()
      expect(versions()).toEqual(upTo(next.length))
      const counted = notes() as { documents: number; notes: number }
      expect(counted.notes).toBe(counted.documents)
      expect(counted.documents).toBeGreaterThan(5)
    },
    30_000,
  )

  it("is undone when it fails, with all the steps before it", () => {
    const [oldest] = released
    restore(oldest?.statements ?? [])
    const before = versions()
    expect(() => openDatabase(file, [...steps, "CREATE TABLE more (a TEXT)", "ALTER TABLE none ADD COLUMN x"])).toThrow(
      /none/,
    )
    expect(versions()).toEqual(before)
    openDatabase(file).close()
    const database = new DatabaseSync(file)
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'more'").all()).toEqual([])
    database.close()
  })

  it("is not known to an older Cabas, which says so and changes nothing", () => {
    const newest = released.at(-1)
    restore(newest?.statements ?? [])
    openDatabase(file, next).close()
    expect(() => sqliteStorage({ file })).toThrow(
      expect.objectContaining({
        reason:
          `The database ${file} was written by a newer Cabas: its schema is version ${next.length}, ` +
          `and this one knows versions up to ${steps.length}. Update Cabas, or open another file.`,
      }),
    )
    expect(versions()).toEqual(upTo(next.length))
  })
})
