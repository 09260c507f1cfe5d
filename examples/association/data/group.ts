/** The association itself. The town, its river and its people are invented. */
export const group = {
  id: "paniers-du-canal",
  name: "Les Paniers du Canal",
  city: "Saint-Aubin-sur-Vère",
  description:
    "Soixante foyers, douze fermes et ateliers à moins de quarante kilomètres. Chaque samedi matin, on vient chercher ce que l’on a commandé.",
  email: "bonjour.paniersducanal@example.org",
  mode: "shop",
  zone: "Europe/Paris",
  currency: "EUR",
} as const
