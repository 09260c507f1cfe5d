import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createCabas } from "../cabas.ts"
import type { Cabas, Outcome } from "../cabas.ts"
import { memoryStorage } from "../storage/memory.ts"

const group = "paniers"
const now = "2026-11-21T10:00:00.000Z"

const answerOf = async <O>(call: Promise<Outcome<O>>): Promise<O> => {
  const { answer, refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  return answer as O
}

const world = async (): Promise<Cabas> => {
  const cabas = createCabas({ storage: memoryStorage(), clock: () => Date.parse(now), random: () => 0 })
  const by = cabas.as("camille")
  await answerOf(by.group.create({ id: group, name: "Les Paniers" }))
  const people = [{ firstName: "Léa", lastName: "Martin", email: null, phone: null }]
  await answerOf(by.member.add({ group, id: "lea", people }))
  return cabas
}

type Open = "promised" | "cheque"

/** All that is open, read by pages of so many; `between` happens after each page. */
const readAll = async (cabas: Cabas, open: Open, limit: number, between: () => Promise<unknown> = async () => null) => {
  const by = cabas.as("camille")
  const page = async (after?: string): Promise<Awaited<ReturnType<typeof first>>["payments"]> => {
    const { payments, next } = await first(after)
    expect(payments.length).toBeLessThanOrEqual(limit)
    await between()
    return next === null ? payments : [...payments, ...(await page(next))]
  }
  const first = (after?: string) =>
    answerOf(by.payment.list({ group, open, limit, ...(after === undefined ? {} : { after }) }))
  return page()
}

describe("lists of payments", () => {
  it("DOOR-6: whatever is promised is read once by pages of any length, what is due first before the others", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.integer({ min: 1, max: 28 })), { maxLength: 25 }),
        fc.integer({ min: 1, max: 8 }),
        fc.boolean(),
        async (days, limit, isBusy) => {
          const cabas = await world()
          const lea = cabas.as("lea").payment
          const promise = (day: number | null) =>
            answerOf(
              lea.promise({
                group,
                amount: 100,
                kind: "transfer",
                ...(day === null ? {} : { dueOn: `2026-11-${String(day).padStart(2, "0")}` }),
              }),
            )
          const made: Array<string> = []
          for (const day of days) made.push((await promise(day)).id)
          const seen = await readAll(cabas, "promised", limit, async () => isBusy && (await promise(1)))
          const ids = seen.map(({ id }) => id)
          expect(new Set(ids).size).toBe(ids.length)
          expect(ids).toEqual(expect.arrayContaining(made))
          const due = seen.map(({ dueOn, at }) => dueOn ?? at)
          expect(due).toEqual(due.toSorted())
        },
      ),
      { numRuns: 25 },
    )
  })

  it("DOOR-6: more than 500 instalments and more than 500 cheques are all there, 500 at a time", async () => {
    const cabas = await world()
    const rows = Array.from({ length: 500 }, (_, place) => ({ member: "lea", amount: place + 1 }))
    const by = cabas.as("camille").payment
    for (const part of [rows, rows.slice(0, 120)]) {
      await answerOf(by.recordMany({ group, kind: "cheque", rows: part }))
    }
    for (const { amount } of rows) await answerOf(by.promise({ group, member: "lea", amount, kind: "cash" }))
    await answerOf(by.promise({ group, member: "lea", amount: 1000, kind: "cash", dueOn: "2026-11-20" }))
    const cheques = await readAll(cabas, "cheque", 500)
    expect([cheques.length, new Set(cheques.map(({ id }) => id)).size]).toEqual([620, 620])
    const promised = await readAll(cabas, "promised", 500)
    expect([promised.length, promised[0]?.dueOn]).toEqual([501, "2026-11-20"])
    const refused = await by.list({ group, open: "cheque", limit: 501 })
    expect(refused.refusal?._tag).toBe("BadInput")
  })

  it("DOOR-6: what came or was taken to the bank is in the list no more", async () => {
    const cabas = await world()
    const by = cabas.as("camille")
    const { id } = await answerOf(by.payment.promise({ group, member: "lea", amount: 500, kind: "cheque" }))
    await answerOf(by.payment.receive({ group, payment: id }))
    expect(await readAll(cabas, "promised", 500)).toEqual([])
    expect((await readAll(cabas, "cheque", 500)).map((one) => one.id)).toEqual([id])
    await answerOf(by.cheque.bank({ group, payments: [id] }))
    expect(await readAll(cabas, "cheque", 500)).toEqual([])
  })

  it("WALLET-2: a statement says what was written with each payment and each refund", async () => {
    const cabas = await world()
    const by = cabas.as("camille").payment
    await answerOf(by.record({ group, member: "lea", amount: 500, kind: "cash", note: "Marché de Noël" }))
    await answerOf(by.refund({ group, member: "lea", amount: 200, kind: "cash", note: "Deux pots rendus" }))
    const { lines } = await answerOf(cabas.as("lea").wallet.statement({ group }))
    expect(lines.map(({ amount, note }) => [amount, note])).toEqual([
      [-200, "Deux pots rendus"],
      [500, "Marché de Noël"],
    ])
  })
})
