/** What a connection says aloud, and how saving stands. */
export const connectionWords = {
  saved: "Enregistré",
  savedAt: (time: string): string => `Enregistré à ${time}`,
  lineSaved: (name: string, quantity: string): string => `${name}, ${quantity}, enregistré`,
  none: "retiré",
  emptySaved: "Panier vidé, enregistré",
  saving: "Enregistrement…",
  offline: "Hors ligne, sera envoyé",
  failed: "Échec de l’enregistrement",
  confirmed: (number: number | null): string =>
    number === null ? "Commande confirmée" : `Commande n° ${number} confirmée`,
  cancelled: "Commande annulée",
}
