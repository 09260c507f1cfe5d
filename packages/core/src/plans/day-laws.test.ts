import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import { aDesk, evening, goods, market, pictureOf } from "../../test/day.ts"
import type { Desk } from "../../test/day.ts"
import type { Outcome } from "../../test/village.ts"
import type { Basket } from "../basket/index.ts"
import { amountOfLine, depositsOfBasket, dueOf, heldForBasket, isSettled, totalOf } from "../basket/index.ts"
import {
  balancesOf,
  bankedCheques,
  deliveredOf,
  depositsOf,
  earnedBy,
  feesOf,
  heldFor,
  lostOf,
  moneyIn,
  orderedOf,
  stockOf,
  walletOf,
} from "../ledger/index.ts"
import { differenceOf, inTill } from "../till/index.ts"
import type { Measure } from "../values/index.ts"
import { amountOf } from "../values/index.ts"
import { deskBasket, pricedBasket, recapByMember, recapByProduct, receiptOf, weighedLine } from "../views/index.ts"
import { dayProblem, expectedInTill, settledWith } from "./index.ts"
import type { Weighing } from "./index.ts"

const members = ["francois", "seb", "julie"] as const
const products = goods.map(({ id }) => id)

type Step =
  | { readonly does: "order"; readonly member: string; readonly product: string; readonly amount: number }
  | { readonly does: "weigh"; readonly member: string; readonly line: number; readonly said: Omit<Weighing, "line"> }
  | {
      readonly does: "share"
      readonly product: string
      readonly received: number
      readonly how: "pro-rata" | "first-come"
    }
  | { readonly does: "reprice"; readonly product: string; readonly price: number }
  | { readonly does: "sell"; readonly member: string; readonly product: string; readonly amount: number }
  | { readonly does: "take back"; readonly member: string; readonly line: number }
  | { readonly does: "hand"; readonly member: string; readonly to: string | null }
  | { readonly does: "pay"; readonly member: string; readonly amount: number }
  | { readonly does: "settle" | "reopen" | "cancel"; readonly member: string }
  | { readonly does: "count"; readonly more: number }
  | { readonly does: "coins"; readonly float: number }
  | { readonly does: "validate" | "open again" | "settle all" }

const who = { member: fc.constantFrom(...members) }
const what = { product: fc.constantFrom(...products) }
const line = { line: fc.integer({ min: 1, max: 4 }) }

const said: fc.Arbitrary<Omit<Weighing, "line">> = fc.oneof(
  fc.record({
    weights: fc.array(fc.integer({ min: 100, max: 2000 }), { minLength: 1, maxLength: 3 }),
    tare: fc.constantFrom(0, 12, 300),
    sure: fc.boolean(),
  }),
  fc.record({
    delivered: fc.oneof(
      fc.constant(null),
      fc.nat(6).map((pieces): Measure => ({ pieces })),
      fc.nat(2000).map((grams): Measure => ({ grams })),
      fc.nat(900).map((millilitres): Measure => ({ millilitres })),
    ),
    sure: fc.boolean(),
  }),
)

const does = <D extends Step["does"]>(name: D) => ({ does: fc.constant(name) })

const steps: fc.Arbitrary<ReadonlyArray<Step>> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ ...does("order"), ...who, ...what, amount: fc.nat(6) }) },
    { weight: 8, arbitrary: fc.record({ ...does("weigh"), ...who, ...line, said }) },
    {
      weight: 2,
      arbitrary: fc.record({
        ...does("share"),
        ...what,
        received: fc.nat(8),
        how: fc.constantFrom("pro-rata" as const, "first-come" as const),
      }),
    },
    fc.record({ ...does("reprice"), ...what, price: fc.nat(999) }),
    { weight: 2, arbitrary: fc.record({ ...does("sell"), ...who, ...what, amount: fc.integer({ min: 1, max: 5 }) }) },
    fc.record({ ...does("take back"), ...who, ...line }),
    fc.record({ ...does("hand"), ...who, to: fc.constantFrom("Seb", "Julie", null) }),
    { weight: 2, arbitrary: fc.record({ ...does("pay"), ...who, amount: fc.integer({ min: 1, max: 3000 }) }) },
    {
      weight: 4,
      arbitrary: fc.record({ does: fc.constantFrom("settle" as const, "settle", "reopen", "cancel"), ...who }),
    },
    fc.record({ ...does("count"), more: fc.integer({ min: -50, max: 50 }) }),
    fc.record({ ...does("coins"), float: fc.nat(100) }),
    {
      weight: 3,
      arbitrary: fc.record({ does: fc.constantFrom("validate" as const, "open again", "settle all", "settle all") }),
    },
  ),
  { minLength: 1, maxLength: 30 },
)

/** So much of a product in the unit it is ordered in. */
const so = (product: string, amount: number): number =>
  product === "lentils" ? amount * 100 : product === "oil" ? amount * 250 : amount

const measureFor = (product: string, amount: number): Measure => {
  const of = so(product, amount)
  return product === "lentils" ? { grams: of } : product === "oil" ? { millilitres: of } : { pieces: of }
}

const settleAll = (desk: Desk): void => {
  for (const { member } of desk.baskets().filter((one) => !isSettled(one))) desk.settle(member)
}

/** Does one thing at the desk; nothing when it cannot be asked. */
const take = (desk: Desk, step: Step): Outcome<unknown> | undefined => {
  const { village } = desk
  switch (step.does) {
    case "order":
      return village.confirm(step.member, market({ [step.product]: so(step.product, step.amount) }), {
        entry: "coordinator",
        stockOverride: "it is there",
      })
    case "weigh": {
      const product = village.basket(step.member)?.lines.find(({ id }) => id === step.line)?.product
      return product === undefined ? undefined : desk.weigh(step.member, product, step.said)
    }
    case "share":
      return desk.short(step.product, measureFor(step.product, step.received), { how: step.how })
    case "reprice":
      return desk.reprice(step.product, step.price)
    case "sell":
      return desk.sell(step.member, { product: step.product, quantity: measureFor(step.product, step.amount) })
    case "take back":
      return desk.takeBack(step.member, step.line)
    case "hand":
      return desk.hand(step.member, step.to)
    case "pay": {
      const basket = village.basket(step.member)
      const problem = dayProblem(village.distribution("thursday"), basket)
      if (basket !== null && problem === undefined) desk.pay(step.member, step.amount)
      return undefined
    }
    case "settle":
      return desk.settle(step.member)
    case "reopen":
      return desk.reopen(step.member)
    case "cancel":
      return village.cancel(step.member, "coordinator")
    case "count": {
      const expected = desk.validating()
      const cash = Math.max(0, (expected.till?.float ?? 0) + paid(desk) + step.more)
      return desk.count({ cash, cheque: 0, card: 0 })
    }
    case "coins":
      return desk.openTill(step.float)
    case "validate":
      return desk.validate()
    case "open again":
      return desk.reopenAll()
    case "settle all":
      settleAll(desk)
      return undefined
  }
}

const paid = (desk: Desk, member?: string): number =>
  desk.payments
    .filter((one) => member === undefined || one.member === member)
    .reduce((sum, { amount }) => sum + amount, 0)

/** A desk with goods that are weighed under a margin, with a fee on top; after each step somebody looks. */
const played = (all: ReadonlyArray<Step>, look: (desk: Desk, step: Step) => void = () => undefined): Desk => {
  const desk = aDesk({ payments: { moneyPot: false, floor: 0, margin: 500 } }, 333)
  desk.village.now = evening
  for (const step of all) {
    take(desk, step)
    look(desk, step)
  }
  return desk
}

const sum = (amounts: ReadonlyArray<number>): number => amounts.reduce((all, one) => all + one, 0)

/** The basket without what only settling changes. */
const settledAside = (basket: Basket) => ({ ...basket, settled: null })

const runs = { numRuns: 250 }

describe("laws of the day", () => {
  it("LEDGER-1 (D23): all accounts together hold nothing, in each unit, after every step", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { village } = played(all)
        const sums = new Map<string, number>()
        for (const units of balancesOf(village.journal.flatMap(({ postings }) => postings)).values()) {
          for (const [unit, quantity] of units) sums.set(unit, (sums.get(unit) ?? 0) + quantity)
        }
        expect([...sums.values()].every((one) => one === 0)).toBe(true)
        for (const { postings } of village.journal)
          for (const { quantity } of postings) expect(quantity).toBeGreaterThan(0)
      }),
      runs,
    )
  })

  it("DAY-5, DAY-13: what is held of members is what their open baskets come to; what is settled is with whom it is due", () => {
    fc.assert(
      fc.property(steps, (all) => {
        played(all, (desk) => {
          const { village } = desk
          for (const member of members) {
            const own = village.baskets.filter((basket) => basket.member === member)
            const settled = own.filter(isSettled)
            const held = sum(own.map(heldForBasket))
            expect(village.balance(heldFor(member))).toBe(held)
            expect(village.balance(depositsOf(member))).toBe(sum(settled.map(depositsOfBasket)))
            expect(village.balance(walletOf(member))).toBe(paid(desk, member) - held - sum(settled.map(dueOf)))
          }
          const lines = village.baskets.filter(isSettled).flatMap((basket) => basket.lines)
          expect(village.balance(earnedBy("farm")) + village.balance(feesOf("market"))).toBe(
            sum(lines.map(amountOfLine)),
          )
        })
      }),
      runs,
    )
  })

  it("DAY-8 (D24): available, ordered, delivered and lost add up to what was put in", () => {
    fc.assert(
      fc.property(steps, (all) => {
        played(all, ({ village }) => {
          for (const { id, stock } of goods) {
            const available = village.balance(stockOf("market", id, stock.policy === "global" ? null : "thursday"))
            const [ordered = 0, delivered = 0, lost = 0] = [orderedOf, deliveredOf, lostOf].map((account) =>
              village.balance(account("market", id, "thursday")),
            )
            expect([id, available + ordered + delivered + lost]).toEqual([id, 0])
            const open = village.baskets.filter((basket) => !isSettled(basket)).flatMap(({ lines }) => lines)
            expect(ordered).toBe(sum(open.filter(({ product }) => product === id).map((one) => amountOf(one.ordered))))
            expect([delivered >= 0, lost >= 0]).toEqual([true, true])
          }
        })
      }),
      runs,
    )
  })

  it("BASKET-1 (D3): the bill is the sum of its lines, and what views and reports say", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { village } = played(all)
        const billed = village.baskets.filter(({ status }) => status === "confirmed")
        for (const basket of billed) {
          const total = sum(basket.lines.map(amountOfLine))
          expect([totalOf(basket), pricedBasket(basket, null).total, deskBasket(basket, null).total]).toEqual([
            total,
            total,
            total,
          ])
          expect(basket.settled?.total ?? total).toBe(total)
        }
        const whole = sum(billed.map(totalOf))
        expect(sum(recapByProduct(billed).map(({ total }) => total))).toBe(whole)
        expect(sum(recapByMember(billed).map(({ total }) => total))).toBe(whole)
      }),
      runs,
    )
  })

  it("DAY-27: what a weighing answers of a line is what the desk reads of the whole basket", () => {
    fc.assert(
      fc.property(steps, (all) => {
        for (const basket of played(all).village.baskets) {
          const { lines, ...whole } = deskBasket(basket, 3)
          for (const seen of lines) {
            const { line: answered, ...besides } = weighedLine(basket, seen.id)
            expect(answered).toEqual(seen)
            expect(whole).toMatchObject(besides)
          }
        }
      }),
      runs,
    )
  })

  it("DAY-1, DAY-23: what is delivered of a line is what was seen of it last", () => {
    fc.assert(
      fc.property(steps, (all) => {
        for (const one of played(all).village.baskets.flatMap(({ lines }) => lines)) {
          expect(one.delivered).toEqual(one.trail?.at(-1)?.delivered ?? null)
        }
      }),
      runs,
    )
  })

  it("DAY-10 (D25): nothing of a settled basket changes until it is opened again", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const settled = new Map<string, Basket>()
        const changed: unknown[] = []
        played(all, ({ village }, step) => {
          for (const basket of village.baskets) {
            const before = settled.get(basket.id)
            const isOpened = step.does === "reopen" && step.member === basket.member
            if (before !== undefined && !isOpened && basket !== before) changed.push([step, basket])
            if (isSettled(basket)) settled.set(basket.id, basket)
            else settled.delete(basket.id)
          }
        })
        expect(changed).toEqual([])
      }),
      runs,
    )
  })

  it("DAY-14 (D25): settling and opening again is the identity on every balance and basket", () => {
    let done = 0
    fc.assert(
      fc.property(steps, (all) => {
        const desk = played(all)
        for (const { member } of desk.baskets().filter((one) => !isSettled(one))) {
          const before = pictureOf(desk.village)
          if (Result.isFailure(desk.settle(member))) continue
          desk.reopen(member)
          done += 1
          const after = pictureOf(desk.village)
          expect(after.balances).toEqual(before.balances)
          const key = `basket:thursday~${member}`
          expect(settledAside(after.states.get(key) as Basket)).toEqual(settledAside(before.states.get(key) as Basket))
        }
      }),
      runs,
    )
    expect(done).toBeGreaterThan(20)
  })

  it("DAY-20, DAY-22 (D25): validating and opening again is the identity on every balance; the till holds what was counted", () => {
    let done = 0
    fc.assert(
      fc.property(steps, fc.integer({ min: -20, max: 20 }), (all, more) => {
        const desk = played(all)
        desk.reopenAll()
        for (const { member, lines } of desk.baskets().filter((one) => !isSettled(one))) {
          for (const { product } of lines) desk.weigh(member, product, { delivered: { pieces: 0 } })
        }
        settleAll(desk)
        take(desk, { does: "count", more })
        const before = pictureOf(desk.village)
        if (Result.isFailure(desk.validate())) return
        done += 1
        const till = desk.till()!
        expect(0 - desk.village.balance(moneyIn("cash"))).toBe(till.counted!.cash - till.float)
        const over = inTill(differenceOf(till.counted!, till.expected!))
        desk.reopenAll()
        expect(pictureOf(desk.village).balances).toEqual(before.balances)
        expect(0 - desk.village.balance(moneyIn("cash"))).toBe(till.counted!.cash - till.float - over)
      }),
      runs,
    )
    expect(done).toBeGreaterThan(20)
  })

  it("DAY-25 (D25): too little, or a price of the day, is for open baskets: settled ones stay, and what is shared is the rest", () => {
    let besides = 0
    fc.assert(
      fc.property(steps, (all) => {
        const desk = played([
          ...members.map((member) => ({ does: "order", member, product: "apples", amount: 2 }) as const),
          ...all,
        ])
        for (const { member } of desk.baskets().slice(0, 1)) desk.settle(member)
        for (const product of products) {
          const before = new Map(desk.baskets().map((one) => [one.id, one]))
          const which = { catalog: "market", product }
          const named = settledWith(desk.all(), which).map(({ id }) => id)
          for (const outcome of [
            desk.short(product, measureFor(product, 1), { how: "pro-rata" }),
            desk.reprice(product, 7),
          ]) {
            if (Result.isFailure(outcome)) continue
            besides += named.length
            expect(outcome.success.some(({ id }) => named.includes(id))).toBe(false)
            const changed = desk.baskets().filter((one) => one !== before.get(one.id))
            expect(changed.filter(({ id }) => isSettled(before.get(id)!))).toEqual([])
          }
        }
      }),
      runs,
    )
    expect(besides).toBeGreaterThan(20)
  })

  it("PAY-17 (D23, D25): a cheque that bounces after the day changes nothing of it: no till, no basket, no receipt", () => {
    const cheque = fc.record({ ...who, amount: fc.integer({ min: 1, max: 3000 }), banked: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(cheque, { minLength: 1, maxLength: 5 }),
        fc.nat(20),
        fc.boolean(),
        (cheques, more, opened) => {
          const desk = aDesk()
          const { village } = desk
          for (const member of members) village.confirm(member, market({ apples: 3 }))
          village.now = evening
          const ids = cheques.map(({ member, amount }) => desk.pay(member, amount, "cheque"))
          settleAll(desk)
          desk.count({ cash: 0, cheque: sum(cheques.map(({ amount }) => amount)) + more, card: 0 })
          expect(Result.isSuccess(desk.validate())).toBe(true)
          for (const [at, { banked }] of cheques.entries()) if (banked) desk.cheque("bank", ids[at]!)
          const seen = () =>
            desk.baskets().map((basket) =>
              receiptOf(
                basket,
                () => "farm",
                (id) => desk.payments.find((one) => one.id === id)!,
              ),
            )
          const [receipts, wallets] = [seen(), members.map((member) => village.balance(walletOf(member)))]
          const kept = new Map([...village.states].filter(([key]) => !key.startsWith("payment:")))
          for (const id of ids) {
            expect(Result.isSuccess(desk.cheque("bounce", id))).toBe(true)
            expect(Result.isSuccess(desk.cheque("bounce", id))).toBe(false)
          }
          for (const [key, state] of kept) expect([key, village.states.get(key)]).toEqual([key, state])
          expect(seen()).toEqual(receipts)
          expect(expectedInTill(desk.till(), desk.payments)).toEqual(desk.till()!.expected)
          const owed = (member: string) =>
            sum(cheques.filter((one) => one.member === member).map(({ amount }) => amount))
          expect(members.map((member) => village.balance(walletOf(member)))).toEqual(
            members.map((member, at) => wallets[at]! - owed(member)),
          )
          expect([village.balance(bankedCheques), village.balance(moneyIn("cheque"))]).toEqual([0, 0 - more])
          // The day may still be opened again, and is then as it was when it was validated.
          expect(!opened || Result.isSuccess(desk.reopenAll())).toBe(true)
          expect(expectedInTill(desk.till(), desk.payments)).toEqual(desk.till()!.expected)
        },
      ),
      { numRuns: 100 },
    )
  })

  it("DAY-16 (D5): sharing loses nothing, and nobody gets more than they ordered", () => {
    const ordered = fc.array(fc.nat(9), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(ordered, fc.nat(30), fc.boolean(), (amounts, received, first) => {
        const desk = aDesk()
        for (const [index, member] of members.entries()) {
          if (amounts[index]! > 0) desk.village.confirm(member, market({ apples: amounts[index]! }))
        }
        const outcome = desk.short("apples", { pieces: received }, { how: first ? "first-come" : "pro-rata" })
        expect(Result.isSuccess(outcome)).toBe(sum(amounts) > 0 && received <= sum(amounts))
        if (Result.isFailure(outcome)) return
        const lines = desk.baskets().flatMap((basket) => basket.lines)
        expect(sum(lines.map(({ delivered }) => amountOf(delivered!)))).toBe(received)
        expect(lines.every((one) => amountOf(one.delivered!) <= amountOf(one.ordered))).toBe(true)
      }),
      runs,
    )
  })
})
