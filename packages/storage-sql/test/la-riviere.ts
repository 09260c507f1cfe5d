import { createCabas } from "@cabas/engine"
import type { Outcome } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"

const group = "la-riviere"

const done = async <A>(call: Promise<Outcome<A>>): Promise<A> => {
  const { refusal, answer } = await call
  if (refusal !== undefined) throw new Error(`refused: ${JSON.stringify(refusal)}`)
  return answer as A
}

const product = (id: string, price: number, vat: number) => ({
  id,
  name: id,
  reference: id.toUpperCase().slice(0, 3),
  saleKind: "piece" as const,
  terms: { price, per: { pieces: 1 }, vat, content: null },
})

const distribution = (id: string, day: string, closes: string) => ({
  id,
  place: "halle",
  startsAt: `${day}T16:00:00.000Z`,
  endsAt: `${day}T18:00:00.000Z`,
  orders: { opensAt: "2026-04-01T06:00:00.000Z", closesAt: `${closes}T18:00:00.000Z` },
  participations: [{ catalog: "legumes" }, { catalog: "fromages" }],
})

/** A group of three members with two producers, two distributions and three orders. */
export const laRiviere = async (storage: Storage): Promise<void> => {
  const cabas = createCabas({ storage, clock: () => Date.parse("2026-05-01T06:00:00.000Z") })
  const by = cabas.as("camille")
  await done(by.group.create({ id: group, name: "La Rivière" }))
  await done(by.group.configure({ group, payments: { moneyPot: true, floor: 0 } }))
  await done(by.place.save({ group, id: "halle", name: "Halle du canal" }))
  const period = { startsOn: "2026-05-01", endsOn: "2026-12-31" }
  for (const [id, producer, name, fee] of [
    ["legumes", "aubiers", "Les Aubiers", { basisPoints: 500, label: "Association" }],
    ["fromages", "vallon", "Le Vallon", null],
  ] as const) {
    await done(by.producer.save({ group, id: producer, name }))
    await done(by.catalog.create({ group, id, name: id, producer, ...period, fee }))
  }
  await done(by.product.save({ group, catalog: "legumes", ...product("carottes", 250, 550) }))
  await done(by.product.save({ group, catalog: "legumes", ...product("poireaux", 333, 550) }))
  await done(by.product.save({ group, catalog: "fromages", ...product("savon", 600, 2000) }))
  await done(by.distribution.plan({ group, ...distribution("may-26", "2026-05-26", "2026-05-24") }))
  await done(by.distribution.plan({ group, ...distribution("june-2", "2026-06-02", "2026-05-31") }))
  for (const [id, firstName, lastName] of [
    ["ana", "Ana", "Armand"],
    ["bob", "Bob", "Bernard"],
    ["eve", "Eve", "Émond"],
  ] as const) {
    const people = [{ firstName, lastName, email: `${id}@example.org`, phone: null }]
    await done(by.member.add({ group, id, people }))
  }
  await done(by.payment.record({ group, id: "p1", member: "ana", amount: 5000, kind: "transfer" }))
  await done(by.payment.record({ group, id: "p2", member: "bob", amount: 1500, kind: "cash" }))
  const wish = (catalog: string, of: string, pieces: number) => ({ catalog, product: of, quantity: { pieces } })
  const order = (member: string, at: string, lines: ReadonlyArray<ReturnType<typeof wish>>) =>
    done(cabas.as(member).basket.confirm({ group, distribution: at, lines }))
  await order("bob", "june-2", [wish("legumes", "carottes", 3)])
  await order("ana", "june-2", [
    wish("legumes", "carottes", 1),
    wish("legumes", "poireaux", 2),
    wish("fromages", "savon", 1),
  ])
  await order("ana", "may-26", [wish("fromages", "savon", 2)])
}
