import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { spawn } from "node:child_process"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { storagePromises } from "../conformance/index.ts"
import { verdictOn } from "../conformance/mutants/caught.ts"
import { mutants } from "../conformance/mutants/index.ts"
import { kitMark, pageOf, recordsWith, standingOf, tableOf } from "./compatibility.ts"
import type { RunRecord, Standing, Tried } from "./compatibility.ts"

const usage = `Usage: npm run conform -- NAME… [--json FILE] [--page]   a storage is tried by a file NAME.conform.test.ts
       npm run conform -- --page                        the page of the records that there are, made again
       npm run conform -- --mutants                     storages that are wrong on purpose`
const root = fileURLToPath(new URL("../../../..", import.meta.url))
const suffix = ".conform.test.ts"
const pageFile = join(root, "docs", "compatibility.md")
const recordsFile = join(root, "docs", "compatibility.json")

/** The file that tries each storage, by the storage's name. */
const suites = (): ReadonlyMap<string, string> =>
  new Map(
    globSync([`packages/*/src/**/*${suffix}`, `examples/*/**/*${suffix}`], {
      cwd: root,
      exclude: (name) => name.includes("node_modules"),
    }).map((file) => [basename(file, suffix), file]),
  )

interface Report {
  readonly testResults: ReadonlyArray<{
    readonly name: string
    readonly message?: string
    readonly assertionResults: ReadonlyArray<Tried>
  }>
}

/** Runs the suites with vitest and gives its report. */
const run = async (files: ReadonlyArray<string>): Promise<Report> => {
  const folder = mkdtempSync(join(tmpdir(), "cabas-conform-"))
  const output = join(folder, "report.json")
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs")
  try {
    await new Promise<void>((resolve, reject) => {
      const config = join(root, "vitest.storages.config.ts")
      const args = [vitest, "run", ...files, "--config", config, "--reporter=json", `--outputFile=${output}`]
      const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] })
      child.once("error", reject)
      child.once("close", () => resolve())
    })
    return JSON.parse(readFileSync(output, "utf8"))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The tests of one suite. */
const triedIn = (report: Report, file: string): ReadonlyArray<Tried> =>
  report.testResults.find(({ name }) => name.endsWith(file))?.assertionResults ?? []

const messageOf = (report: Report, file: string): string =>
  report.testResults.find(({ name }) => name.endsWith(file))?.message ?? ""

/** Every promise that was broken, with what was seen. */
const brokenBy = ({ name, broken }: Standing): string =>
  broken.map(({ group, title, said }) => `\n${name}: ${group}: ${title}\n${said}\n`).join("")

/** Puts what was seen among the records of earlier runs, and makes the page of all of them. */
const writePage = (standings: ReadonlyArray<Standing>): void => {
  const earlier: ReadonlyArray<RunRecord> = JSON.parse(readFileSync(recordsFile, "utf8"))
  const records = recordsWith(earlier, standings, kitMark(storagePromises))
  writeFileSync(recordsFile, `${JSON.stringify(records, null, 2)}\n`)
  writeFileSync(pageFile, pageOf(records, storagePromises))
}

/** Tries the storages that are named and prints what each keeps to; gives the exit code. */
const tryStorages = async (names: ReadonlyArray<string>, json: string | undefined, page: boolean): Promise<number> => {
  if (names.length === 0 && page) {
    writePage([])
    return 0
  }
  const known = suites()
  const unknown = names.filter((name) => !known.has(name))
  if (names.length === 0 || unknown.length > 0) {
    const says = names.length === 0 ? "No storage was named." : `No such storage: ${unknown.join(", ")}.`
    process.stderr.write(`${says} There are ${[...known.keys()].toSorted().join(", ")}.\n${usage}\n`)
    return 2
  }
  const report = await run(names.map((name) => known.get(name) ?? ""))
  const standings = names.map((name) => standingOf(name, triedIn(report, known.get(name) ?? "")))
  // A suite that could not be loaded has no promise to show, and counts as one broken.
  const unloaded = standings.filter(({ groups }) => groups.length === 0)
  process.stdout.write(`${tableOf(standings)}\n${standings.map(brokenBy).join("")}`)
  for (const { name } of unloaded)
    process.stdout.write(`\n${name}: the suite could not be run\n${messageOf(report, known.get(name) ?? "")}\n`)
  const scores = standings.flatMap(({ groups, besides }) => [...groups, ...besides])
  const kept = scores.reduce((sum, score) => sum + score.kept, 0)
  const failed = scores.reduce((sum, score) => sum + score.of - score.kept, 0) + unloaded.length
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(standings, null, 2)}\n`)
  if (page && unloaded.length === 0) writePage(standings)
  process.stdout.write(`\n${kept} passed, ${failed} failed\n`)
  return failed === 0 ? 0 : 1
}

/** Puts each mutant to the promise that must catch it and prints what was seen; gives the exit code. */
const tryMutants = async (): Promise<number> => {
  let survivors = 0
  for (const mutant of mutants) {
    const { promise, seen } = await verdictOn(mutant)
    if (seen === null) survivors += 1
    const mark = seen === null ? "✗ survived" : "✓ caught"
    process.stdout.write(`${mark}: a storage that ${mutant.wrong}\n    by ${promise.group}: ${promise.title}\n`)
  }
  process.stdout.write(`\n${mutants.length - survivors} passed, ${survivors} failed\n`)
  return survivors === 0 ? 0 : 1
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "string" },
    page: { type: "boolean", default: false },
    mutants: { type: "boolean", default: false },
  },
})
process.exitCode = values.mutants ? await tryMutants() : await tryStorages(positionals, values.json, values.page)
