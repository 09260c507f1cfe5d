import { performance } from "node:perf_hooks"
import { createCabas } from "@cabas/engine"
import type { Cabas } from "@cabas/engine"
import { mariadbStorage } from "./adapter.ts"
import { addMember, done, openMarket, orderOf } from "./les-halles.ts"
import { startCluster } from "./test/galera-cluster.ts"
import type { Cluster } from "./test/galera-cluster.ts"
import { startTestServer } from "./test/mariadb-server.ts"

const [clients, members, rounds] = [8, 40, 5]
const products = Array.from({ length: 12 }, (_, index) => `product-${index}`)
const distributions = Array.from({ length: rounds }, (_, index) => `market-${index}`)

/** A group of one farm, and where its calls go. */
interface Market {
  readonly group: string
  readonly cabas: Cabas
}

const openGroup = async (urls: ReadonlyArray<string>, group: string): Promise<Market & { close: () => unknown }> => {
  const storage = await mariadbStorage({ urls })
  const cabas = createCabas({ storage })
  await openMarket(cabas, { group, pieces: Object.fromEntries(products.map((id) => [id, 100_000])), distributions })
  for (let member = 0; member < members; member += 1) await addMember(cabas, group, `member-${member}`, 10_000_000)
  return { group, cabas, close: storage.close }
}

/** Confirms a basket of 12 lines for every member at every distribution of every group; gives confirmations a second. */
const confirmAll = async (markets: ReadonlyArray<Market>): Promise<number> => {
  const pieces = Object.fromEntries(products.map((id) => [id, 1]))
  const calls = distributions.flatMap((distribution) =>
    Array.from({ length: members }, (_, member) => `member-${member}`).flatMap((member) =>
      markets.map(
        ({ group, cabas }) =>
          () =>
            done(cabas.as(member).basket.confirm(orderOf(group, distribution, pieces))),
      ),
    ),
  )
  const total = calls.length
  const client = async (): Promise<void> => {
    for (let call = calls.shift(); call !== undefined; call = calls.shift()) await call()
  }
  const begun = performance.now()
  await Promise.all(Array.from({ length: clients }, client))
  return (total * 1000) / (performance.now() - begun)
}

const collisionsAt = async (cluster: Cluster): Promise<number> => {
  const names = ["wsrep_local_cert_failures", "wsrep_local_bf_aborts"]
  const counts = await Promise.all([0, 1, 2].flatMap((node) => names.map((name) => cluster.status(node, name))))
  return counts.reduce((sum, count) => sum + Number(count), 0)
}

/** Measures groups, each given the addresses that its calls go to in turn. */
const measure = async (title: string, places: ReadonlyArray<ReadonlyArray<string>>, cluster?: Cluster) => {
  const markets = []
  for (const [index, urls] of places.entries()) markets.push(await openGroup(urls, `market-${index}`))
  const before = cluster === undefined ? 0 : await collisionsAt(cluster)
  const rate = await confirmAll(markets)
  const collisions = cluster === undefined ? 0 : (await collisionsAt(cluster)) - before
  for (const market of markets) await market.close()
  const share = collisions / (markets.length * members * rounds)
  console.log(`${title.padEnd(58)} ${rate.toFixed(0).padStart(5)}/s  ${share.toFixed(2)} collisions each`)
}

const server = await startTestServer()
const cluster = await startCluster()
try {
  for (let round = 0; round < 2; round += 1) {
    const one = await server.newDatabase()
    await measure("one server, one group", [[one]])
    const [a = ""] = cluster.urlsOf(await cluster.databases.newDatabase())
    await measure("three nodes, one group, all calls to one node", [[a]], cluster)
    const spread = cluster.urlsOf(await cluster.databases.newDatabase())
    await measure("three nodes, one group, each call to the next node", [spread], cluster)
    const three = await server.newDatabase()
    await measure("one server, three groups", [[three], [three], [three]])
    const [d = "", e = "", f = ""] = cluster.urlsOf(await cluster.databases.newDatabase())
    await measure("three nodes, three groups, a node for each", [[d], [e], [f]], cluster)
    const all = cluster.urlsOf(await cluster.databases.newDatabase())
    await measure("three nodes, three groups, each call to the next node", [all, all, all], cluster)
  }
} finally {
  await cluster.stop()
  await server.stop()
}
