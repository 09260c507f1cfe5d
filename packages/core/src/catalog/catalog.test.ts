import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { aProducer, aProduct, each, july, refusalOf, thursday, Village, wholeYear } from "../../test/village.ts"
import { emptyCalendar } from "../calendar/index.ts"
import type { DistributionPlan } from "../distribution/index.ts"
import { orderedOf, stockOf } from "../ledger/index.ts"
import {
  activateProduct,
  cancelDistribution,
  changeCatalog,
  createCatalog,
  saveProduct,
  saveProducts,
  takenAccounts,
} from "../plans/index.ts"
import type { Decision } from "../plans/index.ts"
import type { Measure } from "../values/index.ts"
import { leftOf, stockAccountOf } from "../views/index.ts"
import type { Catalog, CatalogFact, LooseTerms, Product, StockTerms } from "./index.ts"
import { dispatchPackages, evolve, maximumProducts, offeredOn, orderUnit, productOf, termsProblem } from "./index.ts"

const nothingTaken = { distributions: [], balance: () => 0 }

const catalogOf = (products: ReadonlyArray<Product>, id = "fruit"): Catalog => ({
  id,
  kind: "shop",
  contract: null,
  previous: null,
  settings: { ...wholeYear, name: id },
  products: Object.fromEntries(products.map((product) => [product.id, product])),
})

const sold = (
  saleKind: Product["saleKind"],
  per: Measure,
  content: Measure | null = null,
  loose: LooseTerms | null = null,
): Product => aProduct("p", { saleKind, terms: { price: 100, per, vat: 550, content }, loose })

const outcome = (decision: Decision<unknown>, done: string): string =>
  Result.isFailure(decision) ? decision.failure._tag : done

/** The catalog as the decision leaves it. */
const after = (before: Catalog | null, decision: Decision<unknown>): Catalog => {
  const facts = Result.getOrThrow(decision).facts.map(({ fact }) => fact as CatalogFact)
  return facts.reduce<Catalog | null>(evolve, before)!
}

const stockTerms = (policy: string, quantity: number): StockTerms =>
  policy === "none" ? { policy } : { policy: policy as "global", quantity }

/** A village with strawberries offered so, and two distributions. */
const offering = (stock: StockTerms): Village => {
  const village = new Village()
  village.open("fruit", [aProduct("strawberries", { stock })])
  village.plan("thursday", thursday, ["fruit"])
  village.plan("july", july, ["fruit"])
  return village
}

const asks: Readonly<Record<string, Ask>> = {
  "SALE-1": (kind: Product["saleKind"], per: Measure) => [orderUnit(sold(kind, per))],
  "SALE-2": (kind: Product["saleKind"], per: Measure, content: Measure | null, loose: LooseTerms | null) => [
    termsProblem(sold(kind, per, content, loose)) ?? "none",
  ],
  "PACKAGE-1": (stock: number, sizes: ReadonlyArray<number>) => [dispatchPackages(stock, sizes)],
  "CATALOG-1": (startsOn: string, endsOn: string, startsAt: string) => {
    const village = new Village()
    village.open("fruit", [])
    const plan: DistributionPlan = {
      ...thursday,
      startsAt,
      endsAt: "2026-12-31T22:00:00.000Z",
      orders: { opensAt: "2026-01-01T10:00:00.000Z", closesAt: "2026-01-02T10:00:00.000Z" },
    }
    if (startsAt !== "none") expect(refusalOf(village.plan("event", plan, ["fruit"]))).toBeUndefined()
    const settings = { ...wholeYear, startsOn, endsOn }
    const decision = changeCatalog(
      village.group,
      village.catalog("fruit"),
      settings,
      aProducer("farm"),
      village.calendar("fruit"),
    )
    return [outcome(decision, "changed")]
  },
  "CATALOG-2": (before: Partial<Product> | null, now: Partial<Product>, reference: string | null) => {
    const mine = before === null ? [] : [aProduct("mine", before)]
    const catalog = catalogOf([...mine, aProduct("other", { reference, active: false })])
    const decision = saveProduct(catalog, aProduct("mine", { ...before, ...now }), nothingTaken)
    return [outcome(decision, "saved")]
  },
  "CATALOG-3": (active: boolean, then: boolean) => {
    const catalog = catalogOf([aProduct("p", { active })])
    return [productOf(after(catalog, activateProduct(catalog, "p", then)), "p")?.active]
  },
  "CATALOG-4": (references: ReadonlyArray<string>) => {
    const products = references.map((reference, index) => aProduct(`p${index}`, { reference }))
    const { facts, refused } = saveProducts(catalogOf([]), products, nothingTaken)
    const saved = facts.map(({ fact }) => (fact._tag === "ProductSaved" ? fact.product.id : fact._tag))
    return [saved, Object.fromEntries([...refused].map(([id, refusal]) => [id, refusal._tag]))]
  },
  "STOCK-1": (policy: string, offered: number, here: number, elsewhere: number) => {
    const village = offering(stockTerms(policy, offered))
    village.confirm("seb", { "fruit/strawberries": here }, { entry: "coordinator", stockOverride: "told" })
    const away = { at: "july", entry: "coordinator", stockOverride: "told" } as const
    if (elsewhere > 0) village.confirm("julie", { "fruit/strawberries": elsewhere }, away)
    const product = productOf(village.catalog("fruit"), "strawberries")!
    return [leftOf(product, village.balance(stockAccountOf("fruit", product, "thursday")))]
  },
  "STOCK-2": (policy: string, offered: number, toCome: number, over: number, setTo: number) => {
    const beyond = policy === "override"
    const village = offering(beyond ? { policy: "per-distribution", quantity: offered } : stockTerms(policy, offered))
    const how = { entry: "coordinator", stockOverride: beyond ? "told" : null } as const
    if (over > 0) village.confirm("julie", { "fruit/strawberries": over }, how)
    village.confirm("seb", { "fruit/strawberries": toCome }, { ...how, at: "july" })
    village.now = thursday.endsAt
    const kept = beyond || policy === "none" ? "per-distribution" : policy
    const refusal = refusalOf(village.change("fruit", "strawberries", { stock: stockTerms(kept, setTo) }))
    return [refusal?._tag ?? "saved"]
  },
  "STOCK-3": (from: string, to: string, ordered: ReadonlyArray<number>) => {
    const village = offering(stockTerms(from, 10))
    village.confirm("seb", { "fruit/strawberries": ordered[0]! })
    village.confirm("julie", { "fruit/strawberries": ordered[1]! }, { at: "july" })
    expect(refusalOf(village.change("fruit", "strawberries", { stock: stockTerms(to, 10) }))).toBeUndefined()
    const { overall, each: accounts } = takenAccounts("fruit", "strawberries", ["thursday", "july"])
    return [village.balance(overall), accounts.map(({ account }) => village.balance(account))]
  },
  "STOCK-4": (stock: StockTerms, day: string, days: ReadonlyArray<string>) => [offeredOn(stock, day, days)],
}

const rules = rulesOn("catalogs.md")

describe("the rule book's page on catalogs", () => {
  it("asks every table of the page", () => {
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(asks))
    expect(rules.filter(({ rows }) => rows.length < 2)).toEqual([])
  })

  for (const rule of rules) {
    it.each(casesOf(rule))(`${rule.id}: ${rule.title}: $title`, ({ given, says }) => {
      expect(asks[rule.id]!(...given)).toStrictEqual(says)
    })
  }
})

describe("catalogs", () => {
  it("CATALOG-1: opening asks that the producer is still there when it is written", () => {
    const plan = Result.getOrThrow(createCatalog(null, "fruit", wholeYear, aProducer("farm")))
    expect(plan.guards).toEqual(["producer:farm"])
    expect(after(null, Result.succeed(plan))).toEqual({
      id: "fruit",
      kind: "shop",
      settings: wholeYear,
      contract: null,
      previous: null,
      products: {},
    })
  })

  it("CATALOG-1: refuses an unknown producer, dates in the wrong order, and an id that is taken", () => {
    const catalog = catalogOf([])
    const inverted = { ...wholeYear, startsOn: "2026-06-02", endsOn: "2026-06-01" }
    const unknown = { _tag: "ProducerUnknown", producer: "farm" }
    const dates = { _tag: "CatalogDatesInvalid", startsOn: "2026-06-02", endsOn: "2026-06-01" }
    const group = new Village().group
    expect(Result.merge(createCatalog(null, "fruit", wholeYear, null))).toEqual(unknown)
    expect(Result.merge(createCatalog(null, "fruit", inverted, aProducer("farm")))).toEqual(dates)
    expect(Result.merge(createCatalog(catalog, "fruit", wholeYear, aProducer("farm")))).toEqual({
      _tag: "AlreadyExists",
      what: "catalog",
      id: "fruit",
    })
    expect(Result.merge(changeCatalog(group, catalog, wholeYear, null, emptyCalendar))).toEqual(unknown)
    expect(Result.merge(changeCatalog(group, catalog, inverted, aProducer("farm"), emptyCalendar))).toEqual(dates)
  })

  it("CATALOG-1: a refusal names the day that would fall outside", () => {
    const village = offering({ policy: "none" })
    const shorter = { ...wholeYear, endsOn: "2026-07-01" }
    const calendar = village.calendar("fruit")
    const decision = changeCatalog(village.group, village.catalog("fruit"), shorter, aProducer("farm"), calendar)
    expect(Result.merge(decision)).toEqual({
      _tag: "DistributionOutsideCatalog",
      catalog: "fruit",
      date: "2026-07-02",
      startsOn: "2026-01-01",
      endsOn: "2026-07-01",
    })
  })

  it("CATALOG-1: distributions of other catalogs and cancelled ones hold nothing back", () => {
    const village = offering({ policy: "none" })
    village.open("bread", [])
    const shorter = { ...wholeYear, endsOn: "2026-01-02" }
    const change = (catalog: string) =>
      changeCatalog(village.group, village.catalog(catalog), shorter, aProducer("farm"), village.calendar(catalog))
    expect(outcome(change("bread"), "changed")).toBe("changed")
    expect(outcome(change("fruit"), "changed")).toBe("DistributionOutsideCatalog")
    for (const id of ["thursday", "july"]) {
      village.must(cancelDistribution(village.group, village.distribution(id), [], null, village.calendars))
    }
    const own = change("fruit")
    expect(after(village.catalog("fruit"), own).settings).toEqual(shorter)
    expect(Result.getOrThrow(own).guards).toEqual(["producer:farm", "calendar:fruit"])
  })

  it("facts that come before the catalog is there fold into nothing", () => {
    expect(evolve(null, { _tag: "ProductActivated", product: "p", active: true })).toBeNull()
  })

  it("CATALOG-3: a fact about a product that is not there changes nothing", () => {
    const catalog = catalogOf([aProduct("p")])
    expect(evolve(catalog, { _tag: "ProductActivated", product: "constructor", active: false })).toEqual(catalog)
  })
})

describe("products", () => {
  it("CATALOG-2: each refusal says what stands in the way", () => {
    const catalog = catalogOf([aProduct("mine"), aProduct("other", { reference: "A", active: false })])
    const taken = saveProduct(catalog, aProduct("mine", { reference: "A" }), nothingTaken)
    expect(Result.merge(taken)).toEqual({ _tag: "ReferenceTaken", catalog: "fruit", reference: "A", product: "other" })
    const loose = aProduct("mine", {
      saleKind: "loose",
      terms: { price: 300, per: { grams: 1000 }, vat: 550, content: null },
      loose: { step: 50, minimum: 50, maximum: null },
    })
    expect(Result.merge(saveProduct(catalog, loose, nothingTaken))).toEqual({
      _tag: "ProductUnitFrozen",
      catalog: "fruit",
      product: "mine",
      unit: "pieces",
    })
    const bare = aProduct("mine", { saleKind: "weighed" })
    expect(Result.merge(saveProduct(catalog, bare, nothingTaken))).toEqual({
      _tag: "ProductTermsInvalid",
      product: "mine",
      problem: "content-missing",
    })
  })

  it("CATALOG-2: a full catalog still changes what it holds, and takes nothing new", () => {
    const full = catalogOf(Array.from({ length: maximumProducts }, (_, index) => aProduct(`p${index}`)))
    expect(outcome(saveProduct(full, aProduct("p7", { name: "Renamed" }), nothingTaken), "saved")).toBe("saved")
    expect(Result.merge(saveProduct(full, aProduct("one-more"), nothingTaken))).toEqual({
      _tag: "CatalogFull",
      catalog: "fruit",
      maximum: 2000,
    })
  })

  it("CATALOG-2: a product called like a property of every object is a product like any other", () => {
    const catalog = after(catalogOf([]), saveProduct(catalogOf([]), aProduct("constructor"), nothingTaken))
    expect(productOf(catalog, "constructor")?.name).toBe("constructor")
    expect(productOf(catalogOf([]), "constructor")).toBeUndefined()
  })

  it("CATALOG-2 (GC-17): saving the same twice gives the same, as setting a limit twice does", () => {
    const village = offering({ policy: "none" })
    village.confirm("seb", { "fruit/strawberries": 3 })
    const limited = { stock: { policy: "global", quantity: 8 } } as const
    village.change("fruit", "strawberries", limited)
    const once = [village.catalog("fruit"), [...village.balances]]
    village.change("fruit", "strawberries", limited)
    expect([village.catalog("fruit"), [...village.balances]]).toEqual(once)
    expect(village.balance(stockOf("fruit", "strawberries", null))).toBe(-3)
  })

  it("CATALOG-3: a product that is not in the catalog is refused by name", () => {
    expect(Result.merge(activateProduct(catalogOf([]), "plums", true))).toEqual({
      _tag: "ProductUnknown",
      catalog: "fruit",
      product: "plums",
    })
  })

  it("CATALOG-3 (PR1): lines that hold the product stay, with what they were ordered on", () => {
    const village = offering({ policy: "none" })
    village.confirm("seb", { "fruit/strawberries": 3 })
    const before = village.basket("seb")
    village.must(activateProduct(village.catalog("fruit"), "strawberries", false))
    expect(village.basket("seb")).toEqual(before)
  })

  it("CATALOG-4: saving several comes to the same as saving each that is not refused", () => {
    const reference = fc.constantFrom(null, "A", "B", "C")
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom("p", "q", "r", "s"), reference), { maxLength: 8 }), (told) => {
        const products = told.map(([id, given]) => aProduct(id, { reference: given }))
        const start = catalogOf([aProduct("p", { reference: "A" })])
        const together = saveProducts(start, products, nothingTaken)
        const oneByOne = products.reduce((catalog, product) => {
          const decision = saveProduct(catalog, product, nothingTaken)
          return Result.isFailure(decision) ? catalog : after(catalog, decision)
        }, start)
        const facts = together.facts.map(({ fact }) => fact as CatalogFact)
        expect(facts.reduce<Catalog | null>(evolve, start)).toEqual(oneByOne)
        const references = Object.values(oneByOne.products).flatMap((product) => product.reference ?? [])
        expect(new Set(references).size).toBe(references.length)
      }),
    )
  })

  it("CATALOG-4: several products carry their own stock movements", () => {
    const village = offering({ policy: "per-distribution", quantity: 8 })
    village.confirm("seb", { "fruit/strawberries": 3 })
    const product = productOf(village.catalog("fruit"), "strawberries")!
    const global = { ...product, stock: { policy: "global", quantity: 8 } } as const
    const saved = saveProducts(village.catalog("fruit"), [global, aProduct("plums")], village.taken("fruit"))
    const { postings, floors } = Result.getOrThrow(
      saveProduct(village.catalog("fruit"), global, village.taken("fruit")),
    )
    expect(saved).toMatchObject({ postings, floors })
    expect(postings).toHaveLength(1)
  })
})

describe("terms", () => {
  const unit = fc.constantFrom<Measure>({ pieces: 1 }, { grams: 1000 }, { millilitres: 250 })
  const told = fc.record({
    saleKind: fc.constantFrom<Product["saleKind"]>("piece", "weighed", "weighed-each", "loose"),
    per: unit,
    content: fc.option(unit),
    loose: fc.option(
      fc.record({
        step: fc.integer({ min: 1, max: 6 }),
        minimum: fc.integer({ min: 1, max: 12 }),
        maximum: fc.option(fc.integer({ min: 1, max: 12 })),
      }),
    ),
  })

  it("SALE-2: terms without a problem price every quantity the product may be ordered in", () => {
    fc.assert(
      fc.property(told, ({ saleKind, per, content, loose }) => {
        const product = sold(saleKind, per, content, loose)
        if (termsProblem(product) !== undefined) return
        const village = new Village()
        village.open("fruit", [product])
        village.plan("thursday", thursday, ["fruit"])
        const amount = product.loose?.minimum ?? 3
        const { basket } = Result.getOrThrow(village.confirm("seb", { "fruit/p": amount }))
        expect(basket.lines).toHaveLength(1)
      }),
      { numRuns: 200 },
    )
  })

  it("SALE-2: every kind of sale has terms that are right and terms that are not", () => {
    const right = new Set<string>()
    const wrong = new Set<string>()
    for (const { saleKind, per, content, loose } of fc.sample(told, { numRuns: 2000, seed: 1 })) {
      const found = termsProblem(sold(saleKind, per, content, loose))
      ;(found === undefined ? right : wrong).add(saleKind)
    }
    expect([right.size, wrong.size]).toEqual([4, 4])
  })
})

describe("packages", () => {
  it("PACKAGE-1: never more than the stock, and less than one smallest package is left", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.nat(10_000), sizes, (stock, of) => {
        const counts = dispatchPackages(stock, of)
        const used = counts.reduce((sum, count, index) => sum + count * of[index]!, 0)
        expect(used).toBeLessThanOrEqual(stock)
        expect(stock - used).toBeLessThan(Math.min(...of))
        for (const count of counts) expect(Number.isInteger(count) && count >= 0).toBe(true)
      }),
    )
  })
})

describe("stock", () => {
  it("STOCK-1 (D13): what is offered without limit is counted too, so a limit set later knows", () => {
    const village = offering({ policy: "none" })
    village.confirm("seb", { "fruit/strawberries": 3 })
    expect(village.balance(stockOf("fruit", "strawberries", "thursday"))).toBe(-3)
    village.change("fruit", "strawberries", { stock: { policy: "per-distribution", quantity: 4 } })
    expect(refusalOf(village.confirm("julie", { "fruit/strawberries": 2 }))?._tag).toBe("StockShort")
    expect(refusalOf(village.confirm("julie", { "fruit/strawberries": 1 }))).toBeUndefined()
  })

  it("STOCK-1: the account follows the policy", () => {
    const account = (stock: StockTerms) => stockAccountOf("fruit", aProduct("p", { stock }), "thursday")
    expect(account({ policy: "global", quantity: 1 })).toBe("stock:fruit/p")
    expect(account({ policy: "per-distribution", quantity: 1 })).toBe("stock:fruit/p@thursday")
    expect(account({ policy: "none" })).toBe("stock:fruit/p@thursday")
  })

  it("STOCK-2: a refusal says how much is ordered, in the unit of the product", () => {
    const village = new Village()
    const lentils = aProduct("lentils", {
      saleKind: "loose",
      terms: { price: 300, per: { grams: 1000 }, vat: 550, content: null },
      loose: { step: 50, minimum: 50, maximum: null },
    })
    village.open("fruit", [lentils])
    village.plan("thursday", thursday, ["fruit"])
    village.confirm("seb", { "fruit/lentils": 1250 })
    const limited = { stock: { policy: "global", quantity: 1000 } } as const
    expect(refusalOf(village.change("fruit", "lentils", limited))).toEqual({
      _tag: "StockBelowOrders",
      catalog: "fruit",
      product: "lentils",
      ordered: { grams: 1250 },
    })
  })

  it("STOCK-2: what comes in meanwhile is caught by the floors", () => {
    const village = offering({ policy: "per-distribution", quantity: 8 })
    const lower = { ...productOf(village.catalog("fruit"), "strawberries")!, stock: stockTerms("per-distribution", 2) }
    const decision = saveProduct(village.catalog("fruit"), lower, village.taken("fruit"))
    village.confirm("seb", { "fruit/strawberries": 3 })
    expect(village.try(decision)).toBe("overdrawn")
  })

  const changes = [
    ["per-distribution", "global"],
    ["none", "global"],
    ["global", "per-distribution"],
    ["global", "none"],
  ] as const
  const meanwhile: ReadonlyArray<readonly [string, (village: Village) => unknown]> = [
    ["orders more", (village) => village.confirm("seb", { "fruit/strawberries": 3 })],
    ["orders less", (village) => village.confirm("seb", { "fruit/strawberries": 1 })],
    ["cancels", (village) => village.cancel("seb")],
    ["orders for the first time", (village) => village.confirm("julie", { "fruit/strawberries": 1 }, { at: "july" })],
  ]

  it.each(changes.flatMap(([from, to]) => meanwhile.map(([what, does]) => [from, to, what, does] as const)))(
    "STOCK-3: from %s to %s, somebody who %s meanwhile stops it, and it is decided again",
    (from, to, _, does) => {
      const village = offering(stockTerms(from, 8))
      village.confirm("seb", { "fruit/strawberries": 2 })
      const changed = { ...productOf(village.catalog("fruit"), "strawberries")!, stock: stockTerms(to, 8) }
      const decision = saveProduct(village.catalog("fruit"), changed, village.taken("fruit"))
      does(village)
      expect(village.try(decision)).toBe("overdrawn")
      expect(refusalOf(village.change("fruit", "strawberries", { stock: stockTerms(to, 8) }))).toBeUndefined()
    },
  )

  it("STOCK-3: whatever the policies, the accounts say what is ordered and the limit holds", () => {
    const policy = fc.constantFrom("none", "global", "per-distribution")
    const step = fc.oneof(
      fc.record({ policy, quantity: fc.nat(12) }),
      fc.record({
        member: fc.constantFrom("seb", "julie", "francois"),
        at: fc.constantFrom("thursday", "july"),
        wanted: fc.nat(6),
      }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const village = offering({ policy: "none" })
        for (const one of steps) {
          if ("policy" in one) village.change("fruit", "strawberries", { stock: stockTerms(one.policy, one.quantity) })
          else village.confirm(one.member, { "fruit/strawberries": one.wanted }, { at: one.at })
        }
        const { stock } = productOf(village.catalog("fruit"), "strawberries")!
        const ordered = ["thursday", "july"].map((at) => village.balance(orderedOf("fruit", "strawberries", at)))
        const { overall, each: accounts } = takenAccounts("fruit", "strawberries", ["thursday", "july"])
        const counted = [overall, ...accounts.map(({ account }) => account)].map((account) => -village.balance(account))
        const sum = ordered[0]! + ordered[1]!
        expect(counted.map((one) => one + 0)).toEqual(stock.policy === "global" ? [sum, 0, 0] : [0, ...ordered])
        const most = stock.policy === "global" ? sum : Math.max(...ordered)
        expect(most).toBeLessThanOrEqual(stock.policy === "none" ? Infinity : stock.quantity)
      }),
    )
  })

  it("STOCK-1 (GC-19.8): 8 for all distributions, 5 ordered before: an order of 4 has 3", () => {
    const village = new Village()
    village.open("fruit", [aProduct("strawberries", { terms: each(1000), stock: { policy: "global", quantity: 8 } })])
    village.plan("thursday", thursday, ["fruit"])
    village.plan("july", july, ["fruit"])
    village.confirm("seb", { "fruit/strawberries": 5 })
    village.now = thursday.endsAt
    expect(refusalOf(village.confirm("seb", { "fruit/strawberries": 4 }, { at: "july" }))).toEqual({
      _tag: "StockShort",
      lines: [
        { catalog: "fruit", product: "strawberries", name: "strawberries", wanted: { pieces: 4 }, left: { pieces: 3 } },
      ],
    })
  })
})
