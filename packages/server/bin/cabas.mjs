#!/usr/bin/env node
// The command line, on whatever Node there is: in the repository from the sources, installed from what was built.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { join, sep } from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"

const here = fileURLToPath(new URL("..", import.meta.url))
// Node erases no types below node_modules, and a package that is installed there was built.
const isInstalled = here.split(sep).includes("node_modules")

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
const isRecent = isInstalled ? major > 22 || (major === 22 && minor >= 13) : major >= 24

/** Node 24 as the repository brings it. */
const node24 = () => {
  try {
    const folder = join(createRequire(import.meta.url).resolve("node/package.json"), "..")
    const binary = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node")
    return existsSync(binary) ? binary : undefined
  } catch {
    return undefined
  }
}

const again = "CABAS_RUNS_AGAIN"

/** The same again under another Node or with other conditions: in the place of this process where Node can do that. */
const runAgain = (/** @type {string} */ node) => {
  const conditions = isInstalled ? [] : ["--conditions=source", "--disable-warning=ExperimentalWarning"]
  const args = [...conditions, fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  const env = { ...process.env, [again]: String(process.pid) }
  if (typeof process.execve === "function") process.execve(node, [node, ...args], env)
  const child = spawn(node, args, { stdio: "inherit", env })
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal))
  child.once("close", (code) => process.exit(code ?? 1))
}

/** Ends with the process that started this one, also when that one was killed and could not say so. */
const endWithStarter = () => {
  const starter = process.ppid
  if (process.env[again] !== String(starter)) return
  setInterval(() => {
    if (process.ppid !== starter) process.kill(process.pid, "SIGTERM")
  }, 500).unref()
}

const fromSources =
  process.execArgv.some((one) => one.includes("conditions=source")) ||
  /conditions=source/.test(process.env.NODE_OPTIONS ?? "")

if (isRecent && (isInstalled || fromSources)) {
  endWithStarter()
  const { main } = await import(isInstalled ? "../dist/cli/index.js" : "../src/cli/index.ts")
  main()
} else {
  const node = isRecent ? process.execPath : node24()
  if (node === undefined || process.env[again] !== undefined) {
    console.error(`Cabas needs Node ${isInstalled ? "22.13" : "24"} or later; this is Node ${process.versions.node}.`)
    process.exit(1)
  }
  runAgain(node)
}
