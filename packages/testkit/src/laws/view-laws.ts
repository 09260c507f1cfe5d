import type { Line } from "@cabas/core/basket"
import { productOf } from "@cabas/core/catalog"
import { stockOf } from "@cabas/core/ledger"
import type { Offer, PricedBasket, Season } from "@cabas/core/views"
import type { Books } from "./books.ts"
import { balanceIn, catalogsIn } from "./books.ts"
import { countOf, exactAmount } from "./exact.ts"
import { hold, sameData, shown } from "./law.ts"

/** A basket shows the exact amount of each line, and parts that add up. @see D3, D5 */
export const pricedBasketAddsUp = (basket: PricedBasket): void => {
  let total = 0
  let fees = 0
  for (const line of basket.lines) {
    const { price, per, vat, content, ordered, delivered, fee, amount } = line
    const goods = { terms: { price, per, vat, content }, ordered, delivered, fee: 0 } as Line
    const before = exactAmount(goods)
    hold(amount - fee === before, () => `line ${shown(line)} is ${before} before its fee`)
    total += amount
    fees += fee
  }
  const sums = { total, fees, goods: total - fees }
  const said = { total: basket.total, fees: basket.fees, goods: basket.goods }
  hold(sameData(sums, said), () => `basket ${basket.id} says ${shown(said)}; its lines make ${shown(sums)}`)
  const estimate = basket.lines.some((line) => line.estimate)
  hold(basket.estimate === estimate, () => `basket ${basket.id} says estimate ${basket.estimate}`)
}

/** A basket with its VAT table. */
interface Sheet extends PricedBasket {
  readonly vat: ReadonlyArray<{
    readonly vat: number
    readonly gross: number
    readonly net: number
    readonly tax: number
  }>
}

/** Each VAT row is the lines of its rate, taken apart into parts that add up to them. @see D5 */
export const vatAddsUp = ({ id, vat, lines, total }: Sheet): void => {
  for (const row of vat) {
    const gross = lines.filter((line) => line.vat === row.vat).reduce((sum, { amount }) => sum + amount, 0)
    const whole = row.gross === gross && row.net + row.tax === gross
    hold(whole, () => `the VAT of ${id} says ${shown(row)}; the lines of that rate make ${gross}`)
  }
  const gross = vat.reduce((sum, row) => sum + row.gross, 0)
  hold(gross === total, () => `the VAT rows of ${id} make ${gross}, the basket ${total}`)
}

/** A line of a recap by member. */
interface RecapLine {
  readonly amount: number
  readonly expected: boolean
}

/**
 * Recap by product and recap by member come to the same, and without what is only expected to what the baskets come to,
 * whole or catalog by catalog.
 * @see D3
 */
export const recapsAgree = (
  byProduct: { readonly rows: ReadonlyArray<{ readonly total: number }>; readonly total: number },
  byMember: {
    readonly rows: ReadonlyArray<{ readonly total: number; readonly lines: ReadonlyArray<RecapLine> }>
    readonly total: number
  },
  baskets: ReadonlyArray<PricedBasket>,
  catalog?: string,
): void => {
  const sum = (rows: ReadonlyArray<{ readonly total: number }>) => rows.reduce((all, { total }) => all + total, 0)
  const lines = baskets
    .flatMap((basket) => basket.lines)
    .filter((line) => catalog === undefined || line.catalog === catalog)
  const all = lines.reduce((amount, line) => amount + line.amount, 0)
  const recapped = byMember.rows.flatMap((row) => row.lines)
  const expected = recapped.reduce((amount, line) => amount + (line.expected ? line.amount : 0), 0)
  const totals = [byProduct.total, sum(byProduct.rows), byMember.total, sum(byMember.rows)]
  hold(
    totals.every((total) => total === all + expected),
    () => `the baskets come to ${all}, the recaps to ${totals.join(", ")}`,
  )
}

/** A wallet's statement, newest line first. */
interface Statement {
  readonly wallet: { readonly expected: number; readonly held: number; readonly posted: number }
  readonly lines: ReadonlyArray<{ readonly amount: number; readonly balance: number }>
  readonly next: string | null
}

/** Each balance of a statement is the one before plus the movement; the newest is what the wallet holds. @see D23 */
export const statementRuns = ({ wallet, lines, next }: Statement): void => {
  const { expected, held, posted } = wallet
  hold(posted === expected + held, () => `the wallet says ${shown(wallet)}`)
  const [newest] = lines
  hold(
    (newest?.balance ?? 0) === (lines.length === 0 ? 0 : expected),
    () => `the statement ends at ${newest?.balance}, the wallet at ${expected}`,
  )
  for (const [index, { amount, balance }] of lines.entries()) {
    const older = lines[index + 1]
    if (older === undefined && next !== null) continue
    const before = older?.balance ?? 0
    hold(before + amount === balance, () => `the statement goes from ${before} by ${amount} to ${balance}`)
  }
}

/** A shop shows of each product what the stock leaves, never less than nothing. @see D24 */
export const shopShowsWhatIsLeft = (
  books: Books,
  {
    distribution,
    offers,
  }: { readonly distribution: { readonly id: string } | null; readonly offers: ReadonlyArray<Offer> },
): void => {
  for (const offer of offers) {
    const catalog = catalogsIn(books).find(({ id }) => id === offer.catalog)
    const product = catalog === undefined ? undefined : productOf(catalog, offer.product)
    if (product === undefined || product.stock.policy === "none") {
      hold(
        product !== undefined && offer.left === null,
        () => `${offer.product} is offered with ${shown(offer.left)} left`,
      )
      continue
    }
    const where = product.stock.policy === "global" ? null : (distribution?.id ?? "")
    const unit = offer.left === null ? "" : (Object.keys(offer.left)[0] ?? "")
    const left = Math.max(0, product.stock.quantity + balanceIn(books, stockOf(offer.catalog, product.id, where), unit))
    const says = offer.left === null ? undefined : countOf(offer.left)
    hold(says === left, () => `${says} of ${offer.product} are shown as left, and ${left} are`)
  }
}

/**
 * A subscription as it is seen adds up: a delivery to its lines and what was billed beyond them on the day, all that
 * comes to what is expected, and what the households owe to the total.
 * @see S10.1, S10.8, D22
 */
export const seasonAddsUp = (season: Season | undefined): void => {
  if (season === undefined) return
  const { id, deliveries, total, expected, debts, absences } = season
  let coming = 0
  for (const { id: delivery, lines, amount, adjustment = 0, absent } of deliveries) {
    const sum = lines.reduce((all, line) => all + line.amount, adjustment)
    // An absence may be charged all the same.
    hold(sum === amount || (absent && sum === 0), () => `${delivery} of ${id} says ${amount}; its lines make ${sum}`)
    coming += amount
  }
  hold(coming === expected, () => `${id} expects ${expected}, and ${coming} comes`)
  hold(total <= expected, () => `${id} comes to ${total} already, and expects ${expected}`)
  const owed = debts.reduce((all, one) => all + one.owed, 0)
  hold(owed === total, () => `${id} comes to ${total}, and its households owe ${owed}`)
  for (const { member, owed: debt, paid, balance } of debts) {
    hold(balance === paid - debt, () => `${member} owes ${debt} of ${id}, paid ${paid}, and has ${balance}`)
  }
  for (const { delivery, state } of absences?.days ?? []) {
    const absent = deliveries.some((one) => one.id === delivery && one.absent)
    hold(absent || state !== "absent", () => `${delivery} of ${id} is no absence, and its calendar says ${state}`)
  }
}
