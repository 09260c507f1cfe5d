// What quorum commit costs a confirmation of 12 lines, and how long a failover is for who orders:
// `node scripts/run.mjs faults/quorum-cost.ts [rounds] [orders per round]`.
import process from "node:process"
import { setTimeout } from "node:timers/promises"
import { operations } from "@cabas/engine"
import type { Cabas } from "@cabas/engine"
import { postgresHosts } from "@cabas/storage-sql/postgres"
import { confirmInput, done, makeWorld, memberOf } from "../bench/engine-world.ts"
import { distributionOf, orderOf } from "../bench/floors/order.ts"
import { against, drive } from "../bench/measure.ts"
import { startCluster } from "../packages/storage-sql/test/quorum/cluster.ts"
import type { Cluster } from "../packages/storage-sql/test/quorum/cluster.ts"

const rounds = Number(process.argv[2] ?? 5)
const orders = Number(process.argv[3] ?? 200)

const write = (text: string): void => void process.stdout.write(`${text}\n`)

let turns = 0

const confirm = (cabas: Cabas): Promise<unknown> => {
  const order = orderOf((turns += 1))
  const how = { as: { kind: "member", member: memberOf(order) }, key: order.key } as const
  return done(cabas.run(operations.basket.confirm, confirmInput(order), how))
}

/** Confirmations per second with quorum commit, and without waiting for the replicas, in turns. */
const cost = async (cluster: Cluster, cabas: Cabas, clients: number): Promise<void> => {
  const run = async (quorum: boolean): Promise<number> => {
    await cluster.setQuorum(quorum)
    await setTimeout(200)
    return drive(clients, orders, () => confirm(cabas))
  }
  const measured = await against(
    `${clients}`,
    rounds,
    () => run(true),
    () => run(false),
  )
  const { opsPerSecond, floorOpsPerSecond, ratio } = measured
  write(
    `${clients} clients: ${opsPerSecond.toFixed(0)}/s with a quorum, ${floorOpsPerSecond.toFixed(0)}/s without, ratio ${ratio.toFixed(2)}`,
  )
}

/** The longest that one who orders again and again waits, when the primary is killed and a replica promoted at once. */
const outage = async (cluster: Cluster, cabas: Cabas): Promise<void> => {
  let longest = 0
  const enough = new AbortController()
  const ordering = (async () => {
    while (!enough.signal.aborted) {
      const begun = performance.now()
      await confirm(cabas)
      longest = Math.max(longest, performance.now() - begun)
    }
  })()
  await setTimeout(300)
  await cluster.killPrimary()
  const promotion = await cluster.failOver()
  await setTimeout(1000)
  enough.abort()
  await ordering
  await cluster.heal()
  write(`failover: promoted after ${promotion.toFixed(0)} ms, the longest order took ${longest.toFixed(0)} ms`)
}

const cluster = await startCluster()
try {
  const storage = await postgresHosts({ urls: cluster.urls })
  const cabas = await makeWorld(storage, distributionOf(orders * (rounds + 1) * 4 + 20_000))
  for (const clients of [1, 8]) await cost(cluster, cabas, clients)
  await cluster.setQuorum(true)
  for (let turn = 0; turn < rounds; turn += 1) await outage(cluster, cabas)
  await storage.close()
} finally {
  await cluster.stop()
}
