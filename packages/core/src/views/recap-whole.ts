import { sameTerms } from "../basket/index.ts"
import type { Basket, Line } from "../basket/index.ts"
import { amountOf, measureOf, unitOf, vatTable } from "../values/index.ts"
import type { IsExpected } from "../plans/expect-deliveries.ts"
import { nothingExpected } from "../plans/expect-deliveries.ts"
import type { Measure, VatRow } from "../values/index.ts"
import { counts, nothingWithdrawn, recapLine, stands } from "./recap-line.ts"
import type { IsWithdrawn, RecapLine, Standing } from "./recap-line.ts"
import { summedRows } from "./recap.ts"
import type { ProductRow, SummedRow } from "./recap.ts"

/** What one member ordered of one column. */
export interface WholeCell {
  /** Place of the column, from 0. */
  readonly column: number
  readonly ordered: Measure
  readonly billed: Measure
  readonly estimate: boolean
  readonly standing: Standing
  /** Whether some of it comes from a delivery that is not closed yet. */
  readonly expected: boolean
  readonly amount: number
}

/** What one member ordered of everything. */
export interface WholeRow {
  readonly member: string
  readonly basket: string
  readonly cells: ReadonlyArray<WholeCell>
  readonly total: number
  readonly estimate: boolean
}

/** A whole distribution: who ordered what. */
export interface WholeRecap {
  /** A product at one price, with what everybody ordered of it. */
  readonly columns: ReadonlyArray<ProductRow>
  readonly rows: ReadonlyArray<WholeRow>
  readonly vat: ReadonlyArray<VatRow>
  readonly total: number
}

/**
 * A whole distribution, members by products: each column is a row of the recap by product, each row the recap of one
 * member; several lines of a member on the same terms are one cell with their sum.
 * @rule RECAP-4
 * @see R3, R12
 */
export const recapWhole = (
  baskets: Iterable<Basket>,
  catalog?: string,
  isWithdrawn: IsWithdrawn = nothingWithdrawn,
  isExpected: IsExpected = nothingExpected,
): WholeRecap => {
  const all = [...baskets]
  const columns = summedRows(all, catalog, isWithdrawn, isExpected)
  const placeOf = placesOf(columns)
  const rows = all.flatMap((basket) => {
    const own = basket.lines.filter((line) => counts(line) && (catalog === undefined || line.catalog === catalog))
    return !stands(basket) || own.length === 0
      ? []
      : [wholeRow(basket, own, placeOf, (line) => recapLine(line, isWithdrawn, isExpected))]
  })
  const vat = vatTable(columns.map(({ row }) => ({ amount: row.total, vat: row.vat })))
  return {
    columns: columns.map(({ row }) => row),
    rows,
    vat,
    total: rows.reduce((sum, { total }) => sum + total, 0),
  }
}

/** Finds the column of a line among those of its product. */
const placesOf = (columns: ReadonlyArray<SummedRow>): ((line: Line) => number) => {
  const places = new Map<string, Map<string, Array<readonly [first: Line, place: number]>>>()
  for (const [place, { first }] of columns.entries()) {
    const products = places.get(first.catalog) ?? new Map<string, Array<readonly [Line, number]>>()
    places.set(first.catalog, products)
    products.set(first.product, [...(products.get(first.product) ?? []), [first, place]])
  }
  return (line) => {
    const same = places.get(line.catalog)!.get(line.product)!
    return (same.length === 1 ? same[0]! : same.find(([first]) => sameTerms(first, line))!)[1]
  }
}

const wholeRow = (
  basket: Basket,
  own: ReadonlyArray<Line>,
  placeOf: (line: Line) => number,
  shown: (line: Line) => RecapLine,
): WholeRow => {
  const cells = new Map<number, WholeCell>()
  for (const line of own) {
    const column = placeOf(line)
    const { ordered, billed, estimate, standing, expected, amount } = shown(line)
    const before = cells.get(column)
    cells.set(
      column,
      before === undefined
        ? { column, ordered, billed, estimate, standing, expected, amount }
        : {
            column,
            ordered: together(before.ordered, ordered),
            billed: together(before.billed, billed),
            estimate: before.estimate || estimate,
            standing: before.standing === "there" ? standing : before.standing,
            expected: before.expected || expected,
            amount: before.amount + amount,
          },
    )
  }
  const each = [...cells.values()].sort((a, b) => a.column - b.column)
  return {
    member: basket.member,
    basket: basket.id,
    cells: each,
    total: each.reduce((sum, { amount }) => sum + amount, 0),
    estimate: each.some(({ estimate }) => estimate),
  }
}

/** Lines on the same terms are in the same units. */
const together = (a: Measure, b: Measure): Measure => measureOf(unitOf(a), amountOf(a) + amountOf(b))
