/** Below this product and divisor, halves and sums stay exact in plain arithmetic. */
const exact = 2 ** 50

/** Currencies whose minor unit is not the hundredth, by ISO 4217. */
const digitsByCurrency: ReadonlyArray<readonly [number, string]> = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
]

/**
 * `a × b ÷ divisor` computed exactly, then rounded once, half away from zero; never `-0`.
 * Whole numbers in, a whole number out; the divisor is from 1.
 * Throws `RangeError` when the divisor is below 1 or the result is beyond 2^53 − 1.
 * @rule MONEY-1
 */
export function roundedRatio(a: number, b: number, divisor: number): number {
  const product = a * b
  // A product this small was not rounded, and the floor of (2·product + divisor) ÷ (2·divisor) is exact too.
  if (divisor >= 1 && divisor <= exact && product <= exact && product >= -exact) {
    return product >= 0
      ? Math.floor((2 * product + divisor) / (2 * divisor))
      : 0 - Math.floor((divisor - 2 * product) / (2 * divisor))
  }
  return roundedQuotient(BigInt(a) * BigInt(b), BigInt(divisor))
}

/**
 * `numerator ÷ divisor` of integers of any size, rounded once, half away from zero.
 * Throws `RangeError` when the divisor is below 1 or the result is beyond 2^53 − 1.
 * @rule MONEY-1
 */
export function roundedQuotient(numerator: bigint, divisor: bigint): number {
  if (divisor < 1n) throw new RangeError(`Expected a divisor from 1, got ${divisor}.`)
  const size = numerator < 0n ? -numerator : numerator
  const rounded = (2n * size + divisor) / (2n * divisor)
  return exactly(Number(numerator < 0n ? -rounded : rounded))
}

/**
 * The sum of amounts, 0 for none; never `-0`.
 * Throws `RangeError` as soon as a running total is beyond 2^53 − 1.
 * @rule MONEY-2
 */
export function sum(amounts: Iterable<number>): number {
  let total = 0
  for (const amount of amounts) total = exactly(total + amount)
  return total
}

/**
 * How many decimals the currency's minor unit stands for: 2 for EUR, 0 for JPY, 3 for TND.
 * @rule MONEY-3
 */
export function digitsOf(currency: string): number {
  // A list of ours: what Intl answers differs between runtimes (2 or 0 for HUF), and a factor of 100 with it.
  return digitsByCurrency.find(([, currencies]) => currencies.split(" ").includes(currency))?.[0] ?? 2
}

/** The number itself, if it is a whole number that JavaScript and JSON carry exactly. */
function exactly(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Expected a whole number within 2^53 - 1, got ${value}.`)
  return value
}
