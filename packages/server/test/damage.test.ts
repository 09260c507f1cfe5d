import {
  mkdtempSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createCabas } from "@cabas/engine"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { runVerb } from "./verb.ts"
import { furnish, group, noon } from "./world.ts"

let folder = ""
let good = ""
let made = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cabas-damage-"))
  good = join(folder, "good.db")
  const storage = sqliteStorage({ file: good })
  const cabas = createCabas({ storage, clock: () => noon })
  await furnish(cabas)
  const pay = (turn: number) =>
    cabas.asHost.payment.record({ group, id: `p-${turn}`, member: "hugo", amount: 1, kind: "cash" })
  const lines = [{ catalog: "legumes", product: "carottes", quantity: { pieces: 2 } }]
  const order = await cabas.as("gaelle").basket.confirm({ group, distribution: "mai", lines })
  if (order.refusal !== undefined) throw new Error("the order was refused")
  await Promise.all(Array.from({ length: 300 }, (_, turn) => pay(turn)))
  await storage.close()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A copy of the good file, to be damaged. */
const copy = (): string => {
  made += 1
  const file = join(folder, `damaged-${made}.db`)
  writeFileSync(file, readFileSync(good))
  return file
}

/** A copy in which a statement was said behind the back of Cabas. */
const after = (...statements: ReadonlyArray<string>): string => {
  const file = copy()
  const database = new DatabaseSync(file)
  for (const statement of statements) database.exec(statement)
  database.close()
  return file
}

/** Overwrites a part of a file. */
const overwrite = (file: string, from: number, length: number): void => {
  const handle = openSync(file, "r+")
  writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, from)
  closeSync(handle)
}

/** What verifying says of a damaged file; it must fail, with sentences and no stack. */
const diagnosis = async (file: string, language = "en"): Promise<string> => {
  const { ok, text } = await runVerb("verify", "--file", file, "--group", group, "--language", language)
  expect(ok).toBe(false)
  expect(text).not.toMatch(/^\s+at |\.ts:\d|node:internal|TypeError|SyntaxError/m)
  expect(text.length).toBeGreaterThan(20)
  return text
}

const batchAt = (place: number): string => `(SELECT seq FROM journal ORDER BY seq LIMIT 1 OFFSET ${place})`

describe("cabas verify names what is damaged, in a sentence", () => {
  it("nothing, of a file that is as it should be", async () => {
    expect(await runVerb("verify", "--file", copy(), "--group", group)).toMatchObject({ ok: true })
  })

  it("a file that was cut short, wherever", async () => {
    const size = statSync(good).size
    for (const share of [0.3, 0.6, 0.9]) {
      const file = copy()
      truncateSync(file, Math.floor((size * share) / 8192) * 8192)
      expect(await diagnosis(file)).toMatch(/malformed|damaged|cannot be read|cannot be opened/)
    }
  })

  it("pages whose bytes were overwritten, whichever", async () => {
    const pages = statSync(good).size / 8192
    const told: Array<string> = []
    for (let page = 1; page < pages; page += Math.ceil(pages / 12)) {
      const file = copy()
      overwrite(file, page * 8192, 8192)
      const { ok, text } = await runVerb("verify", "--file", file, "--group", group)
      expect(text).not.toMatch(/^\s+at |\.ts:\d|TypeError/m)
      if (!ok) told.push(text)
    }
    // A page that nothing is on may be overwritten without harm.
    expect(told.length).toBeGreaterThan(6)
    expect(told.join("\n")).toMatch(/malformed|cannot be read|should be/)
  })

  it("a file that is not a database, and one that is another’s", async () => {
    const list = join(folder, "list.db")
    writeFileSync(list, "référence;nom;prix\n".repeat(500))
    expect(await diagnosis(list)).toMatch(/not a database/)
    const empty = join(folder, "empty.db")
    writeFileSync(empty, "")
    expect(await diagnosis(empty)).toMatch(/Nothing was ever written/)
  })

  it("a table that is not there", async () => {
    for (const table of ["entries", "journal", "documents", "balances"]) {
      expect(await diagnosis(after(`DROP VIEW IF EXISTS cabas_members`, `DROP TABLE ${table}`))).toContain(
        `no such table: ${table}`,
      )
    }
  })

  it("a row of the journal that was deleted: what it wrote is told by nothing", async () => {
    const text = await diagnosis(after(`DELETE FROM journal WHERE seq = ${batchAt(3)}`))
    expect(text).toMatch(/should be|No fact tells of|should hold/)
  })

  it("a document that was deleted, changed, or added", async () => {
    expect(await diagnosis(after("DELETE FROM documents WHERE key = 'member:hugo'"))).toMatch(
      /Member:hugo should be .* and is kept as null/,
    )
    const moved = "UPDATE documents SET state = json_set(state, '$.address', 'elsewhere') WHERE key = 'member:hugo'"
    expect(await diagnosis(after(moved))).toMatch(/Member:hugo should be .* and is kept as .*elsewhere/)
    const added =
      "INSERT INTO documents SELECT space, 'member:ghost', 1, '[]', state FROM documents WHERE key = 'member:hugo'"
    expect(await diagnosis(after(added))).toContain("No fact tells of member:ghost")
    const older = "UPDATE documents SET version = version + 3 WHERE key = 'member:hugo'"
    expect(await diagnosis(after(older))).toMatch(/Member:hugo was written \d+ times, and says \d+/)
  })

  it("a balance, an index, a number, a movement that was changed", async () => {
    const balance =
      "UPDATE balances SET quantity = quantity + 7 WHERE number = (SELECT number FROM accounts WHERE account = 'wallet:hugo')"
    expect(await diagnosis(after(balance))).toMatch(/Wallet:hugo should hold \{"EUR":\d+\} by its postings/)
    const index = "DELETE FROM indexed WHERE name = 'payment.byMember' AND key = 'payment:p-77'"
    expect(await diagnosis(after(index))).toContain('The index payment.byMember does not find ["payment:p-77"]')
    const number = "UPDATE numbers SET number = number + 5"
    expect(await diagnosis(after(number))).toMatch(/Basket@\S+ basket:\S+ should have the number 1, and has 6\./)
    const entries = "DELETE FROM entries WHERE account = 'wallet:hugo' AND seq = (SELECT max(seq) FROM entries)"
    expect(await diagnosis(after(entries))).toMatch(/The statement of wallet:hugo should come to/)
  })

  it("JSON that is broken in the journal: how far it can be read, and what is wrong there", async () => {
    const text = await diagnosis(after(`UPDATE journal SET facts = substr(facts, 1, 20) WHERE seq = ${batchAt(5)}`))
    expect(text).toMatch(/The journal can be read up to batch 5 and no further.*the facts of batch .* is not JSON/)
    expect(await diagnosis(after(`UPDATE journal SET postings = '[{]' WHERE seq = ${batchAt(250)}`), "fr")).toMatch(
      /Le journal se lit jusqu’au lot 250 et pas plus loin/,
    )
  })

  it("JSON that is broken in a document: which, and the others are compared", async () => {
    const text = await diagnosis(
      after(
        "UPDATE documents SET state = '{\"id\": \"hu' WHERE key = 'member:hugo'",
        "UPDATE documents SET state = json_set(state, '$.address', 'elsewhere') WHERE key = 'member:gaelle'",
      ),
    )
    expect(text).toMatch(/Member:hugo cannot be read: .*the document member:hugo is not JSON/)
    expect(text).toMatch(/Member:gaelle should be/)
  })

  it("a kind of document that no Cabas knows, and a fact that says nothing", async () => {
    const unknown = `UPDATE journal SET facts = replace(facts, '"key":"member:hugo"', '"key":"spaceship:1"')`
    expect(await diagnosis(after(unknown))).toMatch(/spaceship:1 should be a known kind/)
    const nothing = `UPDATE journal SET facts = '[5, null, {"key": "member:hugo"}]' WHERE seq = ${batchAt(4)}`
    expect(await diagnosis(after(nothing))).toMatch(/should be a list of facts/)
  })

  it("a database that a newer Cabas wrote is refused before anything is looked at", async () => {
    expect(await diagnosis(after("INSERT INTO cabas_schema (version) VALUES (99)"))).toContain(
      "was written by a newer Cabas",
    )
  })
})
