import { mkdtempSync, rmSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { result, runPromise } from "effect/Effect"
import { isFailure } from "effect/Result"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Batch, Page, PageWanted } from "@cabas/engine/storage"
import { sqliteStorage } from "./sqlite.ts"
import type { SqliteOptions } from "./sqlite.ts"

const space = "la-riviere"
const batch = (id: string, part: Partial<Batch> = {}): Batch => ({
  id,
  by: "ana",
  at: "2026-05-01T06:00:00.000Z",
  operation: "test",
  fingerprint: "",
  answer: null,
  guards: [],
  writes: [],
  facts: [],
  postings: [],
  floors: [],
  numbers: [],
  ...part,
})
const write = (key: string, from = 0, state: unknown = { from }): Partial<Batch> => ({
  guards: [{ key, version: from }],
  writes: [{ key, version: from + 1, state }],
})

let folder = ""
let file = ""
const closing: Array<() => void | Promise<void>> = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cabas-sqlite-"))
  file = join(folder, "test.db")
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  rmSync(folder, { recursive: true })
})

const open = (options: Partial<SqliteOptions> = {}) => {
  const storage = sqliteStorage({ file, ...options })
  closing.push(storage.close)
  return {
    storage,
    commit: async (one: Batch): Promise<{ readonly _tag: string; readonly reason?: string }> => {
      const outcome = await runPromise(result(storage.commit(space, one)))
      return isFailure(outcome) ? outcome.failure : outcome.success
    },
    state: async (key: string) =>
      (await runPromise(storage.read(space, { documents: [key] }))).documents.get(key)?.state,
  }
}

/** Another connection, as another process has one, in the middle of a write. */
const lock = () => {
  const other = new DatabaseSync(file)
  closing.push(() => other.close())
  other.exec("BEGIN IMMEDIATE")
  return () => other.exec("COMMIT")
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe("a storage in a SQLite file", () => {
  it("waits while another process writes, and lets readers read meanwhile", async () => {
    const { commit, state } = open()
    await commit(batch("before", write("group", 0, "before")))
    const release = lock()
    const waiting = commit(batch("after", write("group", 1, "after")))
    await pause(60)
    expect(await state("group")).toBe("before")
    expect(await Promise.race([waiting, pause(10).then(() => "waits")])).toBe("waits")
    release()
    expect((await waiting)._tag).toBe("Committed")
    expect(await state("group")).toBe("after")
  })

  it("gives up with StorageDown when another process writes for longer than its patience, and can be tried again", async () => {
    const { commit } = open({ patience: 80 })
    await commit(batch("before"))
    const release = lock()
    const outcomes = await Promise.all(["a", "b"].map((id) => commit(batch(id))))
    expect(outcomes).toMatchObject([
      { _tag: "StorageDown", reason: "SQLite: another process keeps the database locked" },
      { _tag: "StorageDown" },
    ])
    release()
    expect((await commit(batch("a")))._tag).toBe("Committed")
  })

  it("answers what waits for a lock with StorageDown when it closes", async () => {
    const { commit, storage } = open()
    await commit(batch("before"))
    lock()
    const waiting = commit(batch("waiting"))
    await pause(5)
    await storage.close()
    expect((await waiting)._tag).toBe("StorageDown")
  })

  it("can be closed twice", async () => {
    const { storage } = open()
    await storage.close()
    await storage.close()
    expect(await runPromise(result(storage.read(space, {})))).toMatchObject({
      failure: { reason: "The storage was closed" },
    })
  })

  it("works in memory, where nothing is kept", async () => {
    const { commit, state } = open({ file: ":memory:" })
    expect((await commit(batch("a", write("group", 0, "here"))))._tag).toBe("Committed")
    expect(await state("group")).toBe("here")
    expect(await open({ file: ":memory:" }).state("group")).toBeNull()
  })

  it("gives the same parsed state again as long as its version stays, even when others commit", async () => {
    const [here, there] = [open(), open()]
    await here.commit(batch("catalog", write("catalog:a", 0, { products: [1, 2, 3] })))
    const first = await there.state("catalog:a")
    expect(await there.state("catalog:a")).toBe(first)
    await here.commit(batch("other", write("group")))
    expect(await there.state("catalog:a")).toBe(first)
    await here.commit(batch("changed", write("catalog:a", 1, { products: [1] })))
    expect(await there.state("catalog:a")).toEqual({ products: [1] })
  })

  it("is right when it may remember next to nothing", async () => {
    const { commit, state } = open({ remembered: 1 })
    for (let from = 0; from < 20; from += 1) {
      for (const key of ["a", "b", "c"]) await commit(batch(`${key} ${from}`, write(key, from, `${key} at ${from}`)))
    }
    expect([await state("a"), await state("b"), await state("c")]).toEqual(["a at 19", "b at 19", "c at 19"])
  })

  it("keeps what any SQL tool can read: the journal, the documents, the ledger", async () => {
    const { commit, storage } = open()
    const posting = {
      from: "bank:transfer",
      to: "wallet:ana",
      quantity: 700,
      unit: "EUR",
      reason: "payment",
      reference: "r",
    }
    await commit(batch("money", { ...write("member:ana", 0, { name: "Ana" }), postings: [posting] }))
    await storage.close()
    const database = new DatabaseSync(file)
    closing.push(() => database.close())
    const first = (sql: string) => ({ ...database.prepare(sql).get() })
    expect(first("SELECT name, state ->> 'name' AS who FROM documents JOIN spaces ON number = space")).toEqual({
      name: space,
      who: "Ana",
    })
    expect(first("SELECT account, unit, quantity FROM accounts JOIN balances USING (number)")).toEqual({
      account: "wallet:ana",
      unit: "EUR",
      quantity: 700,
    })
    expect(first("SELECT postings ->> '$[0].reason' AS reason FROM journal")).toEqual({ reason: "payment" })
  })

  it("refuses to commit what is not JSON, and goes on", async () => {
    const { commit, storage } = open()
    const circular: { self?: unknown } = {}
    circular.self = circular
    await expect(runPromise(storage.commit(space, batch("circular", { answer: circular })))).rejects.toThrow(
      /circular/i,
    )
    expect((await commit(batch("next")))._tag).toBe("Committed")
  })
})

describe("sums of entries", () => {
  it("are what the entries come to, by unit, of each account that has any", async () => {
    const { storage, commit } = open({ file: join(folder, "sums.db") })
    const move = (from: string, to: string, quantity: number, unit: string) =>
      ({ from, to, quantity, unit, reason: "test", reference: "r" }) as const
    await commit(
      batch("one", { postings: [move("world", "wallet:ana", 700, "EUR"), move("wallet:ana", "x", 200, "EUR")] }),
    )
    await commit(
      batch("two", { postings: [move("world", "wallet:ana", 3, "CHF"), move("world", "wallet:leo", 1, "EUR")] }),
    )
    const sums = ["wallet:ana", "wallet:leo", "wallet:nobody"]
    expect((await runPromise(storage.read(space, { sums }))).sums).toEqual(
      new Map([
        [
          "wallet:ana",
          {
            count: 3,
            units: new Map([
              ["CHF", 3],
              ["EUR", 500],
            ]),
          },
        ],
        ["wallet:leo", { count: 1, units: new Map([["EUR", 1]]) }],
      ]),
    )
    expect(await runPromise(storage.read(space, {}))).not.toHaveProperty("sums")
  })
})

describe("what is enough of a page", () => {
  const pagesOf = async (enough: "text" | "key" | undefined) => {
    const { storage, commit } = open({ file: join(folder, `${enough}.db`) })
    for (const key of ["a:1", "a:é", "b:1", "c:1"]) {
      const indexed = [{ name: "kind", value: key.slice(0, 1) }]
      await commit(
        batch(`${enough}-${key}`, {
          guards: [{ key, version: 0 }],
          writes: [{ key, version: 1, state: { is: key }, indexed }],
        }),
      )
    }
    const wanted = enough === undefined ? { limit: 2 } : { limit: 2, enough }
    const read = async (page: PageWanted) => (await runPromise(storage.read(space, { pages: [page] }))).pages[0]
    const [first, found] = [
      await read({ ...wanted, prefix: "a:" }),
      await read({ ...wanted, index: "kind", from: "a", to: "b" }),
    ]
    return {
      first,
      all: await read({ ...wanted, prefix: "" }),
      rest: await read({ ...wanted, prefix: "", after: "a:é" }),
      found,
    }
  }
  const told = (page: Page | undefined) => ({
    next: page?.next,
    documents: page?.documents.map(({ key, version, state, text }) => ({
      key,
      version,
      state: text === undefined ? state : JSON.parse(text),
    })),
  })

  it("texts say what states say, in the same pages", async () => {
    const [states, texts] = [await pagesOf(undefined), await pagesOf("text")]
    for (const which of ["first", "all", "rest", "found"] as const)
      expect(told(texts[which])).toEqual(told(states[which]))
    expect(states.all?.next).toBe("a:é")
    expect(texts.all?.documents.map(({ text }) => text)).toEqual(['{"is":"a:1"}', '{"is":"a:é"}'])
    expect(texts.rest?.next).toBeNull()
  })

  it("keys are those of the same pages", async () => {
    const [states, keys] = [await pagesOf(undefined), await pagesOf("key")]
    for (const which of ["first", "all", "rest", "found"] as const) {
      expect(keys[which]?.next).toBe(states[which]?.next)
      expect(keys[which]?.documents.map(({ key }) => key)).toEqual(states[which]?.documents.map(({ key }) => key))
    }
  })
})
