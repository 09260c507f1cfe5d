import { describe, expect, it } from "vitest"
import * as fc from "fast-check"
import {
  amountIn,
  basketWaysOf,
  announcedOf,
  dayIn,
  dayWithYear,
  movedOf,
  reasonOfPayment,
  openOf,
  owingOf,
  reasonOf,
  stepsTo,
  typed,
  waysOf,
} from "./wallet.model.ts"
import type { Part, Promised, Way } from "./wallet.model.ts"
import type { Payment, Season } from "./purse.store.ts"

const policy = { moneyPot: false, floor: 0 }

describe("ways of paying", () => {
  it("PAY-4: are those that the group offers, and on the spot where several change hands there", () => {
    expect(waysOf(policy)).toEqual(["transfer", "cheque", "cash", "card"])
    expect(basketWaysOf({ ...policy, kinds: ["cash", "transfer"] })).toEqual(["transfer", "cash"])
    expect(basketWaysOf({ ...policy, kinds: ["cash", "cheque"] })).toEqual(["cheque", "cash", "on-the-spot"])
  })

  it("the money pot stands alone", () => {
    expect(basketWaysOf({ ...policy, moneyPot: true })).toEqual([])
  })
})

describe("amounts as people type them", () => {
  it.each([
    ["50", 5000],
    ["12,5", 1250],
    ["12.50", 1250],
    [" 1 250,00 € ", 125_000],
    ["0", 0],
    ["", undefined],
    ["-5", undefined],
    ["12,505", undefined],
    ["abc", undefined],
    ["1,2,3", undefined],
  ])("%j is %s", (text, amount) => {
    expect(amountIn(text, "EUR")).toBe(amount)
  })

  it("currencies without cents have none", () => {
    expect(amountIn("1500", "JPY")).toBe(1500)
    expect(amountIn("1500,5", "JPY")).toBeUndefined()
  })

  it("what a field shows is read again as it was", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom("fr-FR", "en-GB"), (amount, locale) => {
        expect(amountIn(typed(amount, "EUR", locale), "EUR")).toBe(amount)
      }),
    )
  })
})

describe("the way from what was promised to what is wanted", () => {
  const about = {
    distribution: "samedi",
    reason: "changed",
    reference: (kind: Way) => (kind === "transfer" ? "RF1" : null),
  }

  it("PAY-4: more in the same way is added, less is taken back first", () => {
    const before: ReadonlyArray<Promised> = [{ id: "a", kind: "cash", amount: 1000 }]
    expect(stepsTo([{ kind: "cash", amount: 1500 }], before, about)).toEqual([
      { promise: { kind: "cash", amount: 500, target: { basket: "samedi" } } },
    ])
    expect(stepsTo([{ kind: "cash", amount: 600 }], before, about)).toEqual([
      { cancel: "a", reason: "changed" },
      { promise: { kind: "cash", amount: 600, target: { basket: "samedi" } } },
    ])
    expect(stepsTo([{ kind: "cash", amount: 1000 }], before, about)).toEqual([])
  })

  it("another way takes the place of the one before, with its reference", () => {
    expect(stepsTo([{ kind: "transfer", amount: 700 }], [{ id: "a", kind: "cash", amount: 700 }], about)).toEqual([
      { cancel: "a", reason: "changed" },
      { promise: { kind: "transfer", amount: 700, target: { basket: "samedi" }, reference: "RF1" } },
    ])
  })

  it("PAY-3: whatever was promised, what is promised then is what is wanted", () => {
    const kinds: ReadonlyArray<Way> = ["transfer", "cheque", "cash"]
    const amounts = fc.tuple(fc.nat(5000), fc.nat(5000), fc.nat(5000))
    fc.assert(
      fc.property(amounts, amounts, (before, after) => {
        const promised = kinds.flatMap((kind, at) => (before[at]! > 0 ? [{ id: kind, kind, amount: before[at]! }] : []))
        const wanted: ReadonlyArray<Part> = kinds.map((kind, at) => ({ kind, amount: after[at]! }))
        const held = new Map(promised.map(({ kind, amount }) => [kind as string, amount]))
        for (const step of stepsTo(wanted, promised, about)) {
          if ("cancel" in step) held.delete(step.cancel)
          else held.set(step.promise.kind, (held.get(step.promise.kind) ?? 0) + step.promise.amount)
        }
        expect(Object.fromEntries(held)).toEqual(
          Object.fromEntries(wanted.filter(({ amount }) => amount > 0).map(({ kind, amount }) => [kind, amount])),
        )
      }),
    )
  })

  it("what is open is what is due less what is promised or came", () => {
    const paid = [
      { amount: 500, status: "received" },
      { amount: 300, status: "promised" },
      { amount: 9000, status: "cancelled" },
    ]
    expect(openOf(1000, paid)).toBe(200)
    expect(openOf(700, paid)).toBe(-100)
  })
})

describe("movements in words", () => {
  it("WALLET-2: a payment, one that was taken back, a refund, and what is not known", () => {
    expect(reasonOf({ reason: "payment-cheque", amount: 500 })).toBe("payment/cheque")
    expect(reasonOf({ reason: "payment-cheque", amount: -500 })).toBe("payment-back/cheque")
    expect(reasonOf({ reason: "refund-cash", amount: -500 })).toBe("refund/cash")
    expect(reasonOf({ reason: "refund-cash", amount: 500 })).toBe("refund-back/cash")
    expect(reasonOf({ reason: "payment-moved", amount: 500 })).toBe("payment-moved")
    expect(reasonOf({ reason: "basket", amount: -1 })).toBe("basket")
  })
})

describe("what came for a contract", () => {
  const told = { member: "lea", amount: 100, kind: "cheque", note: "", at: "2026-11-01T10:00:00.000Z" } as const
  const target = { subscription: "s" }

  it("PAY-1, PAY-8: each payment and each refund of it, the last first; not what is awaited or was taken back", () => {
    const payments: ReadonlyArray<Payment> = [
      { ...told, id: "paid", target },
      { ...told, id: "came", target, receivedAt: "2026-11-20T10:00:00.000Z" },
      { ...told, id: "back", target, direction: "out", at: "2026-11-21T10:00:00.000Z" },
      { ...told, id: "awaited", target, status: "promised" },
      { ...told, id: "gone", target, status: "cancelled" },
      { ...told, id: "pot" },
      { ...told, id: "other", target: { subscription: "t" } },
    ]
    expect(movedOf(payments, "s").map(({ id }) => id)).toEqual(["back", "came", "paid"])
  })

  it("is called as the movements of the wallet are", () => {
    expect(reasonOfPayment({ ...told, id: "a" })).toBe("payment/cheque")
    expect(reasonOfPayment({ ...told, id: "a", direction: "out" })).toBe("refund/cheque")
    expect(reasonOfPayment({ ...told, id: "a", kind: "moved" })).toBe("payment-moved")
  })

  it("PAY-15: today is the day where the group is", () => {
    expect(dayIn("2026-11-29T23:30:00.000Z", "Europe/Paris")).toBe("2026-11-30")
    expect(dayIn("2026-11-29T23:30:00.000Z", "America/New_York")).toBe("2026-11-29")
    expect(dayWithYear("2027-01-05", "fr-FR")).toBe("5 janv. 2027")
  })
})

describe("what is announced and owed", () => {
  const told = { member: "lea", amount: 100, kind: "cheque", note: "", status: "promised" } as const
  const payments: ReadonlyArray<Payment> = [
    { ...told, id: "late", at: "2026-01-03T00:00:00.000Z", target: { subscription: "s" }, dueOn: "2026-02-01" },
    { ...told, id: "soon", at: "2026-01-03T00:00:00.000Z", target: { subscription: "s" }, dueOn: "2026-01-15" },
    { ...told, id: "pot", at: "2026-01-01T00:00:00.000Z" },
    { ...told, id: "basket", at: "2026-01-01T00:00:00.000Z", target: { basket: "b" } },
  ]

  it("instalments stand in the order they are due, the money pot's apart", () => {
    expect(announcedOf(payments, "s").map(({ id }) => id)).toEqual(["soon", "late"])
    expect(announcedOf(payments, null).map(({ id }) => id)).toEqual(["pot"])
  })

  it("contracts with most left come first, those of others not at all", () => {
    const season = (id: string, member: string, balance: number) =>
      ({ id, debts: [{ member, owed: 1000, paid: 1000 + balance, balance }] }) as unknown as Season
    const seasons = [season("a", "lea", 0), season("b", "lea", -400), season("c", "tom", -900)]
    expect(owingOf(seasons, "lea").map(({ id }) => id)).toEqual(["b", "a"])
  })
})
