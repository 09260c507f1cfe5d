import { fromIndexPosition, indexPosition } from "@cabas/engine/storage"
import type { Batch, Cursor, Page, PageWanted, Reading, Recorded, Snapshot } from "@cabas/engine/storage"
import type { Database, Statement } from "./database.ts"
import type { Row } from "./schema.ts"

/** A position as text with as many digits as the greatest has, so that cursors are ordered as texts too. */
export const cursorOf = (position = 0): Cursor => (position === 0 ? "" : String(position).padStart(16, "0"))

/** Everything that a reading wants, in one round trip and as of one moment. */
export const readSpace = async ({ read }: Database, space: string, wanted: Reading): Promise<Snapshot> => {
  const { documents = [], balances = [], pages = [] } = wanted
  const [last, found = [], amounts = [], entries = [], taken = [], done, ...paged] = await read(
    ["SELECT position FROM cabas_spaces WHERE space = ?", space],
    [`SELECT ${document} FROM cabas_documents WHERE space = ? AND document IN (?)`, space, among(documents)],
    balancesOf(space, balances),
    entriesOf(space, wanted.entries),
    numbersOf(space, wanted.numbers ?? []),
    doneIn(space, wanted.batch ?? null),
    ...pages.map((page) => pageOf(space, page)),
  )
  const states = new Map(found.map((row) => [row.key, documentOf(row)]))
  const units = new Map(balances.map((account) => [account, new Map<string, number>()]))
  for (const { account, unit, quantity } of amounts) units.get(account)?.set(unit, quantity)
  return {
    documents: new Map(documents.map((key) => [key, states.get(key) ?? { key, version: 0, state: null }])),
    pages: pages.map((page, index) => pageFrom(page, paged[index] ?? [])),
    balances: units,
    entries: entries.map(({ place, ...row }) => ({ ...row, position: `${cursorOf(row.position)}.${1e6 + place}` })),
    numbers: numbersFrom(taken),
    batch: done?.[0] === undefined ? null : { fingerprint: done[0].fingerprint, answer: JSON.parse(done[0].answer) },
    cursor: cursorOf(last?.[0]?.position),
  }
}

const document = "document AS `key`, version, state"
const documentOf = ({ key, version, state }: Row) => ({ key, version, state: JSON.parse(state) as unknown })

/** A list for `IN (?)` in a reading, where every statement is said: null makes it longer, and equals nothing. */
const among = (list: ReadonlyArray<unknown>) => [...list, null]

/** The batch of an id, if it is in already. */
export const doneIn = (space: string, id: string | null): Statement => {
  return ["SELECT fingerprint, answer, numbers FROM cabas_batches WHERE space = ? AND id = ?", space, id]
}

/** What accounts hold. */
export const balancesOf = (space: string, accounts: ReadonlyArray<string>): Statement => {
  const sql = "SELECT account, unit, quantity FROM cabas_balances WHERE space = ? AND account IN (?)"
  return [sql, space, among(accounts)]
}

/** The numbers that documents hold. */
export const numbersOf = (space: string, wanted: Batch["numbers"]): Statement => {
  const sql = "SELECT document AS `key`, number FROM cabas_numbers WHERE space = ? AND (series, document) IN (?)"
  return [sql, space, [...wanted.map(({ series, key }) => [series, key]), [null, null]]]
}

/** Numbers by document. */
export const numbersFrom = (rows: ReadonlyArray<Row>) => new Map(rows.map(({ key, number }) => [key, number]))

const entriesOf = (space: string, wanted: Reading["entries"]): Statement => {
  const [position = 0, place] = (wanted?.before ?? `${Number.MAX_SAFE_INTEGER}.0`).split(".").map(Number)
  const sql = `SELECT position, place, made_at AS at, made_by AS \`by\`, account, other, quantity, unit, reason, reference
    FROM cabas_entries JOIN cabas_batches USING (space, position)
    WHERE space = ? AND account = ? AND (position < ? OR position = ? AND place + 1000000 < ?)
    ORDER BY position DESC, place DESC LIMIT ?`
  return [sql, space, wanted?.account, position, position, place, wanted?.limit ?? 0]
}

/** Greater than the end of any key. */
const greatest = "\u{10FFFF}".repeat(255)

/** One document more than wanted tells that there is a next page. */
const pageOf = (space: string, wanted: PageWanted): Statement => {
  if ("prefix" in wanted) {
    const sql = `SELECT ${document} FROM cabas_documents WHERE space = ? AND document BETWEEN ? AND ?
      AND document > ? ORDER BY document LIMIT ?`
    return [sql, space, wanted.prefix, wanted.prefix + greatest, wanted.after ?? "", wanted.limit + 1]
  }
  const [from, key] = wanted.after === undefined ? [wanted.from, ""] : fromIndexPosition(wanted.after)
  const sql = `SELECT ${document}, value FROM cabas_index JOIN cabas_documents USING (space, document)
    WHERE space = ? AND name = ? AND value BETWEEN ? AND ? AND (value > ? OR document > ?)
    ORDER BY value, document LIMIT ?`
  return [sql, space, wanted.index, from, wanted.to, from, key, wanted.limit + 1]
}

const pageFrom = (wanted: PageWanted, rows: ReadonlyArray<Row>): Page => {
  const last = rows.length > wanted.limit ? rows[wanted.limit - 1] : undefined
  const next = last && ("prefix" in wanted ? last.key : indexPosition(last.value, last.key))
  return { documents: rows.slice(0, wanted.limit).map(documentOf), next: next ?? null }
}

/** The batches of a space after a cursor. */
export const feedOf = async ({ read }: Database, space: string, after: Cursor, limit: number): Promise<Recorded[]> => {
  const sql = `SELECT position, id, made_by AS \`by\`, made_at AS at, operation, facts, postings
    FROM cabas_batches WHERE space = ? AND position > ? ORDER BY position LIMIT ?`
  const [rows = []] = await read([sql, space, Number(after), limit])
  return rows.map(({ position, facts, postings, ...row }) => {
    return { ...row, cursor: cursorOf(position), facts: JSON.parse(facts), postings: JSON.parse(postings) }
  })
}
