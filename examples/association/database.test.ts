import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import { afterAll, describe, expect, it } from "vitest"
import { openDatabase } from "./database.ts"

const folder = mkdtempSync(join(tmpdir(), "cabas-association-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = join(folder, "deep", "association.db")

/** Opens the file, writes into a space and gives how many batches it held before. */
const visit = async (fresh: boolean): Promise<number> => {
  const { storage, where, close } = await openDatabase({ url: "", file, fresh })
  expect(where).toBe(file)
  const before = await Effect.runPromise(storage.feed("g", "", 10))
  const nothing = { guards: [], writes: [], facts: [], postings: [], floors: [], numbers: [] }
  const said = { by: "ana", at: "2026-05-01T06:00:00.000Z", operation: "test", fingerprint: "f", answer: null }
  await Effect.runPromise(storage.commit("g", { id: `batch-${before.length}`, ...said, ...nothing }))
  await close()
  return before.length
}

describe("the example's database", () => {
  it("is a file that is kept, unless it is to begin again", async () => {
    expect([await visit(false), await visit(false), await visit(true)]).toEqual([0, 1, 0])
  })

  it("is not emptied when it is somebody else's", async () => {
    const chosen = { url: "postgres://127.0.0.1:1/platform", file: undefined, fresh: true }
    await expect(openDatabase(chosen)).rejects.toThrow("DROP SCHEMA cabas_association CASCADE")
  })
})
