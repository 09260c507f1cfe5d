import type { CivilDate } from "../values/values.schema.ts"
import type { StockTerms } from "./catalog.schema.ts"

/** Whether how many are offered depends on the day. */
export const isScheduled = (stock: StockTerms): boolean =>
  stock.policy === "per-distribution" && stock.schedule !== undefined

/**
 * How many of a product are offered on a day, in its order unit; null without limit. `days` are those of all deliveries
 * of the catalog: every nth is counted among those from the schedule's first day on, in order of date.
 * @rule STOCK-4
 * @see SK2
 */
export const offeredOn = (stock: StockTerms, day: CivilDate, days: ReadonlyArray<CivilDate>): number | null => {
  if (stock.policy === "none") return null
  if (stock.policy === "global" || stock.schedule === undefined) return stock.quantity
  const { schedule } = stock
  if (schedule.kind === "periods") {
    return schedule.periods.find(({ from, to }) => from <= day && day <= to)?.quantity ?? 0
  }
  if (day < schedule.from) return 0
  const place = days.filter((one) => schedule.from <= one && one < day).length
  return place % schedule.nth === 0 ? stock.quantity : 0
}
