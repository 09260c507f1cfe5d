import { join } from "node:path"
import { memoryStorage, operations } from "@cabas/engine"
import type { Cabas } from "@cabas/engine"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { confirmInput, done, makeWorld, memberOf } from "./engine-world.ts"
import { memoryFloor } from "./floors/memory-confirm.ts"
import { distributionOf, orderOf } from "./floors/order.ts"
import { sqliteFloor } from "./floors/sqlite-confirm.ts"
import { against, drive } from "./measure.ts"
import type { Measured } from "./measure.ts"

/** How much is measured: rounds of each pair, and jobs in a round. */
export interface Size {
  readonly rounds: number
  readonly jobs: number
}

/** Confirms the basket of a turn through the engine: decode, read, decide, commit, answer. */
export const confirm = (cabas: Cabas, turn: number): Promise<unknown> => {
  const order = orderOf(turn)
  const how = { as: { kind: "member", member: memberOf(order) }, key: order.key } as const
  return done(cabas.run(operations.basket.confirm, confirmInput(order), how))
}

/** Turns that were never run: each run goes on where the last one stopped. */
export const fresh = (jobs: number) => {
  let past = 0
  return (clients: number, job: (turn: number) => Promise<unknown>) => {
    const from = past
    past += jobs
    return drive(clients, jobs, (turn) => job(from + turn))
  }
}

/** Confirming a basket of 12 lines in memory, against plain Maps in one function. */
export const confirmInMemory = async ({ rounds, jobs }: Size): Promise<Measured> => {
  const cabas = await makeWorld(memoryStorage(), distributionOf(jobs * (rounds + 1)))
  const floor = memoryFloor()
  const [ours, theirs] = [fresh(jobs), fresh(jobs)]
  return against(
    "confirm-memory",
    rounds,
    () => ours(1, (turn) => confirm(cabas, turn)),
    () => theirs(1, async (turn) => floor.confirm(orderOf(turn))),
  )
}

/** Confirming a basket of 12 lines on SQLite with full durability, against SQL written by hand for it. */
export const confirmOnSqlite = async (folder: string, clients: number, { rounds, jobs }: Size): Promise<Measured> => {
  const storage = sqliteStorage({ file: join(folder, `ours-${clients}.db`) })
  const cabas = await makeWorld(storage, distributionOf(jobs * (rounds + 1)))
  const floor = sqliteFloor(join(folder, `floor-${clients}.db`))
  const [ours, theirs] = [fresh(jobs), fresh(jobs)]
  const measured = await against(
    `confirm-sqlite-${clients}`,
    rounds,
    () => ours(clients, (turn) => confirm(cabas, turn)),
    () => theirs(clients, async (turn) => floor.confirm(orderOf(turn))),
  )
  floor.close()
  await storage.close()
  return measured
}
