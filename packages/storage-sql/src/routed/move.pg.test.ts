import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest"
import { runPromise } from "effect/Effect"
import { start } from "@cabas/engine/storage"
import type { Batch, Storage } from "@cabas/engine/storage"
import { openPool } from "../postgres/database.ts"
import { moveSpace } from "../postgres/move.ts"
import type { Step } from "../postgres/move.ts"
import { hasMoved } from "../postgres/moved.ts"
import { postgresStorage } from "../postgres/postgres.ts"
import type { PostgresStorage } from "../postgres/postgres.ts"
import { batch, commit, fed, moving, piecesIn, space, tally, writing } from "../../test/batches.ts"
import type { Outcome } from "../../test/batches.ts"
import { startTestServer } from "../../test/postgres-server.ts"
import { routed } from "./routed.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

// Two servers, unless the environment names one: then two databases of it.
const servers = await Promise.all([startTestServer(), startTestServer()])
afterAll(() => Promise.all(servers.map((server) => server.stop())))

let urls: ReadonlyArray<string>
let here: PostgresStorage
let there: PostgresStorage

beforeEach(async () => {
  urls = await Promise.all(servers.map((server) => server.newDatabase()))
  here = await postgresStorage({ url: urlOf(0) })
  there = await postgresStorage({ url: urlOf(1) })
})

afterEach(async () => {
  await here.close()
  await there.close()
  await Promise.all(servers.map((server, index) => server.dropDatabase(urlOf(index))))
})

const urlOf = (index: number): string => urls[index] ?? ""

const move = (from: number, to: number, onStep: (step: Step, rows: number) => void = () => {}) =>
  moveSpace({ space, from: { url: urlOf(from) }, to: { url: urlOf(to) }, onStep })

/** Rows of the space in all tables of a database. */
const rowsAt = async (index: number): Promise<number> => {
  const database = await openPool({ url: urlOf(index), connections: 1, prepare: false })
  const tables = ["batches", "documents", "indexed", "balances", "entries", "numbers"]
  const counts = tables.map((table) => `(SELECT count(*) FROM cabas.${table} WHERE space = '${space}')`)
  const [row] = await runPromise(database.ask(`SELECT (${counts.join(" + ")})::integer`, []))
  await database.close()
  return Number(row?.[0])
}

/** Does everything that a batch can do. */
const step = (id: string): Batch => {
  const { guards, writes } = writing(`basket:${id}`)
  return batch(id, {
    guards,
    writes: writes.map((write) => ({ ...write, indexed: [{ name: "basket", value: id }] })),
    ...moving("x:", "wallet:ana"),
    numbers: [{ series: "market", key: `basket:${id}` }],
  })
}

const everything = async (storage: Storage) => {
  const recorded = await runPromise(storage.feed(space, start, 10_000))
  const found = await runPromise(
    storage.read(space, {
      pages: [
        { prefix: "", limit: 10_000 },
        { index: "basket", from: "", to: "~", limit: 10_000 },
      ],
      balances: ["wallet:ana", "x:"],
      entries: { account: "wallet:ana", limit: 10_000 },
      numbers: recorded.map(({ id }) => ({ series: "market", key: `basket:${id}` })),
    }),
  )
  return { recorded, found }
}

it("a space is found at its new place as it was, cursors and positions included, and nothing stays behind", async () => {
  for (let turn = 0; turn < 30; turn += 1) await commit(here, step(`batch ${turn}`))
  await commit(here, batch("elsewhere"), "another space")
  const before = await everything(here)
  const steps: Array<[Step, number]> = []
  await move(0, 1, (reached, rows) => steps.push([reached, rows]))
  expect(steps.map(([reached]) => reached)).toEqual(["copied", "arrived", "departed", "opened", "cleared"])
  expect(steps[0]?.[1]).toBe(30 * 5 + 1)
  expect(await everything(there)).toEqual(before)
  expect([await rowsAt(0), await rowsAt(1)]).toEqual([0, 151])
  expect(await fed(here, start, "another space")).toEqual(["elsewhere"])
  const after = await commit(there, step("after"))
  expect(after).toMatchObject({ _tag: "Committed", numbers: new Map([["basket:after", 31]]) })
  expect(await fed(there, before.found.cursor)).toEqual(["after"])
})

it("more rows than are copied at once arrive, in their order", async () => {
  const many = (turn: number) =>
    batch(`many ${turn}`, {
      writes: Array.from({ length: 400 }, (_, index) => ({ key: `member:${turn}-${index}`, version: 1, state: index })),
    })
  for (let turn = 0; turn < 4; turn += 1) await commit(here, many(turn))
  for (let turn = 0; turn < 600; turn += 1)
    await commit(here, batch(`batch ${turn}`, moving("x:", "wallet:ana", 1 + turn)))
  const before = await everything(here)
  await move(0, 1)
  expect(await everything(there)).toEqual(before)
})

it("every call on a place that the space has left says so, and does nothing", async () => {
  await commit(here, step("one"))
  await move(0, 1)
  const outcome = await commit(here, step("two"))
  expect(outcome).toMatchObject({ _tag: "StorageDown", reason: "PostgreSQL: The space was moved to another database" })
  expect(outcome._tag === "StorageDown" && hasMoved(outcome)).toBe(true)
  await expect(runPromise(here.read(space, {}))).rejects.toSatisfy(hasMoved)
  await expect(runPromise(here.feed(space, start, 1))).rejects.toSatisfy(hasMoved)
  expect(await fed(there)).toEqual(["one"])
})

it("a space comes back to where it was, however far the servers have counted", async () => {
  for (let turn = 0; turn < 3; turn += 1) {
    await commit(here, step(`here ${turn}`))
    await move(0, 1)
    await commit(there, step(`there ${turn}`))
    await move(1, 0)
  }
  await commit(here, step("last"))
  const ids = ["here 0", "there 0", "here 1", "there 1", "here 2", "there 2", "last"]
  const { recorded, found } = await everything(here)
  expect(recorded.map(({ id }) => id)).toEqual(ids)
  expect(ids.map((id) => found.numbers.get(`basket:${id}`))).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(recorded.map(({ cursor }) => cursor)).toEqual(recorded.map(({ cursor }) => cursor).toSorted())
  expect([await rowsAt(0), await rowsAt(1)]).toEqual([7 * 5 + 1, 0])
})

it("another space of the same name is not written over", async () => {
  await commit(here, step("mine"))
  await commit(there, step("theirs"))
  await expect(move(0, 1)).rejects.toMatchObject({
    _tag: "StorageDown",
    reason: `The database to move to already keeps a space ${space}`,
  })
  expect([await fed(here), await fed(there)]).toEqual([["mine"], ["theirs"]])
})

/** Moves, and stops after a step as if the power had gone. */
const stopAfter = async (last: Step): Promise<void> => {
  const stop = new Error("the power is gone")
  const stopped = move(0, 1, (reached) => {
    if (reached === last) throw stop
  })
  await expect(stopped).rejects.toBe(stop)
}

/** Moving again ends what was begun, and again does nothing more. */
const isWholeAfterMovingAgain = async (ids: ReadonlyArray<string>): Promise<void> => {
  for (let again = 0; again < 2; again += 1) {
    await move(0, 1)
    expect(await fed(there)).toEqual(ids)
    expect(await piecesIn(there, "wallet:ana")).toBe(ids.length)
    expect(await rowsAt(0)).toBe(0)
  }
}

it.each<Step>(["copied", "arrived"])(
  "a move that stops after it has %s leaves the space where it was; moving again brings it to its end",
  async (last) => {
    await commit(here, step("one"))
    await stopAfter(last)
    expect((await commit(here, step("meanwhile")))._tag).toBe("Committed")
    expect(await fed(here)).toEqual(["one", "meanwhile"])
    await isWholeAfterMovingAgain(["one", "meanwhile"])
  },
)

it("a move that stops after it has departed leaves the space to nobody; moving again brings it to its end", async () => {
  await commit(here, step("one"))
  await stopAfter("departed")
  await expect(runPromise(here.read(space, {}))).rejects.toSatisfy(hasMoved)
  await expect(runPromise(there.read(space, {}))).rejects.toSatisfy(hasMoved)
  expect((await commit(there, step("meanwhile")))._tag).toBe("StorageDown")
  await isWholeAfterMovingAgain(["one"])
})

it("a move that stops after it has opened leaves rows behind; moving again clears them", async () => {
  await commit(here, step("one"))
  await stopAfter("opened")
  expect((await commit(there, step("meanwhile")))._tag).toBe("Committed")
  expect(await rowsAt(0)).toBe(6)
  await isWholeAfterMovingAgain(["one", "meanwhile"])
})

it("a space moved there and back under load loses nothing, does nothing twice, and its followers miss nothing", async () => {
  let place: Storage = here
  const storage = routed(() => place)
  const ids = Array.from({ length: 300 }, (_, turn) => `batch ${turn}`)
  const outcomes: Outcome[] = []
  let left = ids.length
  const writers = Array.from({ length: 5 }, async (_, lane) => {
    for (const id of ids.filter((_id, turn) => turn % 5 === lane)) {
      outcomes.push(await commit(storage, step(id)))
      left -= 1
    }
  })
  const followed: string[] = []
  const follower = async () => {
    let cursor: string = start
    for (let last = false; ;) {
      const page = await runPromise(storage.feed(space, cursor, 20))
      followed.push(...page.map(({ id }) => id))
      cursor = page.at(-1)?.cursor ?? cursor
      if (page.length === 0 && last) return
      last = left === 0 && page.length === 0
    }
  }
  const mover = async () => {
    await vi.waitUntil(() => left < 240)
    await move(0, 1)
    place = there
    await vi.waitUntil(() => left < 120)
    await move(1, 0)
    place = here
  }
  await Promise.all([...writers, follower(), mover()])
  expect(tally(outcomes)).toEqual({ Committed: ids.length })
  expect(followed.toSorted()).toEqual(ids.toSorted())
  const { recorded, found } = await everything(storage)
  expect(recorded.map(({ id }) => id)).toEqual(followed)
  expect(recorded.map(({ id }) => found.numbers.get(`basket:${id}`))).toEqual(ids.map((_, index) => index + 1))
  expect(await piecesIn(storage, "wallet:ana")).toBe(ids.length)
  expect(await rowsAt(1)).toBe(0)
})

it("a call for a space whose route never changes fails when its patience is over", async () => {
  await commit(here, step("one"))
  await move(0, 1)
  const storage = routed(() => here, { patience: 100 })
  const outcome = await commit(storage, step("two"))
  expect(outcome._tag === "StorageDown" && hasMoved(outcome)).toBe(true)
})
