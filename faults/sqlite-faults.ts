import { execFile } from "node:child_process"
import { rm, stat } from "node:fs/promises"
import { join } from "node:path"
import process from "node:process"
import { setTimeout } from "node:timers/promises"
import { promisify } from "node:util"
import { slow } from "@cabas/testkit/conformance"
import { StorageDown } from "@cabas/engine/storage"
import type { Storage } from "@cabas/engine/storage"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import type { SqliteStorage } from "@cabas/storage-sql/sqlite"
import { openShop, throughEngine } from "../packages/storage-sql/test/load/shop.ts"
import type { Send } from "../packages/storage-sql/test/load/shop.ts"
import { fill, newDisk, newFolder } from "./folder.ts"
import { openRoad } from "./road.ts"
import { roundOf, underLoad } from "./round.ts"
import type { Fault } from "./round.ts"
import { sayOf, startServer, throughHttp } from "./server.ts"

const run = promisify(execFile)

const nothing = async (): Promise<void> => {}

/** Makes a shop in a new file. */
const newShop = async (file: string): Promise<void> => {
  const storage = sqliteStorage({ file })
  await openShop(storage)
  await storage.close()
}

/** `cabas serve` on SQLite dies in the middle, and is started again. */
export const serverKilled: Fault = {
  name: "server-killed",
  happens: "kill -9 of `cabas serve` on SQLite, over HTTP",
  prepare: async () => ({
    close: nothing,
    round: async (random) => {
      const folder = await newFolder()
      const file = join(folder.path, "shop.db")
      await newShop(file)
      let server = await startServer(file)
      const { port } = server
      const send = throughHttp(() => port)
      const strike = async () => {
        await server.kill()
        server = await startServer(file, port)
      }
      const load = await underLoad({ send: () => send, random, strike, pause: 20 })
      await server.stop()
      const storage = sqliteStorage({ file })
      const round = await roundOf(storage, load, /^offline$/)
      await storage.close()
      await folder.remove()
      return round
    },
  }),
}

/** Two servers on one file; one of them dies in the middle. */
export const twoProcesses: Fault = {
  name: "two-processes",
  happens: "two `cabas serve` on one SQLite file, orders sent to either, one killed with -9",
  prepare: async () => ({
    close: nothing,
    round: async (random) => {
      const folder = await newFolder()
      const file = join(folder.path, "shop.db")
      await newShop(file)
      const servers = [await startServer(file), await startServer(file)] as const
      const sends = servers.map(({ port }) => throughHttp(() => port)) as [Send, Send]
      const which = random() < 0.5 ? 0 : 1
      let again = servers[which]
      const strike = async () => {
        await again.kill()
        again = await startServer(file, again.port)
      }
      let turns = 0
      const send = () => sends[(turns += 1) % 2] ?? sends[0]
      const load = await underLoad({ send, random, strike, pause: 20 })
      await again.stop()
      await servers[1 - which]?.stop()
      const storage = sqliteStorage({ file })
      const round = await roundOf(storage, load)
      await storage.close()
      await folder.remove()
      return round
    },
  }),
}

/** A storage that can be exchanged for another while calls come in. */
const exchangeable = (first: Storage): { readonly storage: Storage; readonly put: (next: Storage) => void } => {
  let current = first
  return {
    storage: {
      name: first.name,
      read: (space, wanted) => current.read(space, wanted),
      commit: (space, batch) => current.commit(space, batch),
      feed: (space, after, limit) => current.feed(space, after, limit),
    },
    put: (next) => (current = next),
  }
}

/** Where nothing can be mounted: files of this process may not grow beyond what the largest has now. */
const limitFiles = async (file: string, on: boolean): Promise<void> => {
  const sizes = await Promise.all(
    [file, `${file}-wal`].map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  const soft = on ? String(Math.max(...sizes)) : "unlimited"
  await run("prlimit", [`--fsize=${soft}:unlimited`, "--pid", String(process.pid)])
}

/** The disk runs full for a while. */
export const diskFull: Fault = {
  name: "disk-full",
  happens: "the disk of a SQLite file is full for a while",
  prepare: async () => {
    const ignore = () => {}
    process.on("SIGXFSZ", ignore)
    return {
      close: async () => void process.removeListener("SIGXFSZ", ignore),
      round: async (random) => {
        const disk = await newDisk(96)
        const file = join(disk.path, "shop.db")
        await newShop(file)
        const storage = sqliteStorage({ file })
        const mounted = disk.by === "a file system in memory"
        const filler = join(disk.path, "filler")
        const strike = async () => {
          await (mounted ? fill(filler) : limitFiles(file, true))
          await setTimeout(50 + random() * 300)
          await (mounted ? rm(filler) : limitFiles(file, false))
        }
        const load = await underLoad({ send: () => throughEngine(storage), random, strike })
        const round = await roundOf(storage, load, mounted ? /disk is full/ : /disk/)
        await storage.close()
        await disk.remove()
        return round
      },
    }
  },
}

/** Opens a file, or a storage that says why it cannot be opened. */
const opened = (file: string): SqliteStorage => {
  try {
    return sqliteStorage({ file })
  } catch (cause) {
    if (!(cause instanceof StorageDown)) throw cause
    const down = failing(cause)
    return { name: "sqlite", read: down, commit: down, feed: down, spaces: down, close: nothing }
  }
}

const failing = (cause: StorageDown) => () => cause

/** The server is started again on a disk that has become read-only, and once more when that is mended. */
export const readOnly: Fault = {
  name: "read-only",
  happens: "a SQLite file is opened again where nothing can be written, then mended",
  prepare: async () => ({
    close: nothing,
    round: async (random) => {
      const disk = await newDisk(96)
      const file = join(disk.path, "shop.db")
      await newShop(file)
      let current = sqliteStorage({ file })
      const { storage, put } = exchangeable(current)
      const problems: string[] = []
      const openAgain = () => {
        current = opened(file)
        put(current)
      }
      const strike = async () => {
        await current.close()
        await disk.setReadOnly(true)
        openAgain()
        await setTimeout(50 + random() * 200)
        const { code, text } = await sayOf("verify", "--file", file)
        if (code === 0 || !/read-only/.test(text)) problems.push(`verify said (${code}): ${text}`)
        await current.close()
        await disk.setReadOnly(false)
        openAgain()
      }
      const load = await underLoad({ send: () => throughEngine(storage), random, strike })
      const round = await roundOf(storage, load, /read-only/)
      await current.close()
      await disk.remove()
      return { ...round, problems: [...round.problems, ...problems] }
    },
  }),
}

/** Gives up on an answer after a while; what was asked goes on behind. */
const impatient =
  (send: Send, patience: () => number): Send =>
  async (member, key, wishes) => {
    const sent = send(member, key, wishes)
    sent.catch(() => {})
    const late = setTimeout(patience(), { _tag: "Unknown", said: "no answer in time" } as const)
    return Promise.race([sent, late])
  }

/** Pages reach the server over connections that are reset in the middle of requests and answers. */
export const clientReset: Fault = {
  name: "client-reset",
  happens: "connections to `cabas serve` are reset after a random number of bytes, again and again",
  prepare: async () => ({
    close: nothing,
    round: async (random) => {
      const folder = await newFolder()
      const file = join(folder.path, "shop.db")
      await newShop(file)
      const server = await startServer(file)
      const road = await openRoad(server.port, 20_000, random)
      const send = throughHttp(() => road.port)
      const load = await underLoad({ send: () => send, random, strike: () => setTimeout(500), pause: 20 })
      await road.close()
      await server.stop()
      const storage = sqliteStorage({ file })
      const round = await roundOf(storage, load, /^(offline|server)$/)
      await storage.close()
      await folder.remove()
      return round
    },
  }),
}

/** A storage that takes its time, and buyers that do not. */
export const slowStorage: Fault = {
  name: "slow-storage",
  happens: "calls of the storage take up to 80 ms, and buyers who lose patience send the same order meanwhile",
  prepare: async () => ({
    close: nothing,
    round: async (random) => {
      const folder = await newFolder()
      const storage = sqliteStorage({ file: join(folder.path, "shop.db") })
      await openShop(storage)
      const send = throughEngine(slow(storage, () => random() * 80))
      // Each time more patient, or those who are refused would only ever wait behind themselves.
      const hurried = (turn: number) => impatient(send, () => 20 * 2 ** turn * (0.5 + random()))
      const load = await underLoad({ send: hurried, random, strike: () => setTimeout(300) })
      // What was given up on is still under way, and may do nothing more.
      await setTimeout(500)
      const round = await roundOf(storage, load)
      await storage.close()
      await folder.remove()
      return round
    },
  }),
}

const hour = 3_600_000

/** The clock of the server jumps. */
export const clockBackwards: Fault = {
  name: "clock-backwards",
  happens: "the server's clock goes back by up to five days, and forward again",
  prepare: async () => ({
    close: nothing,
    round: async (random) => {
      const folder = await newFolder()
      const storage = sqliteStorage({ file: join(folder.path, "shop.db") })
      await openShop(storage)
      let ahead = 0
      const clock = () => Date.now() + ahead
      const strike = async () => {
        for (let turn = 0; turn < 4; turn += 1) {
          ahead = -random() * 120 * hour
          await setTimeout(80)
        }
        ahead = random() * 24 * hour
      }
      const load = await underLoad({ send: () => throughEngine(storage, clock), random, strike })
      const round = await roundOf(storage, load)
      await storage.close()
      await folder.remove()
      return round
    },
  }),
}
