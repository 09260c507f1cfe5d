import { operations } from "@cabas/engine"
import type { Cabas } from "@cabas/engine"
import { postgresStorage } from "@cabas/storage-sql/postgres"
import type { TestServer } from "../packages/storage-sql/test/postgres-server.ts"
import type { Size } from "./confirm.ts"
import { confirmInput, done, makeWorld, memberOf } from "./engine-world.ts"
import { distributionOf, orderOf } from "./floors/order.ts"
import { postgresFloor } from "./floors/postgres-confirm.ts"
import { against, drive } from "./measure.ts"
import type { Measured } from "./measure.ts"

/** Confirms the basket of a turn through the engine: decode, read, decide, commit, answer. */
const confirm = (cabas: Cabas, turn: number): Promise<unknown> => {
  const order = orderOf(turn)
  const how = { as: { kind: "member", member: memberOf(order) }, key: order.key } as const
  return done(cabas.run(operations.basket.confirm, confirmInput(order), how))
}

/** Turns that were never run: each run goes on where the last one stopped. */
const fresh = (jobs: number) => {
  let past = 0
  return (clients: number, job: (turn: number) => Promise<unknown>) => {
    const from = past
    past += jobs
    return drive(clients, jobs, (turn) => job(from + turn))
  }
}

/**
 * Confirming a basket of 12 lines on PostgreSQL, everything included, against SQL written by hand that reads in one
 * round trip and writes in another. Both on one server that flushes every commit, each in a database of its own.
 */
export const confirmOnPostgres = async (
  server: TestServer,
  clients: number,
  { rounds, jobs }: Size,
): Promise<Measured> => {
  const storage = await postgresStorage({ url: await server.newDatabase(), connections: clients })
  const cabas = await makeWorld(storage, distributionOf(jobs * (rounds + 1)))
  const floor = await postgresFloor(await server.newDatabase(), clients)
  const [ours, theirs] = [fresh(jobs), fresh(jobs)]
  const measured = await against(
    `confirm-postgres-${clients}`,
    rounds,
    () => ours(clients, (turn) => confirm(cabas, turn)),
    () => theirs(clients, (turn) => floor.confirm(orderOf(turn))),
  )
  await floor.close()
  await storage.close()
  return measured
}
