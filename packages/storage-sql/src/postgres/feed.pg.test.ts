import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest"
import * as Effect from "effect/Effect"
import type { Batch } from "@cabas/engine/storage"
import { callsOf } from "./calls.ts"
import { openPool, quoted } from "./database.ts"
import type { Database } from "./database.ts"
import { batch, commit, cursorNow, fed, moving, space, writing } from "../../test/batches.ts"
import { startTestServer } from "../../test/postgres-server.ts"
import { testSubject } from "../../test/postgres-subject.ts"
import type { TestSubject } from "../../test/postgres-subject.ts"
import { parametersOf, textOf } from "./writing.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const server = await startTestServer()
afterAll(server.stop)

let subject: TestSubject
let database: Database

beforeEach(async () => {
  subject = await testSubject(server)
  database = await openPool({ url: subject.options.url, connections: 4, prepare: false })
})

afterEach(async () => {
  await database.close()
  await subject.close()
})

/** A transaction that stays open until it is told how to end. */
interface Held {
  readonly end: (how: "commit" | "rollback") => Promise<void>
}

/** Runs statements in a transaction that stays open. */
const hold = async (statements: (ask: Database["ask"]) => Effect.Effect<unknown, unknown>): Promise<Held> => {
  let end: (how: "commit" | "rollback") => void = () => {}
  const ending = new Promise<"commit" | "rollback">((resolve) => (end = resolve))
  let begin = (): void => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const transaction = Effect.runPromise(
    Effect.ignore(
      database.together((ask) =>
        Effect.gen(function* () {
          yield* Effect.orDie(statements(ask))
          begin()
          const how = yield* Effect.promise(() => ending)
          if (how === "rollback") yield* ask("SELECT 1 / 0", [])
        }),
      ),
    ),
  )
  await Promise.race([begun, transaction])
  return {
    end: (how) => {
      end(how)
      return transaction
    },
  }
}

/** A commit that has done everything but to end. */
const holdCommit = (one: Batch): Promise<Held> => {
  const { schema = "" } = subject.options
  const states = one.writes.map(({ state }) => textOf(state))
  return hold((ask) => ask(callsOf(schema).commit, parametersOf(schema, space, one, states)))
}

const run = (sql: string) => Effect.runPromise(database.ask(sql, []))

it("a batch that commits late is not skipped: what began after it waits for it", async () => {
  const { storage } = subject
  await commit(storage, batch("before"))
  const late = await holdCommit(batch("late", moving("x:", "wallet:ana")))
  expect((await commit(storage, batch("quick", moving("x:", "wallet:bruno"))))._tag).toBe("Committed")
  expect(await fed(storage)).toEqual(["before"])
  const [first] = await Effect.runPromise(storage.feed(space, "", 10))
  expect(await fed(storage, first?.cursor)).toEqual([])
  await late.end("commit")
  expect(await fed(storage, first?.cursor)).toEqual(["late", "quick"])
})

it("a batch that began and was taken back holds up nothing any longer", async () => {
  const { storage } = subject
  const late = await holdCommit(batch("late", moving("x:", "wallet:ana")))
  await commit(storage, batch("quick"))
  expect(await fed(storage)).toEqual([])
  await late.end("rollback")
  expect(await fed(storage)).toEqual(["quick"])
  expect((await commit(storage, batch("late")))._tag).toBe("Committed")
  expect(await fed(storage)).toEqual(["quick", "late"])
})

it("of many that commit in another order than they began, a follower misses none and sees each once", async () => {
  const { storage } = subject
  const held = []
  for (let turn = 0; turn < 4; turn += 1) held.push(await holdCommit(batch(`late ${turn}`)))
  const followed: string[] = []
  let cursor = ""
  const follow = async () => {
    const page = await Effect.runPromise(storage.feed(space, cursor, 2))
    followed.push(...page.map(({ id }) => id))
    cursor = page.at(-1)?.cursor ?? cursor
    return page.length
  }
  for (const [turn, late] of held.toReversed().entries()) {
    await commit(storage, batch(`quick ${turn}`))
    await follow()
    await late.end("commit")
  }
  while ((await follow()) > 0);
  expect(await fed(storage)).toEqual(followed)
  expect(followed.length).toBe(8)
})

it("what is seen changes the cursor of a snapshot, in whichever order it commits", async () => {
  const { storage } = subject
  const { cursor } = (await commit(storage, batch("before"))) as { readonly cursor: string }
  const cursors = [await cursorNow(storage)]
  expect(cursors).toEqual([cursor])
  const late = await holdCommit(batch("late", writing("basket:late")))
  expect(await cursorNow(storage)).toBe(cursor)
  for (const id of ["quick", "quicker"]) {
    await commit(storage, batch(id))
    cursors.push(await cursorNow(storage))
  }
  await late.end("commit")
  cursors.push(await cursorNow(storage))
  expect(new Set(cursors).size).toBe(4)
  expect(cursors).toEqual(cursors.toSorted())
  expect(await fed(storage, cursors[1])).toEqual(["late", "quick", "quicker"])
  expect(await fed(storage, cursors[3])).toEqual([])
})

it("somebody else's transaction holds up the feed of no space where nothing is being committed", async () => {
  const { storage } = subject
  const foreign = await hold((ask) => ask("SELECT pg_current_xact_id()::text", []))
  await commit(storage, batch("one"))
  await commit(storage, batch("elsewhere"), "another space")
  expect(await fed(storage)).toEqual(["one"])
  expect(await fed(storage, "", "another space")).toEqual(["elsewhere"])
  const late = await holdCommit(batch("late"))
  await commit(storage, batch("two"))
  expect(await fed(storage)).toEqual([])
  await foreign.end("rollback")
  expect(await fed(storage)).toEqual(["one"])
  await late.end("commit")
  expect(await fed(storage)).toEqual(["one", "late", "two"])
})

it("a commit does not wait for another of the same space that has nothing in common with it", async () => {
  const { storage } = subject
  const late = await holdCommit(batch("late", { ...writing("basket:a"), ...moving("stock:a", "ordered:a") }))
  const other = {
    ...writing("basket:b"),
    ...moving("stock:b", "ordered:a"),
    numbers: [{ series: "market", key: "basket:b" }],
  }
  expect((await commit(storage, batch("other", other)))._tag).toBe("Committed")
  await late.end("commit")
})

it("a space that comes from a server which had counted further goes on after what it has", async () => {
  const { storage } = subject
  const schema = quoted(subject.options.schema ?? "")
  for (const id of ["one", "two"]) await commit(storage, batch(id, moving("x:", "wallet:ana")))
  await run(`UPDATE ${schema}.batches SET moment = moment + 4000000000`)
  await run(`UPDATE ${schema}.entries SET moment = moment + 4000000000`)
  expect(await fed(storage)).toEqual(["one", "two"])
  const before = await cursorNow(storage)
  const outcomes = await Promise.all(
    ["three", "four"].map((id) => commit(storage, batch(id, moving("x:", "wallet:ana")))),
  )
  expect(outcomes.map(({ _tag }) => _tag)).toEqual(["Committed", "Committed"])
  expect((await fed(storage)).slice(0, 2)).toEqual(["one", "two"])
  expect((await fed(storage, before)).toSorted()).toEqual(["four", "three"])
  expect((await cursorNow(storage)) > before).toBe(true)
  const { entries } = await Effect.runPromise(storage.read(space, { entries: { account: "wallet:ana", limit: 10 } }))
  expect(entries.map(({ position }) => position)).toEqual(
    entries
      .map(({ position }) => position)
      .toSorted()
      .toReversed(),
  )
})
