import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { setTimeout } from "node:timers/promises"
import { addressOf, askOnce, folderFor, machineIn, quorum, replicate } from "./machine.ts"
import type { Machine } from "./machine.ts"

/** A primary and two replicas; a commit is answered when one of the replicas has it on its disk too. */
export interface Cluster {
  /** The addresses of all machines, whichever of them is the primary. */
  readonly urls: ReadonlyArray<string>
  readonly primary: () => Machine
  readonly replicas: () => ReadonlyArray<Machine>
  /** Kills the primary as a power cut would. */
  readonly killPrimary: () => Promise<void>
  /** Makes the replica that is furthest ahead the primary, and the other follow it; gives the milliseconds it took. */
  readonly failOver: () => Promise<number>
  /**
   * Everything that is down comes up again: a primary, and two replicas that stream from it. A primary that fell, and
   * in whose place another was promoted, comes back as a replica with a fresh copy of everything.
   */
  readonly heal: () => Promise<void>
  /** Sets how many replicas a commit waits for: one, or none, which loses what was answered. */
  readonly setQuorum: (on: boolean) => Promise<void>
  /** Ends every process and removes the files. */
  readonly stop: () => Promise<void>
}

/** How a cluster is started. */
export interface ClusterOptions {
  /** Whether commits are flushed to the disk. True unless told; processes that are killed do not need it. */
  readonly durable?: boolean
}

const freePorts = async (count: number): Promise<ReadonlyArray<number>> => {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  for (let waited = 0; !(await holds().catch(() => false)); waited += 20) {
    if (waited > 30_000) throw new Error(`It never came: ${what}`)
    await setTimeout(20)
  }
}

const number = async (url: string, sql: string): Promise<bigint> => BigInt(String((await askOnce(url, sql))[0]?.[0]))

const streams = (primary: Machine, count: number): Promise<void> =>
  until(`${count} replicas of ${primary.name}`, async () => {
    const found = await number(primary.url, "SELECT count(*)::text FROM pg_stat_replication WHERE state = 'streaming'")
    return found >= BigInt(count)
  })

/** How far a replica has come, once nothing more can arrive from the primary that fell. */
const reached = async (replica: Machine): Promise<bigint> => {
  await askOnce(replica.url, "ALTER SYSTEM SET primary_conninfo = ''")
  await askOnce(replica.url, "SELECT pg_reload_conf()")
  await until(`${replica.name} lets go`, async () =>
    number(replica.url, "SELECT count(*)::text FROM pg_stat_wal_receiver").then((found) => found === 0n),
  )
  // What arrived but was not replayed yet counts as well: it is on the disk.
  return number(
    replica.url,
    `SELECT greatest(coalesce(pg_last_wal_receive_lsn(), '0/0') - '0/0', coalesce(pg_last_wal_replay_lsn(), '0/0') - '0/0')::text`,
  )
}

const follow = async (replica: Machine, primary: Machine): Promise<void> => {
  await askOnce(replica.url, `ALTER SYSTEM SET primary_conninfo = '${addressOf(primary, replica)}'`)
  await askOnce(replica.url, "SELECT pg_reload_conf()")
}

/** What a replica that was away for a while still finds at its primary. */
const kept = ["wal_keep_size = 256MB"]

/** Starts three PostgreSQL servers on free ports of the loopback, which replicate as one asks of `ANY 1`. */
export const startCluster = async ({ durable = true }: ClusterOptions = {}): Promise<Cluster> => {
  const folder = await mkdtemp(join(tmpdir(), "cabas-quorum-"))
  await folderFor(folder)
  const ports = await freePorts(3)
  const machines = ["a", "b", "c"].map((called, index) => machineIn(folder, called, ports[index] ?? 0, durable, kept))
  const killAll = () => Promise.all(machines.map((machine) => machine.kill()))
  let [primary] = machines as [Machine, Machine, Machine]
  let fallen: Machine | undefined
  const replicas = () => machines.filter((machine) => machine !== primary && machine !== fallen)

  const setQuorum = async (on: boolean): Promise<void> => {
    await askOnce(primary.url, `ALTER SYSTEM SET synchronous_standby_names = '${on ? quorum : ""}'`)
    await askOnce(primary.url, "SELECT pg_reload_conf()")
  }
  const add = async (machine: Machine): Promise<void> => {
    await replicate(primary, machine)
    await machine.start()
  }
  const heal = async (): Promise<void> => {
    if (!primary.isRunning()) await primary.start()
    await fallen?.kill()
    for (const machine of machines) {
      if (machine === fallen) await add(machine)
      else if (!machine.isRunning()) await machine.start()
    }
    fallen = undefined
    await streams(primary, 2)
  }
  try {
    await primary.initialise()
    await primary.start()
    for (const replica of replicas()) await add(replica)
    await streams(primary, 2)
    await setQuorum(true)
  } catch (cause) {
    await killAll()
    await rm(folder, { recursive: true, force: true })
    throw cause
  }
  return {
    urls: machines.map(({ url }) => url),
    primary: () => primary,
    replicas,
    killPrimary: () => primary.kill(),
    failOver: async () => {
      const begun = performance.now()
      const found = await Promise.all(replicas().map(async (replica) => ({ replica, at: await reached(replica) })))
      const [first, ...others] = found.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
      if (first === undefined) throw new Error("There is no replica to promote")
      await first.replica.promote()
      fallen = primary
      primary = first.replica
      for (const { replica } of others) await follow(replica, primary)
      return performance.now() - begun
    },
    heal,
    setQuorum,
    stop: async () => {
      await killAll()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
