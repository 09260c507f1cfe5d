import { DatabaseSync } from "node:sqlite"
import type { StatementSync } from "node:sqlite"
import { orderOf, sizes } from "./order.ts"

/** What the floor is asked to weigh: one line of the basket of a turn. */
export interface WeighedLine {
  readonly key: string
  readonly turn: number
  readonly line: number
  readonly grams: number
}

/**
 * The floor of weighing a line and pricing it anew on SQLite: SQL written by hand for the same reads and writes, with
 * integer keys and a table for each thing. One transaction and one flush for each weighing; it answers with the line and what the order comes to.
 */
export interface WeighFloor {
  readonly weigh: (asked: WeighedLine) => ReadonlyArray<unknown>
  readonly close: () => void
}

const schema = `
  CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT NOT NULL, active INTEGER NOT NULL, balance INTEGER NOT NULL) STRICT;
  CREATE TABLE keepers (member_id INTEGER PRIMARY KEY, rights TEXT NOT NULL) STRICT;
  CREATE TABLE distributions (id INTEGER PRIMARY KEY, status TEXT NOT NULL, validated_at TEXT) STRICT;
  CREATE TABLE orders (
    id INTEGER PRIMARY KEY, distribution_id INTEGER NOT NULL, member_id INTEGER NOT NULL, total INTEGER NOT NULL,
    settled_at TEXT, changed_at TEXT NOT NULL, UNIQUE (distribution_id, member_id)
  ) STRICT;
  CREATE TABLE order_lines (
    order_id INTEGER NOT NULL, line INTEGER NOT NULL, product_id INTEGER NOT NULL, name TEXT NOT NULL,
    quantity INTEGER NOT NULL, price INTEGER NOT NULL, per INTEGER NOT NULL, content INTEGER NOT NULL, vat INTEGER NOT NULL,
    delivered INTEGER, amount INTEGER NOT NULL, PRIMARY KEY (order_id, line)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE weighings (
    id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL, line INTEGER NOT NULL, grams INTEGER NOT NULL, by_member TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX weighings_of_line ON weighings (order_id, line);
  CREATE TABLE wallet_entries (
    id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL, order_id INTEGER NOT NULL, amount INTEGER NOT NULL, at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX entries_of_member ON wallet_entries (member_id, id);
  CREATE TABLE requests (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, order_id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`

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
    request: one("SELECT fingerprint FROM requests WHERE key = ?"),
    keeper: one("SELECT rights FROM keepers WHERE member_id = ?"),
    distribution: one("SELECT status, validated_at FROM distributions WHERE id = ?"),
    order: one("SELECT id, settled_at FROM orders WHERE distribution_id = ? AND member_id = ?"),
    line: one("SELECT price, per, content, quantity, amount FROM order_lines WHERE order_id = ? AND line = ?"),
    weigh: one("UPDATE order_lines SET delivered = ?, amount = ? WHERE order_id = ? AND line = ?"),
    seen: one("INSERT INTO weighings (order_id, line, grams, by_member, at) VALUES (?, ?, ?, 'camille', ?)"),
    total: one("UPDATE orders SET total = total + ?, changed_at = ? WHERE id = ?"),
    money: one("UPDATE members SET balance = balance - ? WHERE id = ?"),
    entry: one("INSERT INTO wallet_entries (member_id, order_id, amount, at) VALUES (?, ?, ?, ?)"),
    remember: one("INSERT INTO requests (key, fingerprint, order_id) VALUES (?, 'fingerprint-of-request', ?)"),
    answer: one(
      `SELECT line, product_id, name, quantity, price, per, vat, delivered, amount, total
        FROM order_lines JOIN orders ON orders.id = order_id WHERE order_id = ? AND line = ?`,
    ),
  }
}

const at = "2026-06-02T08:30:00.000Z"

const weigh = (
  statements: ReturnType<typeof prepare>,
  { key, turn, line, grams }: WeighedLine,
): ReadonlyArray<unknown> => {
  const { distribution, member } = orderOf(turn)
  const get = <A>(statement: StatementSync, ...values: Array<number | string>) =>
    statement.get(...values) as A | undefined
  if (get(statements.request, key) !== undefined) throw new Error("RequestRepeated")
  if (get(statements.keeper, 1) === undefined) throw new Error("NotAllowed")
  const event = get<[string, string | null]>(statements.distribution, distribution)
  if (event === undefined || event[0] !== "planned" || event[1] !== null) throw new Error("DistributionValidated")
  const order = get<[number, string | null]>(statements.order, distribution, member)
  if (order === undefined || order[1] !== null) throw new Error("BasketSettled")
  const found = get<[number, number, number, number, number]>(statements.line, order[0], line)
  if (found === undefined) throw new Error("LineUnknown")
  const [price, per, content, quantity, before] = found
  if (grams > 3 * content * quantity || 3 * grams < content * quantity) throw new Error("WeightUnlikely")
  const amount = Math.round((price * grams) / per)
  statements.weigh.run(grams, amount, order[0], line)
  statements.seen.run(order[0], line, grams, at)
  statements.total.run(amount - before, at, order[0])
  if (amount !== before) {
    statements.money.run(amount - before, member)
    statements.entry.run(member, order[0], before - amount, at)
  }
  statements.remember.run(key, order[0])
  const answer = get<ReadonlyArray<unknown>>(statements.answer, order[0], line)
  if (answer === undefined) throw new Error("LineUnknown")
  return answer
}

/** Makes a database with baskets of the turns up to `turns`. */
export const weighFloor = (file: string, turns: number): WeighFloor => {
  const database = new DatabaseSync(file)
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 8000",
  )
  database.exec(schema)
  fill(database, turns)
  const statements = prepare(database)
  return {
    weigh: (asked) => {
      statements.begin.run()
      try {
        const answer = weigh(statements, asked)
        statements.commit.run()
        return answer
      } catch (cause) {
        statements.rollback.run()
        throw cause
      }
    },
    close: () => database.close(),
  }
}

const fill = (database: DatabaseSync, turns: number): void => {
  database.exec("BEGIN; INSERT INTO keepers VALUES (1, 'desk')")
  const member = database.prepare("INSERT INTO members VALUES (?, ?, 1, 1000000000000)")
  for (let id = 1; id <= sizes.members; id += 1) member.run(id, `Member ${id}`)
  const distribution = database.prepare("INSERT INTO distributions VALUES (?, 'planned', NULL)")
  for (let id = 1; id <= orderOf(turns).distribution; id += 1) distribution.run(id)
  const order = database.prepare(
    "INSERT INTO orders (distribution_id, member_id, total, changed_at) VALUES (?, ?, ?, ?)",
  )
  const line = database.prepare("INSERT INTO order_lines VALUES (?, ?, ?, ?, ?, ?, 1000, 500, 550, NULL, ?)")
  for (let turn = 1; turn <= turns; turn += 1) {
    const { wishes, member: whose, distribution: where } = orderOf(turn)
    const amounts = wishes.map(({ product, quantity }) => Math.round(((1000 + product) * 500 * quantity) / 1000))
    const total = amounts.reduce((sum, amount) => sum + amount, 0)
    const id = Number(order.run(where, whose, total, at).lastInsertRowid)
    for (const [index, { product, quantity }] of wishes.entries()) {
      line.run(
        id,
        index + 1,
        product,
        `Tomates anciennes de plein champ ${product}`,
        quantity,
        1000 + product,
        amounts[index] ?? 0,
      )
    }
  }
  database.exec("COMMIT")
}
