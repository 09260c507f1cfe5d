import type { Measure } from "../values/values.schema.ts"
import { amountOf, unitOf } from "../values/measure.ts"
import { digitsOf } from "../values/money.ts"

/** The languages that refusals are said in. */
export type Language = "fr" | "en"

/** What a refusal may name by its id. */
export type Named =
  | "catalog"
  | "delivery"
  | "distribution"
  | "group"
  | "member"
  | "place"
  | "producer"
  | "product"
  | "subscription"

/** How to say things to people: in which language, money and zone, and what they call what only has an id. */
export interface Wording {
  readonly language: Language
  /** An ISO 4217 code. */
  readonly currency: string
  /** The zone whose clock people read, the group's. */
  readonly timeZone: string
  /** The name of something, when the page knows it; otherwise its id is said. */
  readonly nameOf?: ((kind: Named, id: string) => string | undefined) | undefined
}

/** How each thing that a sentence holds is written. */
export interface Formats {
  /** Minor units of the currency: "12,50 €". */
  readonly money: (amount: number) => string
  /** In the unit people say: "500 g", "1,5 kg", "75 cl", "3 pièces". */
  readonly measure: (measure: Measure) => string
  /** An instant on the group's clock: "mardi 5 mai 2026 à 20:00". */
  readonly moment: (instant: string) => string
  /** A day of the calendar: "mardi 5 mai 2026". */
  readonly day: (date: string) => string
  readonly name: (kind: Named, id: string) => string
}

/** Words that formats need in each language: the locale, singular and plural of a piece, day and time put together. */
const words = {
  fr: { locale: "fr-FR", piece: ["pièce", "pièces"], at: "à", first: "1er" },
  en: { locale: "en-GB", piece: ["piece", "pieces"], at: "at", first: "1" },
} as const

/** A space that no line breaks at. */
const joined = "\u00a0"

/** The formats of a wording. */
export const formatsOf = ({ language, currency, timeZone, nameOf }: Wording): Formats => {
  const { locale, at } = words[language]
  const clock = new Intl.DateTimeFormat(locale, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
  return {
    money: moneyFormat(locale, currency),
    measure: (measure) => written(measure, language),
    moment: (instant) => `${dayIn(language, timeZone, instant)} ${at} ${clock.format(Date.parse(instant))}`,
    day: (date) => dayIn(language, "UTC", `${date}T12:00:00Z`),
    name: (kind, id) => nameOf?.(kind, id) ?? id,
  }
}

const moneyFormat = (locale: string, currency: string): ((amount: number) => string) => {
  const digits = digitsOf(currency)
  // Said rather than left to Intl: what it knows of some currencies differs between runtimes (MONEY-3).
  const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, ...fixed })
  return (amount) => format.format(amount / 10 ** digits)
}

/** Put together from its parts, since runtimes differ about commas and small words. */
const dayIn = (language: Language, timeZone: string, instant: string): string => {
  const { locale, first } = words[language]
  const shown = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const
  const parts = new Intl.DateTimeFormat(locale, { timeZone, ...shown }).formatToParts(Date.parse(instant))
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ""
  const day = part("day") === "1" ? first : part("day")
  return `${part("weekday")} ${day} ${part("month")} ${part("year")}`
}

/** From a thousand on, grams are said in kilograms and millilitres in litres; tens of millilitres in centilitres. */
const written = (measure: Measure, language: Language): string => {
  const amount = amountOf(measure)
  const { locale, piece } = words[language]
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(value)
  // French counts nothing in the singular.
  const isSingular = amount === 1 || (amount === 0 && language === "fr")
  switch (unitOf(measure)) {
    case "pieces":
      return `${number(amount)}${joined}${piece[isSingular ? 0 : 1]}`
    case "grams":
      return amount < 1000 ? `${number(amount)}${joined}g` : `${number(amount / 1000)}${joined}kg`
    case "millilitres":
      if (amount >= 1000) return `${number(amount / 1000)}${joined}L`
      return amount % 10 === 0 && amount > 0 ? `${number(amount / 10)}${joined}cl` : `${number(amount)}${joined}ml`
  }
}
