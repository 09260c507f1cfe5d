import type { quantityWords as French } from "./quantity.fr.ts"

/** What choosing a quantity says. */
export const quantityWords: typeof French = {
  quantity: "Quantity",
  add: (name) => (name === "" ? "Add" : `Add: ${name}`),
  more: (name) => (name === "" ? "More" : `More: ${name}`),
  less: (name) => (name === "" ? "Less" : `Less: ${name}`),
  none: "none",
  notRead: "Quantity not understood",
  rounded: (value, step, minimum) =>
    step === minimum ? `Sold by ${step}: ${value}` : `Sold by ${step}, from ${minimum}: ${value}`,
  most: (value) => `${value} at most`,
}
