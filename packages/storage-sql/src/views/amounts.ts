import type { Dialect } from "./dialect.ts"
import { quantity, whole } from "./json.ts"

/** Which amount of a line: before its fee, the fee, or both. */
export type Part = "goods" | "fee" | "amount"

/** What was delivered of a line when that is known, else what was ordered. */
const taken = (line: string): string =>
  `CASE WHEN (${line} ->> 'delivered') IS NULL THEN ${line} -> 'ordered' ELSE ${line} -> 'delivered' END`

/** Something that is sold: its terms with their fee, and how much of it, as JSON expressions. */
interface Sold {
  readonly offer: string
  readonly quantity: string
}

/** A number computed from what is sold, which is read once: `LIMIT` keeps it from being read at each use. */
const fromTerms = (sold: Sold, is: string): string => `(SELECT ${is} FROM (SELECT
      taken.price, taken.factor, ${quantity("taken.per")} AS per,
      CASE
        WHEN taken.per ->> 'pieces' IS NOT NULL THEN ${whole("taken.quantity", "pieces")}
        WHEN taken.per ->> 'grams' IS NOT NULL THEN coalesce(${whole("taken.quantity", "grams")},
          ${whole("taken.quantity", "pieces")} * ${whole("taken.content", "grams")})
        ELSE coalesce(${whole("taken.quantity", "millilitres")},
          ${whole("taken.quantity", "pieces")} * ${whole("taken.content", "millilitres")}) END AS measured
    FROM (SELECT ${sold.quantity} AS quantity, ${sold.offer} -> 'terms' -> 'per' AS per,
      ${sold.offer} -> 'terms' -> 'content' AS content, ${whole(`${sold.offer} -> 'terms'`, "price")} AS price,
      10000 + ${whole(sold.offer, "fee")} AS factor LIMIT 1) AS taken LIMIT 1) AS terms)`

/*
 * price × measured × factor ÷ (per × 10 000) in whole numbers of 64 bits, none of which is beyond 2^60 as long as the
 * amount itself is within 2^53: price × measured ÷ per is `goods` and `rest` ÷ per; that times factor is
 * goods ÷ 10 000 × factor and `mixed` and less than one more, over 10 000.
 */
const goods = "(price * (measured / per) + price * (measured % per) / per)"
const rest = "(price * (measured % per) % per)"
const mixed = `(${goods} % 10000 * factor + ${rest} * factor / per)`
const charged = `(${goods} / 10000 * factor + ${mixed} / 10000)`

/** Rounded once: a half goes up, away from zero, since nothing here is below it. */
const roundedGoods = `${goods} + CASE WHEN 2 * ${rest} >= per THEN 1 ELSE 0 END`
const roundedAmount = `${charged} + CASE WHEN ${mixed} % 10000 >= 5000 THEN 1 ELSE 0 END`

const parts: Readonly<Record<Part, string>> = {
  goods: roundedGoods,
  amount: roundedAmount,
  fee: `${roundedAmount} - (${roundedGoods})`,
}

/** An amount of a line, in minor units, exactly as `lineAmount` computes it. @rule PRICE-2 @see D3 */
export const amountOfLine = (line: string, part: Part): string =>
  fromTerms({ offer: line, quantity: taken(line) }, parts[part])

/** What so much of an offer comes to, fee and VAT included. @rule PRICE-2 @see D3 */
export const amountOfOffer = (offer: string, measure: string): string =>
  fromTerms({ offer, quantity: measure }, parts.amount)

/** How much of a line is billed, in the unit of its price. @rule LINE-1 @see D6 */
export const billedOfLine = (line: string): string => fromTerms({ offer: line, quantity: taken(line) }, "measured")

/** Whether a line's amount will follow the weighing: nothing was weighed, or pieces were only counted. @rule LINE-2 @see D6 */
export const isEstimate = (line: string): string =>
  `(${line} ->> 'saleKind' IN ('weighed', 'weighed-each') AND CASE WHEN (${line} ->> 'delivered') IS NULL
    THEN ${quantity(`(${line} -> 'ordered')`)} > 0
    ELSE coalesce(${whole(`${line} -> 'delivered'`, "pieces")}, 0) > 0
      AND (${line} -> 'terms' -> 'per' ->> 'pieces') IS NULL END)`

/** As many pieces as were counted last; nothing when none were, or when that was taken back. @rule DAY-8 */
const countedPieces = (sql: Dialect, line: string): string => {
  const pieces = whole("seen.value -> 'delivered'", "pieces")
  return `(SELECT CASE WHEN ${pieces} > 0 THEN ${pieces} END FROM ${sql.items(line, "trail")} AS seen
      WHERE seen.value ->> 'kind' = 'undone' OR (seen.value -> 'delivered' ->> 'pieces') IS NOT NULL
      ORDER BY seen.key DESC LIMIT 1)`
}

/** How many weights were said last. */
const lastWeights = (sql: Dialect, line: string): string =>
  `(SELECT (SELECT count(*) FROM ${sql.items("seen.value", "weights")} AS weight)
      FROM ${sql.items(line, "trail")} AS seen ORDER BY seen.key DESC LIMIT 1)`

/** The deposits of a line's pieces, on top of its amount. @rule DAY-4, DAY-8 @see X2 */
export const depositOfLine = (sql: Dialect, line: string): string =>
  `CASE WHEN (${line} ->> 'deposit') IS NULL OR (${line} ->> 'contract') IS NOT NULL THEN 0
    ELSE ${whole(line, "deposit")} * CASE
      WHEN ${quantity(`(${line} -> 'delivered')`)} = 0 THEN 0
      WHEN (${line} -> 'delivered' ->> 'pieces') IS NOT NULL THEN ${whole(`${line} -> 'delivered'`, "pieces")}
      WHEN ${line} ->> 'saleKind' = 'weighed-each' AND ${lastWeights(sql, line)} > 0 THEN ${lastWeights(sql, line)}
      ELSE coalesce(${countedPieces(sql, line)}, ${whole(`${line} -> 'ordered'`, "pieces")}, 0) END END`
