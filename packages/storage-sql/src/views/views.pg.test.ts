import { randomUUID } from "node:crypto"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { dayHistory, historyArbitrary, play, spaces } from "@cabas/testkit/arbitraries"
import { answers } from "../../test/answers.ts"
import { batch } from "../../test/batches.ts"
import { laRiviere } from "../../test/la-riviere.ts"
import { baskets, edges, keepBaskets, keepStates } from "../../test/odd-baskets.ts"
import { keptAs, subscriptions } from "../../test/odd-subscriptions.ts"
import { say, startTestServer } from "../../test/postgres-server.ts"
import type { TestServer } from "../../test/postgres-server.ts"
import { rowsIn, viewsTellTheRules } from "../../test/view-law.ts"
import { openPool, quoted } from "../postgres/database.ts"
import type { Database } from "../postgres/database.ts"
import { postgresStorage } from "../postgres/index.ts"
import { orderLines } from "./order-views.ts"
import { questions } from "./questions.ts"
import { views } from "./views.ts"

let server: TestServer
let database: Database
beforeAll(async () => {
  server = await startTestServer()
  database = await openPool({ url: server.url, connections: 1, prepare: false })
})
afterAll(async () => {
  await database.close()
  await server.stop()
})

const ask = (sql: string) => Effect.runPromise(database.ask(sql, []))

const open = async (schema = `views_${randomUUID().replaceAll("-", "")}`) => {
  const storage = await postgresStorage({ url: server.url, schema })
  return {
    schema,
    storage,
    close: async () => {
      await storage.close()
      await say(server.url, `DROP SCHEMA IF EXISTS ${quoted(schema)} CASCADE`)
    },
  }
}

const namesIn = async (schema: string): Promise<ReadonlyArray<unknown>> =>
  (await ask(`SELECT viewname FROM pg_views WHERE schemaname = '${schema}'`)).flat().toSorted()

const allNames = views.map(({ name }) => name).toSorted()

describe("the views on PostgreSQL", () => {
  it("D3, D23: show what the engine says in every state that can be reached", async () => {
    const seen: Record<string, number> = {}
    await fc.assert(
      fc.asyncProperty(fc.oneof(historyArbitrary(), { weight: 2, arbitrary: dayHistory() }), async (history) => {
        const { schema, storage, close } = await open()
        try {
          await play(history, storage)
          const counts = await viewsTellTheRules(storage, spaces.group, ask, `${schema}.`)
          for (const [name, count] of Object.entries(counts)) seen[name] = (seen[name] ?? 0) + count
        } finally {
          await close()
        }
      }),
      { numRuns: 8 },
    )
    const unseen = views.map(({ name }) => name).filter((name) => !(seen[name]! > 0))
    expect(unseen.filter((name) => !/subscription|calendar/.test(name))).toEqual([])
  })

  it("PRICE-2, LINE-1: compute amounts exactly, whatever the line may be", async () => {
    const { schema, storage, close } = await open()
    let tried = 0
    const holds = fc.assert(
      fc.asyncProperty(baskets(), async (kept) => {
        const space = `space-${(tried += 1)}`
        await keepBaskets(storage, kept, space)
        await viewsTellTheRules(storage, space, ask, `${schema}.`)
      }),
      { numRuns: 40 },
    )
    await expect(holds).resolves.toBeUndefined()
    await close()
  })

  it("SUB-1: show what subscriptions come to, whatever became of their deliveries", async () => {
    const { schema, storage, close } = await open()
    let tried = 0
    const holds = fc.assert(
      fc.asyncProperty(subscriptions(), async (kept) => {
        const space = `space-${(tried += 1)}`
        await keepStates(storage, keptAs(kept), space)
        await viewsTellTheRules(storage, space, ask, `${schema}.`)
      }),
      { numRuns: 30 },
    )
    await expect(holds).resolves.toBeUndefined()
    await close()
  })

  it("PRICE-2, D3: round once, a half away from zero, up to the greatest amounts", async () => {
    const { schema, storage, close } = await open()
    await keepBaskets(
      storage,
      edges.map(([, basket]) => basket),
    )
    const lines = await rowsIn(ask, `${schema}.`, orderLines, spaces.group)
    const shown = Object.fromEntries(lines.map(({ member, amount }) => [member, amount]))
    expect(shown).toEqual(Object.fromEntries(edges.map(([, , amount], index) => [`m${index}`, amount])))
    await close()
  })

  it("answer the questions of the documentation", async () => {
    const { schema, storage, close } = await open()
    await laRiviere(storage)
    for (const [index, { asks, sql }] of questions.entries()) {
      const rows = await ask(sql.replaceAll("cabas_", `${schema}.cabas_`))
      // Sums of numbers of 64 bits come as text.
      const isNumber = (column: number) => typeof answers[index]![0]![column] === "number"
      const plain = rows.map((row) => row.map((value, column) => (isNumber(column) ? Number(value) : value)))
      expect({ asks, rows: plain }).toEqual({ asks, rows: answers[index] })
    }
    await close()
  })

  it("show what PostgreSQL's JSON cannot hold with a sign in its place", async () => {
    const { schema, storage, close } = await open()
    const odd = String.fromCharCode(0xd800)
    const people = [{ firstName: `a${odd}b`, lastName: "c\u0000d \\u0000", email: null, phone: null }]
    const states = { group: { currency: "EUR" }, "member:m": { id: "m", people, status: "active" } }
    const writes = Object.entries(states).map(([key, state]) => ({ key, version: 1, state }))
    const guards = writes.map(({ key }) => ({ key, version: 0 }))
    await Effect.runPromise(storage.commit("odd", batch("odd", { writes, guards })))
    const shown = await ask(`SELECT first_name, last_name FROM ${schema}.cabas_people WHERE space = 'odd'`)
    expect(shown).toEqual([["a\ufffdb", "c\ufffdd \\ufffd"]])
    await close()
  })

  it("do not show a space that is still arriving from another database", async () => {
    const { schema, storage, close } = await open()
    await laRiviere(storage)
    const shown = async () => {
      const counted = views.map(({ name }) => ask(`SELECT count(*) FROM ${schema}.${name}`))
      return (await Promise.all(counted)).reduce((sum, [row]) => sum + Number(row![0]), 0)
    }
    const before = await shown()
    await ask(`INSERT INTO ${schema}.moves (space, state) VALUES ('la-riviere', 'arriving')`)
    expect([before > 0, await shown()]).toEqual([true, 0])
    await ask(`UPDATE ${schema}.moves SET state = 'here'`)
    expect(await shown()).toBe(before)
    await close()
  })

  it("are made once by servers that start at the same moment", async () => {
    const opened = await Promise.all(Array.from({ length: 6 }, () => open("at_once")))
    expect(await namesIn("at_once")).toEqual(allNames)
    for (const { storage } of opened) await storage.close()
    await opened[0]!.close()
  })

  it("are made anew when their text was another, in place while their columns stay", async () => {
    const { schema, storage, close } = await open()
    await storage.close()
    const oid = async (name: string) => (await ask(`SELECT '${schema}.${name}'::regclass::oid::bigint`))[0]![0]
    const [before] = [await oid("cabas_places")]
    await ask(`COMMENT ON VIEW ${schema}.cabas_places IS 'an older text'`)
    await ask(`DROP VIEW ${schema}.cabas_orders`)
    await ask(`CREATE VIEW ${schema}.cabas_orders AS SELECT 1 AS old_column`)
    await ask(`DROP VIEW ${schema}.cabas_people`)
    const again = await open(schema)
    expect(await namesIn(schema)).toEqual(allNames)
    expect(await ask(`SELECT space, total FROM ${schema}.cabas_orders`)).toEqual([])
    expect(await oid("cabas_places")).toBe(before)
    await again.storage.close()
    await close()
  })

  it("say so when something of the host's stands in the way", async () => {
    const { schema, storage, close } = await open()
    await storage.close()
    await ask(`DROP VIEW ${schema}.cabas_orders`)
    await ask(`CREATE VIEW ${schema}.cabas_orders AS SELECT 1 AS old_column`)
    await ask(`CREATE VIEW ${schema}.of_the_host AS SELECT * FROM ${schema}.cabas_orders`)
    await expect(open(schema)).rejects.toMatchObject({ _tag: "StorageDown", reason: expect.stringMatching(/depend/) })
    await close()
  })
})
