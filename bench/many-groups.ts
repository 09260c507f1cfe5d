import { join } from "node:path"
import { performance } from "node:perf_hooks"
import * as Effect from "effect/Effect"
import { heldFor, orderedOf, stockOf, walletOf } from "@cabas/core/ledger"
import { createCabas, operations } from "@cabas/engine"
import type { Cabas } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import { postgresStorage } from "@cabas/storage-sql/postgres"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { say } from "../packages/storage-sql/test/postgres-server.ts"
import type { TestServer } from "../packages/storage-sql/test/postgres-server.ts"
import type { Size } from "./confirm.ts"
import { confirmInput, done, memberOf, worldTime } from "./engine-world.ts"
import { orderOf } from "./floors/order.ts"
import type { Order } from "./floors/order.ts"
import { inGroup, postgresFloor } from "./floors/postgres-confirm.ts"
import { against, asCost, drive, median } from "./measure.ts"
import type { Measured } from "./measure.ts"
import { plant, seedOf } from "./planting.ts"
import type { Seed } from "./planting.ts"

/** What the largest known network has of groups, and a usual group of it. */
const group = { products: 24, catalogs: 1, members: 50 }

const spaceOf = (index: number): string => `group-${String(index).padStart(4, "0")}`

/** The order of a turn when groups take turns: a member orders once at a distribution. */
const orderAmong = (groups: number, turn: number): Order & { readonly space: string } => {
  const round = Math.floor(turn / groups)
  const { wishes, ...order } = orderOf(turn)
  return {
    ...order,
    space: spaceOf(turn % groups),
    member: 1 + (round % group.members),
    distribution: 1 + Math.floor(round / group.members),
    wishes: wishes.map(({ quantity }, line) => ({ product: 1 + 2 * line + (turn % 2), quantity })),
  }
}

const confirmAmong = (cabas: Cabas, groups: number, turn: number): Promise<unknown> => {
  const order = orderAmong(groups, turn)
  const as = { kind: "member", member: memberOf(order) } as const
  const input = confirmInput(order, order.space, group.catalogs)
  return done(cabas.run(operations.basket.confirm, input, { as, key: order.key }))
}

const distributionsFor = (groups: number, turns: number): number => 1 + Math.floor(turns / groups / group.members)

/** Groups that live already: each of their products was ordered before, and each member had a basket, long settled. */
const lived = (seed: Seed): Seed => ({ ...seed, postings: [...seed.postings, ...soldBefore(seed), ...held()] })

const longAgo = { quantity: 1, reason: "basket", reference: "before" }

const soldBefore = ({ writes }: Seed): Seed["postings"] =>
  writes.flatMap(({ state }) => {
    const { id, products } = state as { readonly id: string; readonly products?: Readonly<Record<string, unknown>> }
    return Object.keys(products ?? {}).map((product) => ({
      ...longAgo,
      from: stockOf(id, product, null),
      to: orderedOf(id, product, "before"),
      unit: "pieces",
    }))
  })

const held = (): Seed["postings"] =>
  Array.from({ length: group.members }, (_, index) => `member-${index + 1}`).flatMap((member) => [
    { ...longAgo, from: walletOf(member), to: heldFor(member), unit: "EUR" },
    { ...longAgo, from: heldFor(member), to: walletOf(member), unit: "EUR" },
  ])

/** Groups with everything to order in them, at which everybody has looked at this server, as one does before ordering. */
const planted = async (storage: Storage, groups: number, turns: number): Promise<Cabas> => {
  const seed = lived(await seedOf(distributionsFor(groups, turns), group))
  const documents = seed.writes.map(({ key }) => key)
  for (let index = 0; index < groups; index += 1) {
    await plant(storage, spaceOf(index), seed)
    await Effect.runPromise(storage.read(spaceOf(index), { documents }))
  }
  return createCabas({ storage, clock: () => worldTime })
}

/** Characters of documents kept parsed: 2000 such groups are 80 million, five times what a storage keeps unless told. */
const remembered = 256_000_000

/** A storage that can be let go of. */
type Closing = Storage & { readonly close: () => Promise<void> }

const growth = async (
  name: string,
  groups: number,
  open: (name: string) => Promise<Closing>,
  { rounds, jobs }: Size,
): Promise<Measured> => {
  const turns = jobs * (rounds + 1)
  const [alone, among] = [await open("alone"), await open("among")]
  const one = await planted(alone, 1, turns)
  const many = await planted(among, groups, turns)
  let [oneTurn, manyTurn] = [0, 0]
  const measured = await against(
    name,
    rounds,
    () => drive(1, jobs, () => confirmAmong(many, groups, manyTurn++)),
    () => drive(1, jobs, () => confirmAmong(one, 1, oneTurn++)),
  )
  await alone.close()
  await among.close()
  return asCost(measured)
}

/** What confirming costs on SQLite when that many groups take turns, divided by what it costs with one group alone. */
export const groupsGrowthOnSqlite = (folder: string, groups: number, size: Size): Promise<Measured> =>
  growth("groups-growth", groups, async (name) => sqliteStorage({ file: join(folder, `${name}.db`), remembered }), size)

/** The same on PostgreSQL. */
export const groupsGrowthOnPostgres = (server: TestServer, groups: number, size: Size): Promise<Measured> =>
  growth(
    "groups-growth-postgres",
    groups,
    async () => postgresStorage({ url: await server.newDatabase(), connections: 1, remembered }),
    size,
  )

/** How many clients order at once in the measure of scaling. */
const clients = 8

/** Confirms in one group and then in all; says how much more that was, and how busy this process was in all. */
const scalingOf = (turns: number, jobs: number, confirmIn: (groups: number, turn: number) => Promise<unknown>) => {
  // The first group's orders of its own come before those that it has among all.
  let [inOne, inAll] = [0, turns * clients]
  const busy: number[] = []
  const run = async (): Promise<number> => {
    const one = await drive(clients, jobs, () => confirmIn(1, inOne++))
    const before = performance.eventLoopUtilization()
    const all = await drive(clients, jobs, () => confirmIn(clients, inAll++))
    busy.push(performance.eventLoopUtilization(before).utilization)
    return all / one
  }
  return { run, busy }
}

/**
 * How much more is confirmed when 8 clients order in 8 groups instead of one, ours over the floor's: what groups share
 * in a database must not hold them up more than it does hand-written SQL.
 *
 * Beside it, for how much of the time this process has something to do meanwhile, ours and the floor's: near 1 it has no
 * more to give, and it is not the database that holds the groups up. Waiting for a processor that others use counts, which
 * is why this is the use of the event loop and not of a processor.
 */
export const spaceScaling = (server: TestServer, size: Size): Promise<ReadonlyArray<Measured>> =>
  scaling("space-scaling", server.newDatabase, size)

/**
 * The same where a flush takes 20 ms, as on a disk across a network: the processors wait for the disk then, not the disk
 * for them, and what is left to hold groups up is the database.
 */
export const spaceScalingOnSlowDisk = (server: TestServer, size: Size): Promise<ReadonlyArray<Measured>> =>
  scaling("space-scaling-slow-disk", () => slowDatabase(server), size)

/** A database that waits 20 ms with each flush, for whoever else has something to flush. */
const slowDatabase = async (server: TestServer): Promise<string> => {
  const url = await server.newDatabase()
  const name = new URL(url).pathname.slice(1)
  await say(url, `ALTER DATABASE "${name}" SET commit_delay = 20000`)
  await say(url, `ALTER DATABASE "${name}" SET commit_siblings = 0`)
  return url
}

const scaling = async (
  name: string,
  newDatabase: () => Promise<string>,
  { rounds, jobs }: Size,
): Promise<ReadonlyArray<Measured>> => {
  const turns = jobs * (rounds + 1)
  const storage = await postgresStorage({ url: await newDatabase(), connections: clients })
  const cabas = await planted(storage, clients, 2 * turns * clients)
  const floor = await postgresFloor(await newDatabase(), clients, clients)
  const ours = scalingOf(turns, jobs, (groups, turn) => confirmAmong(cabas, groups, turn))
  const theirs = scalingOf(turns, jobs, (groups, turn) =>
    floor.confirm(inGroup(orderAmong(groups, turn), turn % groups)),
  )
  const measured = await against(name, rounds, ours.run, theirs.run)
  await floor.close()
  await storage.close()
  const [mine, its] = [median(ours.busy), median(theirs.busy)]
  return [measured, { name: `${name}-busy`, opsPerSecond: mine, floorOpsPerSecond: its, ratio: its / mine }]
}
