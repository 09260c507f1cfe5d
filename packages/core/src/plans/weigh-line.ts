import * as Result from "effect/Result"
import type { Basket, Line, Measuring } from "../basket/index.ts"
import { isUnlikely, nominalOf, piecesToWeigh } from "../basket/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Measure, Unit } from "../values/index.ts"
import { amountOf, isPriceable, measureOf, unitOf } from "../values/index.ts"
import type { DayContext } from "./change-basket.ts"
import { changeBasket, dayFact, openBasket, seenAt } from "./change-basket.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"

/** What is said of one line: weights from the scale, or what was counted, or nothing any more. */
export interface Weighing {
  readonly line: number
  /** What the scale showed, in the unit of the price; each with its packaging. */
  readonly weights?: ReadonlyArray<number> | undefined
  /** What the packaging of one weighing weighs. */
  readonly tare?: number | undefined
  /** What was counted, in any unit that the line can be priced in; null takes back what was said before. */
  readonly delivered?: Measure | null | undefined
  readonly reason?: string | undefined
  /** An unlikely weight is meant. @see D6 */
  readonly sure?: boolean | undefined
}

type Told = Pick<Measuring, "kind" | "delivered" | "weights" | "tare" | "reason">

/** What weights come to without their packaging; each must weigh more than that. @rule DAY-1 */
const net = (unit: Unit, weights: ReadonlyArray<number>, tare: number): Result.Result<number, Refusal> => {
  let sum = 0
  for (const weight of weights) {
    if (weight <= tare) {
      return refused({ _tag: "TareTooHeavy", weighed: measureOf(unit, weight), tare: measureOf(unit, tare) })
    }
    sum += weight - tare
  }
  return Result.succeed(sum)
}

/** Why these weights are not those of the line's pieces, unless they are meant. @rule DAY-3 @see W4 */
const countProblem = (line: Line, weights: number): Refusal | undefined => {
  const pieces = piecesToWeigh(line)
  return line.saleKind === "weighed-each" && weights !== pieces
    ? { _tag: "WeightsNotMatching", line: line.id, pieces, weights }
    : undefined
}

/** Why this is likely not what was weighed: a weight or a volume in the wrong unit. Pieces have no unit to mistake. @rule DAY-2 */
export const unlikelyProblem = (line: Line, delivered: Measure): Refusal | undefined => {
  const nominal = nominalOf(line)
  if (nominal === null || "pieces" in delivered || unitOf(nominal) !== unitOf(delivered)) return undefined
  if (!isUnlikely(amountOf(delivered), amountOf(nominal))) return undefined
  return {
    _tag: "WeightUnlikely",
    line: line.id,
    product: line.product,
    name: line.name,
    nominal,
    weighed: delivered,
  }
}

/** Why this much of the line has no price: a unit that it is not sold in, or more than can be carried. @see D2, D30 */
export const priceProblem = (line: Line, delivered: Measure): Refusal | undefined => {
  if (isPriceable(line.terms, delivered, line.fee)) return undefined
  const expected = unitOf(line.terms.per)
  const got = unitOf(delivered)
  return expected === got || ("pieces" in delivered && line.terms.content !== null)
    ? { _tag: "AmountTooLarge", catalog: line.catalog, product: line.product }
    : { _tag: "WrongUnit", catalog: line.catalog, product: line.product, expected, got }
}

const weighed = (line: Line, weighing: Weighing, weights: ReadonlyArray<number>): Result.Result<Told, Refusal> => {
  const { tare = 0, reason = "", sure = false } = weighing
  const unit = unitOf(line.terms.per)
  const sum = net(unit, weights, tare)
  if (Result.isFailure(sum)) return Result.fail(sum.failure)
  const delivered = measureOf(unit, sum.success)
  const problem = sure ? undefined : (countProblem(line, weights.length) ?? unlikelyProblem(line, delivered))
  const told = { kind: "weighed", delivered, weights, tare, reason } as const
  const wrong = problem ?? priceProblem(line, delivered)
  return wrong === undefined ? Result.succeed(told) : refused(wrong)
}

const counted = (
  line: Line,
  { reason = "", sure = false }: Weighing,
  delivered: Measure,
): Result.Result<Told, Refusal> => {
  const kind = amountOf(delivered) === 0 ? "missing" : "counted"
  const wrong = priceProblem(line, delivered) ?? (sure ? undefined : unlikelyProblem(line, delivered))
  return wrong === undefined ? Result.succeed({ kind, delivered, weights: [], tare: 0, reason }) : refused(wrong)
}

const toldOf = (line: Line, weighing: Weighing): Result.Result<Told, Refusal> => {
  const { weights, delivered, reason = "" } = weighing
  if (weights !== undefined && weights.length > 0) return weighed(line, weighing, weights)
  if (delivered === undefined || delivered === null) {
    return Result.succeed({ kind: "undone", delivered: null, weights: [], tare: 0, reason })
  }
  return counted(line, weighing, delivered)
}

/**
 * Records what was weighed or counted of some lines of a basket; what was ordered stays beside it, and the amounts
 * follow. The last word counts, and all of them are kept. An unlikely weight is asked about once.
 * @rule DAY-1, DAY-2, DAY-3
 * @see D6, W2, W4
 */
export const weighLines = (context: DayContext, weighings: ReadonlyArray<Weighing>): Decision<Basket> => {
  const basket = openBasket(context)
  if (Result.isFailure(basket)) return Result.fail(basket.failure)
  const measured: Array<Told & { readonly line: number; readonly at: string }> = []
  const at = seenAt(context)
  for (const weighing of weighings) {
    const line = basket.success.lines.find(({ id }) => id === weighing.line)
    if (line === undefined) return refused({ _tag: "LineUnknown", basket: basket.success.id, line: weighing.line })
    const told = toldOf(line, weighing)
    if (Result.isFailure(told)) return Result.fail(told.failure)
    measured.push({ line: line.id, ...told.success, at })
  }
  return changeBasket(context, [{ _tag: "LinesMeasured", ...dayFact(context), measured }])
}
