import type { Allergen, Category, Label } from "./types.ts"

/** What the members read on each shelf. */
export const shelfNames: Readonly<Record<Category, string>> = {
  vegetables: "Légumes",
  fruit: "Fruits",
  mushrooms: "Champignons",
  dairy: "Crémerie",
  cheese: "Fromages",
  eggs: "Œufs",
  meat: "Viandes",
  poultry: "Volailles",
  fish: "Poissons",
  bread: "Pains",
  grocery: "Épicerie",
  honey: "Miels",
  drinks: "Boissons",
  household: "Maison",
}

/** What is written of each guarantee; `organic` is what price lists give to what they tick as « Bio ». */
export const labelNames: Readonly<Record<Label, string>> = {
  organic: "organic",
  demeter: "Demeter",
  "nature-et-progres": "Nature & Progrès",
  farmhouse: "fermier",
}

/** Each allergen as a label in France says it. */
export const allergenNames: Readonly<Record<Allergen, string>> = {
  gluten: "gluten",
  crustaceans: "crustacés",
  eggs: "œufs",
  fish: "poisson",
  peanuts: "arachides",
  soybeans: "soja",
  milk: "lait",
  nuts: "fruits à coque",
  celery: "céleri",
  mustard: "moutarde",
  sesame: "sésame",
  sulphites: "sulfites",
  lupin: "lupin",
  molluscs: "mollusques",
}
