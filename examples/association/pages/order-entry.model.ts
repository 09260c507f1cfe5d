import type { AnswerOf, InputOf } from "@cabas/client"
import { amountOf, measureOf, parseQuantity, unitOf } from "@cabas/core/values"
import type { Measure, Unit } from "@cabas/core/values"

/** A product as it is offered at the distribution. */
export type Offer = AnswerOf<"shop.get">["offers"][number]

type Sheet = AnswerOf<"basket.get">

/** What an order asks for. */
export type Wishes = NonNullable<InputOf<"basket.confirm">["lines"]>

/** A line of the order being entered: what was ordered before, and what is wanted now. */
export interface Entered {
  readonly catalog: string
  readonly product: string
  readonly name: string
  readonly unit: Unit
  /** The product as it is offered; undefined when it no longer is. */
  readonly offer: Offer | undefined
  readonly before: number
  readonly wanted: number
}

/** The order of a household while it is entered. */
export interface Entry {
  readonly lines: ReadonlyArray<Entered>
}

/** The unit a product is ordered in. */
export const orderUnit = ({ saleKind, terms }: Pick<Offer, "saleKind" | "terms">): Unit =>
  saleKind === "loose" ? unitOf(terms.per) : "pieces"

const isOf = (catalog: string, product: string) => (one: { readonly catalog: string; readonly product: string }) =>
  one.catalog === catalog && one.product === product

/** The order as it was found: the lines of a product at two prices are one line here. */
export const entryOf = (sheet: Pick<Sheet, "lines">, offers: ReadonlyArray<Offer>): Entry => {
  const lines: Array<Entered> = []
  for (const { catalog, product, name, ordered } of sheet.lines) {
    const at = lines.findIndex(isOf(catalog, product))
    const amount = amountOf(ordered) + (lines[at]?.wanted ?? 0)
    if (amount === 0) continue
    const offer = offers.find(isOf(catalog, product))
    const line = { catalog, product, name, unit: unitOf(ordered), offer, before: amount, wanted: amount }
    if (at < 0) lines.push(line)
    else lines[at] = line
  }
  return { lines }
}

/** The least that can be ordered of a line's product, and what it goes up by. */
const stepsOf = ({ offer }: Entered): readonly [minimum: number, step: number] => {
  const loose = offer?.loose
  return loose === null || loose === undefined ? [1, 1] : [loose.minimum, loose.step]
}

/** The order with so much wanted of a product. */
export const wanting = ({ lines }: Entry, catalog: string, product: string, wanted: number): Entry => ({
  lines: lines.map((line) => (isOf(catalog, product)(line) ? { ...line, wanted } : line)),
})

/** One step more: from nothing to the least that is sold. */
export const more = (line: Entered): number => {
  const [minimum, step] = stepsOf(line)
  return line.wanted === 0 ? minimum : line.wanted + step
}

/** One step less: from the least that is sold to nothing. */
export const less = (line: Entered): number => {
  const [minimum, step] = stepsOf(line)
  return line.wanted - step < minimum ? 0 : line.wanted - step
}

/** The order with a product added at the least that is sold, or as it is when the product is in already. */
export const adding = ({ lines }: Entry, offer: Offer): Entry => {
  const { catalog, product, name } = offer
  const known = lines.find(isOf(catalog, product))
  if (known !== undefined) return known.wanted > 0 ? { lines } : wanting({ lines }, catalog, product, more(known))
  const line = { catalog, product, name, unit: orderUnit(offer), offer, before: 0, wanted: 0 }
  return { lines: [...lines, { ...line, wanted: more(line) }] }
}

/** What is asked of the API: the products whose quantity changed. */
export const wishesOf = ({ lines }: Entry): Wishes =>
  lines
    .filter(({ before, wanted }) => before !== wanted)
    .map(({ catalog, product, unit, wanted }) => ({ catalog, product, quantity: measureOf(unit, wanted) }))

/** The order with no more than what is left of each product that is short. */
export const takingLeft = (
  entry: Entry,
  short: ReadonlyArray<{ readonly catalog: string; readonly product: string; readonly left: Measure }>,
): Entry => short.reduce((taken, { catalog, product, left }) => wanting(taken, catalog, product, amountOf(left)), entry)

/** The unit that people type quantities in. */
export const typedUnit = { pieces: "", grams: "kg", millilitres: "l" } as const

/** A quantity as people type it: pieces, kilograms or litres, or with another unit behind it. */
export const typed = (text: string, unit: Unit, language: string): number | undefined => {
  if (text.trim() === "") return 0
  const measure = parseQuantity(text, unit === "grams" ? "kg" : unit === "millilitres" ? "l" : "pieces", language)
  return measure === undefined ? undefined : amountOf(measure)
}

/** A quantity as it stands in its field. */
export const written = (amount: number, unit: Unit, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 3, useGrouping: false }).format(
    unit === "pieces" ? amount : amount / 1000,
  )
