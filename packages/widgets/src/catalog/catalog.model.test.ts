import { beforeAll, describe, expect, it } from "vitest"
import { group, makeWorld, member } from "../../test/world.ts"
import { feeOf } from "../connection/pricing.model.ts"
import type { Offer, Shop } from "../connection/state.ts"
import fr from "../languages/fr.ts"
import { categoriesOf, folded, isFound, isLittle, named, priceOf, rowsOf } from "./catalog.model.ts"
import type { Row } from "./catalog.model.ts"
import { markFor } from "./marks.ts"

let shop: Shop
let rows: ReadonlyArray<Row>

beforeAll(async () => {
  const { cabas } = await makeWorld()
  const { answer } = await cabas.as(member).shop.get({ group })
  shop = answer!
  rows = rowsOf(shop, fr.names, "fr")
})

const offered = (product: string): Offer => shop.offers.find((offer) => offer.product === product)!
const found = (search: string, category = "") =>
  rows.filter((row) => isFound(row, category, search)).map(({ offer }) => offer.product)

describe("rows", () => {
  it("stand by category in the order of the offers, then by name", () => {
    expect(rows.slice(0, 7).map(({ offer }) => offer.product)).toEqual([
      "carottes",
      "courge",
      "epinards",
      "mache",
      "poireaux",
      "radis",
      "oeufs",
    ])
  })

  it("say who grows the product, and its labels in the page's language", () => {
    expect(rows[0]).toMatchObject({ about: "Ferme des Aubiers · Bio", category: "Légumes" })
  })

  it("are counted by category", () => {
    expect([...categoriesOf(rows)].slice(0, 3)).toEqual([
      ["Légumes", 6],
      ["Œufs", 1],
      ["Fromages", 1],
    ])
  })
})

describe("search", () => {
  it.each([
    ["epinard", ["epinards"]],
    ["ÉPINARD", ["epinards"]],
    ["oeufs", ["oeufs"]],
    ["œuf", ["oeufs"]],
    ["d'hiver", ["poireaux"]],
    ["bergerie yaourt", ["yaourt"]],
    ["brebis tomme", ["tomme"]],
    ["ananas", []],
  ])("« %s » finds %j, without accents, case or order", (search, products) => {
    expect(found(search)).toEqual(products)
  })

  it("finds all that a producer offers, and all of a label", () => {
    expect(found("fournil")).toHaveLength(3)
    expect(found("bio")).toHaveLength(6)
  })

  it("stays in the chosen category", () => {
    expect(found("brebis", "Fromages")).toEqual(["tomme"])
    expect(found("", "Légumes")).toHaveLength(6)
  })

  it("folds every mark", () => {
    expect(folded("Crème Brûlée à l’ŒUF")).toBe("creme brulee a l'oeuf")
  })
})

describe("D3, D6: prices", () => {
  const price = (product: string) => priceOf(offered(product), feeOf(shop, offered(product).catalog))

  it("of a loose product: per kilogram, said once", () => {
    expect(price("carottes")).toEqual({ amount: 240, per: { grams: 1000 }, estimate: false, unit: null })
  })

  it("of a weighed product: about what a piece costs, and per kilogram", () => {
    const unit = { price: 2400, per: { grams: 1000 } }
    expect(price("tomme")).toEqual({ amount: 600, per: null, estimate: true, unit })
  })

  it("of a piece: and per kilogram, litre or piece inside", () => {
    expect(price("campagne")).toMatchObject({ amount: 480, per: null, unit: { price: 600, per: { grams: 1000 } } })
    expect(price("oeufs")).toMatchObject({ amount: 210, per: null, unit: { price: 35, per: { pieces: 1 } } })
    expect(price("radis")).toEqual({ amount: 150, per: { pieces: 1 }, estimate: false, unit: null })
  })

  it("hold the catalog's fee", () => {
    expect(price("cidre")).toMatchObject({ amount: 433, unit: { price: 577, per: { millilitres: 1000 } } })
  })
})

describe("names from the data", () => {
  it("are said in the page's language when they are codes", () => {
    expect(named("vegetables", fr.names)).toBe("Légumes")
    expect(named("nature-et-progres", fr.names)).toBe("Nature & Progrès")
    expect(named("vegetables", {})).toBe("Vegetables")
  })

  it("stay as somebody wrote them otherwise", () => {
    expect(named("Plants de tomates", fr.names)).toBe("Plants de tomates")
    expect(named("", fr.names)).toBe("")
  })
})

it("how much is left is said up to ten pieces or kilograms, and not at nothing", () => {
  expect(isLittle({ pieces: 10 })).toBe(true)
  expect(isLittle({ pieces: 11 })).toBe(false)
  expect(isLittle({ pieces: 0 })).toBe(false)
  expect(isLittle({ grams: 10_000 })).toBe(true)
  expect(isLittle({ grams: 10_250 })).toBe(false)
})

it("each category of the example has its mark, in both languages", () => {
  for (const [code, french] of [
    ["eggs", "Œufs"],
    ["cheese", "Fromages"],
    ["bread", "Pain"],
    ["fish", "Poisson"],
    ["meat", "Viande"],
    ["drinks", "Boissons"],
    ["fruit", "Fruits"],
    ["vegetables", "Légumes"],
    ["honey", "Miel"],
  ] as const) {
    expect({ code, mark: markFor(code) }).toEqual({ code, mark: markFor(french) })
  }
  expect(
    new Set(["eggs", "cheese", "bread", "fish", "meat", "drinks", "fruit", "vegetables", "honey"].map(markFor)).size,
  ).toBe(9)
})
