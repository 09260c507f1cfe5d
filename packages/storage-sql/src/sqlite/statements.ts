import type { DatabaseSync, SQLInputValue } from "node:sqlite"

type Values = ReadonlyArray<SQLInputValue>

/** A statement that gives at most one row, as an array: SQLite's rows as objects cost twice the time. */
const one = <V extends Values, Row extends Values>(database: DatabaseSync, sql: string) => {
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  return (...values: V): Row | undefined => statement.get(...values) as unknown as Row | undefined
}

const many = <V extends Values, Row extends Values>(database: DatabaseSync, sql: string) => {
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  return (...values: V): ReadonlyArray<Row> => statement.all(...values) as unknown as ReadonlyArray<Row>
}

/** A statement that gives no row. `get` rather than `run`, which makes an object to say what changed. */
const run = <V extends Values>(database: DatabaseSync, sql: string) => {
  const statement = database.prepare(sql)
  return (...values: V): void => void statement.get(...values)
}

/** A statement that adds a row and gives its place in the table. */
const add = <V extends Values>(database: DatabaseSync, sql: string) => {
  const statement = database.prepare(sql)
  return (...values: V): number => Number(statement.run(...values).lastInsertRowid)
}

type Text = string
type Count = number

/**
 * After everything that begins with the text of a parameter, and before anything else that is greater: no text in
 * UTF-8 has a byte FF.
 */
const afterAllWith = (parameter: string): string => `${parameter} || CAST(x'FF' AS TEXT)`

const transactions = (database: DatabaseSync) => ({
  beginReading: run<[]>(database, "BEGIN"),
  beginWriting: run<[]>(database, "BEGIN IMMEDIATE"),
  commit: run<[]>(database, "COMMIT"),
  rollback: run<[]>(database, "ROLLBACK"),
  /** From here on whole pages that are given back are overwritten too. Not prepared: it works when it is read, not run. */
  overwriteAll: () => database.exec("PRAGMA secure_delete = ON"),
  /** From here on only what is deleted on pages that are written anyway. */
  overwriteSome: () => database.exec("PRAGMA secure_delete = FAST"),
  /** Copies the write-ahead log to the file and empties it, unless another connection still reads it (1). */
  emptyLog: one<[], [busy: Count, pages: Count, copied: Count]>(database, "PRAGMA wal_checkpoint(TRUNCATE)"),
  /** Changes when, and only when, another connection has committed since. */
  dataVersion: one<[], [Count]>(database, "PRAGMA data_version"),
})

const spaces = (database: DatabaseSync) => ({
  space: one<[name: Text], [number: Count]>(database, "SELECT number FROM spaces WHERE name = ?"),
  allSpaces: many<[], [name: Text]>(database, "SELECT name FROM spaces ORDER BY name"),
  addSpace: add<[name: Text]>(database, "INSERT INTO spaces (name) VALUES (?)"),
})

const journal = (database: DatabaseSync) => ({
  done: one<[space: Count, id: Text], [fingerprint: Text, answer: Text, numbers: Text | null]>(
    database,
    "SELECT fingerprint, answer, numbers FROM journal WHERE space = ? AND id = ?",
  ),
  /** The last batch between two. */
  last: one<[after: Count, before: Count], [seq: Count]>(
    database,
    "SELECT seq FROM journal WHERE seq > ? AND seq < ? ORDER BY seq DESC LIMIT 1",
  ),
  append: run<
    [
      seq: Count,
      space: Count,
      id: Text,
      by: Text,
      at: Text,
      operation: Text,
      fingerprint: Text,
      numbers: Text | null,
      answer: Text,
      facts: Text,
      postings: Text,
    ]
  >(
    database,
    `INSERT INTO journal
      (seq, space, id, made_by, made_at, operation, fingerprint, numbers, answer, facts, postings)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  /** Batches between two in whose facts a text stands somewhere: reads them all. */
  mentioning: many<[after: Count, before: Count, mention: Text], [seq: Count, facts: Text]>(
    database,
    "SELECT seq, facts FROM journal WHERE seq > ? AND seq < ? AND instr(facts, ?) > 0",
  ),
  blank: run<[facts: Text, seq: Count]>(
    database,
    "UPDATE journal SET facts = ?, fingerprint = 'erased', answer = 'null' WHERE seq = ?",
  ),
  between: many<
    [after: Count, before: Count, limit: Count],
    [seq: Count, id: Text, by: Text, at: Text, operation: Text, facts: Text, postings: Text]
  >(
    database,
    `SELECT seq, id, made_by, made_at, operation, facts, postings
      FROM journal WHERE seq > ? AND seq < ? ORDER BY seq LIMIT ?`,
  ),
})

const documents = (database: DatabaseSync) => ({
  version: one<[space: Count, key: Text], [version: Count]>(
    database,
    "SELECT version FROM documents WHERE space = ? AND key = ?",
  ),
  document: one<[space: Count, key: Text], [version: Count, state: Text]>(
    database,
    "SELECT version, state FROM documents WHERE space = ? AND key = ?",
  ),
  /** Without index entries (null) they stay as they were. */
  write: run<[space: Count, key: Text, version: Count, indexed: Text | null, state: Text]>(
    database,
    `INSERT INTO documents (space, key, version, indexed, state) VALUES (?1, ?2, ?3, coalesce(?4, '[]'), ?5)
      ON CONFLICT DO UPDATE SET
        version = excluded.version, indexed = coalesce(?4, indexed), state = excluded.state`,
  ),
  withPrefix: many<[space: Count, prefix: Text, limit: Count], [key: Text]>(
    database,
    `SELECT key FROM documents
      WHERE space = ?1 AND key >= ?2 AND key < ${afterAllWith("?2")} ORDER BY key LIMIT ?3`,
  ),
  withPrefixAfter: many<[space: Count, prefix: Text, limit: Count, after: Text], [key: Text]>(
    database,
    `SELECT key FROM documents
      WHERE space = ?1 AND key > ?4 AND key < ${afterAllWith("?2")} ORDER BY key LIMIT ?3`,
  ),
  /** Whole documents in the order of their keys; after the empty key, from the first. */
  texts: many<[space: Count, prefix: Text, limit: Count, after: Text], [key: Text, version: Count, state: Text]>(
    database,
    `SELECT key, version, state FROM documents
      WHERE space = ?1 AND key >= ?2 AND key > ?4 AND key < ${afterAllWith("?2")} ORDER BY key LIMIT ?3`,
  ),
  indexEntries: one<[space: Count, key: Text], [indexed: Text]>(
    database,
    "SELECT indexed FROM documents WHERE space = ? AND key = ?",
  ),
  index: run<[space: Count, name: Text, value: Text, key: Text]>(
    database,
    "INSERT OR IGNORE INTO indexed (space, name, value, key) VALUES (?, ?, ?, ?)",
  ),
  removeFromIndex: run<[space: Count, name: Text, value: Text, key: Text]>(
    database,
    "DELETE FROM indexed WHERE space = ? AND name = ? AND value = ? AND key = ?",
  ),
  valuesBetween: many<[space: Count, name: Text, from: Text, to: Text, limit: Count], [key: Text, value: Text]>(
    database,
    `SELECT key, value FROM indexed
      WHERE space = ? AND name = ? AND value >= ? AND value <= ? ORDER BY value, key LIMIT ?`,
  ),
  valuesAfter: many<
    [space: Count, name: Text, value: Text, key: Text, to: Text, limit: Count],
    [key: Text, value: Text]
  >(
    database,
    `SELECT key, value FROM indexed
      WHERE space = ? AND name = ? AND (value, key) > (?, ?) AND value <= ? ORDER BY value, key LIMIT ?`,
  ),
})

/** Rows of balances that one statement writes; the call of a statement costs more than a row. */
export const balancesAtOnce = 16

const balanceWriter = (database: DatabaseSync, rows: number) =>
  run<ReadonlyArray<Count>>(
    database,
    `INSERT INTO balances (number, quantity) VALUES ${Array.from({ length: rows }, () => "(?, ?)").join(", ")}
      ON CONFLICT DO UPDATE SET quantity = excluded.quantity`,
  )

const ledger = (database: DatabaseSync) => ({
  balances: many<[space: Count, account: Text], [unit: Text, number: Count, quantity: Count]>(
    database,
    `SELECT unit, number, quantity FROM accounts JOIN balances USING (number)
      WHERE accounts.space = ? AND accounts.account = ?`,
  ),
  /** The balance of an account that is not kept: reads every batch between two. */
  summed: many<[after: Count, before: Count, account: Text], [unit: Text, quantity: Count]>(
    database,
    `SELECT posting.value ->> 'unit' AS unit,
        sum((posting.value ->> 'quantity') *
          ((posting.value ->> 'to' = ?3) - (posting.value ->> 'from' = ?3)))
      FROM journal, json_each(journal.postings) AS posting
      WHERE seq > ?1 AND seq < ?2 AND (posting.value ->> 'to' = ?3 OR posting.value ->> 'from' = ?3)
      GROUP BY unit`,
  ),
  addAccount: add<[space: Count, account: Text, unit: Text]>(
    database,
    "INSERT INTO accounts (space, account, unit) VALUES (?, ?, ?)",
  ),
  writeBalance: balanceWriter(database, 1),
  /** As many balances at once as `balancesAtOnce` says: numbers and quantities in turns. */
  writeBalances: balanceWriter(database, balancesAtOnce),
  enter: run<
    [
      space: Count,
      account: Text,
      seq: Count,
      place: Count,
      at: Text,
      by: Text,
      other: Text,
      quantity: Count,
      unit: Text,
      reason: Text,
      reference: Text,
    ]
  >(
    database,
    `INSERT INTO entries
      (space, account, seq, place, made_at, made_by, other, quantity, unit, reason, reference)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  entrySums: many<[space: Count, account: Text], [unit: Text, count: Count, quantity: Count]>(
    database,
    "SELECT unit, count(*), sum(quantity) FROM entries WHERE space = ? AND account = ? GROUP BY unit",
  ),
  entriesBefore: many<
    [space: Count, account: Text, seq: Count, place: Count, limit: Count],
    [
      seq: Count,
      place: Count,
      at: Text,
      by: Text,
      other: Text,
      quantity: Count,
      unit: Text,
      reason: Text,
      reference: Text,
    ]
  >(
    database,
    `SELECT seq, place, made_at, made_by, other, quantity, unit, reason, reference FROM entries
      WHERE space = ? AND account = ? AND (seq, place) < (?, ?) ORDER BY seq DESC, place DESC LIMIT ?`,
  ),
})

const numbers = (database: DatabaseSync) => ({
  number: one<[space: Count, series: Text, key: Text], [number: Count]>(
    database,
    "SELECT number FROM numbers WHERE space = ? AND series = ? AND key = ?",
  ),
  /** Reads the whole series. */
  lastNumber: one<[space: Count, series: Text], [number: Count | null]>(
    database,
    "SELECT max(number) FROM numbers WHERE space = ? AND series = ?",
  ),
  takeNumber: run<[space: Count, series: Text, key: Text, number: Count]>(
    database,
    "INSERT INTO numbers (space, series, key, number) VALUES (?, ?, ?, ?)",
  ),
})

/** Every statement, prepared once for the life of the connection. None touches two spaces. */
export const prepare = (database: DatabaseSync) => ({
  ...transactions(database),
  ...spaces(database),
  ...journal(database),
  ...documents(database),
  ...ledger(database),
  ...numbers(database),
})

/** The prepared statements of a connection. */
export type Statements = ReturnType<typeof prepare>
