import type { quantityWords as French } from "./quantity.fr.ts"

/** What choosing a quantity says. */
export const quantityWords: typeof French = {
  add: "Add",
  more: "More",
  less: "Less",
  none: "removed",
  of: (action, name) => (name ? `${action}: ${name}` : action),
  soldBy: (step, minimum) => `Sold by ${step}, from ${minimum}`,
  atMost: (value) => `${value} at most`,
}
