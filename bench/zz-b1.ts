import { memoryStorage } from "@cabas/engine"
import { operations } from "@cabas/engine"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { makeWorld, confirmInput, memberOf } from "./engine-world.ts"
import { orderOf } from "./floors/order.ts"
import { memoryFloor } from "./floors/memory-confirm.ts"
import { sqliteFloor } from "./floors/sqlite-confirm.ts"
import { against, drive } from "./measure.ts"
import { mkdtempSync } from "node:fs"
const n = Number(process.argv[2] ?? 2000), rounds = 3
const dir = mkdtempSync("/tmp/b-")
const which = process.argv[3] ?? "sqlite"
const total = n * (rounds + 1) * 3
const storage = which === "memory" ? memoryStorage() : sqliteStorage({ file: dir + "/a.db" })
let t = performance.now()
const cabas = await makeWorld(storage, total)
console.log("world", performance.now() - t)
const floor = which === "memory" ? memoryFloor() : sqliteFloor(dir + "/f.db")
const fresh = () => { let d = 0; return (job: any, c: number) => { const from = d; d += n; return drive(c, n, (x) => job(from + x)) } }
const [a, b] = [fresh(), fresh()]
for (const clients of [1, 8]) {
const r = await against("x", rounds, () => a(async (turn: number) => { const o = orderOf(turn); const r = await cabas.run(operations.basket.confirm, confirmInput(o), { as: { kind: "member", member: memberOf(o) }, key: o.key }); if (r.refusal) throw new Error(JSON.stringify(r.refusal)) }, clients), () => b(async (turn: number) => floor.confirm(orderOf(turn)), clients))
console.log(clients, r)
}
