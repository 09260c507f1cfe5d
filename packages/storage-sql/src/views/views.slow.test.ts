import { execFile } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { DatabaseSync } from "node:sqlite"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import * as fc from "fast-check"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { runFile, scenarioFiles } from "@cabas/testkit/scenario"
import { dayHistory, historyArbitrary, play, spaces } from "@cabas/testkit/arbitraries"
import { answers } from "../../test/answers.ts"
import { laRiviere } from "../../test/la-riviere.ts"
import { baskets, edges, keepBaskets, keepStates } from "../../test/odd-baskets.ts"
import { keptAs, subscriptions } from "../../test/odd-subscriptions.ts"
import { rowsIn, viewsTellTheRules } from "../../test/view-law.ts"
import { sqliteStorage } from "../sqlite/index.ts"
import { orderLines } from "./order-views.ts"
import { questions } from "./questions.ts"
import { views } from "./views.ts"

let folder = ""
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cabas-views-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const open = () => {
  const file = join(folder, `${(files += 1)}.db`)
  const storage = sqliteStorage({ file })
  const database = new DatabaseSync(file, { readOnly: true })
  return {
    file,
    storage,
    ask: async (sql: string) => {
      const statement = database.prepare(sql)
      statement.setReturnArrays(true)
      return statement.all() as unknown as ReadonlyArray<ReadonlyArray<unknown>>
    },
    close: async () => {
      database.close()
      await storage.close()
    },
  }
}

describe("the views on SQLite", () => {
  it("D3, D23: show what the engine says after every story of money and of the day", async () => {
    const seen: Record<string, number> = {}
    const folders = ["money", "day"].map((name) =>
      fileURLToPath(new URL(`../../../../scenarios/${name}`, import.meta.url)),
    )
    for (const file of scenarioFiles(folders)) {
      await runFile(file, () => {
        const { storage, ask, close } = open()
        const release = async () => {
          for (const [space] of await ask("SELECT name FROM spaces")) {
            const counts = await viewsTellTheRules(storage, String(space), ask)
            for (const [name, count] of Object.entries(counts)) seen[name] = (seen[name] ?? 0) + count
          }
          await close()
        }
        return { storage, release }
      })
    }
    expect([seen["cabas_payments"]! > 40, seen["cabas_tills"]! > 2, seen["cabas_memberships"]! > 3]).toEqual([
      true,
      true,
      true,
    ])
  }, 60_000)

  it("D3, D23: show what the engine says in every state that can be reached", async () => {
    const seen: Record<string, number> = {}
    await fc.assert(
      fc.asyncProperty(fc.oneof(historyArbitrary(), { weight: 2, arbitrary: dayHistory() }), async (history) => {
        const { storage, ask, close } = open()
        try {
          await play(history, storage)
          const counts = await viewsTellTheRules(storage, spaces.group, ask)
          for (const [name, count] of Object.entries(counts)) seen[name] = (seen[name] ?? 0) + count
        } finally {
          await close()
        }
      }),
      { numRuns: 16 },
    )
    const unseen = views.map(({ name }) => name).filter((name) => !(seen[name]! > 0))
    expect(unseen.filter((name) => !/subscription|calendar/.test(name))).toEqual([])
  }, 60_000)

  it("PRICE-2, LINE-1: compute amounts exactly, whatever the line may be", async () => {
    const holds = fc.assert(
      fc.asyncProperty(baskets(), async (kept) => {
        const { storage, ask, close } = open()
        try {
          await keepBaskets(storage, kept)
          await viewsTellTheRules(storage, spaces.group, ask)
        } finally {
          await close()
        }
      }),
      { numRuns: 15 },
    )
    await expect(holds).resolves.toBeUndefined()
  }, 60_000)
  it("SUB-1: show what subscriptions come to, whatever became of their deliveries", async () => {
    const { storage, ask, close } = open()
    let tried = 0
    const holds = fc.assert(
      fc.asyncProperty(subscriptions(), async (kept) => {
        const space = `space-${(tried += 1)}`
        await keepStates(storage, keptAs(kept), space)
        await viewsTellTheRules(storage, space, ask)
      }),
      { numRuns: 20 },
    )
    await expect(holds).resolves.toBeUndefined()
    await close()
  }, 60_000)

  it("PRICE-2, D3: round once, a half away from zero, up to the greatest amounts", async () => {
    const { storage, ask, close } = open()
    await keepBaskets(
      storage,
      edges.map(([, basket]) => basket),
    )
    const lines = await rowsIn(ask, "", orderLines, spaces.group)
    const shown = Object.fromEntries(lines.map(({ member, amount }) => [member, amount]))
    expect(shown).toEqual(Object.fromEntries(edges.map(([, , amount], index) => [`m${index}`, amount])))
    await close()
  })

  it("answer the questions of the documentation", async () => {
    const { storage, ask, close } = open()
    await laRiviere(storage)
    for (const [index, { asks, sql }] of questions.entries()) {
      expect({ asks, rows: await ask(sql) }).toEqual({ asks, rows: answers[index] })
    }
    await close()
  })

  it("may be read and not written", async () => {
    const { file, storage, close } = open()
    const database = new DatabaseSync(file)
    expect(() => database.exec("UPDATE cabas_members SET wallet = 1000000")).toThrow(/cannot modify/)
    expect(() => database.exec("DELETE FROM cabas_orders")).toThrow(/cannot modify/)
    database.close()
    await storage.close()
    await close()
  })

  it("are made anew when their text was another", async () => {
    const { file, storage, close } = open()
    await storage.close()
    const database = new DatabaseSync(file)
    database.exec("DROP VIEW cabas_people; DROP VIEW cabas_orders; CREATE VIEW cabas_orders AS SELECT 1 AS old_column")
    database.exec("CREATE VIEW of_the_host AS SELECT * FROM cabas_members")
    await sqliteStorage({ file }).close()
    const there = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name").all()
    expect(there.map(({ name }) => name)).toEqual([...views.map(({ name }) => name), "of_the_host"].toSorted())
    expect(database.prepare("SELECT space, total FROM cabas_orders").all()).toEqual([])
    database.close()
    await close()
  })

  it("are made once by processes that open a new file at the same moment", async () => {
    const file = join(folder, "at-once.db")
    const opening = `import { sqliteStorage } from ${JSON.stringify(new URL("../sqlite/index.ts", import.meta.url).href)}
      await sqliteStorage({ file: ${JSON.stringify(file)} }).close()`
    const processes = Array.from({ length: 4 }, () =>
      promisify(execFile)(process.execPath, ["--conditions=source", "--input-type=module", "--eval", opening]),
    )
    await expect(Promise.all(processes)).resolves.toHaveLength(4)
    const database = new DatabaseSync(file, { readOnly: true })
    expect(database.prepare("SELECT count(*) AS made FROM sqlite_schema WHERE type = 'view'").get()).toEqual({
      made: views.length,
    })
    database.close()
  }, 30_000)
})
