import { describe, expect, it } from "vitest"
import type { Basket, BasketFact, Line } from "./index.ts"
import { basketId, billedOf, declined, evolve, hasGoods, orderedOfProduct, sameTerms, totalOf } from "./index.ts"

const where = { distribution: "thursday", member: "seb" }
const at = (minute: number): string => `2026-05-10T10:0${minute}:00.000Z`

const line = (id: number, told: Partial<Line> = {}): Line => ({
  id,
  catalog: "fruit",
  product: `p${id}`,
  name: `p${id}`,
  reference: null,
  saleKind: "piece",
  terms: { price: 100, per: { pieces: 1 }, vat: 550, content: null },
  fee: 0,
  ordered: { pieces: id },
  delivered: null,
  status: "ordered",
  ...told,
})

const told = (lines: ReadonlyArray<Line>, minute: number) =>
  ({ ...where, at: at(minute), lines, entry: "member", stockOverride: null }) as const

const confirmed = (lines: ReadonlyArray<Line>): BasketFact => ({ _tag: "BasketConfirmed", ...told(lines, 1) })

const folded = (...facts: ReadonlyArray<BasketFact>): Basket => facts.reduce<Basket | null>(evolve, null)!

describe("what a basket becomes", () => {
  it("BASKET-3: a draft makes a basket with nothing in it, under the name of its distribution and member", () => {
    const wishes = [{ catalog: "fruit", product: "p1", quantity: { pieces: 2 } }]
    expect(folded({ _tag: "BasketDrafted", ...where, at: at(0), wishes })).toEqual({
      id: "thursday~seb",
      ...where,
      status: "draft",
      draft: wishes,
      confirmedAt: null,
      changedAt: at(0),
      lines: [],
    })
    expect(basketId("thursday", "seb")).toBe("thursday~seb")
  })

  it("BASKET-2: a fact tells the lines that changed; they take the place of those they were, new ones go behind", () => {
    const amended: BasketFact = { _tag: "BasketAmended", ...told([line(2, { ordered: { pieces: 9 } }), line(3)], 2) }
    const basket = folded(confirmed([line(1), line(2)]), amended)
    expect(basket.lines).toEqual([line(1), line(2, { ordered: { pieces: 9 } }), line(3)])
    expect([basket.status, basket.confirmedAt, basket.changedAt]).toEqual(["confirmed", at(1), at(2)])
  })

  it("BASKET-2: confirming ends the draft", () => {
    const drafted: BasketFact = { _tag: "BasketDrafted", ...where, at: at(0), wishes: [] }
    expect(folded(drafted, confirmed([line(1)])).draft).toBeNull()
  })

  it("BASKET-4 (D14): cancelling declines every line and ends the draft; the first confirmation is remembered", () => {
    const drafted: BasketFact = { _tag: "BasketDrafted", ...where, at: at(2), wishes: [] }
    const cancelled: BasketFact = { _tag: "BasketCancelled", ...where, at: at(3), entry: "coordinator" }
    const basket = folded(confirmed([line(1), line(2)]), drafted, cancelled)
    expect(basket).toMatchObject({ status: "cancelled", draft: null, confirmedAt: at(1), changedAt: at(3) })
    expect(basket.lines).toEqual([line(1), line(2)].map(declined))
    expect([hasGoods(basket), totalOf(basket)]).toEqual([false, 0])
  })

  it("LINE-5: a declined line keeps its terms and its unit", () => {
    const grams = line(1, { ordered: { grams: 500 }, terms: { price: 1, per: { grams: 1 }, vat: 0, content: null } })
    expect(declined(grams)).toEqual({ ...grams, ordered: { grams: 0 }, status: "declined" })
  })
})

describe("what a basket holds", () => {
  it("BASKET-2: of a product, over all its lines, and of no other", () => {
    const same = { product: "apples" }
    const lines = [line(1, same), line(2, same), line(3, { ...same, catalog: "other" }), line(4)]
    const basket = folded(confirmed(lines))
    expect(orderedOfProduct(basket, "fruit", "apples")).toBe(3)
    expect(orderedOfProduct(basket, "other", "apples")).toBe(3)
    expect(orderedOfProduct(basket, "fruit", "pears")).toBe(0)
    expect(orderedOfProduct(null, "fruit", "apples")).toBe(0)
  })

  it("BASKET-5: something, as soon as one line does", () => {
    expect(hasGoods(folded(confirmed([line(1, { ordered: { pieces: 0 } }), line(2)])))).toBe(true)
    expect(hasGoods(folded(confirmed([line(1, { ordered: { pieces: 0 } })])))).toBe(false)
  })

  it("LINE-1: a quantity that has no price is a mistake of the program", () => {
    expect(() => billedOf(line(1, { ordered: { grams: 500 } }))).toThrow(RangeError)
  })

  it("LINE-4: terms are the same when everything priced and named is, with or without content", () => {
    const bare = line(1)
    const filled = line(1, { terms: { ...bare.terms, content: { grams: 500 } } })
    expect(sameTerms(bare, line(2, { name: "p1", ordered: { pieces: 7 }, status: "declined" }))).toBe(true)
    expect(sameTerms(filled, { ...filled, reference: "R" })).toBe(true)
    expect([sameTerms(bare, filled), sameTerms(filled, bare)]).toEqual([false, false])
    expect(sameTerms(filled, { ...filled, terms: { ...filled.terms, content: { millilitres: 500 } } })).toBe(false)
  })
})
