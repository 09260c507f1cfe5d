import * as Effect from "effect/Effect"
import { expect, it } from "vitest"
import { createCabas } from "../cabas.ts"
import { memoryStorage } from "../storage/memory.ts"
import type { Recorded, Storage } from "../storage/storage.ts"
import { verifySpace } from "./index.ts"

const group = "canal"

const must = async (call: Promise<{ readonly refusal?: unknown }>): Promise<void> => {
  const { refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
}

/** Six eggs on the fifth of May and on no other day, five of them ordered for it. */
const withEggs = async (): Promise<Storage> => {
  const storage = memoryStorage()
  const cabas = createCabas({ storage, clock: () => Date.parse("2026-05-01T06:00:00.000Z") })
  const by = cabas.as("ana")
  const people = [{ firstName: "Ana", lastName: "Martin", email: "ana@example.org", phone: null }]
  await must(cabas.asHost.group.create({ id: group, name: "Canal", admin: { id: "ana", people } }))
  await must(by.place.save({ group, id: "halle", name: "Halle" }))
  await must(by.producer.save({ group, id: "ferme", name: "Ferme" }))
  const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }
  await must(by.catalog.create({ group, id: "oeufs", name: "Œufs", producer: "ferme", ...period }))
  const terms = { price: 200, per: { pieces: 1 }, vat: 550, content: null }
  const schedule = { kind: "periods", periods: [{ from: "2026-05-05", to: "2026-05-05", quantity: 6 }] } as const
  const stock = { policy: "per-distribution", quantity: 9, schedule } as const
  await must(by.product.save({ group, catalog: "oeufs", id: "six", name: "Six", saleKind: "piece", terms, stock }))
  await must(
    by.distribution.plan({
      group,
      id: "mai",
      place: "halle",
      orders: { opensAt: "2026-04-20T06:00:00.000Z", closesAt: "2026-05-05T06:00:00.000Z" },
      startsAt: "2026-05-05T16:00:00.000Z",
      endsAt: "2026-05-05T18:00:00.000Z",
      participations: [{ catalog: "oeufs" }],
    }),
  )
  const lines = [{ catalog: "oeufs", product: "six", quantity: { pieces: 5 } }]
  await must(by.basket.confirm({ group, distribution: "mai", lines }))
  return storage
}

/** What is found wrong with orders when the journal tells the schedule otherwise than it was. */
const floorsWhen = async (change: (facts: string) => string) => {
  const storage = await withEggs()
  const retold = (batch: Recorded): Recorded => ({ ...batch, facts: JSON.parse(change(JSON.stringify(batch.facts))) })
  const { findings } = await Effect.runPromise(
    verifySpace(
      { ...storage, feed: (...asked) => Effect.map(storage.feed(...asked), (all) => all.map(retold)) },
      group,
    ),
  )
  return findings.filter(({ check }) => check === "floor").map(({ expected, found }) => [expected, found])
}

it("D13, STOCK-4: an order beyond what a schedule leaves is found out, and one within it is not", async () => {
  expect(await floorsWhen((facts) => facts)).toEqual([])
  expect(await floorsWhen((facts) => facts.replace('"quantity":6', '"quantity":5'))).toEqual([])
  expect(await floorsWhen((facts) => facts.replace('"quantity":6', '"quantity":4'))).toEqual([[-4, -5]])
  expect(await floorsWhen((facts) => facts.replaceAll('"2026-05-05"', '"2026-05-06"'))).toEqual([[0, -5]])
})
