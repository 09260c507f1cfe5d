import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest"
import { batch, commit, fed, moving, tally } from "../../test/batches.ts"
import { say, startTestServer } from "../../test/postgres-server.ts"
import { postgresHosts } from "./hosts.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const server = await startTestServer()
afterAll(server.stop)

let url: string

beforeEach(async () => {
  url = await server.newDatabase()
})

afterEach(() => server.dropDatabase(url))

/** The address of a server that is not there. */
const nowhere = async (): Promise<string> => {
  const listening = createServer()
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve))
  const { port } = listening.address() as AddressInfo
  await new Promise((resolve) => listening.close(resolve))
  return `postgres://cabas:cabas@127.0.0.1:${port}/postgres`
}

it("D31: the server that is a primary is found among others that do not answer", async () => {
  const storage = await postgresHosts({ urls: [await nowhere(), url, await nowhere()] })
  expect((await commit(storage, batch("one")))._tag).toBe("Committed")
  await storage.close()
  expect(await commit(storage, batch("two"))).toMatchObject({ _tag: "StorageDown", message: "The storage was closed" })
})

it("D31: with no primary there is no storage, and the sentence says among how many", async () => {
  const urls = [await nowhere(), await nowhere()]
  await expect(postgresHosts({ urls })).rejects.toMatchObject({
    _tag: "StorageDown",
    message: "PostgreSQL: none of the 2 servers is a primary",
  })
})

it("D11: connections ended in the middle of commits: the callers see no error, and every batch is in once", async () => {
  const storage = await postgresHosts({ urls: [url] })
  const ids = Array.from({ length: 200 }, (_, turn) => `step ${turn}`)
  const committing = Promise.all(ids.map((id) => commit(storage, batch(id, moving("x:", "wallet:ana")))))
  for (let turn = 0; turn < 5; turn += 1) {
    await say(
      server.url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${new URL(url).pathname.slice(1)}'`,
    )
  }
  const { Committed = 0, Repeated = 0, ...others } = tally(await committing)
  expect(others).toEqual({})
  expect(Committed + Repeated).toBe(ids.length)
  expect((await fed(storage)).toSorted()).toEqual(ids.toSorted())
  await storage.close()
})

it("D31: what the primary refuses is not asked again elsewhere", async () => {
  const storage = await postgresHosts({ urls: [url] })
  const begun = performance.now()
  const outcome = await commit(storage, batch("zero", { by: "\u0000" }))
  expect(outcome).toMatchObject({ _tag: "StorageDown", message: expect.stringContaining("invalid byte sequence") })
  expect(performance.now() - begun).toBeLessThan(10_000)
  await storage.close()
})
