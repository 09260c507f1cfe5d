import { spawn } from "node:child_process"
import { startTestServer } from "../packages/storage-sql/src/postgres/test-server.ts"
import { openPool } from "../packages/storage-sql/src/postgres/database.ts"
import { postgresStorage } from "@cabas/storage-sql/postgres"
import * as Effect from "effect/Effect"
import { readingOf, batchOf, fillStorage } from "./floors/zz-batches.ts"
import { orderOf } from "./floors/order.ts"
const n = Number(process.argv[2] ?? 2000)
const server = await startTestServer({ durable: true })
const space = "association-de-la-riviere"
try {
    const url = await server.newDatabase()
    const storage = await postgresStorage({ url, connections: 1 })
    const db = await openPool({ url, connections: 1, prepare: false })
    await fillStorage(storage, n * 2)
    const pid = (await Effect.runPromise(db.ask(`SELECT pid FROM pg_stat_activity WHERE datname = '${new URL(url).pathname.slice(1)}' AND pid <> pg_backend_pid()`, [])))[0]![0]
    let perf: any
    for (let i = 0; i < n; i++) {
      if (i === 200) { perf = spawn("perf", ["record", "-o", "/tmp/perf.data", "--call-graph", "dwarf,8192", "-F", "999", "-p", String(pid)], { stdio: "inherit" }); await new Promise((r) => setTimeout(r, 1000)) }
      const order = orderOf(i)
      const snap = await Effect.runPromise(storage.read(space, readingOf(order)))
      await Effect.runPromise(storage.commit(space, batchOf(order, snap.documents)))
    }
    perf.kill("SIGINT"); await new Promise((r) => perf.on("close", r))
    await storage.close(); await db.close()
} finally { await server.stop() }
process.exit(0)
