import { billedIn, isEstimate, sameTerms } from "../basket/index.ts"
import type { Basket, Line } from "../basket/index.ts"
import type { IsExpected } from "../plans/expect-deliveries.ts"
import { nothingExpected } from "../plans/expect-deliveries.ts"
import type { Measure, SaleKind } from "../values/index.ts"
import { amountOf, measureOf, measuredAmount, unitOf, vatOf } from "../values/index.ts"
import { byName, byText, counts, nothingWithdrawn, recapLine, standingOf, stands } from "./recap-line.ts"
import type { IsWithdrawn, RecapLine } from "./recap-line.ts"

/** What to order from a producer of one product at one price. */
export interface ProductRow {
  readonly catalog: string
  readonly product: string
  readonly reference: string | null
  readonly name: string
  readonly saleKind: SaleKind
  readonly price: number
  readonly per: Measure
  readonly vat: number
  readonly content: Measure | null
  /** How many members ordered it. */
  readonly members: number
  /** In the unit it is ordered in: pieces, grams or millilitres. */
  readonly ordered: Measure
  /** The same in the unit of the price: the weight of weighed goods, measured or nominal. */
  readonly billed: Measure
  readonly estimate: boolean
  /** How many members will not get it. */
  readonly missing: number
  /** Whether it left the sale. */
  readonly withdrawn: boolean
  /** Whether some of it comes from deliveries that are not closed yet. */
  readonly expected: boolean
  readonly total: number
  readonly totalNet: number
}

/** What one member ordered, one line a product and price. */
export interface MemberRow {
  readonly member: string
  readonly basket: string
  readonly lines: ReadonlyArray<RecapLine>
  readonly total: number
  readonly estimate: boolean
}

/** A row being added up. */
interface Sum {
  readonly first: Line
  members: number
  missing: number
  /** Whose basket counted last, and whose misses something: each member counts once. */
  counted: string | undefined
  lacking: string | undefined
  withdrawn: boolean
  expected: boolean
  ordered: number
  billed: number
  estimate: boolean
  total: number
}

/** A row with the line that it began with: whatever stands on the same terms is in it. */
export interface SummedRow {
  readonly first: Line
  readonly row: ProductRow
}

/**
 * Recap by product: what members ordered in all, by catalog, name and price, from the lines' own terms; lines of one
 * product on different terms are different rows. Only confirmed baskets count; lines at zero do not.
 * @rule RECAP-1
 * @see R1, R16, X28
 */
export const recapByProduct = (
  baskets: Iterable<Basket>,
  catalog?: string,
  isWithdrawn: IsWithdrawn = nothingWithdrawn,
  isExpected: IsExpected = nothingExpected,
): ReadonlyArray<ProductRow> => summedRows(baskets, catalog, isWithdrawn, isExpected).map(({ row }) => row)

/** Sums by catalog and product: two looks at short names cost less than making one long name of both. */
type Sums = Map<string, Map<string, Sum[]>>

/** The rows by product, each with its terms, of baskets that come member by member, so that each counts once. @rule RECAP-1 */
export const summedRows = (
  baskets: Iterable<Basket>,
  catalog: string | undefined,
  isWithdrawn: IsWithdrawn,
  isExpected: IsExpected,
): ReadonlyArray<SummedRow> => {
  const sums: Sums = new Map()
  for (const basket of baskets) {
    if (!stands(basket)) continue
    for (const line of basket.lines) {
      if (catalog !== undefined && line.catalog !== catalog) continue
      if (!counts(line)) continue
      const sum = sumOf(sums, line)
      addLine(sum, basket.member, line, isWithdrawn)
      sum.expected ||= isExpected(line)
    }
  }
  return [...sums.values()]
    .flatMap((products) => [...products.values()].flat())
    .map((sum) => ({ first: sum.first, row: productRow(sum) }))
    .sort((a, b) => byCatalogThenName(a.row, b.row))
}

const byCatalogThenName = (a: ProductRow, b: ProductRow): number =>
  byText(a.catalog, b.catalog) || byName(a.name, b.name) || byText(a.product, b.product) || a.price - b.price

/** The sum of a line's product and terms (R16), begun with it when there is none. */
const sumOf = (sums: Sums, line: Line): Sum => {
  let products = sums.get(line.catalog)
  if (products === undefined) {
    products = new Map()
    sums.set(line.catalog, products)
  }
  const same = products.get(line.product)
  const found = same?.find(({ first }) => sameTerms(first, line))
  if (found !== undefined) return found
  const fresh = freshSum(line)
  if (same === undefined) products.set(line.product, [fresh])
  else same.push(fresh)
  return fresh
}

/** Adds a line of a member's basket to its sum. */
const addLine = (sum: Sum, member: string, line: Line, isWithdrawn: IsWithdrawn): void => {
  const standing = standingOf(line, isWithdrawn)
  if (sum.counted !== member) {
    sum.counted = member
    sum.members += 1
  }
  if (standing === "missing" && sum.lacking !== member) {
    sum.lacking = member
    sum.missing += 1
  }
  sum.withdrawn ||= standing === "withdrawn"
  sum.ordered += amountOf(line.ordered)
  const billed = billedIn(line)
  sum.billed += billed
  sum.estimate ||= isEstimate(line)
  sum.total += measuredAmount(line.terms, billed, line.fee)
}

const freshSum = (first: Line): Sum => ({
  first,
  members: 0,
  missing: 0,
  counted: undefined,
  lacking: undefined,
  withdrawn: false,
  expected: false,
  ordered: 0,
  billed: 0,
  estimate: false,
  total: 0,
})

const productRow = ({
  first,
  members,
  missing,
  withdrawn,
  expected,
  ordered,
  billed,
  estimate,
  total,
}: Sum): ProductRow => ({
  catalog: first.catalog,
  product: first.product,
  reference: first.reference,
  name: first.name,
  saleKind: first.saleKind,
  price: first.terms.price,
  per: first.terms.per,
  vat: first.terms.vat,
  content: first.terms.content,
  members,
  ordered: measureOf(unitOf(first.ordered), ordered),
  billed: measureOf(unitOf(first.terms.per), billed),
  estimate,
  missing,
  withdrawn,
  expected,
  total,
  totalNet: vatOf(total, first.terms.vat).net,
})

/**
 * Recap by member: the lines each ordered and their sum, the same amounts as on the bill.
 * @rule RECAP-2
 * @see R2, X28
 */
export const recapByMember = (
  baskets: Iterable<Basket>,
  catalog?: string,
  isWithdrawn: IsWithdrawn = nothingWithdrawn,
  isExpected: IsExpected = nothingExpected,
): ReadonlyArray<MemberRow> => {
  const rows: MemberRow[] = []
  for (const basket of baskets) {
    if (!stands(basket)) continue
    const own = basket.lines.filter((line) => counts(line) && (catalog === undefined || line.catalog === catalog))
    if (own.length > 0) rows.push(memberRow(basket, own, isWithdrawn, isExpected))
  }
  return rows.sort((a, b) => byText(a.member, b.member))
}

const memberRow = (
  basket: Basket,
  own: ReadonlyArray<Line>,
  isWithdrawn: IsWithdrawn,
  isExpected: IsExpected,
): MemberRow => {
  const lines = own.map((line) => recapLine(line, isWithdrawn, isExpected))
  return {
    member: basket.member,
    basket: basket.id,
    lines,
    total: lines.reduce((sum, { amount }) => sum + amount, 0),
    estimate: lines.some(({ estimate }) => estimate),
  }
}
