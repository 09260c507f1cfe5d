import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { spawn } from "node:child_process"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"

const usage = "Usage: npm run conform -- NAME…  (a storage is tried by a file NAME.conform.test.ts of some package)"
const root = fileURLToPath(new URL("../../../..", import.meta.url))
const suffix = ".conform.test.ts"

/** The file that tries each storage, by the storage's name. */
const suites = (): ReadonlyMap<string, string> =>
  new Map(globSync(`packages/*/src/**/*${suffix}`, { cwd: root }).map((file) => [basename(file, suffix), file]))

/** What vitest's report says of one promise. */
interface Kept {
  readonly ancestorTitles: ReadonlyArray<string>
  readonly title: string
  readonly status: string
  readonly failureMessages: ReadonlyArray<string>
}

interface Report {
  readonly testResults: ReadonlyArray<{
    readonly name: string
    readonly message?: string
    readonly assertionResults: ReadonlyArray<Kept>
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

/** A storage's promises by group, in the order of the suite. */
const groupsOf = (report: Report, file: string): ReadonlyMap<string, ReadonlyArray<Kept>> => {
  const groups = new Map<string, Array<Kept>>()
  for (const kept of report.testResults.find(({ name }) => name.endsWith(file))?.assertionResults ?? []) {
    const group = kept.ancestorTitles.at(-1) ?? ""
    groups.set(group, [...(groups.get(group) ?? []), kept])
  }
  return groups
}

const passed = ({ status }: Kept): boolean => status === "passed"

/** The table of groups and storages: promises kept of promises that concern it, a dash when none does. */
const table = (
  names: ReadonlyArray<string>,
  results: ReadonlyArray<ReadonlyMap<string, ReadonlyArray<Kept>>>,
): string => {
  const groups = [...new Set(results.flatMap((found) => [...found.keys()]))]
  const wide = Math.max(...groups.map((group) => group.length), 0) + 2
  const cell = (kept: ReadonlyArray<Kept> | undefined): string =>
    kept === undefined ? "–" : `${kept.filter(passed).length}/${kept.length}`
  const row = (title: string, cells: ReadonlyArray<string>): string =>
    `${title.padEnd(wide)}${cells.map((text) => text.padStart(10)).join("")}`.trimEnd()
  return [
    row("", names),
    ...groups.map((group) =>
      row(
        group,
        results.map((found) => cell(found.get(group))),
      ),
    ),
  ].join("\n")
}

/** Every promise that was broken, with what was seen. */
const broken = (
  names: ReadonlyArray<string>,
  results: ReadonlyArray<ReadonlyMap<string, ReadonlyArray<Kept>>>,
): string =>
  results
    .flatMap((groups, index) =>
      [...groups].flatMap(([group, kept]) =>
        kept
          .filter((one) => !passed(one))
          .map(({ title, failureMessages }) => `\n${names[index]}: ${group}: ${title}\n${failureMessages.join("\n")}`),
      ),
    )
    .join("\n")

/** Tries the storages that are named, prints what each keeps to, and gives the exit code. */
const main = async (names: ReadonlyArray<string>): Promise<number> => {
  const known = suites()
  const unknown = names.filter((name) => !known.has(name))
  if (names.length === 0 || unknown.length > 0) {
    const says = names.length === 0 ? "No storage was named." : `No such storage: ${unknown.join(", ")}.`
    process.stderr.write(`${says} There are ${[...known.keys()].toSorted().join(", ")}.\n${usage}\n`)
    return 2
  }
  const files = names.map((name) => known.get(name) ?? "")
  const report = await run(files)
  const results = files.map((file) => groupsOf(report, file))
  const all = results.flatMap((groups) => [...groups.values()].flat())
  // A suite that could not be loaded has no promise to show, and counts as one broken.
  const unloaded = names.filter((_, index) => results[index]?.size === 0)
  const failed = all.filter((kept) => !passed(kept)).length + unloaded.length
  process.stdout.write(`${table(names, results)}\n${broken(names, results)}`)
  for (const name of unloaded)
    process.stdout.write(`\n${name}: the suite could not be run\n${messageOf(report, known.get(name) ?? "")}\n`)
  process.stdout.write(`\n${all.filter(passed).length} passed, ${failed} failed\n`)
  return failed === 0 ? 0 : 1
}

const messageOf = (report: Report, file: string): string =>
  report.testResults.find(({ name }) => name.endsWith(file))?.message ?? ""

process.exitCode = await main(process.argv.slice(2))
