import { rm, writeFile } from "node:fs/promises"
import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { postgresHosts, postgresStorage } from "@cabas/storage-sql/postgres"
import { openShop, throughEngine } from "../packages/storage-sql/test/load/shop.ts"
import { startCluster } from "../packages/storage-sql/test/quorum/cluster.ts"
import { askOnce, folderFor, machineIn } from "../packages/storage-sql/test/quorum/machine.ts"
import type { Machine } from "../packages/storage-sql/test/quorum/machine.ts"
import { fill, newDisk, newFolder } from "./folder.ts"
import { openRoad } from "./road.ts"
import { roundOf, underLoad } from "./round.ts"
import type { Fault } from "./round.ts"

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** A PostgreSQL that is ours to kill, in a folder. It flushes nothing: what a killed process wrote is not gone. */
const startMachine = async (folder: string, settings: ReadonlyArray<string> = []): Promise<Machine> => {
  await folderFor(folder)
  const machine = machineIn(folder, "alone", await freePort(), false, settings)
  await machine.initialise()
  await machine.start()
  return machine
}

/** Rounds share a server, each in a schema of its own. */
const schemas = () => {
  let count = 0
  return () => `round_${(count += 1)}`
}

/** The database dies: one of its processes, or all of them. */
export const databaseKilled: Fault = {
  name: "database-killed",
  happens: "kill -9 of PostgreSQL: one of its processes, which restarts all, or every process",
  prepare: async () => {
    const folder = await newFolder()
    const machine = await startMachine(folder.path)
    const schema = schemas()
    return {
      close: async () => {
        await machine.kill()
        await folder.remove()
      },
      round: async (random) => {
        const storage = await postgresStorage({ url: machine.url, schema: schema() })
        await openShop(storage)
        const strike = async () => {
          if (random() < 0.5 && (await machine.killBackend(random))) return
          await machine.kill()
          await setTimeout(random() * 200)
          await machine.start()
        }
        const load = await underLoad({ send: () => throughEngine(storage), random, strike })
        const round = await roundOf(storage, load, /^PostgreSQL: ./)
        await storage.close()
        return round
      },
    }
  },
}

/** Connections to the database are reset in the middle of messages. */
export const databaseReset: Fault = {
  name: "database-reset",
  happens: "connections to PostgreSQL are reset after a random number of bytes, again and again",
  prepare: async () => {
    const folder = await newFolder()
    const machine = await startMachine(folder.path)
    const schema = schemas()
    return {
      close: async () => {
        await machine.kill()
        await folder.remove()
      },
      round: async (random) => {
        const options = { schema: schema(), url: machine.url }
        const direct = await postgresStorage(options)
        await openShop(direct)
        const road = await openRoad(machine.port, 150_000, random)
        road.setSafe(true)
        const url = new URL(machine.url)
        url.port = String(road.port)
        const storage = await postgresStorage({ ...options, url: url.href })
        const strike = async () => {
          road.setSafe(false)
          await setTimeout(500)
          road.setSafe(true)
        }
        const load = await underLoad({ send: () => throughEngine(storage), random, strike })
        const round = await roundOf(direct, load, /^PostgreSQL: ./)
        await storage.close()
        await road.close()
        await direct.close()
        return round
      },
    }
  },
}

/** The disk of the database runs full: PostgreSQL goes down with it, and is started again when there is room. */
export const databaseDiskFull: Fault = {
  name: "database-disk-full",
  happens: "the disk of PostgreSQL is full for a while",
  prepare: async () => {
    const disk = await newDisk(300)
    if (disk.by !== "a file system in memory") {
      await disk.remove()
      throw new Error("database-disk-full needs the right to mount a file system in memory")
    }
    const machine = await startMachine(disk.path, ["min_wal_size = 32MB", "max_wal_size = 64MB"])
    const nextSchema = schemas()
    return {
      close: async () => {
        await machine.kill()
        await disk.remove()
      },
      round: async (random) => {
        const schema = nextSchema()
        const storage = await postgresStorage({ url: machine.url, schema })
        await openShop(storage)
        const filler = join(disk.path, "filler")
        const strike = async () => {
          await writeFile(filler, "")
          await fill(filler)
          await setTimeout(300 + random() * 700)
          await rm(filler)
          if (!machine.isRunning()) await machine.start()
        }
        const load = await underLoad({ send: () => throughEngine(storage), random, strike })
        if (!machine.isRunning()) await machine.start()
        const round = await roundOf(storage, load, /^PostgreSQL: ./)
        await storage.close()
        await askOnce(machine.url, `DROP SCHEMA ${schema} CASCADE`)
        return round
      },
    }
  },
}

/** The primary of a cluster dies, and a replica takes its place. */
export const primaryKilled: Fault = {
  name: "primary-killed",
  happens: "kill -9 of a primary with two replicas and quorum commit, the replica that is ahead promoted",
  prepare: async () => {
    const cluster = await startCluster({ durable: false })
    const schema = schemas()
    return {
      close: cluster.stop,
      round: async (random) => {
        const options = { urls: cluster.urls, schema: schema() }
        const [here, there] = [await postgresHosts(options), await postgresHosts(options)]
        await openShop(here)
        const sends = [throughEngine(here), throughEngine(there)] as const
        const strike = async () => {
          await cluster.killPrimary()
          await setTimeout(random() * 300)
          await cluster.failOver()
        }
        const load = await underLoad({ send: (turn) => sends[turn % 2] ?? sends[0], random, strike })
        const round = await roundOf(here, load)
        await cluster.heal()
        await Promise.all([here.close(), there.close()])
        return round
      },
    }
  },
}
