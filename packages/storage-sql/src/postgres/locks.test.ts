import { expect, it } from "vitest"
import type { Batch } from "@cabas/engine/storage"
import { locksOf, spaceLock } from "./locks.ts"

const empty: Batch = {
  id: "a batch",
  by: "ana",
  at: "2026-05-01T06:00:00.000Z",
  operation: "test.run",
  fingerprint: "",
  answer: null,
  guards: [],
  writes: [],
  facts: [],
  postings: [],
  floors: [],
  numbers: [],
}

const posting = (from: string, to: string) => ({ from, to, quantity: 1, unit: "pieces", reason: "", reference: "" })
const locks = (part: Partial<Batch>, space = "la-riviere") => locksOf("cabas", space, { ...empty, ...part })
const isAlone = (lock: bigint) => (lock & 1n) === 1n
const named = (lock: bigint) => lock | 1n

it("the space comes first and is shared, then everything else in one order", () => {
  const { first } = locks({
    guards: [
      { key: "group", version: 1 },
      { key: "basket:a", version: 0 },
    ],
    writes: [{ key: "basket:a", version: 1, state: null }],
    postings: [posting("stock:b", "ordered:b"), posting("stock:a", "ordered:a"), posting("wallet:ana", "held:x")],
    floors: [{ account: "stock:c", unit: "pieces", minimum: 0 }],
  })
  expect(named(first[0] ?? 0n)).toBe(spaceLock("cabas", "la-riviere"))
  const rest = first.slice(1).map(named)
  expect(rest).toEqual(rest.toSorted((a, b) => (a < b ? -1 : 1)))
  // The batch, the document written, five accounts: alone. The document looked at and the space: shared.
  expect([first.filter(isAlone).length, first.length]).toEqual([7, 9])
})

it("a document that is looked at and written is taken once, alone", () => {
  const looked = locks({ guards: [{ key: "group", version: 1 }] })
  const written = locks({ guards: [{ key: "group", version: 1 }], writes: [{ key: "group", version: 2, state: null }] })
  expect(looked.first.map(named)).toEqual(written.first.map(named))
  expect(written.first.filter(isAlone).length - looked.first.filter(isAlone).length).toBe(1)
})

it("accounts that nobody keeps are not locked", () => {
  expect(locks({ postings: [posting("ordered:a", "producer:b")] })).toEqual(locks({}))
})

it("series are taken apart from the rest, once each, in one order", () => {
  const number = (series: string, key: string) => ({ series, key })
  const one = locks({ numbers: [number("b", "x"), number("a", "x"), number("b", "y")] })
  expect(one.series).toEqual(locks({ numbers: [number("a", "z"), number("b", "z")] }).series)
  expect([one.series.length, one.first.length]).toEqual([2, 2])
})

it("spaces and schemas have locks of their own", () => {
  const all = [locks({}, "one"), locks({}, "two"), locksOf("other", "one", empty)]
  expect(new Set(all.flatMap(({ first }) => first)).size).toBe(6)
})

it("a big batch takes the whole space", () => {
  const writes = Array.from({ length: 200 }, (_, index) => ({ key: `member:${index}`, version: 1, state: null }))
  const { first, series } = locks({ writes, numbers: [{ series: "a", key: "b" }] })
  expect([first, series]).toEqual([[spaceLock("cabas", "la-riviere")], []])
})

it("names fall far apart", () => {
  const writes = (from: number) =>
    Array.from({ length: 100 }, (_, index) => ({ key: `stock:ferme/product-${from + index}`, version: 1, state: null }))
  const all = Array.from({ length: 200 }, (_, turn) =>
    locks({ id: String(turn), writes: writes(turn * 100) }).first.slice(1),
  )
  expect(new Set(all.flat()).size).toBe(200 * 101)
})
