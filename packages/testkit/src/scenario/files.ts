import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import type { Storage } from "@cabas/engine/storage"
import { readScenarios } from "./read-scenarios.ts"
import type { Reported } from "./report.ts"
import { runScenario } from "./run-scenario.ts"

/** A storage that nobody has written to, and how to let go of it. */
export interface FreshStorage {
  readonly storage: Storage
  readonly release: () => Promise<void>
}

/** The scenario files under paths, folders searched to the bottom, in order of name. Throws when a path is not there. */
export const scenarioFiles = (paths: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(paths.flatMap((path) => (statSync(path).isDirectory() ? filesUnder(path) : [path]))),
]

const filesUnder = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .map((name) => join(folder, name))

/** Runs every scenario of a file, each on a storage of its own. A file that cannot be read counts as one that failed. */
export const runFile = async (
  file: string,
  open: () => FreshStorage | Promise<FreshStorage>,
): Promise<ReadonlyArray<Reported>> => {
  const { scenarios, problems } = readScenarios(readFileSync(file, "utf8"))
  if (scenarios === undefined) return [{ file, result: { title: "cannot be read", problems } }]
  const reported: Reported[] = []
  for (const scenario of scenarios) {
    const { storage, release } = await open()
    try {
      reported.push({ file, result: await runScenario(scenario, { storage }) })
    } finally {
      await release()
    }
  }
  return reported
}
