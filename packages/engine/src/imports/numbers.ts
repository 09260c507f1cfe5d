import { parseDecimal, parseQuantity, roundedQuotient } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"

/** The most a price or a quantity may be. @see D2 */
const most = 1_000_000_000n

/**
 * A language that writes the decimals of this file's numbers as the file does: with a comma, with a dot,
 * or `undefined` when the file does not show which, or shows both.
 * @rule IMPORT-4
 */
export function languageOf(numbers: Iterable<string>, currencyDigits: number): "de" | "en" | undefined {
  let comma = false
  let dot = false
  for (const number of numbers) {
    const written = /^[^\d]*\d[\d \u00a0\u202f'’]*([.,])(\d+)\D*$/.exec(number)
    // Three digits after one mark may be thousands; in a currency of three decimals they are decimals.
    if (written === null || (written[2]!.length === 3 && currencyDigits !== 3)) continue
    if (written[1] === ",") comma = true
    else dot = true
  }
  return comma === dot ? undefined : comma ? "de" : "en"
}

const currency = /^(?:€|eur|chf|£|\$)|(?:€|euros?|eur|chf|fr|£|\$)\.?$/i

/** Why a price cannot be read. */
export type PriceTrouble = "not-a-number" | "ambiguous" | "negative" | "too-large"

/**
 * A price in minor units with VAT, from one written with it (`vat` 0) or without: exact, rounded once.
 * `exact` says whether the file's number was that of whole minor units.
 * @rule IMPORT-5
 */
export function priceOf(
  text: string,
  options: { readonly vat: number; readonly digits: number; readonly language: string | undefined },
): { readonly price: number; readonly exact: boolean } | PriceTrouble {
  const number = text.replace(currency, "").trim()
  const decimal = parseDecimal(number, options.language)
  if (decimal === undefined) return /^\d{1,3}[.,]\d{3}$/.test(number) ? "ambiguous" : "not-a-number"
  if (decimal.digits < 0) return "negative"
  const numerator = BigInt(decimal.digits) * 10n ** BigInt(options.digits) * BigInt(10_000 + options.vat)
  const divisor = 10n ** BigInt(decimal.scale) * 10_000n
  if (numerator > most * divisor) return "too-large"
  return { price: roundedQuotient(numerator, divisor), exact: numerator % divisor === 0n }
}

/** A rate in basis points from one in percent: "5,5", "5.5 %". `undefined` unless it is 0 to 100 % and whole basis points. */
export function rateOf(text: string, language: string | undefined): number | undefined {
  const rate = timesOf(text.replace(/%$/, ""), 100, language)
  return rate !== undefined && rate <= 10_000 ? rate : undefined
}

/** `text × size` when that is a whole number from 0 that a measure may hold. */
export function timesOf(text: string, size: number, language: string | undefined): number | undefined {
  const decimal = parseDecimal(text, language)
  if (decimal === undefined || decimal.digits < 0) return undefined
  const product = BigInt(decimal.digits) * BigInt(size)
  const divisor = 10n ** BigInt(decimal.scale)
  return product % divisor === 0n && product <= most * divisor ? Number(product / divisor) : undefined
}

/** Words that count one thing without saying what it holds, beside those that core reads. */
const counted = new Set(
  (
    "u unite unites unité unités unit units st stk stück stueck botte bottes bouquet bouquets bund bunch bunches " +
    "flasche flaschen bouteille bouteilles bottle bottles glas gläser bocal bocaux jar jars pot pots sachet sachets " +
    "barquette barquettes paquet paquets packung packungen tête têtes tete tetes kopf"
  ).split(" "),
)

/** A quantity cut in its number and its unit's word, either of which may be missing. */
export function partsOf(text: string): { readonly number: string; readonly word: string } {
  const written = /^([\d.,\s'’]*\d)?\s*(.*)$/s.exec(text.trim())
  return { number: written?.[1] ?? "", word: (written?.[2] ?? "").trim().replace(/\.$/, "").toLowerCase() }
}

/** Whether the word names something that is counted, weighed or poured. */
export const isUnit = (word: string): boolean => word === "" || measured("1", word, undefined) !== undefined

/**
 * So many of a unit: "0,5" "kg", "12" "pièces". `undefined` when the unit is unknown or it is not whole grams,
 * millilitres or pieces.
 * @rule IMPORT-7
 */
export function measured(number: string, word: string, language: string | undefined): Measure | undefined {
  const text = counted.has(word) ? number : `${number} ${word}`
  return (
    parseQuantity(text, "pieces", language) ??
    parseQuantity(text, "grams", language) ??
    parseQuantity(text, "millilitres", language)
  )
}
