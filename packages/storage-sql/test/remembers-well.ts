import { runPromise } from "effect/Effect"
import { describe, expect, it } from "vitest"
import { createCabas } from "@cabas/engine"
import type { Outcome } from "@cabas/engine"
import type { Reading, Storage } from "@cabas/engine/storage"
import { batch, commit, moving, space, writing } from "./batches.ts"

const look = (storage: Storage, wanted: Reading) => runPromise(storage.read(space, wanted))
const remembered = { documents: ["group", "none"], balances: ["wallet:ana"], remembered: true } as const

const group = "canal"

const must = async <A>(call: Promise<Outcome<A>>): Promise<A> => {
  const { answer, refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  return answer as A
}

/** A group with honey to order, of which there are so many jars. */
const withHoney = async (storage: Storage, jars: number) => {
  const cabas = createCabas({ storage, clock: () => Date.parse("2026-05-01T06:00:00.000Z") })
  const by = cabas.as("ana")
  const person = { firstName: "Ana", lastName: "Martin", email: "ana@example.org", phone: null }
  await must(cabas.asHost.group.create({ id: group, name: "Canal", admin: { id: "ana", people: [person] } }))
  await must(by.group.configure({ group, shortage: "refuse" }))
  for (let at = 0; at < 20; at += 1) {
    await must(by.member.add({ group, id: `m${at}`, people: [{ ...person, email: `m${at}@example.org` }] }))
  }
  await must(by.place.save({ group, id: "halle", name: "Halle" }))
  await must(by.producer.save({ group, id: "ferme", name: "Ferme" }))
  const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }
  await must(by.catalog.create({ group, id: "ruches", name: "Ruches", producer: "ferme", ...period }))
  await must(
    by.distribution.plan({
      group,
      id: "mai",
      place: "halle",
      orders: { opensAt: "2026-04-20T06:00:00.000Z", closesAt: "2026-05-05T06:00:00.000Z" },
      startsAt: "2026-05-05T16:00:00.000Z",
      endsAt: "2026-05-05T18:00:00.000Z",
      participations: [{ catalog: "ruches" }],
    }),
  )
  const at = async (price: number) => {
    const terms = { price, per: { pieces: 1 }, vat: 550, content: null }
    const stock = { policy: "global", quantity: jars } as const
    await must(by.product.save({ group, catalog: "ruches", id: "miel", name: "Miel", saleKind: "piece", terms, stock }))
  }
  return { at }
}

const orderOf = (storage: Storage, member: string, pieces = 1) =>
  createCabas({ storage, clock: () => Date.parse("2026-05-02T06:00:00.000Z") })
    .as(member)
    .basket.confirm({
      group,
      distribution: "mai",
      lines: [{ catalog: "ruches", product: "miel", quantity: { pieces } }],
    })

/** What must be so of two servers on one database that answer from memory. */
export const remembersWell = (opened: () => readonly [one: Storage, two: Storage]): void => {
  describe("what a server remembers", () => {
    it("is enough for who says so, though another server has written since", async () => {
      const [one, two] = opened()
      await commit(one, batch("one", { ...writing("group"), ...moving("x:", "wallet:ana") }))
      await commit(two, batch("two", writing("group", 1, { name: "newer" })))
      const seen = await look(one, remembered)
      expect(seen.remembered).toBe(true)
      expect([...seen.documents.values()]).toEqual([
        { key: "group", version: 1, state: { key: "group" } },
        { key: "none", version: 0, state: null },
      ])
      expect(seen.balances.size).toBe(0)
      const { documents, remembered: fromMemory } = await look(one, { documents: ["group"] })
      expect([documents.get("group")?.version, fromMemory]).toEqual([2, undefined])
      expect((await look(one, remembered)).documents.get("group")?.version).toBe(2)
    })

    it("is read when nothing is known, and when pages or entries are wanted with it", async () => {
      const [one, two] = opened()
      await commit(two, batch("one", { ...writing("group"), ...moving("x:", "wallet:ana") }))
      const first = await look(one, remembered)
      expect([first.remembered, first.documents.get("group")?.version, first.balances.size]).toEqual([undefined, 1, 1])
      for (const more of [
        { pages: [{ prefix: "", limit: 5 }] },
        { entries: { account: "wallet:ana", limit: 5 } },
        { sums: ["wallet:ana"] },
      ]) {
        expect((await look(one, { ...remembered, ...more })).remembered).toBeUndefined()
      }
    })
  })

  describe("DOOR-7: two servers that order from memory", () => {
    it("D11: a price that the other server changed is the price of the next order", async () => {
      const [one, two] = opened()
      const { at } = await withHoney(one, 100)
      await at(500)
      expect(await must(orderOf(two, "m1"))).toMatchObject({ total: 500, number: 1 })
      await at(700)
      expect(await must(orderOf(two, "m2"))).toMatchObject({ total: 700, number: 2 })
      expect(await must(orderOf(one, "m3"))).toMatchObject({ total: 700, number: 3 })
    })

    it("D13, D15: 20 members at both at once get the 10 jars there are, numbered 1 to 10, while the price changes", async () => {
      const [one, two] = opened()
      const { at } = await withHoney(one, 10)
      await at(500)
      const ordering = Array.from({ length: 20 }, (_, turn) => orderOf(turn % 2 === 0 ? one : two, `m${turn}`))
      const [outcomes] = await Promise.all([Promise.all(ordering), at(600)])
      const done = outcomes.flatMap(({ answer }) => (answer === undefined ? [] : [answer]))
      const numbers = done.map(({ number }) => number)
      expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      expect(done.every(({ total }) => total === 500 || total === 600)).toBe(true)
      const refusals = outcomes.flatMap(({ refusal }) => (refusal === undefined ? [] : [refusal._tag]))
      expect(refusals).toEqual(Array.from({ length: 10 }, () => "StockShort"))
    })
  })
}
