import { memoryStorage } from "@cabas/engine"
import { operations } from "@cabas/engine"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { makeWorld, confirmInput, memberOf } from "./engine-world.ts"
import { orderOf } from "./floors/order.ts"
import { mkdtempSync } from "node:fs"
const n = Number(process.argv[2] ?? 8000)
const storage = process.argv[3] === "sqlite" ? sqliteStorage({ file: mkdtempSync("/tmp/b-") + "/a.db" }) : memoryStorage()
const cabas = await makeWorld(storage, Math.floor((n + 1) / 500) + 1)
const t = performance.now()
for (let i = 0; i < n; i++) { const o = orderOf(i); const r = await cabas.run(operations.basket.confirm, confirmInput(o), { as: { kind: "member", member: memberOf(o) }, key: o.key }); if (r.refusal) throw new Error(JSON.stringify(r.refusal)) }
console.log((performance.now() - t) / n * 1000, "µs")
