import * as Core from "@cabas/core/schema"
import { orderUnit, termsProblem } from "@cabas/core/catalog"
import { datesProblem } from "@cabas/core/distribution"
import { amountOf, isValidWindow, unitOf } from "@cabas/core/values"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Any from "./concepts.ts"
import * as Values from "./values.ts"

const strict = { onExcessProperty: "error", errors: "all" } as const

describe("arbitrary values are let in at the border, and come out of it as they went in", () => {
  const kinds = ["piece", "weighed", "weighed-each", "loose"] as const

  it.each<[string, fc.Arbitrary<unknown>, object]>([
    ["money", Values.money(), Core.Money],
    ["price", Values.price(), Core.Price],
    ["basisPoints", Values.basisPoints(), Core.BasisPoints],
    ["vatRate", Values.vatRate(), Core.BasisPoints],
    ["measure", Values.measure(), Core.Measure],
    ["measureIn grams", Values.measureIn("grams", 1), Core.PositiveMeasure],
    ...kinds.map((kind): [string, fc.Arbitrary<unknown>, object] => [
      `priceTerms ${kind}`,
      Values.priceTerms(kind),
      Core.PriceTerms,
    ]),
    ["instant", Values.instant(), Core.Instant],
    ["window", Values.window(), Core.Window],
    ["civilDate", Values.civilDate(), Core.CivilDate],
    ["timeZone", Values.timeZone(), Core.TimeZone],
    ["id", Values.id(), Core.Id],
    ["name", Values.name(48), Core.Name(48)],
    ["stockTerms", Any.stockTerms(), Core.StockTerms],
    ["looseTerms", Any.looseTerms(), Core.LooseTerms],
    ["product", Any.product(), Core.Product],
    ["fee", Any.fee(), Core.Fee],
    ["catalogSettings", Any.catalogSettings(), Core.CatalogSettings],
    ["catalog", Any.catalog(), Core.Catalog],
    ["rights", Any.rights(), Schema.Array(Core.Right)],
    ["groupSettings", Any.groupSettings(), Core.GroupSettings],
    ["group", Any.group(), Core.Group],
    ["place", Any.place(), Core.Place],
    ["producer", Any.producer(), Core.Producer],
    ["person", Any.person(), Core.Person],
    ["member", Any.member(), Core.Member],
    ["distributionPlan", Any.distributionPlan(), Core.DistributionPlan],
    ["distribution", Any.distribution(), Core.Distribution],
  ])("%s", (_, values, schema) => {
    const decode = Schema.decodeUnknownSync(schema as Schema.Codec<unknown, unknown>, strict)
    fc.assert(
      fc.property(values, (value) => {
        expect(decode(value)).toEqual(value)
      }),
    )
  })
})

describe("what the rules ask for besides the shape holds too", () => {
  it("windows open before they close", () => {
    fc.assert(
      fc.property(Values.window(), (window) => {
        expect(isValidWindow(window)).toBe(true)
      }),
    )
  })

  it("SALE-2 (D6): a product's terms suit its kind, and all four kinds come", () => {
    const kinds = new Set<string>()
    fc.assert(
      fc.property(Any.product(), (product) => {
        kinds.add(product.saleKind)
        expect(termsProblem(product)).toBeUndefined()
      }),
    )
    expect(kinds.size).toBe(4)
  })

  it("SALE-1: a quantity is in the unit a product is ordered in, on its step", () => {
    const sold = Any.product().chain((product) => fc.tuple(fc.constant(product), Any.quantityOf(product)))
    fc.assert(
      fc.property(sold, ([product, quantity]) => {
        expect(unitOf(quantity)).toBe(orderUnit(product))
        const { step, minimum, maximum } = product.loose ?? { step: 1, minimum: 1, maximum: null }
        expect(amountOf(quantity) % step).toBe(0)
        expect(amountOf(quantity)).toBeGreaterThanOrEqual(minimum)
        expect(amountOf(quantity)).toBeLessThanOrEqual(maximum ?? Infinity)
      }),
    )
  })

  it("DIST-1 (D10): orders of an event and of those taking part close before it starts", () => {
    fc.assert(
      fc.property(Any.distribution(), ({ plan, participations }) => {
        for (const window of [plan.orders, ...participations.flatMap((one) => one.window ?? [])]) {
          expect(datesProblem(plan, window)).toBeUndefined()
        }
      }),
    )
  })

  it("a catalog's period begins before it ends", () => {
    fc.assert(
      fc.property(Any.catalogSettings(), ({ startsOn, endsOn }) => {
        expect(startsOn <= endsOn).toBe(true)
      }),
    )
  })
})
