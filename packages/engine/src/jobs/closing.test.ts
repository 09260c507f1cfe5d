import * as Effect from "effect/Effect"
import { expect, it } from "vitest"
import { group, journalOf, machine, yielding } from "../../test/jobs-world.ts"
import { createCabas } from "../cabas.ts"
import type { Outcome } from "../cabas.ts"
import { memoryStorage } from "../storage/memory.ts"
import type { Storage } from "../storage/storage.ts"
import { verifySpace } from "../verify/index.ts"
import { deadLetters } from "./retry.ts"
import { standardJobs } from "./standard.ts"

/** The answer of a call that must not be refused. */
const done = async <O>(call: Promise<Outcome<O>>): Promise<O> => {
  const { answer, refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  return answer as O
}

const members = ["lea", "tom", "zoe"]
const thursdays = ["07", "14", "21"]

const terms = {
  firstDelivery: null,
  delays: { opensDays: 60, closesHours: 72 },
  minimums: { perDelivery: null, overPeriod: null, checked: "at-each-save" },
  absences: null,
  sharing: false,
  text: "",
  documents: [],
} as const

/** A vegetable contract of three Thursdays in May 2026, subscribed by three members; orders close three days before. */
const contract = async (storage: Storage): Promise<void> => {
  const host = createCabas({ storage, clock: () => Date.parse("2026-04-01T10:00:00.000Z") }).asHost
  await done(host.group.create({ id: group, name: "L’Amap des Noyers" }))
  for (const id of members) {
    const people = [{ firstName: id, lastName: "Martin", email: `${id}@example.org`, phone: null }]
    await done(host.member.add({ group, id, people }))
  }
  await done(host.producer.save({ group, id: "noyers", name: "Ferme des Noyers" }))
  const season = { group, producer: "noyers", startsOn: "2026-04-01", endsOn: "2026-06-30" }
  await done(host.contract.open({ ...season, id: "legumes", name: "Légumes", kind: "constant", contract: terms }))
  const product = { group, catalog: "legumes", id: "panier", name: "Panier", saleKind: "piece", loose: null } as const
  const price = { price: 1300, per: { pieces: 1 }, vat: 550, content: null }
  await done(host.product.save({ ...product, stock: { policy: "none" }, terms: price }))
  await done(host.place.save({ group, id: "halle", name: "Halle" }))
  for (const day of thursdays) {
    const when = { startsAt: `2026-05-${day}T16:00:00Z`, endsAt: `2026-05-${day}T17:30:00Z` }
    const orders = { opensAt: "2026-04-01T06:00:00Z", closesAt: `2026-05-${day}T15:00:00Z` }
    const participations = [{ catalog: "legumes" }]
    await done(host.distribution.plan({ group, id: `mai-${day}`, place: "halle", ...when, orders, participations }))
  }
  for (const member of members) {
    const order = [{ product: "panier", quantity: { pieces: 1 } }]
    await done(host.subscription.start({ group, id: `${member}-legumes`, catalog: "legumes", member, order }))
  }
}

/** The numbers of baskets that were filled at a distribution. */
const basketsAt = async (storage: Storage, day: string): Promise<number> => {
  const host = createCabas({ storage }).asHost
  return (await done(host.basket.list({ group, distribution: `mai-${day}` }))).baskets.length
}

it("SUB-14, JOB-1 (D31): deliveries of contracts close by themselves, each once, with two servers that look", async () => {
  const storage = yielding(memoryStorage())
  await contract(storage)
  const machines = [1, 2].map(() => machine({ storage, jobs: standardJobs, now: "2026-05-04T15:59:59.999Z" }))
  const look = () => Promise.all(machines.map((one) => one.look()))
  await look()
  expect(await basketsAt(storage, "07")).toBe(0)
  for (const one of machines) one.now += 1
  await look()
  await look()
  expect(await Promise.all(thursdays.map((day) => basketsAt(storage, day)))).toEqual([3, 0, 0])
  const closed = (await journalOf(storage, group)).filter(({ operation }) => operation === "subscription.close")
  expect(closed.length).toBe(3)
  const { findings } = await Effect.runPromise(verifySpace(storage, group))
  expect([findings, await Effect.runPromise(deadLetters({ storage }, group))]).toEqual([[], []])
})

it("SUB-14, JOB-2 (D31): closings that were missed while no server ran are caught up", async () => {
  const storage = memoryStorage()
  await contract(storage)
  await machine({ storage, jobs: standardJobs, now: "2026-05-12T00:00:00.000Z" }).look()
  expect(await Promise.all(thursdays.map((day) => basketsAt(storage, day)))).toEqual([3, 3, 0])
})
