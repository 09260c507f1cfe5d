import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { answerOf, aProduct, each, july, refusalOf, thursday, Village } from "../../test/village.ts"
import type { Outcome } from "../../test/village.ts"
import type { Basket, Entry, Line } from "../basket/index.ts"
import { amountOfLine, billedOf, goodsOfLine, isEstimate, totalOf } from "../basket/index.ts"
import type { LooseTerms, Product, StockSchedule } from "../catalog/index.ts"
import type { GroupSettings } from "../group/index.ts"
import { heldFor, orderedOf, stockOf, walletOf } from "../ledger/index.ts"
import type { Measure, PriceTerms } from "../values/index.ts"
import { amountOf } from "../values/index.ts"
import { leftOf, offersOf, pricedBasket } from "../views/index.ts"
import { confirmBasket, maximumTotal } from "./index.ts"
import type { Confirmed } from "./index.ts"

const lentilsByStep: LooseTerms = { step: 50, minimum: 100, maximum: 2000 }

/** The products that the page names. */
const products: ReadonlyArray<Product> = [
  aProduct("apples"),
  aProduct("strawberries", { terms: each(1000), stock: { policy: "global", quantity: 8 } }),
  aProduct("lentils", {
    saleKind: "loose",
    terms: { price: 300, per: { grams: 1000 }, vat: 550, content: null },
    loose: lentilsByStep,
    stock: { policy: "per-distribution", quantity: 1000 },
  }),
  aProduct("old", { active: false }),
  aProduct("gold", { terms: each(1_000_000_000) }),
]

const onThursday = (settings: Partial<GroupSettings> = {}): Village => {
  const village = new Village(settings)
  village.open("fruit", products)
  village.open("honey", [aProduct("jar")])
  village.plan("thursday", thursday, ["fruit"])
  village.plan("july", july, ["fruit"])
  return village
}

const fruit = (wanted: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(wanted).map(([name, amount]) => [`fruit/${name}`, amount]))

/** What is ordered, by product. */
const orderedIn = (basket: Basket | null): Readonly<Record<string, number>> =>
  Object.fromEntries((basket?.lines ?? []).map((line) => [line.product, amountOf(line.ordered)]))

const berriesLeft = (village: Village): number =>
  amountOf(leftOf(products[1]!, village.balance(stockOf("fruit", "strawberries", null)))!)

/** Seb's basket of two apples as it was left, with strawberries in it where stock is looked at. */
const sebsBasket = (village: Village, was: string, wanted: Readonly<Record<string, number>>): void => {
  if (was === "none") return
  if (was === "draft") {
    village.draft("seb", fruit(wanted))
    return
  }
  answerOf(village.confirm("seb", fruit(wanted)))
  const none = Object.fromEntries(Object.keys(wanted).map((name) => [name, 0]))
  if (was === "declined") answerOf(village.confirm("seb", fruit(none)))
  if (was === "cancelled") answerOf(village.cancel("seb"))
  if (was === "ordered, with a draft") village.draft("seb", fruit(wanted))
}

const shown = (outcome: Outcome<Confirmed>): string => {
  if (Result.isFailure(outcome)) {
    const refusal = outcome.failure
    if (refusal._tag === "StockShort")
      return `StockShort: ${refusal.lines.map(({ left }) => amountOf(left)).join(", ")}`
    return refusal._tag === "BalanceTooLow" ? `BalanceTooLow: ${refusal.missing}` : refusal._tag
  }
  const { clipped } = outcome.success
  return clipped.length === 0 ? "done" : `clipped: ${clipped.map(({ left }) => amountOf(left)).join(", ")}`
}

/** Orders apples at a price, then more or less of them at another, as often as there are prices. */
const inTurn = (prices: ReadonlyArray<number>, wanted: ReadonlyArray<number>): ReadonlyArray<Line> => {
  const village = onThursday()
  for (const [index, price] of prices.entries()) {
    village.change("fruit", "apples", { terms: each(price) })
    answerOf(village.confirm("seb", { "fruit/apples": wanted[index]! }))
  }
  return village.basket("seb")!.lines
}

const withVat = (told: Omit<PriceTerms, "vat">): PriceTerms => ({ ...told, vat: 550 })

const line = (told: Partial<Line>): Line => ({
  id: 1,
  catalog: "fruit",
  product: "p",
  name: "p",
  reference: null,
  saleKind: "piece",
  terms: each(100),
  fee: 0,
  ordered: { pieces: 1 },
  delivered: null,
  status: "ordered",
  ...told,
})

const asks: Readonly<Record<string, Ask>> = {
  "LINE-1": (terms: Omit<PriceTerms, "vat">, ordered: Measure, delivered: Measure | null) => {
    const one = line({ terms: withVat(terms), ordered, delivered })
    expect(one).toMatchObject({ ordered, delivered })
    return [billedOf(one)]
  },
  "LINE-2": (saleKind: Line["saleKind"], ordered: Measure, delivered: Measure | null) => [
    isEstimate(line({ saleKind, terms: byWeight, ordered, delivered })),
  ],
  "LINE-3": (terms: Omit<PriceTerms, "vat">, ordered: Measure, delivered: Measure | null, fee: number) => {
    const one = line({ terms: withVat(terms), ordered, delivered, fee })
    return [amountOfLine(one), amountOfLine(one) - goodsOfLine(one)]
  },
  "LINE-4": (prices: ReadonlyArray<number>, wanted: ReadonlyArray<number>) => [
    inTurn(prices, wanted).map(({ terms, ordered }) => [terms.price, amountOf(ordered)]),
  ],
  "LINE-5": (prices: ReadonlyArray<number>, wanted: ReadonlyArray<number>) => [
    inTurn(prices, wanted).map(({ terms, ordered, status }) => [terms.price, amountOf(ordered), status]),
  ],
  "BASKET-1": (lines: ReadonlyArray<readonly [number, number]>, fee: number) => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/apples": 1 }))
    const priced = lines.map(([price, pieces], index) =>
      line({ id: index + 1, terms: each(price), fee, ordered: { pieces } }),
    )
    const basket = { ...village.basket("seb")!, lines: priced }
    const { total, fees, goods } = pricedBasket(basket, 1)
    expect([totalOf(basket), goods + fees]).toEqual([total, total])
    return [total, fees]
  },
  "BASKET-2": (before: Readonly<Record<string, number>>, named: Readonly<Record<string, number>>) => {
    const village = onThursday()
    if (Object.keys(before).length > 0) answerOf(village.confirm("seb", fruit(before)))
    answerOf(village.confirm("seb", fruit(named)))
    return [orderedIn(village.basket("seb")), village.balance(heldFor("seb"))]
  },
  "BASKET-3": (now: string, drafted: Readonly<Record<string, number>>) => {
    const village = onThursday()
    village.now = now
    const outcome = village.draft("seb", fruit(drafted))
    return [refusalOf(outcome)?._tag ?? "drafted", berriesLeft(village)]
  },
  "BASKET-4": (was: string) => {
    const village = onThursday()
    village.pay("seb", 5000)
    sebsBasket(village, was, { strawberries: 2 })
    const outcome = village.cancel("seb")
    const done = Result.isSuccess(outcome) ? outcome.success.status : outcome.failure._tag
    return [done, berriesLeft(village), village.balance(walletOf("seb")), village.number("seb") ?? null]
  },
  "BASKET-5": (was: string, named: Readonly<Record<string, number>>) => {
    const village = onThursday()
    sebsBasket(village, was, { apples: 2 })
    const before = village.journal.length
    const outcome = village.confirm("seb", fruit(named))
    const done = Result.isSuccess(outcome) ? outcome.success.basket.status : outcome.failure._tag
    return [done, village.journal.slice(before).flatMap(({ facts }) => facts).length]
  },
  "BASKET-6": (name: string, before: number, wanted: Measure) => {
    const village = onThursday()
    if (before > 0) answerOf(village.confirm("seb", { [name]: before }))
    return [shown(village.confirm("seb", { [name]: wanted }))]
  },
  "BASKET-7": (shortage: "refuse" | "clip", product: string, others: number, mine: number, wanted: number) => {
    const village = onThursday({ shortage })
    if (others > 0) answerOf(village.confirm("julie", fruit({ [product]: others }), { entry: "coordinator" }))
    if (mine > 0) answerOf(village.confirm("seb", fruit({ [product]: mine })))
    const outcome = village.confirm("seb", fruit({ [product]: wanted }))
    return [shown(outcome), village.ordered("seb", `fruit/${product}`) ?? 0]
  },
  "BASKET-8": (moneyPot: boolean, floor: number, wallet: number, who: Entry, before: number, wanted: number) => {
    const village = onThursday({ payments: { moneyPot, floor } })
    if (before > 0) answerOf(village.confirm("seb", { "fruit/apples": before }, { entry: "coordinator" }))
    const due = wallet - village.balance(walletOf("seb"))
    if (due > 0) village.pay("seb", due)
    const outcome = village.confirm("seb", { "fruit/apples": wanted }, { entry: who })
    return [shown(outcome), village.balance(walletOf("seb"))]
  },
  "BASKET-9": (turns: ReadonlyArray<string>) => {
    const village = onThursday()
    for (const [index, turn] of turns.entries()) {
      if (turn.startsWith("-")) answerOf(village.cancel(turn.slice(1)))
      else answerOf(village.confirm(turn, { "fruit/apples": index + 1 }))
    }
    const members = [...new Set(turns.map((turn) => turn.replace("-", "")))]
    return [Object.fromEntries(members.map((member) => [member, village.number(member)]))]
  },
  "BASKET-10": (who: Entry, reason: string | null, wanted: number) => {
    const village = onThursday()
    const outcome = village.confirm("seb", { "fruit/strawberries": wanted }, { entry: who, stockOverride: reason })
    const facts = village.journal.at(-1)!.facts.map(({ fact }) => fact)
    const kept = facts.flatMap((fact) => (fact._tag === "BasketConfirmed" ? [fact.stockOverride] : []))
    return [shown(outcome).split(":")[0], kept[0] ?? null]
  },
}

/** The terms of goods that are weighed. */
const byWeight: PriceTerms = { price: 2400, per: { grams: 1000 }, vat: 550, content: { grams: 250 } }

const rules = rulesOn("baskets.md")

describe("the rule book's page on baskets", () => {
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

describe("what moves when a basket is confirmed", () => {
  it("BASKET-2 (D11): goods, money, basket and number in one plan, with what it was decided on", () => {
    const village = onThursday({ payments: { moneyPot: true, floor: -100_000 } })
    const wishes = village.wishes({ "fruit/strawberries": 2, "fruit/apples": 3 })
    const plan = Result.getOrThrow(confirmBasket(village.confirming("seb", "thursday", {}, false), wishes))
    expect(plan.facts).toEqual([
      {
        key: "basket:thursday~seb",
        fact: {
          _tag: "BasketConfirmed",
          distribution: "thursday",
          member: "seb",
          at: village.now,
          lines: plan.answer.basket.lines,
          entry: "member",
          stockOverride: null,
        },
      },
    ])
    expect(plan.postings).toEqual([
      {
        from: "stock:fruit/strawberries",
        to: "ordered:fruit/strawberries@thursday",
        quantity: 2,
        unit: "pieces",
        reason: "basket",
        reference: "thursday~seb",
      },
      {
        from: "stock:fruit/apples@thursday",
        to: "ordered:fruit/apples@thursday",
        quantity: 3,
        unit: "pieces",
        reason: "basket",
        reference: "thursday~seb",
      },
      { from: "wallet:seb", to: "held:seb", quantity: 2300, unit: "EUR", reason: "basket", reference: "thursday~seb" },
    ])
    expect(plan.floors).toEqual([
      { account: "stock:fruit/strawberries", unit: "pieces", minimum: -8 },
      { account: "wallet:seb", unit: "EUR", minimum: -100_000 },
    ])
    expect(plan.guards).toEqual(["distribution:thursday", "catalog:fruit"])
    expect(plan.numbers).toEqual([{ series: "basket@thursday", key: "basket:thursday~seb" }])
  })

  it("BASKET-2: lowering brings goods and money back and asks for no floor and no number", () => {
    const village = onThursday({ payments: { moneyPot: true, floor: -100_000 } })
    answerOf(village.confirm("seb", { "fruit/strawberries": 3 }))
    const wishes = village.wishes({ "fruit/strawberries": 1 })
    const plan = Result.getOrThrow(confirmBasket(village.confirming("seb", "thursday", {}, false), wishes))
    expect(plan.facts.map(({ fact }) => fact._tag)).toEqual(["BasketAmended"])
    expect(plan.postings.map(({ from, to, quantity }) => [from, to, quantity])).toEqual([
      ["ordered:fruit/strawberries@thursday", "stock:fruit/strawberries", 2],
      ["held:seb", "wallet:seb", 2000],
    ])
    expect([plan.floors, plan.numbers]).toEqual([[], []])
  })

  it("BASKET-2: only the lines that change are told, with a number of their own in the basket", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/apples": 1, "fruit/strawberries": 1 }))
    answerOf(village.confirm("seb", { "fruit/strawberries": 1, "fruit/lentils": 100, "fruit/apples": 1 }))
    const told = village.journal.at(-1)!.facts[0]!.fact
    expect(told).toMatchObject({ _tag: "BasketAmended", lines: [{ id: 3, product: "lentils" }] })
    expect(village.basket("seb")!.lines.map(({ id, product }) => [id, product])).toEqual([
      [1, "apples"],
      [2, "strawberries"],
      [3, "lentils"],
    ])
  })

  it("BASKET-2: a product named twice refuses the order, and so it does a draft", () => {
    const village = onThursday()
    const twice = [...village.wishes({ "fruit/apples": 1 }), ...village.wishes({ "fruit/apples": 2 })]
    expect(Result.merge(confirmBasket(village.confirming("seb", "thursday", {}, false), twice))).toEqual({
      _tag: "ProductRepeated",
      catalog: "fruit",
      product: "apples",
    })
  })

  it("BASKET-6 (D13, X33): one refusal refuses the whole order, and nothing has moved", () => {
    const village = onThursday()
    const before = [new Map(village.states), new Map(village.balances)]
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 1, "fruit/strawberries": 9 }))?._tag).toBe("StockShort")
    expect([village.states, village.balances]).toEqual(before)
  })

  it("BASKET-9: a first confirmation by a coordinator counts like any other", () => {
    const village = onThursday()
    answerOf(village.confirm("julie", { "fruit/apples": 1 }, { entry: "coordinator" }))
    answerOf(village.confirm("seb", { "fruit/apples": 1 }))
    expect([village.number("julie"), village.number("seb")]).toEqual([1, 2])
  })
})

describe("lines and their terms", () => {
  it("LINE-4 (D4): everything a line stands on is kept on it", () => {
    const village = onThursday()
    const told = {
      reference: "APP-1",
      name: "Pommes",
      terms: { price: 350, per: { grams: 1000 }, vat: 1000, content: { grams: 500 } },
    }
    village.change("fruit", "apples", { ...told, saleKind: "weighed" })
    answerOf(village.confirm("seb", { "fruit/apples": 2 }))
    const [before] = village.basket("seb")!.lines
    expect(before).toEqual({
      id: 1,
      catalog: "fruit",
      product: "apples",
      ...told,
      saleKind: "weighed",
      fee: 0,
      ordered: { pieces: 2 },
      delivered: null,
      status: "ordered",
    })
    village.change("fruit", "apples", { name: "Poires", reference: "P", terms: each(999), active: false })
    expect(village.basket("seb")!.lines).toEqual([before])
  })

  it.each<[string, Partial<Product>]>([
    ["name", { name: "Pommes du verger" }],
    ["price", { terms: each(101) }],
    ["VAT", { terms: { ...each(100), vat: 2000 } }],
    ["what the price is per", { terms: { ...each(100), per: { pieces: 2 } } }],
    ["content", { terms: { ...each(100), content: { grams: 150 } } }],
    [
      "way of selling",
      { saleKind: "weighed", terms: { price: 100, per: { grams: 150 }, vat: 550, content: { grams: 150 } } },
    ],
  ])("LINE-4: another %s makes a second line, and the first keeps its own", (_, told) => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/apples": 1 }))
    const [first] = village.basket("seb")!.lines
    village.change("fruit", "apples", told)
    answerOf(village.confirm("seb", { "fruit/apples": 3 }))
    const { lines } = village.basket("seb")!
    expect(lines[0]).toEqual(first)
    expect(lines[1]).toMatchObject({ id: 2, ordered: { pieces: 2 } })
    expect(lines).toHaveLength(2)
  })

  it("LINE-4: from the same number of grams to as many millilitres is another price", () => {
    const village = onThursday()
    const per = (unit: "grams" | "millilitres"): Partial<Product> => ({
      saleKind: "weighed",
      terms: { price: 500, per: { [unit]: 1000 } as Measure, vat: 550, content: { [unit]: 250 } as Measure },
    })
    village.change("fruit", "apples", per("grams"))
    answerOf(village.confirm("seb", { "fruit/apples": 1 }))
    village.change("fruit", "apples", per("millilitres"))
    answerOf(village.confirm("seb", { "fruit/apples": 2 }))
    expect(village.basket("seb")!.lines.map(billedOf)).toEqual([{ grams: 250 }, { millilitres: 250 }])
  })

  it("LINE-4 (CAT14): another fee makes a second line; each is charged its own", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/apples": 1 }))
    const catalog = village.catalog("fruit")
    const fee = { basisPoints: 1000, label: "Transport" }
    village.states.set("catalog:fruit", { ...catalog, settings: { ...catalog.settings, fee } })
    answerOf(village.confirm("seb", { "fruit/apples": 3 }))
    const { lines } = village.basket("seb")!
    expect(lines.map((one) => [one.fee, amountOf(one.ordered), amountOfLine(one)])).toEqual([
      [0, 1, 100],
      [1000, 2, 220],
    ])
    expect(village.balance(heldFor("seb"))).toBe(320)
  })

  it("LINE-4: a corrected reference is no other product", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/apples": 1 }))
    village.change("fruit", "apples", { reference: "NEW" })
    answerOf(village.confirm("seb", { "fruit/apples": 3 }))
    expect(village.basket("seb")!.lines).toHaveLength(1)
  })

  it("LINE-4: what was weighed already is not ordered onto", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/apples": 1 }))
    const basket = village.basket("seb")!
    village.states.set("basket:thursday~seb", {
      ...basket,
      lines: basket.lines.map((one) => ({ ...one, delivered: { pieces: 1 } })),
    })
    answerOf(village.confirm("seb", { "fruit/apples": 2 }))
    expect(village.basket("seb")!.lines.map((one) => [amountOf(one.ordered), one.delivered])).toEqual([
      [1, { pieces: 1 }],
      [1, null],
    ])
  })

  it("LINE-4: two new lines of one order get two numbers", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/apples": 1, "fruit/strawberries": 1 }))
    village.change("fruit", "apples", { terms: each(150) })
    village.change("fruit", "strawberries", { terms: each(1100) })
    answerOf(village.confirm("seb", { "fruit/apples": 2, "fruit/strawberries": 2 }))
    expect(village.basket("seb")!.lines.map(({ id, product }) => [id, product])).toEqual([
      [1, "apples"],
      [2, "strawberries"],
      [3, "apples"],
      [4, "strawberries"],
    ])
  })

  it("LINE-5: the money that comes back is that of the line it comes off", () => {
    const village = onThursday()
    village.pay("seb", 10_000)
    answerOf(village.confirm("seb", { "fruit/apples": 2 }))
    village.change("fruit", "apples", { terms: each(250) })
    answerOf(village.confirm("seb", { "fruit/apples": 4 }))
    expect(village.balance(walletOf("seb"))).toBe(10_000 - 700)
    answerOf(village.confirm("seb", { "fruit/apples": 3 }))
    expect(village.balance(walletOf("seb"))).toBe(10_000 - 450)
  })
})

describe("what is refused, by name", () => {
  it.each<[string, Readonly<Record<string, number | Measure>>, unknown]>([
    ["CatalogUnknown", { "moon/cheese": 1 }, { _tag: "CatalogUnknown", catalog: "moon" }],
    [
      "CatalogNotTakingPart",
      { "honey/jar": 1 },
      { _tag: "CatalogNotTakingPart", catalog: "honey", distribution: "thursday" },
    ],
    ["ProductUnknown", { "fruit/plums": 1 }, { _tag: "ProductUnknown", catalog: "fruit", product: "plums" }],
    ["ProductInactive", { "fruit/old": 1 }, { _tag: "ProductInactive", catalog: "fruit", product: "old", name: "old" }],
    [
      "WrongUnit",
      { "fruit/apples": { grams: 500 } },
      { _tag: "WrongUnit", catalog: "fruit", product: "apples", expected: "pieces", got: "grams" },
    ],
    [
      "QuantityNotOffered",
      { "fruit/lentils": 130 },
      {
        _tag: "QuantityNotOffered",
        catalog: "fruit",
        product: "lentils",
        wanted: { grams: 130 },
        step: 50,
        minimum: 100,
        maximum: 2000,
      },
    ],
    [
      "AmountTooLarge",
      { "fruit/apples": 1, "fruit/gold": 1001 },
      { _tag: "AmountTooLarge", catalog: "fruit", product: "gold" },
    ],
    [
      "StockShort",
      { "fruit/strawberries": 9 },
      {
        _tag: "StockShort",
        lines: [
          {
            catalog: "fruit",
            product: "strawberries",
            name: "strawberries",
            wanted: { pieces: 9 },
            left: { pieces: 8 },
          },
        ],
      },
    ],
    ["BasketEmpty", {}, { _tag: "BasketEmpty", distribution: "thursday" }],
  ])("BASKET-6 (D16, X40): %s carries what led to it", (_, wanted, refusal) => {
    expect(refusalOf(onThursday().confirm("seb", wanted))).toEqual(refusal)
  })

  it("BASKET-8: BalanceTooLow carries what led to it", () => {
    const village = onThursday({ payments: { moneyPot: true, floor: 50 } })
    village.pay("seb", 300)
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 3 }))).toEqual({
      _tag: "BalanceTooLow",
      member: "seb",
      balance: 300,
      floor: 50,
      amount: 300,
      missing: 50,
    })
  })

  it("WINDOW-2: OrdersNotOpen and OrdersClosed carry what led to them", () => {
    const village = onThursday()
    village.now = "2026-04-30T10:00:00.000Z"
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 1 }))).toEqual({
      _tag: "OrdersNotOpen",
      distribution: "thursday",
      catalog: "fruit",
      opensAt: thursday.orders.opensAt,
    })
    village.now = "2026-06-01T10:00:00.000Z"
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 1 }))).toEqual({
      _tag: "OrdersClosed",
      distribution: "thursday",
      catalog: "fruit",
      closesAt: thursday.orders.closesAt,
    })
  })

  it("WINDOW-2: after the closing even the same again is refused; what is not named is not asked about", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/apples": 1 }))
    village.now = thursday.orders.closesAt
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 1 }))?._tag).toBe("OrdersClosed")
    expect(refusalOf(village.confirm("seb", {}))).toBeUndefined()
  })

  it("DIST-7: an order at a cancelled event is refused by its name", () => {
    const village = onThursday()
    village.states.set("distribution:thursday", { ...village.distribution("thursday"), status: "cancelled" })
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 1 }))).toEqual({
      _tag: "DistributionCancelled",
      distribution: "thursday",
    })
  })

  it("BASKET-6 (D13): off sale, dearer, smaller: what one has may be kept and lowered, not raised", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/apples": 20_000_000, "fruit/lentils": 800 }))
    village.change("fruit", "apples", { active: false, terms: each(1_000_000_000) })
    village.change("fruit", "lentils", { loose: { ...lentilsByStep, maximum: 500 } })
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 20_000_000 }))).toBeUndefined()
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 10_000_000 }))).toBeUndefined()
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 10_000_001 }))?._tag).toBe("ProductInactive")
    expect(refusalOf(village.confirm("seb", { "fruit/lentils": 850 }))?._tag).toBe("QuantityNotOffered")
    expect(refusalOf(village.confirm("seb", { "fruit/lentils": 700 }))).toBeUndefined()
    expect(refusalOf(village.confirm("seb", { "fruit/lentils": 710 }))?._tag).toBe("QuantityNotOffered")
  })

  it("BASKET-6 (D6): up to the maximum, and no further", () => {
    const village = onThursday()
    village.change("fruit", "lentils", { loose: { ...lentilsByStep, maximum: 500 } })
    expect(refusalOf(village.confirm("seb", { "fruit/lentils": 550 }))?._tag).toBe("QuantityNotOffered")
    expect(refusalOf(village.confirm("seb", { "fruit/lentils": 500 }))).toBeUndefined()
  })

  it("BASKET-6: the total is held too, whatever the lines; the costliest of those that changed is named", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/gold": 1000 }))
    expect(totalOf(village.basket("seb")!)).toBe(maximumTotal)
    expect(refusalOf(village.confirm("seb", { "fruit/apples": 1, "fruit/strawberries": 2 }))).toEqual({
      _tag: "AmountTooLarge",
      catalog: "fruit",
      product: "strawberries",
    })
    expect(refusalOf(village.confirm("seb", { "fruit/gold": 999, "fruit/apples": 1 }))).toBeUndefined()
  })

  it("BASKET-6: a fee counts in what a line may come to", () => {
    const village = new Village()
    village.open("fruit", [aProduct("gold", { terms: each(1_000_000_000) })], {
      fee: { basisPoints: 1, label: "Frais" },
    })
    village.plan("thursday", thursday, ["fruit"])
    expect(refusalOf(village.confirm("seb", { "fruit/gold": 9_007_199 }))?._tag).toBe("AmountTooLarge")
    expect(refusalOf(village.confirm("seb", { "fruit/gold": 999 }))).toBeUndefined()
  })
})

describe("shortage", () => {
  it("BASKET-7 (D12): every product that is short is named, and no other", () => {
    const village = onThursday()
    answerOf(village.confirm("julie", { "fruit/strawberries": 6, "fruit/lentils": 850 }))
    const refusal = refusalOf(
      village.confirm("seb", { "fruit/apples": 4, "fruit/lentils": 300, "fruit/strawberries": 4 }),
    )
    expect(refusal).toMatchObject({
      _tag: "StockShort",
      lines: [
        { product: "lentils", wanted: { grams: 300 }, left: { grams: 150 } },
        { product: "strawberries", wanted: { pieces: 4 }, left: { pieces: 2 } },
      ],
    })
  })

  it("BASKET-7 (D12): clipping charges what was taken, and says what was reduced", () => {
    const village = onThursday({ shortage: "clip" })
    answerOf(village.confirm("julie", { "fruit/strawberries": 6 }))
    const { basket, clipped } = answerOf(village.confirm("seb", { "fruit/apples": 4, "fruit/strawberries": 4 }))
    expect(orderedIn(basket)).toEqual({ apples: 4, strawberries: 2 })
    expect(clipped).toEqual([
      { catalog: "fruit", product: "strawberries", name: "strawberries", wanted: { pieces: 4 }, left: { pieces: 2 } },
    ])
    expect(village.balance(heldFor("seb"))).toBe(2400)
  })

  it("BASKET-7: what is clipped to what one has already changes nothing and is still told", () => {
    const village = onThursday({ shortage: "clip" })
    answerOf(village.confirm("julie", { "fruit/strawberries": 6 }))
    answerOf(village.confirm("seb", { "fruit/strawberries": 2 }))
    const before = village.journal.length
    const { clipped } = answerOf(village.confirm("seb", { "fruit/strawberries": 5 }))
    expect(clipped).toHaveLength(1)
    // The stock was read, and nothing was written.
    expect(village.journal.slice(before).flatMap(({ facts, postings }) => [...facts, ...postings])).toEqual([])
  })

  it.each(["refuse", "clip"] as const)(
    "BASKET-7: loose goods are left on their step, with the policy %s",
    (shortage) => {
      const village = onThursday({ shortage })
      village.change("fruit", "lentils", { stock: { policy: "per-distribution", quantity: 1030 } })
      expect(shown(village.confirm("seb", { "fruit/lentils": 1100 }))).toBe(
        shortage === "clip" ? "clipped: 1000" : "StockShort: 1000",
      )
    },
  )

  it.each(["refuse", "clip"] as const)(
    "BASKET-7: what one has is never taken away, though it is sold in larger quantities since, with the policy %s",
    (shortage) => {
      const village = onThursday({ shortage })
      answerOf(village.confirm("seb", { "fruit/lentils": 100 }))
      answerOf(village.confirm("julie", { "fruit/lentils": 900 }))
      village.change("fruit", "lentils", { loose: { step: 150, minimum: 300, maximum: null } })
      expect(shown(village.confirm("seb", { "fruit/lentils": 300 }))).toBe(
        shortage === "clip" ? "clipped: 100" : "StockShort: 100",
      )
      expect(village.ordered("seb", "fruit/lentils")).toBe(100)
    },
  )

  it("BASKET-7: two products of one name in two catalogs are short each for itself", () => {
    const village = onThursday({ shortage: "clip" })
    village.open("other", [aProduct("strawberries", { stock: { policy: "global", quantity: 3 } })])
    village.plan("both", { ...thursday, startsAt: "2026-06-05T16:00:00.000Z", endsAt: "2026-06-05T18:00:00.000Z" }, [
      "fruit",
      "other",
    ])
    const wanted = { "fruit/strawberries": 5, "other/strawberries": 5 }
    const { basket } = answerOf(village.confirm("seb", wanted, { at: "both" }))
    expect(basket.lines.map((one) => [one.catalog, amountOf(one.ordered)])).toEqual([
      ["fruit", 5],
      ["other", 3],
    ])
  })

  it("BASKET-7 (X32): what was oversold with a reason may be lowered, and raised by nobody without one", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/strawberries": 12 }, { entry: "coordinator", stockOverride: "promised" }))
    expect(refusalOf(village.confirm("seb", { "fruit/strawberries": 13 }))).toMatchObject({
      lines: [{ left: { pieces: 12 } }],
    })
    expect(refusalOf(village.confirm("seb", { "fruit/strawberries": 11 }))).toBeUndefined()
    expect(refusalOf(village.confirm("julie", { "fruit/strawberries": 1 }))).toMatchObject({
      lines: [{ left: { pieces: 0 } }],
    })
    expect(refusalOf(village.confirm("seb", { "fruit/strawberries": 7 }))).toBeUndefined()
    expect(refusalOf(village.confirm("julie", { "fruit/strawberries": 1 }))).toBeUndefined()
  })

  it("BASKET-7 (D13): without having read the stock the floors decide, to the same end", () => {
    const village = onThursday()
    answerOf(village.confirm("julie", { "fruit/strawberries": 6 }))
    const three = village.wishes({ "fruit/strawberries": 3 })
    const two = village.wishes({ "fruit/strawberries": 2 })
    const unread = village.confirming("seb", "thursday", {}, true)
    expect(village.try(confirmBasket(unread, three))).toBe("overdrawn")
    expect(village.basket("seb")).toBeNull()
    expect(Result.isSuccess(village.do(confirmBasket(unread, two)))).toBe(true)
  })

  it("BASKET-7 (D13): the last ones are sold once, whoever decided first", () => {
    const village = onThursday()
    answerOf(village.confirm("francois", { "fruit/strawberries": 7 }))
    const wishes = village.wishes({ "fruit/strawberries": 1 })
    const decisions = ["seb", "julie"].map((member) =>
      confirmBasket(village.confirming(member, "thursday", {}, false), wishes),
    )
    expect(decisions.map((decision) => village.try(decision)).map((outcome) => outcome === "overdrawn")).toEqual([
      false,
      true,
    ])
  })

  it("BASKET-7: one number over all distributions is one number, and one for each is for each", () => {
    const village = onThursday()
    answerOf(village.confirm("seb", { "fruit/strawberries": 8, "fruit/lentils": 1000 }))
    expect(refusalOf(village.confirm("seb", { "fruit/strawberries": 1 }, { at: "july" }))?._tag).toBe("StockShort")
    expect(refusalOf(village.confirm("seb", { "fruit/lentils": 1000 }, { at: "july" }))).toBeUndefined()
  })

  it("BASKET-10: a reason is kept even where there was enough, and lifts the floor for that order only", () => {
    const village = onThursday()
    const beyond = { entry: "coordinator", stockOverride: "two more came" } as const
    const wishes = village.wishes({ "fruit/strawberries": 9 })
    expect(
      Result.getOrThrow(confirmBasket(village.confirming("seb", "thursday", beyond, true), wishes)).floors,
    ).toEqual([])
    answerOf(village.confirm("seb", { "fruit/strawberries": 9 }, beyond))
    expect(village.balance(orderedOf("fruit", "strawberries", "thursday"))).toBe(9)
    expect(refusalOf(village.confirm("julie", { "fruit/strawberries": 1 }, { entry: "coordinator" }))?._tag).toBe(
      "StockShort",
    )
  })
})

describe("money", () => {
  it("BASKET-8 (D26): the floor goes with the order, so that a payment spent twice is caught", () => {
    const village = onThursday({ payments: { moneyPot: true, floor: 0 } })
    village.pay("seb", 300)
    const decide = (at: string) =>
      confirmBasket(village.confirming("seb", at, {}, false), village.wishes({ "fruit/apples": 3 }))
    const [here, there] = [decide("thursday"), decide("july")]
    expect(village.try(here)).not.toBe("overdrawn")
    expect(village.try(there)).toBe("overdrawn")
  })

  it("BASKET-7, BASKET-8 (D12): where orders are clipped, the wallet pays for what can be had, not for what was wanted", () => {
    const village = onThursday({ shortage: "clip", payments: { moneyPot: true, floor: 0 } })
    village.pay("seb", 2000)
    answerOf(village.confirm("julie", { "fruit/strawberries": 6 }, { entry: "coordinator" }))
    const { clipped } = answerOf(village.confirm("seb", { "fruit/strawberries": 5 }))
    expect(clipped).toMatchObject([{ left: { pieces: 2 } }])
    expect([village.ordered("seb", "fruit/strawberries"), village.balance(walletOf("seb"))]).toEqual([2, 0])
  })

  it("BASKET-8: an exchange that costs the same is not asked for money", () => {
    const village = onThursday({ payments: { moneyPot: true, floor: 0 } })
    village.pay("seb", 1000)
    answerOf(village.confirm("seb", { "fruit/strawberries": 1 }))
    const wishes = village.wishes({ "fruit/strawberries": 0, "fruit/apples": 10 })
    const plan = Result.getOrThrow(confirmBasket(village.confirming("seb", "thursday", {}, false), wishes))
    expect(plan.postings.filter(({ unit }) => unit === "EUR")).toEqual([])
    expect(village.must(Result.succeed(plan)).basket.status).toBe("confirmed")
  })
})

describe("products that are there at some distributions only", () => {
  const thursdays = ["2026-05-28", "2026-06-04", "2026-06-11", "2026-06-18"]
  const everySecond = { kind: "every-nth", nth: 2, from: "2026-06-01" } as const
  const inJune = { kind: "periods", periods: [{ from: "2026-06-11", to: "2026-06-11", quantity: 2 }] } as const

  /** Eggs over four Thursdays, six at a time where there are any. */
  const withEggs = (schedule: StockSchedule): Village => {
    const village = new Village()
    village.open("fruit", [aProduct("eggs", { stock: { policy: "per-distribution", quantity: 6, schedule } })])
    for (const day of thursdays) {
      const [startsAt, endsAt] = [`${day}T16:00:00.000Z`, `${day}T18:00:00.000Z`]
      const orders = { ...thursday.orders, closesAt: `${day}T08:00:00.000Z` }
      answerOf(village.plan(day, { ...thursday, startsAt, endsAt, orders }, ["fruit"]))
    }
    return village
  }

  const most = (village: Village, at: string): number => {
    const refusal = refusalOf(village.confirm("seb", { "fruit/eggs": 99 }, { at }))
    return refusal?._tag === "StockShort" ? amountOf(refusal.lines[0]!.left) : -1
  }

  it.each([
    [everySecond, [0, 6, 0, 6]],
    [inJune, [0, 0, 2, 0]],
  ] as const)("STOCK-4 (SK2): with %j the shop has %j, and so many can be ordered", (schedule, says) => {
    const village = withEggs(schedule)
    village.configure({ shortage: "refuse" })
    const place = { timeZone: "Europe/Paris", calendars: village.calendars }
    const inShop = thursdays.map((day) => {
      const [offer] = offersOf(
        village.distribution(day),
        village.catalogs,
        (account) => village.balance(account),
        place,
      )
      return amountOf(offer!.left!)
    })
    expect([inShop, thursdays.map((day) => most(village, day))]).toEqual([says, says])
    const [on] = thursdays.filter((_, index) => says[index]! > 0)
    answerOf(village.confirm("seb", { "fruit/eggs": 2 }, { at: on! }))
    expect(refusalOf(village.confirm("julie", { "fruit/eggs": 5 }, { at: on! }))?._tag).toBe("StockShort")
  })

  it("STOCK-2, STOCK-4: a schedule that would leave less than what is ordered somewhere is refused", () => {
    const stocked = (quantity: number, schedule?: StockSchedule): Product["stock"] =>
      schedule === undefined
        ? { policy: "per-distribution", quantity }
        : { policy: "per-distribution", quantity, schedule }
    const changing = (stock: Product["stock"]) => {
      const other = withEggs(everySecond)
      answerOf(other.confirm("seb", { "fruit/eggs": 4 }, { at: "2026-06-18" }))
      return refusalOf(other.change("fruit", "eggs", { stock }))?._tag ?? "saved"
    }
    expect([
      changing(stocked(4, everySecond)),
      changing(stocked(3, everySecond)),
      changing(stocked(9, { ...everySecond, from: "2026-06-05" })),
      changing(stocked(9, { ...everySecond, nth: 1 })),
      changing(stocked(9, inJune)),
      changing(stocked(4)),
      changing(stocked(3)),
    ]).toEqual([
      "saved",
      "StockBelowOrders",
      "StockBelowOrders",
      "saved",
      "StockBelowOrders",
      "saved",
      "StockBelowOrders",
    ])
  })
})
