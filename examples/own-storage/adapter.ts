import * as Effect from "effect/Effect"
import { Conflict, isListed, Overdrawn, StorageDown } from "@cabas/engine/storage"
import type { Batch, Committed, Repeated, Storage } from "@cabas/engine/storage"
import { openDatabase } from "./database.ts"
import type { Say, Statement } from "./database.ts"
import { balancesOf, cursorOf, doneIn, feedOf, numbersOf, readSpace } from "./read.ts"
import { tables } from "./schema.ts"
import type { Row } from "./schema.ts"

/** Keeps Cabas in a MariaDB database, beside whatever else is there. Several `urls` are the nodes of one cluster. */
export const mariadbStorage = async ({ urls }: { readonly urls: ReadonlyArray<string> }) => {
  const database = openDatabase(urls)
  for (const table of tables) await database.write((say) => say(table))
  const down = (cause: unknown) => new StorageDown({ reason: (cause as Error).message, cause })
  const storage: Storage = {
    name: "mariadb",
    capabilities: ["durable", "shared"],
    read: (space, wanted) => Effect.tryPromise({ try: () => readSpace(database, space, wanted), catch: down }),
    commit: (space, batch) =>
      Effect.tryPromise({
        try: () => database.write((say) => writeBatch(say, space, batch)),
        catch: (cause) => (cause instanceof Conflict || cause instanceof Overdrawn ? cause : down(cause)),
      }),
    feed: (space, after, limit) => Effect.tryPromise({ try: () => feedOf(database, space, after, limit), catch: down }),
  }
  return { ...storage, close: database.close }
}

const lock = `INSERT INTO cabas_spaces VALUES (?, 1) ON DUPLICATE KEY UPDATE position = position + 1 RETURNING position`

/** Locks the space, looks whether the batch may be in, writes it. Throws what refuses it. */
const writeBatch = async (say: Say, space: string, batch: Batch): Promise<Committed | Repeated> => {
  const [last] = await say(lock, space)
  const [done] = await say(...doneIn(space, batch.id))
  if (done !== undefined) {
    const numbers = numberMap(await say(...numbersOf(space, JSON.parse(done.numbers))))
    await say("ROLLBACK")
    return { _tag: "Repeated", fingerprint: done.fingerprint, answer: JSON.parse(done.answer), numbers }
  }
  refuseChanged(batch, await say(versions, space, [...batch.guards.map(({ key }) => key), null]))
  refuseOverdrawn(
    batch,
    await say(
      ...balancesOf(
        space,
        batch.floors.map(({ account }) => account),
      ),
    ),
  )
  const position = last?.position ?? 0
  for (const { series, key } of batch.numbers) await say(takeNumber, space, series, key, space, series)
  if (batch.erases !== undefined) await erase(say, space, batch.erases)
  for (const statement of rowsOf(space, position, batch)) await say(...statement)
  const numbers = numberMap(await say(...numbersOf(space, batch.numbers)))
  return { _tag: "Committed", cursor: cursorOf(position), numbers }
}

const numberMap = (rows: ReadonlyArray<Row>) => new Map(rows.map(({ key, number }) => [key, number]))

const versions = "SELECT document AS `key`, version FROM cabas_documents WHERE space = ? AND document IN (?)"

const refuseChanged = ({ guards }: Batch, rows: ReadonlyArray<Row>): void => {
  const versions = new Map(rows.map(({ key, version }) => [key, version]))
  for (const { key, version } of guards) if ((versions.get(key) ?? 0) !== version) throw new Conflict({ key })
}

const refuseOverdrawn = (batch: Batch, rows: ReadonlyArray<Row>): void => {
  const all = [...rows, ...sidesOf(batch)]
  const refused = batch.floors.filter(({ account, unit, minimum, maximum = Infinity }) => {
    const own = all.filter((one) => one.account === account && one.unit === unit)
    const after = own.reduce((sum, { quantity }) => sum + quantity, 0)
    return after < minimum || after > maximum
  })
  if (refused.length > 0) throw new Overdrawn({ accounts: refused.map(({ account }) => account) })
}

/** Both sides of the postings: what enters each account. */
const sidesOf = ({ postings }: Batch) =>
  postings.flatMap(({ from, to, quantity, ...why }, index) => [
    { ...why, account: from, other: to, place: index * 2, quantity: -quantity },
    { ...why, account: to, other: from, place: index * 2 + 1, quantity },
  ])

const takeNumber = `INSERT INTO cabas_numbers SELECT ?, ?, ?, 1 + COALESCE(MAX(number), 0) FROM cabas_numbers AS taken
  WHERE space = ? AND series = ? ON DUPLICATE KEY UPDATE number = cabas_numbers.number`

const textOf = (value: unknown): string => JSON.stringify(value) ?? "null"

/** The statements that write a batch. */
const rowsOf = (space: string, position: number, batch: Batch): ReadonlyArray<Statement> => {
  const { id, by, at, operation, fingerprint, answer, numbers, facts, postings, writes } = batch
  const texts = [answer, numbers, facts, postings].map(textOf)
  const reindexed = writes.flatMap(({ key, indexed }) => (indexed === undefined ? [] : [{ key, indexed }]))
  const sides = sidesOf(batch)
  return [
    ...insert("cabas_batches", [[space, position, id, by, at, operation, fingerprint, ...texts]]),
    ...insert(
      "cabas_documents",
      writes.map(({ key, version, state }) => [space, key, version, textOf(state)]),
      "version = VALUES(version), state = VALUES(state)",
    ),
    ["DELETE FROM cabas_index WHERE space = ? AND document IN (?)", space, [...reindexed.map(({ key }) => key), null]],
    ...insert(
      "cabas_index",
      reindexed.flatMap(({ key, indexed }) => indexed.map(({ name, value }) => [space, name, value, key])),
      "value = VALUES(value)",
    ),
    ...insert(
      "cabas_balances",
      sides.map(({ account, unit, quantity }) => [space, account, unit, quantity]),
      "quantity = quantity + VALUES(quantity)",
    ),
    ...insert(
      "cabas_entries",
      sides
        .filter(({ account }) => isListed(account))
        .map((side) => [
          space,
          side.account,
          position,
          side.place,
          side.other,
          side.quantity,
          side.unit,
          side.reason,
          side.reference,
        ]),
    ),
  ]
}

const insert = (table: string, rows: ReadonlyArray<unknown>, change?: string): ReadonlyArray<Statement> =>
  rows.length === 0
    ? []
    : [[`INSERT INTO ${table} VALUES ? ${change === undefined ? "" : `ON DUPLICATE KEY UPDATE ${change}`}`, rows]]

/** Blanks what earlier batches tell of documents. Reads the whole journal of the space: it is rare. */
const erase = async (say: Say, space: string, keys: ReadonlyArray<string>): Promise<void> => {
  const blank =
    "UPDATE cabas_batches SET facts = ?, fingerprint = 'erased', answer = 'null' WHERE space = ? AND position = ?"
  for (const { position, facts } of await say("SELECT position, facts FROM cabas_batches WHERE space = ?", space)) {
    const told: Batch["facts"] = JSON.parse(facts)
    if (!told.some(({ key }) => keys.includes(key))) continue
    const blanked = told.map((one) => (keys.includes(one.key) ? { key: one.key, fact: { _tag: "Blanked" } } : one))
    await say(blank, textOf(blanked), space, position)
  }
}
