import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import { aProducer, aProduct, each, july, refusalOf, thursday, Village } from "../../test/village.ts"
import type { Outcome } from "../../test/village.ts"
import type { Basket, BasketFact, Entry, Line } from "../basket/index.ts"
import { basketId, evolve, orderedOfProduct, totalOf } from "../basket/index.ts"
import type { Catalog, Product } from "../catalog/index.ts"
import { orderUnit, productOf } from "../catalog/index.ts"
import { balancesOf, heldFor, orderedOf, walletOf } from "../ledger/index.ts"
import { amountOf } from "../values/index.ts"
import { pricedBasket, recapByMember, recapByProduct, statementLines, vatOfBasket } from "../views/index.ts"
import {
  activateProduct,
  cancelDistribution,
  changeCatalog,
  joinDistribution,
  keyOf,
  takenAccounts,
  withdrawCatalog,
} from "./index.ts"
import type { Confirmed } from "./index.ts"

const members = ["francois", "seb", "julie"] as const
const events = ["thursday", "july"] as const
const names = ["fruit/apples", "fruit/lentils", "dairy/cheese"] as const
type Name = (typeof names)[number]

const cheese = (saleKind: "piece" | "weighed"): Partial<Product> => ({
  saleKind,
  terms: { price: 1200, per: { grams: 250 }, vat: 550, content: { grams: 250 } },
})

/** A village where everything can be ordered, in a group that keeps no money pot. */
const started = (): Village => {
  const village = new Village()
  village.open("fruit", [
    aProduct("apples", { terms: each(333), stock: { policy: "global", quantity: 20 } }),
    aProduct("lentils", {
      saleKind: "loose",
      terms: { price: 299, per: { grams: 1000 }, vat: 550, content: null },
      loose: { step: 50, minimum: 100, maximum: 2000 },
      stock: { policy: "per-distribution", quantity: 2500 },
    }),
  ])
  village.open("dairy", [aProduct("cheese", cheese("weighed"))])
  village.plan("thursday", thursday, ["fruit", "dairy"])
  village.plan("july", july, ["fruit", "dairy"])
  return village
}

type Step =
  | {
      readonly does: "order"
      readonly member: string
      readonly at: string
      readonly wanted: Partial<Record<Name, number>>
      readonly entry: Entry
      readonly reason: string | null
    }
  | { readonly does: "cancel"; readonly member: string; readonly at: string; readonly entry: Entry }
  | {
      readonly does: "draft"
      readonly member: string
      readonly at: string
      readonly wanted: Partial<Record<Name, number>>
    }
  | { readonly does: "price"; readonly name: Name; readonly price: number }
  | { readonly does: "sell"; readonly saleKind: "piece" | "weighed" }
  | { readonly does: "stock"; readonly name: Name; readonly policy: string; readonly quantity: number }
  | { readonly does: "activate"; readonly name: Name; readonly active: boolean }
  | { readonly does: "fee"; readonly catalog: string; readonly basisPoints: number }
  | {
      readonly does: "configure"
      readonly shortage: "refuse" | "clip"
      readonly moneyPot: boolean
      readonly floor: number
    }
  | { readonly does: "pay"; readonly member: string; readonly amount: number }
  | { readonly does: "clock"; readonly now: string }
  | { readonly does: "leave" | "join" | "call off"; readonly at: string; readonly catalog: string }

const entry = fc.constantFrom<Entry>("member", "member", "member", "coordinator")
const who = { member: fc.constantFrom(...members), at: fc.constantFrom(...events) }
const pieces = fc.nat(9)
const wanted = fc.record(
  { "fruit/apples": pieces, "fruit/lentils": pieces.map((n) => n * 250), "dairy/cheese": pieces },
  { requiredKeys: [] },
)

const order: fc.Arbitrary<Step> = fc.record({
  does: fc.constant("order"),
  ...who,
  wanted,
  entry,
  reason: fc.constantFrom(null, null, "more came"),
})

const configure: fc.Arbitrary<Step> = fc.record({
  does: fc.constant("configure"),
  shortage: fc.constantFrom("refuse", "clip"),
  moneyPot: fc.boolean(),
  floor: fc.constantFrom(0, -2000, 500),
})

const otherSteps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant("cancel"), ...who, entry }),
  fc.record({ does: fc.constant("draft"), ...who, wanted }),
  fc.record({ does: fc.constant("price"), name: fc.constantFrom(...names), price: fc.integer({ min: 0, max: 999 }) }),
  fc.record({ does: fc.constant("sell"), saleKind: fc.constantFrom("piece", "weighed") }),
  fc.record({
    does: fc.constant("stock"),
    name: fc.constantFrom(...names),
    policy: fc.constantFrom("none", "global", "per-distribution"),
    quantity: fc.constantFrom(0, 5, 12, 30, 1000, 5000),
  }),
  fc.record({ does: fc.constant("activate"), name: fc.constantFrom(...names), active: fc.boolean() }),
  fc.record({
    does: fc.constant("fee"),
    catalog: fc.constantFrom("fruit", "dairy"),
    basisPoints: fc.constantFrom(0, 250, 1000),
  }),
  configure,
  fc.record({
    does: fc.constant("pay"),
    member: fc.constantFrom(...members),
    amount: fc.integer({ min: 1, max: 9000 }),
  }),
  fc.record({
    does: fc.constant("clock"),
    now: fc.constantFrom(
      "2026-04-01T10:00:00.000Z",
      "2026-05-10T10:00:00.000Z",
      "2026-05-10T10:00:00.000Z",
      "2026-06-04T18:00:00.000Z",
    ),
  }),
)

const eventSteps: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom("leave", "join", "join", "call off"),
  at: fc.constantFrom(...events),
  catalog: fc.constantFrom("fruit", "dairy"),
})

const anyStep = fc.oneof(
  { weight: 12, arbitrary: order },
  { weight: 7, arbitrary: otherSteps },
  { weight: 1, arbitrary: eventSteps },
)

/** A group configured somehow, and what is done in it. */
const steps = fc
  .tuple(configure, fc.array(anyStep, { maxLength: 30, size: "max" }))
  .map(([first, rest]) => [first, ...rest])

const known = (village: Village, name: Name): readonly [Catalog, Product] => {
  const [catalog = "", product = ""] = name.split("/")
  return [village.catalog(catalog), productOf(village.catalog(catalog), product)!]
}

const joined = { window: null }

const take = (village: Village, step: Step): Outcome<unknown> | undefined => {
  switch (step.does) {
    case "order":
      return village.confirm(step.member, step.wanted as Record<string, number>, {
        at: step.at,
        entry: step.entry,
        stockOverride: step.reason,
      })
    case "cancel":
      return village.cancel(step.member, step.entry, step.at)
    case "draft":
      return village.draft(step.member, step.wanted as Record<string, number>, step.at)
    case "price": {
      const [catalog, product] = known(village, step.name)
      return village.change(catalog.id, product.id, { terms: { ...product.terms, price: step.price } })
    }
    case "sell":
      return village.change("dairy", "cheese", cheese(step.saleKind))
    case "stock": {
      const [catalog, product] = known(village, step.name)
      const { policy, quantity } = step
      const stock = policy === "none" ? ({ policy: "none" } as const) : { policy: policy as "global", quantity }
      return village.change(catalog.id, product.id, { stock })
    }
    case "activate": {
      const [catalog, product] = known(village, step.name)
      return village.do(activateProduct(catalog, product.id, step.active))
    }
    case "fee": {
      const catalog = village.catalog(step.catalog)
      const fee = step.basisPoints === 0 ? null : { basisPoints: step.basisPoints, label: "Frais" }
      return village.do(
        changeCatalog(
          village.group,
          catalog,
          { ...catalog.settings, fee },
          aProducer("farm"),
          village.calendar(catalog.id),
        ),
      )
    }
    case "configure":
      village.configure({ shortage: step.shortage, payments: { moneyPot: step.moneyPot, floor: step.floor } })
      return undefined
    case "pay":
      village.pay(step.member, step.amount)
      return undefined
    case "clock":
      village.now = step.now
      return undefined
    default: {
      const event = village.distribution(step.at)
      const { catalog } = step
      const baskets = village.baskets.filter(({ distribution }) => distribution === step.at)
      if (step.does === "leave") return village.do(withdrawCatalog(event, catalog, baskets))
      if (step.does === "join")
        return village.do(joinDistribution(village.around(event.plan), event, { catalog, ...joined }))
      return village.do(cancelDistribution(village.group, event, baskets, null))
    }
  }
}

/** Plays the steps one after the other, and looks after each. */
const played = (
  all: ReadonlyArray<Step>,
  look: (village: Village, step: Step, outcome: Outcome<unknown> | undefined) => void = () => {},
): Village => {
  const village = started()
  for (const step of all) look(village, step, take(village, step))
  return village
}

const sum = (amounts: ReadonlyArray<number>): number => amounts.reduce((total, amount) => total + amount, 0)

const orderedAt = (village: Village, name: Name, at: string): number => {
  const [catalog = "", product = ""] = name.split("/")
  return sum(
    village.baskets
      .filter(({ distribution }) => distribution === at)
      .map((basket) => orderedOfProduct(basket, catalog, product)),
  )
}

/** For each product, what is ordered against its limit where the step happens: over all distributions, or there. */
const countsIn = (village: Village, step: Step) =>
  names.map((name) => {
    const [, { stock }] = known(village, name)
    const at = "at" in step ? step.at : "thursday"
    const count =
      stock.policy === "global"
        ? sum(events.map((event) => orderedAt(village, name, event)))
        : orderedAt(village, name, at)
    return { name, count, offered: stock.policy === "none" ? Infinity : stock.quantity }
  })

/** What a line stands on, without how much of it there is. */
const standing = ({ ordered: _, status: __, ...terms }: Line): unknown => terms

const runs = { numRuns: 150 }

describe("whatever is done, in whatever order", () => {
  it("LEDGER-1 (D23): the sum of all accounts is zero in each unit", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { journal } = played(all)
        const accounts = [...balancesOf(journal.flatMap(({ postings }) => postings)).values()]
        for (const unit of ["EUR", "pieces", "grams"]) {
          expect(sum(accounts.map((balances) => balances.get(unit) ?? 0))).toBe(0)
        }
      }),
      runs,
    )
  })

  it("BASKET-1, BASKET-2 (invariant 1): what is held for a member is what their baskets come to, and the wallet is what they paid less that", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const village = played(all)
        for (const member of members) {
          const own = village.baskets.filter((basket) => basket.member === member)
          const held = sum(own.map(totalOf))
          const paid = sum(all.map((step) => (step.does === "pay" && step.member === member ? step.amount : 0)))
          expect(village.balance(heldFor(member))).toBe(held)
          expect(village.balance(walletOf(member))).toBe(paid - held)
        }
      }),
      runs,
    )
  })

  it("STOCK-1 (D24, invariant 3): what is ordered is on the accounts, whatever the policies became", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const village = played(all)
        for (const name of names) {
          const [catalog, product] = known(village, name)
          const ordered = events.map((at) => orderedAt(village, name, at))
          expect(events.map((at) => village.balance(orderedOf(catalog.id, product.id, at)))).toEqual(ordered)
          // A catalog that has left holds no order, so its accounts stay out of a change of policy at nothing.
          const { overall, each: accounts } = takenAccounts(catalog.id, product.id, events)
          const counted = [overall, ...accounts.map(({ account }) => account)].map(
            (account) => 0 - village.balance(account),
          )
          expect(counted).toEqual(product.stock.policy === "global" ? [sum(ordered), 0, 0] : [0, ...ordered])
        }
      }),
      runs,
    )
  })

  it("BASKET-7 (D13, invariant 4): no order by a member leaves more ordered than offered", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const beyond: Array<unknown> = []
        const village = started()
        for (const step of all) {
          const before = countsIn(village, step)
          const outcome = take(village, step)
          if (step.does !== "order" || step.entry !== "member" || outcome === undefined || Result.isFailure(outcome))
            continue
          for (const [index, { name, count, offered }] of countsIn(village, step).entries()) {
            if (count > before[index]!.count && count > offered) beyond.push([name, count, offered])
          }
        }
        expect(beyond).toEqual([])
      }),
      runs,
    )
  })

  it("BASKET-8 (D26): no order that costs a member more leaves a money pot under its floor", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const under: Array<unknown> = []
        const village = started()
        for (const step of all) {
          const wallet = () => ("member" in step ? village.balance(walletOf(step.member)) : 0)
          const before = wallet()
          take(village, step)
          const { moneyPot, floor } = village.group.settings.payments
          const bound = step.does === "order" && step.entry === "member" && moneyPot
          if (bound && wallet() < before && wallet() < floor) under.push([step, wallet()])
        }
        expect(under).toEqual([])
      }),
      runs,
    )
  })

  it("LINE-4 (D4, invariant 14): a line that holds something keeps what it stands on", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const village = started()
        for (const step of all) {
          const before = village.baskets.flatMap(({ id, lines }) => lines.map((line) => [id, line] as const))
          take(village, step)
          const now = new Map(village.baskets.map((basket) => [basket.id, basket.lines]))
          for (const lines of now.values())
            expect(lines.map(({ id }) => id)).toEqual(lines.map((_, index) => index + 1))
          const kept = before.filter(([, line]) => amountOf(line.ordered) > 0)
          expect(kept.map(([id, line]) => standing(now.get(id)![line.id - 1]!))).toEqual(
            kept.map(([, line]) => standing(line)),
          )
          const places = before.map(([id, line]) => [line, now.get(id)![line.id - 1]!] as const)
          expect(places.filter(([was, is]) => was.product !== is.product || was.catalog !== is.catalog)).toEqual([])
        }
      }),
      runs,
    )
  })

  it("LINE-5 (D14): a line holds nothing exactly when it is declined", () => {
    fc.assert(
      fc.property(steps, (all) => {
        for (const { lines } of played(all).baskets) {
          for (const { ordered, status } of lines) expect(status).toBe(amountOf(ordered) === 0 ? "declined" : "ordered")
        }
      }),
      runs,
    )
  })

  it("BASKET-9 (D15): numbers are 1, 2, 3 in the order of first confirmation, and no basket's number changes", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const given = new Map<string, number>()
        const village = played(all, (now) => {
          for (const { distribution, member } of now.baskets) {
            const number = now.number(member, distribution)
            const key = basketId(distribution, member)
            expect(number).toBe(given.get(key) ?? number)
            if (number !== undefined) given.set(key, number)
          }
        })
        for (const at of events) {
          const numbered = village.baskets.filter(
            ({ distribution, confirmedAt }) => distribution === at && confirmedAt !== null,
          )
          const numbers = numbered.map(({ member }) => village.number(member, at)!).toSorted((a, b) => a - b)
          expect(numbers).toEqual(numbers.map((_, index) => index + 1))
        }
      }),
      runs,
    )
  })

  it("BASKET-2: a basket is the fold of its facts, and JSON carries it", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { journal, states } = played(all)
        const folded = new Map<string, Basket>()
        for (const { key, fact } of journal.flatMap(({ facts }) => facts)) {
          if (key.startsWith("basket:"))
            folded.set(key, evolve(folded.get(key) ?? null, JSON.parse(JSON.stringify(fact)) as BasketFact))
        }
        for (const [key, basket] of folded) {
          expect(states.get(key)).toEqual(basket)
          expect(JSON.parse(JSON.stringify(basket))).toEqual(basket)
        }
      }),
      runs,
    )
  })

  it("BASKET-6 (X33): what is refused has changed nothing", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const village = started()
        for (const step of all) {
          const before = [new Map(village.states), new Map(village.balances), village.journal.length]
          const outcome = take(village, step)
          if (outcome === undefined || Result.isSuccess(outcome)) continue
          expect([village.states, village.balances, village.journal.length]).toEqual(before)
        }
      }),
      runs,
    )
  })

  it("BASKET-5 (D11): the same order again, right after, changes nothing and writes nothing", () => {
    fc.assert(
      fc.property(steps, order, (all, last) => {
        const village = played(all)
        const first = take(village, last)
        if (first === undefined || Result.isFailure(first)) return
        const before = [new Map(village.states), new Map(village.balances)]
        const written = village.journal.length
        const again = take(village, last)
        expect(refusalOf(again as Outcome<unknown>)).toBeUndefined()
        expect([village.states, village.balances]).toEqual(before)
        expect(village.journal.slice(written).flatMap(({ facts, postings }) => [...facts, ...postings])).toEqual([])
      }),
      runs,
    )
  })

  it("BASKET-6, BASKET-7, BASKET-8 (D13, D26): while orders are open, any product may be set to nothing", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const village = played(all)
        village.now = "2026-05-10T10:00:00.000Z"
        for (const { member, distribution, lines } of village.baskets) {
          for (const { catalog, product } of lines.filter(({ ordered }) => amountOf(ordered) > 0)) {
            const outcome = village.confirm(member, { [`${catalog}/${product}`]: 0 }, { at: distribution })
            expect(refusalOf(outcome)).toBeUndefined()
            expect(village.ordered(member, `${catalog}/${product}`, distribution)).toBe(0)
          }
        }
        for (const member of members) expect(village.balance(heldFor(member))).toBe(0)
      }),
      runs,
    )
  })

  it("BASKET-4 (D13): cancelling everything gives everything back", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const village = played(all)
        const standingBaskets = village.baskets.filter(({ status }) => status !== "cancelled")
        const outcomes = standingBaskets.map(({ member, distribution }) =>
          village.cancel(member, "coordinator", distribution),
        )
        expect(outcomes.filter(Result.isFailure)).toEqual([])
        const left = [...village.balances].filter(
          ([account, balance]) => /^(stock|ordered|held):/.test(account) && balance !== 0,
        )
        expect(left).toEqual([])
      }),
      runs,
    )
  })

  it("RECAP-1, RECAP-2 (X28): by product, by member and by basket, the same sum; and so the VAT tables", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { baskets } = played(all)
        const total = sum(baskets.map(totalOf))
        expect(sum(recapByProduct(baskets).map((row) => row.total))).toBe(total)
        expect(sum(recapByMember(baskets).map((row) => row.total))).toBe(total)
        const priced = baskets.map((basket) => pricedBasket(basket, null))
        expect(sum(priced.map((basket) => basket.goods + basket.fees))).toBe(total)
        for (const basket of priced) {
          const table = vatOfBasket(basket)
          expect(sum(table.map(({ gross }) => gross))).toBe(basket.total)
          for (const { gross, net, tax } of table) expect(net + tax).toBe(gross)
        }
      }),
      runs,
    )
  })

  it("RECAP-1 (R16): no two rows stand on the same terms, and each adds up what is ordered", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { baskets } = played(all)
        const rows = recapByProduct(baskets)
        for (const name of names) {
          const [catalog = "", product = ""] = name.split("/")
          const own = rows.filter((row) => row.catalog === catalog && row.product === product)
          expect(sum(own.map(({ ordered }) => amountOf(ordered)))).toBe(
            sum(baskets.map((basket) => orderedOfProduct(basket, catalog, product))),
          )
          // Two rows of one price differ in their fee, which a row does not show.
          const lines = baskets
            .flatMap((basket) => basket.lines)
            .filter((line) => line.product === product && amountOf(line.ordered) > 0)
          const terms = new Set(lines.map((line) => JSON.stringify([line.terms, line.fee, line.saleKind, line.name])))
          expect(own).toHaveLength(terms.size)
        }
      }),
      runs,
    )
  })

  it("WALLET-2 (D23): a statement's balances lead from what the wallet holds back to nothing", () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(...members), (all, member) => {
        const { journal, balances } = played(all)
        const account = walletOf(member)
        const entries = journal.flatMap(({ postings }, index) =>
          postings.flatMap(({ from, to, quantity, reason, reference }) => {
            if (from !== account && to !== account) return []
            const other = from === account ? to : from
            return [
              {
                position: String(index),
                at: "",
                by: "",
                other,
                quantity: from === account ? -quantity : quantity,
                reason,
                reference,
              },
            ]
          }),
        )
        const lines = statementLines(entries.toReversed(), balances.get(account) ?? 0)
        const before = [...lines.slice(1).map(({ balance }) => balance), 0].slice(0, lines.length)
        expect(lines.map(({ balance, amount }) => balance - amount)).toEqual(before)
      }),
      runs,
    )
  })

  it("SALE-1: a line counts in the unit its product is ordered in, whatever the product becomes", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const village = played(all)
        for (const { catalog, product, ordered } of village.baskets.flatMap(({ lines }) => lines)) {
          expect(Object.keys(ordered)).toEqual([orderUnit(productOf(village.catalog(catalog), product)!)])
        }
      }),
      runs,
    )
  })

  it("BASKET-2: the steps reach what these laws are about", () => {
    const reached = new Set<string>()
    for (const all of fc.sample(steps, { numRuns: 200, seed: 7 })) {
      played(all, (village, step, outcome) => {
        const refusal = outcome === undefined ? undefined : refusalOf(outcome)
        reached.add(refusal === undefined ? step.does : refusal._tag)
        if (step.does === "order" && refusal === undefined) {
          const { clipped, basket } = Result.getOrThrow(outcome as Outcome<Confirmed>)
          if (clipped.length > 0) reached.add("clipped")
          if (
            basket.lines.some(({ product }, index) => basket.lines.findIndex((one) => one.product === product) < index)
          )
            reached.add("second line")
        }
        if (village.baskets.some(({ status }) => status === "cancelled")) reached.add("cancelled basket")
      })
    }
    const done = "order cancel draft price sell stock activate fee leave join".split(" ")
    const situations = ["call off", "second line", "clipped", "cancelled basket"]
    const refusals =
      "StockShort StockBelowOrders BalanceTooLow OrdersClosed OrdersNotOpen BasketEmpty BasketUnknown ProductInactive " +
      "CatalogNotTakingPart DistributionHasOrders DistributionCancelled"
    expect([...done, ...situations, ...refusals.split(" ")].filter((one) => !reached.has(one))).toEqual([])
  })
})

describe("keys", () => {
  it("BASKET-9: the kind of a document is the first word of its key", () => {
    expect([keyOf.group, keyOf.basket("a~b"), keyOf.day("hall", "2026-06-04")]).toEqual([
      "group",
      "basket:a~b",
      "day:hall~2026-06-04",
    ])
  })
})
