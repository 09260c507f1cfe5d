import type { orderingWords as French } from "./ordering.fr.ts"

/** What the whole ordering flow says. */
export const orderingWords: typeof French = {
  orders: "Orders",
  otherDate: "Distribution",
  basket: (count) => (count === 0 ? "Empty basket" : count === 1 ? "Basket · 1 product" : `Basket · ${count} products`),
  toConfirm: "to confirm",
  close: "Close",
  opens: (date, time) => `Orders open on ${date}, ${time}.`,
  closed: (date, time) => `Orders closed on ${date}, ${time}.`,
  visitor: "Sign in to order.",
  signIn: "Sign in",
  stranger: "Your account is not a member of this group: you see the products but cannot order.",
  hidden: "The products of this group are for its members.",
  noDistribution: "No distribution is planned for now.",
  failed: "The products could not be loaded.",
  failedOffline: "No connection. The products could not be loaded.",
  signedOut: "You are no longer signed in.",
  notFound: "This distribution does not exist.",
  retry: "Try again",
  stale: (time) => `Offline: products and stock as seen at ${time}.`,
  noBasket: "Your basket could not be loaded.",
  added: (name, quantity) => `${name}: ${quantity}`,
  removed: (name) => `${name} removed`,
  emptied: "Basket emptied",
  undo: "Undo",
}
