import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest"
import { runPromise } from "effect/Effect"
import { openPool, quoted } from "./database.ts"
import type { Row } from "./database.ts"
import { postgresStorage } from "./postgres.ts"
import type { PostgresOptions } from "./postgres.ts"
import { steps } from "./schema.ts"
import { batch, commit, fed, moving, writing } from "../../test/batches.ts"
import { startTestServer } from "../../test/postgres-server.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const server = await startTestServer()
afterAll(server.stop)

let url: string

beforeEach(async () => {
  url = await server.newDatabase()
})

afterEach(() => server.dropDatabase(url))

const run = async (sql: string): Promise<ReadonlyArray<Row>> => {
  const database = await openPool({ url, connections: 1, prepare: false })
  try {
    return await runPromise(database.ask(sql, []))
  } finally {
    await database.close()
  }
}

/** The sentence with which opening fails. */
const refusal = (options: PostgresOptions): Promise<string> =>
  postgresStorage(options).then(
    async (storage) => {
      await storage.close()
      return "opened"
    },
    ({ _tag, reason }: { readonly _tag: string; readonly reason: string }) => `${_tag}: ${reason}`,
  )

const reached = async (schema = "cabas") =>
  (await run(`SELECT version FROM ${quoted(schema)}.cabas_schema ORDER BY version`)).map(([version]) => version)

it("a new database gets the schema once, and opening again finds everything as it was", async () => {
  const first = await postgresStorage({ url })
  await commit(first, batch("one", writing("group")))
  await first.close()
  const second = await postgresStorage({ url })
  expect(await fed(second)).toEqual(["one"])
  await second.close()
  expect(await reached()).toEqual(steps.map((_, index) => index + 1))
})

it("eight servers that open a new database at the same moment all get to work", async () => {
  const storages = await Promise.all(Array.from({ length: 8 }, () => postgresStorage({ url, connections: 2 })))
  const outcomes = await Promise.all(storages.map((storage, turn) => commit(storage, batch(`batch ${turn}`))))
  expect(outcomes.map(({ _tag }) => _tag)).toEqual(storages.map(() => "Committed"))
  for (const storage of storages) await storage.close()
  expect(await reached()).toEqual(steps.map((_, index) => index + 1))
})

it("a step that fails leaves the database as it was, and the next opening goes through", async () => {
  await run("CREATE SCHEMA cabas")
  await run("CREATE TABLE cabas.numbers (somebody_elses integer)")
  expect(await refusal({ url })).toBe('StorageDown: PostgreSQL: relation "numbers" already exists')
  expect(await run("SELECT tablename FROM pg_tables WHERE schemaname = 'cabas'")).toEqual([["numbers"]])
  await run("DROP TABLE cabas.numbers")
  await (await postgresStorage({ url })).close()
})

it("a database written by a newer Cabas is refused, and left alone", async () => {
  await (await postgresStorage({ url })).close()
  await run(`INSERT INTO cabas.cabas_schema (version) VALUES (${steps.length + 1})`)
  expect(await refusal({ url })).toBe(
    `StorageDown: The schema cabas of the database was written by a newer Cabas: its version is ${steps.length + 1}, ` +
      `and this one knows versions up to ${steps.length}. Update Cabas, or name another schema.`,
  )
})

it("schemas of any name live side by side in one database and know nothing of each other", async () => {
  const names = ["cabas", 'Épicerie du "coin"', "cabas; DROP SCHEMA cabas"]
  const storages = await Promise.all(names.map((schema) => postgresStorage({ url, schema })))
  for (const [turn, storage] of storages.entries()) {
    await commit(storage, batch("the same id", moving("x:", "wallet:ana", turn + 1)))
  }
  for (const storage of storages) expect(await fed(storage)).toEqual(["the same id"])
  for (const storage of storages) await storage.close()
  expect(await reached(names[1])).toEqual([...steps.keys()].map((step) => step + 1))
})

it("a role that may not make schemas can use one that is there", async () => {
  const role = `reader_${Math.random().toString(36).slice(2)}`
  await run(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`)
  await run(`CREATE SCHEMA host AUTHORIZATION ${role}`)
  const address = new URL(url)
  address.username = role
  address.password = "secret"
  expect(await refusal({ url: address.href })).toContain("permission denied for database")
  const storage = await postgresStorage({ url: address.href, schema: "host" })
  expect((await commit(storage, batch("one")))._tag).toBe("Committed")
  await storage.close()
  await run(`DROP OWNED BY ${role} CASCADE`)
  await run(`DROP ROLE ${role}`)
})

it("a database whose transactions are not read committed is refused, and told how to mend it", async () => {
  await run(
    `ALTER DATABASE ${quoted(new URL(url).pathname.slice(1))} SET default_transaction_isolation = 'serializable'`,
  )
  expect(await refusal({ url })).toBe(
    "StorageDown: The database's transactions are serializable unless told: Cabas needs them read committed. " +
      "Say ALTER ROLE … SET default_transaction_isolation = 'read committed' for the role that Cabas has.",
  )
})

it("a database of another encoding is refused", async () => {
  const name = `latin_${Math.random().toString(36).slice(2)}`
  await run(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc`)
  const address = new URL(url)
  address.pathname = `/${name}`
  expect(await refusal({ url: address.href })).toBe(
    "StorageDown: The database's encoding is LATIN1: UTF8 is needed for letters of every language.",
  )
  await run(`DROP DATABASE ${name}`)
})

it("an address where nothing answers, a wrong password and an unknown database are StorageDown", async () => {
  const changed = (change: (address: URL) => void): Promise<string> => {
    const address = new URL(url)
    change(address)
    return refusal({ url: address.href })
  }
  expect(await changed((address) => (address.port = "1"))).toMatch(/^StorageDown: PostgreSQL: .*ECONNREFUSED/)
  expect(await changed((address) => (address.password = "wrong"))).toMatch(
    /^StorageDown: PostgreSQL: password authentication failed/,
  )
  expect(await changed((address) => (address.pathname = "/nowhere"))).toBe(
    'StorageDown: PostgreSQL: database "nowhere" does not exist',
  )
})
