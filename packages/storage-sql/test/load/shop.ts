import { createCabas, operations } from "@cabas/engine"
import type { Outcome } from "@cabas/engine"
import { StorageDown } from "@cabas/engine/storage"
import type { Storage } from "@cabas/engine/storage"

/** How many there are of each kind of buyer, and what they fight for. */
export const sizes = { regulars: 6, rushers: 16, scarce: 10, plenty: 6 } as const

/** Names of the shop that every load buys in. */
export const names = { group: "la-riviere", distribution: "marche", catalog: "ferme", scarce: "oeufs" } as const

/** Who changes an order again and again. */
export const regulars = Array.from({ length: sizes.regulars }, (_, index) => `regular-${index}`)

/** Who orders one of the scarce product, once. */
export const rushers = Array.from({ length: sizes.rushers }, (_, index) => `rusher-${index}`)

/** What there is enough of. */
export const plenty = Array.from({ length: sizes.plenty }, (_, index) => `legume-${index}`)

/** Quantities by product. */
export type Wishes = Readonly<Record<string, number>>

/** What somebody who sends an order is told: it is in, it is refused for good, or nothing that can be relied on. */
export type Told =
  | { readonly _tag: "Confirmed"; readonly ordered: Wishes }
  | { readonly _tag: "Refused"; readonly refusal: string }
  | { readonly _tag: "Unknown"; readonly said: string }

/** Sends an order under a key; the same key again must have no second effect. Rejects on what nobody may be told. */
export type Send = (member: string, key: string, wishes: Wishes) => Promise<Told>

/** The input of an order. */
export const inputOf = (wishes: Wishes) => ({
  distribution: names.distribution,
  lines: Object.entries(wishes).map(([product, pieces]) => ({
    catalog: names.catalog,
    product,
    quantity: { pieces },
  })),
})

/** What an answer says was ordered. */
export const orderedIn = (lines: ReadonlyArray<{ readonly product: string; readonly ordered: object }>): Wishes =>
  Object.fromEntries(lines.map(({ product, ordered }) => [product, Number(Object.values(ordered)[0])]))

const done = async <A>(call: Promise<Outcome<A>>): Promise<A> => {
  const { answer, refusal } = await call
  if (refusal !== undefined) throw new Error(`refused: ${JSON.stringify(refusal)}`)
  return answer as A
}

const day = 86_400_000

const instant = (at: number): string => new Date(at).toISOString()

/** Makes a group with something to sell, through the public operations. Orders are open, around the given moment. */
export const openShop = async (storage: Storage, now = Date.now()): Promise<void> => {
  const cabas = createCabas({ storage, clock: () => now })
  const by = cabas.as("camille")
  const { group, catalog, distribution, scarce } = names
  await done(by.group.create({ id: group, name: "La Rivière" }))
  await done(
    by.group.configure({ group, payments: { moneyPot: true, floor: 0 }, shortage: "refuse", severalPerDay: true }),
  )
  await done(by.place.save({ group, id: "halle", name: "Halle du canal" }))
  await done(by.producer.save({ group, id: "aubiers", name: "Ferme des Aubiers" }))
  const [startsOn, endsOn] = [instant(now - 100 * day).slice(0, 10), instant(now + 100 * day).slice(0, 10)]
  await done(
    by.catalog.create({ group, id: catalog, name: "La ferme", producer: "aubiers", startsOn, endsOn, fee: null }),
  )
  for (const id of [...plenty, scarce]) {
    const terms = { price: 130, per: { pieces: 1 }, vat: 550, content: null }
    const stock = { policy: "global", quantity: id === scarce ? sizes.scarce : 10_000_000 } as const
    await done(by.product.save({ group, catalog, id, name: id, saleKind: "piece", terms, stock }))
  }
  await done(
    by.distribution.plan({
      group,
      id: distribution,
      place: "halle",
      startsAt: instant(now + 8 * day),
      endsAt: instant(now + 8 * day + 7_200_000),
      orders: { opensAt: instant(now - 10 * day), closesAt: instant(now + 7 * day) },
      participations: [{ catalog }],
    }),
  )
  for (const id of [...regulars, ...rushers]) {
    const people = [{ firstName: id, lastName: "Adhérent", email: `${id}@example.org`, phone: null }]
    await done(by.member.add({ group, id, people }))
    await done(by.payment.record({ group, member: id, amount: 100_000_000, kind: "transfer" }))
  }
}

/** Refusals after which the same order may get in: nothing of it is. */
const passing = new Set(["Busy", "StorageDown", "TimedOut", "TooManyRequests"])

/** What a refusal is to who sent the order. */
export const toldOf = (refusal: { readonly _tag: string }): Told =>
  passing.has(refusal._tag) ? { _tag: "Unknown", said: refusal._tag } : { _tag: "Refused", refusal: refusal._tag }

/** Sends orders to an engine of this process. What the storage says when it is down must be a sentence. */
export const throughEngine = (storage: Storage, clock: () => number = Date.now): Send => {
  const cabas = createCabas({ storage, clock })
  return async (member, key, wishes) => {
    try {
      const how = { as: { kind: "member", member }, key } as const
      const input = { group: names.group, ...inputOf(wishes) }
      const { answer, refusal } = await cabas.run(operations.basket.confirm, input, how)
      return refusal === undefined ? { _tag: "Confirmed", ordered: orderedIn(answer.lines) } : toldOf(refusal)
    } catch (cause) {
      if (cause instanceof StorageDown && cause.message.trim() !== "") return { _tag: "Unknown", said: cause.message }
      throw cause
    }
  }
}
