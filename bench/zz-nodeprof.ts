import { Session } from "node:inspector/promises"
import { startTestServer } from "../packages/storage-sql/src/postgres/test-server.ts"
import { postgresStorage } from "@cabas/storage-sql/postgres"
import { makeWorld, confirmInput, done, memberOf } from "./engine-world.ts"
import { orderOf, distributionOf } from "./floors/order.ts"
import { operations } from "@cabas/engine"
const n = Number(process.argv[2] ?? 1500)
const server = await startTestServer({ durable: false })
try {
  const storage = await postgresStorage({ url: await server.newDatabase(), connections: 8 })
  const cabas = await makeWorld(storage, distributionOf(n * 2))
  const run = async (turn: number) => { const order = orderOf(turn); await done(cabas.run(operations.basket.confirm, confirmInput(order) as any, { as: { kind: "member", member: memberOf(order) }, key: order.key } as any)) }
  let turn = 0
  const go = (clients: number, count: number) => Promise.all(Array.from({ length: clients }, async () => { for (let i = 0; i < count / clients; i++) await run(turn++) }))
  await go(8, 500)
  const session = new Session(); session.connect(); await session.post("Profiler.enable"); await session.post("Profiler.setSamplingInterval", { interval: 200 }); await session.post("Profiler.start")
  await go(8, n)
  const { profile } = await session.post("Profiler.stop") as any
  const self = new Map<string, number>(); const byId = new Map<number, any>(profile.nodes.map((x: any) => [x.id, x]))
  const total = profile.timeDeltas.reduce((a: number, b: number) => a + b, 0)
  const parents = new Map<number, number>(); for (const x of profile.nodes) for (const c of x.children ?? []) parents.set(c, x.id)
  const incl = new Map<string, number>()
  const nameOf = (x: any) => `${x.callFrame.functionName || "(anon)"} ${x.callFrame.url.split("/").slice(-3).join("/")}:${x.callFrame.lineNumber + 1}`
  profile.samples.forEach((id: number, i: number) => { const d = profile.timeDeltas[i]; self.set(nameOf(byId.get(id)), (self.get(nameOf(byId.get(id))) ?? 0) + d); const seen = new Set<string>(); for (let p: number | undefined = id; p !== undefined; p = parents.get(p)) { const k = nameOf(byId.get(p)); if (!seen.has(k)) { seen.add(k); incl.set(k, (incl.get(k) ?? 0) + d) } } })
  const top = (m: Map<string, number>, k: number) => [...m].sort((a, b) => b[1] - a[1]).slice(0, k).forEach(([name, d]) => console.log((d / n).toFixed(0).padStart(6), "µs", name))
  console.log("SELF"); top(self, 40); console.log("INCL"); top(incl, 70)
  await storage.close()
} finally { await server.stop() }
process.exit(0)
