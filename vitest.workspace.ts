import process from "node:process"
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

/** Packages are read from their sources: `source` is a condition of their `exports`. */
const execArgv = ["--conditions=source"]

/** Node reads the sources itself, as it does where they run: nothing is made of them for the tests. */
const experimental = { viteModuleRunner: false, nodeLoader: false }

const inProject = (folder: string) => fileURLToPath(new URL(folder, import.meta.url))

/** How often properties are tried, when it is said. */
const setupFiles = "CABAS_RUNS" in process.env ? [inProject("packages/testkit/test/as-often.ts")] : []

/** Files share a worker and its modules, which saves a third of the time: no module of ours keeps state. */
const project = (name: string, folder: string, include: Array<string>, exclude: Array<string> = []) => ({
  test: {
    name,
    root: inProject(folder),
    include,
    exclude,
    environment: "node" as const,
    isolate: false,
    setupFiles,
    execArgv,
    experimental,
  },
})

/** Tests of whole storages, on disks and real servers: they take their time, and run apart from the everyday ones. */
const ofStorages = ["**/*.conform.test.ts", "**/*.pg.test.ts"]

/** A limit is against what hangs, never a measure: a law on a busy machine may take ten times what it takes alone. */
const enough = { testTimeout: 60_000, hookTimeout: 60_000 }

/**
 * Unit and property tests, and the tests of style; without those of files named so. One project, so that a worker reads
 * each source once for the tests of all packages.
 */
const unitsWithout = (...left: Array<string>) =>
  defineConfig({
    test: {
      ...enough,
      // The process that waits for the others needs no processor of its own.
      maxWorkers: "100%",
      projects: [
        project(
          "units",
          ".",
          ["packages/*/{src,test}/**/*.test.ts", "{examples,scripts,tidy}/**/*.test.ts"],
          ["**/node_modules/**", ...ofStorages, ...left],
        ),
      ],
    },
  })

/** All of them: `npm test`. */
export default unitsWithout()

/** Those of every day, `npm run check`: what starts processes or seeds whole associations takes its time apart. */
export const everyday = unitsWithout("**/*.slow.test.ts")

/** What storages promise, and what becomes of PostgreSQL under many servers: `npm run conform`, `npm test`. */
export const storages = defineConfig({
  test: {
    ...enough,
    projects: [
      project(
        "storages",
        ".",
        ofStorages.map((files) => `{packages,examples}/${files}`),
        ["**/node_modules/**"],
      ),
    ],
  },
})

const browser = project("e2e", "e2e", ["**/*.test.ts"])
const patience = { fileParallelism: false, ...enough }

/** Tests in a real browser, run on their own and one by one: they need the machine for the server they start. */
export const endToEnd = defineConfig({
  test: { projects: [{ ...browser, test: { ...browser.test, ...patience } }] },
})
