import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Batch } from "@cabas/engine/storage"
import { groupCommit } from "./group.ts"
import type { Answer } from "./group.ts"
import { knowing } from "./known.ts"
import { openDatabase } from "./open.ts"
import type { Connection } from "./reading.ts"
import { atOneMoment, feedOf, readSpace } from "./reading.ts"
import type { Statements } from "./statements.ts"
import { prepare } from "./statements.ts"
import { prepareBatch } from "./writing.ts"

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

const write = (key: string, from = 0): Partial<Batch> => ({
  guards: [{ key, version: from }],
  writes: [{ key, version: from + 1, state: `written at ${from}` }],
})

const posting = (quantity: number) => ({
  from: "x:",
  to: "wallet:ana",
  quantity,
  unit: "EUR",
  reason: "",
  reference: "",
})

/** A connection that counts its transactions, and whose next commits can be made to fail. */
const open = () => {
  const database = openDatabase(":memory:")
  const real = prepare(database)
  const seen = { transactions: 0, failures: 0 }
  const statements: Statements = {
    ...real,
    commit: () => {
      if (seen.failures > 0) {
        seen.failures -= 1
        throw new Error("disk I/O error")
      }
      seen.transactions += 1
      real.commit()
    },
  }
  const connection: Connection = { statements, known: knowing(statements, 1000) }
  const group = groupCommit(connection, 100)
  const commit = (one: Batch): Promise<Answer> => new Promise((resolve) => group.add(prepareBatch(space, one), resolve))
  return { database, connection, group, commit, seen }
}

let opened = open()
beforeEach(() => {
  opened = open()
})
afterEach(() => {
  opened.group.end()
  opened.database.close()
})

const tags = (answers: ReadonlyArray<Answer>): ReadonlyArray<string> => answers.map(({ _tag }) => _tag)
const ids = (): ReadonlyArray<string> =>
  atOneMoment(opened.connection, () => feedOf(opened.connection, space, "", 1000)).map(({ id }) => id)

describe("committing in groups", () => {
  it("writes what was asked for in one turn in one transaction", async () => {
    const answers = await Promise.all(["a", "b", "c", "d", "e", "f", "g", "h"].map((id) => opened.commit(batch(id))))
    expect(tags(answers)).toEqual(answers.map(() => "Committed"))
    expect(opened.seen.transactions).toBe(1)
  })

  it("writes a lone batch alone, before the next turn is over", async () => {
    const turn = new Promise<string>((resolve) => setImmediate(() => setImmediate(() => resolve("turn over"))))
    const first = await Promise.race([opened.commit(batch("alone")), turn])
    expect(first).toMatchObject({ _tag: "Committed" })
    await opened.commit(batch("later"))
    expect(opened.seen.transactions).toBe(2)
  })

  it("answers nobody before the transaction is over", async () => {
    const answered: string[] = []
    const waiting = ["a", "b"].map((id) => opened.commit(batch(id)).then(() => answered.push(id)))
    await Promise.resolve()
    expect(answered).toEqual([])
    await Promise.all(waiting)
    expect(answered).toEqual(["a", "b"])
  })

  it("sees in each batch what the ones before it in the group wrote", async () => {
    const answers = await Promise.all([
      opened.commit(batch("first", { ...write("group"), postings: [posting(5)] })),
      opened.commit(batch("late", write("group"))),
      opened.commit(batch("next", write("group", 1))),
      opened.commit(batch("first")),
      opened.commit(batch("rich", { floors: [{ account: "wallet:ana", unit: "EUR", minimum: 5 }] })),
      opened.commit(batch("poor", { floors: [{ account: "wallet:ana", unit: "EUR", minimum: 6 }] })),
    ])
    expect(tags(answers)).toEqual(["Committed", "Conflict", "Committed", "Repeated", "Committed", "Overdrawn"])
    expect(opened.seen.transactions).toBe(1)
    expect(ids()).toEqual(["first", "next", "rich"])
  })

  it("knows what was moved before in the group, however many accounts were moved since", async () => {
    const manyWallets = Array.from({ length: 25_000 }, (_, at) => ({ ...posting(1), to: `wallet:${at}` }))
    const rich = { floors: [{ account: "wallet:ana", unit: "EUR", minimum: 6 }] }
    const answers = await Promise.all([
      opened.commit(batch("first", { postings: [posting(5)] })),
      ...[0, 1, 2, 3, 4].map((part) =>
        opened.commit(batch(`many ${part}`, { postings: manyWallets.slice(part * 5000, (part + 1) * 5000) })),
      ),
      opened.commit(batch("last", { ...rich, postings: [posting(1)] })),
    ])
    expect(tags(answers)).toEqual(answers.map(() => "Committed"))
    expect(opened.seen.transactions).toBe(1)
    const [row] = opened.database
      .prepare("SELECT quantity FROM accounts JOIN balances USING (number) WHERE account = 'wallet:ana'")
      .all()
    expect(row).toEqual({ quantity: 6 })
  })

  it("does not let a batch that cannot be written take the others with it", async () => {
    const impossible = { ...write("basket:b"), postings: [posting(Number.NaN)] }
    const answers = await Promise.all([
      opened.commit(batch("a", { ...write("basket:a"), postings: [posting(1)] })),
      opened.commit(batch("b", impossible)),
      opened.commit(batch("c", { ...write("basket:c"), postings: [posting(1)] })),
    ])
    expect(tags(answers)).toEqual(["Committed", "StorageDown", "Committed"])
    expect(ids()).toEqual(["a", "c"])
    const found = atOneMoment(opened.connection, () =>
      readSpace(opened.connection, space, {
        documents: ["basket:a", "basket:b", "basket:c"],
        balances: ["wallet:ana"],
      }),
    )
    expect([...found.documents.values()].map(({ version }) => version)).toEqual([1, 0, 1])
    expect(found.balances.get("wallet:ana")).toEqual(new Map([["EUR", 2]]))
  })

  it("answers everybody with StorageDown when the transaction cannot be ended, and believes nothing of it", async () => {
    await opened.commit(
      batch("before", { ...write("group"), postings: [posting(5)], numbers: [{ series: "s", key: "k" }] }),
    )
    opened.seen.failures = 1
    const lost = ["a", "b"].map((id) =>
      opened.commit(
        batch(id, { ...write(`basket:${id}`), postings: [posting(1)], numbers: [{ series: "s", key: id }] }),
      ),
    )
    const answers = await Promise.all(lost)
    expect(tags(answers)).toEqual(["StorageDown", "StorageDown"])
    expect(answers[0]).toMatchObject({ reason: "SQLite: disk I/O error" })
    expect(ids()).toEqual(["before"])
    const again = await opened.commit(
      batch("a", { ...write("basket:a"), postings: [posting(1)], numbers: [{ series: "s", key: "a" }] }),
    )
    expect(again).toMatchObject({ _tag: "Committed", numbers: new Map([["a", 2]]) })
    const found = atOneMoment(opened.connection, () =>
      readSpace(opened.connection, space, { balances: ["wallet:ana"] }),
    )
    expect(found.balances.get("wallet:ana")).toEqual(new Map([["EUR", 6]]))
  })

  it("writes what still waits when it ends, more than one group of it", async () => {
    const waiting = Array.from({ length: 150 }, (_, index) => opened.commit(batch(`batch ${index}`)))
    opened.group.end()
    expect(tags(await Promise.all(waiting))).toEqual(waiting.map(() => "Committed"))
    expect(opened.seen.transactions).toBe(3)
    expect(ids().length).toBe(150)
  })
})
