import type { Basket } from "../basket/index.ts"
import { amountOf, measureOf, unitOf, vatTable } from "../values/index.ts"
import type { Measure, VatRow } from "../values/index.ts"
import type { IsExpected } from "../plans/expect-deliveries.ts"
import { nothingExpected } from "../plans/expect-deliveries.ts"
import { byName, byText, nothingWithdrawn } from "./recap-line.ts"
import { recapByProduct } from "./recap.ts"
import type { ProductRow } from "./recap.ts"

/** A product over a period, whatever it cost when. */
export interface PeriodRow {
  readonly catalog: string
  readonly product: string
  readonly reference: string | null
  /** The name of its last row. */
  readonly name: string
  readonly ordered: Measure
  readonly billed: Measure
  readonly estimate: boolean
  /** Whether some of it comes from deliveries that are not closed yet. */
  readonly expected: boolean
  readonly total: number
  readonly totalNet: number
  /** One row for each set of terms that lines stand on. */
  readonly prices: ReadonlyArray<ProductRow>
}

/** What one producer sold over a period. */
export interface ProducerPeriod {
  readonly producer: string
  readonly rows: ReadonlyArray<PeriodRow>
  readonly vat: ReadonlyArray<VatRow>
  readonly total: number
  readonly estimate: boolean
}

/** What all producers sold over a period. */
export interface PeriodRecap {
  readonly producers: ReadonlyArray<ProducerPeriod>
  readonly vat: ReadonlyArray<VatRow>
  readonly total: number
}

/**
 * What each producer sold over several distributions: for each product the sum of its line amounts, whatever prices
 * became meanwhile, with a row for each price; and the VAT of each producer and of all.
 * @rule RECAP-5
 * @see R4, R6, GC-8
 */
export const recapByProducer = (
  baskets: Iterable<Basket>,
  producerOf: (catalog: string) => string,
  catalog?: string,
  isExpected: IsExpected = nothingExpected,
): PeriodRecap => {
  const byMember = [...baskets].sort((a, b) => byText(a.member, b.member))
  const rows = recapByProduct(byMember, catalog, nothingWithdrawn, isExpected)
  const producers = grouped(rows, (row) => producerOf(row.catalog))
    .map(([producer, own]) => producerPeriod(producer, own))
    .sort((a, b) => byText(a.producer, b.producer))
  return { producers, vat: vatOfRows(rows), total: rows.reduce((sum, { total }) => sum + total, 0) }
}

const vatOfRows = (rows: ReadonlyArray<ProductRow>): ReadonlyArray<VatRow> =>
  vatTable(rows.map(({ total, vat }) => ({ amount: total, vat })))

const grouped = <A>(all: ReadonlyArray<A>, keyOf: (one: A) => string): ReadonlyArray<readonly [string, A[]]> => {
  const groups = new Map<string, A[]>()
  for (const one of all) {
    const same = groups.get(keyOf(one))
    if (same === undefined) groups.set(keyOf(one), [one])
    else same.push(one)
  }
  return [...groups.entries()]
}

const producerPeriod = (producer: string, own: ReadonlyArray<ProductRow>): ProducerPeriod => ({
  producer,
  // A product that came to be measured otherwise cannot be added up with what it was.
  rows: grouped(own, (row) => [row.catalog, row.product, unitOf(row.ordered), unitOf(row.billed)].join("/"))
    .map(([, prices]) => periodRow(prices))
    .sort((a, b) => byName(a.name, b.name) || byText(a.catalog, b.catalog) || byText(a.product, b.product)),
  vat: vatOfRows(own),
  total: own.reduce((sum, { total }) => sum + total, 0),
  estimate: own.some(({ estimate }) => estimate),
})

const added = (rows: ReadonlyArray<ProductRow>, of: "ordered" | "billed"): Measure =>
  measureOf(
    unitOf(rows[0]![of]),
    rows.reduce((sum, row) => sum + amountOf(row[of]), 0),
  )

const periodRow = (prices: ReadonlyArray<ProductRow>): PeriodRow => {
  const { catalog, product, reference, name } = prices.at(-1)!
  return {
    catalog,
    product,
    reference,
    name,
    ordered: added(prices, "ordered"),
    billed: added(prices, "billed"),
    estimate: prices.some(({ estimate }) => estimate),
    expected: prices.some(({ expected }) => expected),
    total: prices.reduce((sum, { total }) => sum + total, 0),
    totalNet: vatTable(prices.map(({ total, vat }) => ({ amount: total, vat }))).reduce((sum, { net }) => sum + net, 0),
    prices,
  }
}
