/** How many distributions the calendar holds: `closedCount` whose orders are closed, then the open one, then two more. */
export const distributionCount = 10

/** How many distributions have their orders closed; the one after them is the open one. */
export const closedCount = 7

/** The place in the calendar of the distribution that takes orders now. */
export const openIndex = closedCount

const everyTime = [
  "aubiers-legumes",
  "malvoisine-fruits",
  "trois-chenes-lait",
  "fournil-pains",
  "grande-haie-volailles",
  "caves-champignons",
]
const everyOtherTime = ["vallon-brebis", "sainte-aune-miels", "ecluse-bieres", "fontaines-poissons", "chantegrain-vrac"]
const everyFourthTime = ["haut-patis-boeuf"]

/**
 * The catalogs taking part in the distribution at that place in the calendar.
 * All twelve take part in the open one.
 */
export const catalogsAt = (index: number): ReadonlyArray<string> => {
  const sinceOpen = Math.abs(index - openIndex)
  return [...everyTime, ...(sinceOpen % 2 === 0 ? everyOtherTime : []), ...(sinceOpen % 4 === 0 ? everyFourthTime : [])]
}
