import { createCabas } from "@cabas/engine"
import type { Methods } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"

/** The group of tests that need a past. */
export const canal = "canal"

const noon = Date.parse("2026-05-01T06:00:00.000Z")

/** The answer of a call that must not be refused. */
export const must = async <A>(call: Promise<{ readonly answer?: A; readonly refusal?: unknown }>): Promise<A> => {
  const { answer, refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  return answer as A
}

/** Cabas on a storage, on a day when orders are open. */
export const cabasOn = (storage: Storage) => createCabas({ storage, clock: () => noon })

const carrots = (pieces: number) => [{ catalog: "legumes", product: "carottes", quantity: { pieces } }]

const order = (by: Methods, pieces: number) =>
  by.basket.confirm({ group: canal, distribution: "mai", lines: carrots(pieces) })

/** Gives a storage a small group with a past: orders, an amendment, a cancellation, an override, money, names in French. */
export const canalOn = async (storage: Storage): Promise<void> => {
  const cabas = cabasOn(storage)
  const by = cabas.as("ana")
  const group = canal
  const person = { firstName: "Zoé", lastName: "Œuvrard 🥕", email: "ana@example.org", phone: null }
  await must(cabas.asHost.group.create({ id: group, name: "Canal", admin: { id: "ana", people: [person] } }))
  await must(by.group.configure({ group, payments: { moneyPot: true, floor: -500 } }))
  for (const id of ["gaelle", "hugo", "ines"]) {
    await must(by.member.add({ group, id, people: [{ ...person, email: `${id}@example.org` }] }))
    await must(by.payment.record({ group, member: id, amount: 2000, kind: "cheque" }))
  }
  await must(by.place.save({ group, id: "halle", name: "Halle" }))
  await must(by.producer.save({ group, id: "ferme", name: "Ferme" }))
  const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }
  await must(by.catalog.create({ group, id: "legumes", name: "Légumes", producer: "ferme", ...period }))
  const terms = { price: 200, per: { pieces: 1 }, vat: 550, content: null }
  const stock = { policy: "global", quantity: 12 } as const
  await must(
    by.product.save({ group, catalog: "legumes", id: "carottes", name: "Carottes", saleKind: "piece", terms, stock }),
  )
  await must(
    by.distribution.plan({
      group,
      id: "mai",
      place: "halle",
      orders: { opensAt: "2026-04-20T06:00:00.000Z", closesAt: "2026-05-05T06:00:00.000Z" },
      startsAt: "2026-05-05T16:00:00.000Z",
      endsAt: "2026-05-05T18:00:00.000Z",
      participations: [{ catalog: "legumes" }],
    }),
  )
  await must(order(cabas.as("gaelle"), 5))
  await must(order(cabas.as("hugo"), 4))
  await must(order(cabas.as("gaelle"), 3))
  await must(cabas.as("hugo").basket.cancel({ group, distribution: "mai" }))
  await must(order(cabas.as("hugo"), 2))
  const overridden = { group, distribution: "mai", member: "ines", lines: carrots(9), stockOverride: "promised" }
  await must(by.basket.confirm(overridden))
  await must(cabas.as("ines").basket.draft({ group, distribution: "mai", lines: carrots(1) }))
}
