import { measureOf } from "./measure.ts"
import type { Measure, Unit } from "./values.schema.ts"

/** A decimal number as it was written, exactly: `digits ÷ 10^scale`. "12,50" is 1250 with scale 2. */
export interface Decimal {
  readonly digits: number
  readonly scale: number
}

/** What a number without a unit counts in. */
export type WrittenUnit = "pieces" | "g" | "kg" | "ml" | "cl" | "dl" | "l"

/** The most a measure may hold. */
const mostAmount = 1_000_000_000

/** No number worth reading is longer, and a longer one would cost time. */
const longest = 40

/** Each written unit, as so many of a measure's unit. */
const scales: Readonly<Record<WrittenUnit, readonly [Unit, number]>> = {
  pieces: ["pieces", 1],
  g: ["grams", 1],
  kg: ["grams", 1000],
  ml: ["millilitres", 1],
  cl: ["millilitres", 10],
  dl: ["millilitres", 100],
  l: ["millilitres", 1000],
}

/** What people write for each unit, in lower case and without a final point. */
const spellings: ReadonlyMap<string, WrittenUnit> = new Map(
  Object.entries({
    pieces: "pieces piece pièces pièce pcs pc pce",
    g: "g gr grams gram grammes gramme",
    kg: "kg kilo kilos kilogram kilograms kilogramme kilogrammes",
    ml: "ml millilitre millilitres milliliter milliliters",
    cl: "cl centilitre centilitres centiliter centiliters",
    dl: "dl decilitre decilitres décilitre décilitres deciliter deciliters",
    l: "l litre litres liter liters",
  }).flatMap(([unit, words]) => words.split(" ").map((word): [string, WrittenUnit] => [word, unit as WrittenUnit])),
)

/**
 * A number as people write it, exactly: comma or dot for the decimals, thousands set apart when well placed.
 * `undefined` for what is no number, and for what could be two ("1,234" unless the language decides).
 * @rule INPUT-1 INPUT-2
 */
export function parseDecimal(text: string, locale?: string): Decimal | undefined {
  const written = /^([+\-\u2212])?(.*)$/.exec(text.trim())
  if (written === null || text.length > longest) return undefined
  const parts = wholeAndFraction(written[2]!, locale)
  if (parts === undefined) return undefined
  const [integer, fraction] = parts
  const digits = Number(integer + fraction)
  if (!Number.isSafeInteger(digits)) return undefined
  const negative = written[1] !== undefined && written[1] !== "+" && digits !== 0
  return { digits: negative ? -digits : digits, scale: fraction.length }
}

/**
 * Money as people write it, in minor units; `digits` is how many decimals the currency has.
 * `undefined` as for `parseDecimal`, and when more decimals are written than the currency has.
 * @rule INPUT-3
 */
export function parseMoney(text: string, digits: number, locale?: string): number | undefined {
  const decimal = parseDecimal(text, locale)
  if (decimal === undefined || decimal.scale > digits) return undefined
  return scaled(decimal, 10 ** digits)
}

/**
 * A quantity as people write it: "0,5 kg", "25 cl", "3". `unit` says what is expected and what a bare
 * number counts in: `grams` reads "500" as 500 g, `kg` as 500 kg.
 * `undefined` when it is no number, of another kind of unit, negative, not a whole gram, millilitre or
 * piece, or beyond what a measure holds.
 * @rule INPUT-4
 */
export function parseQuantity(text: string, unit: Unit | WrittenUnit, locale?: string): Measure | undefined {
  const written = /^(.*?\d)(?:\s*(\p{L}+)\.?)?$/u.exec(text.trim())
  if (written === null) return undefined
  const bare: WrittenUnit = unit === "grams" ? "g" : unit === "millilitres" ? "ml" : unit
  const named = written[2] === undefined ? bare : spellings.get(written[2].toLowerCase())
  const decimal = parseDecimal(written[1]!, locale)
  if (named === undefined || decimal === undefined) return undefined
  const [kind, size] = scales[named]
  const amount = scaled(decimal, size)
  if (kind !== scales[bare][0] || amount === undefined || amount < 0 || amount > mostAmount) return undefined
  return measureOf(kind, amount)
}

/** `decimal × factor`, when that is a whole number carried exactly. */
function scaled(decimal: Decimal, factor: number): number | undefined {
  const product = BigInt(decimal.digits) * BigInt(factor)
  const divisor = 10n ** BigInt(decimal.scale)
  const value = Number(product / divisor)
  return product % divisor === 0n && Number.isSafeInteger(value) ? value : undefined
}

/** The digits before and after the decimal mark, or `undefined` when it is no number or could be two. */
function wholeAndFraction(text: string, locale: string | undefined): readonly [string, string] | undefined {
  const mark = decimalMark(text, locale)
  if (mark === undefined) return undefined
  const at = mark === "" ? text.length : text.lastIndexOf(mark)
  const whole = text.slice(0, at)
  const fraction = text.slice(at + 1)
  if (!/^\d*$/.test(fraction) || (mark !== "" && fraction === "")) return undefined
  if (whole === "") return fraction === "" ? undefined : ["0", fraction]
  const integer = withoutThousands(whole)
  return integer === undefined ? undefined : [integer, fraction]
}

/** Which of comma and dot marks the decimals, "" for neither, `undefined` when it cannot be told. */
function decimalMark(text: string, locale: string | undefined): "," | "." | "" | undefined {
  const commas = text.split(",").length - 1
  const dots = text.split(".").length - 1
  if (commas > 0 && dots > 0) return text.lastIndexOf(",") > text.lastIndexOf(".") ? "," : "."
  if (commas + dots !== 1) return ""
  const mark = commas === 1 ? "," : "."
  // One mark before exactly three digits may as well set thousands apart: only the language can tell.
  if (!/^[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return mark
  return locale === undefined || marksThousands(mark, locale) ? undefined : mark
}

/** Whether a language sets thousands apart by that mark. */
function marksThousands(mark: string, locale: string): boolean {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567)
  return parts.some(({ type, value }) => type === "group" && value === mark)
}

/** The digits of a whole number, its thousands set apart by one well-placed mark or not at all. */
function withoutThousands(text: string): string | undefined {
  if (/^\d+$/.test(text)) return text
  const grouped = /^[1-9]\d{0,2}([ \u00a0\u202f'\u2019.,])\d{3}(?:\1\d{3})*$/.exec(text)
  return grouped === null ? undefined : text.replaceAll(grouped[1]!, "")
}
