import { connect, createServer } from "node:net"
import type { AddressInfo, Socket } from "node:net"
import { setTimeout } from "node:timers/promises"
import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest"
import { asVoid, flatMap, promise, runPromise } from "effect/Effect"
import type { Batch, Storage } from "@cabas/engine/storage"
import { openPool, quoted } from "./database.ts"
import type { Row } from "./database.ts"
import { postgresStorage } from "./postgres.ts"
import { batch, commit, fed, moving, piecesIn, space, tally, writing } from "../../test/batches.ts"
import type { Outcome } from "../../test/batches.ts"
import { startTestServer } from "../../test/postgres-server.ts"
import { testSubject } from "../../test/postgres-subject.ts"
import type { TestSubject } from "../../test/postgres-subject.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const server = await startTestServer()
afterAll(server.stop)

let subject: TestSubject

beforeEach(async () => {
  subject = await testSubject(server)
})

afterEach(() => subject.close())

const run = async (sql: string): Promise<ReadonlyArray<Row>> => {
  const database = await openPool({ url: server.url, connections: 1, prepare: false })
  try {
    return await runPromise(database.ask(sql, []))
  } finally {
    await database.close()
  }
}

/** A road to the server that can be cut: after the answer to a cut commit is due, nobody gets it. */
interface Road {
  readonly url: string
  /** Cuts every connection there is. */
  readonly cut: () => void
  /** From now on answers of the server are lost: what arrives from it cuts the connection. */
  readonly loseAnswers: (lose: boolean) => void
  readonly close: () => Promise<void>
}

const openRoad = async (): Promise<Road> => {
  const target = new URL(server.url)
  const open = new Set<Socket>()
  let losing = false
  const road = createServer((client) => {
    const there = connect(Number(target.port), target.hostname)
    const cut = () => {
      for (const end of [client, there]) {
        open.delete(end)
        end.destroy()
      }
    }
    for (const end of [client, there]) {
      open.add(end)
      end.on("error", cut).on("close", cut)
    }
    client.on("data", (data) => there.write(data))
    there.on("data", (data) => (losing ? cut() : client.write(data)))
  })
  await new Promise<void>((resolve) => road.listen(0, "127.0.0.1", resolve))
  const address = new URL(server.url)
  address.port = String((road.address() as AddressInfo).port)
  const cut = () => {
    for (const end of open) end.destroy()
  }
  return {
    url: address.href,
    cut,
    loseAnswers: (lose) => (losing = lose),
    close: () => {
      cut()
      return new Promise((resolve) => road.close(() => resolve()))
    },
  }
}

/** Every batch does the same: one more in the wallet, one document, one number. */
const step = (id: string): Batch =>
  batch(id, {
    ...writing(`basket:${id}`),
    ...moving("x:", "wallet:ana"),
    numbers: [{ series: "market", key: `basket:${id}` }],
  })

/** Tries a batch until it is known to be in. */
const untilIn = async (storage: Storage, one: Batch): Promise<ReadonlyArray<Outcome>> => {
  const outcomes: Outcome[] = []
  while (!outcomes.some(({ _tag }) => _tag === "Committed" || _tag === "Repeated")) {
    expect(outcomes.length).toBeLessThan(1000)
    outcomes.push(await commit(storage, one))
    if (outcomes.at(-1)?._tag === "StorageDown") await setTimeout(5)
  }
  return outcomes
}

/** Does something over and over until the signal. */
const again = async (done: AbortSignal, act: (turn: number) => Promise<void>): Promise<void> => {
  for (let turn = 0; !done.aborted; turn += 1) await act(turn)
}

/** Everything is in exactly once: the feed, the wallet, the numbers. */
const isInOnce = async (ids: ReadonlyArray<string>): Promise<void> => {
  const { storage } = subject
  expect((await fed(storage)).toSorted()).toEqual(ids.toSorted())
  expect(await piecesIn(storage, "wallet:ana")).toBe(ids.length)
  const { numbers } = await runPromise(
    storage.read(space, { numbers: ids.map((id) => ({ series: "market", key: `basket:${id}` })) }),
  )
  expect([...numbers.values()].toSorted((a, b) => a - b)).toEqual(ids.map((_, index) => index + 1))
}

it("a connection that breaks after the commit and before its answer: tried again it is repeated, never twice", async () => {
  const road = await openRoad()
  const storage = await postgresStorage({ ...subject.options, url: road.url, connections: 1 })
  const ids = Array.from({ length: 10 }, (_, turn) => `lost ${turn}`)
  for (const id of ids) {
    road.loseAnswers(true)
    expect((await commit(storage, step(id)))._tag).toBe("StorageDown")
    await vi.waitFor(async () => expect(await fed(subject.storage)).toContain(id))
    road.loseAnswers(false)
    expect(tally(await untilIn(storage, step(id)))).toMatchObject({ Repeated: 1 })
  }
  await isInOnce(ids)
  await storage.close()
  await road.close()
})

it("connections cut at any moment of many commits: nothing answered is lost, nothing is in twice", async () => {
  const road = await openRoad()
  const storage = await postgresStorage({ ...subject.options, url: road.url, connections: 6 })
  const done = new AbortController()
  const outcomes: Outcome[] = []
  // Never again before something got through: on a busy machine connections would be cut quicker than they are made.
  const cutting = again(done.signal, async (turn) => {
    const before = outcomes.length
    while (outcomes.length === before && !done.signal.aborted) await setTimeout(1)
    await setTimeout((turn * 17) % 60)
    road.cut()
  })
  const ids = Array.from({ length: 150 }, (_, turn) => `cut ${turn}`)
  const lanes = Array.from({ length: 6 }, (_, lane) => ids.filter((_id, turn) => turn % 6 === lane))
  await Promise.all(
    lanes.map(async (lane) => {
      for (const id of lane) outcomes.push(...(await untilIn(storage, step(id))))
    }),
  )
  done.abort()
  await cutting
  expect(tally(outcomes)["StorageDown"]).toBeGreaterThan(0)
  await isInOnce(ids)
  await storage.close()
  await road.close()
})

it("server processes ended in the middle of commits: nothing answered is lost, nothing is in twice", async () => {
  const storage = await postgresStorage({ ...subject.options, connections: 6 })
  const done = new AbortController()
  const ending = again(done.signal, async () => {
    await run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cabas' AND pid <> pg_backend_pid() AND state = 'active'",
    )
    await setTimeout(5)
  })
  const ids = Array.from({ length: 150 }, (_, turn) => `ended ${turn}`)
  const outcomes: Outcome[] = []
  await Promise.all(
    Array.from({ length: 6 }, async (_, lane) => {
      for (const id of ids.filter((_id, turn) => turn % 6 === lane))
        outcomes.push(...(await untilIn(storage, step(id))))
    }),
  )
  done.abort()
  await ending
  expect(tally(outcomes)["StorageDown"]).toBeGreaterThan(0)
  await isInOnce(ids)
  await storage.close()
})

/** Makes the first commits fail as PostgreSQL does when it finds no order for them, or two that wait for each other. */
const failFirst = async (times: number, code: string): Promise<void> => {
  const schema = quoted(subject.options.schema ?? "")
  await run(`CREATE SEQUENCE ${schema}.tried`)
  await run(`
    CREATE FUNCTION ${schema}.fail_first() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('${schema}.tried') <= ${times} THEN RAISE EXCEPTION 'not now' USING ERRCODE = '${code}'; END IF;
      RETURN NEW;
    END $$`)
  await run(
    `CREATE TRIGGER fail_first BEFORE INSERT ON ${schema}.batches FOR EACH ROW EXECUTE FUNCTION ${schema}.fail_first()`,
  )
}

it.each([
  ["a serialisation failure", "40001"],
  ["a deadlock", "40P01"],
  ["a wait for a lock that was too long", "55P03"],
])("%s is tried again, and the caller does not see it", async (_, code) => {
  await failFirst(3, code)
  expect((await commit(subject.storage, step("one")))._tag).toBe("Committed")
  expect((await commit(subject.storage, step("one")))._tag).toBe("Repeated")
  await isInOnce(["one"])
})

it("what fails in passing for ever is StorageDown in the end, and nothing of it is in", async () => {
  await failFirst(1_000_000, "40001")
  const outcome = await commit(subject.storage, step("one"))
  expect(outcome).toMatchObject({ _tag: "StorageDown", reason: "PostgreSQL: not now" })
  await isInOnce([])
})

it("what PostgreSQL cannot keep is StorageDown, and the storage goes on", async () => {
  const nothing = "\u0000"
  const outcome = await commit(subject.storage, batch("zero", writing(`basket:${nothing}`)))
  expect(outcome).toMatchObject({ _tag: "StorageDown", reason: expect.stringContaining("invalid byte sequence") })
  expect((await commit(subject.storage, step("one")))._tag).toBe("Committed")
  await isInOnce(["one"])
})

it("a commit that waits longer than its patience is StorageDown, and the storage goes on", async () => {
  const { schema = "" } = subject.options
  const storage = await postgresStorage({ ...subject.options, patience: 300 })
  const database = await openPool({ url: server.url, connections: 1, prepare: false })
  let release = (): void => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  let lock = (): void => {}
  const locked = new Promise<void>((resolve) => (lock = resolve))
  const holding = runPromise(
    database.together((ask) =>
      flatMap(ask(`LOCK TABLE ${quoted(schema)}.documents IN EXCLUSIVE MODE`, []), () => {
        lock()
        return asVoid(promise(() => released))
      }),
    ),
  )
  await locked
  expect(await commit(storage, step("one"))).toMatchObject({
    _tag: "StorageDown",
    reason: "PostgreSQL: no answer within 300 ms",
  })
  release()
  await holding
  expect(tally(await untilIn(storage, step("one")))).toMatchObject({ Committed: 1 })
  await isInOnce(["one"])
  await database.close()
  await storage.close()
})

it("the database away for a while: every call is StorageDown, then everything goes on", async () => {
  const road = await openRoad()
  const storage = await postgresStorage({ ...subject.options, url: road.url })
  await commit(storage, step("before"))
  road.loseAnswers(true)
  expect((await commit(storage, step("meanwhile")))._tag).toBe("StorageDown")
  await expect(runPromise(storage.read(space, {}))).rejects.toMatchObject({ _tag: "StorageDown" })
  await expect(runPromise(storage.feed(space, "", 10))).rejects.toMatchObject({ _tag: "StorageDown" })
  road.loseAnswers(false)
  await untilIn(storage, step("meanwhile"))
  await isInOnce(["before", "meanwhile"])
  await storage.close()
  await road.close()
})
