// What the storage alone costs when a basket of 12 lines is confirmed, against SQL written by hand:
// `node --conditions=source bench/raw-port.ts [rounds] [orders per round]`.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { memoryStorage } from "@cabas/engine/memory"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { confirmOnPort, fillStorage } from "./floors/batches.ts"
import { memoryFloor } from "./floors/memory-confirm.ts"
import { orderOf } from "./floors/order.ts"
import { sqliteFloor } from "./floors/sqlite-confirm.ts"
import { against, drive } from "./measure.ts"

const rounds = Number(process.argv[2] ?? 7)
const orders = Number(process.argv[3] ?? 2000)
const turns = (rounds + 1) * orders * 3

const show = (name: string, { opsPerSecond, floorOpsPerSecond, ratio }: Awaited<ReturnType<typeof against>>): void =>
  void process.stdout.write(
    `${name.padEnd(28)} ${opsPerSecond.toFixed(0).padStart(7)}/s  floor ${floorOpsPerSecond.toFixed(0).padStart(7)}/s  ratio ${ratio.toFixed(2)}\n`,
  )

/** Turns that were never run: each run of a job goes on where the last one stopped. */
const fresh = () => {
  let done = 0
  return (job: (turn: number) => Promise<unknown>, clients: number) => {
    const from = done
    done += orders
    return drive(clients, orders, (turn) => job(from + turn))
  }
}

const folder = mkdtempSync(join(tmpdir(), "cabas-bench-"))
try {
  const floor = sqliteFloor(join(folder, "floor.db"))
  const sqlite = sqliteStorage({ file: join(folder, "ours.db") })
  await fillStorage(sqlite, turns)
  const [ours, theirs] = [fresh(), fresh()]
  for (const clients of [1, 8]) {
    show(
      `port on SQLite, ${clients} clients`,
      await against(
        `port-sqlite-${clients}`,
        rounds,
        () => ours((turn) => confirmOnPort(sqlite, turn), clients),
        () => theirs(async (turn) => floor.confirm(orderOf(turn)), clients),
      ),
    )
  }
  await sqlite.close()
  floor.close()
  const memory = memoryStorage()
  const maps = memoryFloor()
  await fillStorage(memory, turns)
  const [inMemory, inMaps] = [fresh(), fresh()]
  show(
    "port in memory, 1 client",
    await against(
      "port-memory",
      rounds,
      () => inMemory((turn) => confirmOnPort(memory, turn), 1),
      () => inMaps(async (turn) => maps.confirm(orderOf(turn)), 1),
    ),
  )
} finally {
  rmSync(folder, { recursive: true })
}
