import { spawn } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import process from "node:process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import type { Batch, Storage } from "@cabas/engine/storage"
import { commit } from "./subject.ts"
import type { Elsewhere, Outcome } from "./subject.ts"

/** What another process is asked to do with a storage. */
export interface Errand {
  readonly elsewhere: Elsewhere
  readonly space: string
  /** Lanes of batches: each is committed one after the other, all lanes at once. */
  readonly lanes: ReadonlyArray<ReadonlyArray<Batch>>
}

/** What another process says: that it has opened the storage, then of each batch what became of it. */
type Said = "open" | { readonly id: string; readonly tag: Outcome["_tag"] }

/** Opens a storage as its maker says another process does. */
const open = async ({ module, open: name, options }: Elsewhere): Promise<Storage> => {
  const found: Readonly<Record<string, unknown>> = await import(module)
  const make = found[name]
  if (typeof make !== "function") throw new Error(`${module} exports no function ${name}`)
  return (await make(options)) as Storage
}

const say = (said: Said): void => void process.stdout.write(`${JSON.stringify(said)}\n`)

/** The other process: runs the errand that stands on its standard input, and says line by line how it goes. */
export const beAnotherProcess = async (): Promise<void> => {
  let text = ""
  for await (const chunk of process.stdin.setEncoding("utf8")) text += chunk
  const { elsewhere, space, lanes }: Errand = JSON.parse(text)
  const storage = await open(elsewhere)
  say("open")
  const walk = async (lane: ReadonlyArray<Batch>): Promise<void> => {
    for (const batch of lane) say({ id: batch.id, tag: (await commit(storage, space, batch))._tag })
  }
  await Promise.all(lanes.map(walk))
  process.exit(0)
}

/** A process that runs an errand. */
export interface Sent {
  readonly child: ChildProcess
  /** What became of the batches that it spoke of, so far; complete when `ended`. */
  readonly outcomes: ReadonlyMap<string, Outcome["_tag"]>
  /** Resolves when that many outcomes were told, or the process ended. */
  readonly told: (count: number) => Promise<void>
  readonly ended: Promise<void>
}

/**
 * Runs the other process from this folder, so that it finds the packages that this file finds; from sources when
 * this file is one.
 */
const start = (): ChildProcess => {
  const here = import.meta.url
  const conditions = here.endsWith(".ts") ? ["--conditions=source"] : []
  const program = `const { beAnotherProcess } = await import("@cabas/testkit/conformance"); await beAnotherProcess()`
  return spawn(process.execPath, [...conditions, "--input-type=module", "--eval", program], {
    cwd: fileURLToPath(new URL(".", here)),
    env: { ...process.env, NODE_OPTIONS: "", VITEST: undefined },
    stdio: ["pipe", "pipe", "pipe"],
  })
}

/** Sends an errand to a new process. `ended` rejects when the process failed by itself. */
export const send = (errand: Errand): Sent => {
  const child = start()
  const outcomes = new Map<string, Outcome["_tag"]>()
  const looking = new Set<() => void>()
  const wake = () => {
    for (const look of looking) look()
  }
  let error = ""
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (error += text))
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said: Said = JSON.parse(line)
      if (said !== "open") outcomes.set(said.id, said.tag)
      wake()
    })
  }
  const ended = new Promise<void>((resolve, reject) => {
    child.once("close", (code, signal) => {
      if (code === 0 || signal !== null) resolve()
      else reject(new Error(`The other process ended with ${code}: ${error}`))
      wake()
    })
  })
  // A failure shows where `ended` is awaited.
  ended.catch(() => {})
  child.stdin?.end(JSON.stringify(errand))
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const told = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (outcomes.size < count && !hasEnded()) return
        looking.delete(look)
        resolve()
      }
      looking.add(look)
      look()
    })
  return { child, outcomes, told, ended }
}
