import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"

/** The largest whole number JSON and JavaScript carry exactly, 2^53 − 1. */
const largest = Number.MAX_SAFE_INTEGER

/** Whether the calendar has that day: the 30th of February reads as a date, but as another one. */
function dateExists(date: string): boolean {
  const read = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date)
}

/** Whether an instant, once in UTC, still has a year of four digits: longer ones do not compare as text. */
function staysInFourDigits(text: string): boolean {
  const read = new Date(text)
  return !Number.isNaN(read.getTime()) && read.toISOString().length === 24
}

/** A whole number that survives JSON exactly; `-0` is not one of them (D1). */
export const Whole = Schema.Int.check(
  Schema.isBetween({ minimum: -largest, maximum: largest }),
  Schema.makeFilter((n) => !Object.is(n, -0) || "expected 0 rather than -0"),
)

/** A whole number from 0. */
export const Natural = Whole.check(Schema.isGreaterThanOrEqualTo(0))

/** A whole number from 1. */
export const Positive = Whole.check(Schema.isGreaterThanOrEqualTo(1))

/**
 * What one measure holds: up to a billion units. A price times a quantity may still be too much for
 * an exact number: `isPriceable` says so.
 * @see D2
 */
export const Amount = Natural.check(Schema.isLessThanOrEqualTo(1_000_000_000))

/**
 * Money: a whole number of minor units (cents) in the group's currency.
 * @see D1
 */
export const Money = Whole

/** A price: 0 to a billion minor units, VAT included. */
export const Price = Natural.check(Schema.isLessThanOrEqualTo(1_000_000_000))

/** An ISO 4217 code. */
export const Currency = Schema.String.check(Schema.isPattern(/^[A-Z]{3}$/))

/** A rate in basis points: 550 is 5.5 %. */
export const BasisPoints = Natural.check(Schema.isLessThanOrEqualTo(10_000))

/** A whole number of pieces. */
export const Pieces = Schema.Struct({ pieces: Amount })
/** A weight in whole grams. */
export const Grams = Schema.Struct({ grams: Amount })
/** A volume in whole millilitres. */
export const Millilitres = Schema.Struct({ millilitres: Amount })

/**
 * A quantity with its unit, in whole pieces, grams or millilitres: `{"grams": 1184}`; one unit, not two.
 * @see D2
 */
export const Measure = Schema.Union([Pieces, Grams, Millilitres], { mode: "oneOf" })
export type Pieces = typeof Pieces.Type
export type Grams = typeof Grams.Type
export type Millilitres = typeof Millilitres.Type
export type Measure = typeof Measure.Type
/** The name of a measure's unit. */
export type Unit = "pieces" | "grams" | "millilitres"

/** A measure that is not nothing: what a price is per, what a piece contains. */
export const PositiveMeasure = Schema.Union(
  [
    Schema.Struct({ pieces: Amount.check(Schema.isGreaterThanOrEqualTo(1)) }),
    Schema.Struct({ grams: Amount.check(Schema.isGreaterThanOrEqualTo(1)) }),
    Schema.Struct({ millilitres: Amount.check(Schema.isGreaterThanOrEqualTo(1)) }),
  ],
  { mode: "oneOf" },
)

/**
 * How a product is sold: by the piece, weighed on the day (together or each), or loose by weight or volume.
 * @see D6
 */
export const SaleKind = Schema.Literals(["piece", "weighed", "weighed-each", "loose"])
export type SaleKind = typeof SaleKind.Type

/**
 * What a price means: `price` minor units, VAT included, per `per`; `content` is what one piece holds.
 * @see D3
 */
export const PriceTerms = Schema.Struct({
  price: Price,
  per: PositiveMeasure,
  vat: BasisPoints,
  content: Schema.NullOr(PositiveMeasure),
})
export type PriceTerms = typeof PriceTerms.Type

/**
 * A point in time as ISO 8601 text. Any offset is read; what is kept is UTC with milliseconds,
 * so that two instants compare as strings.
 * @see D7
 */
export const Instant = Schema.String.check(
  Schema.isPattern(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/),
  Schema.makeFilter((text) => dateExists(text.slice(0, 10)) || "expected a date that exists"),
  Schema.makeFilter((text) => staysInFourDigits(text) || "expected a time that exists, in the years 0000 to 9999"),
).pipe(
  Schema.decodeTo(
    Schema.String,
    SchemaTransformation.transform({ decode: (text) => new Date(text).toISOString(), encode: (text) => text }),
  ),
)
export type Instant = string

/** A day of the calendar, `2026-11-28`, that exists. */
export const CivilDate = Schema.String.check(
  Schema.isPattern(/^\d{4}-\d{2}-\d{2}$/),
  Schema.makeFilter((text) => dateExists(text) || "expected a date that exists"),
)
export type CivilDate = string

/** An hour of the wall clock, `18:30`. */
export const CivilTime = Schema.String.check(Schema.isPattern(/^([01]\d|2[0-3]):[0-5]\d$/))
export type CivilTime = string

/** An IANA time zone that this machine knows. */
export const TimeZone = Schema.String.check(
  Schema.isPattern(/^[A-Za-z]/),
  Schema.makeFilter((zone) => {
    try {
      return Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined
    } catch {
      return "expected an IANA time zone such as Europe/Paris"
    }
  }),
)

/** An identifier: letters, digits, `.`, `_`, `-`; up to 64 of them. */
export const Id = Schema.String.check(Schema.isPattern(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/))

/** Text of one line, trimmed by whoever shows it; never markup. */
export const Line = (maximum: number) =>
  Schema.String.check(Schema.isMaxLength(maximum), Schema.isPattern(/^[^\u0000-\u001f\u007f]*$/))

/** Text of one line that says something. */
export const Name = (maximum: number) => Line(maximum).check(Schema.isPattern(/\S/))

/** Text of several lines; never markup. */
export const Text = (maximum: number) => Schema.String.check(Schema.isMaxLength(maximum))

/** From `opensAt` (included) to `closesAt` (excluded). @see D8 */
export const Window = Schema.Struct({ opensAt: Instant, closesAt: Instant })
export type Window = typeof Window.Type
