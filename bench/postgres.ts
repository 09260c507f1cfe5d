import { postgresStorage } from "@cabas/storage-sql/postgres"
import type { TestServer } from "../packages/storage-sql/test/postgres-server.ts"
import { confirm, fresh } from "./confirm.ts"
import type { Size } from "./confirm.ts"
import { makeWorld } from "./engine-world.ts"
import { distributionOf, orderOf } from "./floors/order.ts"
import { postgresFloor } from "./floors/postgres-confirm.ts"
import { against } from "./measure.ts"
import type { Measured } from "./measure.ts"

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
