import { startTestServer } from "/work/main/packages/storage-sql/src/postgres/test-server.ts"
import { confirmOnPostgres } from "/work/main/bench/postgres.ts"
const [rounds, jobs] = [Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 500)]
const server = await startTestServer({ durable: true })
try {
  for (const clients of [1, 8]) {
    const m = await confirmOnPostgres(server, clients, { rounds, jobs })
    console.log(m.name, m.opsPerSecond.toFixed(0), "floor", m.floorOpsPerSecond.toFixed(0), "ratio", m.ratio.toFixed(3))
  }
} finally { await server.stop() }
process.exit(0)
