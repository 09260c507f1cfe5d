import { describe, expect, it } from "vitest"
import { clientOf } from "../../test/engine-client.ts"
import { group, makeWorld, member, otherMember } from "../../test/world.ts"
import type { World } from "../../test/world.ts"
import { Connection } from "../connection/connection.ts"
import { booksOf } from "./books.store.ts"

const kept = { get: () => null, set: () => undefined }

/** The group's money as somebody sees it, read through the engine. */
const booksFor = async (world: World, who: string) => {
  const client = clientOf(world, who)
  const connection = new Connection({ client, group, member: async () => who, keeper: kept })
  await connection.load()
  const books = booksOf(connection)
  books.read("payments")
  await books.load()
  client.asked.length = 0
  return { books, client }
}

const grant = (world: World, rights: ReadonlyArray<string>) =>
  clientOf(world, "admin").run("member.grant", { member, rights: rights as never })

describe("what those know who keep a group's money", () => {
  it("DOOR-6: more than 500 payments, cheques and households are read on, and what is shown stays when something is done", async () => {
    const world = await makeWorld()
    const admin = clientOf(world, "admin")
    const people = [{ firstName: "Ana", lastName: "Roux", email: null, phone: null }]
    for (let place = 0; place < 510; place += 1) await admin.run("member.add", { id: `m${place}`, people })
    const rows = Array.from({ length: 260 }, () => ({ member, amount: 100 }))
    for (let turn = 0; turn < 2; turn += 1) await admin.run("payment.record-many", { kind: "cheque", rows })
    for (let place = 0; place < 505; place += 1) {
      await admin.run("payment.promise", { member, amount: 100 + place, kind: "cash" })
    }
    await admin.run("payment.promise", { member, amount: 7, kind: "cash", dueOn: "2026-01-05" })
    const { books } = await booksFor(world, "admin")
    expect(books.state.members.length).toBeGreaterThan(510)
    expect([books.state.promised.length, books.state.cheques.length]).toEqual([500, 500])
    expect(books.state.goesOn).toEqual({ promised: true, cheques: true })
    expect(books.state.promised[0]?.amount).toBe(7)
    await books.more("promised")
    expect([books.state.promised.length, books.state.goesOn.promised]).toEqual([506, false])
    await books.run("payment.receive", { payment: books.state.promised[0]!.id })
    expect([books.state.promised.length, books.state.goesOn]).toEqual([505, { promised: false, cheques: true }])
    await books.more("cheques")
    expect([books.state.cheques.length, books.state.goesOn.cheques]).toEqual([520, false])
  })

  it("S10.4: who runs contracts is let in without the group's payments; others are not", async () => {
    const world = await makeWorld()
    const plain = await booksFor(world, otherMember)
    expect([plain.books.isLetIn, plain.books.isKeeper]).toEqual([false, false])
    await grant(world, ["catalog-admin:aubiers"])
    const { books, client } = await booksFor(world, member)
    expect([books.isLetIn, books.isKeeper]).toEqual([true, false])
    expect([books.runs("aubiers"), books.runs("vallon")]).toEqual([true, false])
    await books.load()
    expect(client.asked.map(({ name }) => name)).toEqual(["group.get", "contract.list"])
    expect(books.state.refusal).toBeNull()
    await grant(world, ["catalog-admin"])
    expect((await booksFor(world, member)).books.runs("vallon")).toBe(true)
    await grant(world, ["members"])
    const keeper = await booksFor(world, member)
    expect([keeper.books.isKeeper, keeper.books.runs("vallon")]).toEqual([true, true])
  })

  it("DOOR-3: a refund is looked at first: how much may go back is said, and nothing is written", async () => {
    const world = await makeWorld()
    await clientOf(world, "admin").run("payment.record", { member, amount: 500, kind: "cash" })
    const { books } = await booksFor(world, "admin")
    const there = (await books.ask("wallet.statement", { member }))!.wallet.expected
    const asked = { member, amount: there + 1, kind: "cash", note: "Trop payé" } as const
    const tooMuch = await books.preview("payment.refund", asked)
    expect(tooMuch.refusal).toMatchObject({ _tag: "RefundTooLarge", possible: there })
    expect((await books.preview("payment.refund", { ...asked, amount: there })).answer?.amount).toBe(there)
    expect((await books.ask("wallet.statement", { member }))?.wallet.expected).toBe(there)
    expect(books.state.refusal).toBeNull()
  })
})
