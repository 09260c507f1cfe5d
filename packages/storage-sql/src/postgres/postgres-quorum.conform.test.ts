import { randomUUID } from "node:crypto"
import { setTimeout } from "node:timers/promises"
import { afterAll, describe, expect, it, vi } from "vitest"
import { runPromise } from "effect/Effect"
import { testStorage } from "@cabas/testkit/conformance"
import { batch, commit, fed, moving, space, writing } from "../../test/batches.ts"
import { audit } from "../../test/load/audit.ts"
import { chance, order } from "../../test/load/orders.ts"
import { openShop, throughEngine } from "../../test/load/shop.ts"
import { startCluster } from "../../test/quorum/cluster.ts"
import { askOnce } from "../../test/quorum/machine.ts"
import { quoted } from "./database.ts"
import { postgresHosts } from "./hosts.ts"
import type { PostgresHosts, PostgresHostsOptions } from "./hosts.ts"

const cluster = await startCluster({ durable: false })
afterAll(() => cluster.stop(), 30_000)

const newOptions = (more: Partial<PostgresHostsOptions> = {}): PostgresHostsOptions => ({
  urls: cluster.urls,
  schema: `test_${randomUUID().replaceAll("-", "")}`,
  ...more,
})

const drop = ({ schema = "" }: PostgresHostsOptions) =>
  askOnce(cluster.primary().url, `DROP SCHEMA IF EXISTS ${quoted(schema)} CASCADE`)

await testStorage("postgres-quorum", async () => {
  const options = newOptions()
  const storage = await postgresHosts(options)
  let current = storage
  return {
    storage,
    reopen: async () => {
      await current.close()
      current = await postgresHosts(options)
      return current
    },
    elsewhere: { module: new URL("hosts.ts", import.meta.url).href, open: "postgresHosts", options },
    close: async () => {
      await current.close()
      await drop(options)
    },
  }
})

/** Does something with a new, empty storage on the cluster, whole again afterwards. */
const withStorage = async (
  more: Partial<PostgresHostsOptions>,
  act: (storage: PostgresHosts, options: PostgresHostsOptions) => Promise<void>,
): Promise<void> => {
  const options = newOptions(more)
  const storage = await postgresHosts(options)
  try {
    await act(storage, options)
  } finally {
    await cluster.heal()
    await storage.close()
    await drop(options)
  }
}

const killReplicas = () => Promise.all(cluster.replicas().map((replica) => replica.kill()))

const step = (id: string) => batch(id, { ...writing(`basket:${id}`), ...moving("x:", "wallet:ana") })

const rounds = 5
const patience = 240_000

describe("a primary that falls", () => {
  it(
    `killed under load ${rounds} times, and the replica that is ahead promoted: nothing answered is lost, nothing is in twice, the last pieces are sold once`,
    async () => {
      for (let round = 0; round < rounds; round += 1) {
        await withStorage({}, async (here, options) => {
          // Two servers of the platform, which find the new primary each by itself.
          const there = await postgresHosts(options)
          await openShop(here)
          const random = chance(1 + round)
          const servers = [throughEngine(here), throughEngine(there)] as const
          const enough = new AbortController()
          const ordering = order({
            send: (turn) => servers[turn % 2] ?? servers[0],
            random,
            enough: enough.signal,
          })
          await setTimeout(100 + random() * 600)
          await cluster.killPrimary()
          await cluster.failOver()
          await setTimeout(400)
          enough.abort()
          const load = await ordering
          const found = await audit(here, load)
          expect(found).toMatchObject({ lost: [], twice: [], problems: [] })
          expect(found.acknowledged).toBeGreaterThan(20)
          await there.close()
        })
      }
    },
    patience,
  )

  it(
    "a call that was under way when the primary fell is answered by the new one, and its caller sees no error",
    async () => {
      await withStorage({}, async (storage) => {
        const ids = Array.from({ length: 60 }, (_, turn) => `step ${turn}`)
        const heard: Array<string | null> = []
        const stop = storage.woken((where) => heard.push(where))
        const committing = Promise.all(ids.map((id) => commit(storage, step(id))))
        await setTimeout(15)
        await cluster.killPrimary()
        await cluster.failOver()
        // Whoever waits to be told of commits is told by the new one too.
        await vi.waitUntil(() => heard.includes(null), { timeout: 10_000 })
        const tags = new Set((await committing).map(({ _tag }) => _tag))
        tags.delete("Repeated")
        expect([...tags]).toEqual(["Committed"])
        expect((await fed(storage)).toSorted()).toEqual(ids.toSorted())
        heard.length = 0
        await vi.waitUntil(
          async () => {
            await commit(storage, batch(`after ${heard.length}-${performance.now()}`))
            return heard.includes(space)
          },
          { timeout: 20_000, interval: 200 },
        )
        stop()
      })
    },
    patience,
  )

  it(
    "the primary that fell comes back and takes itself for one: who looks finds the one that was promoted",
    async () => {
      await withStorage({ look: 200 }, async (storage, options) => {
        expect((await commit(storage, step("before")))._tag).toBe("Committed")
        const fallen = cluster.primary()
        await cluster.killPrimary()
        await cluster.failOver()
        await fallen.start()
        expect((await commit(storage, step("after")))._tag).toBe("Committed")
        const another = await postgresHosts(options)
        expect(await fed(another)).toEqual(["before", "after"])
        await another.close()
      })
    },
    patience,
  )

  it(
    "with no primary at all, every call is refused in a sentence once its patience is over",
    async () => {
      await withStorage({ patience: 500 }, async (storage) => {
        await cluster.killPrimary()
        const outcome = await commit(storage, step("one"))
        expect(outcome).toMatchObject({ _tag: "StorageDown", message: expect.stringMatching(/^PostgreSQL: .+/) })
        await expect(runPromise(storage.read(space, {}))).rejects.toMatchObject({
          message: "PostgreSQL: none of the 3 servers is a primary",
        })
        await cluster.failOver()
        expect((await commit(storage, step("one")))._tag).toBe("Committed")
      })
    },
    patience,
  )
})

describe("replicas that are away", () => {
  it("one of two away: commits go on", async () => {
    await withStorage({}, async (storage) => {
      const [first] = cluster.replicas()
      await first?.kill()
      expect((await commit(storage, step("one")))._tag).toBe("Committed")
    })
  })

  it("both away: a commit waits and is not answered, readings go on; when one is back, it is answered", async () => {
    await withStorage({}, async (storage) => {
      await killReplicas()
      let outcome: string | undefined
      const committing = commit(storage, step("one")).then(({ _tag }) => (outcome = _tag))
      await setTimeout(1500)
      expect(outcome).toBe(undefined)
      expect(await fed(storage)).toEqual([])
      await cluster.heal()
      expect(await committing).toBe("Committed")
      expect(await fed(storage)).toEqual(["one"])
    })
  })

  it("both away, and the same batch again: it is not answered as repeated either, until a replica has it", async () => {
    await withStorage({ patience: 700 }, async (storage) => {
      await killReplicas()
      // Giving up cancels the wait: from then on the primary shows the batch as committed, and is alone in having it.
      expect((await commit(storage, step("one")))._tag).toBe("StorageDown")
      expect((await commit(storage, step("one")))._tag).toBe("StorageDown")
      await expect(runPromise(storage.read(space, { batch: "one" }))).rejects.toMatchObject({ _tag: "StorageDown" })
      await cluster.heal()
      expect((await commit(storage, step("one")))._tag).toBe("Repeated")
      expect((await runPromise(storage.read(space, { batch: "one" }))).batch?.answer).toEqual({ id: "one" })
      expect(await fed(storage)).toEqual(["one"])
    })
  })

  it("both away, and the primary starts again with what it alone has: it is not answered as repeated", async () => {
    await withStorage({ patience: 1500 }, async (storage) => {
      await killReplicas()
      expect((await commit(storage, step("one")))._tag).toBe("StorageDown")
      await cluster.primary().kill()
      await cluster.primary().start()
      expect((await commit(storage, step("one")))._tag).toBe("StorageDown")
      await cluster.heal()
      expect((await commit(storage, step("one")))._tag).toBe("Repeated")
    })
  })
})
