import { join } from "node:path"
import { operations } from "@cabas/engine"
import type { Cabas } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import { postgresStorage } from "@cabas/storage-sql/postgres"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import type { TestServer } from "../packages/storage-sql/test/postgres-server.ts"
import type { Size } from "./confirm.ts"
import { confirmInput, done, makeWorld, memberOf } from "./engine-world.ts"
import { orderOf } from "./floors/order.ts"
import type { Order } from "./floors/order.ts"
import { against, asCost, drive } from "./measure.ts"
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

/** A storage that can be let go of. */
type Closing = Storage & { readonly close: () => Promise<void> }

const growth = async (
  name: string,
  open: (name: string) => Promise<Closing>,
  { rounds, jobs }: Size,
): Promise<Measured> => {
  const turns = jobs * (rounds + 1)
  const [young, old] = [await open("young"), await open("old")]
  const inYoung = await makeWorld(young, weekly(turns).distribution)
  const inOld = await makeWorld(old, weekly(past + turns).distribution)
  await liveThrough(inOld, past)
  let [youngTurn, oldTurn] = [0, past]
  const measured = await against(
    name,
    rounds,
    () => drive(1, jobs, () => confirmIn(inOld, (oldTurn += 1))),
    () => drive(1, jobs, () => confirmIn(inYoung, (youngTurn += 1))),
  )
  await young.close()
  await old.close()
  return asCost(measured)
}

/**
 * What confirming costs in a group with five years of history, divided by what it costs in an empty one: both are
 * the same code on SQLite, in turns.
 */
export const historyGrowth = (folder: string, size: Size): Promise<Measured> =>
  growth("history-growth", async (name) => sqliteStorage({ file: join(folder, `${name}.db`) }), size)

/** The same on PostgreSQL. */
export const historyGrowthOnPostgres = (server: TestServer, size: Size): Promise<Measured> =>
  growth(
    "history-growth-postgres",
    async () => postgresStorage({ url: await server.newDatabase(), connections: 32 }),
    size,
  )
