import { amountOf, digitsOf, unitOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"
import type { Words } from "../languages/languages.ts"

/** How much of a date is said: `samedi 28 novembre`, `sam. 28 nov.`. */
export type DateLength = "long" | "short"

const formats = new Map<string, unknown>()

/** Making a formatter is slow, so each is made once. */
const cached = <F>(kind: string, locale: string, options: object, make: () => F): F => {
  const id = kind + locale + JSON.stringify(options)
  const known = (formats.get(id) as F | undefined) ?? make()
  formats.set(id, known)
  return known
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Money, measures and dates as people of one language write them. Zones are those of the group, not of the device. */
export class Format {
  /** A tag such as `fr-CA`. */
  readonly locale: string
  readonly #words: Words["format"]

  constructor(locale: string, words: Words["format"]) {
    this.locale = locale
    this.#words = words
  }

  number(value: number, options: Intl.NumberFormatOptions = {}): string {
    return cached("number", this.locale, options, () => new Intl.NumberFormat(this.locale, options)).format(value)
  }

  /** Minor units of a currency: 600 is `6,00 €`; marked `≈` when it is an estimate. */
  money(amount: number, currency: string, estimate = false): string {
    const digits = digitsOf(currency)
    const text = this.number(amount / 10 ** digits, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    return estimate ? this.#words.about(text) : text
  }

  /** A measure in the unit people say: `3`, `500 g`, `1,5 kg`, `75 cl` is `750 ml`; `unitDisplay` long for speech. */
  measure(measure: Measure, unitDisplay: "short" | "long" = "short"): string {
    const amount = amountOf(measure)
    const unit = unitOf(measure)
    if (unit === "pieces") return unitDisplay === "long" ? this.pieces(amount) : this.number(amount)
    const big = amount >= 1000
    const name = unit === "grams" ? (big ? "kilogram" : "gram") : big ? "liter" : "milliliter"
    return this.number(big ? amount / 1000 : amount, {
      style: "unit",
      unit: name,
      unitDisplay,
      maximumFractionDigits: 3,
    })
  }

  /** `3 pièces`. */
  pieces(count: number): string {
    return this.#words.pieces(count, this.number(count))
  }

  /** A price per measure: `2,40 €/kg`, `1,20 € les 250 g`. */
  price(amount: number, per: Measure, currency: string): string {
    const money = this.money(amount, currency)
    const size = amountOf(per)
    const unit = unitOf(per)
    if (unit === "pieces" && size === 1) return this.#words.perPiece(money)
    if (size === 1000) return unit === "grams" ? this.#words.perKilogram(money) : this.#words.perLitre(money)
    return this.#words.per(money, this.measure(per, unit === "pieces" ? "long" : "short"))
  }

  #date(instant: string, zone: string, options: Intl.DateTimeFormatOptions) {
    const whole = { ...options, timeZone: zone }
    return cached("date", this.locale, whole, () => new Intl.DateTimeFormat(this.locale, whole)).formatToParts(
      new Date(instant),
    )
  }

  /** `mardi 24 novembre`; the year only where it is another one than that of `now`. */
  date(instant: string, zone: string, length: DateLength = "long"): string {
    return this.#date(instant, zone, { weekday: length, day: "numeric", month: length })
      .map(({ value }) => value)
      .join("")
  }

  /** `Mardi 24 novembre`, to begin a sentence. */
  Date(instant: string, zone: string, length: DateLength = "long"): string {
    return capitalised(this.date(instant, zone, length))
  }

  /** `18 h 05`. */
  time(instant: string, zone: string): string {
    const parts = this.#date(instant, zone, { hour: "numeric", minute: "2-digit", hourCycle: "h23" })
    const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ""
    return this.#words.time(part("hour").replace(/^0(?=\d)/, ""), part("minute"))
  }

  /** `10 h–12 h`. */
  hours(from: string, to: string, zone: string): string {
    return this.#words.hours(this.time(from, zone), this.time(to, zone))
  }

  /** `dans 3 jours`. */
  relative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
    const options = { numeric: "always" } as const
    const make = () => new Intl.RelativeTimeFormat(this.locale, options)
    return cached("relative", this.locale, options, make).format(value, unit)
  }
}
