import type { Grams, Measure, Millilitres, Pieces, SaleKind, Unit } from "./values.schema.ts"

/** The measure that goes with each unit's name. */
export interface MeasureByUnit {
  readonly pieces: Pieces
  readonly grams: Grams
  readonly millilitres: Millilitres
}

/** Any measure, read without first asking for its unit. */
interface Loose {
  readonly pieces?: number
  readonly grams?: number
  readonly millilitres?: number
}

/**
 * The name of a measure's unit.
 * @rule MEASURE-1
 */
export function unitOf(measure: Measure): Unit {
  const loose: Loose = measure
  return loose.pieces !== undefined ? "pieces" : loose.grams !== undefined ? "grams" : "millilitres"
}

/**
 * The number a measure holds, in its own unit.
 * @rule MEASURE-1
 */
export function amountOf(measure: Measure): number {
  const loose: Loose = measure
  return (loose.pieces ?? loose.grams ?? loose.millilitres)!
}

/**
 * The measure of so many units.
 * @rule MEASURE-1
 */
export function measureOf<U extends Unit>(unit: U, amount: number): MeasureByUnit[U]
export function measureOf(unit: Unit, amount: number): Measure {
  return unit === "pieces" ? { pieces: amount } : unit === "grams" ? { grams: amount } : { millilitres: amount }
}

/** Whether goods sold so are weighed before they are billed, by the piece or not. @see D6 */
export function isWeighed(saleKind: SaleKind): boolean {
  return saleKind.startsWith("weighed")
}

/** Whether two measures count the same thing, so that they can be added and compared. */
export function sameUnit(a: Measure, b: Measure): boolean {
  return unitOf(a) === unitOf(b)
}

/** Whether a measure is nothing at all. */
export function isZero(measure: Measure): boolean {
  return amountOf(measure) === 0
}

/**
 * The two measures together. Different units do not compile; where the type only says `Measure`,
 * ask `sameUnit` first: a mix throws `RangeError`.
 * @rule MEASURE-2
 */
export function add<M extends Measure>(a: M, b: NoInfer<M>): M {
  return inUnitOf(a, amountOf(a) + amountAlike(a, b))
}

/**
 * What is left of `a` without `b`; below zero when `b` is more. Units as for `add`.
 * @rule MEASURE-2
 */
export function subtract<M extends Measure>(a: M, b: NoInfer<M>): M {
  return inUnitOf(a, amountOf(a) - amountAlike(a, b))
}

/**
 * -1, 0 or 1 as `a` is less than, equal to or more than `b`. Units as for `add`.
 * @rule MEASURE-2
 */
export function compare<M extends Measure>(a: M, b: NoInfer<M>): -1 | 0 | 1 {
  const left = amountOf(a)
  const right = amountAlike(a, b)
  return left < right ? -1 : left > right ? 1 : 0
}

/** `amount` in the unit of `like`. */
function inUnitOf<M extends Measure>(like: M, amount: number): M {
  // The unit is that of `like`, so the measure has its type.
  return measureOf(unitOf(like), amount) as Measure as M
}

/** The number `b` holds, when it is in the unit of `a`. */
function amountAlike(a: Measure, b: Measure): number {
  if (!sameUnit(a, b)) throw new RangeError(`Expected ${unitOf(a)}, got ${unitOf(b)}.`)
  return amountOf(b)
}
