import { describe, expect, it } from "vitest"
import { fits, heapOf, inOrder, rowsOf, sumOf } from "./books.model.ts"
import type { Payment } from "./books.store.ts"

it("a payment is found by any of its words, whatever accents and case", () => {
  expect(fits("", "Léa Martin")).toBe(true)
  expect(fits("lea 45,50", "MARTIN Léa", "45,50 €")).toBe(true)
  expect(fits("lea 46", "MARTIN Léa", "45,50 €")).toBe(false)
})

it("payments stand in the order they are to come", () => {
  const told = { member: "lea", amount: 100, kind: "cheque", note: "" } as const
  const payments: ReadonlyArray<Payment> = [
    { ...told, id: "b", at: "2026-03-01T00:00:00.000Z" },
    { ...told, id: "a", at: "2026-05-01T00:00:00.000Z", dueOn: "2026-02-01" },
  ]
  expect(inOrder(payments).map(({ id }) => id)).toEqual(["a", "b"])
  expect(sumOf(payments)).toBe(200)
})

describe("a mass entry", () => {
  it("PAY-13: leaves out what is blank or nothing, and says what is no amount", () => {
    const entry = (member: string, text: string) => ({ member, subscription: "s", text })
    const { rows, wrong } = rowsOf([entry("a", "12,50"), entry("b", " "), entry("c", "x"), entry("d", "0")], "EUR")
    expect(rows.map(({ member, amount }) => [member, amount])).toEqual([
      ["a", 1250],
      ["b", null],
      ["c", null],
      ["d", null],
    ])
    expect(wrong.map(({ member }) => member)).toEqual(["c"])
  })
})

it("BANK-7: lines of a statement are recognised, to be checked, unknown, or left aside", () => {
  expect(["matched", "matched-other-amount", "suggested", "member-known"].map(heapOf)).toEqual([
    "matched",
    "review",
    "review",
    "review",
  ])
  expect(["unmatched", "unreadable", "ignored", "already"].map(heapOf)).toEqual([
    "unmatched",
    "unmatched",
    "ignored",
    "ignored",
  ])
})
