import type { catalogWords as French } from "./catalog.fr.ts"

/** What the catalog says. */
export const catalogWords: typeof French = {
  search: "Search products, producers",
  categories: "Categories",
  all: "All",
  products: "Products",
  found: (count) => (count === 0 ? "No products" : count === 1 ? "1 product" : `${count} products`),
  nothing: (search) => (search === "" ? "No products here." : `No product matches “${search}”.`),
  showAll: "Show all",
  empty: "No products are offered yet.",
  left: (quantity) => `${quantity} left`,
  soldOut: "Sold out",
  weighed: "adjusted when weighed",
  closed: "Orders closed",
  notOpen: (date) => `From ${date}`,
  about: "Details",
  origin: "Origin",
  allergens: "Allergens",
  inBasket: (quantity) => `${quantity} in basket`,
}
