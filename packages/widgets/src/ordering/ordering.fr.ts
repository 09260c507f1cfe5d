/** What the whole ordering flow says. */
export const orderingWords = {
  orders: "Commandes",
  distribution: "Distribution",
  basketOf: (count: number): string => `Panier${count === 0 ? " vide" : ` · ${count} produit${count < 2 ? "" : "s"}`}`,
  toConfirm: "à confirmer",
  close: "Fermer",
  visitor: "Connectez-vous pour commander.",
  signIn: "Se connecter",
  hidden: "Les produits de ce groupe sont réservés à ses membres.",
  noDistribution: "Aucune distribution n’est prévue pour l’instant.",
  failed: "Les produits n’ont pas pu être chargés.",
  stale: (time: string): string => `Hors ligne : produits et stocks vus à ${time}.`,
  changedTo: (name: string, quantity: string): string => `${name} : ${quantity}`,
  emptied: "Panier vidé",
}
