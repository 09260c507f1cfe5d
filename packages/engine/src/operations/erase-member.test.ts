import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import { createCabas } from "../cabas.ts"
import type { Cabas, Outcome } from "../cabas.ts"
import { memoryStorage } from "../storage/memory.ts"
import type { Storage } from "../storage/storage.ts"
import { start } from "../storage/storage.ts"
import { verifySpace } from "../verify/index.ts"

const group = "canal"

/** What is known of Gaëlle and of nobody else, as it may stand anywhere. */
const known = [
  "Gaëlle",
  "Le Goff",
  "LE GOFF",
  "gaelle@example.org",
  "goff.old@example.org",
  "06 98",
  "Venelle",
  "Erwan",
]

const must = async <A>(call: Promise<Outcome<A>>): Promise<A> => {
  const { answer, refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  return answer as A
}

interface World {
  readonly storage: Storage
  readonly cabas: Cabas
  readonly to: (instant: string) => void
}

/** A group in which Gaëlle was added, changed, given a right, paid, ordered and was delivered to. */
const world = async (): Promise<World> => {
  const storage = memoryStorage()
  let now = "2026-05-01T06:00:00.000Z"
  const cabas = createCabas({ storage, clock: () => Date.parse(now) })
  const ana = cabas.as("ana")
  const person = (firstName: string, lastName: string, email: string, phone: string | null = null) => ({
    firstName,
    lastName,
    email,
    phone,
  })
  const admin = { id: "ana", people: [person("Ana", "Martin", "ana@example.org")] }
  await must(cabas.asHost.group.create({ id: group, name: "Canal", admin }))
  await must(ana.group.configure({ group, payments: { moneyPot: true, floor: 0 } }))
  const gaelle = [person("Gaëlle", "Le Goff", "goff.old@example.org"), person("Erwan", "Le Goff", "erwan@example.org")]
  await must(ana.member.add({ group, id: "m-17", people: gaelle, address: "2 Venelle du Port" }, { key: "add" }))
  const changed = [person("Gaëlle", "Le Goff", "gaelle@example.org", "06 98 76 54 32")]
  await must(cabas.as("m-17").member.save({ group, id: "m-17", people: changed }))
  await must(ana.member.grant({ group, member: "m-17", rights: ["desk"] }))
  await must(ana.payment.record({ group, member: "m-17", amount: 400, kind: "cash" }))
  await must(ana.place.save({ group, id: "halle", name: "Halle" }))
  await must(ana.producer.save({ group, id: "ferme", name: "Ferme" }))
  const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }
  await must(ana.catalog.create({ group, id: "legumes", name: "Légumes", producer: "ferme", ...period }))
  const terms = { price: 200, per: { pieces: 1 }, vat: 550, content: null }
  await must(
    ana.product.save({ group, catalog: "legumes", id: "carottes", name: "Carottes", saleKind: "piece", terms }),
  )
  await must(
    ana.distribution.plan({
      group,
      id: "mai",
      place: "halle",
      orders: { opensAt: "2026-04-20T06:00:00.000Z", closesAt: "2026-05-05T06:00:00.000Z" },
      startsAt: "2026-05-05T16:00:00.000Z",
      endsAt: "2026-05-05T18:00:00.000Z",
      participations: [{ catalog: "legumes" }],
    }),
  )
  const lines = [{ catalog: "legumes", product: "carottes", quantity: { pieces: 2 } }]
  await must(cabas.as("m-17").basket.confirm({ group, distribution: "mai", lines }))
  return { storage, cabas, to: (instant) => (now = instant) }
}

/** Everything that the storage holds, as text. */
const everything = async (storage: Storage): Promise<string> => {
  const feed = await Effect.runPromise(storage.feed(group, start, 1000))
  const documents = await Effect.runPromise(storage.read(group, { pages: [{ prefix: "", limit: 1000 }] }))
  const batches = await Promise.all(feed.map(({ id }) => Effect.runPromise(storage.read(group, { batch: id }))))
  return JSON.stringify([feed, documents.pages, batches.map(({ batch }) => batch)])
}

const knownIn = (text: string): ReadonlyArray<string> => known.filter((one) => text.includes(one))

describe("erasing a member", () => {
  it("MEMBER-5 (D27): is refused while something is ordered or owed, and done afterwards", async () => {
    const { cabas, to } = await world()
    const erase = () => cabas.as("ana").member.erase({ group, member: "m-17" })
    expect((await erase()).refusal).toEqual({ _tag: "MemberHasOrders", member: "m-17", distributions: ["mai"] })
    to("2026-05-06T06:00:00.000Z")
    await must(cabas.as("ana").payment.record({ group, member: "m-17", amount: 100, kind: "cash" }))
    expect((await erase()).refusal).toEqual({ _tag: "MemberHasBalance", member: "m-17", balance: 100 })
    expect((await cabas.as("ana").member.erase({ group, member: "ana" })).refusal).toMatchObject({ _tag: "LastAdmin" })
    expect((await cabas.as("ana").member.erase({ group, member: "nobody" })).refusal).toMatchObject({
      _tag: "MemberUnknown",
    })
    expect((await cabas.as("m-17").member.erase({ group, member: "m-17" })).refusal).toMatchObject({
      _tag: "NotAllowed",
    })
  })

  it("MEMBER-5 (D27): leaves nothing known of them in documents, facts or answers, and the books as they were", async () => {
    const { storage, cabas, to } = await world()
    to("2026-05-06T06:00:00.000Z")
    expect(knownIn(await everything(storage))).toEqual(known.filter((one) => one !== "LE GOFF"))
    const before = await must(cabas.as("ana").member.export({ group, member: "m-17" }))
    const answer = await must(cabas.as("ana").member.erase({ group, member: "m-17" }))
    expect(answer).toEqual({
      id: "m-17",
      pseudonym: "m-17",
      goes: { people: 1, emails: 1, phones: 1, addresses: 1, rights: 1 },
      stays: { baskets: 1, payments: 1 },
    })
    expect(knownIn(await everything(storage))).toEqual([])
    const after = await must(cabas.as("ana").member.export({ group, member: "m-17" }))
    expect({ ...after, member: null }).toEqual({ ...before, member: null })
    expect(after.member).toMatchObject({ name: "M-17", status: "erased", address: "", rights: [] })
    const recap = await must(cabas.as("ana").recap.byMember({ group, distribution: "mai" }))
    expect(JSON.stringify(recap)).toContain("M-17")
    expect(knownIn(JSON.stringify(recap))).toEqual([])
  })

  it("MEMBER-5: states are still the fold of their facts, and the books balance", async () => {
    const { storage, cabas, to } = await world()
    to("2026-05-06T06:00:00.000Z")
    await must(cabas.as("ana").member.erase({ group, member: "m-17", pseudonym: "Ancien membre" }))
    const people = [{ firstName: "Gaëlle", lastName: "Le Goff", email: null, phone: null }]
    expect((await Effect.runPromise(verifySpace(storage, group))).findings).toEqual([])
    await must(cabas.as("ana").member.add({ group, id: "m-17", people }))
    expect((await Effect.runPromise(verifySpace(storage, group))).findings).toEqual([])
  })

  it("MEMBER-5 (D20): a preview says what would go, and nothing goes", async () => {
    const { storage, cabas, to } = await world()
    to("2026-05-06T06:00:00.000Z")
    const before = await everything(storage)
    const { answer } = await cabas.asHost.member.erase({ group, member: "m-17" }, { preview: true })
    expect(answer?.goes).toEqual({ people: 1, emails: 1, phones: 1, addresses: 1, rights: 1 })
    expect(await everything(storage)).toBe(before)
  })

  it("MEMBER-5, KEY-1 (D11): the same key answers the same; another key finds it done", async () => {
    const { cabas, to } = await world()
    to("2026-05-06T06:00:00.000Z")
    const input = { group, member: "m-17", pseudonym: "Ancien membre" }
    const first = await must(cabas.asHost.member.erase(input, { key: "erase" }))
    expect(await must(cabas.asHost.member.erase(input, { key: "erase" }))).toEqual(first)
    const again = await must(cabas.asHost.member.erase({ group, member: "m-17" }))
    expect(again).toMatchObject({ pseudonym: "Ancien membre", goes: { people: 0, rights: 0 } })
  })

  it("KEY-1: a call from before, whose answer was erased, is refused rather than answered or done again", async () => {
    const { cabas, to } = await world()
    to("2026-05-06T06:00:00.000Z")
    await must(cabas.asHost.member.erase({ group, member: "m-17" }))
    const people = [{ firstName: "Gaëlle", lastName: "Le Goff", email: "goff.old@example.org", phone: null }]
    const again = { group, id: "m-17", people, address: "2 Venelle du Port" }
    expect((await cabas.as("ana").member.add(again, { key: "add" })).refusal).toEqual({ _tag: "KeyReused", key: "add" })
  })

  it("MEMBER-2, MEMBER-5: an erased address is free, and nobody is found under it", async () => {
    const { cabas, storage, to } = await world()
    to("2026-05-06T06:00:00.000Z")
    await must(cabas.asHost.member.erase({ group, member: "m-17" }))
    const email = "gaelle@example.org"
    const wanted = { index: "member.byEmail", from: email, to: email, limit: 5 }
    const { pages } = await Effect.runPromise(storage.read(group, { pages: [wanted] }))
    expect(pages[0]?.documents).toEqual([])
    expect((await cabas.as("m-17").shop.get({ group })).refusal).toBeUndefined()
    expect((await cabas.as("m-17").basket.get({ group, distribution: "mai" })).refusal).toMatchObject({
      _tag: "NotAllowed",
    })
  })
})

describe("what a group holds on a member", () => {
  it("D27: is given to themselves, whether or not they are still a member, and to who keeps the list", async () => {
    const { cabas, to } = await world()
    const own = await must(cabas.as("m-17").member.export({ group }))
    expect(own.member).toMatchObject({ name: "LE GOFF Gaëlle", address: "2 Venelle du Port", rights: ["desk"] })
    expect([own.baskets.length, own.payments.length, own.lines.length]).toEqual([1, 1, 2])
    expect(own.baskets[0]?.lines[0]).toMatchObject({ product: "carottes", ordered: { pieces: 2 } })
    expect(own.payments[0]).toMatchObject({ member: "m-17", amount: 400, kind: "cash" })
    expect(own.wallet).toMatchObject({ expected: 0, held: 400, posted: 400 })
    expect(await must(cabas.as("ana").member.export({ group, member: "m-17" }))).toEqual(own)
    to("2026-05-06T06:00:00.000Z")
    await must(cabas.as("m-17").member.remove({ group }))
    expect((await must(cabas.as("m-17").member.export({ group }))).member.status).toBe("left")
  })

  it("D28: is given to nobody else", async () => {
    const { cabas } = await world()
    const refused = [
      await cabas.as("m-17").member.export({ group, member: "ana" }),
      await cabas.as("stranger").member.export({ group }),
      await cabas.asVisitor.member.export({ group, member: "m-17" }),
    ].map(({ refusal }) => refusal?._tag)
    expect(refused).toEqual(["NotAllowed", "NotAllowed", "NotAllowed"])
    expect((await cabas.as("ana").member.export({ group, member: "nobody" })).refusal).toEqual({
      _tag: "MemberUnknown",
      member: "nobody",
    })
  })
})
