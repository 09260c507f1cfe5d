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

/** Recap by product of 500 baskets of 12 lines, unchanged since they were last looked at, against SQL `GROUP BY`. */
export const recap = async (folder: string, rounds: number, jobs: number): Promise<Measured> => {
  const storage = sqliteStorage({ file: join(folder, "recap.db") })
  const cabas = await makeWorld(storage, 1)
  for (let turn = 1; turn <= baskets; turn += 1) {
    const order = orderOf(turn)
    await done(
      cabas.run(operations.basket.confirm, confirmInput(order), { as: { kind: "member", member: memberOf(order) } }),
    )
  }
  const lines = tableOfLines(join(folder, "recap-floor.db"))
  const grouped = lines.prepare(
    `SELECT product, price, sum(quantity), sum(amount), count(DISTINCT member) FROM lines
      WHERE distribution = 1 GROUP BY product, price`,
  )
  const ask = () => done(cabas.as("camille").recap.byProduct({ group: worldGroup, distribution: "distribution-1" }))
  const { rows } = await ask()
  const expected = grouped.all()
  const total = (values: ReadonlyArray<Record<string, unknown>>, name: string) =>
    values.reduce((sum, row) => sum + Number(row[name]), 0)
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
