import { roundedRatio, sum } from "./money.ts"

/** An amount, VAT included, taken apart; `net + vat` is the amount. */
export interface VatParts {
  readonly net: number
  readonly vat: number
}

/** What was sold at one rate: `vat` in basis points, `gross = net + tax`. */
export interface VatRow {
  readonly vat: number
  readonly gross: number
  readonly net: number
  readonly tax: number
}

/** Basis points in one whole. */
const whole = 10_000

/**
 * What an amount, VAT included, holds of VAT: the net is rounded once and the VAT is the rest.
 * @rule VAT-1
 */
export function vatOf(amountInclVat: number, basisPoints: number): VatParts {
  const net = roundedRatio(amountInclVat, whole, whole + basisPoints)
  return { net, vat: amountInclVat - net }
}

/**
 * A price without VAT as a price with VAT, rounded once.
 * @rule VAT-2
 */
export function withVat(net: number, basisPoints: number): number {
  return roundedRatio(net, whole + basisPoints, whole)
}

/**
 * The VAT of lines, one row per rate, from the lowest; each rate's VAT is taken from that rate's total.
 * @rule VAT-3
 */
export function vatTable(lines: Iterable<{ readonly amount: number; readonly vat: number }>): Array<VatRow> {
  const amounts = new Map<number, Array<number>>()
  for (const { amount, vat } of lines) {
    const same = amounts.get(vat)
    if (same === undefined) amounts.set(vat, [amount])
    else same.push(amount)
  }
  return [...amounts.entries()]
    .sort(([a], [b]) => a - b)
    .map(([rate, each]) => {
      const gross = sum(each)
      const { net, vat } = vatOf(gross, rate)
      return { vat: rate, gross, net, tax: vat }
    })
}
