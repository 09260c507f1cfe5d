import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { parseArgs } from "node:util"
import { memoryStorage } from "@cabas/engine"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import type { FreshStorage } from "../scenario/files.ts"
import { runFile, scenarioFiles } from "../scenario/files.ts"
import { hasPassed, linesOf, summaryOf } from "../scenario/report.ts"
import type { Reported } from "../scenario/report.ts"

const usage = "Usage: npm run scenario -- [--storage memory|sqlite|postgres] FILE…  (files or folders)"

const memory = (): FreshStorage => ({ storage: memoryStorage(), release: async () => {} })

/** A database file of its own, gone afterwards. */
const sqlite = (): FreshStorage => {
  const folder = mkdtempSync(join(tmpdir(), "cabas-scenario-"))
  const storage = sqliteStorage({ file: join(folder, "scenario.db") })
  const release = async () => {
    await storage.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { storage, release }
}

const storages: Readonly<Record<string, () => FreshStorage>> = { memory, sqlite }

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
  if (values.storage === "postgres") return misused("PostgreSQL is not available yet: use memory or sqlite.")
  const open = Object.hasOwn(storages, values.storage) ? storages[values.storage] : undefined
  if (open === undefined) return misused(`There is no storage ${values.storage}.`)
  const files = scenarioFiles(positionals)
  if (files.length === 0) return misused("No scenario file was named or found.")
  const all: Reported[] = []
  for (const file of files) {
    const reported = await runFile(file, open)
    for (const line of reported.flatMap(linesOf)) process.stdout.write(`${line}\n`)
    all.push(...reported)
  }
  process.stdout.write(`${summaryOf(all)}\n`)
  return all.every(hasPassed) ? 0 : 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (cause) {
  process.exitCode = misused(cause instanceof Error ? cause.message : String(cause))
}
