import { afterAll, beforeAll, expect, it, vi } from "vitest"
import type { Storage } from "@cabas/engine/storage"
import { openPool } from "../postgres/database.ts"
import { postgresStorage } from "../postgres/postgres.ts"
import type { PostgresStorage } from "../postgres/postgres.ts"
import { batch, commit, fed, moving, piecesIn, tally, writing } from "../../test/batches.ts"
import { startTestServer } from "../../test/postgres-server.ts"
import { routed } from "./routed.ts"
import { runPromise } from "effect/Effect"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

// Two servers, unless the environment names one: then two databases of it.
const servers = await Promise.all([startTestServer(), startTestServer()])
let urls: ReadonlyArray<string>
let databases: ReadonlyArray<PostgresStorage>
let storage: Storage

beforeAll(async () => {
  urls = await Promise.all(servers.map((server) => server.newDatabase()))
  databases = await Promise.all(urls.map((url) => postgresStorage({ url })))
  const placeOf = (space: string): Storage => {
    const place = databases[Number(space.split("-").at(-1)) % databases.length]
    if (place === undefined) throw new Error(`${space} has no number`)
    return place
  }
  storage = routed(placeOf)
})

afterAll(async () => {
  for (const database of databases) await database.close()
  for (const [index, server] of servers.entries()) {
    await server.dropDatabase(urls[index] ?? "")
    await server.stop()
  }
})

const groups = Array.from({ length: 6 }, (_, index) => `group-${index}`)

it("groups on two databases each sell what they have, all at once", async () => {
  for (const group of groups) await commit(storage, batch("give", moving("x:", "stock:eggs", 10)), group)
  const buy = (group: string, buyer: number) =>
    commit(
      storage,
      batch(`buyer ${buyer}`, {
        ...writing(`basket:${buyer}`),
        ...moving("stock:eggs", "ordered:eggs"),
        floors: [{ account: "stock:eggs", unit: "pieces", minimum: 0 }],
        numbers: [{ series: "market", key: `basket:${buyer}` }],
      }),
      group,
    )
  const outcomes = await Promise.all(
    groups.map((group) => Promise.all(Array.from({ length: 20 }, (_, buyer) => buy(group, buyer)))),
  )
  for (const [index, group] of groups.entries()) {
    expect(tally(outcomes[index] ?? [])).toEqual({ Committed: 10, Overdrawn: 10 })
    expect(await piecesIn(storage, "stock:eggs", group)).toBe(0)
    expect((await fed(storage, "", group)).length).toBe(11)
  }
})

it("each database holds its own groups, whole, and nothing of the others", async () => {
  const heldIn = async (url: string) => {
    const database = await openPool({ url, connections: 1, prepare: false })
    const tables = ["batches", "documents", "balances", "numbers"]
    const spaces = await Promise.all(
      tables.map((table) => runPromise(database.ask(`SELECT DISTINCT space FROM cabas.${table} ORDER BY space`, []))),
    )
    await database.close()
    return spaces.map((rows) => rows.map(([space]) => space))
  }
  const even = groups.filter((_, index) => index % 2 === 0)
  const odd = groups.filter((_, index) => index % 2 === 1)
  expect(await heldIn(urls[0] ?? "")).toEqual([even, even, even, even])
  expect(await heldIn(urls[1] ?? "")).toEqual([odd, odd, odd, odd])
})

it("a database that is away takes its own groups with it, and no other", async () => {
  const [gone] = databases
  await gone?.close()
  expect((await commit(storage, batch("late"), "group-0"))._tag).toBe("StorageDown")
  expect((await commit(storage, batch("late"), "group-1"))._tag).toBe("Committed")
})
