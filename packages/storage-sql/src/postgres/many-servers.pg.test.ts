import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest"
import { runPromise } from "effect/Effect"
import type { Storage } from "@cabas/engine/storage"
import { openPool } from "./database.ts"
import { postgresStorage } from "./postgres.ts"
import type { PostgresStorage } from "./postgres.ts"
import { batch, commit, moving, piecesIn, space, tally, writing } from "../../test/batches.ts"
import { startTestServer } from "../../test/postgres-server.ts"
import { testSubject } from "../../test/postgres-subject.ts"
import type { TestSubject } from "../../test/postgres-subject.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const server = await startTestServer()
afterAll(server.stop)

let subject: TestSubject
/** Two servers with connections of their own, on one database. */
let servers: ReadonlyArray<Storage>
let other: PostgresStorage

beforeEach(async () => {
  subject = await testSubject(server)
  other = await postgresStorage(subject.options)
  servers = [subject.storage, other]
})

afterEach(async () => {
  await other.close()
  await subject.close()
})

const take = (account: string) => moving(account, "ordered:all")
const floor = (account: string) => ({ account, unit: "pieces", minimum: 0 })

/** The server whose turn it is. */
const serverOf = (turn: number): Storage => servers[turn % servers.length] ?? subject.storage

const give = (account: string, quantity: number) =>
  commit(subject.storage, batch(`give ${account}`, moving("x:", account, quantity)))

it("D13: 50 buyers at two servers get the 10 pieces there are, and no more", async () => {
  await give("stock:eggs", 10)
  const buy = (turn: number) =>
    commit(
      serverOf(turn),
      batch(`buyer ${turn}`, { ...writing(`basket:${turn}`), ...take("stock:eggs"), floors: [floor("stock:eggs")] }),
    )
  const outcomes = await Promise.all(Array.from({ length: 50 }, (_, turn) => buy(turn)))
  expect(tally(outcomes)).toEqual({ Committed: 10, Overdrawn: 40 })
  expect([await piecesIn(other, "stock:eggs"), await piecesIn(other, "ordered:all")]).toEqual([0, 10])
})

it("D15: 100 baskets at two servers are numbered 1 to 100, in the order of the feed", async () => {
  const number = (turn: number) =>
    commit(
      serverOf(turn),
      batch(`take ${turn}`, { ...writing(`basket:${turn}`), numbers: [{ series: "market", key: `basket:${turn}` }] }),
    )
  const outcomes = await Promise.all(Array.from({ length: 100 }, (_, turn) => number(turn)))
  expect(tally(outcomes)).toEqual({ Committed: 100 })
  const recorded = await runPromise(other.feed(space, "", 1000))
  const { numbers } = await runPromise(
    other.read(space, { numbers: outcomes.map((_, turn) => ({ series: "market", key: `basket:${turn}` })) }),
  )
  const inOrder = recorded.map(({ id }) => numbers.get(`basket:${id.slice("take ".length)}`))
  expect(inOrder).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
})

it("D11: one key at two servers at the same moment has one effect, and both give the same answer", async () => {
  for (let round = 0; round < 20; round += 1) {
    const one = batch(`pay ${round}`, { ...moving("x:", "wallet:ana"), answer: { round } })
    const outcomes = await Promise.all([0, 1, 2, 3].map((turn) => commit(serverOf(turn), one)))
    expect(tally(outcomes)).toEqual({ Committed: 1, Repeated: 3 })
    const repeated = outcomes.flatMap((outcome) => (outcome._tag === "Repeated" ? [outcome] : []))
    expect(repeated.map(({ fingerprint, answer }) => [fingerprint, answer])).toEqual(
      repeated.map(() => [`fingerprint of pay ${round}`, { round }]),
    )
  }
  expect(await piecesIn(other, "wallet:ana")).toBe(20)
})

/** A repeatable shuffle. */
const shuffled = <A>(list: ReadonlyArray<A>, seed: number): ReadonlyArray<A> => {
  const order = list.map((_, index) => Math.imul((index + 1) * (seed + 7), 0x9e3779b1) >>> 0)
  return list
    .map((_, index) => index)
    .toSorted((a, b) => (order[a] ?? 0) - (order[b] ?? 0))
    .map((index) => list[index] as A)
}

it("baskets of the same products in any order never lock each other out, whatever else they touch", async () => {
  const products = Array.from({ length: 12 }, (_, index) => `stock:${index}`)
  for (const product of products) await give(product, 1000)
  const before = await deadlocks()
  const basket = (turn: number) => {
    const [one, ...more] = shuffled(["document:a", "document:b", "document:c"], turn)
    const chosen = shuffled(products, turn).slice(0, 8)
    return commit(
      serverOf(turn),
      batch(`basket ${turn}`, {
        ...writing(`basket:${turn}`),
        guards: [{ key: `basket:${turn}`, version: 0 }, ...[one ?? "", ...more].map((key) => ({ key, version: 0 }))],
        postings: chosen.flatMap((product) => take(product).postings),
        floors: chosen.toReversed().map(floor),
        numbers: shuffled(["north", "south"], turn).map((series) => ({ series, key: `basket:${turn}` })),
      }),
    )
  }
  const outcomes = await Promise.all(Array.from({ length: 200 }, (_, turn) => basket(turn)))
  expect(tally(outcomes)).toEqual({ Committed: 200 })
  const { balances } = await runPromise(other.read(space, { balances: products }))
  const left = products.reduce((sum, product) => sum + (balances.get(product)?.get("pieces") ?? 0), 0)
  expect(left).toBe(12 * 1000 - 200 * 8)
  expect((await deadlocks()) - before).toBe(0)
})

/** How many PostgreSQL has broken up so far, after its processes had time to say so. */
const deadlocks = async (): Promise<number> => {
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const database = await openPool({ url: subject.options.url, connections: 1, prepare: false })
  const [row] = await runPromise(
    database.ask("SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()", []),
  )
  await database.close()
  return Number(row?.[0])
}

it("what one server wrote the other sees, also what it had seen before", async () => {
  const wanted = { documents: ["group"] }
  await commit(subject.storage, batch("one", writing("group")))
  expect((await runPromise(other.read(space, wanted))).documents.get("group")?.state).toEqual({ key: "group" })
  await commit(subject.storage, batch("two", writing("group", 1, "next")))
  expect((await runPromise(other.read(space, wanted))).documents.get("group")).toEqual({
    key: "group",
    version: 2,
    state: "next",
  })
})

it("the spaces that hold anything are listed, whatever their names, in the order of code points", async () => {
  expect(await runPromise(other.spaces())).toEqual([])
  const names = ["", "Z", "a", "la-riviere", "Épicerie", "🥚"]
  for (const name of names.toReversed()) await commit(subject.storage, batch("one"), name)
  await commit(subject.storage, batch("two"), "a")
  expect(await runPromise(other.spaces())).toEqual(names)
})

it("batches of hundreds of documents and small ones get in side by side", async () => {
  const many = (turn: number) =>
    Array.from({ length: 150 }, (_, index) => ({ key: `member:${turn}-${index}`, version: 1, state: turn }))
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, turn) =>
      commit(serverOf(turn), batch(`batch ${turn}`, turn % 10 === 0 ? { writes: many(turn) } : take("stock:eggs"))),
    ),
  )
  expect(tally(outcomes)).toEqual({ Committed: 40 })
  expect(await piecesIn(other, "stock:eggs")).toBe(-36)
})
