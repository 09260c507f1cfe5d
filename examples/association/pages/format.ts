import { amountOf, unitOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"

/** How money, quantities and dates are written in a language. */
export interface Format {
  readonly money: (cents: number) => string
  readonly measure: (measure: Measure) => string
  /** What a price is for: "/ kg", "/ 250 g", "" for one piece. */
  readonly per: (measure: Measure) => string
  readonly day: (instant: string) => string
  readonly moment: (instant: string) => string
  readonly compare: (a: string, b: string) => number
}

const zone = "Europe/Paris"

/** Amounts from one kilogram or litre on are said in it. */
const scaled = (amount: number, small: string, large: string): readonly [number, string] =>
  amount >= 1000 ? [amount / 1000, large] : [amount, small]

/** The words of a language for amounts and moments, in the group's zone. */
export const formatOf = (language: string): Format => {
  const money = new Intl.NumberFormat(language, { style: "currency", currency: "EUR" })
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 3 })
  const day = new Intl.DateTimeFormat(language, { timeZone: zone, weekday: "long", day: "numeric", month: "long" })
  const moment = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  })
  const measure = (told: Measure): string => {
    const unit = unitOf(told)
    if (unit === "pieces") return number.format(amountOf(told))
    const [amount, word] = unit === "grams" ? scaled(amountOf(told), "g", "kg") : scaled(amountOf(told), "ml", "l")
    return `${number.format(amount)}\u00A0${word}`
  }
  const one = (told: Measure): string => {
    const unit = unitOf(told)
    if (unit === "pieces") return amountOf(told) === 1 ? "" : `/ ${amountOf(told)}`
    if (amountOf(told) === 1000) return unit === "grams" ? "/ kg" : "/ l"
    return `/ ${measure(told)}`
  }
  const collator = new Intl.Collator(language)
  return {
    money: (cents) => money.format(cents / 100),
    measure,
    per: one,
    day: (instant) => day.format(Date.parse(instant)),
    moment: (instant) => moment.format(Date.parse(instant)),
    compare: collator.compare,
  }
}
