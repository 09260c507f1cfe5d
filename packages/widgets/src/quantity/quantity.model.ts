import type { Unit } from "@cabas/core/values"

/** What may be chosen: nothing, or from `minimum` by `step`, up to `maximum`. */
export interface Choice {
  readonly unit: Unit
  readonly step: number
  readonly minimum: number
  readonly maximum: number | null
}

/** The quantity nearest to what was asked that is offered; nothing below the minimum only when nothing was asked. */
export const nearest = ({ step, minimum, maximum }: Choice, asked: number): number => {
  if (asked <= 0) return 0
  const most = maximum === null ? Infinity : maximum - (maximum % step)
  return Math.min(most, Math.max(minimum, Math.round(asked / step) * step))
}

/** One step up (1) or down (-1): the first one up goes to the minimum, one down from the minimum to nothing. */
export const stepped = (choice: Choice, value: number, by: number): number => {
  const { step, minimum } = choice
  if (by > 0) return Math.max(value, nearest(choice, value < minimum ? minimum : value + step))
  const next = Math.ceil(value / step - 1) * step
  return next < minimum ? 0 : next
}

/** A bare number above this many kilograms or litres was meant in grams or millilitres. */
const mostLarge = 50

/** What written units count, in grams or millilitres. */
const sizes: Readonly<Record<string, number>> = { kg: 1000, g: 1, l: 1000, cl: 10, ml: 1 }

/**
 * What was typed, in the unit people mean: "0,5" is half a kilogram, "500" is 500 grams, "750 g" says so itself.
 * `undefined` for what is no quantity. Comma and dot both mark decimals: nobody sets thousands apart here.
 */
export const typed = ({ unit }: Choice, text: string): number | undefined => {
  const [, number = "", written = ""] = /^([\d.,]*)\s*([a-z]*)$/.exec(text.trim().toLowerCase()) ?? ["", "?"]
  const value = Number(number.replace(",", "."))
  const size = sizes[written]
  const isOther = written !== "" && (!size || unit === "pieces" || written.endsWith("g") !== (unit === "grams"))
  if (Number.isNaN(value) || isOther) return undefined
  return unit === "pieces" ? value : Math.round(value * (size ?? (value > mostLarge ? 1 : 1000)))
}

/** How long until the next step while a button is held, in milliseconds: faster and faster. */
export const pace = (steps: number): number => (steps === 0 ? 450 : steps < 5 ? 180 : steps < 15 ? 90 : 45)
