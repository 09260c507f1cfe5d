import { fileURLToPath } from "node:url"
import { memoryStorage } from "@cabas/engine"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { describe, expect, it } from "vitest"
import { runFile, scenarioFiles } from "./files.ts"
import type { FreshStorage } from "./files.ts"
import { linesOf } from "./report.ts"

const folder = fileURLToPath(new URL("../../../../scenarios", import.meta.url))
const memory = (): FreshStorage => ({ storage: memoryStorage(), release: async () => {} })
const sqlite = (): FreshStorage => {
  const storage = sqliteStorage({ file: ":memory:" })
  return { storage, release: storage.close }
}

describe.each([
  ["memory", memory],
  ["SQLite", sqlite],
])("the scenarios of the project hold on %s", (_, open) => {
  const files = scenarioFiles([folder])

  it.each(files.map((file) => [file.slice(folder.length + 1), file]))("%s", async (_name, file) => {
    const reported = await runFile(file, open)
    expect(reported.flatMap(linesOf)).toEqual(reported.map(({ result }) => `ok    ${result.title}`))
  })

  it("are at least twenty", () => expect(files.length).toBeGreaterThanOrEqual(20))
})
