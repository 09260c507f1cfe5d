import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { may, Season, shares, twoAbsences } from "../../test/season.ts"
import { answerOf, aProduct, each, july, thursday, Village } from "../../test/village.ts"
import type { Basket, Line } from "../basket/index.ts"
import { amountOfLine, totalOf } from "../basket/index.ts"
import type { Product } from "../catalog/index.ts"
import type { Measure } from "../values/index.ts"
import { amountOf, vatOf } from "../values/index.ts"
import {
  leftOf,
  offeredCatalogs,
  offersOf,
  pricedBasket,
  pricedLine,
  receiptOf,
  recapByMember,
  recapByProducer,
  recapByProduct,
  recapWhole,
  vatOfBasket,
  withdrawnFrom,
} from "./index.ts"

type Order = readonly [member: string, product: string, price: number, amount: number, distribution?: string]

/** Orders placed one after the other, each product at the price it has then. */
const ordering = (orders: ReadonlyArray<Order>): ReadonlyArray<Basket> => {
  const village = new Village()
  village.open("fruit", [aProduct("apples"), aProduct("plums")])
  village.plan("thursday", thursday, ["fruit"])
  village.plan("july", july, ["fruit"])
  for (const [member, product, price, amount, at = "thursday"] of orders) {
    village.change("fruit", product, { terms: each(price) })
    answerOf(village.confirm(member, { [`fruit/${product}`]: amount }, { at }))
  }
  return village.baskets
}

const aSeasonOfBoxes = (kind: "constant" | "variable", quantity: number | null): Season => {
  const season = new Season(kind, {
    contract: { absences: twoAbsences },
    products: [
      aProduct("box", { terms: each(1300), ...(quantity && { stock: { policy: "per-distribution", quantity } }) }),
      aProduct("onions", { terms: each(200) }),
    ],
  })
  for (const member of ["seb", "julie"]) {
    answerOf(season.subscribe(member, { order: shares({ box: 2 }) }, { entry: "coordinator", stockOverride: "frost" }))
  }
  return season
}

const closeAt = (season: Season, day: string, member: string): void => {
  season.now = "2026-05-05T10:00:00.000Z"
  answerOf(season.close(day, member))
}

const rowsAt = (season: Season, day: string) => {
  const { baskets, isExpected } = season.expected([day])
  return recapByProduct(baskets.flat(), undefined, () => false, isExpected).map(
    ({ product, ordered, total, expected }) => [product, amountOf(ordered), total, expected],
  )
}

const asks: Readonly<Record<string, Ask>> = {
  "SHOP-1": (told: Partial<Product>, where: string, basisPoints: number) => {
    const village = new Village()
    village.open("fruit", [aProduct("apples", told)], {
      fee: basisPoints === 0 ? null : { basisPoints, label: "Frais" },
    })
    village.plan("thursday", thursday, where === "takes part" ? ["fruit"] : [])
    const [offer] = offersOf(village.distribution("thursday"), village.catalogs, () => 0)
    return [offer !== undefined, offer?.shownPrice ?? null]
  },
  "RECAP-1": (orders: ReadonlyArray<Order>) => [
    recapByProduct(ordering(orders)).map(({ product, price, ordered, members, total }) => [
      product,
      price,
      amountOf(ordered),
      members,
      total,
    ]),
  ],
  "RECAP-2": (orders: ReadonlyArray<Order>) => [
    recapByMember(ordering(orders)).map(({ member, lines, total }) => [
      member,
      lines.map(({ product, amount }) => [product, amount]),
      total,
    ]),
  ],
  "RECAP-3": (sale: string, when: string, delivered: Measure | null, status: Line["status"]) => {
    const village = new Village()
    village.open("dairy", [aProduct("tomme", { active: sale === "on sale" })])
    const baskets = [basketOf("seb", [line({ delivered, status })])]
    const isWithdrawn = withdrawnFrom(village.catalogs, when === "over")
    return [recapByMember(baskets, undefined, isWithdrawn)[0]?.lines[0]?.standing]
  },
  "RECAP-4": (orders: ReadonlyArray<Order>) => {
    const { columns, rows, total } = recapWhole(ordering(orders))
    const cells = rows.map(({ member, cells: own }) => [
      member,
      own.map(({ column, ordered, amount }) => [column, amountOf(ordered), amount]),
    ])
    return [columns.map(({ product, price }) => [product, price]), Object.fromEntries(cells), total]
  },
  "RECAP-5": (orders: ReadonlyArray<Order>) => {
    const { producers, total } = recapByProducer(ordering(orders), () => "farm")
    const products = producers.flatMap(({ rows }) =>
      rows.map(({ product, ordered, total: sum, prices }) => [
        product,
        amountOf(ordered),
        sum,
        prices.map(({ price }) => price),
      ]),
    )
    return [products, total]
  },
  "RECAP-6": (
    kind: "constant" | "variable",
    quantity: number | null,
    said: ReadonlyArray<readonly [string, string, Readonly<Record<string, number>>?]>,
  ) => {
    const [day] = may
    const season = aSeasonOfBoxes(kind, quantity)
    for (const [member, does, wanted = {}] of said) {
      if (does === "orders") answerOf(season.order(day, wanted, {}, member))
      if (does === "is absent") answerOf(season.absent([day], {}, member))
      if (does === "is closed") closeAt(season, day, member)
    }
    const before = rowsAt(season, day)
    for (const member of ["julie", "seb"]) closeAt(season, day, member)
    return [before, rowsAt(season, day)]
  },
  "RECEIPT-1": (lines: ReadonlyArray<readonly [string, string, number, number]>) => {
    const told = lines.map(([catalog, product, price, pieces], index) =>
      line({ id: index + 1, catalog, product, saleKind: "piece", terms: each(price), ordered: { pieces } }),
    )
    const receipt = receiptOf(basketOf("seb", told), (catalog) => (catalog === "fruit" ? "farm" : "baker"))
    return [
      receipt.producers.map(({ producer, total, lines: own }) => [producer, total, own.map(({ product }) => product)]),
      receipt.vat.map(({ vat, gross, net }) => [vat, gross, net]),
      receipt.total,
    ]
  },
  "RECEIPT-2": (
    shop: number,
    contract: number,
    deposit: number,
    told: ReadonlyArray<readonly ["cash" | "cheque" | "transfer", number, "received" | "promised" | "cancelled"]>,
  ) => {
    const one = { saleKind: "piece", ordered: { pieces: 1 } } as const
    const lines = [
      line({ ...one, terms: each(shop), deposit }),
      line({ ...one, id: 2, terms: each(contract), contract: { subscription: "seb", delivery: "thursday" } }),
    ]
    const payments = told.map(([kind, amount, status], at) => ({ id: `p${at}`, kind, amount, status }))
    const {
      total,
      contracts,
      due,
      payments: shown,
      paid,
      promised,
      rest,
    } = receiptOf({ ...basketOf("seb", lines), payments }, () => "farm")
    return [total, contracts, due, shown.map(({ kind, amount }) => [kind, amount]), paid, promised, rest]
  },
}

const rules = rulesOn("recaps.md")

describe("the rule book's page on shop and recaps", () => {
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

const line = (told: Partial<Line> = {}): Line => ({
  id: 1,
  catalog: "dairy",
  product: "tomme",
  name: "Tomme",
  reference: "TOM",
  saleKind: "weighed",
  terms: { price: 1200, per: { grams: 250 }, vat: 550, content: { grams: 250 } },
  fee: 0,
  ordered: { pieces: 2 },
  delivered: null,
  status: "ordered",
  ...told,
})

const basketOf = (member: string, lines: ReadonlyArray<Line>, status: Basket["status"] = "confirmed"): Basket => ({
  id: `thursday~${member}`,
  distribution: "thursday",
  member,
  status,
  draft: null,
  confirmedAt: "2026-05-10T10:00:00.000Z",
  changedAt: "2026-05-10T10:00:00.000Z",
  lines,
})

describe("the shop", () => {
  const village = new Village()
  const lentils = aProduct("lentils", {
    saleKind: "loose",
    terms: { price: 299, per: { grams: 1000 }, vat: 550, content: null },
    loose: { step: 50, minimum: 100, maximum: null },
    stock: { policy: "per-distribution", quantity: 2500 },
    category: "Épicerie",
    labels: ["bio"],
    allergens: ["gluten"],
    origin: "Le Puy",
    image: "/lentils.jpg",
    description: "Vertes",
    reference: "LEN",
    name: "Lentilles",
  })
  const window = { opensAt: "2026-05-02T10:00:00.000Z", closesAt: "2026-05-20T10:00:00.000Z" }
  village.open("fruit", [lentils, aProduct("honey", { stock: { policy: "global", quantity: 3 } })], {
    fee: { basisPoints: 500, label: "Transport" },
  })
  village.open("bread", [aProduct("loaf")])
  village.plan("thursday", thursday, [{ catalog: "bread", window }, "fruit"])
  village.plan("july", july, ["fruit"])
  answerOf(village.confirm("seb", { "fruit/lentils": 1000, "fruit/honey": 1 }))
  answerOf(village.confirm("seb", { "fruit/honey": 1 }, { at: "july" }))
  const balance = (account: string) => village.balance(account)

  it("SHOP-1: an offer says all there is to say of a product, with fee and what is left", () => {
    const offer = offersOf(village.distribution("thursday"), village.catalogs, balance).find(
      ({ product }) => product === "lentils",
    )
    expect(offer).toEqual({
      catalog: "fruit",
      product: "lentils",
      name: "Lentilles",
      description: "Vertes",
      reference: "LEN",
      saleKind: "loose",
      terms: lentils.terms,
      shownPrice: 314,
      unitPrice: { price: 314, per: { grams: 1000 } },
      loose: lentils.loose,
      category: "Épicerie",
      labels: ["bio"],
      allergens: ["gluten"],
      origin: "Le Puy",
      image: "/lentils.jpg",
      left: { grams: 1500 },
    })
  })

  it("SHOP-1, STOCK-1: what is left is of that distribution, or of all; what is not counted says nothing", () => {
    const left = (at: string) =>
      Object.fromEntries(
        offersOf(village.distribution(at), village.catalogs, balance).map((offer) => [offer.product, offer.left]),
      )
    expect(left("thursday")).toEqual({ loaf: null, lentils: { grams: 1500 }, honey: { pieces: 1 } })
    expect(left("july")).toEqual({ lentils: { grams: 2500 }, honey: { pieces: 1 } })
  })

  it("SHOP-1: catalogs come in the order they joined, each with its window and fee", () => {
    expect(offeredCatalogs(village.distribution("thursday"), village.catalogs)).toEqual([
      { id: "bread", name: "bread", producer: "farm", window, fee: null },
      {
        id: "fruit",
        name: "fruit",
        producer: "farm",
        window: thursday.orders,
        fee: { basisPoints: 500, label: "Transport" },
      },
    ])
  })

  it("SHOP-1: a catalog that was not read is left out, not made up", () => {
    const only = new Map([...village.catalogs].filter(([id]) => id === "bread"))
    expect(offersOf(village.distribution("thursday"), only, balance).map(({ product }) => product)).toEqual(["loaf"])
    expect(offeredCatalogs(village.distribution("thursday"), only).map(({ id }) => id)).toEqual(["bread"])
  })

  it("STOCK-1: what is oversold leaves nothing, not less", () => {
    expect(leftOf(aProduct("p", { stock: { policy: "global", quantity: 3 } }), -5)).toEqual({ pieces: 0 })
  })
})

describe("the priced basket", () => {
  it("LINE-3: a line shows its terms, what is billed and what of it is fee", () => {
    expect(pricedLine(line({ fee: 1000, delivered: { grams: 270 } }))).toEqual({
      id: 1,
      catalog: "dairy",
      product: "tomme",
      name: "Tomme",
      reference: "TOM",
      saleKind: "weighed",
      price: 1200,
      per: { grams: 250 },
      vat: 550,
      content: { grams: 250 },
      ordered: { pieces: 2 },
      delivered: { grams: 270 },
      billed: { grams: 270 },
      estimate: false,
      fee: 130,
      amount: 1426,
      status: "ordered",
    })
  })

  it("BASKET-1, LINE-2: a basket adds its lines up, and is an estimate while one of them is", () => {
    const lines = [line(), line({ id: 2, saleKind: "piece", terms: each(333), fee: 500, ordered: { pieces: 3 } })]
    expect(pricedBasket(basketOf("seb", lines), 7)).toMatchObject({
      id: "thursday~seb",
      distribution: "thursday",
      member: "seb",
      number: 7,
      status: "confirmed",
      confirmedAt: "2026-05-10T10:00:00.000Z",
      changedAt: "2026-05-10T10:00:00.000Z",
      goods: 2400 + 999,
      fees: 50,
      total: 2400 + 1049,
      estimate: true,
    })
    const weighed = lines.map((one) => ({
      ...one,
      delivered: one.saleKind === "weighed" ? ({ grams: 510 } as Measure) : null,
    }))
    expect(pricedBasket(basketOf("seb", weighed), null)).toMatchObject({
      estimate: false,
      number: null,
      total: 2448 + 1049,
    })
  })

  it("LINE-3 (GC-19.2): 12 € for 250 g, weighed 270 g, is 12.96 €, and the order still says one piece", () => {
    const weighed = line({ ordered: { pieces: 1 }, delivered: { grams: 270 } })
    expect([amountOfLine(weighed), weighed.ordered]).toEqual([1296, { pieces: 1 }])
  })

  it("VAT-3 (GC-19.16): the VAT table of a basket, by rate, adds up to its total", () => {
    const lines = [
      line({ terms: { ...each(115), vat: 550 }, saleKind: "piece", ordered: { pieces: 1 } }),
      line({ id: 2, terms: { ...each(1000), vat: 2000 }, saleKind: "piece", ordered: { pieces: 1 } }),
    ]
    expect(vatOf(115, 550)).toEqual({ net: 109, vat: 6 })
    expect(vatOfBasket(pricedBasket(basketOf("seb", lines), null))).toEqual([
      { vat: 550, gross: 115, net: 109, tax: 6 },
      { vat: 2000, gross: 1000, net: 833, tax: 167 },
    ])
  })

  it("SHOP-1 (GC-19.17): 1.15 € for 25 cl is shown as 4.60 € the litre", () => {
    const village = new Village()
    village.open("drinks", [aProduct("juice", { terms: { ...each(115), content: { millilitres: 250 } } })])
    village.plan("thursday", thursday, ["drinks"])
    const [offer] = offersOf(village.distribution("thursday"), village.catalogs, () => 0)
    expect(offer!.unitPrice).toEqual({ price: 460, per: { millilitres: 1000 } })
  })
})

describe("recaps", () => {
  it("RECAP-1: a row says what to order, what it weighs, and that the weight is to come", () => {
    const rows = recapByProduct([basketOf("seb", [line()]), basketOf("julie", [line({ ordered: { pieces: 1 } })])])
    expect(rows).toEqual([
      {
        catalog: "dairy",
        product: "tomme",
        reference: "TOM",
        name: "Tomme",
        saleKind: "weighed",
        price: 1200,
        per: { grams: 250 },
        vat: 550,
        content: { grams: 250 },
        members: 2,
        ordered: { pieces: 3 },
        billed: { grams: 750 },
        estimate: true,
        missing: 0,
        withdrawn: false,
        expected: false,
        total: 3600,
        totalNet: 3412,
      },
    ])
  })

  it("RECAP-1: one line that is not weighed makes the row an estimate; all weighed, none", () => {
    const weighed = line({ delivered: { grams: 510 } })
    const mixed = recapByProduct([basketOf("seb", [weighed]), basketOf("julie", [line()])])
    expect(mixed.map(({ estimate, billed, total }) => [estimate, billed, total])).toEqual([
      [true, { grams: 1010 }, 2448 + 2400],
    ])
    expect(recapByProduct([basketOf("seb", [weighed])])[0]!.estimate).toBe(false)
  })

  it.each<[string, Partial<Line>]>([
    ["price", { terms: { ...line().terms, price: 1300 } }],
    ["VAT", { terms: { ...line().terms, vat: 2000 } }],
    ["unit", { terms: { price: 1200, per: { millilitres: 250 }, vat: 550, content: { millilitres: 250 } } }],
    ["content", { terms: { ...line().terms, content: { grams: 300 } } }],
    ["fee", { fee: 500 }],
    ["way of selling", { saleKind: "piece" }],
    ["name", { name: "Tomme fermière" }],
  ])("RECAP-1 (R16, X7): another %s is another row", (_, told) => {
    expect(recapByProduct([basketOf("seb", [line(), line({ id: 2, ...told })])])).toHaveLength(2)
  })

  it("RECAP-1: two lines of one member on the same terms are one row and one member; a reference is no term", () => {
    const rows = recapByProduct([
      basketOf("seb", [line(), line({ id: 2, delivered: { grams: 260 }, reference: "T2" })]),
    ])
    expect(rows.map(({ members, ordered, billed }) => [members, ordered, billed])).toEqual([
      [1, { pieces: 4 }, { grams: 760 }],
    ])
  })

  it("RECAP-1, RECAP-2: drafts and cancelled baskets count for nothing; what was handed over unordered counts for both", () => {
    const extra = line({ ordered: { pieces: 0 }, delivered: { grams: 250 } })
    const baskets = [
      basketOf("seb", [extra]),
      basketOf("julie", [line()], "cancelled"),
      basketOf("francois", [line()], "draft"),
    ]
    expect(recapByProduct(baskets).map(({ total, members }) => [total, members])).toEqual([[1200, 1]])
    expect(recapByMember(baskets).map(({ member, total }) => [member, total])).toEqual([["seb", 1200]])
    expect(totalOf(baskets[0]!)).toBe(1200)
  })

  it("RECAP-1, RECAP-2: of one catalog, only its lines", () => {
    const baskets = [basketOf("seb", [line(), line({ id: 2, catalog: "fruit", product: "apples", name: "Pommes" })])]
    expect(recapByProduct(baskets, "fruit").map(({ product }) => product)).toEqual(["apples"])
    expect(recapByMember(baskets, "fruit")).toMatchObject([{ lines: [{ product: "apples" }], total: 2400 }])
    expect(recapByMember(baskets, "bread")).toEqual([])
  })

  it("RECAP-2: a row holds the lines of the bill", () => {
    expect(recapByMember([basketOf("seb", [line()])])).toEqual([
      {
        member: "seb",
        basket: "thursday~seb",
        lines: [
          {
            catalog: "dairy",
            product: "tomme",
            reference: "TOM",
            name: "Tomme",
            saleKind: "weighed",
            content: { grams: 250 },
            ordered: { pieces: 2 },
            billed: { grams: 500 },
            estimate: true,
            price: 1200,
            per: { grams: 250 },
            vat: 550,
            amount: 2400,
            standing: "there",
            expected: false,
          },
        ],
        total: 2400,
        estimate: true,
      },
    ])
  })

  it("RECAP-1 (R13): rows come by catalog, by name as French sorts it, then by price, whatever the order of baskets", () => {
    const told = [
      line({ product: "a", name: "Épinards" }),
      line({ product: "b", name: "Eau" }),
      line({ product: "c", name: "Figues" }),
      line({ product: "c", name: "Figues", terms: { ...line().terms, price: 900 } }),
      line({ product: "d", name: "Ail", catalog: "herbs" }),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(told, { minLength: told.length }), (lines) => {
        const rows = recapByProduct([
          basketOf(
            "seb",
            lines.map((one, index) => ({ ...one, id: index + 1 })),
          ),
        ])
        expect(rows.map(({ name, price }) => [name, price])).toEqual([
          ["Eau", 1200],
          ["Épinards", 1200],
          ["Figues", 900],
          ["Figues", 1200],
          ["Ail", 1200],
        ])
      }),
    )
  })
})
