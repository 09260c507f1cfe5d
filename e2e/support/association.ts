import { spawn } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { createClient } from "@cabas/client"
import type { Client } from "@cabas/client"
import { group } from "../../examples/association/data/index.ts"

const program = fileURLToPath(new URL("../../examples/association/start.ts", import.meta.url))

/** The association's site in a process of its own, as `npm start` runs it. */
export interface Association {
  readonly address: string
  readonly file: string
  /** What it printed. */
  readonly output: () => string
  /** A client of the API as that household; as a visitor when it is null. */
  readonly as: (member: string | null) => Client
  /** Asks it to end, and waits for that; gives its exit code. */
  readonly stop: () => Promise<number | null>
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>
}

/** A folder that goes away with `remove`. */
export const temporaryFolder = () => {
  const path = mkdtempSync(join(tmpdir(), "cabas-"))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** A test that fails may leave its association behind: it ends with the tests at the latest. */
const running = new Set<ChildProcess>()
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL")
})

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once("exit", (code) => resolve(code)))

const patience = 60_000

/** The address that it prints once it answers. */
const printed = (child: ChildProcess, output: () => string): Promise<string> =>
  new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The association did not start (${why}):\n${output()}`))
    const timer = setTimeout(() => fail("too slow"), patience)
    const look = () => {
      const [address] = /http:\/\/localhost:\d+/.exec(output()) ?? []
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    }
    child.stdout?.on("data", look)
    child.once("exit", (code) => fail(`exit ${code}`))
  })

/** Starts the association on a file, on a port that is free unless one is told, and waits until it answers. */
export const startAssociation = async (
  file: string,
  args: ReadonlyArray<string> = [],
  port = 0,
): Promise<Association> => {
  let text = ""
  const child = spawn(process.execPath, ["--conditions=source", program, ...args], {
    env: { ...process.env, PORT: String(port), CABAS_DATA: file },
    stdio: ["ignore", "pipe", "pipe"],
  })
  running.add(child)
  child.once("exit", () => running.delete(child))
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8")
    stream.on("data", (more: string) => (text += more))
  }
  const address = await printed(child, () => text)
  const tokenOf = async (member: string): Promise<string> => {
    const response = await fetch(`${address}/token?member=${member}`)
    return ((await response.json()) as { readonly token: string }).token
  }
  const clients = new Map<string | null, Client>()
  const clientOf = (member: string | null): Client => {
    let kept: Promise<string> | undefined
    const token = async () => (member === null ? null : (kept ??= tokenOf(member)))
    return createClient({ endpoint: `${address}/api`, group: group.id, token })
  }
  return {
    address,
    file,
    output: () => text,
    as: (member) => {
      const client = clients.get(member) ?? clientOf(member)
      clients.set(member, client)
      return client
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`It had ended by itself (${child.exitCode ?? child.signalCode}):\n${text}`)
      }
      child.kill("SIGTERM")
      return ended(child)
    },
    kill: async () => {
      child.kill("SIGKILL")
      await ended(child)
    },
  }
}
