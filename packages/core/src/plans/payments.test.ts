import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import {
  expecting,
  lea,
  now,
  ordered,
  paid,
  paying,
  Purse,
  rowsFor,
  saturday,
  subscribed,
  tagOf,
} from "../../test/purse.ts"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { Village } from "../../test/village.ts"
import { fingerprinted, referenceFor } from "../bank/index.ts"
import type { StatementEntry } from "../bank/index.ts"
import type { Group, OfferedKind } from "../group/index.ts"
import type { Posting } from "../ledger/index.ts"
import { balancesOf, bankedCheques, contractOf, entryOf, moneyIn, pendingFor, walletOf } from "../ledger/index.ts"
import { firstDayOf, labelOf, yearOf } from "../membership/index.ts"
import type { Membership } from "../membership/index.ts"
import type { Payment, PaymentKind, PaymentTarget } from "../payment/index.ts"
import { receivedOf, signedOf } from "../payment/index.ts"
import { paidOfBasket } from "../basket/index.ts"
import { inTill } from "../till/index.ts"
import { awaitedOf, duesOf, kindOfAccount, periodReport } from "../views/index.ts"
import type { Decision, Instalments, Owed, RowsReport } from "./index.ts"
import {
  accountPaid,
  bankCheque,
  bounceCheque,
  expectedInTill,
  cancelMembership,
  cancelPayment,
  importTransfers,
  movePayment,
  planInstalments,
  promisePayment,
  promiseToRaise,
  receivePayment,
  recordMany,
  recordPayment,
  referenceOf,
  refundPayment,
  takeMembership,
} from "./index.ts"

const { group } = new Village()
const offering = (kinds: ReadonlyArray<OfferedKind>): Group => ({
  ...group,
  settings: { ...group.settings, payments: { ...group.settings.payments, kinds } },
})
const wallet = walletOf("lea")
const pending = pendingFor(wallet)
const contract = contractOf("s1", "lea")

/** The refusal's code, or what else came. */
const answered = <A, B>(decision: Decision<A>, of: (answer: A) => B): B | string =>
  Result.isSuccess(decision) ? of(decision.success.answer) : decision.failure._tag

const postingsOf = (decision: Decision<unknown>): ReadonlyArray<Posting> => Result.getOrThrow(decision).postings
const target = { basket: "samedi" }

const promises = (
  kinds: ReadonlyArray<OfferedKind>,
  there: ReadonlyArray<[string, PaymentKind]>,
  kind: PaymentKind,
) => {
  const purse = new Purse()
  purse.basket = ordered(1000)
  const within = () => paying({ group: offering(kinds), distribution: saturday(), basket: purse.basket })
  for (const [index, [status, own]] of there.entries()) {
    const payment = paid({ id: `p${index}`, kind: own, amount: 200, target })
    if (status === "promised") purse.try(promisePayment(within(), null, payment, null))
    else {
      const came = own === "on-the-spot" ? "cash" : own
      purse.try(recordPayment(within(), null, { ...payment, kind: came }))
    }
  }
  const asked = paid({ id: "asked", kind, amount: 200, target })
  const raised = promiseToRaise(within(), asked)
  const made = purse.try(
    promisePayment(within(), null, asked, raised === undefined ? null : (purse.payments.get(raised) ?? null)),
  ) as Payment
  return { made, purse }
}

const entry = (told: Partial<StatementEntry> = {}): StatementEntry => ({
  bookedOn: "2026-05-09",
  valuedOn: null,
  amount: 500,
  currency: "EUR",
  name: "MARTIN LEA",
  iban: null,
  text: "VIREMENT",
  bankId: "b1",
  account: null,
  ...told,
})

const importing = (line: string): string => {
  const purse = new Purse()
  for (const id of ["p1", "p2"]) {
    purse.try(promisePayment(paying(), null, paid({ id, kind: "transfer" }), null))
  }
  const [first, second] = fingerprinted([entry(), entry({ bankId: "b2" })])
  const outgoing = fingerprinted([entry({ amount: -500 })])[0]!
  const of = (known: typeof first | null, promise: string, isUsed = false) => ({
    entry: known ?? null,
    fingerprint: known?.fingerprint ?? "nowhere",
    isUsed,
    context: paying(),
    is: { promise, payment: purse.payments.get(promise) ?? null },
  })
  const rows = {
    new: [of(first, "p1")],
    used: [of(first, "p1", true)],
    twice: [of(first, "p1"), of(first, "p1")],
    "other promise, same line": [of(first, "p1"), of(first, "p2")],
    "same promise, other line": [of(first, "p1"), of(second, "p1")],
    "not in the file": [of(null, "p1")],
    "money that went out": [of(outgoing, "p1")],
  }[line]!
  const outcome = purse.try(importTransfers(rows))
  if (Array.isArray(outcome)) {
    expect(purse.holds(entryOf(first!.fingerprint))).toBe(1)
    expect(purse.holds(wallet)).toBe(500)
    return "received"
  }
  expect(purse.holds(wallet)).toBe(0)
  return tagOf(outcome) ?? "nothing"
}

/** A group with memberships at a fee, of a year that begins in September. */
const withFee = (fee: number | null | "none"): Group =>
  fee === "none" ? group : { ...group, settings: { ...group.settings, membership: { fee, renewal: "09-01" } } }

const membershipPaid = (how: string): Payment | null => {
  if (how === "money pot") return null
  return how === "cash" ? paid() : paid({ kind: "transfer", status: "promised" })
}

const joining = (fee: number, how: string) => {
  const purse = new Purse()
  const context = { group: withFee(fee), member: lea, now, by: "camille" }
  const wanted = { member: "lea", payment: membershipPaid(how) }
  const taken = purse.try(takeMembership(context, null, wanted)) as { readonly membership: Membership }
  return { purse, context, membership: taken.membership }
}

const journalBatch = (at: string, postings: ReadonlyArray<Posting>) => ({ at, facts: [], postings })
const may = { opensAt: "2026-04-30T22:00:00.000Z", closesAt: "2026-05-31T22:00:00.000Z" }

/** The amounts, days and ways of paying of instalments, or why there are none. */
const spread = (told: Pick<Instalments, "kinds" | "first" | "every">, parts: number, owed: Owed) => {
  const ids = Array.from({ length: parts }, (_, index) => `i${index}`)
  const wanted = { ...told, member: "lea", subscription: "s1", ids, note: "" }
  const decision = planInstalments(paying({ subscription: subscribed() }), wanted, owed)
  if (Result.isFailure(decision)) return [decision.failure._tag, null, null]
  const { answer } = decision.success
  return [answer.map(({ amount }) => amount), answer.map(({ dueOn }) => dueOn), answer.map(({ kind }) => kind)]
}

const asks: Readonly<Record<string, Ask>> = {
  "PAY-1": (to: PaymentTarget | null) => [accountPaid("lea", to ?? undefined)],
  "PAY-2": (status: string, direction: string, amount: number) => {
    const payment = paid({
      amount,
      ...(status === "received" ? {} : { status: status as "promised" }),
      ...(direction === "out" ? { direction: "out" as const } : {}),
    })
    return [signedOf(payment), receivedOf(payment)]
  },
  "PAY-3": (kinds: ReadonlyArray<OfferedKind>, kind: PaymentKind) => {
    const decision = promisePayment(paying({ group: offering(kinds) }), null, paid({ kind }), null)
    return [answered(decision, (payment) => payment.kind)]
  },
  "PAY-4": (kinds: ReadonlyArray<OfferedKind>, there: ReadonlyArray<[string, PaymentKind]>, kind: PaymentKind) => {
    const { made, purse } = promises(kinds, there, kind)
    expect(purse.basket?.payments?.find(({ id }) => id === made.id)?.amount).toBe(made.amount)
    return [made.kind, made.amount, purse.payments.size]
  },
  "PAY-5": (amount: number, came: number, kind: PaymentKind) => {
    const purse = new Purse()
    purse.try(promisePayment(paying(), null, paid({ amount, kind: "transfer" }), null))
    expect(purse.holds(pending)).toBe(amount)
    const arrival = { kind, amount: came, till: null, entry: null }
    const decision = receivePayment(paying(), purse.payments.get("p1")!, "p1", arrival)
    purse.try(decision)
    return [purse.holds(wallet), purse.holds(pending), postingsOf(decision).at(-1)?.from]
  },
  "PAY-6": (deposits: number, amount: number, sure: boolean) => [
    answered(recordPayment(paying(), null, paid({ kind: "deposit", amount }), { deposits, sure }), (one) => one.amount),
  ],
  "PAY-7": (told: Partial<Payment>) => {
    const purse = new Purse()
    const payment = paid(told)
    const made =
      payment.status === "promised"
        ? promisePayment(paying(), null, payment, null)
        : recordPayment(paying(), null, payment)
    purse.try(made)
    expect([...purse.balances.values()].some((balance) => balance !== 0)).toBe(true)
    purse.try(cancelPayment(paying(), purse.payments.get("p1")!, "p1", "a mistake"))
    expect(purse.payments.get("p1")?.status).toBe("cancelled")
    return [wallet, pending, moneyIn("cash"), moneyIn("transfer")].map((account) => purse.holds(account))
  },
  "PAY-8": (came: number, due: number, amount: number) => {
    const basket = ordered(due, [{ id: "p0", kind: "cash", amount: came, status: "received" }])
    const context = paying({ distribution: saturday(), basket })
    const purse = { wallet: came - due, held: due, contract: 0 }
    const decision = refundPayment(context, null, paid({ amount, target }), purse)
    if (Result.isSuccess(decision)) return [decision.success.answer.amount]
    const { failure } = decision
    return failure._tag === "RefundTooLarge"
      ? [{ _tag: failure._tag, possible: failure.possible }]
      : [{ _tag: failure._tag }]
  },
  "PAY-9": (there: number, amount: number) => {
    const purse = new Purse()
    purse.balances.set(wallet, there)
    const source = { member: "lea", subscription: null }
    const payment = { ...paid({ kind: "moved", amount, target: { subscription: "s1" } }), source }
    const outcome = purse.try(movePayment(paying({ subscription: subscribed() }), null, payment, there))
    return [tagOf(outcome) ?? "moved", purse.holds(wallet), purse.holds(contract)]
  },
  "PAY-10": (told: Partial<Payment>) => {
    const decision = bankCheque(paying(), paid(told), "p1")
    if (Result.isSuccess(decision)) {
      const before = Result.getOrThrow(recordPayment(paying(), null, paid(told))).postings
      // What it came with lies at the bank now, and nothing of it in the box.
      const after = balancesOf([...before, ...decision.success.postings])
      expect(after.get("cash-box:cheque")?.get("EUR")).toBe(0)
      expect(after.get("bank:cheque")?.get("EUR")).toBe(-500)
    }
    return [Result.isSuccess(decision) ? decision.success.postings[0]?.from : decision.failure._tag]
  },
  "PAY-11": (distribution: string) => {
    const till = {
      planned: saturday(),
      validated: saturday({ validated: { at: now, by: "camille" } }),
      cancelled: saturday({ status: "cancelled" }),
      unknown: null,
    }[distribution]!
    const outcomes = [
      recordPayment(paying({ till }), null, paid({ till: "samedi" })),
      receivePayment(paying({ till }), paid({ status: "promised" }), "p1", {
        kind: "cash",
        amount: 500,
        till: "samedi",
        entry: null,
      }),
      cancelPayment(paying({ till }), paid({ till: "samedi" }), "p1", "a mistake"),
    ].map((decision) => answered(decision, () => "received"))
    expect(new Set(outcomes).size).toBe(1)
    return [outcomes[0]]
  },
  "PAY-12": (owed: number, promised: number, parts: number, first: string) =>
    spread({ kinds: ["transfer"], first, every: 1 }, parts, { balance: -owed, pending: promised }).slice(0, 2),
  "PAY-13": (amounts: ReadonlyArray<number | null>, isUnknown: boolean) => {
    const rows = amounts.map((amount, index) => ({
      context: paying({ member: isUnknown && index === 2 ? null : lea }),
      payment: amount === null ? null : paid({ id: `p${index}`, amount }),
    }))
    const purse = new Purse()
    const report = purse.try(recordMany(rows)) as { recorded: number; total: number; rows: Array<{ outcome: string }> }
    expect(purse.holds(wallet)).toBe(report.total)
    return [report.recorded, report.rows.map(({ outcome }) => outcome)]
  },
  "PAY-19": (promised: ReadonlyArray<[number, string]>, amounts: ReadonlyArray<number>) => {
    const purse = expecting(promised)
    const report = purse.try(recordMany(rowsFor(purse, amounts))) as RowsReport
    const left = awaitedOf([...purse.payments.values()], { subscription: "s1", member: "lea" })
    expect(purse.holds(pendingFor(contract))).toBe(left.reduce((sum, one) => sum + one.amount, 0))
    expect(purse.holds(contract)).toBe(report.total)
    const made = report.rows.map((row) => (row.outcome === "recorded" ? row.payments.length : row.outcome))
    return [report.total, left.map(({ amount, dueOn }) => [amount, dueOn]), made]
  },
  "PAY-14": (line: string) => [importing(line)],
  "PAY-15": (total: number, balance: number, awaited: ReadonlyArray<[number, string]>, today: string) => {
    const subscription = subscribed(total)
    const payments = awaited.map(([amount, dueOn], index) =>
      paid({ id: `i${index}`, amount, dueOn, status: "promised", target: { subscription: "s1" } }),
    )
    const others = [
      paid({ id: "x1", status: "promised" }),
      paid({ id: "x2", dueOn: "2026-01-01", target: { subscription: "s1" } }),
    ]
    const [one] = duesOf(subscription, () => balance, [...payments, ...others], today)
    expect([one!.total, one!.promised]).toEqual([total, awaited.reduce((sum, [amount]) => sum + amount, 0)])
    return [one!.paid, one!.due, one!.over, one!.overdue, one!.nextOn, one!.next]
  },
  "PAY-16": (to: PaymentTarget | null, agreed: string | null) => {
    const known = new Map([
      [referenceFor("g", "lea", { kind: "wallet" }), "of the wallet"],
      [referenceFor("g", "lea", { kind: "basket", distribution: "samedi" }), "of the basket"],
      [referenceFor("g", "lea", { kind: "subscription", subscription: "s1" }), "of the subscription"],
    ])
    const reference = agreed === "RF-of-wallet" ? referenceFor("g", "lea", { kind: "wallet" }) : agreed
    const payment = {
      member: "lea",
      ...(to === null ? {} : { target: to }),
      ...(reference === null ? {} : { reference }),
    }
    return [known.get(referenceOf("g", payment))]
  },
  "PAY-17": (told: {
    readonly kind?: PaymentKind
    readonly status?: "promised" | "cancelled"
    readonly settled?: true
    readonly validated?: true
    readonly banked?: true
    readonly twice?: true
    readonly then?: "bank" | "cancel"
  }) => {
    const purse = new Purse()
    purse.basket = ordered(1200)
    const at = { at: now, by: "camille" }
    const around = () =>
      paying({
        distribution: saturday(told.validated ? { validated: at } : {}),
        till: saturday(told.validated ? { validated: at } : {}),
        basket: purse.basket,
      })
    const open = paying({ distribution: saturday(), till: saturday(), basket: purse.basket })
    const cheque = paid({ kind: told.kind ?? "cheque", amount: 1200, target: { basket: "samedi" }, till: "samedi" })
    const the = () => purse.payments.get("p1")!
    purse.try(told.status === "promised" ? promisePayment(open, null, cheque, null) : recordPayment(open, null, cheque))
    if (told.status === "cancelled") purse.try(cancelPayment(around(), the(), "p1", "a mistake"))
    if (told.banked) purse.try(bankCheque(around(), the(), "p1"))
    if (told.settled) {
      const settled = { ...at, total: 1200, deposits: 0, paid: 1200, postings: [] }
      purse.basket = { ...purse.basket, settled }
      purse.balances.set(wallet, purse.holds(wallet) - 1200)
    }
    const frozen = purse.basket
    let outcome: unknown = purse.try(bounceCheque(around(), the(), "p1", "no funds"))
    if (told.twice) outcome = purse.try(bounceCheque(around(), the(), "p1", "no funds"))
    if (told.then === "bank") outcome = purse.try(bankCheque(around(), the(), "p1"))
    if (told.then === "cancel") outcome = purse.try(cancelPayment(open, the(), "p1", "again"))
    if (told.settled) expect(purse.basket).toBe(frozen)
    const held = [wallet, bankedCheques, moneyIn("cheque")].map((account) => purse.holds(account))
    const till = inTill(expectedInTill(null, [...purse.payments.values()]))
    return [tagOf(outcome) ?? "done", ...held, paidOfBasket(purse.basket), till]
  },
  "PAY-18": (owed: number, parts: number, every: number, kinds: Instalments["kinds"], first: string) =>
    spread({ kinds, first, every }, parts, { balance: -owed, pending: 0 }),
  "MEMBERSHIP-1": (renewal: string, date: string) => {
    const year = yearOf(renewal, date)
    return [year, firstDayOf(renewal, year)]
  },
  "MEMBERSHIP-2": (renewal: string, year: number) => [labelOf(renewal, year)],
  "MEMBERSHIP-3": (fee: number, how: string) => {
    const { purse, membership } = joining(fee, how)
    expect(membership.year).toBe(2025)
    expect(purse.total).toBe(0)
    return [purse.holds(wallet), purse.holds("membership:income"), purse.holds(pending)]
  },
  "MEMBERSHIP-4": (
    fee: number | null | "none",
    asked: { fee?: number; paid?: boolean; again?: boolean; member?: null; year?: number },
  ) => {
    const context = { group: withFee(fee), member: asked.member === null ? null : lea, now, by: "camille" }
    const existing = asked.again === true ? joining(500, "cash").membership : null
    const wanted = { member: "lea", fee: asked.fee, year: asked.year, payment: asked.paid === true ? paid() : null }
    return [answered(takeMembership(context, existing, wanted), ({ membership }) => membership.fee)]
  },
  "MEMBERSHIP-5": (how: string) => {
    const { purse, context, membership } = joining(500, how)
    const which = { member: "lea", year: membership.year, reason: "left" }
    const payment = membership.payment === null ? null : purse.payments.get(membership.payment)!
    const undone = purse.try(cancelMembership(context, membership, which, payment)) as { membership: Membership }
    const again = cancelMembership(context, undone.membership, which, null)
    expect(Result.isSuccess(takeMembership(context, undone.membership, { member: "lea", payment: null }))).toBe(true)
    return [
      purse.holds(wallet),
      purse.holds("membership:income"),
      purse.holds(pending),
      answered(again, () => "undone twice"),
    ]
  },
  "REPORT-1": (account: string) => [kindOfAccount(account)],
  "REPORT-2": (at: string) => {
    const report = periodReport("EUR", may)
    const posting = { from: wallet, to: "cash-box:cash", quantity: 100, unit: "EUR", reason: "r", reference: "x" }
    report.take(journalBatch(at, [posting]))
    const box = report.answer().accounts.find(({ account }) => account === "cash-box:cash")
    return [box?.opening ?? 0, box?.entered ?? 0, box?.closing ?? 0]
  },
  "REPORT-3": (settled: ReadonlyArray<[number, number]>, reopened: ReadonlyArray<[number, number]>) => {
    const report = periodReport("EUR", may)
    const told = { distribution: "samedi", member: "lea", at: now, by: "camille" }
    const vats = ([amount, vat]: [number, number]) => {
      const net = Math.round((amount * 10_000) / (10_000 + vat))
      return [{ vat, gross: amount, net, tax: amount - net }]
    }
    for (const one of settled) {
      const settlement = { at: now, by: "camille", total: one[0], deposits: 0, paid: 0, postings: [], vats: vats(one) }
      report.take({ at: now, facts: [{ fact: { _tag: "BasketSettled", ...told, settlement } }], postings: [] })
    }
    for (const one of reopened) {
      const fact = { _tag: "BasketReopened", ...told, reason: "", vats: vats(one) } as const
      report.take({ at: now, facts: [{ fact }], postings: [] })
    }
    const [row] = report.answer().vats
    return [row?.gross, row?.net, row?.tax]
  },
}

const rules = rulesOn("payments.md")

describe("the rule book's page on payments", () => {
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
