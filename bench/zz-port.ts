import { readFileSync, readdirSync } from "node:fs"
import { startTestServer } from "../packages/storage-sql/src/postgres/test-server.ts"
import { openPool } from "../packages/storage-sql/src/postgres/database.ts"
import { postgresStorage } from "@cabas/storage-sql/postgres"
import * as Effect from "effect/Effect"
import { readingOf, batchOf, fillStorage } from "./floors/zz-batches.ts"
import { orderOf } from "./floors/order.ts"
import { postgresFloor } from "./floors/postgres-confirm.ts"
const n = Number(process.argv[2] ?? 500)
const variants: Array<[string, string[]]> = [["plain", []]]
for (const v of process.argv.slice(3)) variants.push([v, v.split(";").filter(Boolean)])
const server = await startTestServer({ durable: true })
const space = "association-de-la-riviere"
const cpuOf = (pid: number) => Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6
try {
  const stores = []
  for (const [name, sql] of variants) {
    const url = await server.newDatabase()
    const storage = await postgresStorage({ url, connections: 1 })
    const db = await openPool({ url, connections: 1, prepare: false })
    for (const s of sql) await Effect.runPromise(db.ask(s, []))
    await fillStorage(storage, n * 20)
    const name0 = new URL(url).pathname.slice(1)
    const pids = (await Effect.runPromise(db.ask(`SELECT pid FROM pg_stat_activity WHERE datname = '${name0}' AND pid <> pg_backend_pid()`, []))).map((r) => Number(r[0]))
    stores.push({ name, storage, pid: pids[0]!, turn: 0 })
  }
  const furl = await server.newDatabase(); const floor = await postgresFloor(furl, 1)
  const fdb = await openPool({ url: furl, connections: 1, prepare: false })
  const fpid = Number((await Effect.runPromise(fdb.ask(`SELECT pid FROM pg_stat_activity WHERE datname = '${new URL(furl).pathname.slice(1)}' AND pid <> pg_backend_pid()`, [])))[0]![0])
  let fturn = 0
  const sums: Record<string, number[]> = {}
  const note = (k: string, v: number) => (sums[k] ??= []).push(v)
  for (let r = 0; r < 8; r++) {
    for (const s of stores) {
      let rc = 0, cc = 0, rn = 0, cn = 0
      for (let i = 0; i < n; i++) {
        const order = orderOf(s.turn++)
        let a = cpuOf(s.pid); let p = performance.now()
        const snap = await Effect.runPromise(s.storage.read(space, readingOf(order)))
        let b = cpuOf(s.pid); rc += b - a
        const batch = batchOf(order, snap.documents)
        a = cpuOf(s.pid)
        const o = await Effect.runPromise(s.storage.commit(space, batch))
        b = cpuOf(s.pid); cc += b - a
      }
      if (r > 0) { note(s.name + " read", rc / n); note(s.name + " commit", cc / n) }
    }
    const a = cpuOf(fpid)
    for (let i = 0; i < n; i++) await floor.confirm(orderOf(fturn++))
    if (r > 0) note("floor", (cpuOf(fpid) - a) / n)
  }
  for (const [k, v] of Object.entries(sums)) { v.sort((a, b) => a - b); console.log(k.padEnd(60), "median", v[v.length >> 1]!.toFixed(3), "min", v[0]!.toFixed(3)) }
  for (const s of stores) await s.storage.close(); await floor.close()
} finally { await server.stop() }
process.exit(0)
