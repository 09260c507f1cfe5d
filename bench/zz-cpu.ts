import { readFileSync, readdirSync } from "node:fs"
import { startTestServer } from "../packages/storage-sql/src/postgres/test-server.ts"
import { postgresStorage } from "@cabas/storage-sql/postgres"
import * as Effect from "effect/Effect"
import { makeWorld, confirmInput, done, memberOf } from "./engine-world.ts"
import { orderOf, distributionOf } from "./floors/order.ts"
import { postgresFloor } from "./floors/postgres-confirm.ts"
import { operations } from "@cabas/engine"
const n = Number(process.argv[2] ?? 500)
const server = await startTestServer({ durable: true })
/** CPU ms by kind of postgres process of this server */
const port = new URL(server.url).port
const cpu = () => {
  let sum: Record<string, number> = {}
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid)) continue
    try {
      const cmd = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
      if (!cmd.startsWith("postgres:")) continue
      if (!roots.has(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ")[1]!)) continue
      const ns = Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0])
      const kind = /cabas_test|127.0.0.1/.test(cmd) ? "backend" : "other"
      sum[kind] = (sum[kind] ?? 0) + ns / 1e6
    } catch {}
  }
  return sum
}
const roots = new Set<string>()
for (const pid of readdirSync("/proc")) { try { const c = readFileSync(`/proc/${pid}/cmdline`, "utf8"); if (c.includes("postgres") && c.includes(`\0${port}\0`)) roots.add(pid) } catch {} }
try {
  const storage = await postgresStorage({ url: await server.newDatabase(), connections: 1 })
  const cabas = await makeWorld(storage, distributionOf(n * 4))
  const floor = await postgresFloor(await server.newDatabase(), 1)
  const run = async (turn: number) => { const order = orderOf(turn); await done(cabas.run(operations.basket.confirm, confirmInput(order) as any, { as: { kind: "member", member: memberOf(order) }, key: order.key } as any)) }
  const measure = async (name: string, job: (i: number) => Promise<unknown>, from: number) => {
    const a = cpu(); const c = process.cpuUsage(); const t = performance.now()
    for (let i = 0; i < n; i++) await job(from + i)
    const w = performance.now() - t; const e = process.cpuUsage(c); const b = cpu()
    console.log(name.padEnd(8), "wall", (w / n).toFixed(2), "node", ((e.user + e.system) / 1000 / n).toFixed(3), "backend", ((b.backend! - a.backend!) / n).toFixed(3), "other", (((b.other??0) - (a.other??0)) / n).toFixed(3))
  }
  for (let r = 0; r < 3; r++) { await measure("ours", run, r * n); await measure("floor", (i) => floor.confirm(orderOf(i)), r * n) }
  await storage.close(); await floor.close()
} finally { await server.stop() }
process.exit(0)
