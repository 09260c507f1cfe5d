import { describe, expect, test } from "vitest"
import { adding, entryOf, less, more, takingLeft, typed, wanting, wishesOf, written } from "./order-entry.model.ts"
import type { Offer } from "./order-entry.model.ts"

const about = {
  reference: null,
  description: "",
  category: null,
  labels: [],
  allergens: [],
  origin: null,
  image: null,
  left: null,
}
const carrots: Offer = {
  ...about,
  catalog: "veg",
  product: "carrots",
  name: "Carottes",
  saleKind: "loose",
  terms: { price: 240, per: { grams: 1000 }, vat: 550, content: null },
  shownPrice: 240,
  unitPrice: { price: 240, per: { grams: 1000 } },
  loose: { step: 500, minimum: 1000, maximum: 5000 },
}
const eggs: Offer = {
  ...carrots,
  product: "eggs",
  name: "Œufs",
  saleKind: "piece",
  terms: { price: 210, per: { pieces: 1 }, vat: 550, content: { pieces: 6 } },
  loose: null,
}

const empty = entryOf({ lines: [] }, [carrots, eggs])
const lineOf = (offer: Offer, ordered: { pieces: number } | { grams: number }) =>
  ({ ...offer, ordered }) as unknown as Parameters<typeof entryOf>[0]["lines"][number]

describe("entering an order", () => {
  test("a product comes in at the least that is sold of it", () => {
    expect(wishesOf(adding(adding(empty, carrots), eggs))).toEqual([
      { catalog: "veg", product: "carrots", quantity: { grams: 1000 } },
      { catalog: "veg", product: "eggs", quantity: { pieces: 1 } },
    ])
  })

  test("added again, it stays as it is; taken out, it comes in again", () => {
    const twice = wanting(adding(empty, eggs), "veg", "eggs", 3)
    expect(adding(twice, eggs)).toEqual(twice)
    expect(adding(wanting(twice, "veg", "eggs", 0), eggs).lines[0]?.wanted).toBe(1)
  })

  test("steps go from nothing to the minimum and back, never below", () => {
    const [line] = adding(empty, carrots).lines
    expect(more(line!)).toBe(1500)
    expect(less(line!)).toBe(0)
    expect(less({ ...line!, wanted: 1500 })).toBe(1000)
    expect(more({ ...line!, wanted: 0 })).toBe(1000)
  })

  test("D4: two lines of one product at two prices are one quantity, and only what changes is asked for", () => {
    const found = entryOf(
      { lines: [lineOf(eggs, { pieces: 2 }), lineOf(carrots, { grams: 1000 }), lineOf(eggs, { pieces: 1 })] },
      [eggs],
    )
    expect(found.lines.map(({ product, before }) => [product, before])).toEqual([
      ["eggs", 3],
      ["carrots", 1000],
    ])
    expect(wishesOf(found)).toEqual([])
    expect(wishesOf(wanting(found, "veg", "eggs", 0))).toEqual([
      { catalog: "veg", product: "eggs", quantity: { pieces: 0 } },
    ])
  })

  test("D14: a line that was declined is not in the order", () => {
    expect(entryOf({ lines: [lineOf(eggs, { pieces: 0 })] }, [eggs]).lines).toEqual([])
  })

  test("D12: what is left is taken only when asked", () => {
    const entry = wanting(adding(empty, eggs), "veg", "eggs", 5)
    expect(wishesOf(takingLeft(entry, [{ catalog: "veg", product: "eggs", left: { pieces: 2 } }]))).toEqual([
      { catalog: "veg", product: "eggs", quantity: { pieces: 2 } },
    ])
  })
})

test.each([
  ["1,5", "grams", 1500],
  ["0.25", "grams", 250],
  ["500 g", "grams", 500],
  ["75 cl", "millilitres", 750],
  ["3", "pieces", 3],
  ["", "pieces", 0],
  ["1,5", "pieces", undefined],
  ["beaucoup", "grams", undefined],
  ["-1", "grams", undefined],
] as const)("%s is read in %s as %s", (text, unit, amount) => {
  expect(typed(text, unit, "fr")).toBe(amount)
})

test("D2: what a field shows is read back as the same", () => {
  expect(written(1250, "grams", "fr")).toBe("1,25")
  for (const amount of [0, 1, 250, 1000, 1250, 12_345_678]) {
    expect(typed(written(amount, "grams", "fr"), "grams", "fr")).toBe(amount)
    expect(typed(written(amount, "millilitres", "en"), "millilitres", "en")).toBe(amount)
    expect(typed(written(amount, "pieces", "fr"), "pieces", "fr")).toBe(amount)
  }
})
