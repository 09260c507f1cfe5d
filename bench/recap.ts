import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { operations } from "@cabas/engine"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { confirmInput, done, makeWorld, memberOf, worldGroup } from "./engine-world.ts"
import { orderOf, sizes } from "./floors/order.ts"
import { against, drive } from "./measure.ts"
import type { Measured } from "./measure.ts"

const baskets = 499

/** The floor: order lines in a table of their own, grouped by SQL along a covering index. */
const tableOfLines = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file)
  database.exec(`
    CREATE TABLE lines (distribution INTEGER, product INTEGER, price INTEGER, quantity INTEGER, amount INTEGER, member INTEGER) STRICT;
    CREATE INDEX by_distribution ON lines (distribution, product, price, quantity, amount, member);
    BEGIN`)
  const insert = database.prepare("INSERT INTO lines VALUES (1, ?, ?, ?, ?, ?)")
  for (let turn = 1; turn <= baskets; turn += 1) {
    const { wishes, member } = orderOf(turn)
    for (const { product, quantity } of wishes) {
      insert.run(product, 100 + product, quantity, (100 + product) * quantity, member)
    }
  }
  database.exec("COMMIT")
  return database
}

/** A storage with the baskets, and the same lines in a table. */
const furnished = async (folder: string, name: string) => {
  const storage = sqliteStorage({ file: join(folder, `${name}.db`) })
  const cabas = await makeWorld(storage, 1)
  for (let turn = 1; turn <= baskets; turn += 1) {
    const order = orderOf(turn)
    await done(
      cabas.run(operations.basket.confirm, confirmInput(order), { as: { kind: "member", member: memberOf(order) } }),
    )
  }
  return { storage, cabas, lines: tableOfLines(join(folder, `${name}-floor.db`)) }
}

const total = (values: ReadonlyArray<Record<string, unknown>>, name: string) =>
  values.reduce((sum, row) => sum + Number(row[name]), 0)

/** Recap by product of 500 baskets of 12 lines, unchanged since they were last looked at, against SQL `GROUP BY`. */
export const recap = async (folder: string, rounds: number, jobs: number): Promise<Measured> => {
  const { storage, cabas, lines } = await furnished(folder, "recap")
  const grouped = lines.prepare(
    `SELECT product, price, sum(quantity), sum(amount), count(DISTINCT member) FROM lines
      WHERE distribution = 1 GROUP BY product, price`,
  )
  const ask = () => done(cabas.as("camille").recap.byProduct({ group: worldGroup, distribution: "distribution-1" }))
  const { rows } = await ask()
  const expected = grouped.all()
  if (rows.length !== expected.length || total([...rows], "total") !== total(expected, "sum(amount)")) {
    throw new Error(`the floor counts otherwise: ${rows.length} and ${expected.length} rows of ${sizes.products}`)
  }
  const measured = await against(
    "recap",
    rounds,
    () => drive(1, jobs, ask),
    () => drive(1, jobs, async () => grouped.all()),
  )
  lines.close()
  await storage.close()
  return measured
}

/** The whole distribution, members by products, against `GROUP BY` of members and products and of products. */
export const recapDistribution = async (folder: string, rounds: number, jobs: number): Promise<Measured> => {
  const { storage, cabas, lines } = await furnished(folder, "recap-distribution")
  const statementOf = (by: string) =>
    lines.prepare(`SELECT ${by}, sum(quantity), sum(amount) FROM lines WHERE distribution = 1 GROUP BY ${by}`)
  const [cells, columns] = [statementOf("member, product, price"), statementOf("product, price")]
  const ask = () => done(cabas.as("camille").recap.whole({ group: worldGroup, distribution: "distribution-1" }))
  const whole = await ask()
  const found = whole.rows.flatMap((row) => row.cells)
  const expected = cells.all()
  if (found.length !== expected.length || total(found, "amount") !== total(expected, "sum(amount)")) {
    throw new Error(`the floor counts otherwise: ${found.length} and ${expected.length} cells`)
  }
  const measured = await against(
    "recap-distribution",
    rounds,
    () => drive(1, jobs, ask),
    () => drive(1, jobs, async () => [cells.all(), columns.all()]),
  )
  lines.close()
  await storage.close()
  return measured
}
