import { describe, expect, it } from "vitest"
import * as fc from "fast-check"
import { choiceFrom, isToChoose, partsOf, promisedIn, toCome } from "./checkout.model.ts"

const sheet = {
  status: "confirmed",
  due: 3145,
  payments: [
    { id: "a", kind: "cash", amount: 145, status: "received" },
    { id: "b", kind: "transfer", amount: 1000, status: "promised" },
    { id: "c", kind: "cheque", amount: 9000, status: "cancelled" },
  ],
} as const

describe("what is to be chosen for a basket", () => {
  it("PAY-3: what came is not asked for again, what was promised can change", () => {
    expect(toCome(sheet)).toBe(3000)
    expect(promisedIn(sheet).map(({ id }) => id)).toEqual(["b"])
  })

  it("is asked where less was promised than is due, and never of the money pot", () => {
    expect(isToChoose(sheet, false)).toBe(true)
    expect(isToChoose(sheet, true)).toBe(false)
    expect(isToChoose({ ...sheet, due: 1145 }, false)).toBe(false)
    expect(isToChoose({ ...sheet, status: "draft" }, false)).toBe(false)
  })
})

describe("a choice", () => {
  it("in one part is all that is to come", () => {
    expect(partsOf({ way: "cash", rest: null, text: "" }, 3000, "EUR")).toEqual([{ kind: "cash", amount: 3000 }])
  })

  it("in two parts says why it is none", () => {
    expect(partsOf({ way: "cash", rest: "cash", text: "10" }, 3000, "EUR")).toBe("same")
    expect(partsOf({ way: "cash", rest: "cheque", text: "dix" }, 3000, "EUR")).toBe("amount")
    expect(partsOf({ way: "cash", rest: "cheque", text: "0" }, 3000, "EUR")).toBe("amount")
    expect(partsOf({ way: "cash", rest: "cheque", text: "30" }, 3000, "EUR")).toBe("large")
  })

  it("in two parts loses nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (total, first) => {
        const text = `${Math.floor(first / 100)},${String(first % 100).padStart(2, "0")}`
        const parts = partsOf({ way: "transfer", rest: "cash", text }, total, "EUR")
        const sum = typeof parts === "string" ? parts : parts.reduce((all, { amount }) => all + amount, 0)
        expect(sum).toBe(first >= total ? "large" : total)
      }),
    )
  })

  it("begins with what was chosen before", () => {
    const ways = ["transfer", "cheque", "cash"] as const
    expect(choiceFrom([], ways, String)).toEqual({ way: "transfer", rest: null, text: "" })
    const two = [
      { id: "a", kind: "cash", amount: 500 },
      { id: "b", kind: "cheque", amount: 700 },
    ] as const
    expect(choiceFrom(two, ways, String)).toEqual({ way: "cash", rest: "cheque", text: "500" })
    expect(choiceFrom([{ id: "a", kind: "card", amount: 500 }], ways, String)).toMatchObject({ way: "transfer" })
  })
})
