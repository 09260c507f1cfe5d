import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach } from "vitest"
import { remembersWell } from "../../test/remembers-well.ts"
import { sqliteStorage } from "./sqlite.ts"
import type { SqliteStorage } from "./sqlite.ts"

let folder: string
let opened: readonly [SqliteStorage, SqliteStorage]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cabas-sqlite-"))
  const file = join(folder, "test.db")
  opened = [sqliteStorage({ file }), sqliteStorage({ file })]
})

afterEach(async () => {
  for (const storage of opened) await storage.close()
  rmSync(folder, { recursive: true })
})

remembersWell(() => opened)
