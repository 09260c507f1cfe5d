import type { Storage } from "@cabas/engine/storage"
import { createCabas } from "@cabas/engine"
import type { Cabas, Methods, Outcome } from "@cabas/engine"
import { sizes } from "./floors/order.ts"
import type { Order } from "./floors/order.ts"

const group = "la-riviere"
const coordinator = "camille"

/** When everything in this world happens. */
export const worldTime = Date.parse("2026-05-01T06:00:00.000Z")

const catalogOf = (product: number, catalogs: number): string => `maraicher-${1 + (product % catalogs)}`
const productOf = (product: number): string => `product-${String(product).padStart(4, "0")}`

/** The answer of a call that the benchmark's world must not refuse. */
export const done = async <A>(call: Promise<Outcome<A>>): Promise<A> => {
  const outcome = await call
  if (outcome.refusal !== undefined) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`)
  return outcome.answer
}

/** How much there is in a group: what the floors have, unless told. */
export interface WorldSize {
  readonly products: number
  readonly catalogs: number
  readonly members: number
}

/** A group of the sizes that the floors have, made through the public operations. */
export const makeWorld = async (storage: Storage, distributions: number, size: WorldSize = sizes): Promise<Cabas> => {
  const cabas = createCabas({ storage, clock: () => worldTime })
  const by = cabas.as(coordinator)
  await done(by.group.create({ id: group, name: "La Rivière" }))
  await done(by.group.configure({ group, payments: { moneyPot: true, floor: 0 }, severalPerDay: true }))
  await done(by.place.save({ group, id: "halle", name: "Halle du canal" }))
  await done(by.producer.save({ group, id: "ferme", name: "Ferme des Aubiers" }))
  await makeCatalogs(by, size)
  for (let distribution = 1; distribution <= distributions; distribution += 1) {
    await planDistribution(by, distribution, size)
  }
  const members = Array.from({ length: size.members }, (_, index) => `member-${index + 1}`)
  for (const id of members) await addMember(by, id)
  return cabas
}

const makeCatalogs = async (by: Methods, { products, catalogs }: WorldSize): Promise<void> => {
  const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }
  for (let index = 1; index <= catalogs; index += 1) {
    const id = `maraicher-${index}`
    await done(by.catalog.create({ group, id, name: `Maraîcher ${index}`, producer: "ferme", ...period, fee: null }))
  }
  for (let product = 1; product <= products; product += 1) {
    await done(
      by.product.save({
        group,
        catalog: catalogOf(product, catalogs),
        id: productOf(product),
        reference: `REF-${product}`,
        name: `Tomates anciennes de plein champ ${product}`,
        description: "Variétés anciennes cueillies mûres, cultivées sans chauffage à douze kilomètres d’ici.",
        saleKind: "piece",
        terms: { price: 100 + product, per: { pieces: 1 }, vat: 550, content: { grams: 500 } },
        stock: { policy: "global", quantity: 10_000_000 },
        category: "vegetables",
        labels: ["organic"],
      }),
    )
  }
}

const planDistribution = async (by: Methods, distribution: number, { catalogs }: WorldSize): Promise<void> => {
  const participations = Array.from({ length: catalogs }, (_, index) => ({ catalog: `maraicher-${index + 1}` }))
  await done(
    by.distribution.plan({
      group,
      id: `distribution-${distribution}`,
      place: "halle",
      startsAt: "2026-06-02T08:00:00.000Z",
      endsAt: "2026-06-02T10:00:00.000Z",
      orders: { opensAt: "2026-04-01T06:00:00.000Z", closesAt: "2026-06-01T06:00:00.000Z" },
      participations,
    }),
  )
}

const addMember = async (by: Methods, id: string): Promise<void> => {
  const people = [{ firstName: id, lastName: "Adhérent", email: `${id}@example.org`, phone: null }]
  await done(by.member.add({ group, id, people }))
  await done(by.payment.record({ group, member: id, amount: 100_000_000, kind: "transfer" }))
}

/** The floor's order, asked of the engine. */
export const confirmInput = (order: Order, space = group, catalogs: number = sizes.catalogs) => ({
  group: space,
  distribution: `distribution-${order.distribution}`,
  lines: order.wishes.map(({ product, quantity }) => ({
    catalog: catalogOf(product, catalogs),
    product: productOf(product),
    quantity: { pieces: quantity },
  })),
})

/** Who orders in a turn. */
export const memberOf = (order: Order): string => `member-${order.member}`

/** The group of this world. */
export const worldGroup = group
