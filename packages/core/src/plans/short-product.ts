import * as Result from "effect/Result"
import type { Basket, Line } from "../basket/index.ts"
import { handedOut, isOfContract, isSettled, isSold } from "../basket/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Measure } from "../values/index.ts"
import { amountOf, isPriceable, measureOf, split, unitOf } from "../values/index.ts"
import { acrossBaskets } from "./across-baskets.ts"
import type { DayContext } from "./change-basket.ts"
import { changeBasket, dayFact, openBasket, seenAt } from "./change-basket.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"

/** Which product of which catalog. */
export interface WhichProduct {
  readonly catalog: string
  readonly product: string
}

/** How too little is shared: by what was ordered, by who ordered first, or as somebody decides. @see AD5 */
export type Sharing =
  | { readonly how: "pro-rata" }
  | { readonly how: "first-come" }
  | {
      readonly how: "by-hand"
      readonly shares: ReadonlyArray<{ readonly member: string; readonly line: number; readonly quantity: Measure }>
    }

/** One line that waits for its share. */
interface Claim {
  readonly context: DayContext
  readonly line: Line
}

const isOf =
  ({ catalog, product }: WhichProduct) =>
  (line: Line): boolean =>
    line.catalog === catalog && line.product === product && amountOf(line.ordered) > 0

/** The ordered lines of a product in the baskets, in the order given: that of their numbers. What was sold on the spot was there. */
const claimsOf = (contexts: ReadonlyArray<DayContext>, which: WhichProduct): ReadonlyArray<Claim> =>
  contexts.flatMap((context) =>
    context.basket?.status === "confirmed"
      ? context.basket.lines.filter((line) => isOf(which)(line) && !isSold(line)).map((line) => ({ context, line }))
      : [],
  )

const isOpen = ({ context: { basket } }: Claim): boolean => basket !== null && !isSettled(basket)

/**
 * The settled baskets that a product was ordered in: what is said of all lines of it leaves these as they are, until
 * they are opened again.
 * @rule DAY-25
 */
export const settledWith = (contexts: ReadonlyArray<DayContext>, which: WhichProduct): ReadonlyArray<Basket> =>
  contexts.flatMap(({ basket }) =>
    basket !== null && basket.status === "confirmed" && isSettled(basket) && basket.lines.some(isOf(which))
      ? [basket]
      : [],
  )

/** What there is, line after line, as long as it lasts. */
const firstCome = (claims: ReadonlyArray<Claim>, received: number): ReadonlyArray<number> => {
  let left = received
  return claims.map(({ line }) => {
    const got = Math.min(left, amountOf(line.ordered))
    left -= got
    return got
  })
}

type Shares = Extract<Sharing, { readonly how: "by-hand" }>["shares"]

const byHand = (
  claims: ReadonlyArray<Claim>,
  received: Measure,
  shares: Shares,
): Result.Result<ReadonlyArray<number>, Refusal> => {
  const got = claims.map(({ context, line }) => {
    const own = shares.filter((share) => share.member === context.member && share.line === line.id)
    return own.reduce((sum, { quantity }) => sum + amountOf(quantity), 0)
  })
  // A share of a line that nobody ordered counts here and not above, so that the two differ.
  const shared = shares.reduce((sum, { quantity }) => sum + amountOf(quantity), 0)
  const given = got.reduce((sum, one) => sum + one, 0)
  const isWithin = claims.every(({ line }, index) => (got[index] ?? 0) <= amountOf(line.ordered))
  const isAlike = shares.every(({ quantity }) => unitOf(quantity) === unitOf(received))
  if (shared === amountOf(received) && given === shared && isWithin && isAlike) return Result.succeed(got)
  return refused({ _tag: "SharesNotWhole", received, shared: measureOf(unitOf(received), shared) })
}

/**
 * How much each line gets of what came: the parts add up to it, none is more than was ordered.
 * @rule DAY-16
 * @see D5, AD5
 */
const sharesOf = (
  claims: ReadonlyArray<Claim>,
  received: Measure,
  sharing: Sharing,
): Result.Result<ReadonlyArray<number>, Refusal> => {
  if (sharing.how === "by-hand") return byHand(claims, received, sharing.shares)
  const amount = amountOf(received)
  return Result.succeed(
    sharing.how === "first-come"
      ? firstCome(claims, amount)
      : split(
          amount,
          claims.map(({ line }) => amountOf(line.ordered)),
        ),
  )
}

/** What settled lines took of what came, in the unit it was ordered in. */
const gone = (claims: ReadonlyArray<Claim>): number =>
  claims.reduce((sum, { line }) => sum + handedOut(line).delivered, 0)

/**
 * What of it is left for the baskets that are open: what came, less what settled ones took; no more than is ordered in
 * them, since what a settled one did not get may still be for it.
 * @rule DAY-25
 */
const leftFor = (claims: ReadonlyArray<Claim>, received: Measure): Measure => {
  const ordered = claims.filter(isOpen).reduce((sum, { line }) => sum + amountOf(line.ordered), 0)
  const left = amountOf(received) - gone(claims.filter((claim) => !isOpen(claim)))
  return measureOf(unitOf(received), Math.max(0, Math.min(left, ordered)))
}

/** Shares by hand without those that say of a settled line what it has anyway. @rule DAY-25 */
const forOpen = (claims: ReadonlyArray<Claim>, sharing: Sharing): Sharing => {
  if (sharing.how !== "by-hand") return sharing
  const settled = claims.filter((claim) => !isOpen(claim))
  const isKept = ({ member, line: id, quantity }: Shares[number]): boolean =>
    settled.some(
      ({ context, line }) =>
        context.member === member && line.id === id && handedOut(line).delivered === amountOf(quantity),
    )
  return { how: "by-hand", shares: sharing.shares.filter((share) => !isKept(share)) }
}

/** Why this much cannot be what came of the product. @rule DAY-16 */
const receivedProblem = (claims: ReadonlyArray<Claim>, which: WhichProduct, received: Measure): Refusal | undefined => {
  const [first] = claims
  if (first === undefined) return { _tag: "NothingOrdered", ...which }
  const expected = unitOf(first.line.ordered)
  const got = unitOf(received)
  if (expected !== got) return { _tag: "WrongUnit", ...which, expected, got }
  const ordered = claims.reduce((sum, { line }) => sum + amountOf(line.ordered), 0)
  return amountOf(received) > ordered
    ? { _tag: "MoreThanOrdered", ...which, ordered: measureOf(expected, ordered), received }
    : undefined
}

/**
 * Records that too little of a product came, or nothing: each line gets its share, by name and to the last piece; what
 * a member does not get they do not pay. Baskets that are settled keep what they have, and the others share the rest.
 * @rule DAY-15, DAY-16, DAY-25
 * @see AD5, D5, D14
 */
export const shareShort = (
  contexts: ReadonlyArray<DayContext>,
  which: WhichProduct,
  received: Measure,
  sharing: Sharing,
  reason: string,
): Decision<ReadonlyArray<Basket>> => {
  const all = claimsOf(contexts, which)
  const problem = receivedProblem(all, which, received)
  if (problem !== undefined) return refused(problem)
  const open = all.filter(isOpen)
  const claims = open.length === 0 ? all : open
  const shares = sharesOf(claims, leftFor(all, received), forOpen(all, sharing))
  if (Result.isFailure(shares)) return Result.fail(shares.failure)
  const quantities = new Map(claims.map(({ line }, index) => [line, shares.success[index] ?? 0]))
  const touched = contexts.filter(({ basket }) => basket?.lines.some((line) => quantities.has(line)) === true)
  return acrossBaskets(touched, (context) => {
    const basket = openBasket(context)
    if (Result.isFailure(basket)) return Result.fail(basket.failure)
    const measured = basket.success.lines.flatMap((line) => {
      const quantity = quantities.get(line)
      if (quantity === undefined) return []
      const delivered = measureOf(unitOf(line.ordered), quantity)
      const kind = quantity === 0 ? ("missing" as const) : ("shared" as const)
      return [{ line: line.id, kind, delivered, weights: [], tare: 0, reason, at: seenAt(context) }]
    })
    return changeBasket(context, [{ _tag: "LinesMeasured", ...dayFact(context), measured }])
  })
}

/**
 * Sets a price of the day for all lines of a product at a distribution; the catalog keeps its own, and so do the lines
 * of contracts, whose price was agreed for the season, and those of baskets that are settled.
 * @rule DAY-17, DAY-25
 * @see AD6, D4
 */
export const repriceProduct = (
  contexts: ReadonlyArray<DayContext>,
  which: WhichProduct,
  price: number,
  reason: string,
): Decision<ReadonlyArray<Basket>> => {
  const isPriced = (line: Line) => isOf(which)(line) && !isOfContract(line)
  const all = contexts.filter(
    ({ basket }) => basket?.status === "confirmed" && basket.lines.some((line) => isPriced(line)),
  )
  if (all.length === 0) return refused({ _tag: "NothingOrdered", ...which })
  const open = all.filter(({ basket }) => basket !== null && !isSettled(basket))
  // Where all are settled, the first says so.
  const touched = open.length === 0 ? all : open
  return acrossBaskets(touched, (context) => {
    const basket = openBasket(context)
    if (Result.isFailure(basket)) return Result.fail(basket.failure)
    const repriced = basket.success.lines
      .filter((line) => isPriced(line))
      .map((line) => ({ line: line.id, terms: { ...line.terms, price } }))
    const tooMuch = basket.success.lines.find((line) => {
      const terms = repriced.find((one) => one.line === line.id)?.terms
      return terms !== undefined && !isPriceable(terms, line.delivered ?? line.ordered, line.fee)
    })
    if (tooMuch !== undefined) return refused({ _tag: "AmountTooLarge", ...which })
    return changeBasket(context, [{ _tag: "LinesRepriced", ...dayFact(context), repriced, reason }])
  })
}
