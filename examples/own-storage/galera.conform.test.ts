import { afterAll, describe, expect, it } from "vitest"
import { match, runPromise } from "effect/Effect"
import { createCabas } from "@cabas/engine"
import type { Batch, Storage } from "@cabas/engine/storage"
import { testStorage } from "@cabas/testkit/conformance"
import { mariadbStorage } from "./adapter.ts"
import { addMember, market, openMarket, orderOf } from "./les-halles.ts"
import { startCluster } from "./test/galera-cluster.ts"
import { say } from "./test/mariadb-server.ts"

const cluster = await startCluster()
afterAll(cluster.stop)

// Every call goes to the next node: what one wrote is read from another, and all write at once.
await testStorage("galera", async () => {
  const database = await cluster.databases.newDatabase()
  const options = { urls: cluster.urlsOf(database) }
  const storage = await mariadbStorage(options)
  let current = storage
  return {
    storage,
    reopen: async () => {
      await current.close()
      current = await mariadbStorage(options)
      return current
    },
    elsewhere: { module: new URL("adapter.ts", import.meta.url).href, open: "mariadbStorage", options },
    close: async () => {
      await current.close()
      await cluster.databases.dropDatabase(database)
    },
  }
})

/** What each node's tables add up to, once it has applied everything that was committed before. */
const checksums = async (urls: ReadonlyArray<string>): Promise<ReadonlyArray<ReadonlyArray<unknown>>> => {
  const [url = ""] = urls
  const tables = (await say(url, "SHOW TABLES")).flatMap((row) => Object.values(row)).map(String)
  const sums = urls.map(async (node) => {
    await say(node, "SET SESSION wsrep_sync_wait = 1; SELECT 1")
    return (await say(node, `CHECKSUM TABLE ${tables.join()}`)).map((row) => row["Checksum"])
  })
  return Promise.all(sums)
}

const allEqual = async (urls: ReadonlyArray<string>): Promise<void> => {
  const [first = [], ...others] = await checksums(urls)
  expect(first.filter((sum) => typeof sum === "number").length).toBe(first.length)
  for (const other of others) expect(other).toEqual(first)
}

/** How often nodes refused a commit, or took back what was under way, because another node was first. */
const collisions = async (): Promise<number> => {
  const names = ["wsrep_local_cert_failures", "wsrep_local_bf_aborts"]
  const counts = await Promise.all([0, 1, 2].flatMap((node) => names.map((name) => cluster.status(node, name))))
  return counts.reduce((sum, count) => sum + Number(count), 0)
}

/** Says which batch a lane writes in its turn: one further with its counter, and a piece into one account of all. */
const stepOf = (lane: number, turn: number): Batch => ({
  id: `${lane}-${turn}`,
  by: "ana",
  at: "2026-05-01T06:00:00.000Z",
  operation: "test.run",
  fingerprint: `${lane}-${turn}`,
  answer: { lane, turn },
  guards: [{ key: `counter:${lane}`, version: turn }],
  writes: [{ key: `counter:${lane}`, version: turn + 1, state: turn + 1 }],
  facts: [],
  postings: [{ from: "x:", to: "wallet:ana", quantity: 1, unit: "pieces", reason: "test", reference: "" }],
  floors: [],
  numbers: [{ series: "all", key: `basket:${lane}-${turn}` }],
})

/** Commits a batch until there is an answer, as a client with an idempotency key does. */
const commitUntilAnswered = async (storage: Storage, batch: Batch): Promise<string> => {
  const until = Date.now() + 120_000
  for (;;) {
    const tag = await runPromise(
      match(storage.commit("room", batch), { onFailure: ({ _tag }) => _tag, onSuccess: ({ _tag }) => _tag }),
    )
    if (tag !== "StorageDown") return tag
    if (Date.now() > until) throw new Error(`${batch.id} was never answered`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

describe("three nodes", () => {
  it("D13: 50 who each order one of 10 pieces through all nodes at once: exactly 10 get one, five times", async () => {
    const urls = cluster.urlsOf(await cluster.databases.newDatabase())
    const storage = await mariadbStorage({ urls })
    const cabas = createCabas({ storage })
    const rounds = ["one", "two", "three", "four", "five"]
    const pieces = Object.fromEntries(rounds.map((round) => [round, 10]))
    await openMarket(cabas, { group: market, pieces, distributions: rounds })
    const buyers = Array.from({ length: 50 }, (_, index) => `buyer-${index}`)
    for (const buyer of buyers) await addMember(cabas, market, buyer, 100_000)
    const before = await collisions()
    for (const round of rounds) {
      const order = orderOf(market, round, { [round]: 1 })
      const outcomes = await Promise.all(buyers.map((buyer) => cabas.as(buyer).basket.confirm(order)))
      const numbers = outcomes.flatMap(({ answer }) => (answer === undefined ? [] : [answer.number]))
      expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      const refusals = outcomes.flatMap(({ refusal }) => (refusal === undefined ? [] : [refusal._tag]))
      expect(refusals).toEqual(Array.from({ length: 40 }, () => "StockShort"))
    }
    // Otherwise nothing was tried: no two nodes have ever been in each other's way.
    expect((await collisions()) - before).toBeGreaterThan(0)
    await allEqual(urls)
    await storage.close()
  }, 300_000)

  it("D11: a node killed in the middle, and back: nothing answered is lost, nothing is in twice", async () => {
    const urls = cluster.urlsOf(await cluster.databases.newDatabase())
    const storage = await mariadbStorage({ urls })
    const [lanes, turns] = [6, 150]
    const answered = new Set<string>()
    const enough = async (count: number): Promise<void> => {
      while (answered.size < count) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const walk = async (lane: number): Promise<void> => {
      for (let turn = 0; turn < turns; turn += 1) {
        expect(["Committed", "Repeated"]).toContain(await commitUntilAnswered(storage, stepOf(lane, turn)))
        answered.add(`${lane}-${turn}`)
      }
    }
    const walking = Promise.all(Array.from({ length: lanes }, (_, lane) => walk(lane)))
    // Whatever goes wrong is told at once, also while the nodes are being looked after.
    const during = <A>(step: Promise<A>) => Promise.race([step, walking.then(() => step)])
    await during(enough(200))
    await cluster.kill(1)
    await during(enough(400))
    await during(cluster.rejoin(1))
    await walking
    const all = lanes * turns
    for (const url of urls) {
      const node = await mariadbStorage({ urls: [url] })
      const ids = (await runPromise(node.feed("room", "", all * 2))).map(({ id }) => id)
      expect(ids.length).toBe(all)
      expect(new Set(ids).size).toBe(all)
      const keys = Array.from({ length: lanes }, (_, lane) => `counter:${lane}`)
      const numbers = ids.map((id) => ({ series: "all", key: `basket:${id}` }))
      const found = await runPromise(node.read("room", { documents: keys, balances: ["wallet:ana"], numbers }))
      expect(keys.map((key) => found.documents.get(key)?.state)).toEqual(keys.map(() => turns))
      expect(found.balances.get("wallet:ana")?.get("pieces")).toBe(all)
      expect(ids.map((id) => found.numbers.get(`basket:${id}`))).toEqual(ids.map((_, index) => index + 1))
      await node.close()
    }
    await allEqual(urls)
    await storage.close()
  }, 300_000)
})
