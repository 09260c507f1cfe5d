// Every figure against a floor of this folder, run in turns in this process:
// `npm run bench`, `npm run bench -- --json FILE`, `npm run bench -- --only confirm-memory`, `-- --quick`.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { parseArgs } from "node:util"
import { startTestServer } from "../packages/storage-sql/test/postgres-server.ts"
import type { TestServer } from "../packages/storage-sql/test/postgres-server.ts"
import { archiveMemory } from "./archive-memory.ts"
import { confirmInMemory, confirmOnSqlite } from "./confirm.ts"
import { validateDistribution, weighLine } from "./day.ts"
import { firstPage } from "./first-page.ts"
import { historyGrowth, historyGrowthOnPostgres } from "./history.ts"
import { httpBench } from "./http.ts"
import { groupsGrowthOnPostgres, groupsGrowthOnSqlite, spaceScaling, spaceScalingOnSlowDisk } from "./many-groups.ts"
import { deskKeys } from "./keys.ts"
import type { Measured } from "./measure.ts"
import { confirmOnPostgres } from "./postgres.ts"
import { pricing } from "./pricing.ts"
import { offlineReplay } from "./replay.ts"
import { recap, recapDistribution } from "./recap.ts"
import { closeDelivery, shiftPreview, subscribeSeason } from "./season.ts"
import { verifyOnSqlite } from "./verify.ts"

const { values } = parseArgs({
  options: { json: { type: "string" }, only: { type: "string" }, quick: { type: "boolean", default: false } },
})
const only = values.only?.split(",")
const rounds = values.quick ? 3 : 7
const scale = values.quick ? 0.25 : 1
const jobs = (count: number): number => Math.max(1, Math.round(count * scale))

const groups = values.quick ? 300 : 2000

const folder = mkdtempSync(join(tmpdir(), "cabas-bench-"))

const one = async (measured: Promise<Measured>): Promise<ReadonlyArray<Measured>> => [await measured]

let started: Promise<TestServer> | undefined
/** A server of our own that flushes every commit, started by the first measure that needs one. */
const server = (): Promise<TestServer> => (started ??= startTestServer({ durable: true, own: true }))

/** What is measured together, under the names that it gives. */
const measures: ReadonlyArray<readonly [names: ReadonlyArray<string>, run: () => Promise<ReadonlyArray<Measured>>]> = [
  [["price-basket"], () => one(pricing(rounds, jobs(200_000)))],
  [["confirm-memory"], () => one(confirmInMemory({ rounds, jobs: jobs(4000) }))],
  [["confirm-sqlite-1"], () => one(confirmOnSqlite(folder, 1, { rounds, jobs: jobs(2000) }))],
  [["confirm-sqlite-8"], () => one(confirmOnSqlite(folder, 8, { rounds, jobs: jobs(2000) }))],
  [["catalog-http-1", "catalog-http-8"], () => httpBench(rounds, jobs(2000))],
  [["recap"], () => one(recap(folder, rounds, jobs(200)))],
  [["recap-distribution"], () => one(recapDistribution(folder, rounds, jobs(100)))],
  [["subscribe-season"], () => one(subscribeSeason(folder, { rounds, jobs: jobs(60) }))],
  [["close-delivery"], () => one(closeDelivery(folder, Math.min(rounds, 5), 500))],
  [["shift-preview"], () => one(shiftPreview(folder, rounds, jobs(20)))],
  [["weigh-line"], () => one(weighLine(folder, { rounds, jobs: jobs(1500) }))],
  [["offline-replay"], () => one(offlineReplay(folder, Math.min(rounds, 5)))],
  [["validate-distribution"], () => one(validateDistribution(folder, Math.min(rounds, 5)))],
  [["history-growth"], () => one(historyGrowth(folder, { rounds, jobs: jobs(500) }))],
  [["groups-growth"], () => one(groupsGrowthOnSqlite(folder, groups, { rounds, jobs: jobs(2000) }))],
  [["verify-sqlite"], () => one(verifyOnSqlite(folder, { rounds, jobs: jobs(4000) }))],
  [["export-memory", "import-memory"], () => archiveMemory(folder, values.quick ? 700 : 1500)],
  [["confirm-postgres-1"], async () => one(confirmOnPostgres(await server(), 1, { rounds, jobs: jobs(1000) }))],
  [["confirm-postgres-8"], async () => one(confirmOnPostgres(await server(), 8, { rounds, jobs: jobs(1500) }))],
  [["space-scaling", "space-scaling-busy"], async () => spaceScaling(await server(), { rounds, jobs: jobs(1000) })],
  [
    ["space-scaling-slow-disk", "space-scaling-slow-disk-busy"],
    async () => spaceScalingOnSlowDisk(await server(), { rounds, jobs: jobs(200) }),
  ],
  [
    ["groups-growth-postgres"],
    async () => one(groupsGrowthOnPostgres(await server(), groups, { rounds, jobs: jobs(2000) })),
  ],
  [["history-growth-postgres"], async () => one(historyGrowthOnPostgres(await server(), { rounds, jobs: jobs(500) }))],
  [["desk-keys"], () => one(deskKeys(folder, Math.min(rounds, 3)))],
  [["first-page"], () => one(firstPage(folder, rounds))],
]

/** Jobs a second, megabytes, or how often more where that is what is compared. */
const figure = (name: string, value: number): string =>
  name.endsWith("port-memory")
    ? `${value.toFixed(0)} MB`.padStart(11)
    : name.endsWith("-busy")
      ? value.toFixed(2).padStart(11)
      : perSecond(value)

const perSecond = (value: number): string => `${value < 100 ? value.toFixed(2) : value.toFixed(0)}/s`.padStart(11)

/** From where on the ratio of the last rounds is another than that of the first: one of both is not what it was. */
const drifting = 1.3

const drifted = ({ drift: [first, last] = [1, 1] }: Measured): string =>
  Math.max(first / last, last / first) < drifting ? "" : `   from ${first.toFixed(3)} to ${last.toFixed(3)}`

const shown = (measured: Measured): string => {
  const { name, opsPerSecond, floorOpsPerSecond, ratio } = measured
  return `${name.padEnd(24)} ${figure(name, opsPerSecond)}   floor ${figure(name, floorOpsPerSecond)}   ratio ${ratio.toFixed(3)}${drifted(measured)}\n`
}

const results: Measured[] = []
try {
  for (const [names, run] of measures) {
    if (only !== undefined && !names.some((name) => only.includes(name))) continue
    for (const measured of await run()) {
      results.push(measured)
      process.stdout.write(shown(measured))
    }
  }
} finally {
  await (await started)?.stop()
  rmSync(folder, { recursive: true })
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`)
