import { spawn } from "node:child_process"
import process from "node:process"
import { root } from "./paths.mjs"

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])

const given = process.env.NODE_OPTIONS
/**
 * Passes signals on to a child, and ends it when this process lost its parent: npm ends the shell in between and
 * leaves what that shell had started.
 * @param {import("node:child_process").ChildProcess} child
 */
const passOn = (child) => {
  const listeners = signals.map((signal) => ({ signal, pass: () => void child.kill(signal) }))
  for (const { signal, pass } of listeners) process.on(signal, pass)
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM")
  }, 500)
  return () => {
    clearInterval(watch)
    for (const { signal, pass } of listeners) process.off(signal, pass)
  }
}

/** The environment in which Node 24 runs the packages from their sources; what it starts inherits it. */
export const fromSources = { NODE_OPTIONS: [given, "--conditions=source"].filter(Boolean).join(" ") }

/**
 * Runs a program with this terminal, passes signals on to it, and gives its exit code (1 when a signal ended it).
 * With `listen`, its standard output is also handed over, chunk by chunk.
 * @param {string} program
 * @param {ReadonlyArray<string>} args
 * @param {{ env?: Record<string, string | undefined>, listen?: (text: string) => void }} [options]
 * @returns {Promise<number>}
 */
export const runProcess = (program, args, { env = {}, listen } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["inherit", listen === undefined ? "inherit" : "pipe", "inherit"],
    })
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      process.stdout.write(text)
      listen?.(text)
    })
    const leave = passOn(child)
    child.once("error", (error) => {
      leave()
      reject(error)
    })
    child.once("close", (code) => {
      leave()
      resolve(code ?? 1)
    })
  })
