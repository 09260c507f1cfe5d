import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import { afterAll, describe, expect, it, vi } from "vitest"
import { createCabas, memoryStorage } from "@cabas/engine"
import { StorageDown } from "@cabas/engine/storage"
import { verifySpace } from "@cabas/engine/verify"
import type { Storage } from "@cabas/engine/storage"
import { postgresStorage } from "../postgres/postgres.ts"
import { sqliteStorage } from "../sqlite/index.ts"
import { archiveOf, journalOf, takeIn, withoutIndex } from "../../test/archives.ts"
import { startTestServer } from "../../test/postgres-server.ts"

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const server = await startTestServer()
const folder = mkdtempSync(join(tmpdir(), "cabas-filled-"))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await server.stop()
})

const group = "canal"

const personAt = (email: string) => ({ firstName: "Ana", lastName: "Martin", phone: null, email })

const clock = () => Date.parse("2026-05-01T06:00:00.000Z")

/** Writes a group of 121 members as a version did that had no index of addresses. */
const writeBefore = async (storage: Storage): Promise<void> => {
  const memory = memoryStorage()
  const cabas = createCabas({ storage: memory, clock })
  const admin = { id: "ana", people: [personAt("ana@example.org")] }
  await cabas.asHost.group.create({ id: group, name: "Canal", admin })
  for (let index = 0; index < 120; index += 1)
    await cabas
      .as("ana")
      .member.add({ group, id: `member-${index}`, people: [personAt(`member-${index}@example.org`)] })
  await takeIn(withoutIndex(storage, "member.byEmail"), await archiveOf(memory, group))
}

const findings = async (storage: Storage) => (await Effect.runPromise(verifySpace(storage, group))).findings

/** How many documents each batch entered that filled an index. */
const filled = async (storage: Storage): Promise<ReadonlyArray<number>> =>
  (await journalOf(storage, group)).flatMap(({ operation, facts }) =>
    operation === "index.fill" ? [facts.length] : [],
  )

/** Adds a member under an address that another has: refused by who finds the other by the index of addresses. */
const addTwice = (storage: Storage, id: string) =>
  createCabas({ storage, clock })
    .as("ana")
    .member.add({ group, id, people: [personAt("member-119@example.org")] })

const taken = { refusal: { _tag: "EmailTaken" } }

describe.each([
  ["SQLite", async (name: string) => sqliteStorage({ file: join(folder, `${name}.db`) })],
  ["PostgreSQL", (name: string) => postgresStorage({ url: server.url, schema: `filled_${name}` })],
] as const)("an index that an update brings, on %s", (_, open) => {
  it("is filled by two servers that start at once, by neither twice, and not again", async () => {
    const before = await open("two")
    await writeBefore(before)
    await before.close()
    const [here, there] = [await open("two"), await open("two")]
    const both = await Promise.all([addTwice(here, "one"), addTwice(there, "two")])
    expect(both).toMatchObject([taken, taken])
    expect(await findings(here)).toEqual([])
    // What one entered the other may not have seen yet, and enter as well.
    const entered = (await filled(there)).reduce((sum, count) => sum + count, 0)
    expect([121 <= entered, entered <= 2 * 121]).toEqual([true, true])
    await Promise.all([here.close(), there.close()])
    const again = await open("two")
    const journal = await journalOf(again, group)
    expect(await addTwice(again, "three")).toMatchObject(taken)
    expect(await journalOf(again, group)).toEqual(journal)
    await again.close()
  })

  it("goes on after a server that was stopped in the middle of it", async () => {
    const first = await open("half")
    await writeBefore(first)
    let commits = 0
    const dying: Storage = {
      ...first,
      commit: (...asked) => {
        commits += 1
        return commits > 1 ? Effect.fail(new StorageDown({ reason: "stopped" })) : first.commit(...asked)
      },
    }
    await expect(addTwice(dying, "one")).rejects.toMatchObject({ reason: "stopped" })
    expect(await filled(first)).toEqual([100])
    await first.close()
    const second = await open("half")
    expect(await addTwice(second, "two")).toMatchObject(taken)
    expect(await filled(second)).toEqual([100, 21])
    expect(await findings(second)).toEqual([])
    await second.close()
  })
})
