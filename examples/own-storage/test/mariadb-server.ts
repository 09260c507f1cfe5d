import { spawn, spawnSync } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { randomUUID } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { createConnection } from "mysql2/promise"

/** Where Debian puts programs, some of which are not on everybody's path. */
const places = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", ...(process.env["PATH"] ?? "").split(":")]

const programAt = (name: string): string | undefined =>
  places.map((place) => join(place, name)).find((path) => existsSync(path))

const asRoot = process.getuid?.() === 0

/** As root on Debian what is missing is installed from the distribution. */
export const installFromDebian = (packages: ReadonlyArray<string>): void => {
  if (!asRoot || !existsSync("/etc/debian_version") || !existsSync("/usr/bin/apt-get")) return
  process.stderr.write(`Installing ${packages.join(", ")} with apt-get, for the tests on MariaDB…\n`)
  // Nobody is asked anything, and at run level 1 Debian does not start the server that it has just installed.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" }
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...packages]])
    spawnSync("apt-get", ["-q", ...args], { env, stdio: ["ignore", "ignore", "inherit"] })
}

/** The path of a program of MariaDB, installed first where that can be done without asking anybody. */
export const programOf = (name: string, packages: ReadonlyArray<string>): string => {
  const found = programAt(name)
  if (found !== undefined) return found
  installFromDebian(packages)
  const installed = programAt(name)
  if (installed !== undefined) return installed
  throw new Error(
    `There is no ${name} on this machine. Install it (Debian: apt-get install ${packages.join(" ")}), ` +
      "or name a running MariaDB in CABAS_TEST_MARIADB_URL (mariadb://user:password@host:port/).",
  )
}

/** Ports of the loopback that nobody listens on, all different. */
export const freePorts = async (count: number): Promise<ReadonlyArray<number>> => {
  const servers = Array.from({ length: count }, () => createServer())
  const ports = servers.map(async (server) => {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject)
      server.listen(0, "127.0.0.1", () => resolve())
    })
    return (server.address() as AddressInfo).port
  })
  const found = await Promise.all(ports)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return found
}

/** Whoever connects; it may do everything, from this machine. */
const user = "cabas"

/** Makes a new data folder of MariaDB, with a user for tests. */
export const makeDataFolder = async (folder: string): Promise<void> => {
  const install = programOf("mariadb-install-db", ["mariadb-server"])
  const grants = `${folder}.sql`
  await writeFile(
    grants,
    `FLUSH PRIVILEGES;\nCREATE USER '${user}'@'localhost' IDENTIFIED BY '${user}';\nGRANT ALL ON *.* TO '${user}'@'localhost';\n`,
  )
  const args = ["--no-defaults", `--datadir=${folder}`, `--extra-file=${grants}`, "--skip-test-db"]
  const made = spawnSync(install, [...args, "--auth-root-authentication-method=normal", ...userOfProcess], {
    encoding: "utf8",
  })
  await rm(grants)
  if (made.status !== 0) throw new Error(`mariadb-install-db failed:\n${made.stdout}${made.stderr}`)
}

/** Whom Debian's package made to run the server; root would not do, since `rsync` between nodes gives up its rights. */
const unprivileged = "mysql"

const userOfProcess = asRoot ? [`--user=${unprivileged}`] : []

/** Makes a folder for data folders, which the server may enter. */
export const makeFolder = async (name: string): Promise<string> => {
  programOf("mariadbd", ["mariadb-server"])
  const folder = await mkdtemp(join(tmpdir(), name))
  if (asRoot && spawnSync("chown", [unprivileged, folder]).status !== 0)
    throw new Error(`There is no user ${unprivileged} for MariaDB to run as; run the tests as somebody else than root.`)
  return folder
}

/** A server process of ours on the loopback. */
export interface ServerProcess {
  readonly url: string
  readonly child: ChildProcess
  /** What the server has written to its log. */
  readonly log: () => Promise<string>
  /** Ends it in an orderly way, or by `SIGKILL`. */
  readonly end: (signal?: "SIGTERM" | "SIGKILL") => Promise<void>
}

/** Starts a server on a data folder; it is ready when a connection can be made. */
export const startOn = async (
  folder: string,
  port: number,
  settings: ReadonlyArray<string> = [],
): Promise<ServerProcess> => {
  const server = programOf("mariadbd", ["mariadb-server"])
  const log = await open(`${folder}.log`, "a")
  const child = spawn(
    server,
    [
      "--no-defaults",
      `--datadir=${folder}`,
      `--port=${port}`,
      "--bind-address=127.0.0.1",
      `--socket=${folder}/s`,
      `--pid-file=${folder}/pid`,
      "--max-connections=200",
      "--innodb-buffer-pool-size=128M",
      "--innodb-log-file-size=64M",
      ...userOfProcess,
      ...settings,
    ],
    { stdio: ["ignore", log.fd, log.fd] },
  )
  // Whoever is interrupted leaves no server behind.
  const atExit = () => child.kill("SIGKILL")
  process.once("exit", atExit)
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve())).finally(() =>
    process.off("exit", atExit),
  )
  await log.close()
  const said = () => readFile(`${folder}.log`, "utf8")
  const url = `mysql://${user}:${user}@127.0.0.1:${port}/`
  const end = async (signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  const started = { url, child, log: said, end }
  await whenReady(started)
  return started
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const whenReady = async ({ url, child, log, end }: ServerProcess): Promise<void> => {
  const until = Date.now() + 60_000
  for (;;) {
    if (child.exitCode !== null) throw new Error(`MariaDB did not start:\n${await log()}`)
    try {
      await say(url, "DO 0")
      return
    } catch (cause) {
      if (Date.now() < until) await pause(100)
      else {
        await end("SIGKILL")
        throw new Error(`MariaDB did not answer:\n${await log()}`, { cause })
      }
    }
  }
}

/** Says one statement on a connection of its own, and gives its rows. */
export const say = async (url: string, sql: string): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> => {
  const connection = await createConnection({ uri: url, charset: "utf8mb4", multipleStatements: true })
  try {
    return (await connection.query(sql))[0] as ReadonlyArray<Readonly<Record<string, unknown>>>
  } finally {
    connection.destroy()
  }
}

/** A MariaDB to try things on. */
export interface TestServer {
  readonly url: string
  /** Makes an empty database and gives its address. */
  readonly newDatabase: () => Promise<string>
  /** Drops a database that was made. */
  readonly dropDatabase: (url: string) => Promise<void>
  /** Stops the server and removes its files; nothing when the server is not ours. */
  readonly stop: () => Promise<void>
}

/** Databases on a server, made and dropped. Their own order of texts is another than the one that Cabas needs. */
export const databasesOn = (url: string, stop: () => Promise<void>): TestServer => {
  const made = new Set<string>()
  const drop = async (name: string): Promise<void> => {
    await say(url, `DROP DATABASE IF EXISTS ${name}`)
    made.delete(name)
  }
  return {
    url,
    newDatabase: async () => {
      const name = `cabas_test_${randomUUID().replaceAll("-", "")}`
      await say(url, `CREATE DATABASE ${name} CHARACTER SET latin1 COLLATE latin1_swedish_ci`)
      made.add(name)
      return new URL(name, url).href
    },
    dropDatabase: (address) => drop(new URL(address).pathname.slice(1)),
    stop: async () => {
      for (const name of made) await drop(name)
      await stop()
    },
  }
}

/** The server that `CABAS_TEST_MARIADB_URL` names, or else one of our own: in a new folder, on a free port. */
export const startTestServer = async (): Promise<TestServer> => {
  const given = process.env["CABAS_TEST_MARIADB_URL"]
  if (given !== undefined && given !== "") return databasesOn(given, async () => {})
  const above = await makeFolder("cabas-mariadb-")
  try {
    const folder = join(above, "data")
    await makeDataFolder(folder)
    const [port = 0] = await freePorts(1)
    const server = await startOn(folder, port)
    return databasesOn(server.url, async () => {
      await server.end()
      await rm(above, { recursive: true, force: true })
    })
  } catch (cause) {
    await rm(above, { recursive: true, force: true })
    throw cause
  }
}
