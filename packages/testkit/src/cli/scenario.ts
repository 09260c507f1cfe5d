import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { parseArgs } from "node:util"
import { memoryStorage } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import type { FreshStorage } from "../scenario/files.ts"
import { runFile, scenarioFiles } from "../scenario/files.ts"
import { hasPassed, linesOf, summaryOf } from "../scenario/report.ts"
import type { Reported } from "../scenario/report.ts"

const usage = "Usage: npm run scenario -- [--storage memory|sqlite|postgres] FILE…  (files or folders)"

/** Where scenarios find storages of their own, and what is done when all have run. */
interface Supply {
  readonly fresh: () => FreshStorage | Promise<FreshStorage>
  readonly end: () => Promise<void>
}

const nothing = async () => {}

const memory = async (): Promise<Supply> => ({
  fresh: () => ({ storage: memoryStorage(), release: nothing }),
  end: nothing,
})

/** A database file for each scenario, gone afterwards. */
const sqlite = async (): Promise<Supply> => {
  const folder = mkdtempSync(join(tmpdir(), "cabas-scenario-"))
  let files = 0
  return {
    fresh: () => {
      const storage = sqliteStorage({ file: join(folder, `${(files += 1)}.db`) })
      return { storage, release: storage.close }
    },
    end: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** What the tests of the storage have for others: a server, and storages on it. */
interface TestPostgres {
  readonly startTestServer: () => Promise<{ readonly url: string; readonly stop: () => Promise<void> }>
  readonly testSubject: (server: { readonly url: string }) => Promise<{
    readonly storage: Storage
    readonly close: () => Promise<void>
  }>
}

/** The server that `CABAS_TEST_PG_URL` names, or one that is started for it; a schema for each scenario, gone afterwards. */
const postgres = async (): Promise<Supply> => {
  const tests = new URL("../../../storage-sql/test/", import.meta.url)
  const { startTestServer }: TestPostgres = await import(new URL("postgres-server.ts", tests).href)
  const { testSubject }: TestPostgres = await import(new URL("postgres-subject.ts", tests).href)
  const server = await startTestServer()
  return {
    fresh: async () => {
      const { storage, close } = await testSubject(server)
      return { storage, release: close }
    },
    end: server.stop,
  }
}

const storages: Readonly<Record<string, () => Promise<Supply>>> = { memory, sqlite, postgres }

/** Says what is wrong with the command line and gives its exit code. */
const misused = (says: string): number => {
  process.stderr.write(`${says}\n${usage}\n`)
  return 2
}

const read = (args: ReadonlyArray<string>) =>
  parseArgs({ args: [...args], allowPositionals: true, options: { storage: { type: "string", default: "memory" } } })

/** Runs what the command line names, says how it ended, and gives the exit code. */
const main = async (args: ReadonlyArray<string>): Promise<number> => {
  const { values, positionals } = read(args)
  const open = Object.hasOwn(storages, values.storage) ? storages[values.storage] : undefined
  if (open === undefined) return misused(`There is no storage ${values.storage}.`)
  const files = scenarioFiles(positionals)
  if (files.length === 0) return misused("No scenario file was named or found.")
  const all: Reported[] = []
  const { fresh, end } = await open()
  try {
    for (const file of files) {
      const reported = await runFile(file, fresh)
      for (const line of reported.flatMap(linesOf)) process.stdout.write(`${line}\n`)
      all.push(...reported)
    }
  } finally {
    await end()
  }
  process.stdout.write(`${summaryOf(all)}\n`)
  return all.every(hasPassed) ? 0 : 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (cause) {
  process.exitCode = misused(cause instanceof Error ? cause.message : String(cause))
}
