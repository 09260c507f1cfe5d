// A 300-product catalog over HTTP, against a bare node:http server that sends the same bytes:
// `node --conditions=source bench/http.ts [rounds] [requests per round] [memory|sqlite]`.
import { fork } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import type { Server } from "node:http"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import type { Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import { signToken } from "@cabas/server"
import { serve } from "@cabas/server/node"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { makeWorld, worldGroup } from "./engine-world.ts"
import type { Load } from "./http-load.ts"
import { against } from "./measure.ts"
import type { Measured } from "./measure.ts"

const secret = "a secret of the benchmark that is long enough"
const now = Date.parse("2026-05-01T06:00:00.000Z")
const path = `/groups/${worldGroup}/shop.get`

/** The floor: what Node can do when there is nothing to decide. */
const bareServer = async (bytes: Buffer): Promise<Server> => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length })
    response.end(bytes)
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return server
}

const run = async (clients: ChildProcess, load: Load): Promise<number> => {
  clients.send(load)
  const [perSecond] = await once(clients, "message")
  return perSecond as number
}

const measure = async (storage: Storage, rounds: number, total: number): Promise<ReadonlyArray<Measured>> => {
  const cabas = await makeWorld(storage, 1)
  const clock = () => now
  const rate = { member: { perSecond: 1e9, burst: 1e9 } }
  const served = await serve({ cabas, tokens: { secret }, clock, rate, port: 0 })
  const token = await signToken(secret, { member: "member-1", group: worldGroup, now: clock() })
  const headers = `Authorization: Bearer ${token}\r\nUser-Agent: bench\r\nAccept: application/json\r\n`
  const answer = await fetch(served.url + path, { headers: { authorization: `Bearer ${token}` } })
  const bare = await bareServer(Buffer.from(await answer.arrayBuffer()))
  const load = fork(fileURLToPath(new URL("http-load.ts", import.meta.url)))
  try {
    const measured: Array<Measured> = []
    for (const clients of [1, 8]) {
      const asked = { path, headers, clients, total }
      const ours = () => run(load, { ...asked, port: served.port })
      const floor = () => run(load, { ...asked, port: (bare.address() as AddressInfo).port })
      measured.push(await against(`catalog-http-${clients}`, rounds, ours, floor))
    }
    return measured
  } finally {
    load.disconnect()
    bare.close()
    await served.close()
  }
}

/** `catalog-http-1` and `catalog-http-8`: `shop.get` asked by a signed-in member, on SQLite unless told. */
export const httpBench = async (rounds = 7, total = 2000, on = "sqlite"): Promise<ReadonlyArray<Measured>> => {
  if (on === "memory") return measure(memoryStorage(), rounds, total)
  const folder = mkdtempSync(join(tmpdir(), "cabas-bench-"))
  const storage = sqliteStorage({ file: join(folder, "http.db") })
  try {
    return await measure(storage, rounds, total)
  } finally {
    await storage.close()
    rmSync(folder, { recursive: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rounds, total, on] = process.argv.slice(2)
  for (const one of await httpBench(Number(rounds ?? 7), Number(total ?? 2000), on)) {
    const { name, opsPerSecond, floorOpsPerSecond, ratio } = one
    process.stdout.write(
      `${name.padEnd(16)} ${opsPerSecond.toFixed(0).padStart(7)}/s  floor ${floorOpsPerSecond.toFixed(0).padStart(7)}/s  ratio ${ratio.toFixed(2)}\n`,
    )
  }
}
