import { DatabaseSync } from "node:sqlite"
import type { StatementSync } from "node:sqlite"
import type { ConfirmedLine, ConfirmedOrder, Order } from "./order.ts"
import { amountOf, sizes } from "./order.ts"

/**
 * The floor of confirming on SQLite: the best SQL we could write by hand for the same reads and the same writes,
 * with integer keys and a table for each thing, as a program made for this and nothing else would have it. One
 * transaction and one flush for each order.
 */
export interface SqliteFloor {
  readonly confirm: (order: Order) => ConfirmedOrder
  readonly close: () => void
}

const schema = `
  CREATE TABLE groups (id INTEGER PRIMARY KEY, currency TEXT NOT NULL, floor INTEGER NOT NULL) STRICT;
  CREATE TABLE members (
    id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL, name TEXT NOT NULL, active INTEGER NOT NULL,
    balance INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE distributions (
    id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL, opens_at TEXT NOT NULL, closes_at TEXT NOT NULL,
    last_number INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE products (
    id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL, catalog_id INTEGER NOT NULL, name TEXT NOT NULL,
    price INTEGER NOT NULL, vat INTEGER NOT NULL, active INTEGER NOT NULL, stock INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE orders (
    id INTEGER PRIMARY KEY, distribution_id INTEGER NOT NULL, member_id INTEGER NOT NULL, number INTEGER NOT NULL,
    total INTEGER NOT NULL, confirmed_at TEXT NOT NULL, UNIQUE (distribution_id, member_id)
  ) STRICT;
  CREATE TABLE order_lines (
    order_id INTEGER NOT NULL, product_id INTEGER NOT NULL, name TEXT NOT NULL, quantity INTEGER NOT NULL,
    price INTEGER NOT NULL, vat INTEGER NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (order_id, product_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE wallet_entries (
    id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL, order_id INTEGER NOT NULL, amount INTEGER NOT NULL,
    at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX entries_of_member ON wallet_entries (member_id, id);
  CREATE TABLE requests (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, order_id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`

const marks = (count: number, one: string): string => Array.from({ length: count }, () => one).join(", ")

const prepare = (database: DatabaseSync) => {
  const one = (sql: string): StatementSync => {
    const statement = database.prepare(sql)
    statement.setReturnArrays(true)
    return statement
  }
  return {
    begin: one("BEGIN IMMEDIATE"),
    commit: one("COMMIT"),
    rollback: one("ROLLBACK"),
    request: one("SELECT fingerprint, order_id FROM requests WHERE key = ?"),
    group: one("SELECT currency, floor FROM groups WHERE id = ?"),
    member: one("SELECT active, balance FROM members WHERE id = ? AND group_id = ?"),
    distribution: one("SELECT opens_at, closes_at FROM distributions WHERE id = ? AND group_id = ?"),
    existing: one("SELECT id FROM orders WHERE distribution_id = ? AND member_id = ?"),
    product: one("SELECT name, price, vat, active, stock FROM products WHERE id = ? AND group_id = ?"),
    takeStock: one("UPDATE products SET stock = stock - ?2 WHERE id = ?1 AND stock >= ?2"),
    takeNumber: one("UPDATE distributions SET last_number = last_number + 1 WHERE id = ? RETURNING last_number"),
    order: one("INSERT INTO orders (distribution_id, member_id, number, total, confirmed_at) VALUES (?, ?, ?, ?, ?)"),
    lines: one(
      `INSERT INTO order_lines (order_id, product_id, name, quantity, price, vat, amount)
        VALUES ${marks(sizes.linesPerOrder, "(?, ?, ?, ?, ?, ?, ?)")}`,
    ),
    takeMoney: one("UPDATE members SET balance = balance - ?2 WHERE id = ?1 AND balance - ?2 >= ?3"),
    entry: one("INSERT INTO wallet_entries (member_id, order_id, amount, at) VALUES (?, ?, ?, ?)"),
    remember: one("INSERT INTO requests (key, fingerprint, order_id) VALUES (?, ?, ?)"),
  }
}

/**
 * Makes a database with a group of `sizes`. Tried and not faster: products read by one `IN`, stock taken by one
 * `UPDATE … FROM json_each`, pages of 8 kB. A longer log before it is copied to the file is, and is used.
 */
export const sqliteFloor = (file: string): SqliteFloor => {
  const database = new DatabaseSync(file)
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 8000",
  )
  database.exec(schema)
  fill(database)
  const statements = prepare(database)
  return {
    confirm: (order) => {
      statements.begin.run()
      try {
        const confirmed = confirm(statements, order)
        statements.commit.run()
        return confirmed
      } catch (cause) {
        statements.rollback.run()
        throw cause
      }
    },
    close: () => database.close(),
  }
}

const fill = (database: DatabaseSync): void => {
  database.exec("BEGIN; INSERT INTO groups VALUES (1, 'EUR', 0)")
  const member = database.prepare("INSERT INTO members VALUES (?, 1, ?, 1, 1000000000000)")
  for (let id = 1; id <= sizes.members; id += 1) member.run(id, `Member ${id}`)
  const product = database.prepare("INSERT INTO products VALUES (?, 1, ?, ?, ?, 550, 1, 1000000000000)")
  for (let id = 1; id <= sizes.products; id += 1) {
    product.run(id, 1 + (id % sizes.catalogs), `Tomates anciennes de plein champ ${id}`, 100 + id)
  }
  const distribution = database.prepare("INSERT INTO distributions VALUES (?, 1, ?, ?, 0)")
  for (let id = 1; id <= 1000; id += 1) distribution.run(id, "2026-04-01T06:00:00.000Z", "2026-06-01T06:00:00.000Z")
  database.exec("COMMIT")
}

type Row = ReadonlyArray<never>

const confirm = (statements: ReturnType<typeof prepare>, order: Order): ConfirmedOrder => {
  const get = <A extends ReadonlyArray<unknown>>(statement: StatementSync, ...values: Array<number | string>) =>
    statement.get(...values) as unknown as A | undefined
  if (get<Row>(statements.request, order.key) !== undefined) throw new Error("RequestRepeated")
  const group = get<[string, number]>(statements.group, order.group)
  const member = get<[number, number]>(statements.member, order.member, order.group)
  const distribution = get<[string, string]>(statements.distribution, order.distribution, order.group)
  if (group === undefined || member?.[0] !== 1 || distribution === undefined) throw new Error("Unknown")
  if (order.at < distribution[0] || order.at >= distribution[1]) throw new Error("OrdersClosed")
  if (get<Row>(statements.existing, order.distribution, order.member) !== undefined) throw new Error("OrderedBefore")
  const lines: ConfirmedLine[] = []
  let total = 0
  for (const { product, quantity } of order.wishes) {
    const row = get<[string, number, number, number, number]>(statements.product, product, order.group)
    if (row === undefined || row[3] !== 1) throw new Error("ProductUnknown")
    const [name, price, vat] = row
    const amount = amountOf(price, quantity)
    total += amount
    lines.push({ product, name, quantity, price, vat, amount })
    if (statements.takeStock.run(product, quantity).changes !== 1) throw new Error("StockShort")
  }
  if (statements.takeMoney.run(order.member, total, group[1]).changes !== 1) throw new Error("BalanceTooLow")
  const number = get<[number]>(statements.takeNumber, order.distribution)?.[0] ?? 0
  const id = Number(statements.order.run(order.distribution, order.member, number, total, order.at).lastInsertRowid)
  statements.lines.run(
    ...lines.flatMap(({ product, name, quantity, price, vat, amount }) => [
      id,
      product,
      name,
      quantity,
      price,
      vat,
      amount,
    ]),
  )
  statements.entry.run(order.member, id, -total, order.at)
  statements.remember.run(order.key, order.fingerprint, id)
  return { order: id, number, total, lines }
}
