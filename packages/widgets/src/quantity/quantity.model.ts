import { amountOf, parseQuantity } from "@cabas/core/values"
import type { Unit, WrittenUnit } from "@cabas/core/values"

/** What may be chosen: nothing, or from `minimum` by `step`, up to `maximum`. */
export interface Choice {
  readonly unit: Unit
  readonly step: number
  readonly minimum: number
  readonly maximum: number | null
}

/** What somebody typed: a quantity that is offered, or the nearest that is (`asked` is what was meant). */
export interface Typed {
  readonly asked: number
  readonly value: number
}

/** A bare number above this many kilograms or litres was meant in grams or millilitres. */
const mostLarge = 50

const bounded = (choice: Choice, value: number): number =>
  choice.maximum === null ? value : Math.min(value, choice.maximum)

const onStep = ({ step }: Choice, value: number): number => Math.round(value / step) * step

/** One step more, and the first one to the minimum; so many `steps` at once. */
export const more = (choice: Choice, value: number, steps = 1): number => {
  const next = value < choice.minimum ? choice.minimum + (steps - 1) * choice.step : value + steps * choice.step
  return Math.max(value, bounded(choice, next - (next % choice.step)))
}

/** One step less, and from the minimum to nothing. */
export const less = (choice: Choice, value: number, steps = 1): number => {
  const next = value - steps * choice.step
  const down = next % choice.step === 0 ? next : onStep(choice, next)
  if (down >= choice.minimum) return down
  // Several steps stop at the minimum on their way down, so that a long press does not empty the line.
  return value > choice.minimum && steps > 1 ? choice.minimum : 0
}

/** Whether there is more to take. */
export const hasMore = (choice: Choice, value: number): boolean => more(choice, value) > value

/** The quantity nearest to what was asked that is offered. */
export const nearest = (choice: Choice, asked: number): number => {
  if (asked <= 0) return 0
  const value = Math.max(choice.minimum, onStep(choice, asked))
  const { maximum, step } = choice
  return maximum !== null && value > maximum ? maximum - (maximum % step) : value
}

const units: Readonly<Record<Unit, readonly [large: WrittenUnit, small: WrittenUnit]>> = {
  pieces: ["pieces", "pieces"],
  grams: ["kg", "g"],
  millilitres: ["l", "ml"],
}

/**
 * What was typed, in the unit people mean: "0,5" is half a kilogram, "500" is 500 grams, "750 g" says so itself.
 * `undefined` for what is no quantity.
 */
export const typed = (choice: Choice, text: string, locale: string): Typed | undefined => {
  if (text.trim() === "") return { asked: 0, value: 0 }
  const [large, small] = units[choice.unit]
  const read = parseQuantity(text, large, locale)
  const isBare = !/\p{L}/u.test(text)
  const isSmall = isBare && read !== undefined && large !== small && amountOf(read) > mostLarge * 1000
  const meant = isSmall ? parseQuantity(text, small, locale) : (read ?? (isBare ? parseQuantity(text, small, locale) : undefined))
  if (meant === undefined) return undefined
  const asked = amountOf(meant)
  return { asked, value: nearest(choice, asked) }
}

/** How long until the next step while a button is held, in milliseconds: faster and faster. */
export const pace = (steps: number): number => (steps === 0 ? 450 : steps < 5 ? 180 : steps < 15 ? 90 : 45)
