import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import { chromiumForTests } from "./browser.mjs"
import { closingLine, countLines, countVitest, none, total, withExit } from "./counts.mjs"
import { cache, inProject } from "./paths.mjs"
import { fromSources, runProcess } from "./run-process.mjs"
import { say } from "./say.mjs"
import { buildWidgets } from "./widgets.mjs"

/**
 * @typedef {import("./counts.mjs").Count} Count
 * @typedef {{ name: string, run: (node: string) => Promise<Count> }} Step
 */

/** The worlds that types are checked in: what may know of Node, of a page, of neither. */
const worlds = ["tsconfig.json", "tsconfig.pure.json", "tsconfig.browser.json", "tsconfig.node.json"]
const compiler = inProject("node_modules", "typescript-7", "bin", "tsc")

/** What did not change since the last time is not checked again. @param {string} world */
const worldChecked = (world) => [
  compiler,
  "--project",
  world,
  "--incremental",
  "--tsBuildInfoFile",
  join(cache, `${world}.tsbuildinfo`),
]

/** @type {Step} */
export const types = {
  name: "types",
  run: async (node) => {
    const codes = await Promise.all(worlds.map((world) => runProcess(node, worldChecked(world))))
    return total(codes.map((code) => withExit(none, code)))
  },
}

/**
 * A program of the toolchain that answers with its exit code.
 * @param {string} name @param {string} bin @param {...string} args
 * @returns {Step}
 */
const tool = (name, bin, ...args) => ({
  name,
  run: async (node) => withExit(none, await runProcess(node, [inProject("node_modules", name, "bin", bin), ...args])),
})

export const lint = tool("oxlint", "oxlint", "--deny-warnings")
export const format = tool("oxfmt", "oxfmt", "--check")

/** The pages of docs that come from the code say what the code says. @type {Step} */
export const docs = {
  name: "docs",
  run: async (node) =>
    withExit(none, await runProcess(node, [inProject("scripts", "docs.ts"), "--check"], { env: fromSources })),
}

/** @param {string} name @param {string} config @param {Record<string, string>} [env] @param {string[]} [only] */
const vitest = async (name, config, node = process.execPath, env = {}, only = []) => {
  const report = join(cache, `vitest-${name}.json`)
  mkdirSync(cache, { recursive: true })
  rmSync(report, { force: true })
  const program = inProject("node_modules", "vitest", "vitest.mjs")
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`]
  const code = await runProcess(node, [program, "run", ...only, "--config", config, ...reporters], {
    env: { ...fromSources, ...env },
  })
  return withExit(readReport(report), code)
}

/** Without a report vitest did not come to its end, and its exit code says so. @param {string} file */
const readReport = (file) => {
  try {
    return countVitest(JSON.parse(readFileSync(file, "utf8")))
  } catch {
    return none
  }
}

/** Unit tests, properties, and the style of the source tree. @type {Step} */
export const units = { name: "unit and property tests, tidy", run: (node) => vitest("units", "vitest.config.ts", node) }

/** Those that are quick, with the laws tried on fewer histories, for the everyday loop. @type {Step} */
export const quickUnits = {
  ...units,
  run: (node) => vitest("units", "vitest.everyday.config.ts", node, { CABAS_RUNS: "0.25" }),
}

/**
 * A runner of the testkit, which prints how many passed.
 * @param {string} name @param {...string} args
 * @returns {Step}
 */
const runner = (name, ...args) => ({
  name,
  run: async (node) => {
    let output = ""
    const program = inProject("packages", "testkit", "src", "cli", `${name}.ts`)
    const code = await runProcess(node, [program, ...args], {
      env: fromSources,
      listen: (text) => (output += text),
    })
    return withExit(countLines(output), code)
  },
})

export const conformance = runner("conform", "memory", "sqlite", "postgres")

/** Many servers, faults and feeds on a real PostgreSQL, which the tests start and stop. @type {Step} */
export const postgres = {
  name: "PostgreSQL",
  run: (node) => vitest("postgres", "vitest.storages.config.ts", node, {}, [".pg.test.ts"]),
}

/** The scenarios on each storage that is shipped. @param {string} storage @returns {Step} */
const scenariosOn = (storage) => ({
  ...runner("scenario", "--storage", storage, "scenarios/"),
  name: `scenarios, ${storage}`,
})
export const scenarios = ["memory", "sqlite", "postgres"].map(scenariosOn)

/** The whole walk in a real Chromium. Without one this fails, it is never left out. @type {Step} */
export const endToEnd = {
  name: "end to end, in Chromium",
  run: async (node) => {
    const chromium = chromiumForTests()
    await buildWidgets(node)
    return vitest("e2e", "vitest.e2e.config.ts", node, { CHROMIUM_PATH: chromium })
  },
}

/** A step that cannot be carried out has failed; the others still say what they have to say. @param {Step} step */
const runStep = async ({ name, run }, /** @type {string} */ node) => {
  say(`\n── ${name}`)
  const start = Date.now()
  const count = await run(node).catch((error) => {
    say(String(error instanceof Error ? error.message : error))
    return { passed: 0, failed: 1 }
  })
  return { name, count, seconds: ((Date.now() - start) / 1000).toFixed(1) }
}

/**
 * Runs steps one after the other, whatever the earlier ones came to, and closes with what all of them came to.
 * @param {string} node the path of Node 24
 * @param {ReadonlyArray<Step>} steps
 * @returns {Promise<number>} the exit code
 */
export const runSteps = async (node, steps) => {
  const done = []
  for (const step of steps) done.push(await runStep(step, node))
  say("")
  for (const { name, count, seconds } of done) {
    const mark = count.failed === 0 ? "✓" : "✗"
    const tests = count.passed + count.failed === 0 ? "" : `, ${count.passed} of ${count.passed + count.failed}`
    say(`${mark} ${name}${tests} (${seconds} s)`)
  }
  const all = total(done.map(({ count }) => count))
  say(`\n${closingLine(all)}`)
  return all.failed === 0 ? 0 : 1
}
