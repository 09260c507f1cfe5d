import { startTestServer } from "../packages/storage-sql/src/postgres/test-server.ts"
import { postgresStorage } from "@cabas/storage-sql/postgres"
import { makeWorld, confirmInput, done, memberOf } from "./engine-world.ts"
import { orderOf, distributionOf } from "./floors/order.ts"
import { postgresFloor } from "./floors/postgres-confirm.ts"
import { operations } from "@cabas/engine"
import { drive } from "./measure.ts"
const [rounds, jobs, clients] = [Number(process.argv[2]), Number(process.argv[3]), Number(process.argv[4])]
const server = await startTestServer({ durable: true })
const variants: Array<[string, any]> = JSON.parse(process.argv[5] ?? "[[\"plain\",{}]]")
try {
  const all: Array<{ name: string, turn: number, run: (t: number) => Promise<unknown>, seen: number[] }> = []
  for (const [name, options] of variants) {
    const storage = await postgresStorage({ url: await server.newDatabase(), connections: clients, ...options })
    const cabas = await makeWorld(storage, distributionOf(jobs * (rounds + 1)))
    all.push({ name, turn: 0, seen: [], run: (turn) => { const order = orderOf(turn); return done(cabas.run(operations.basket.confirm, confirmInput(order) as any, { as: { kind: "member", member: memberOf(order) }, key: order.key } as any)) } })
  }
  const floor = await postgresFloor(await server.newDatabase(), clients)
  all.push({ name: "floor", turn: 0, seen: [], run: (turn) => floor.confirm(orderOf(turn)) })
  for (let r = 0; r <= rounds; r++) for (const v of r % 2 ? all : all.toReversed()) {
    const from = v.turn; v.turn += jobs
    const ops = await drive(clients, jobs, (t) => v.run(from + t)); if (r > 0) v.seen.push(ops)
  }
  const med = (a: number[]) => a.toSorted((x, y) => x - y)[a.length >> 1]!
  const f = all.at(-1)!
  for (const v of all) console.log(v.name.padEnd(16), med(v.seen).toFixed(0), "ratio", med(v.seen.map((x, i) => x / f.seen[i]!)).toFixed(3), v.seen.map((x) => x.toFixed(0)).join(" "))
} finally { await server.stop() }
process.exit(0)
