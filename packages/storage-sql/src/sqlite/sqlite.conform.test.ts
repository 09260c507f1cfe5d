import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { testStorage } from "@cabas/testkit/conformance"
import { sqliteStorage } from "./sqlite.ts"

await testStorage("sqlite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cabas-sqlite-"))
  const options = { file: join(folder, "test.db") }
  const storage = sqliteStorage(options)
  let current = storage
  return {
    storage,
    reopen: async () => {
      await current.close()
      current = sqliteStorage(options)
      return current
    },
    elsewhere: { module: new URL("sqlite.ts", import.meta.url).href, open: "sqliteStorage", options },
    peek: async () =>
      [options.file, `${options.file}-wal`]
        .map((file) => (existsSync(file) ? readFileSync(file, "utf8") : ""))
        .join("\n"),
    close: async () => {
      await current.close()
      rmSync(folder, { recursive: true })
    },
  }
})
