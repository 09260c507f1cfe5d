import { spawn } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { against } from "./measure.ts"
import type { Measured } from "./measure.ts"

const example = fileURLToPath(new URL("../examples/association/start.ts", import.meta.url))

/** The least that a program can do: answer one page from Node's own server. */
const least = `require("node:http").createServer((_, answer) => answer.end("<!doctype html>")).listen(process.env.PORT, "127.0.0.1")`

/** Starts a program and gives how often a second it could be started: until it has answered one page. */
const started = async (args: ReadonlyArray<string>, folder: string, port: number): Promise<number> => {
  const begun = performance.now()
  const env = {
    ...process.env,
    PORT: String(port),
    CABAS_DATA: join(folder, "first-page.db"),
    NODE_COMPILE_CACHE: join(folder, "compiled"),
  }
  const child = spawn(process.execPath, args, { env, stdio: "ignore" })
  const ended = once(child, "exit")
  try {
    await firstAnswer(`http://127.0.0.1:${port}/`, child)
    return 1000 / (performance.now() - begun)
  } finally {
    child.kill()
    await ended
  }
}

const firstAnswer = async (url: string, child: ChildProcess): Promise<void> => {
  for (;;) {
    const page = await fetch(url).catch(() => undefined)
    if (page?.ok === true) return void (await page.text())
    if (child.exitCode !== null) throw new Error(`The program ended with ${child.exitCode}.`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** How soon the example that was started before shows its first page, against the least that a program can do. */
export const firstPage = async (folder: string, rounds: number): Promise<Measured> => {
  const port = 20_000 + (process.pid % 20_000)
  const ours = () => started(["--conditions=source", example], folder, port)
  const floor = () => started(["--eval", least], folder, port)
  // The first start makes the association, and what Node compiles is kept from then on.
  await ours()
  return against("first-page", rounds, ours, floor)
}
