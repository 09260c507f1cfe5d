import * as Effect from "effect/Effect"
import { Conflict, isListed, Overdrawn, StorageDown } from "@cabas/engine/storage"
import type { Batch, Committed, Repeated, Storage } from "@cabas/engine/storage"
import { openDatabase } from "./database.ts"
import type { Say } from "./database.ts"
import { balancesOf, cursorOf, doneIn, feedOf, numbersFrom, numbersOf, readSpace } from "./read.ts"
import { tables } from "./schema.ts"

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

/** Locks the space, looks whether the batch may be in, writes it. Throws what refuses it. */
const writeBatch = async (say: Say, space: string, batch: Batch): Promise<Committed | Repeated> => {
  const lock =
    "INSERT INTO cabas_spaces VALUES (?, 1) ON DUPLICATE KEY UPDATE position = position + 1 RETURNING position"
  const [{ position } = { position: 0 }] = await say(lock, space)
  const [done] = await say(...doneIn(space, batch.id))
  if (done !== undefined) {
    const numbers = numbersFrom(await say(...numbersOf(space, JSON.parse(done.numbers))))
    await say("ROLLBACK")
    return { _tag: "Repeated", fingerprint: done.fingerprint, answer: JSON.parse(done.answer), numbers }
  }
  await refuseChanged(say, space, batch)
  await refuseOverdrawn(say, space, batch)
  const take = `INSERT INTO cabas_numbers SELECT ?, ?, ?, 1 + COALESCE(MAX(number), 0) FROM cabas_numbers AS taken
    WHERE space = ? AND series = ? ON DUPLICATE KEY UPDATE number = cabas_numbers.number`
  for (const { series, key } of batch.numbers) await say(take, space, series, key, space, series)
  await erase(say, space, batch.erases ?? [])
  await write(say, space, position, batch)
  const numbers = numbersFrom(await say(...numbersOf(space, batch.numbers)))
  return { _tag: "Committed", cursor: cursorOf(position), numbers }
}

const refuseChanged = async (say: Say, space: string, { guards }: Batch): Promise<void> => {
  const sql = "SELECT document AS `key`, version FROM cabas_documents WHERE space = ? AND document IN (?)"
  const keys = guards.map(({ key }) => key)
  const versions = new Map((await say(sql, space, keys)).map(({ key, version }) => [key, version]))
  for (const { key, version } of guards) if ((versions.get(key) ?? 0) !== version) throw new Conflict({ key })
}

const refuseOverdrawn = async (say: Say, space: string, batch: Batch): Promise<void> => {
  const accounts = batch.floors.map(({ account }) => account)
  const all = [...(await say(...balancesOf(space, accounts))), ...sidesOf(batch)]
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

const textOf = (value: unknown): string => JSON.stringify(value) ?? "null"

const write = async (say: Say, space: string, position: number, batch: Batch): Promise<void> => {
  const { id, by, at, operation, fingerprint, answer, numbers, facts, postings, writes } = batch
  const texts = [answer, numbers, facts, postings].map(textOf)
  await say("INSERT INTO cabas_batches VALUES ?", [[space, position, id, by, at, operation, fingerprint, ...texts]])
  const states = writes.map(({ key, version, state }) => [space, key, version, textOf(state)])
  const replace = "ON DUPLICATE KEY UPDATE version = VALUES(version), state = VALUES(state)"
  await say(`INSERT INTO cabas_documents VALUES ? ${replace}`, states)
  const changed = writes.filter(({ indexed }) => indexed !== undefined)
  const keys = changed.map(({ key }) => key)
  const found = changed.flatMap(({ key, indexed = [] }) => indexed.map(({ name, value }) => [space, name, value, key]))
  await say("DELETE FROM cabas_index WHERE space = ? AND document IN (?)", space, keys)
  await say("INSERT INTO cabas_index VALUES ? ON DUPLICATE KEY UPDATE value = VALUES(value)", found)
  const moved = sidesOf(batch).map(({ account, unit, quantity }) => [space, account, unit, quantity])
  await say("INSERT INTO cabas_balances VALUES ? ON DUPLICATE KEY UPDATE quantity = quantity + VALUES(quantity)", moved)
  const listed = sidesOf(batch).filter(({ account }) => isListed(account))
  const entries = listed.map(({ account, place, other, quantity, unit, reason, reference }) => {
    return [space, account, position, place, other, quantity, unit, reason, reference]
  })
  await say("INSERT INTO cabas_entries VALUES ?", entries)
}

/** Blanks what earlier batches tell of documents. Reads the whole journal of the space: it is rare. */
const erase = async (say: Say, space: string, keys: ReadonlyArray<string>): Promise<void> => {
  const journal = "SELECT position, facts FROM cabas_batches WHERE space = ?"
  const blank =
    "UPDATE cabas_batches SET facts = ?, fingerprint = 'erased', answer = 'null' WHERE space = ? AND position = ?"
  for (const { position, facts } of keys.length === 0 ? [] : await say(journal, space)) {
    const told: Batch["facts"] = JSON.parse(facts)
    const blanked = told.map((one) => (keys.includes(one.key) ? { key: one.key, fact: { _tag: "Blanked" } } : one))
    if (told.some(({ key }) => keys.includes(key))) await say(blank, textOf(blanked), space, position)
  }
}
