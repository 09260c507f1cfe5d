import { startTestServer } from "../packages/storage-sql/src/postgres/test-server.ts"
import { openPool } from "../packages/storage-sql/src/postgres/database.ts"
import { postgresStorage } from "@cabas/storage-sql/postgres"
import * as Effect from "effect/Effect"
import { confirmOnPort, fillStorage } from "./floors/batches.ts"
import { makeWorld, confirmInput, done, memberOf } from "./engine-world.ts"
import { orderOf, distributionOf } from "./floors/order.ts"
import { operations } from "@cabas/engine"
const n = Number(process.argv[2] ?? 500)
const server = await startTestServer({ durable: true })
try {
  const url = await server.newDatabase()
  const db = await openPool({ url, connections: 2, prepare: true })
  const q = (s: string) => Effect.runPromise(db.ask(s, []))
  await q(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET track_functions = 'all'`)
  const storage = await postgresStorage({ url, connections: 1 })
  const times: Record<string, [number, number]> = {}
  const timed = (name: string, f: any) => (...a: any[]) => Effect.suspend(() => { const t = performance.now(); return Effect.map(f(...a), (r) => { const e = times[name] ??= [0, 0]; e[0]++; e[1] += performance.now() - t; return r }) })
  const wrapped: any = { ...storage, read: timed("read", storage.read), commit: timed("commit", storage.commit) }
  const cabas = await makeWorld(wrapped, distributionOf(n * 2))
  const run = async (turn: number) => { const order = orderOf(turn); await done(cabas.run(operations.basket.confirm, confirmInput(order) as any, { as: { kind: "member", member: memberOf(order) }, key: order.key } as any)) }
  for (let i = 0; i < n; i++) await run(i)
  await q("SELECT pg_stat_reset()"); for (const k in times) delete times[k]
  const t = performance.now(); const c = process.cpuUsage()
  for (let i = 0; i < n; i++) await run(n + i)
  const e = process.cpuUsage(c)
  console.log("per confirm ms", ((performance.now() - t) / n).toFixed(3), "node cpu", ((e.user + e.system) / 1000 / n).toFixed(3))
  for (const k in times) console.log(k, times[k]![0] / n, (times[k]![1] / times[k]![0]).toFixed(3), "ms")
  await new Promise(r => setTimeout(r, 1500))
  for (const r of await q("SELECT funcname, calls, total_time/calls FROM pg_stat_user_functions")) console.log(r.map(String).join(" "))
  await storage.close(); await db.close()
} finally { await server.stop() }
process.exit(0)
