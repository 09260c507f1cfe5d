/** How saving stands, and what is said aloud of it. */
export const connectionWords = {
  savedAt: (time: string): string => `Enregistré à ${time}`,
  saving: "Enregistrement…",
  offline: "Hors ligne, sera envoyé",
  saveFailed: "Échec de l’enregistrement",
  lineSaved: (name: string, quantity: string): string => `${name}, ${quantity}, enregistré`,
  confirmed: (number: number | null): string => `Commande ${number === null ? "" : `n° ${number} `}confirmée`,
  cancelled: "Commande annulée",
}
