import { createPool } from "mysql2/promise"
import { createCabas } from "@cabas/engine"
import type { Cabas, Outcome } from "@cabas/engine"
import { mariadbStorage } from "./adapter.ts"

/** The tables that the platform had before Cabas, and keeps. */
const ownTables: ReadonlyArray<string> = [
  `CREATE TABLE IF NOT EXISTS users (id VARCHAR(64) PRIMARY KEY, first_name VARCHAR(80) NOT NULL,
    last_name VARCHAR(80) NOT NULL, email VARCHAR(254) NOT NULL UNIQUE) CHARACTER SET utf8mb4`,
  `CREATE TABLE IF NOT EXISTS farms (id VARCHAR(64) PRIMARY KEY, name VARCHAR(80) NOT NULL,
    owner VARCHAR(64) NOT NULL REFERENCES users (id)) CHARACTER SET utf8mb4`,
]

/** A user of the platform. */
export interface User {
  readonly id: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
}

/** A line of a page of the platform: whose money is where. */
export interface Purse {
  readonly name: string
  readonly email: string
  /** What the user may still spend, in cents. */
  readonly cents: number
}

/** The group of a market, by the platform's name for it. */
export const market = "les-halles"

/** The answer of a call that must not be refused. */
export const done = async <A>(call: Promise<Outcome<A>>): Promise<A> => {
  const outcome = await call
  if (outcome.refusal !== undefined) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`)
  return outcome.answer
}

/**
 * Les Halles de la Plaine, a marketplace of farms with users of its own, and Cabas in the same database.
 * @param urls one server, or the nodes of a cluster
 */
export const openLesHalles = async (urls: ReadonlyArray<string>) => {
  const pool = createPool({ uri: urls[0] ?? "", charset: "utf8mb4" })
  for (const table of ownTables) await pool.query(table)
  const storage = await mariadbStorage({ urls })
  const cabas = createCabas({ storage })
  return {
    storage,
    cabas,
    /** A user signs up, and is a member of the market under the same id. */
    signUp: async ({ id, firstName, lastName, email }: User): Promise<void> => {
      await pool.query("INSERT INTO users VALUES (?, ?, ?, ?)", [id, firstName, lastName, email])
      const people = [{ firstName, lastName, email, phone: null }]
      await done(cabas.asHost.member.add({ group: market, id, people }))
    },
    /** Who has how much left: the platform's users beside the balances of Cabas, in one question to the database. */
    purses: async (): Promise<ReadonlyArray<Purse>> => {
      const sql = `SELECT CONCAT(first_name, ' ', last_name) AS name, email, COALESCE(quantity, 0) AS cents
        FROM users LEFT JOIN cabas_balances
        ON space = ? AND account = CONCAT('wallet:', users.id) COLLATE utf8mb4_nopad_bin AND unit = 'EUR'
        ORDER BY last_name, first_name`
      return (await pool.query(sql, [market]))[0] as unknown as ReadonlyArray<Purse>
    },
    close: async (): Promise<void> => {
      await storage.close()
      await pool.end()
    },
  }
}

/** What a market opens with. */
export interface Opening {
  readonly group: string
  /** How many pieces there are of each product. */
  readonly pieces: Readonly<Record<string, number>>
  readonly distributions: ReadonlyArray<string>
}

const day = 86_400_000

/** Opens a market with one farm, its products, and distributions that take orders at the moment. */
export const openMarket = async (cabas: Cabas, { group, pieces, distributions }: Opening): Promise<void> => {
  const by = cabas.asHost
  const at = (days: number) => new Date(Date.now() + days * day).toISOString()
  const [farm, name] = ["ferme", "Ferme des Œillets"]
  await done(by.group.create({ id: group, name: "Les Halles de la Plaine" }))
  await done(by.group.configure({ group, payments: { moneyPot: true, floor: 0 }, severalPerDay: true }))
  await done(by.place.save({ group, id: "halle", name: "La halle aux grains" }))
  await done(by.producer.save({ group, id: farm, name }))
  const period = { startsOn: at(-30).slice(0, 10), endsOn: at(330).slice(0, 10) }
  await done(by.catalog.create({ group, id: farm, name, producer: farm, ...period, fee: null }))
  const terms = { price: 250, per: { pieces: 1 }, vat: 550, content: { grams: 500 } }
  for (const [id, quantity] of Object.entries(pieces)) {
    const about = { reference: id, name: id, description: "", category: "eggs", labels: [] } as const
    const stock = { policy: "global", quantity } as const
    await done(by.product.save({ group, catalog: farm, id, ...about, saleKind: "piece", terms, stock }))
  }
  const orders = { opensAt: at(-1), closesAt: at(2) }
  const when = { place: "halle", startsAt: at(3), endsAt: at(3.1), orders }
  for (const id of distributions)
    await done(by.distribution.plan({ group, id, ...when, participations: [{ catalog: farm }] }))
}

/** Adds a member of a market who has money to spend. */
export const addMember = async (cabas: Cabas, group: string, id: string, cents: number): Promise<void> => {
  const people = [{ firstName: id, lastName: "Adhérent", email: `${id}@example.org`, phone: null }]
  await done(cabas.asHost.member.add({ group, id, people }))
  await done(cabas.asHost.payment.record({ group, member: id, amount: cents, kind: "transfer" }))
}

/** What a member orders: pieces of products, by product. */
export const orderOf = (group: string, distribution: string, pieces: Readonly<Record<string, number>>) => ({
  group,
  distribution,
  lines: Object.entries(pieces).map(([product, count]) => ({ catalog: "ferme", product, quantity: { pieces: count } })),
})
