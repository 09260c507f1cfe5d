import { join } from "node:path"
import { operations } from "@cabas/engine"
import type { Cabas } from "@cabas/engine"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import type { Size } from "./confirm.ts"
import { confirmInput, done, makeWorld, memberOf } from "./engine-world.ts"
import { orderOf } from "./floors/order.ts"
import type { Order } from "./floors/order.ts"
import { against, drive } from "./measure.ts"
import type { Measured } from "./measure.ts"

/** Five years of a group: 250 distributions of 60 baskets. */
const [weeks, baskets] = [250, 60]
const past = weeks * baskets

/** The order of a turn when 60 members order at each distribution. */
const weekly = (turn: number): Order => ({
  ...orderOf(turn),
  distribution: 1 + Math.floor(turn / baskets),
  member: 1 + (turn % baskets),
})

const confirmIn = (cabas: Cabas, turn: number): Promise<unknown> => {
  const order = weekly(turn)
  const as = { kind: "member", member: memberOf(order) } as const
  return done(cabas.run(operations.basket.confirm, confirmInput(order), { as, key: order.key }))
}

/** Lives through turns up to a number, several at a time, as fast as the disk lets. */
const liveThrough = (cabas: Cabas, turns: number): Promise<number> => drive(32, turns, (turn) => confirmIn(cabas, turn))

/**
 * What confirming costs in a group with five years of history, divided by what it costs in an empty one: both are
 * the same code on SQLite, in turns.
 */
export const historyGrowth = async (folder: string, { rounds, jobs }: Size): Promise<Measured> => {
  const turns = jobs * (rounds + 1)
  const [young, old] = [
    sqliteStorage({ file: join(folder, "young.db") }),
    sqliteStorage({ file: join(folder, "old.db") }),
  ]
  const inYoung = await makeWorld(young, weekly(turns).distribution)
  const inOld = await makeWorld(old, weekly(past + turns).distribution)
  await liveThrough(inOld, past)
  let [youngTurn, oldTurn] = [0, past]
  const { name, opsPerSecond, floorOpsPerSecond, ratio } = await against(
    "history-growth",
    rounds,
    () => drive(1, jobs, () => confirmIn(inOld, (oldTurn += 1))),
    () => drive(1, jobs, () => confirmIn(inYoung, (youngTurn += 1))),
  )
  await young.close()
  await old.close()
  return { name, opsPerSecond, floorOpsPerSecond, ratio: 1 / ratio }
}
