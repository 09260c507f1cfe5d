import { describe, expect, it } from "vitest"
import type { Offer } from "../connection/state.ts"
import { choiceOf } from "./stepper.ts"

describe("D6: what may be chosen", () => {
  const offer = (more: Partial<Offer>): Offer => ({
    catalog: "a",
    product: "b",
    reference: null,
    name: "Poireaux",
    description: "",
    saleKind: "piece",
    terms: { price: 100, per: { pieces: 1 }, vat: 550, content: null },
    shownPrice: 100,
    unitPrice: { price: 100, per: { pieces: 1 } },
    loose: null,
    category: null,
    labels: [],
    allergens: [],
    origin: null,
    image: null,
    left: null,
    ...more,
  })
  const terms = { price: 340, per: { grams: 1000 }, vat: 550, content: null } as const

  it("is whole pieces, as many as are left besides those already ordered", () => {
    expect(choiceOf(offer({}), 0)).toEqual({ unit: "pieces", step: 1, minimum: 1, maximum: null })
    expect(choiceOf(offer({ left: { pieces: 2 } }), 3).maximum).toBe(5)
  })

  it("is by the step of a loose product, up to its maximum or to what is left", () => {
    const loose = { step: 250, minimum: 500, maximum: 5000 }
    expect(choiceOf(offer({ terms, loose }), 0)).toEqual({ unit: "grams", ...loose })
    expect(choiceOf(offer({ terms, loose, left: { grams: 1200 } }), 500).maximum).toBe(1700)
    expect(choiceOf(offer({ terms, loose, left: { grams: 90_000 } }), 0).maximum).toBe(5000)
  })
})
