import { randomUUID } from "node:crypto"
import * as Effect from "effect/Effect"
import type { Storage } from "@cabas/engine/storage"
import { openPool, quoted } from "../src/postgres/database.ts"
import { postgresStorage } from "../src/postgres/postgres.ts"
import type { PostgresOptions } from "../src/postgres/postgres.ts"
import { say } from "./postgres-server.ts"
import type { TestServer } from "./postgres-server.ts"

/** A storage to be put to the test: what the conformance kit calls a subject. */
export interface TestSubject {
  readonly storage: Storage
  readonly options: PostgresOptions
  readonly reopen: () => Promise<Storage>
  readonly elsewhere: { readonly module: string; readonly open: string; readonly options: unknown }
  readonly peek: () => Promise<string>
  readonly close: () => Promise<void>
}

/** Every row of every table of a schema, as text. */
const everythingIn = async (url: string, schema: string): Promise<string> => {
  const database = await openPool({ url, connections: 1, prepare: false })
  const ask = (sql: string) => Effect.runPromise(database.ask(sql, []))
  try {
    const names = await ask(`SELECT tablename FROM pg_tables WHERE schemaname = '${schema}'`)
    const tables = names.map(([name]) => `${quoted(schema)}.${quoted(String(name))}`)
    const rows = await Promise.all(tables.map((table) => ask(`SELECT t::text FROM ${table} AS t`)))
    return rows.flat().join("\n")
  } finally {
    await database.close()
  }
}

/** A new, empty storage on a server, in a schema of its own, as `testStorage` asks for one. */
export const testSubject = async ({ url }: TestServer): Promise<TestSubject> => {
  const schema = `test_${randomUUID().replaceAll("-", "")}`
  const options: PostgresOptions = { url, schema }
  const storage = await postgresStorage(options)
  let current = storage
  return {
    storage,
    options,
    reopen: async () => {
      await current.close()
      current = await postgresStorage(options)
      return current
    },
    elsewhere: {
      module: new URL("../src/postgres/postgres.ts", import.meta.url).href,
      open: "postgresStorage",
      options,
    },
    peek: () => everythingIn(url, schema),
    close: async () => {
      await current.close()
      await say(url, `DROP SCHEMA IF EXISTS ${quoted(schema)} CASCADE`)
    },
  }
}
