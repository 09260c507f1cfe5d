import type { Refusal } from "@cabas/core/refusals"
import type { Measure } from "@cabas/core/values"
import type { Speech } from "../base/language.ts"
import type { Names } from "./season.store.ts"

/** What a refusal tells, written as people read it; what it does not tell is empty. */
export type Told = (field: string) => string

interface Short {
  readonly delivery: string
  readonly name: string
  readonly left: Measure
}

const aDay = /^\d{4}-\d\d-\d\d$/
const aMoment = /^\d{4}-\d\d-\d\dT/

/** How the rules of a season write its dates: days of the calendar, and days of the week from Monday, which is 1. */
export interface Dates {
  readonly day: (date: string) => string
  readonly weekday: (number: number) => string
}

/** The noon of a day, which is that day in any zone that is asked for in UTC. */
export const noon = (day: string): string => `${day}T12:00:00.000Z`

/** `jeudi 8 octobre`. */
export const dayIn = ({ format }: Speech, day: string): string => format.date(noon(day), "UTC")

const inUtc = ({ format }: Speech, day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(format.locale, { timeZone: "UTC", ...options }).format(Date.parse(noon(day)))

/** `mai 2026`, of `2026-05`. */
export const monthIn = (speech: Speech, month: string): string =>
  inUtc(speech, `${month}-01`, { month: "long", year: "numeric" })

/** `8 octobre 2026`: a season may end in another year. */
export const yearDayIn = (speech: Speech, day: string): string => inUtc(speech, day, { dateStyle: "long" })

/** `500 g Tomme, 2 Yaourts`: what is in a delivery. */
export const linesIn = (
  { format }: Speech,
  lines: ReadonlyArray<{ readonly name: string; readonly quantity: Measure }>,
): string => lines.map(({ name, quantity }) => `${format.measure(quantity)} ${name}`).join(", ")

/** `lundi`, of 1; `L` when it is `narrow`. */
export const weekdayIn = (speech: Speech, number: number, weekday: "long" | "narrow" = "long"): string =>
  // 2024 began on a Monday.
  inUtc(speech, `2024-01-0${number}`, { weekday })

/** Dates as a language writes them. */
export const datesIn = (speech: Speech): Dates => ({
  day: (date) => yearDayIn(speech, date),
  weekday: (number) => weekdayIn(speech, number),
})

/**
 * Writes the facts of a refusal by what they are: days, moments, deliveries by their day, numbers as money, and what
 * there is too little of by delivery.
 * @see D29
 */
export const toldOf = (refusal: Refusal, { delivery, currency, timeZone }: Names, speech: Speech): Told => {
  const { format } = speech
  const facts = refusal as unknown as Readonly<Record<string, unknown>>
  const dayOf = (id: string) => {
    const at = delivery(id)
    return at ? format.date(at, timeZone) : id
  }
  const write = (field: string, value: unknown): string => {
    if (Array.isArray(value))
      return (value as ReadonlyArray<Short>)
        .map((one) => `${dayOf(one.delivery)}\u00a0: ${one.name} (${format.measure(one.left)})`)
        .join("\u00a0; ")
    if (typeof value === "number")
      return /Minimum|TooSmall/.test(refusal._tag) ? format.money(value, currency) : `${value}`
    const text = `${(value as string | null | undefined) ?? ""}`
    if (aMoment.test(text)) return format.moment(text, timeZone)
    if (aDay.test(text)) return dayIn(speech, text)
    return field === "delivery" ? dayOf(text) : text
  }
  return (field) => {
    if (field !== "lacking") return write(field, facts[field])
    return write("lacking", Number(facts["minimum"]) - Number(facts["total"]))
  }
}

/** A sentence with what a refusal tells in the place of `{field}`. */
export const sentenceWith = (sentence: string, told: Told): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (_, field: string) => told(field))
