import { spawn } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { afterAll, afterEach, beforeEach, expect, it, onTestFinished, vi } from "vitest"
import * as Effect from "effect/Effect"
import { makeEngine } from "@cabas/engine/effect"
import { isSide, observe, sideOf, startRunner } from "@cabas/engine/jobs"
import type { Runner, RunnerOptions } from "@cabas/engine/jobs"
import { callsOf } from "./calls.ts"
import { openPool } from "./database.ts"
import { postgresStorage } from "./postgres.ts"
import type { PostgresStorage } from "./postgres.ts"
import { parametersOf } from "./writing.ts"
import { batch, commit, space } from "../../test/batches.ts"
import { centsOf, happened, levy, since, withDistribution } from "../../test/jobs-world.ts"
import { startTestServer } from "../../test/postgres-server.ts"
import { testSubject } from "../../test/postgres-subject.ts"
import type { TestSubject } from "../../test/postgres-subject.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const server = await startTestServer()
afterAll(server.stop)

let subject: TestSubject
/** Two servers with connections of their own, on one database. */
let servers: ReadonlyArray<PostgresStorage>
let folder: string

beforeEach(async () => {
  subject = await testSubject(server)
  servers = [await postgresStorage(subject.options), await postgresStorage(subject.options)]
  folder = mkdtempSync(join(tmpdir(), "cabas-jobs-"))
})

afterEach(async () => {
  await Promise.all(servers.map((storage) => storage.close()))
  await subject.close()
  rmSync(folder, { recursive: true })
})

/** How long is waited for what comes much sooner on a machine that has nothing else to do. */
const soon = { timeout: 30_000 }

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const started = (storage: PostgresStorage, options: Partial<RunnerOptions>): Runner => {
  const engine = makeEngine({ storage })
  const runner = startRunner({ engine, groups: storage.spaces, woken: storage.woken, every: 100, ...options })
  onTestFinished(runner.stop)
  return runner
}

/** Lets something happen so many times, one after the other. */
const happen = async (times: number, from = 0): Promise<ReadonlyArray<string>> => {
  const ids = Array.from({ length: times }, (_, index) => `event ${from + index}`)
  for (const id of ids) await commit(subject.storage, batch(id, { facts: [happened(`place:${id}`)] }))
  return ids.map((id) => `${space}/${id}#0`)
}

/** A server in a process of its own, and the lines that it wrote so far. */
const startProcess = (file: string, pause: number, lease: number, members = 0): ChildProcess => {
  const { url, schema = "" } = subject.options
  const program = fileURLToPath(new URL("../../test/runner-process.ts", import.meta.url))
  const parameters = [url, schema, file, String(pause), String(lease), String(members)]
  const child = spawn(process.execPath, ["--conditions=source", program, ...parameters], { stdio: "inherit" })
  onTestFinished(() => void child.kill("SIGKILL"))
  return child
}

const linesOf = (file: string): ReadonlyArray<string> =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
    : []

const eventsIn = (file: string): ReadonlyArray<string> =>
  linesOf(file).flatMap((line) => (line.endsWith(" up") ? [] : [line.slice(line.indexOf(" ") + 1)]))

const killed = async (child: ChildProcess): Promise<void> => {
  child.kill("SIGKILL")
  await once(child, "exit")
}

it("JOB-1 (D31): 200 actions that are due have one effect each, with two servers that run them at once", async () => {
  await withDistribution(subject.storage, "may")
  for (const storage of servers) started(storage, { jobs: [levy(200)] })
  await expect.poll(() => centsOf(subject.storage, "may", 200), soon).toEqual(Array(200).fill(1))
  await sleep(500)
  expect(await centsOf(subject.storage, "may", 200)).toEqual(Array(200).fill(1))
})

it("JOB-2 (D31): what a server was killed in the middle of is run to its end by another, nothing of it twice", async () => {
  await withDistribution(subject.storage, "may")
  const dying = startProcess(join(folder, "lines"), 0, 1000, 400)
  const paid = async () => (await centsOf(subject.storage, "may", 400)).filter((cents) => cents === 1).length
  await expect.poll(paid, { ...soon, interval: 5 }).toBeGreaterThan(20)
  await killed(dying)
  expect(await paid()).toBeLessThan(400)
  started(servers[0] as PostgresStorage, { jobs: [levy(400)] })
  await expect.poll(() => centsOf(subject.storage, "may", 400), soon).toEqual(Array(400).fill(1))
})

it("OBSERVER-2 (D31): of servers in three processes, one tells each event, once and in order", async () => {
  const file = join(folder, "lines")
  for (let turn = 0; turn < 3; turn += 1) startProcess(file, 1, 60_000)
  await expect.poll(() => linesOf(file).length, soon).toBe(3)
  const events = await happen(150)
  await expect.poll(() => eventsIn(file).length, soon).toBeGreaterThanOrEqual(150)
  await sleep(300)
  expect(eventsIn(file)).toEqual(events)
})

it("OBSERVER-2 (D31): what a killed server had claimed is told by another, nothing is lost, and order is kept", async () => {
  const events = await happen(60)
  const file = join(folder, "lines")
  const dying = startProcess(file, 20, 1000)
  await expect.poll(() => eventsIn(file).length, { ...soon, interval: 5 }).toBeGreaterThanOrEqual(20)
  await killed(dying)
  const before = eventsIn(file)
  expect(before).toEqual(events.slice(0, before.length))
  expect(before.length).toBeLessThan(60)
  const told: string[] = []
  const handle = ({ eventId }: { readonly eventId: string }) => void told.push(eventId)
  started(servers[1] as PostgresStorage, { observers: [observe("notes", { since, tells: ["GroupResumed"], handle })] })
  await expect.poll(() => told.at(-1), soon).toBe(events.at(-1))
  // At least once: a claim that was not said to have come further is told again from where it began.
  expect(told).toEqual(events.slice(events.indexOf(told[0] ?? "")))
  expect(events.indexOf(told[0] ?? "")).toBeLessThanOrEqual(before.length)
})

it("OBSERVER-1: a batch that commits late is told, in its place", async () => {
  const told: string[] = []
  const handle = ({ eventId }: { readonly eventId: string }) => void told.push(eventId)
  for (const storage of servers) started(storage, { observers: [observe("notes", { since, handle })] })
  const database = await openPool({ url: subject.options.url, connections: 1, prepare: false })
  onTestFinished(database.close)
  const { schema = "" } = subject.options
  const late = batch("late", { facts: [happened("place:late")] })
  await Effect.runPromise(
    database.together((ask) =>
      Effect.gen(function* () {
        yield* ask(callsOf(schema).commit, parametersOf(schema, space, late, []))
        yield* Effect.promise(() => happen(3))
        yield* Effect.sleep(400)
        expect(told).toEqual([])
      }),
    ),
  )
  await expect.poll(() => told, soon).toEqual(["late", "event 0", "event 1", "event 2"].map((id) => `${space}/${id}#0`))
  await sleep(300)
  expect(told.length).toBe(4)
})

it("OBSERVER-1: what another server commits is told soon, long before anybody looks by himself", async () => {
  const told: string[] = []
  const handle = ({ eventId }: { readonly eventId: string }) => void told.push(eventId)
  started(servers[0] as PostgresStorage, { every: 3_600_000, observers: [observe("notes", { since, handle })] })
  await sleep(500)
  const events = await happen(1)
  await expect.poll(() => told, soon).toEqual(events)
})

it("OBSERVER-1: a connection that listened and was lost is made again; meanwhile looking from time to time is enough", async () => {
  const [storage] = servers as readonly [PostgresStorage]
  const woken: Array<string | null> = []
  onTestFinished(storage.woken((where) => void woken.push(where)))
  await expect.poll(() => woken, soon).toEqual([null])
  const database = await openPool({ url: subject.options.url, connections: 1, prepare: false })
  onTestFinished(database.close)
  const cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cabas listening'"
  await Effect.runPromise(database.ask(cut, []))
  await expect.poll(() => woken, soon).toEqual([null, null])
  await happen(1)
  await expect.poll(() => woken, soon).toEqual([null, null, space])
})

it("OBSERVER-1: who listens no longer is told no more, and no connection is kept for it", async () => {
  const [storage] = servers as readonly [PostgresStorage]
  const woken: Array<string | null> = []
  const stop = storage.woken((where) => void woken.push(where))
  await expect.poll(() => woken, soon).toEqual([null])
  stop()
  const database = await openPool({ url: subject.options.url, connections: 1, prepare: false })
  onTestFinished(database.close)
  const listening = "SELECT count(*)::integer FROM pg_stat_activity WHERE application_name = 'cabas listening'"
  await expect.poll(() => Effect.runPromise(database.ask(listening, [])), soon).toEqual([[0]])
  await happen(1)
  await sleep(200)
  expect(woken).toEqual([null])
})

it("JOB-4: with nothing to do, nothing is written however often servers look", async () => {
  await commit(subject.storage, batch("group", { writes: [{ key: "group", version: 1, state: { status: "active" } }] }))
  const observer = observe("notes", { since, tells: ["MemberAdded"], handle: () => undefined })
  for (const storage of servers) started(storage, { jobs: [levy(1)], observers: [observer], every: 20 })
  await happen(5)
  await sleep(500)
  const spaces = await Effect.runPromise((servers[0] as PostgresStorage).spaces())
  expect(spaces.filter(isSide)).toEqual([])
  expect(await Effect.runPromise(subject.storage.feed(sideOf(space), "", 10))).toEqual([])
})
