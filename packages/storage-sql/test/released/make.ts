// Writes down the schemas of today, with a group in them, where no file has them yet. What is there is never changed:
// `node --conditions=source packages/storage-sql/test/released/make.ts`, before a version with another schema is released.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { DatabaseSync } from "node:sqlite"
import { runPromise } from "effect/Effect"
import * as fc from "fast-check"
import { memoryStorage } from "@cabas/engine"
import { historyArbitrary, play } from "@cabas/testkit/arbitraries"
import { openPool } from "../../src/postgres/database.ts"
import { postgresStorage } from "../../src/postgres/postgres.ts"
import { steps as postgresSteps } from "../../src/postgres/schema.ts"
import { steps as sqliteSteps } from "../../src/sqlite/schema.ts"
import { sqliteStorage } from "../../src/sqlite/sqlite.ts"
import { archiveOf, takeIn } from "../archives.ts"
import { startTestServer } from "../postgres-server.ts"
import { archive, between, group, releasedFolder } from "./released.ts"

const literal = (value: unknown): string =>
  value === null ? "NULL" : typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value)

const insertion = (table: string, columns: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<unknown>>) =>
  `INSERT INTO ${table} (${columns.join(", ")}) VALUES\n${rows.map((row) => `(${row.map(literal).join(", ")})`).join(",\n")}`

const write = (name: string, statements: ReadonlyArray<string>): void => {
  const file = `${releasedFolder}${name}`
  if (existsSync(file)) return
  writeFileSync(file, `${statements.map((one) => one.trim()).join(between)}\n`)
  process.stdout.write(`${name} was written.\n`)
}

const makeArchive = async (): Promise<void> => {
  const file = `${releasedFolder}group.jsonl`
  if (existsSync(file)) return
  const memory = memoryStorage()
  for (const history of fc.sample(historyArbitrary(), { numRuns: 1, seed: 20_260_501 })) await play(history, memory)
  writeFileSync(file, `${(await archiveOf(memory, group)).join("\n")}\n`)
}

const makeSqlite = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "cabas-released-"))
  const file = join(folder, "group.db")
  const storage = sqliteStorage({ file })
  await takeIn(storage, archive())
  await storage.close()
  const database = new DatabaseSync(file)
  const rowsOf = (table: string) => {
    const rows = database.prepare(`SELECT * FROM ${table}`).all()
    return rows.length === 0 ? [] : [insertion(table, Object.keys(rows[0] ?? {}), rows.map(Object.values))]
  }
  const tables = ["spaces", "journal", "documents", "indexed", "accounts", "balances", "entries", "numbers"]
  const [versions] = database.prepare("SELECT sql FROM sqlite_schema WHERE name = 'cabas_schema'").all()
  const version = sqliteSteps.length
  const reached = sqliteSteps.map((_, index) => `INSERT INTO cabas_schema (version) VALUES (${index + 1})`)
  write(`sqlite-${version}.sql`, [String(versions?.["sql"]), ...sqliteSteps, ...reached, ...tables.flatMap(rowsOf)])
  database.close()
  rmSync(folder, { recursive: true })
}

/** Tables and columns of the rows, as they have been since the first version. */
const tables = {
  batches: "space, moment, id, made_by, made_at, operation, fingerprint, numbers, answer, facts, postings",
  documents: "space, key, version, indexed, state",
  indexed: "space, name, value, key",
  balances: "space, account, unit, quantity",
  entries: "space, account, moment, place, made_at, made_by, other, quantity, unit, reason, reference",
  numbers: "space, series, key, number",
} as const

const makePostgres = async (): Promise<void> => {
  const server = await startTestServer()
  const url = await server.newDatabase()
  const storage = await postgresStorage({ url })
  await takeIn(storage, archive())
  await storage.close()
  const database = await openPool({ url, connections: 1, prepare: false })
  const rows: Array<string> = []
  for (const [table, columns] of Object.entries(tables)) {
    const found = await runPromise(database.ask(`SELECT ${columns} FROM cabas.${table}`, []))
    rows.push(insertion(`cabas.${table}`, columns.split(", "), found))
  }
  await database.close()
  await server.stop()
  for (const [index] of postgresSteps.entries()) {
    const done = postgresSteps.slice(0, index + 1)
    const reached = done.map((_, before) => `INSERT INTO cabas.cabas_schema (version) VALUES (${before + 1})`)
    const versions =
      "CREATE TABLE cabas.cabas_schema (version integer PRIMARY KEY, reached_at timestamptz NOT NULL DEFAULT now())"
    const schema = ["CREATE SCHEMA cabas", versions, ...done.flatMap((step) => step('"cabas"'))]
    write(`postgres-${index + 1}.sql`, [...schema, ...reached, ...rows])
  }
}

await makeArchive()
await makeSqlite()
await makePostgres()
