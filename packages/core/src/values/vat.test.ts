import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { sum } from "./money.ts"
import { vatOf, vatTable, withVat } from "./vat.ts"

const amount = fc.integer({ min: -1e12, max: 1e12 })
const rate = fc.oneof(fc.constantFrom(0, 210, 550, 1000, 2000), fc.nat(10_000))
const lines = fc.array(fc.record({ amount, vat: rate }))

describe("VAT-1 (D5): the net is rounded, the VAT is the rest", () => {
  it("VAT-1: net and VAT add up, on the same side of zero, and mirror; never -0", () => {
    fc.assert(
      fc.property(amount, rate, (gross, points) => {
        const { net, vat } = vatOf(gross, points)
        expect(net + vat).toBe(gross)
        expect(Math.abs(net)).toBeLessThanOrEqual(Math.abs(gross))
        expect([net, vat].some((part) => Object.is(part, -0))).toBe(false)
        expect(vatOf(0 - gross, points)).toStrictEqual({ net: 0 - net, vat: 0 - vat })
      }),
    )
  })

  it("VAT-1: the net is within half a cent of exact", () => {
    fc.assert(
      fc.property(amount, rate, (gross, points) => {
        const missed = BigInt(vatOf(gross, points).net) * BigInt(10_000 + points) - BigInt(gross) * 10_000n
        expect((missed < 0n ? -missed : missed) * 2n <= BigInt(10_000 + points)).toBe(true)
      }),
    )
  })
})

describe("VAT-2 (PR2): a price without VAT becomes a price with VAT, once", () => {
  it("VAT-2: taking the VAT out again gives the net back", () => {
    fc.assert(
      fc.property(amount, rate, (net, points) => {
        expect(vatOf(withVat(net, points), points).net).toBe(net)
      }),
    )
  })
})

describe("VAT-3 (D5): a VAT table has one row per rate", () => {
  it("VAT-3: rows rise by rate and add up to the lines, in whatever order these come", () => {
    fc.assert(
      fc.property(lines, (each) => {
        const rows = vatTable(each)
        expect(rows.map((row) => row.vat)).toStrictEqual(
          [...new Set(each.map((line) => line.vat))].sort((a, b) => a - b),
        )
        expect(sum(rows.map((row) => row.gross))).toBe(sum(each.map((line) => line.amount)))
        for (const row of rows) expect(row.net + row.tax).toBe(row.gross)
        expect(vatTable(each.toReversed())).toStrictEqual(rows)
      }),
    )
  })
})
