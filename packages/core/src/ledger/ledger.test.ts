import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { answerOf, aProduct, paying, thursday, Village } from "../../test/village.ts"
import type { Member } from "../member/index.ts"
import { recordPayment } from "../plans/index.ts"
import { statementLines } from "../views/index.ts"
import type { WalletEntry } from "../views/index.ts"
import type { Payment } from "../payment/index.ts"
import { Payment as PaymentSchema } from "../payment/payment.schema.ts"
import { missingFor } from "../wallet/index.ts"
import { balancesOf, heldFor, isKept, isListed, move, moneyIn, orderedOf, stockOf, walletOf } from "./index.ts"
import { Posting } from "./ledger.schema.ts"

const lea: Member = {
  id: "lea",
  people: [{ firstName: "Léa", lastName: "Martin", email: null, phone: null }],
  address: "",
  status: "active",
  joinedAt: "2026-01-01T00:00:00.000Z",
}

const payment = (kind: Payment["kind"], amount: number): Payment => ({
  id: "p1",
  member: "lea",
  amount,
  kind,
  note: "",
  at: "2026-05-10T10:00:00.000Z",
})

const movement = (quantity: number): WalletEntry => ({
  position: "1",
  at: "2026-05-10T10:00:00.000Z",
  by: "lea",
  other: "held:lea",
  quantity,
  reason: "basket",
  reference: "thursday~lea",
})

const { group } = new Village()
const by = (member: Member | null) => paying(group, member, "2026-05-10T10:00:00.000Z")

const asks: Readonly<Record<string, Ask>> = {
  "LEDGER-1": (quantity: number) => {
    const [posting] = move(walletOf("lea"), heldFor("lea"), quantity, "EUR", "basket", "thursday~lea")
    return [posting?.from ?? "none", posting?.to ?? "none", posting?.quantity ?? 0]
  },
  "LEDGER-2": (account: string) => [isKept(account), isListed(account)],
  "WALLET-1": (balance: number, amount: number, floor: number) => [missingFor(balance, amount, floor)],
  "WALLET-2": (holds: number, movements: ReadonlyArray<number>) => [
    statementLines(movements.map(movement), holds).map(({ balance }) => balance),
  ],
  "WALLET-3": (kind: Payment["kind"], amount: number) => {
    const { postings } = Result.getOrThrow(recordPayment(by(lea), null, payment(kind, amount)))
    expect(postings).toHaveLength(1)
    return [postings[0]!.from, balancesOf(postings).get(walletOf("lea"))?.get("EUR")]
  },
}

const rules = rulesOn("ledger.md")

describe("the rule book's page on accounts", () => {
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

describe("postings", () => {
  it("LEDGER-1: a movement and the movement back leave every account as it was", () => {
    const quantity = fc.integer({ min: -1_000_000, max: 1_000_000 })
    const account = fc.constantFrom(walletOf("lea"), heldFor("lea"), moneyIn("cash"), walletOf("tom"))
    fc.assert(
      fc.property(account, account, quantity, (from, to, n) => {
        const postings = [...move(from, to, n, "EUR", "r", "x"), ...move(from, to, -n, "EUR", "r", "x")]
        for (const units of balancesOf(postings).values()) expect(units.get("EUR")).toBe(0)
        for (const posting of postings) expect(Schema.is(Posting)(posting)).toBe(true)
      }),
    )
  })

  it("LEDGER-1 (D23, D24): in each unit, whatever is posted, all accounts together hold nothing", () => {
    const posting = fc.record({
      from: fc.constantFrom("a", "b", "c"),
      to: fc.constantFrom("a", "b", "c"),
      quantity: fc.integer({ min: 1, max: 1_000_000 }),
      unit: fc.constantFrom("EUR", "pieces", "grams"),
      reason: fc.constant("r"),
      reference: fc.constant("x"),
    })
    fc.assert(
      fc.property(fc.array(posting), (postings) => {
        const balances = balancesOf(postings)
        for (const unit of ["EUR", "pieces", "grams"]) {
          const all = [...balances.values()].map((units) => units.get(unit) ?? 0)
          expect(all.reduce((total, balance) => total + balance, 0)).toBe(0)
        }
        const moved = postings.filter(({ to, unit }) => to === "a" && unit === "EUR")
        const left = postings.filter(({ from, unit }) => from === "a" && unit === "EUR")
        const sum = (some: typeof postings) => some.reduce((total, { quantity }) => total + quantity, 0)
        expect(balances.get("a")?.get("EUR") ?? 0).toBe(sum(moved) - sum(left))
      }),
    )
  })

  it("LEDGER-2 (D24): every account that a floor can be set on is kept", () => {
    const village = new Village({ payments: { moneyPot: true, floor: -10_000 } })
    village.open("fruit", [aProduct("apples", { stock: { policy: "global", quantity: 8 } }), aProduct("plums")])
    village.plan("thursday", thursday, ["fruit"])
    answerOf(village.confirm("seb", { "fruit/apples": 2, "fruit/plums": 1 }))
    village.change("fruit", "apples", { stock: { policy: "per-distribution", quantity: 8 } })
    const floored = village.journal.flatMap(({ floors }) => floors).map(({ account }) => account)
    expect(floored.filter((account) => !isKept(account))).toEqual([])
    expect(new Set(floored.map((account) => account.split(":")[0]))).toEqual(new Set(["stock", "wallet"]))
  })

  it("STOCK-1 (D24): the accounts of a product, at one distribution and over all", () => {
    expect([
      stockOf("fruit", "apples", null),
      stockOf("fruit", "apples", "thursday"),
      orderedOf("fruit", "apples", "thursday"),
    ]).toEqual(["stock:fruit/apples", "stock:fruit/apples@thursday", "ordered:fruit/apples@thursday"])
  })
})

describe("the wallet", () => {
  it("WALLET-1: with what is missing added, nothing is missing, and with one cent less something is", () => {
    const money = fc.integer({ min: -100_000, max: 100_000 })
    fc.assert(
      fc.property(money, money, money, (balance, amount, floor) => {
        const missing = missingFor(balance, amount, floor)
        expect(missing).toBeGreaterThanOrEqual(0)
        expect(missingFor(balance + missing, amount, floor)).toBe(0)
        expect(missingFor(balance + missing - 1, amount, floor)).toBe(
          missing > 0 || (amount > 0 && balance - amount === floor) ? 1 : 0,
        )
      }),
    )
  })

  it("WALLET-2: a line says what moved, when, by whom, why and about what", () => {
    expect(statementLines([movement(-300)], 700)).toEqual([
      {
        position: "1",
        at: "2026-05-10T10:00:00.000Z",
        by: "lea",
        amount: -300,
        reason: "basket",
        reference: "thursday~lea",
        balance: 700,
      },
    ])
  })

  it("WALLET-3: the fact and the posting name each other", () => {
    const plan = Result.getOrThrow(recordPayment(by(lea), null, payment("cheque", 1200)))
    expect(plan.facts).toEqual([
      { key: "payment:p1", fact: { _tag: "PaymentRecorded", payment: payment("cheque", 1200) } },
    ])
    expect(plan.postings).toEqual([
      {
        from: "cash-box:cheque",
        to: "wallet:lea",
        quantity: 1200,
        unit: "EUR",
        reason: "payment-cheque",
        reference: "p1",
      },
    ])
    expect(plan.answer).toEqual(payment("cheque", 1200))
  })

  it("WALLET-3: refuses a member nobody knows and a payment that is there already; one who left still pays", () => {
    expect(Result.merge(recordPayment(by(null), null, payment("cash", 5)))).toEqual({
      _tag: "MemberUnknown",
      member: "lea",
    })
    const twice = recordPayment(by(lea), payment("cash", 5), payment("cash", 5))
    expect(Result.merge(twice)).toEqual({ _tag: "AlreadyExists", what: "payment", id: "p1" })
    expect(Result.isSuccess(recordPayment(by({ ...lea, status: "left" }), null, payment("cash", 5)))).toBe(true)
  })

  it("WALLET-3 (D30): an amount of nothing, or less, is refused at the border", () => {
    const reads = Schema.is(PaymentSchema)
    expect([1, 0, -5, 1.5].map((amount) => reads(payment("cash", amount)))).toEqual([true, false, false, false])
  })
})
