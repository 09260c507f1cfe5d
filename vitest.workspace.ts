import { existsSync, readdirSync } from "node:fs"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

/** Packages are read from their sources: `source` is the first condition of their `exports`. */
const conditions = ["source", "module", "node", "development|production"]

const inProject = (folder: string) => fileURLToPath(new URL(folder, import.meta.url))

/** How often properties are tried, when it is said. */
const setupFiles = "CABAS_RUNS" in process.env ? [inProject("packages/testkit/test/as-often.ts")] : []

/** Files share a worker and its modules, which saves a third of the time: no module of ours keeps state. */
const project = (name: string, folder: string, include: Array<string>, exclude: Array<string> = []) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: { name, root: inProject(folder), include, exclude, environment: "node" as const, isolate: false, setupFiles },
})

/** Tests of whole storages, on disks and real servers: they take their time, and run apart from the everyday ones. */
const ofStorages = ["src/**/*.conform.test.ts", "src/**/*.pg.test.ts"]

/** An example's own storage, and what becomes of its servers. */
const ofExamples = ["**/*.conform.test.ts"]

const packages = readdirSync(inProject("packages")).filter((name) =>
  existsSync(inProject(`packages/${name}/package.json`)),
)

/** A limit is against what hangs, never a measure: a law on a busy machine may take ten times what it takes alone. */
const enough = { testTimeout: 60_000, hookTimeout: 60_000 }

/** Unit and property tests, one project per package, and the tests of style; without those of files named so. */
const unitsWithout = (...left: Array<string>) =>
  defineConfig({
    test: {
      ...enough,
      // The process that waits for the others needs no processor of its own.
      maxWorkers: "100%",
      projects: [
        ...packages.map((name) =>
          project(name, `packages/${name}`, ["src/**/*.test.ts", "test/**/*.test.ts"], [...ofStorages, ...left]),
        ),
        project("examples", "examples", ["**/*.test.ts"], ["**/node_modules/**", ...ofExamples, ...left]),
        project("scripts", "scripts", ["**/*.test.ts"], left),
        project("tidy", "tidy", ["**/*.test.ts"], left),
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
      ...packages.map((name) => project(name, `packages/${name}`, ofStorages)),
      project("examples", "examples", ofExamples, ["**/node_modules/**"]),
    ],
  },
})

const browser = project("e2e", "e2e", ["**/*.test.ts"])
const patience = { fileParallelism: false, ...enough }

/** Tests in a real browser, run on their own and one by one: they need the machine for the server they start. */
export const endToEnd = defineConfig({
  test: { projects: [{ ...browser, test: { ...browser.test, ...patience } }] },
})
