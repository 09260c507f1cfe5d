import { amountOfLine, billedOf, isEstimate, sameTerms } from "../basket/index.ts"
import type { Basket, Line } from "../basket/index.ts"
import type { Measure, SaleKind } from "../values/index.ts"
import { amountOf, measureOf, unitOf, vatOf } from "../values/index.ts"

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
  readonly total: number
  readonly totalNet: number
}

/** What one member ordered, one line a product and price. */
export interface MemberRow {
  readonly member: string
  readonly basket: string
  readonly lines: ReadonlyArray<{
    readonly catalog: string
    readonly product: string
    readonly reference: string | null
    readonly name: string
    readonly ordered: Measure
    readonly billed: Measure
    readonly estimate: boolean
    readonly price: number
    readonly per: Measure
    readonly amount: number
  }>
  readonly total: number
  readonly estimate: boolean
}

/** A row being added up. */
interface Sum {
  readonly first: Line
  readonly members: Set<string>
  ordered: number
  billed: number
  estimate: boolean
  total: number
}

const taken = (basket: Basket): boolean => basket.status === "confirmed"

/** Whether there is anything of the line: something ordered, or something handed over all the same. */
const counts = ({ ordered, delivered }: Line): boolean =>
  amountOf(ordered) > 0 || (delivered !== null && amountOf(delivered) > 0)

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Recap by product: what members ordered in all, by catalog, name and price, from the lines' own terms; lines of one
 * product on different terms are different rows. Only confirmed baskets count; lines at zero do not.
 * @rule RECAP-1
 * @see R1, R16, X28
 */
export const recapByProduct = (baskets: Iterable<Basket>, catalog?: string): ReadonlyArray<ProductRow> => {
  const sums = new Map<string, Sum[]>()
  for (const basket of baskets) {
    if (!taken(basket)) continue
    for (const line of basket.lines) {
      if (catalog !== undefined && line.catalog !== catalog) continue
      if (counts(line)) addLine(sums, basket.member, line)
    }
  }
  return [...sums.values()].flatMap((each) => each.map(productRow)).sort(byCatalogThenName)
}

const byCatalogThenName = (a: ProductRow, b: ProductRow): number =>
  byText(a.catalog, b.catalog) ||
  a.name.localeCompare(b.name, "fr") ||
  byText(a.product, b.product) ||
  a.price - b.price

/** Adds the line to the row of its product and terms (R16). */
const addLine = (sums: Map<string, Sum[]>, member: string, line: Line): void => {
  const key = `${line.catalog}/${line.product}`
  const ofProduct = sums.get(key)
  const sum = ofProduct?.find(({ first }) => sameTerms(first, line))
  const billed = amountOf(billedOf(line))
  const total = amountOfLine(line)
  if (sum === undefined) {
    const ordered = amountOf(line.ordered)
    const fresh = { first: line, members: new Set([member]), ordered, billed, estimate: isEstimate(line), total }
    if (ofProduct === undefined) sums.set(key, [fresh])
    else ofProduct.push(fresh)
    return
  }
  sum.members.add(member)
  sum.ordered += amountOf(line.ordered)
  sum.billed += billed
  sum.estimate ||= isEstimate(line)
  sum.total += total
}

const productRow = ({ first, members, ordered, billed, estimate, total }: Sum): ProductRow => ({
  catalog: first.catalog,
  product: first.product,
  reference: first.reference,
  name: first.name,
  saleKind: first.saleKind,
  price: first.terms.price,
  per: first.terms.per,
  vat: first.terms.vat,
  content: first.terms.content,
  members: members.size,
  ordered: measureOf(unitOf(first.ordered), ordered),
  billed: measureOf(unitOf(first.terms.per), billed),
  estimate,
  total,
  totalNet: vatOf(total, first.terms.vat).net,
})

/**
 * Recap by member: the lines each ordered and their sum, the same amounts as on the bill.
 * @rule RECAP-2
 * @see R2, X28
 */
export const recapByMember = (baskets: Iterable<Basket>, catalog?: string): ReadonlyArray<MemberRow> => {
  const rows: MemberRow[] = []
  for (const basket of baskets) {
    if (!taken(basket)) continue
    const own = basket.lines.filter((line) => counts(line) && (catalog === undefined || line.catalog === catalog))
    if (own.length > 0) rows.push(memberRow(basket, own))
  }
  return rows.sort((a, b) => byText(a.member, b.member))
}

const memberRow = (basket: Basket, own: ReadonlyArray<Line>): MemberRow => ({
  member: basket.member,
  basket: basket.id,
  lines: own.map((line) => ({
    catalog: line.catalog,
    product: line.product,
    reference: line.reference,
    name: line.name,
    ordered: line.ordered,
    billed: billedOf(line),
    estimate: isEstimate(line),
    price: line.terms.price,
    per: line.terms.per,
    amount: amountOfLine(line),
  })),
  total: own.reduce((sum, line) => sum + amountOfLine(line), 0),
  estimate: own.some(isEstimate),
})
