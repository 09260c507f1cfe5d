import { amountOf } from "@cabas/core/values"
import { orderUnit, termsProblem } from "@cabas/core/catalog"
import * as Core from "@cabas/core/schema"
import * as Schema from "effect/Schema"
import { describe, expect, test } from "vitest"
import {
  contracts,
  deliveryCount,
  group,
  members,
  newcomers,
  places,
  producers,
  products,
  seasonAround,
  subscribers,
} from "./index.ts"
import type { Member, Product } from "./index.ts"

const catalogs = producers.map(({ catalog }) => catalog)
const every = Object.values(products).flat()
const repeated = (texts: ReadonlyArray<string>): ReadonlyArray<string> =>
  texts.filter((text, place) => texts.indexOf(text) !== place)

const accepted = <A, I>(schema: Schema.Codec<A, I>, value: unknown): A => Schema.decodeUnknownSync(schema)(value)

describe("producers and their products", () => {
  test("there are twelve producers, each with at least eight products, about 150 in all", () => {
    expect(producers).toHaveLength(12)
    expect(Object.keys(products).toSorted()).toEqual(catalogs.map(({ id }) => id).toSorted())
    for (const list of Object.values(products)) expect(list.length).toBeGreaterThanOrEqual(8)
    expect(every.length).toBeGreaterThanOrEqual(145)
    expect(every.length).toBeLessThanOrEqual(165)
  })

  test("ids and references are given once", () => {
    expect(repeated(every.map(({ id }) => id))).toEqual([])
    expect(repeated(every.map(({ reference }) => reference))).toEqual([])
    expect(repeated(every.map(({ name }) => name))).toEqual([])
    expect(repeated(producers.map(({ id }) => id))).toEqual([])
    expect(repeated(catalogs.map(({ id }) => id))).toEqual([])
  })

  test("the kit accepts every producer and every fee", () => {
    for (const { catalog, ...producer } of producers) {
      expect(accepted(Core.Producer, producer)).toEqual(producer)
      expect(catalog.feeLabel === null).toBe(catalog.feeBasisPoints === 0)
    }
    const fees = catalogs.flatMap(({ feeBasisPoints: basisPoints, feeLabel: label }) =>
      label === null ? [] : [accepted(Core.Fee, { basisPoints, label })],
    )
    expect(fees).toHaveLength(2)
  })

  test.each(every.map((product) => [product.id, product] as const))(
    "D3, D6: the kit accepts %s and its terms",
    (_, product) => {
      expect(accepted(Core.Product, product)).toEqual(product)
      expect(termsProblem(product)).toBeUndefined()
      expect(product.terms.price).toBeGreaterThan(0)
      expect([550, 2000]).toContain(product.terms.vat)
      expect(product.loose === null).toBe(product.saleKind !== "loose")
    },
  )

  test("D3: nothing costs less than 1 € or more than 60 € a kilo or a litre for want of a digit", () => {
    const dear = every.flatMap(({ id, category, terms }) => {
      const { per, content, price } = terms
      const measure = "pieces" in per ? content : per
      if (measure === null || "pieces" in measure || category === "household") return []
      const each = (price * 1000) / amountOf(measure)
      return each < 100 || each > 6000 ? [`${id}: ${each}`] : []
    })
    // Sold by the handful, and dear by nature.
    expect(dear.map((text) => text.split(":")[0]).toSorted()).toEqual([
      "oeufs-de-truite",
      "pleurotes-sechees",
      "pollen-frais",
      "truite-fumee",
    ])
  })

  test("D6: all four sale kinds, all three stock policies and every shelf are there", () => {
    const count = (kind: string) => every.filter(({ saleKind }) => saleKind === kind).length
    expect(count("piece")).toBeGreaterThanOrEqual(50)
    expect(count("weighed")).toBeGreaterThanOrEqual(20)
    expect(count("weighed-each")).toBeGreaterThanOrEqual(5)
    expect(count("loose")).toBeGreaterThanOrEqual(30)
    expect(new Set(every.map(orderUnit))).toEqual(new Set(["pieces", "grams", "millilitres"]))
    expect(new Set(every.map(({ stock }) => stock.policy))).toEqual(new Set(["none", "global", "per-distribution"]))
    expect(new Set(every.map(({ category }) => category)).size).toBe(14)
  })

  test("stocks of loose products can be sold to the last step", () => {
    const uneven = every.filter(
      ({ loose, stock }) => loose !== null && stock.policy !== "none" && stock.quantity % loose.step !== 0,
    )
    expect(uneven).toEqual([])
  })

  test("four products are inactive, and alcohol, soap and candles carry the full VAT", () => {
    expect(every.filter(({ active }) => !active)).toHaveLength(4)
    const full = every.filter(({ terms }) => terms.vat === 2000)
    expect(new Set(full.map(({ category }) => category))).toEqual(new Set(["drinks", "household", "grocery"]))
    expect(every.filter(({ category, terms }) => category === "household" && terms.vat !== 2000)).toEqual([])
    expect(
      every
        .filter(({ description, terms }) => /\d\u00a0%\u00a0vol/.test(description) && terms.vat !== 2000)
        .map(({ id }) => id),
    ).toEqual(["biere-sans-alcool-33"])
  })

  test("allergens that a name betrays are declared", () => {
    const betrayed: ReadonlyArray<readonly [RegExp, Product["allergens"][number]]> = [
      [/\bbeurre|crème|yaourt|fromage|tomme|brebis (frais|en saumure)|\blait\b|faisselle/i, "milk"],
      [/farine|\bpain\b|brioche|bière|coquillettes|épeautre/i, "gluten"],
      [/œufs, /i, "eggs"],
      [/\bnoix\b|noisette|frangipane/i, "nuts"],
      [/truite|omble/i, "fish"],
      [/moutarde/i, "mustard"],
      [/céleri/i, "celery"],
      [/sésame/i, "sesame"],
    ]
    const missing = every.flatMap((product) =>
      betrayed
        .filter(([word, allergen]) => word.test(product.name) && !product.allergens.includes(allergen))
        .map(([, allergen]) => `${product.id}: ${allergen}`),
    )
    expect(missing).toEqual(["savon-au-lait-de-brebis: milk"])
  })
})

describe("members", () => {
  const people = members.flatMap((member) => member.people)

  test("sixty households of one or two people, some without any e-mail", () => {
    expect(members).toHaveLength(60)
    expect(repeated(members.map(({ id }) => id))).toEqual([])
    for (const { id, people: household } of members) {
      accepted(Core.Id, id)
      expect(accepted(Core.Household, household)).toEqual(household)
    }
    expect(members.filter((member) => member.people.length === 2).length).toBeGreaterThanOrEqual(15)
    const managed = members.filter((member) => member.people.every(({ email }) => email === null))
    expect(managed).toHaveLength(5)
  })

  test("an e-mail or a telephone belongs to one person, or farm", () => {
    const emails = [...people, ...producers].flatMap(({ email }) => email ?? [])
    const phones = [...people, ...producers].flatMap(({ phone }) => phone ?? [])
    expect(repeated(emails)).toEqual([])
    expect(repeated(phones)).toEqual([])
    for (const email of [...emails, group.email]) expect(email).toMatch(/^[a-z0-9.-]+@example\.org$/)
    for (const phone of phones) expect(phone).toMatch(/^(01 99 00|06 39 98) \d\d \d\d$/)
  })

  test("wallets open between 0 and 250 €, two of them empty", () => {
    for (const { walletCents } of members) {
      accepted(Core.Money, walletCents)
      expect(walletCents).toBeGreaterThanOrEqual(0)
      expect(walletCents).toBeLessThanOrEqual(25_000)
    }
    expect(members.filter(({ walletCents }) => walletCents === 0).map(({ id }) => id)).toEqual([...newcomers])
    expect(members.filter(({ walletCents }) => walletCents > 0 && walletCents < 1000).length).toBeGreaterThanOrEqual(3)
  })

  test("D28: coordinators have their rights", () => {
    const rights = members.flatMap(({ id, rights: given }: Member) => given.map((right) => ({ id, ...right })))
    expect(rights).toEqual([
      { id: "camille-roussel", right: "group-admin" },
      { id: "karim-haddad", right: "catalog-admin", catalog: "aubiers-legumes" },
      { id: "thomas-nguyen", right: "desk" },
      { id: "odile-renaudin", right: "members" },
      { id: "marie-laure-cazenave", right: "catalog-admin", catalog: null },
    ])
    expect(Object.hasOwn(products, "aubiers-legumes")).toBe(true)
  })
})

describe("contracts", () => {
  const season = seasonAround("2026-11-22")

  test("are of producers there are, and their terms, products and subscribers are in order", () => {
    for (const { id, producer, terms, products: own } of contracts) {
      accepted(Core.Id, id)
      expect(producers.map((one) => one.id)).toContain(producer)
      expect(accepted(Core.ContractTerms, terms(season))).toEqual(terms(season))
      const orders = subscribers.filter(({ contract }) => contract === id).map(({ order }) => Object.keys(order))
      for (const ordered of orders) expect(own.map((one) => one.id)).toEqual(expect.arrayContaining(ordered))
    }
    expect(contracts.flatMap((one) => one.products).some(({ saleKind }) => saleKind === "weighed")).toBe(true)
    const households = subscribers.flatMap(({ member, partner }) => [member, ...(partner ? [partner.member] : [])])
    expect(members.map(({ id }) => id)).toEqual(expect.arrayContaining(households))
  })

  test("RECUR-5: holidays are left out of the season, and there are as many Thursdays all the same", () => {
    expect(season.days).toHaveLength(deliveryCount)
    expect([season.first, season.last]).toEqual([season.days[0], season.days.at(-1)])
    for (const day of season.days) {
      expect(new Date(day).getUTCDay()).toBe(4)
      expect(season.holidays.some(({ from, to }) => from <= day && day <= to)).toBe(false)
    }
    expect(season.days).not.toContain("2026-12-24")
  })
})

test("texts keep French typography: curly apostrophes, no-break spaces before units and double signs", () => {
  const season = seasonAround("2026-11-22")
  const texts = [
    ...every.flatMap(({ name, description, origin }) => [name, description, origin]),
    ...producers.flatMap(({ name, contact, city, description, catalog }) => [
      name,
      contact,
      city,
      description,
      catalog.name,
      catalog.feeLabel ?? "",
    ]),
    ...places.flatMap(({ name, address, city, directions }) => [name, address, city, directions]),
    group.name,
    group.description,
    ...contracts.flatMap((one) => [
      one.name,
      one.terms(season).text.replaceAll("\n\n", ""),
      ...one.products.flatMap(({ name, description }) => [name, description]),
    ]),
    ...subscribers.flatMap(({ said = [] }) => said.flatMap((one) => (one.does === "give" ? [one.to] : []))),
  ]
  for (const text of texts) {
    expect(text).not.toMatch(/'|"|\.\.\.|\u2026\.| {2}|^\s|\s$/)
    expect(text).not.toMatch(/ [:;?!%]|\d (g|kg|cl|ml|%)(?![\p{L}])/u)
  }
})
