import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { expecting, now, ordered, paid, paying, Purse, rowsFor, saturday, subscribed, tagOf } from "../../test/purse.ts"
import type { Basket } from "../basket/index.ts"
import { dueOf, heldForBasket, paidOfBasket } from "../basket/index.ts"
import { contractOf, heldFor, move, pendingFor, promisedBy, walletOf } from "../ledger/index.ts"
import { firstDayOf, yearOf } from "../membership/index.ts"
import type { Payment, PaymentKind } from "../payment/index.ts"
import { statusOf } from "../payment/index.ts"
import { civilAt, plusDays } from "../values/index.ts"
import {
  cancelPayment,
  movePayment,
  planInstalments,
  planned,
  promisePayment,
  receivePayment,
  recordMany,
  recordPayment,
  refundPayment,
} from "./index.ts"
import type { Instalments, RowsReport } from "./index.ts"
import { awaitedOf } from "../views/index.ts"

const wallet = walletOf("lea")
const held = heldFor("lea")
const target = { basket: "samedi" }

const kind = fc.constantFrom<PaymentKind>("cash", "cheque", "transfer", "card")
const amount = fc.integer({ min: 1, max: 6000 })
const place = fc.constantFrom("basket", "wallet")

/** What may happen to Léa's money around her basket, in any order. */
const step = fc.oneof(
  fc.record({ do: fc.constant("record" as const), kind, amount, place }),
  fc.record({ do: fc.constant("promise" as const), kind, amount, place }),
  fc.record({ do: fc.constant("receive" as const), which: fc.nat(), kind, amount }),
  fc.record({ do: fc.constant("cancel" as const), which: fc.nat() }),
  fc.record({ do: fc.constant("refund" as const), kind, amount: fc.integer({ min: 1, max: 400 }), place }),
  fc.record({ do: fc.constant("order" as const), amount }),
)
type Step = typeof step extends fc.Arbitrary<infer A> ? A : never

/** Léa with a basket that comes to so much, set aside from her wallet. */
const withBasket = (due: number): Purse => {
  const purse = new Purse()
  purse.basket = ordered(due)
  purse.try(planned(null, { postings: move(wallet, held, due, "EUR", "basket", "samedi~lea") }))
  return purse
}

const within = (purse: Purse) => paying({ distribution: saturday(), basket: purse.basket })

const looked = (purse: Purse) => ({ wallet: purse.holds(wallet), held: purse.holds(held), contract: 0 })

const run = (purse: Purse, one: Step, id: string) => {
  const known = [...purse.payments.values()]
  switch (one.do) {
    case "record":
    case "promise": {
      const payment = paid({ id, kind: one.kind, amount: one.amount, ...(one.place === "basket" ? { target } : {}) })
      const context = within(purse)
      return purse.try(
        one.do === "record" ? recordPayment(context, null, payment) : promisePayment(context, null, payment, null),
      )
    }
    case "receive": {
      const payment = known[one.which % Math.max(1, known.length)] ?? null
      const arrival = { kind: one.kind, amount: one.amount, till: null, entry: null }
      return purse.try(receivePayment(within(purse), payment, payment?.id ?? "none", arrival))
    }
    case "cancel": {
      const payment = known[one.which % Math.max(1, known.length)] ?? null
      return purse.try(cancelPayment(within(purse), payment, payment?.id ?? "none", "a mistake"))
    }
    case "refund":
      return purse.try(refundOf(purse, one, id))
    case "order": {
      const before = purse.basket as Basket
      const { basket, postings } = {
        basket: ordered(one.amount, before.payments),
        postings: one.amount - dueOf(before),
      }
      purse.basket = basket
      return purse.try(planned(null, { postings: move(wallet, held, postings, "EUR", "basket", "samedi~lea") }))
    }
  }
}

const refundOf = (
  purse: Purse,
  one: { kind: PaymentKind; amount: number; place: string },
  id: string,
  seen = looked(purse),
) =>
  refundPayment(
    within(purse),
    null,
    paid({ id, kind: one.kind, amount: one.amount, ...(one.place === "basket" ? { target } : {}) }),
    seen,
  )

describe("laws of payments", () => {
  it("PAY-8 (GC-19.20): in no history does more go back than was paid too much, nor does a refund take what is set aside", () => {
    let refunds = 0
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6000 }), fc.array(step, { maxLength: 30 }), (due, steps) => {
        const purse = withBasket(due)
        for (const [index, one] of steps.entries()) {
          const before = { wallet: purse.holds(wallet), basket: purse.basket as Basket }
          const outcome = run(purse, one, `p${index}`)
          expect(purse.total).toBe(0)
          expect(purse.holds(held)).toBe(heldForBasket(purse.basket as Basket))
          if (one.do !== "refund" || tagOf(outcome) !== undefined) continue
          refunds += 1
          const over = one.place === "basket" ? paidOfBasket(before.basket) - dueOf(before.basket) : before.wallet
          expect(one.amount).toBeLessThanOrEqual(over)
        }
      }),
      { numRuns: 500 },
    )
    expect(refunds).toBeGreaterThan(20)
  })

  it("PAY-8: two refunds that were both decided on the same sight never give back more than was over", () => {
    fc.assert(
      fc.property(amount, amount, amount, amount, place, place, (due, came, first, second, here, there) => {
        const purse = withBasket(due)
        run(purse, { do: "record", kind: "cash", amount: came, place: "basket" }, "p0")
        const over = came - due
        const a = refundOf(purse, { kind: "cash", amount: first, place: here }, "a")
        const b = refundOf(purse, { kind: "cash", amount: second, place: there }, "b")
        const given = [a, b]
          .map((decision) => purse.try(decision))
          .reduce<number>(
            (sum, one) =>
              sum + (typeof one === "object" && "amount" in one && tagOf(one) === undefined ? Number(one.amount) : 0),
            0,
          )
        // The basket is a document that both would write: the door lets one of them through.
        if (here === "basket" && there === "basket") return
        expect(given).toBeLessThanOrEqual(Math.max(0, over))
      }),
    )
  })

  it("PAY-7: taking back is the identity on every balance, whatever was recorded and how it came", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 12 }),
        kind,
        amount,
        place,
        fc.boolean(),
        (steps, how, much, where, late) => {
          const purse = withBasket(1000)
          for (const [index, one] of steps.entries()) run(purse, one, `p${index}`)
          const before = new Map([...purse.balances].filter(([, balance]) => balance !== 0))
          if (late) {
            run(purse, { do: "promise", kind: how, amount: much, place: where }, "last")
            const arrival = { kind: how, amount: much + 1, till: null, entry: null }
            purse.try(receivePayment(within(purse), purse.payments.get("last")!, "last", arrival))
          } else run(purse, { do: "record", kind: how, amount: much, place: where }, "last")
          expect(statusOf(purse.payments.get("last")!)).toBe("received")
          purse.try(cancelPayment(within(purse), purse.payments.get("last")!, "last", "a mistake"))
          expect(new Map([...purse.balances].filter(([, balance]) => balance !== 0))).toEqual(before)
        },
      ),
    )
  })

  it("PAY-5: promised then received is recorded", () => {
    fc.assert(
      fc.property(kind, amount, amount, kind, (how, thought, came, as) => {
        const [promised, recorded] = [withBasket(1000), withBasket(1000)]
        run(promised, { do: "promise", kind: how, amount: thought, place: "basket" }, "p")
        const arrival = { kind: as, amount: came, till: null, entry: null }
        promised.try(receivePayment(within(promised), promised.payments.get("p")!, "p", arrival))
        run(recorded, { do: "record", kind: as, amount: came, place: "basket" }, "p")
        const some = (purse: Purse) => new Map([...purse.balances].filter(([, balance]) => balance !== 0))
        expect(some(promised)).toEqual(some(recorded))
        expect(promised.basket?.payments).toEqual(recorded.basket?.payments)
      }),
    )
  })

  it("PAY-19: whatever is promised and comes, what came is counted once, and only whole promises came with it", () => {
    const contract = contractOf("s1", "lea")
    const promised = fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.constantFrom("2026-05-01", "2026-06-01")), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(
        promised,
        fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 4 }),
        (told, came) => {
          const purse = expecting(told)
          const before = purse.holds(pendingFor(contract))
          const report = purse.try(recordMany(rowsFor(purse, came))) as RowsReport
          const all = came.reduce((sum, one) => sum + one, 0)
          expect([report.total, purse.holds(contract), purse.total]).toEqual([all, all, 0])
          const left = awaitedOf([...purse.payments.values()], { subscription: "s1", member: "lea" })
          const gone = before - purse.holds(pendingFor(contract))
          expect(left.reduce((sum, { amount: much }) => sum + much, gone)).toBe(before)
          expect(gone).toBeLessThanOrEqual(all)
          // Whatever covers the next promise has it come.
          const next = left[0]?.amount ?? Number.POSITIVE_INFINITY
          expect(came.every((one) => one < next) || gone > 0).toBe(true)
        },
      ),
    )
  })

  it("PAY-9 (GC-19.13): moving money keeps the sum, and what is left is what was there less what was moved", () => {
    const [from, to] = [contractOf("s1", "lea"), contractOf("s2", "lea")]
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: -1000, max: 1000 }),
        amount,
        (one, other, much) => {
          const purse = new Purse()
          purse.balances.set(from, one).set(to, other)
          const source = { member: "lea", subscription: "s1" }
          const payment = { ...paid({ kind: "moved", amount: much, target: { subscription: "s2" } }), source }
          const context = paying({ subscription: subscribed(0, "s2") })
          const outcome = purse.try(movePayment(context, null, payment, one))
          expect(tagOf(outcome) === undefined).toBe(much <= one)
          expect(purse.holds(from) + purse.holds(to)).toBe(one + other)
          expect(purse.holds(from)).toBe(much <= one ? one - much : one)
        },
      ),
    )
    const purse = new Purse()
    purse.balances.set(from, 800).set(to, 0)
    const source = { member: "lea", subscription: "s1" }
    const eight = { ...paid({ kind: "moved", amount: 800, target: { subscription: "s2" } }), source }
    purse.try(movePayment(paying({ subscription: subscribed(0, "s2") }), null, eight, 800))
    expect([purse.holds(from), purse.holds(to)]).toEqual([0, 800])
  })

  it("PAY-9: an account does not pay into itself", () => {
    const payment = { ...paid({ kind: "moved" }), source: { member: "lea", subscription: null } }
    expect(tagOf(new Purse().try(movePayment(paying(), null, payment, 1000)))).toBe("SameAccount")
  })

  it("PAY-12: instalments add up to what is owed, differ by a cent at most, and come in order", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 36 }),
        fc.nat(900),
        (owed, parts, days) => {
          const purse = new Purse()
          const account = contractOf("s1", "lea")
          purse.balances.set(account, -owed)
          const first = plusDays("2026-01-01", days)
          const ids = Array.from({ length: parts }, (_, index) => `i${index}`)
          const wanted = {
            member: "lea",
            subscription: "s1",
            kinds: ["cheque"],
            first,
            every: 1,
            ids,
            note: "",
          } as const
          const made = purse.try(
            planInstalments(paying({ subscription: subscribed(owed) }), wanted, { balance: -owed, pending: 0 }),
          ) as ReadonlyArray<Payment>
          expect(made.reduce((sum, one) => sum + one.amount, 0)).toBe(owed)
          expect(purse.holds(pendingFor(account))).toBe(owed)
          const amounts = made.map((one) => one.amount)
          expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1)
          const on = made.map(({ dueOn }) => dueOn!)
          expect(on).toEqual(on.toSorted())
          expect(new Set(on.map((day) => day.slice(0, 7))).size).toBe(made.length)
          const again = planInstalments(paying({ subscription: subscribed(owed) }), wanted, {
            balance: -owed,
            pending: owed,
          })
          expect(tagOf(new Purse().try(again))).toBe("NothingToPay")
        },
      ),
    )
  })

  it("PAY-18: whatever the ways and the months between, the parts are what is owed, and each way is promised what it brings", () => {
    const ways = ["cheque", "transfer", "cash", "card"] as const
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 36 }),
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.constantFrom(...ways), { minLength: 1, maxLength: 40 }),
        fc.nat(900),
        (owed, parts, every, told, days) => {
          const purse = new Purse()
          const account = contractOf("s1", "lea")
          purse.balances.set(account, -owed)
          const [way = "cheque", ...others] = told
          const ids = Array.from({ length: parts }, (_, index) => `i${index}`)
          const first = plusDays("2026-01-01", days)
          const wanted = { member: "lea", subscription: "s1", first, every, ids, note: "" }
          const spread = (kinds: Instalments["kinds"]) =>
            planInstalments(
              paying({ subscription: subscribed(owed) }),
              { ...wanted, kinds },
              { balance: -owed, pending: 0 },
            )
          const made = purse.try(spread([way, ...others])) as ReadonlyArray<Payment>
          expect(made.reduce((sum, one) => sum + one.amount, 0)).toBe(owed)
          expect(purse.holds(pendingFor(account))).toBe(owed)
          for (const each of ways) {
            const brought = made.reduce((sum, one) => (one.kind === each ? sum + one.amount : sum), 0)
            expect(purse.holds(promisedBy(each)) + brought).toBe(0)
          }
          const other = new Purse()
          other.balances.set(account, -owed)
          const same = other.try(spread(["cheque"])) as ReadonlyArray<Payment>
          expect(made.map((one) => [one.amount, one.dueOn])).toEqual(same.map((one) => [one.amount, one.dueOn]))
          expect(made.map((one) => one.kind)).toEqual(made.map((_, at) => told[Math.min(at, told.length - 1)]))
        },
      ),
    )
  })
})

describe("promises, told as stories", () => {
  it("PAY-4 (GC-7.2): a courgette and then a carrot on the spot are one payment of 6.30", () => {
    const purse = withBasket(350)
    const promise = (id: string, much: number) =>
      purse.try(
        promisePayment(
          within(purse),
          null,
          paid({ id, kind: "on-the-spot", amount: much, target }),
          purse.payments.get("p1") ?? null,
        ),
      ) as Payment
    const [first, second] = [promise("p1", 350), promise("p2", 280)]
    expect([first.id, second.id, second.amount]).toEqual(["p1", "p1", 630])
    expect(purse.payments.size).toBe(1)
    expect(purse.basket?.payments).toEqual([{ id: "p1", kind: "on-the-spot", amount: 630, status: "promised" }])
  })

  it("PAY-5: what is not awaited does not come, and what is not decided is not what came", () => {
    const arrival = { kind: "cash", amount: 5, till: null, entry: null } as const
    const refusals = [
      receivePayment(paying(), null, "p9", arrival),
      receivePayment(paying(), paid(), "p1", arrival),
      receivePayment(paying(), paid({ status: "cancelled" }), "p1", arrival),
      receivePayment(paying(), paid({ status: "promised" }), "p1", { ...arrival, kind: "on-the-spot" }),
      receivePayment(paying(), paid({ status: "promised" }), "p1", { ...arrival, kind: "deposit" }, 4),
    ].map((decision) => tagOf(new Purse().try(decision)))
    expect(refusals).toEqual([
      "PaymentUnknown",
      "PaymentNotPromised",
      "PaymentNotPromised",
      "PaymentKindNotOffered",
      "DepositTooLarge",
    ])
  })

  it("PAY-5, PAY-7: a transfer that was promised comes, or is given up, after the basket was settled and the day closed", () => {
    const settled = { at: now, by: "camille", total: 500, deposits: 0, paid: 0, postings: [] }
    const basket = { ...ordered(500), settled }
    const distribution = saturday({ validated: { at: now, by: "camille" } })
    const promise = paid({ kind: "transfer", status: "promised", target })
    const context = paying({ distribution, basket })
    const arrival = { kind: "transfer", amount: 500, till: null, entry: null } as const
    const purse = new Purse()
    purse.basket = basket
    expect(tagOf(purse.try(receivePayment(context, promise, "p1", arrival)))).toBeUndefined()
    expect(purse.holds(wallet)).toBe(500)
    expect(paidOfBasket(purse.basket)).toBe(500)
    expect(purse.basket.settled).toEqual(settled)
    expect(tagOf(new Purse().try(cancelPayment(context, promise, "p1", "never came")))).toBeUndefined()
    expect(tagOf(new Purse().try(cancelPayment(context, paid({ target }), "p1", "a mistake")))).toBe(
      "DistributionValidated",
    )
    const open = paying({ distribution: saturday(), basket })
    expect(tagOf(new Purse().try(cancelPayment(open, paid({ target }), "p1", "a mistake")))).toBe("BasketSettled")
  })

  it("PAY-1: what a payment is for must be there, ordered, and theirs", () => {
    const draft = { ...ordered(0), confirmedAt: null, status: "draft" } as const
    const refusals = [
      recordPayment(paying({ member: null }), null, paid()),
      recordPayment(paying(), paid(), paid()),
      recordPayment(paying(), null, paid({ kind: "on-the-spot" })),
      recordPayment(paying(), null, paid({ target })),
      recordPayment(paying({ distribution: saturday() }), null, paid({ target })),
      recordPayment(paying({ distribution: saturday(), basket: draft }), null, paid({ target })),
      recordPayment(
        paying({ distribution: saturday({ status: "cancelled" }), basket: ordered(5) }),
        null,
        paid({ target }),
      ),
      recordPayment(paying(), null, paid({ target: { subscription: "s1" } })),
      recordPayment(
        paying({ subscription: { ...subscribed(), member: "tom" } }),
        null,
        paid({ target: { subscription: "s1" } }),
      ),
      refundPayment(paying(), null, paid({ kind: "deposit" }), { wallet: 1000, held: 0, contract: 0 }),
      cancelPayment(paying(), null, "p1", ""),
      cancelPayment(paying(), paid({ status: "cancelled" }), "p1", ""),
    ].map((decision) => tagOf(new Purse().try(decision)))
    expect(refusals).toEqual([
      "MemberUnknown",
      "AlreadyExists",
      "PaymentKindNotOffered",
      "DistributionUnknown",
      "BasketUnknown",
      "BasketUnknown",
      "DistributionCancelled",
      "SubscriptionUnknown",
      "SubscriptionUnknown",
      "PaymentKindNotOffered",
      "PaymentUnknown",
      "PaymentIsCancelled",
    ])
  })
})

describe("laws of membership years", () => {
  const renewal = fc
    .date({ min: new Date("2028-01-01T00:00:00Z"), max: new Date("2028-12-31T00:00:00Z"), noInvalidDate: true })
    .map((day) => day.toISOString().slice(5, 10))
  const instant = fc
    .date({ min: new Date("1990-01-01T00:00:00Z"), max: new Date("2090-01-01T00:00:00Z"), noInvalidDate: true })
    .map((moment) => moment.toISOString())
  const zone = fc.constantFrom("Europe/Paris", "America/New_York", "Pacific/Auckland", "UTC")

  it("MEMBERSHIP-1: every instant is in one year, between its first day and the next one's, and later is never earlier", () => {
    fc.assert(
      fc.property(renewal, instant, instant, zone, (on, a, b, where) => {
        const [first, second] = [a, b].toSorted().map((one) => yearOf(on, civilAt(one, where).date))
        expect(first!).toBeLessThanOrEqual(second!)
        const { date } = civilAt(a, where)
        const year = yearOf(on, date)
        expect(firstDayOf(on, year) <= date && date < firstDayOf(on, year + 1)).toBe(true)
        expect(yearOf(on, firstDayOf(on, year))).toBe(year)
        expect(yearOf(on, plusDays(firstDayOf(on, year), -1))).toBe(year - 1)
      }),
    )
  })

  it("MEMBERSHIP-1 (D7): a year that begins on the day of a clock change begins at its midnight", () => {
    const at = (moment: string) => yearOf("03-29", civilAt(moment, "Europe/Paris").date)
    expect([at("2026-03-28T22:59:59.999Z"), at("2026-03-28T23:00:00.000Z")]).toEqual([2025, 2026])
    const autumn = (moment: string) => yearOf("10-26", civilAt(moment, "Europe/Paris").date)
    expect([autumn("2026-10-25T22:59:59.999Z"), autumn("2026-10-25T23:00:00.000Z")]).toEqual([2025, 2026])
  })
})
