import { amountOfLine, billedOf, isEstimate } from "../basket/index.ts"
import type { Basket, Line } from "../basket/index.ts"
import type { Catalog } from "../catalog/index.ts"
import { amountOf } from "../values/index.ts"
import type { IsExpected } from "../plans/expect-deliveries.ts"
import { nothingExpected } from "../plans/expect-deliveries.ts"
import type { Measure, SaleKind } from "../values/index.ts"

/** Whether what was ordered will be there: `missing` when the producer has none, `withdrawn` when it left the sale. */
export type Standing = "there" | "missing" | "withdrawn"

/** Says which products left the sale. */
export type IsWithdrawn = (catalog: string, product: string) => boolean

/** Every product is on sale. */
export const nothingWithdrawn: IsWithdrawn = () => false

/** A line as recaps and sheets show it; its amount is the one of the bill. */
export interface RecapLine {
  readonly catalog: string
  readonly product: string
  readonly reference: string | null
  readonly name: string
  readonly saleKind: SaleKind
  readonly content: Measure | null
  readonly ordered: Measure
  /** In the unit of the price: what was delivered, or the nominal measure of what was ordered. */
  readonly billed: Measure
  readonly estimate: boolean
  readonly price: number
  readonly per: Measure
  readonly vat: number
  readonly amount: number
  readonly standing: Standing
  /** Whether its delivery is not closed yet: this is what comes of it if nobody says otherwise. */
  readonly expected: boolean
}

/** Whether a basket stands: drafts and cancelled ones are in no recap. */
export const stands = (basket: Basket): boolean => basket.status === "confirmed"

/** Whether there is anything to show of a line: something ordered, handed over all the same, or missing. */
export const counts = ({ ordered, delivered, status }: Line): boolean =>
  status === "unavailable" || amountOf(ordered) > 0 || (delivered !== null && amountOf(delivered) > 0)

/**
 * Whether what a line orders will be there. Goods that were delivered are there, whatever became of their product.
 * @rule RECAP-3
 * @see O3, PR1
 */
export const standingOf = (line: Line, isWithdrawn: IsWithdrawn): Standing => {
  if (line.status === "unavailable") return "missing"
  return line.delivered === null && isWithdrawn(line.catalog, line.product) ? "withdrawn" : "there"
}

/**
 * The products of some catalogs that are not on sale. Once a distribution is over, what leaves the sale says nothing of
 * it any more.
 * @rule RECAP-3
 */
export const withdrawnFrom = (catalogs: ReadonlyMap<string, Catalog>, isOver: boolean): IsWithdrawn =>
  isOver
    ? nothingWithdrawn
    : (catalog, product) => {
        const known = catalogs.get(catalog)?.products
        return known !== undefined && Object.hasOwn(known, product) && known[product]?.active === false
      }

/** A line as recaps and sheets show it. @rule RECAP-2 */
export const recapLine = (
  line: Line,
  isWithdrawn: IsWithdrawn,
  isExpected: IsExpected = nothingExpected,
): RecapLine => ({
  catalog: line.catalog,
  product: line.product,
  reference: line.reference,
  name: line.name,
  saleKind: line.saleKind,
  content: line.terms.content,
  ordered: line.ordered,
  billed: billedOf(line),
  estimate: isEstimate(line),
  price: line.terms.price,
  per: line.terms.per,
  vat: line.terms.vat,
  amount: amountOfLine(line),
  standing: standingOf(line, isWithdrawn),
  expected: isExpected(line),
})

/** Compares by code points: the same everywhere. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const french = new Intl.Collator("fr")

/** Compares as a French dictionary does: accents and capitals only decide between words that are otherwise the same. */
export const byName = (a: string, b: string): number => french.compare(a, b)
