import type { catalogWords as French } from "./catalog.fr.ts"

/** What the catalog says. */
export const catalogWords: typeof French = {
  names: { "nature-et-progres": "Nature & Progrès" },
  search: "Search products, producers",
  categories: "Categories",
  all: "All",
  found: (count) => `${count} product${count === 1 ? "" : "s"}`,
  nothingFound: (search) => (search === "" ? "No products." : `No product matches “${search}”.`),
  showAll: "Show all",
  left: (quantity) => `${quantity} left`,
  soldOut: "Sold out",
  weighed: "adjusted when weighed",
  closed: "Orders closed",
  origin: (origin) => `Origin: ${origin}`,
  allergens: (allergens) => `Allergens: ${allergens}`,
}
