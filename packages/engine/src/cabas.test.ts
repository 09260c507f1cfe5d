import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import { createCabas } from "./cabas.ts"
import type { Cabas, Outcome } from "./cabas.ts"
import { memoryStorage } from "./storage/memory.ts"
import { Conflict, start, StorageDown } from "./storage/storage.ts"
import type { Storage } from "./storage/storage.ts"

const group = "paniers"
const now = "2026-11-21T10:00:00.000Z"
const carrots = (grams: number) => ({ catalog: "legumes", product: "carottes", quantity: { grams } })

const answerOf = async <O>(call: Promise<Outcome<O>>): Promise<O> => {
  const { answer, refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  return answer as O
}

/** A group with one producer, 10 kg of carrots a distribution, one open distribution, and Léa with 50 €. */
const world = async (storage: Storage = memoryStorage()): Promise<Cabas> => {
  const cabas = createCabas({ storage, clock: () => Date.parse(now), random: () => 0 })
  const camille = cabas.as("camille")
  await answerOf(camille.group.create({ id: group, name: "Les Paniers" }))
  await answerOf(camille.group.configure({ group, payments: { moneyPot: true, floor: 0 } }))
  for (const id of ["lea", "tom"]) {
    const people = [{ firstName: id, lastName: "Martin", email: `${id}@example.org`, phone: null }]
    await answerOf(camille.member.add({ group, id, people }))
    await answerOf(camille.payment.record({ group, member: id, amount: 5000, kind: "cash" }))
  }
  await answerOf(camille.producer.save({ group, id: "aubiers", name: "Ferme des Aubiers" }))
  const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }
  await answerOf(camille.catalog.create({ group, id: "legumes", name: "Légumes", producer: "aubiers", ...period }))
  await answerOf(
    camille.product.save({
      group,
      catalog: "legumes",
      id: "carottes",
      name: "Carottes",
      saleKind: "loose",
      terms: { price: 240, per: { grams: 1000 }, vat: 550, content: null },
      loose: { step: 250, minimum: 500, maximum: null },
      stock: { policy: "per-distribution", quantity: 10_000 },
    }),
  )
  await answerOf(camille.place.save({ group, id: "halle", name: "Halle du canal" }))
  await answerOf(
    camille.distribution.plan({
      group,
      id: "samedi",
      place: "halle",
      startsAt: "2026-11-28T09:00:00Z",
      endsAt: "2026-11-28T11:00:00Z",
      orders: { opensAt: "2026-11-16T07:00:00Z", closesAt: "2026-11-24T19:00:00Z" },
      participations: [{ catalog: "legumes" }],
    }),
  )
  return cabas
}

const batchesIn = async (cabas: Cabas): Promise<number> =>
  (await Effect.runPromise(cabas.engine.storage.feed(group, start, 10_000))).length

const confirm = { group, distribution: "samedi", lines: [carrots(1500)] }

describe("idempotency", () => {
  it("KEY-1 (D11): the same key and content give the same answer and one effect", async () => {
    const cabas = await world()
    const first = await cabas.as("lea").basket.confirm(confirm, { key: "k" })
    const before = await batchesIn(cabas)
    const second = await cabas.as("lea").basket.confirm(confirm, { key: "k" })
    expect(second).toEqual(first)
    expect(first.answer?.number).toBe(1)
    expect(await batchesIn(cabas)).toBe(before)
  })

  it("KEY-1 (D11): the same answer even when it would be refused by now", async () => {
    let at = Date.parse(now)
    const storage = memoryStorage()
    await world(storage)
    const cabas = createCabas({ storage, clock: () => at })
    const first = await cabas.as("lea").basket.confirm(confirm, { key: "k" })
    at = Date.parse("2026-11-25T00:00:00Z")
    expect(await cabas.as("lea").basket.confirm(confirm, { key: "k" })).toEqual(first)
    const late = await cabas.as("lea").basket.confirm(confirm, { key: "another" })
    expect(late.refusal?._tag).toBe("OrdersClosed")
  })

  it("KEY-1 (D11): the same key with other content is refused and changes nothing", async () => {
    const cabas = await world()
    await cabas.as("lea").basket.confirm(confirm, { key: "k" })
    const before = await batchesIn(cabas)
    const other = await cabas.as("lea").basket.confirm({ ...confirm, lines: [carrots(2000)] }, { key: "k" })
    expect(other.refusal).toEqual({ _tag: "KeyReused", key: "k" })
    const elsewhere = await cabas.as("lea").basket.cancel({ group, distribution: "samedi" }, { key: "k" })
    expect(elsewhere.refusal).toEqual({ _tag: "KeyReused", key: "k" })
    expect(await batchesIn(cabas)).toBe(before)
  })

  it("KEY-1 (D11): one person's key is not another's", async () => {
    const cabas = await world()
    const [lea, tom] = [cabas.as("lea"), cabas.as("tom")]
    expect((await lea.basket.confirm(confirm, { key: "k" })).answer?.member).toBe("lea")
    expect((await tom.basket.confirm(confirm, { key: "k" })).answer?.member).toBe("tom")
  })

  it("KEY-1 (D11): twenty calls at once with one key have one effect", async () => {
    const cabas = await world()
    const before = await batchesIn(cabas)
    const calls = Array.from({ length: 20 }, () => cabas.as("lea").basket.confirm(confirm, { key: "k" }))
    const outcomes = await Promise.all(calls)
    expect(new Set(outcomes.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(await batchesIn(cabas)).toBe(before + 1)
  })

  it("KEY-1: payments made with different keys are different payments, whatever they say", async () => {
    const cabas = await world()
    const pay = { group, member: "lea", amount: 1000, kind: "cash" } as const
    const [one, two] = [
      await cabas.as("camille").payment.record(pay, { key: "a" }),
      await cabas.as("camille").payment.record(pay, { key: "b" }),
    ]
    expect(one.answer?.id).not.toBe(two.answer?.id)
    const { wallet } = await answerOf(cabas.as("lea").wallet.statement({ group }))
    expect(wallet.posted).toBe(7000)
  })

  it("DOOR-1: a key has 1 to 128 characters", async () => {
    const cabas = await world()
    for (const key of ["", "k".repeat(129)]) {
      const { refusal } = await cabas.as("lea").basket.confirm(confirm, { key })
      expect(refusal).toMatchObject({ _tag: "BadInput", issues: [{ path: ["key"] }] })
    }
  })
})

describe("deciding again", () => {
  /** A storage whose first commits of baskets are beaten by another writer. */
  const beaten = (storage: Storage, times: number): { readonly storage: Storage; readonly tries: () => number } => {
    let tries = 0
    const commit: Storage["commit"] = (space, batch) => {
      if (batch.operation !== "basket.confirm") return storage.commit(space, batch)
      tries += 1
      return tries <= times ? Effect.fail(new Conflict({ key: "catalog:legumes" })) : storage.commit(space, batch)
    }
    return { storage: { ...storage, commit }, tries: () => tries }
  }

  it("DOOR-2: a conflict runs the whole decision again", async () => {
    const { storage, tries } = beaten(memoryStorage(), 3)
    const cabas = await world(storage)
    expect((await cabas.as("lea").basket.confirm(confirm)).answer?.total).toBe(360)
    expect(tries()).toBe(4)
  })

  it("DOOR-2: a writer who is always beaten is told so, and nothing is written", async () => {
    const { storage, tries } = beaten(memoryStorage(), Number.POSITIVE_INFINITY)
    const cabas = await world(storage)
    const before = await batchesIn(cabas)
    expect((await cabas.as("lea").basket.confirm(confirm)).refusal).toEqual({ _tag: "Busy", attempts: 12 })
    expect(tries()).toBe(12)
    expect(await batchesIn(cabas)).toBe(before)
  })

  it("DOOR-2: a storage that is down rejects, and the same key is safe to try again", async () => {
    const inner = memoryStorage()
    let down = true
    const commit: Storage["commit"] = (space, batch) => {
      if (batch.operation !== "basket.confirm" || !down) return inner.commit(space, batch)
      down = false
      // The batch got in, but its answer was lost.
      return Effect.andThen(inner.commit(space, batch), Effect.fail(new StorageDown({ reason: "connection lost" })))
    }
    const cabas = await world({ ...inner, commit })
    await expect(cabas.as("lea").basket.confirm(confirm, { key: "k" })).rejects.toMatchObject({ _tag: "StorageDown" })
    const before = await batchesIn(cabas)
    expect((await cabas.as("lea").basket.confirm(confirm, { key: "k" })).answer).toMatchObject({
      total: 360,
      number: 1,
    })
    expect(await batchesIn(cabas)).toBe(before)
  })

  it("STOCK-1 (D13): fifty buyers of 10 kg in portions of 500 g: exactly twenty are served", async () => {
    const cabas = await world()
    const camille = cabas.as("camille")
    await answerOf(camille.group.configure({ group, payments: { moneyPot: false, floor: 0 } }))
    const members = Array.from({ length: 50 }, (_, index) => `membre-${index}`)
    for (const id of members) {
      await answerOf(
        camille.member.add({ group, id, people: [{ firstName: "", lastName: id, email: null, phone: null }] }),
      )
    }
    const calls = members.map((id) => cabas.as(id).basket.confirm({ ...confirm, lines: [carrots(500)] }))
    const outcomes = await Promise.all(calls)
    const served = outcomes.filter(({ answer }) => answer !== undefined)
    const short = outcomes.flatMap(({ refusal }) => (refusal === undefined ? [] : [refusal]))
    expect(served).toHaveLength(20)
    expect(short).toHaveLength(30)
    for (const refusal of short) {
      expect(refusal).toMatchObject({ _tag: "StockShort", lines: [{ left: { grams: 0 } }] })
    }
    const numbers = served.map(({ answer }) => answer?.number).toSorted((a, b) => Number(a) - Number(b))
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })
})

describe("previews", () => {
  it("DOOR-3 (D20): a preview answers as if it were done and writes nothing", async () => {
    const cabas = await world()
    const before = await batchesIn(cabas)
    const preview = await cabas.as("lea").basket.confirm(confirm, { preview: true })
    expect(preview.answer).toMatchObject({ total: 360, status: "confirmed", number: null })
    expect(await batchesIn(cabas)).toBe(before)
    const { wallet } = await answerOf(cabas.as("lea").basket.get({ group, distribution: "samedi" }))
    expect(wallet.expected).toBe(5000)
  })

  it("DOOR-3 (D20): a preview refuses what the real one would", async () => {
    const cabas = await world()
    const { refusal } = await cabas
      .as("lea")
      .basket.confirm({ ...confirm, lines: [carrots(10_500)] }, { preview: true })
    expect(refusal).toMatchObject({ _tag: "StockShort", lines: [{ left: { grams: 10_000 } }] })
  })
})

describe("the border", () => {
  it("DOOR-1 (D30): bad input is refused with the path of each offending field, and writes nothing", async () => {
    const cabas = await world()
    const before = await batchesIn(cabas)
    const bad = (quantity: unknown) =>
      cabas.as("lea").basket.confirm({ ...confirm, lines: [{ ...carrots(500), quantity }] } as never)
    const quantities = [
      { pieces: 1.5 },
      { grams: -1 },
      { grams: Number.NaN },
      { grams: Number.POSITIVE_INFINITY },
      { grams: 10 ** 12 },
      { grams: -0 },
      { grams: "500" },
      { pounds: 1 },
      { grams: 500, pieces: 1 },
      {},
      null,
      500,
    ]
    for (const quantity of quantities) {
      const { refusal } = await bad(quantity)
      const path = refusal?._tag === "BadInput" ? refusal.issues[0]?.path.slice(0, 3) : refusal
      expect({ quantity, path }).toEqual({ quantity, path: ["lines", 0, "quantity"] })
    }
    expect(await batchesIn(cabas)).toBe(before)
  })

  it("DOOR-1 (D30): a field that nobody knows is refused, not ignored", async () => {
    const cabas = await world()
    const { refusal } = await cabas.as("lea").basket.confirm({ ...confirm, prise: 0 } as never)
    expect(refusal).toMatchObject({ _tag: "BadInput", issues: [{ path: ["prise"] }] })
    const nested = await cabas.as("lea").basket.confirm({ ...confirm, lines: [{ ...carrots(500), price: 1 }] } as never)
    expect(nested.refusal).toMatchObject({ _tag: "BadInput", issues: [{ path: ["lines", 0, "price"] }] })
  })

  it("DOOR-4 (D28): the group must exist, and a suspended one is read-only", async () => {
    const cabas = await world()
    const elsewhere = await cabas.as("lea").basket.confirm({ ...confirm, group: "ailleurs" })
    expect(elsewhere.refusal).toEqual({ _tag: "GroupUnknown", group: "ailleurs" })
    await answerOf(cabas.as("camille").group.suspend({ group, reason: "Pause d’hiver" }))
    const suspended = await cabas.as("lea").basket.confirm(confirm)
    expect(suspended.refusal).toEqual({ _tag: "GroupSuspended", group, reason: "Pause d’hiver" })
    expect((await cabas.as("lea").shop.get({ group })).answer?.offers).toHaveLength(1)
    await answerOf(cabas.as("camille").group.resume({ group }))
    expect((await cabas.as("lea").basket.confirm(confirm)).answer?.total).toBe(360)
  })
})

describe("what a member reads of their money", () => {
  it("WALLET-2: a movement for a basket says when its distribution is, others do not", async () => {
    const cabas = await world()
    await answerOf(cabas.as("lea").basket.confirm(confirm))
    const { lines, deposits } = await answerOf(cabas.as("lea").wallet.statement({ group }))
    expect(lines.map(({ reason, amount, balance, startsAt }) => [reason, amount, balance, startsAt])).toEqual([
      ["basket", -360, 4640, "2026-11-28T09:00:00.000Z"],
      ["payment-cash", 5000, 5000, null],
    ])
    expect(deposits).toBe(0)
    const older = await answerOf(cabas.as("lea").wallet.statement({ group, limit: 1 }))
    expect(older.next).toBe(older.lines[0]?.position)
    const rest = await answerOf(cabas.as("lea").wallet.statement({ group, before: older.next ?? "" }))
    expect(rest).toMatchObject({ lines: [{ reason: "payment-cash" }], next: null })
  })

  it("PAY-3: a basket says what is due for it, and what was promised", async () => {
    const cabas = await world()
    const lea = cabas.as("lea")
    await answerOf(lea.basket.confirm(confirm))
    const target = { basket: "samedi" }
    const { id } = await answerOf(lea.payment.promise({ group, amount: 360, kind: "transfer", target }))
    expect(await answerOf(lea.basket.get({ group, distribution: "samedi" }))).toMatchObject({
      due: 360,
      payments: [{ id, kind: "transfer", amount: 360, status: "promised" }],
    })
  })
})
