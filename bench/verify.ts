import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { DatabaseSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import * as Basket from "@cabas/core/basket"
import type { BasketFact } from "@cabas/core/basket"
import type { Posting } from "@cabas/core/ledger"
import type { Told } from "@cabas/core/plans"
import { operations } from "@cabas/engine"
import { verifySpace } from "@cabas/engine/verify"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import type { Size } from "./confirm.ts"
import { confirmInput, done, makeWorld, memberOf, worldGroup } from "./engine-world.ts"
import { distributionOf, orderOf } from "./floors/order.ts"
import { against, drive } from "./measure.ts"
import type { Measured } from "./measure.ts"

/** What is least that can be done to see that baskets and balances are what the journal says. */
const leastWork = (file: string): number => {
  const database = new DatabaseSync(file, { readOnly: true })
  const statement = database.prepare("SELECT facts, postings FROM journal ORDER BY seq")
  statement.setReturnArrays(true)
  const states = new Map<string, Basket.Basket | null>()
  const balances = new Map<string, number>()
  const move = (account: string, quantity: number) =>
    void balances.set(account, (balances.get(account) ?? 0) + quantity)
  let facts = 0
  for (const row of statement.iterate()) {
    const [told, postings] = row as unknown as [facts: string, postings: string]
    for (const { key, fact } of JSON.parse(told) as ReadonlyArray<Told>) {
      facts += 1
      if (key.startsWith("basket:")) states.set(key, Basket.evolve(states.get(key) ?? null, fact as BasketFact))
    }
    for (const { from, to, quantity } of JSON.parse(postings) as ReadonlyArray<Posting>) {
      move(from, -quantity)
      move(to, quantity)
    }
  }
  database.close()
  return facts
}

/** A file of a group in which that many baskets of 12 lines were confirmed. */
export const livedIn = async (file: string, baskets: number): Promise<void> => {
  const storage = sqliteStorage({ file })
  const cabas = await makeWorld(storage, distributionOf(baskets))
  await drive(32, baskets, (turn) => {
    const order = orderOf(turn)
    const as = { kind: "member", member: memberOf(order) } as const
    return done(cabas.run(operations.basket.confirm, confirmInput(order), { as, key: order.key }))
  })
  await storage.close()
}

/**
 * Rounds that warm up. Memory that a process takes for the first time costs more than what is done in it on some
 * machines; after some rounds what was let go of is taken again, as for whoever verifies group after group.
 */
const warmUps = 6

/**
 * Facts a second when the journal of a SQLite file is verified (folded, compared with all that is kept beside it),
 * against the least work: reading the rows, parsing them, folding baskets and adding up balances.
 */
export const verifyOnSqlite = async (folder: string, { rounds, jobs }: Size): Promise<Measured> => {
  const file = join(folder, "verified.db")
  await livedIn(file, jobs)
  const paced = async (work: () => Promise<number>): Promise<number> => {
    const begun = performance.now()
    return ((await work()) * 1000) / (performance.now() - begun)
  }
  const verified = async (): Promise<number> => {
    // As `cabas verify` opens it.
    const storage = sqliteStorage({ file, cached: 2048 })
    const { facts, findings } = await Effect.runPromise(verifySpace(storage, worldGroup))
    await storage.close()
    if (findings.length > 0) throw new Error(`findings: ${JSON.stringify(findings.slice(0, 3))}`)
    return facts
  }
  return against(
    "verify-sqlite",
    rounds,
    () => paced(verified),
    () => paced(async () => leastWork(file)),
    warmUps,
  )
}
