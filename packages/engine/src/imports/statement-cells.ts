import { parseDecimal } from "@cabas/core/values"

const exists = (date: string): boolean => {
  const read = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date)
}

/**
 * A day as banks write it, day before month unless the year comes first; a time after it is left out. `undefined` for
 * anything else, and for days that the calendar does not have.
 * @rule BANK-10
 */
export function statementDay(text: string): string | undefined {
  const written =
    /^(?<day>\d{1,2})[./-](?<month>\d{1,2})[./-](?<year>\d{4}|\d{2})(?:[ T,].*)?$/.exec(text) ??
    /^(?<year>\d{4})[./-]?(?<month>\d{2})[./-]?(?<day>\d{2})(?:[ T,Z+-].*)?$/.exec(text)
  if (written === null) return undefined
  const { year = "", month = "", day = "" } = written.groups ?? {}
  const date = `${year.padStart(4, "20")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`
  return exists(date) ? date : undefined
}

const currencyMark = /€|\b(?:EUR|CHF|GBP|USD)\b|£|\$/gi

/** An amount without the currency beside it, a minus behind it put before it. */
export const bareAmount = (text: string): string =>
  text
    .replaceAll(currencyMark, "")
    .trim()
    .replace(/^(.*\d)\s*([-−])$/, "$2$1")
    .replace(/^([+\-−])\s+/, "$1")

/**
 * An amount in minor units, below zero for what went out. `undefined` when it is no number, can be read in two ways, or
 * has more decimals than the currency.
 * @rule BANK-10
 */
export function statementAmount(text: string, digits: number, language: string | undefined): number | undefined {
  const decimal = parseDecimal(bareAmount(text), language)
  if (decimal === undefined) return undefined
  // Zeros behind the last decimal of the currency say nothing.
  const surplus = 10 ** Math.max(0, decimal.scale - digits)
  const amount = (decimal.digits / surplus) * 10 ** Math.max(0, digits - decimal.scale)
  return Number.isSafeInteger(amount) ? amount : undefined
}
