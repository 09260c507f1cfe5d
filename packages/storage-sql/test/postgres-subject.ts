import { randomUUID } from "node:crypto"
import type { Storage } from "@cabas/engine/storage"
import { quoted } from "../src/postgres/database.ts"
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
  readonly close: () => Promise<void>
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
    close: async () => {
      await current.close()
      await say(url, `DROP SCHEMA IF EXISTS ${quoted(schema)} CASCADE`)
    },
  }
}
