import { describe, expect, it } from "vitest"
import type { Payment } from "../books/books.store.ts"
import { mostOf, ofPayment, receivedFirst, refundOf } from "./refunds.model.ts"

const payment = (told: Partial<Payment> = {}): Payment => ({
  id: "p1",
  member: "lea",
  amount: 500,
  kind: "cheque",
  note: "",
  at: "2026-11-02T10:00:00.000Z",
  ...told,
})

describe("what may go back", () => {
  it("PAY-8: of payments that were received, the last ones first; not of what was promised, cancelled or given back", () => {
    const payments = [
      payment({ id: "old" }),
      payment({ id: "promised", status: "promised" }),
      payment({ id: "gone", status: "cancelled" }),
      payment({ id: "back", direction: "out" }),
      payment({ id: "came", at: "2026-10-01T10:00:00.000Z", receivedAt: "2026-11-20T10:00:00.000Z" }),
    ]
    expect(receivedFirst(payments).map(({ id }) => id)).toEqual(["came", "old"])
  })

  it("PAY-8: all of it, as much as is over, or nothing", () => {
    const refused = (refusal: object) => ({ refusal: { member: "lea", ...refusal } }) as never
    expect(mostOf(500, { answer: payment() })).toBe(500)
    expect(mostOf(500, refused({ _tag: "RefundTooLarge", amount: 500, possible: 120 }))).toBe(120)
    expect(mostOf(500, refused({ _tag: "NothingToRefund" }))).toBe(0)
    expect(mostOf(500, { problem: "offline" })).toBe(0)
  })

  it("PAY-8: it goes back of what it was for, in the way it came where money goes back in it", () => {
    const ofBasket = ofPayment(payment({ target: { basket: "samedi" } }))
    const told = { member: "lea", amount: 120, kind: "cash", note: "Trop payé" } as const
    expect(refundOf(ofBasket, told)).toEqual({ ...told, target: { basket: "samedi" } })
    expect(refundOf(ofPayment(payment()), told)).toEqual(told)
    expect([ofBasket.kind, ofPayment(payment({ kind: "deposit" })).kind]).toEqual(["cheque", "transfer"])
  })
})
