import { amountOf, measureOf, unitOf } from "@cabas/core/values"
import type { Unit } from "@cabas/core/values"
import type { Wish } from "@cabas/core/basket"
import type { Sheet, Shop } from "./state.ts"

/** A product of a catalog; what wishes, lines and offers have in common. */
export interface Which {
  readonly catalog: string
  readonly product: string
}

/**
 * What the member changed and has not confirmed: the wanted quantity in all of each changed product, zero to decline
 * what was ordered. A product at its confirmed quantity is no change.
 * @see D11, D14
 */
export type Draft = Readonly<Record<string, Wish>>

/** The draft as it is kept on this device until the server has it; `touched` are the products changed since then. */
export interface KeptDraft {
  readonly draft: Draft
  readonly touched: ReadonlyArray<string>
}

/** Names a product in one word. */
export const keyOf = ({ catalog, product }: Which): string => `${catalog}/${product}`

/** A wish of so much of a product in all. */
export const wishOf = ({ catalog, product }: Which, unit: Unit, amount: number): Wish => ({
  catalog,
  product,
  quantity: measureOf(unit, amount),
})

/** The lines of a basket that are of one product: two when its price changed in between. @see D4 */
export const linesOfProduct = (sheet: Sheet | null, which: Which): Sheet["lines"] =>
  (sheet?.lines ?? []).filter((line) => keyOf(line) === keyOf(which))

/** How much of a product is ordered, in its order unit. */
export const orderedOf = (sheet: Sheet | null, which: Which): number =>
  linesOfProduct(sheet, which).reduce((sum, { ordered }) => sum + amountOf(ordered), 0)

/** How much of a product is wanted in all: what the draft says, else what is ordered. */
export const wantedOf = (draft: Draft, sheet: Sheet | null, which: Which): number => {
  const wish = draft[keyOf(which)]
  return wish ? amountOf(wish.quantity) : orderedOf(sheet, which)
}

/** The draft with one more wish; one that is no change takes the product out of it. */
export const withWish = (draft: Draft, sheet: Sheet | null, wish: Wish): Draft => {
  const { [keyOf(wish)]: _, ...others } = draft
  return amountOf(wish.quantity) === orderedOf(sheet, wish) ? others : { ...others, [keyOf(wish)]: wish }
}

/** Wishes as a draft, without those that are no change. */
export const draftOf = (wishes: ReadonlyArray<Wish>, sheet: Sheet | null): Draft =>
  wishes.reduce<Draft>((draft, wish) => withWish(draft, sheet, wish), {})

/** The draft of an emptied basket: all that was ordered is declined, all else forgotten. */
export const emptied = (sheet: Sheet | null): Draft =>
  draftOf(
    (sheet?.lines ?? []).map((line) => wishOf(line, unitOf(line.ordered), 0)),
    sheet,
  )

/**
 * The server's draft with what was changed on this device since it was last saved there: product by product, this
 * device wins where it changed something, another device everywhere else.
 */
export const mergedDraft = (sheet: Sheet | null, kept: KeptDraft | null): Draft => {
  const touched = kept?.touched ?? []
  const others = (sheet?.draft ?? []).filter((wish) => !touched.includes(keyOf(wish)))
  return draftOf([...others, ...touched.flatMap((key) => kept?.draft[key] ?? [])], sheet)
}

/** The draft without products that are neither offered nor ordered: nobody could see them. */
export const offeredOnly = (draft: Draft, shop: Shop | null, sheet: Sheet | null): Draft => {
  const known = new Set([...(shop?.offers ?? []), ...(sheet?.lines ?? [])].map(keyOf))
  return Object.fromEntries(Object.entries(draft).filter(([key]) => known.has(key)))
}
