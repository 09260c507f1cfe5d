import { amountOf } from "../values/measure.ts"
import type { Measure } from "../values/values.schema.ts"
import type { Basket, BasketFact, Line } from "./basket.schema.ts"
import type { BasketPayment, Measuring } from "./day.schema.ts"

type Tag = "LinesMeasured" | "LinesRepriced" | "BasketPaid" | "BasketHandedOver" | "BasketSettled" | "BasketReopened"

/** What happens to a basket on the day of its distribution. */
export type DayOfBasket = Extract<BasketFact, { readonly _tag: Tag }>

/** Where a line stands once so much of it was delivered; one that was declined stays so. @see D14, AD5 */
const statusAfter = (line: Line, delivered: Measure | null): Line["status"] => {
  if (amountOf(line.ordered) === 0) return "declined"
  return delivered !== null && amountOf(delivered) === 0 ? "unavailable" : "ordered"
}

/** What was seen, when and by whom. */
interface Seen {
  readonly at: string
  readonly by: string
}

/**
 * The order of what was seen: by the time, so that whoever tells it later does not win for that; of the same instant by
 * who saw it, and what one person says in the order they say it.
 * @rule DAY-23
 */
const isLater = (a: Seen, b: Seen): boolean => a.at > b.at || (a.at === b.at && a.by > b.by)

/** What was seen of a line with one more look at it, in the order of their times. */
const withSeen = (trail: ReadonlyArray<Measuring>, seen: Measuring): ReadonlyArray<Measuring> => {
  const later = trail.findIndex((one) => isLater(one, seen))
  return later === -1 ? [...trail, seen] : [...trail.slice(0, later), seen, ...trail.slice(later)]
}

const measured = (line: Line, fact: Extract<DayOfBasket, { readonly _tag: "LinesMeasured" }>): Line => {
  const one = fact.measured.find((told) => told.line === line.id)
  if (one === undefined) return line
  const { line: _, ...told } = one
  const trail = withSeen(line.trail ?? [], { ...told, by: fact.by })
  const delivered = trail.at(-1)?.delivered ?? null
  return { ...line, delivered, status: statusAfter(line, delivered), trail }
}

/** The payments with this one in its place, or behind the others. */
const withPayment = (
  payments: ReadonlyArray<BasketPayment> | undefined,
  payment: BasketPayment,
): ReadonlyArray<BasketPayment> => {
  const known = payments ?? []
  return known.some(({ id }) => id === payment.id)
    ? known.map((one) => (one.id === payment.id ? payment : one))
    : [...known, payment]
}

/** Folds what happens on the day of the distribution into a basket. @see D25 */
export const evolveDay = (before: Basket, fact: DayOfBasket): Basket => {
  switch (fact._tag) {
    case "LinesMeasured":
      return { ...before, changedAt: fact.at, lines: before.lines.map((line) => measured(line, fact)) }
    case "LinesRepriced": {
      const terms = new Map(fact.repriced.map((one) => [one.line, one.terms]))
      const lines = before.lines.map((line) => ({ ...line, terms: terms.get(line.id) ?? line.terms }))
      return { ...before, changedAt: fact.at, lines }
    }
    case "BasketPaid":
      return { ...before, payments: withPayment(before.payments, fact.payment) }
    case "BasketHandedOver": {
      const { handed = null } = before
      const seen = { to: fact.to, by: fact.by, at: fact.seenAt }
      const isKept = handed !== null && isLater(handed, seen)
      return { ...before, handed: isKept ? handed : seen }
    }
    case "BasketSettled":
      return { ...before, settled: fact.settlement }
    case "BasketReopened":
      return { ...before, settled: null }
  }
}

/** Whether the basket was settled, so that nothing of it changes. @see D25, VAL5 */
export const isSettled = ({ settled }: Basket): boolean => settled !== undefined && settled !== null

/** Whether a line was sold at the distribution itself, beyond what was ordered. @see D13 */
export const isSold = ({ trail }: Line): boolean => trail?.some(({ kind }) => kind === "sold") === true

/** Whether somebody took the basket away. */
export const isHandedOver = ({ handed }: Basket): boolean =>
  handed !== undefined && handed !== null && handed.to !== null
