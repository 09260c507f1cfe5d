import { afterAll, beforeAll, expect, it } from "vitest"
import { absencesAtOnce, closingsAtOnce, runs, seasonsHold, withdrawingUndoes } from "@cabas/testkit"
import type { OpenTwice } from "@cabas/testkit"
import { startTestServer } from "../../test/postgres-server.ts"
import type { TestServer } from "../../test/postgres-server.ts"
import { testSubject } from "../../test/postgres-subject.ts"
import { postgresStorage } from "./postgres.ts"

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

/** One schema, with two pools of connections. */
const inPostgres: OpenTwice = async () => {
  const { storage, options, close } = await testSubject(server)
  const again = await postgresStorage(options)
  return {
    storages: [storage, again],
    close: async () => {
      await again.close()
      await close()
    },
  }
}

it("SUB-1 to SUB-15: a season keeps every law in PostgreSQL, whatever is done", async () => {
  await expect(seasonsHold(inPostgres, runs(15))).resolves.toBeUndefined()
}, 120_000)

it("SUB-8, ABS-4 (D21): withdrawing an absence undoes it", async () => {
  expect(await withdrawingUndoes(inPostgres, runs(10))).toBeGreaterThan(2)
}, 120_000)

it("ABS-6 (D21): two households on two servers never have more absences than the contract allows", async () => {
  await expect(absencesAtOnce(inPostgres, runs(12))).resolves.toBeUndefined()
}, 120_000)

it("SUB-10, SUB-14 (D22, D31): two servers close a delivery once, and the default orders share what there is", async () => {
  await expect(closingsAtOnce(inPostgres, runs(4))).resolves.toBeUndefined()
}, 120_000)
