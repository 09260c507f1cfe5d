import type { orderingWords as French } from "./ordering.fr.ts"

/** What the whole ordering flow says. */
export const orderingWords: typeof French = {
  orders: "Orders",
  distribution: "Distribution",
  basketOf: (count) => (count === 0 ? "Empty basket" : `Basket · ${count} product${count === 1 ? "" : "s"}`),
  toConfirm: "to confirm",
  close: "Close",
  visitor: "Sign in to order.",
  signIn: "Sign in",
  hidden: "The products of this group are for its members.",
  noDistribution: "No distribution is planned for now.",
  failed: "The products could not be loaded.",
  stale: (time) => `Offline: products and stock as seen at ${time}.`,
  changedTo: (name, quantity) => `${name}: ${quantity}`,
  emptied: "Basket emptied",
}
