import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { createCabas, operations } from "@cabas/engine"
import type { Cabas } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { confirm, fresh } from "./confirm.ts"
import type { Size } from "./confirm.ts"
import { done, makeWorld, worldGroup as group } from "./engine-world.ts"
import { orderOf, sizes } from "./floors/order.ts"
import { weighFloor } from "./floors/sqlite-weigh.ts"
import { against } from "./measure.ts"
import type { Measured } from "./measure.ts"

/** The morning of the distributions of the world, when members have ordered. */
export const morning = Date.parse("2026-06-02T08:30:00.000Z")

const onTheDay = (storage: Storage): Cabas => createCabas({ storage, clock: () => morning })

/** Every product is weighed on the day, about 500 g a piece. */
export const weighEverything = async (cabas: Cabas): Promise<void> => {
  for (let product = 1; product <= sizes.products; product += 1) {
    await done(
      cabas.as("camille").product.save({
        group,
        catalog: `maraicher-${1 + (product % sizes.catalogs)}`,
        id: `product-${String(product).padStart(4, "0")}`,
        name: `Tomates anciennes de plein champ ${product}`,
        saleKind: "weighed",
        terms: { price: 1000 + product, per: { grams: 1000 }, vat: 550, content: { grams: 500 } },
      }),
    )
  }
}

/** The baskets of so many turns, ordered. */
const ordered = async (cabas: Cabas, turns: number): Promise<void> => {
  for (let turn = 1; turn <= turns; turn += 1) await confirm(cabas, turn)
}

const baskets = 998

/** What is weighed in a turn: line after line, basket after basket, each time a little more or less. */
const weighingOf = (turn: number) => {
  const basket = 1 + (turn % baskets)
  const line = 1 + (Math.floor(turn / baskets) % sizes.linesPerOrder)
  const quantity = orderOf(basket).wishes[line - 1]?.quantity ?? 1
  return { key: `weighing-${turn}`, turn: basket, line, grams: 480 * quantity + (turn % 37) }
}

/** Weighing one line of a basket of twelve and pricing it anew on SQLite, against SQL written by hand for it. */
export const weighLine = async (folder: string, { rounds, jobs }: Size): Promise<Measured> => {
  const storage = sqliteStorage({ file: join(folder, "weigh-line.db") })
  const before = await makeWorld(storage, 2)
  await weighEverything(before)
  await ordered(before, baskets)
  const cabas = onTheDay(storage)
  const floor = weighFloor(join(folder, "weigh-floor.db"), baskets)
  const [ours, theirs] = [fresh(jobs), fresh(jobs)]
  const measured = await against(
    "weigh-line",
    rounds,
    () =>
      ours(1, (turn) => {
        const { key, turn: basket, line, grams } = weighingOf(turn)
        const { distribution, member } = orderOf(basket)
        const input = { group, basket: `distribution-${distribution}~member-${member}`, line, weights: [grams] }
        return done(cabas.run(operations.line.weigh, input, { as: { kind: "member", member: "camille" }, key }))
      }),
    () => theirs(1, async (turn) => floor.weigh(weighingOf(turn))),
  )
  floor.close()
  await storage.close()
  return measured
}

/** Settles some baskets at a time until none is left, as the desk does, then validates; gives how often it was told how far it is. */
const validate = async (cabas: Cabas, distribution: string): Promise<number> => {
  const by = cabas.as("camille")
  let told = 0
  for (;;) {
    const { settled, remaining, blocked } = await done(by.distribution.settle({ group, distribution }))
    told += 1
    if (blocked.length > 0 || (settled === 0 && remaining > 0)) throw new Error(`${blocked.length} baskets are blocked`)
    if (remaining === 0) break
  }
  const { validated } = await done(by.distribution.validate({ group, distribution }))
  if (!validated) throw new Error(`${distribution} is not validated`)
  return told
}

/**
 * Settling 500 baskets of twelve lines and validating their distribution on SQLite, in distributions a second, against
 * the five seconds that it may take.
 */
export const validateDistribution = async (folder: string, rounds: number): Promise<Measured> => {
  const storage = sqliteStorage({ file: join(folder, "validate-distribution.db") })
  const days = rounds + 1
  const before = await makeWorld(storage, days + 1)
  await ordered(before, days * sizes.members - 1)
  const cabas = onTheDay(storage)
  let day = 0
  const measured = await against(
    "validate-distribution",
    rounds,
    async () => {
      day += 1
      const begun = performance.now()
      const told = await validate(cabas, `distribution-${day}`)
      if (told < 5) throw new Error(`${told} times it was told how far settling is`)
      return 1000 / (performance.now() - begun)
    },
    async () => 1 / 5,
  )
  await storage.close()
  return measured
}
