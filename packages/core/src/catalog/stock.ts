import type { CivilDate } from "../values/values.schema.ts"
import type { StockTerms } from "./catalog.schema.ts"

/** Terms by which how many are offered depends on the day. */
export type ScheduledStock = PerDistribution & Required<Pick<PerDistribution, "schedule">>

type PerDistribution = Extract<StockTerms, { readonly policy: "per-distribution" }>

/** Whether how many are offered depends on the day. */
export const isScheduled = (stock: StockTerms): stock is ScheduledStock =>
  stock.policy === "per-distribution" && stock.schedule !== undefined

/** How many are offered at each delivery, whatever the day; null without limit. @rule STOCK-1 */
export const plainlyOffered = (stock: StockTerms): number | null => (stock.policy === "none" ? null : stock.quantity)

/**
 * How many of a product are offered on a day, in its order unit; null without limit. `days` are those of all deliveries
 * of the catalog: every nth is counted among those from the schedule's first day on, in order of date.
 * @rule STOCK-4
 * @see SK2
 */
export const offeredOn = (stock: StockTerms, day: CivilDate, days: ReadonlyArray<CivilDate>): number | null =>
  isScheduled(stock) ? scheduledOn(stock, day, days) : plainlyOffered(stock)

/** The same where a schedule says it. @rule STOCK-4 */
export const scheduledOn = (
  { schedule, quantity }: ScheduledStock,
  day: CivilDate,
  days: ReadonlyArray<CivilDate>,
): number => {
  if (schedule.kind === "periods") {
    return schedule.periods.find(({ from, to }) => from <= day && day <= to)?.quantity ?? 0
  }
  if (day < schedule.from) return 0
  const place = days.filter((one) => schedule.from <= one && one < day).length
  return place % schedule.nth === 0 ? quantity : 0
}
