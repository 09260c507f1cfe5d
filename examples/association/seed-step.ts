import type { MethodOptions, Methods, Outcome } from "@cabas/engine"
import { allergenNames, group, labelNames, members, shelfNames } from "./data/index.ts"
import type { Product } from "./data/index.ts"

/** One call of an operation, at the instant it is said to have happened. */
export interface Step {
  readonly key: string
  readonly at: string
  /** A member, or null for the site that hosts the group. */
  readonly by: string | null
  readonly act: (methods: Methods, options: MethodOptions) => Promise<Outcome<unknown>>
}

/** Steps one after the other. */
export type Row = ReadonlyArray<Step>

/** Who created the group, keeps its calendar and enters the orders of those who have no e-mail. */
export const coordinator = "camille-roussel"

/** The group that every operation is about. */
export const inGroup = { group: group.id }

/** Whoever enters the orders of a household: one of them, or the coordinator for those without an e-mail. */
export const whoEntersFor = (member: string): string => {
  const alone = members.find(({ id }) => id === member)?.people.some(({ email }) => email !== null) ?? false
  return alone ? member : coordinator
}

/** A product in a catalog, with the words of its shelf. */
export const listing = (catalog: string, told: Product, at: string): Step => ({
  key: `product/${catalog}/${told.id}`,
  at,
  by: coordinator,
  act: ({ product }, options) => {
    const category = shelfNames[told.category]
    const labels = told.labels.map((label) => labelNames[label])
    const allergens = told.allergens.map((allergen) => allergenNames[allergen])
    return product.save({ ...inGroup, catalog, ...told, category, labels, allergens }, options)
  },
})
