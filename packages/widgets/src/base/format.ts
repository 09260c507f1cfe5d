import { amountOf, digitsOf, unitOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"
import type { Words } from "../languages/languages.ts"

/** How much of a word is written: `samedi 28 novembre` or `sam. 28 nov.`, `1,5 kilogramme` or `1,5 kg`. */
export type Length = "long" | "short"

const made: Record<string, unknown> = {}

/** Making a formatter is slow, so each is made once. */
const cached = <F>(make: new (locale: string, options: object) => F, locale: string, options: object): F => {
  const id = make.name + locale + JSON.stringify(options)
  return (made[id] ??= new make(locale, options)) as F
}

/** Money, measures and dates as people of one language write them. Zones are those of the group, not of the device. */
export class Format {
  /** A tag such as `fr-CA`. */
  readonly locale: string
  readonly #say: Words

  constructor(locale: string, say: Words) {
    this.locale = locale
    this.#say = say
  }

  #number(value: number, options: Intl.NumberFormatOptions): string {
    return cached(Intl.NumberFormat, this.locale, options).format(value)
  }

  #date(instant: string, timeZone: string, options: Intl.DateTimeFormatOptions): ReadonlyArray<string> {
    const format = cached(Intl.DateTimeFormat, this.locale, { timeZone, ...options })
    return format
      .formatToParts(Date.parse(instant))
      .map(({ type, value }) => (type === "day" ? this.#say.day(value) : value))
  }

  /** Minor units of a currency: 600 is `6,00 €`; marked `≈` when it is an estimate. */
  money(amount: number, currency: string, isEstimate = false): string {
    const digits = digitsOf(currency)
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
    const text = this.#number(amount / 10 ** digits, { style: "currency", currency, ...options })
    return isEstimate ? this.#say.about(text) : text
  }

  /** A measure in the unit people say: `3`, `500 g`, `1,5 kg`; in words when it is read aloud. */
  measure(measure: Measure, unitDisplay: Length = "short"): string {
    const amount = amountOf(measure)
    const unit = unitOf(measure)
    if (unit === "pieces") return unitDisplay === "long" ? this.#say.pieces(amount) : this.#number(amount, {})
    const isLarge = amount >= 1000
    const name = (isLarge ? "kilo" : "") + "gram"
    const volume = isLarge ? "liter" : "milliliter"
    const options = {
      style: "unit",
      unit: unit === "grams" ? name : volume,
      unitDisplay,
      maximumFractionDigits: 3,
    } as const
    return this.#number(isLarge ? amount / 1000 : amount, options)
  }

  /** A price per measure: `2,40 €/kg`, `1,20 € les 250 g`. */
  price(amount: number, per: Measure, currency: string): string {
    const money = this.money(amount, currency)
    const unit = unitOf(per)
    const size = amountOf(per)
    if (size === 1000 && unit !== "pieces") return `${money}/${unit === "grams" ? "kg" : "L"}`
    return size === 1
      ? this.#say.each(money)
      : this.#say.per(money, this.measure(per, unit === "pieces" ? "long" : "short"))
  }

  /** `mardi 24 novembre`. */
  date(instant: string, zone: string, length: Length = "long"): string {
    return this.#date(instant, zone, { weekday: length, day: "numeric", month: length }).join("")
  }

  /** `Mardi 24 novembre`, to begin with. */
  title(instant: string, zone: string): string {
    const text = this.date(instant, zone)
    return text.charAt(0).toUpperCase() + text.slice(1)
  }

  /** `10 h–12 h`. */
  hours(from: string, to: string, zone: string): string {
    return `${this.time(from, zone)}–${this.time(to, zone)}`
  }

  /** `18 h 05`. */
  time(instant: string, zone: string): string {
    const [hour = "", , minute = ""] = this.#date(instant, zone, {
      hour: "numeric",
      minute: "2-digit",
      hourCycle: "h23",
    })
    return this.#say.time(String(Number(hour)), minute)
  }

  /** `mardi 24 novembre, 18 h 05`. */
  moment(instant: string, zone: string, length: Length = "long"): string {
    return `${this.date(instant, zone, length)}, ${this.time(instant, zone)}`
  }

  /** `dans 3 jours`. */
  relative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
    return cached(Intl.RelativeTimeFormat, this.locale, {}).format(value, unit)
  }
}
