import { randomUUID } from "node:crypto"
import { runPromise } from "effect/Effect"
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { memoryStorage } from "@cabas/engine"
import { mendSpace, verifySpace } from "@cabas/engine/verify"
import { openPool } from "../postgres/database.ts"
import type { Row } from "../postgres/database.ts"
import { upgrade } from "../postgres/open.ts"
import { postgresStorage } from "../postgres/postgres.ts"
import { steps } from "../postgres/schema.ts"
import type { Step } from "../postgres/schema.ts"
import { archiveOf, besidesOf, takeIn } from "../../test/archives.ts"
import { startTestServer } from "../../test/postgres-server.ts"
import { archive, group, releasedOf } from "../../test/released/released.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const server = await startTestServer()
afterAll(server.stop)

let url = ""
beforeEach(async () => {
  url = await server.newDatabase()
})
afterEach(() => server.dropDatabase(url))

const run = async (...statements: ReadonlyArray<string>): Promise<ReadonlyArray<Row>> => {
  const database = await openPool({ url, connections: 1, prepare: false })
  let rows: ReadonlyArray<Row> = []
  try {
    for (const statement of statements) rows = await runPromise(database.ask(statement, []))
    return rows
  } finally {
    await database.close()
  }
}

const versions = async () =>
  (await run("SELECT version FROM cabas.cabas_schema ORDER BY version")).map(([version]) => version)

const upTo = (newest: number): ReadonlyArray<number> => Array.from({ length: newest }, (_, index) => index + 1)

const journalIn = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.filter((line) => line.startsWith('{"batch"'))

const released = releasedOf("postgres")

describe("a PostgreSQL schema of every version that was released", () => {
  it("is here as a snapshot, made by `test/released/make.ts`", () => {
    expect(released.map(({ version }) => version)).toEqual(upTo(steps.length))
  })

  it.each(released)("version $version was made by steps that have not changed since", ({ version, statements }) => {
    const made = steps.slice(0, version).flatMap((step) => step('"cabas"').map((statement) => statement.trim()))
    expect(statements.slice(2, 2 + made.length)).toEqual(made)
  })

  it.each(released)(
    "version $version opens on four servers at once, with all that was in it",
    async ({ statements }) => {
      await run(...statements)
      const made = memoryStorage()
      await takeIn(made, archive())
      const storages = await Promise.all(Array.from({ length: 4 }, () => postgresStorage({ url, connections: 2 })))
      for (const storage of storages) {
        expect(journalIn(await archiveOf(storage, group))).toEqual(journalIn(archive()))
      }
      const [storage] = storages
      if (storage === undefined) throw new Error("none was opened")
      expect(await besidesOf(storage, group)).toEqual(await besidesOf(made, group))
      // What can be found under a value that came since is found there once it is written anew.
      const { findings } = await runPromise(verifySpace(storage, group))
      expect(findings.filter(({ check }) => check !== "index")).toEqual([])
      await runPromise(mendSpace(storage, group, { now: Date.now, newId: randomUUID }))
      expect((await runPromise(verifySpace(storage, group))).findings).toEqual([])
      for (const one of storages) await one.close()
      expect(await versions()).toEqual(upTo(steps.length))
    },
  )
})

describe("a step that comes after", () => {
  const next: ReadonlyArray<Step> = [
    ...steps,
    (schema) => [`ALTER TABLE ${schema}.documents ADD COLUMN note text`, `UPDATE ${schema}.documents SET note = key`],
  ]

  const upgradeTo = async (known: ReadonlyArray<Step>): Promise<void> => {
    const database = await openPool({ url, connections: 2, prepare: false })
    try {
      await runPromise(upgrade(database, "cabas", known))
    } finally {
      await database.close()
    }
  }

  it.each(released)("is made once on version $version, by however many servers at a time", async ({ statements }) => {
    await run(...statements)
    await Promise.all(Array.from({ length: 6 }, () => upgradeTo(next)))
    expect(await versions()).toEqual(upTo(next.length))
    const [[missing] = []] = await run("SELECT count(*)::integer FROM cabas.documents WHERE note IS DISTINCT FROM key")
    expect(missing).toBe(0)
  })

  it("is undone when it fails, with all the steps before it", async () => {
    const [oldest] = released
    await run(...(oldest?.statements ?? []))
    const wrong: ReadonlyArray<Step> = [...next, (schema) => [`ALTER TABLE ${schema}.none ADD COLUMN x text`]]
    await expect(upgradeTo(wrong)).rejects.toMatchObject({ _tag: "StorageDown" })
    expect(await versions()).toEqual([1])
    await upgradeTo(steps)
    expect(await versions()).toEqual(upTo(steps.length))
  })

  it("is not known to an older Cabas, which says so and changes nothing", async () => {
    await run(...(released.at(-1)?.statements ?? []))
    await upgradeTo(next)
    await expect(postgresStorage({ url })).rejects.toMatchObject({
      reason:
        `The schema cabas of the database was written by a newer Cabas: its version is ${next.length}, ` +
        `and this one knows versions up to ${steps.length}. Update Cabas, or name another schema.`,
    })
    expect(await versions()).toEqual(upTo(next.length))
  })
})
