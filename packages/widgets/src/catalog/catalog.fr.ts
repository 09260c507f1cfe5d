/** What the catalog says. */
export const catalogWords = {
  search: "Rechercher un produit, un producteur",
  categories: "Catégories",
  all: "Tout",
  products: "Produits",
  found: (count: number): string =>
    count === 0 ? "Aucun produit" : count === 1 ? "1 produit" : `${count} produits`,
  nothing: (search: string): string =>
    search === "" ? "Aucun produit ici." : `Aucun produit ne correspond à « ${search} ».`,
  showAll: "Tout afficher",
  empty: "Aucun produit n’est encore proposé.",
  left: (quantity: string, one: boolean): string => (one ? "Il en reste 1" : `Il en reste ${quantity}`),
  soldOut: "Épuisé",
  weighed: "ajusté à la pesée",
  closed: "Commandes closes",
  notOpen: (date: string): string => `Dès le ${date}`,
  about: "Détails",
  origin: "Origine",
  allergens: "Allergènes",
  inBasket: (quantity: string): string => `${quantity} au panier`,
}
