import * as fc from "fast-check"
import { instantOf, measureOf, plusDays } from "@cabas/core/values"
import type { CivilDate, Instant, Measure, PriceTerms, SaleKind, Unit, Window } from "@cabas/core/values"

/** The largest amount and price that the border lets in. */
const billion = 1_000_000_000

/** Money in minor units, owed or due; small amounts often. */
export const money = (): fc.Arbitrary<number> =>
  fc.oneof({ weight: 3, arbitrary: fc.integer({ min: -100_00, max: 100_00 }) }, fc.maxSafeInteger()).map((n) => n + 0)

/** A price in minor units: what food costs, at times the least and the most that there is. */
export const price = (): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 60_00 }) },
    { weight: 1, arbitrary: fc.nat(billion) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, billion) },
  )

/** A rate in basis points, 0 to 100 %. */
export const basisPoints = (): fc.Arbitrary<number> => fc.oneof(fc.constantFrom(0, 100, 500), fc.nat(10_000))

/** A VAT rate in basis points: those of France, at times another. */
export const vatRate = (): fc.Arbitrary<number> =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(0, 210, 550, 1000, 2000) }, basisPoints())

/** The name of a unit. */
export const unit = (): fc.Arbitrary<Unit> =>
  fc.constantFrom("pieces" as const, "grams" as const, "millilitres" as const)

/** A unit of weight or volume. */
export const bulkUnit = (): fc.Arbitrary<"grams" | "millilitres"> =>
  fc.constantFrom("grams" as const, "millilitres" as const)

/** How much a measure holds, from `least`. */
export const amount = (least = 0): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: least, max: 50 }) },
    { weight: 2, arbitrary: fc.integer({ min: least, max: 5000 }) },
    { weight: 1, arbitrary: fc.integer({ min: least, max: billion }) },
  )

/** A measure in a unit, from `least`. */
export const measureIn = <U extends Unit>(of: U, least = 0): fc.Arbitrary<Measure> =>
  amount(least).map((n): Measure => measureOf(of as Unit, n) as Measure)

/** A measure in any unit. */
export const measure = (): fc.Arbitrary<Measure> => unit().chain((of) => measureIn(of))

/** What a price is usually per. */
const perBulk = (): fc.Arbitrary<number> =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(100, 250, 1000) }, amount(1))

/** What one piece usually holds. */
const held = (): fc.Arbitrary<number> => fc.integer({ min: 1, max: 5000 })

/** Price terms that a product of that kind may have. @see D3, D6 */
export const priceTerms = (kind: SaleKind): fc.Arbitrary<PriceTerms> => {
  const byPiece = fc.record({
    price: price(),
    per: fc.constantFrom(1, 1, 1, 6).map((pieces) => ({ pieces })),
    vat: vatRate(),
    content: fc.option(bulkUnit().chain((of) => held().map((n) => measureOf(of, n) as Measure))),
  })
  const byBulk = (content: boolean) =>
    fc.tuple(bulkUnit(), price(), perBulk(), vatRate(), held()).map(([of, cents, per, vat, holds]) => ({
      price: cents,
      per: measureOf(of, per) as Measure,
      vat,
      content: content ? (measureOf(of, holds) as Measure) : null,
    }))
  if (kind === "loose") return byBulk(false)
  return kind === "piece" ? fc.oneof({ weight: 3, arbitrary: byPiece }, byBulk(true)) : byBulk(true)
}

/** A sale kind. */
export const saleKind = (): fc.Arbitrary<SaleKind> =>
  fc.constantFrom("piece" as const, "weighed" as const, "weighed-each" as const, "loose" as const)

const hour = 3_600_000

/** Hours around which the clocks of Paris change in 2026. */
const changes = ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"].map((text) => Date.parse(text) / hour)

/** A point in time of the years 2020 to 2039, often around a clock change of 2026; whole minutes mostly. */
export const instant = (): fc.Arbitrary<Instant> => {
  const hours = fc.oneof(
    fc.integer({ min: Date.parse("2020-01-01") / hour, max: Date.parse("2040-01-01") / hour - 1 }),
    ...changes.map((at) => fc.integer({ min: at - 30, max: at + 30 })),
  )
  const within = fc.oneof(
    fc.constant(0),
    fc.nat(59).map((minutes) => minutes * 60_000),
    fc.nat(hour - 1),
  )
  return fc.tuple(hours, within).map(([at, rest]) => instantOf(at * hour + rest))
}

/** A window that opens before it closes. @see D8 */
export const window = (): fc.Arbitrary<Window> =>
  fc
    .tuple(instant(), fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 60 * 24 * hour })))
    .map(([opensAt, length]) => ({
      opensAt,
      closesAt: instantOf(Date.parse(opensAt) + length),
    }))

/** A day of the calendar in the years 2020 to 2039. */
export const civilDate = (): fc.Arbitrary<CivilDate> => fc.nat(7304).map((days) => plusDays("2020-01-01", days))

/** A time zone: that of Paris, and some that are hard to get right. */
export const timeZone = (): fc.Arbitrary<string> =>
  fc.constantFrom("Europe/Paris", "UTC", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")

/** An identifier, short enough to be given again. */
export const id = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom("a", "b", "c"),
    // Every object has fields of these names already.
    fc.constantFrom("constructor", "toString"),
    fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/),
    fc.constant("x".repeat(64)),
  )

/** Text of one line that says something: names as people write them, markup that must stay text. */
export const name = (longest: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.constantFrom("Léa", "Tomme de brebis", "Œufs × 6", "<script>alert(1)</script>", 'O’Neil "& fils"', "茄子"),
      fc.string({ minLength: 1, maxLength: longest, unit: "grapheme" }),
    )
    .map((text) => text.replaceAll(/[\u0000-\u001f\u007f]/g, "").slice(0, longest))
    .filter((text) => /\S/.test(text))
