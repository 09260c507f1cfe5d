import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import type { PgConnection } from "@effect/sql-pg/PgConnection"
import * as PgPool from "@effect/sql-pg/PgPool"
import * as PgTypes from "@effect/sql-pg/PgTypes"
import type { ConfirmedLine, ConfirmedOrder, Order } from "./order.ts"
import { amountOf, sizes } from "./order.ts"

/**
 * The floor of confirming on PostgreSQL: the best SQL we could write by hand for the same reads, in one round trip, and
 * the same writes, in another, with integer keys and a table for each thing. Products are locked in the order of their
 * numbers and the distribution last, so that orders never lock each other out.
 */
export interface PostgresFloor {
  readonly confirm: (order: Order) => Promise<ConfirmedOrder>
  readonly close: () => Promise<void>
}

/** Members, products and distributions are numbered through all groups; a group has room for so many of each. */
const distributionsPerGroup = 1000

/** An order as it is when its group is another one than the first. @param index the group, from 0 */
export const inGroup = (order: Order, index: number): Order => ({
  ...order,
  group: 1 + index,
  member: order.member + index * sizes.members,
  distribution: order.distribution + index * distributionsPerGroup,
  wishes: order.wishes.map(({ product, quantity }) => ({ product: product + index * sizes.products, quantity })),
})

const tables = (groups: number) => [
  `CREATE TABLE groups (id integer PRIMARY KEY, currency text NOT NULL, floor bigint NOT NULL)`,
  `CREATE TABLE members (
    id integer PRIMARY KEY, group_id integer NOT NULL, name text NOT NULL, active boolean NOT NULL,
    balance bigint NOT NULL
  ) WITH (fillfactor = 50)`,
  `CREATE TABLE distributions (
    id integer PRIMARY KEY, group_id integer NOT NULL, opens_at text NOT NULL, closes_at text NOT NULL,
    last_number integer NOT NULL
  ) WITH (fillfactor = 50)`,
  `CREATE TABLE products (
    id integer PRIMARY KEY, group_id integer NOT NULL, catalog_id integer NOT NULL, name text NOT NULL,
    price integer NOT NULL, vat integer NOT NULL, active boolean NOT NULL, stock bigint NOT NULL
  ) WITH (fillfactor = 50)`,
  `CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, distribution_id integer NOT NULL, member_id integer NOT NULL,
    number integer NOT NULL, total bigint NOT NULL, confirmed_at text NOT NULL, UNIQUE (distribution_id, member_id)
  )`,
  `CREATE TABLE order_lines (
    order_id bigint NOT NULL, product_id integer NOT NULL, name text NOT NULL, quantity integer NOT NULL,
    price integer NOT NULL, vat integer NOT NULL, amount bigint NOT NULL, PRIMARY KEY (order_id, product_id)
  )`,
  `CREATE TABLE wallet_entries (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, member_id integer NOT NULL, order_id bigint NOT NULL,
    amount bigint NOT NULL, at text NOT NULL
  )`,
  `CREATE INDEX entries_of_member ON wallet_entries (member_id, id)`,
  `CREATE TABLE requests (key text PRIMARY KEY, fingerprint text NOT NULL, order_id bigint NOT NULL)`,
  `INSERT INTO groups SELECT id, 'EUR', 0 FROM generate_series(1, ${groups}) AS id`,
  `INSERT INTO members SELECT id, 1 + (id - 1) / ${sizes.members}, 'Member ' || id, true, 1000000000000
    FROM generate_series(1, ${groups * sizes.members}) AS id`,
  `INSERT INTO products
    SELECT id, 1 + (id - 1) / ${sizes.products}, 1 + (id % ${sizes.catalogs}), 'Tomates anciennes de plein champ ' || id, 100 + id, 550, true, 1000000000000
    FROM generate_series(1, ${groups * sizes.products}) AS id`,
  `INSERT INTO distributions
    SELECT id, 1 + (id - 1) / ${distributionsPerGroup}, '2026-04-01T06:00:00.000Z', '2026-06-01T06:00:00.000Z', 0
    FROM generate_series(1, ${groups * distributionsPerGroup}) AS id`,
]

/** A row for each product of the order, each with what is the same for all. */
const look = `
  SELECT p.id, p.name, p.price, p.vat, p.active, m.active, d.opens_at, d.closes_at, g.floor,
    EXISTS (SELECT 1 FROM requests AS r WHERE r.key = $1),
    EXISTS (SELECT 1 FROM orders AS o WHERE o.distribution_id = $3 AND o.member_id = $4)
  FROM groups AS g
  JOIN members AS m ON m.id = $4 AND m.group_id = g.id
  JOIN distributions AS d ON d.id = $3 AND d.group_id = g.id
  JOIN products AS p ON p.id = ANY ($5) AND p.group_id = g.id
  WHERE g.id = $2`

/** Dividing by zero takes everything back when a product, the money or the number could not be had. */
const write = `
  WITH wished AS MATERIALIZED (
    SELECT * FROM unnest($1::integer[], $2::integer[], $3::text[], $4::integer[], $5::integer[], $6::bigint[])
      AS w (product, quantity, name, price, vat, amount)
  ), held AS MATERIALIZED (
    SELECT p.id, w.quantity FROM products AS p JOIN wished AS w ON w.product = p.id
      WHERE p.stock >= w.quantity ORDER BY p.id FOR NO KEY UPDATE OF p
  ), taken AS (
    UPDATE products AS p SET stock = p.stock - h.quantity FROM held AS h
      WHERE p.id = h.id AND p.stock >= h.quantity RETURNING p.id
  ), paid AS (
    UPDATE members SET balance = balance - $7::bigint
      WHERE id = $8::integer AND balance - $7::bigint >= $9::bigint AND (SELECT count(*) FROM taken) = cardinality($1)
      RETURNING id
  ), numbered AS (
    UPDATE distributions SET last_number = last_number + 1
      WHERE id = $10::integer AND (SELECT count(*) FROM paid) = 1 RETURNING last_number
  ), ordered AS (
    INSERT INTO orders (distribution_id, member_id, number, total, confirmed_at)
      SELECT $10::integer, $8::integer, last_number, $7::bigint, $11::text FROM numbered RETURNING id, number
  ), lined AS (
    INSERT INTO order_lines
      SELECT o.id, w.product, w.name, w.quantity, w.price, w.vat, w.amount FROM ordered AS o, wished AS w
  ), entered AS (
    INSERT INTO wallet_entries (member_id, order_id, amount, at)
      SELECT $8::integer, id, -$7::bigint, $11::text FROM ordered
  ), remembered AS (
    INSERT INTO requests SELECT $12::text, $13::text, id FROM ordered
  )
  SELECT max(id) / count(*), max(number) FROM ordered`

type Found = readonly [
  id: number,
  name: string,
  price: number,
  vat: number,
  active: boolean,
  memberActive: boolean,
  opensAt: string,
  closesAt: string,
  floor: bigint,
  requested: boolean,
  ordered: boolean,
]

const wholes = (values: ReadonlyArray<number>): string => `{${values.join()}}`
const texts = (values: ReadonlyArray<string>): PgTypes.Parameter => ({
  [PgTypes.ParameterTypeId]: PgTypes.ParameterTypeId,
  oid: PgTypes.OID.textArray,
  value: values,
})

/** @param url an empty database; @param connections at most; @param groups how many there are */
export const postgresFloor = async (url: string, connections: number, groups = 1): Promise<PostgresFloor> => {
  const scope = Scope.makeUnsafe()
  const options = {
    url: Redacted.make(url),
    maxConnections: connections,
    startupParameters: { plan_cache_mode: "force_generic_plan" },
  }
  const pool = await Effect.runPromise(Scope.provide(PgPool.make(options), scope))
  // Each connection is asked first what ours are, so that its process keeps the memory that it took (`database.ts`).
  const met = new WeakSet<PgConnection>()
  const ask = (sql: string, parameters: ReadonlyArray<unknown>) =>
    pool.use((connection) => {
      const asked = connection.queryValues(sql, parameters)
      if (met.has(connection)) return asked
      met.add(connection)
      return Effect.andThen(connection.queryValues("SELECT length(repeat('-', 1048576))", [], false), asked)
    })
  for (const table of tables(groups)) await Effect.runPromise(ask(table, []))
  // Not those that are empty still: a table known to be empty is planned to be read from end to end, and stays so planned.
  await Effect.runPromise(ask("ANALYZE groups, members, distributions, products", []))
  return {
    confirm: (order) =>
      Effect.runPromise(Effect.flatMap(ask(look, lookedAt(order)), (rows) => place(ask, order, rows))),
    close: () => Effect.runPromise(Scope.close(scope, Exit.void)),
  }
}

const lookedAt = ({ key, group, distribution, member, wishes }: Order): ReadonlyArray<unknown> => [
  key,
  group,
  distribution,
  member,
  wholes(wishes.map(({ product }) => product)),
]

const linesOf = (order: Order, rows: ReadonlyArray<Found>): ReadonlyArray<ConfirmedLine> => {
  const [first] = rows
  if (first === undefined || !first[5]) throw new Error("Unknown")
  if (first[9]) throw new Error("RequestRepeated")
  if (first[10]) throw new Error("OrderedBefore")
  if (order.at < first[6] || order.at >= first[7]) throw new Error("OrdersClosed")
  const products = new Map(rows.map((row) => [row[0], row]))
  return order.wishes.map(({ product, quantity }) => {
    const found = products.get(product)
    if (found?.[4] !== true) throw new Error("ProductUnknown")
    const [, name, price, vat] = found
    return { product, name, quantity, price, vat, amount: amountOf(price, quantity) }
  })
}

const place = (
  ask: (
    sql: string,
    parameters: ReadonlyArray<unknown>,
  ) => Effect.Effect<ReadonlyArray<ReadonlyArray<unknown>>, unknown>,
  order: Order,
  found: ReadonlyArray<ReadonlyArray<unknown>>,
): Effect.Effect<ConfirmedOrder, unknown> => {
  const rows = found as ReadonlyArray<Found>
  const lines = linesOf(order, rows)
  const total = lines.reduce((sum, { amount }) => sum + amount, 0)
  const parameters = [
    wholes(lines.map(({ product }) => product)),
    wholes(lines.map(({ quantity }) => quantity)),
    texts(lines.map(({ name }) => name)),
    wholes(lines.map(({ price }) => price)),
    wholes(lines.map(({ vat }) => vat)),
    wholes(lines.map(({ amount }) => amount)),
    String(total),
    order.member,
    String(rows[0]?.[8] ?? 0),
    order.distribution,
    order.at,
    order.key,
    order.fingerprint,
  ]
  return Effect.map(ask(write, parameters), ([row]) => ({
    order: Number(row?.[0]),
    number: Number(row?.[1]),
    total,
    lines,
  }))
}
