import { spawn } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import process from "node:process"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { createClient } from "@cabas/client"
import type { Client } from "@cabas/client"
import { signToken } from "@cabas/server"
import { inputOf, names, orderedIn, toldOf } from "../packages/storage-sql/test/load/shop.ts"
import type { Send } from "../packages/storage-sql/test/load/shop.ts"

const program = fileURLToPath(new URL("../packages/server/bin/cabas.mjs", import.meta.url))
const secret = "a secret that only this run of faults knows"

/** `cabas serve` in a process of its own. */
export interface Server {
  readonly port: number
  /** What it wrote, line by line. */
  readonly lines: () => ReadonlyArray<string>
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>
  /** Asks it to end; gives its exit code. */
  readonly stop: () => Promise<number | null>
}

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once("exit", (code) => resolve(code)))

/** Runs a verb of the command line; with what it wrote so far. */
const cabas = (args: ReadonlyArray<string>) => {
  const child = spawn(
    process.execPath,
    ["--conditions=source", "--disable-warning=ExperimentalWarning", program, ...args],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_OPTIONS: "" },
    },
  )
  const endWithUs = () => void child.kill("SIGKILL")
  process.once("exit", endWithUs)
  child.once("exit", () => process.removeListener("exit", endWithUs))
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => void lines.push(line))
  return { child, lines }
}

/** What a verb of the command line comes to: its exit code, and what it says. */
export const sayOf = async (...args: ReadonlyArray<string>): Promise<{ code: number | null; text: string }> => {
  const { child, lines } = cabas(args)
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve))
  return { code, text: lines.join("\n") }
}

/** Serves a SQLite file, and waits until it answers. A port of 0 is any that is free. */
export const startServer = async (file: string, port = 0): Promise<Server> => {
  const secretFile = join(dirname(file), "secret")
  await writeFile(secretFile, secret)
  const { child, lines } = cabas(["serve", "--file", file, "--port", String(port), "--secret-file", secretFile])
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}:\n${lines.join("\n")}`)))
    child.stdout.on("data", () => {
      const line = lines.find((one) => one.includes('"listening"'))
      if (line !== undefined) resolve((JSON.parse(line) as { readonly url: string }).url)
    })
  })
  return {
    port: Number(new URL(url).port),
    lines: () => lines,
    kill: async () => {
      child.kill("SIGKILL")
      await ended(child)
    },
    stop: async () => {
      child.kill("SIGTERM")
      return ended(child)
    },
  }
}

/** Sends orders over HTTP, as pages do; nobody who is told that the server is away believes anything else. */
export const throughHttp = (port: () => number): Send => {
  const clients = new Map<string, Client>()
  const clientOf = async (member: string): Promise<Client> => {
    const endpoint = `http://127.0.0.1:${port()}`
    const kept = clients.get(`${endpoint} ${member}`)
    if (kept !== undefined) return kept
    const token = await signToken(secret, { member, group: names.group, seconds: 3600 })
    const client = createClient({ endpoint, group: names.group, token: () => token, patience: 5000 })
    clients.set(`${endpoint} ${member}`, client)
    return client
  }
  return async (member, key, wishes) => {
    const client = await clientOf(member)
    const { answer, refusal, problem } = await client.run("basket.confirm", inputOf(wishes), { key })
    if (answer !== undefined) return { _tag: "Confirmed", ordered: orderedIn(answer.lines) }
    if (refusal !== undefined) return toldOf(refusal)
    if (problem === "rejected" || problem === "signed-out") throw new Error(`the server would not have it: ${problem}`)
    return { _tag: "Unknown", said: problem ?? "nothing" }
  }
}
